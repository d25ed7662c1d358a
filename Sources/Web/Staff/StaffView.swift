/// Who works here, what they may do, and which registers they take.
struct StaffView: Page {
    static let template = "staff/show"

    var frame: Frame
    var summary: String
    var tabs: [Tab]
    var registers: StaffRegisters?
    var staff: StaffList?
    var add: Link?
}

struct StaffRegisters: Encodable, Sendable {
    var rows: [Row]
    var isEmpty: Bool
    /// Sign-ins for supply teachers that are open today.
    var supply: [Supply]

    struct Supply: Encodable, Sendable {
        var name: String
        var registers: String
        /// By which it is ended.
        var act: String
    }

    struct Row: Encodable, Sendable {
        var name: String
        var session: String
        var group: String
        var room: String
        var takers: [Taker]
        var from: String
        var cover: String?
    }
    struct Taker: Encodable, Sendable {
        var name: String
        /// `until 24 October`, `today only, cover`.
        var dates: String?
    }
}

struct StaffList: Encodable, Sendable {
    var rows: [Row]
    var isEmpty: Bool

    struct Row: Encodable, Sendable {
        /// Nil for those who do not look after the staff.
        var href: String?
        var name: String
        var position: String
        var roles: [Badge]
        var registers: String
        /// `With a code`, `Password only`, `No sign-in`, `Locked`.
        var signIn: Badge
        /// `20 Nov, 08:41`.
        var lastSeen: String
    }
}
