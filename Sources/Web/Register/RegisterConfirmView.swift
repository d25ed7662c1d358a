/// Asked before a register goes in with pupils unmarked, when the browser has no script to ask it.
struct RegisterConfirmView: Page {
    static let template = "register/confirm"

    var frame: Frame
    var register: String
    var action: String
    var back: String
    /// `3 pupils are not marked. When the register closes at 09:10 they will be recorded N, no reason yet.`
    var text: String
    var unmarked: [String]
}

/// A person's registers of one day.
struct RegisterListView: Page {
    static let template = "register/list"

    var frame: Frame
    var day: String
    var dayBar: DayBar
    var registers: [Line]
    var isEmpty: Bool

    struct Line: Encodable, Sendable {
        var href: String
        var name: String
        var session: String
        /// `28 pupils · Room 14 · 08:45 to 09:10`.
        var detail: String
        var badge: Badge
        /// `Take the register`, `Look at it`.
        var does: String
        var isNext: Bool
    }
}

/// An untaken register, entered after it closed: who took it, from what, and why it is late.
struct LateCompletionView: Page {
    static let template = "register/late"

    var frame: Frame
    var register: String
    var session: String
    var day: String
    var action: String
    var back: String
    var errors: ErrorSummary?
    var fields: [Field]
    var pupils: [RegisterRow]
    /// For the rows, which are the register's own.
    var isOpen = true
    var isLong: Bool
}

/// Today's register given to a colleague, or a one-day sign-in for a supply teacher.
struct CoverView: Page {
    static let template = "register/cover"

    var frame: Frame
    var register: String
    var session: String
    var day: String
    var back: String
    var errors: ErrorSummary?
    var colleagueAction: String
    var colleague: [Field]
    var supplyAction: String
    var supply: [Field]
    /// The sign-in just made, shown this once.
    var made: Made?

    struct Made: Encodable, Sendable {
        var name: String
        var address: String
        var code: String
        var until: String
        /// `8B, morning and afternoon`.
        var opens: String
        var issuedBy: String
    }
}
