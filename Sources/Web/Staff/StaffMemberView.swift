/// One person of the staff: who they are, how they sign in, and what may be done about it.
struct StaffMemberView: Page {
    static let template = "staff/member"

    var frame: Frame
    var name: String
    var position: String
    var facts: [PupilFile.Fact]
    var edit: String?
    var end: String?
    /// A code just made, shown this once.
    var made: Made?
    var buttons: [Button]

    struct Made: Encodable, Sendable {
        var signInName: String
        var code: String
        var until: String
    }
    struct Button: Encodable, Sendable {
        var action: String
        var label: String
        var hint: String
        var isDangerous: Bool
    }
}
