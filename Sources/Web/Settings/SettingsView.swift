/// A person's own sign-in.
struct SettingsView: Page {
    static let template = "settings/show"

    var frame: Frame
    var facts: [Fact]
    /// Nil for whoever has no password here.
    var phone: Phone?
    var errors: ErrorSummary?
    var password: Password?
    var sessions: [SignedInSession]
    /// There are sessions besides this one.
    var hasOthers: Bool
    /// The schools the person may look at; empty with only one.
    var schools: Schools?

    struct Fact: Encodable, Sendable {
        var label: String
        var value: String
    }
    struct Phone: Encodable, Sendable {
        var text: String
        var badge: Badge
        var setUp: String?
    }
    struct Password: Encodable, Sendable {
        var fields: [Field]
    }
    /// A browser in which the person is signed in.
    struct SignedInSession: Encodable, Sendable {
        var what: String
        var since: String
        var isThisOne: Bool
    }
    struct Schools: Encodable, Sendable {
        var choices: [School]
    }
    struct School: Encodable, Sendable {
        var id: String
        var name: String
        var isThisOne: Bool
    }
}
