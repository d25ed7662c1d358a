/// A person's own sign-in.
struct SettingsView: Page {
    static let template = "settings/show"

    var frame: Frame
    var facts: [Fact]
    /// `On since 3 September 2025`, or what to do.
    var twoStep: String
    var twoStepBadge: Badge
    var twoStepLink: Link
    var passwordAction: String
    var errors: ErrorSummary?
    var password: [Field]
    var sessions: [SignedInSession]

    struct Fact: Encodable, Sendable {
        var label: String
        var value: String
    }
    /// A browser in which the person is signed in.
    struct SignedInSession: Encodable, Sendable {
        var what: String
        var since: String
        var isThisOne: Bool
        var end: String?
        var session: String
    }
}

/// Setting up the codes from a phone: the picture to scan, the same in letters, and a first code to prove it works.
struct TwoStepView: Page {
    static let template = "settings/two-step"

    var frame: Frame
    /// The role asks for it and there is no way round.
    var isRequired: Bool
    var action: String
    var secret: String
    /// The secret as it must go back with the form.
    var errors: ErrorSummary?
    var fields: [Field]
    var picture: QRPicture
}

/// A QR code as one SVG path over a square of `size` modules.
struct QRPicture: Encodable, Sendable {
    var size: String
    var path: String
}
