/// The school's year: terms, the days the school is open, and what is closed and why.
struct CalendarView: Page {
    static let template = "calendar/show"

    var frame: Frame
    /// `2025/26`.
    var year: String
    var years: [Tab]
    var tiles: [Tile]
    var months: [CalendarMonth]
    var terms: [Term]
    var closures: [Closure]
    var noClosures: Bool
    var close: String?
    var add: String?
    /// The file it came from.
    var source: String

    struct Term: Encodable, Sendable {
        var name: String
        var from: String
        var to: String
        var halfTerm: String
        var sessions: String
    }
    struct Closure: Encodable, Sendable {
        var when: String
        var who: String
        var code: CodeChip
        var reason: String
        /// Where it can be taken back; nil for a closure of the calendar file.
        var takeBack: String?
        var act: String
    }
}

struct CalendarMonth: Encodable, Sendable {
    var name: String
    var weeks: [Week]

    struct Week: Encodable, Sendable {
        var days: [Day]
    }
    struct Day: Encodable, Sendable {
        /// Empty before the first and after the last of the month.
        var number: String
        /// `school`, `closed`, `part`, `holiday`, `none`; `today` is added to it.
        var kind: String
        var title: String
    }
}
