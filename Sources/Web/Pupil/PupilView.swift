/// One pupil: who they are, and how their attendance stands. Which tab is open decides what is filled.
struct PupilView: Page {
    static let template = "pupil/show"
    static let parts = ["entries": "pupil/entries"]

    var frame: Frame
    var name: String
    /// `Year 9 · 9C · on roll since 4 September 2023`.
    var summary: String
    var badges: [Badge]
    /// What the reader may do from here.
    var actions: [Link]
    var tabs: [Tab]
    var attendance: PupilAttendance?
    var contacts: PupilContacts?
    var details: PupilFile?
    var standing: StandingView?
}

/// Figures, the year's picture of marks, and the entries behind one of them.
struct PupilAttendance: Encodable, Sendable {
    var tiles: [Tile]
    /// `2025/26`.
    var year: String
    var years: [Tab]
    var terms: [YearTerm]
    /// Why there is no picture; nil when there is one.
    var noPicture: String?
    var key: [CodeChip]
    var picked: PickedSession?
    var plans: [PlannedAbsence]
    var reports: [ReportedAbsence]
}

/// An absence or activity known beforehand.
struct PlannedAbsence: Encodable, Sendable {
    var code: CodeChip
    var when: String
    /// `mondays AM and PM`; nil for every session.
    var pattern: String?
    var note: String?
    var end: String?
}

/// What somebody told the school.
struct ReportedAbsence: Encodable, Sendable {
    var when: String
    var reason: String
    var code: CodeChip?
    /// `Mrs N Parent, by phone; noted by Mrs J Whitlock, 18 Nov, 08:41`.
    var told: String
    /// The form that amends the marks with this as the reason.
    var amend: String?
}

/// One term of the year's picture: a row for each week, two places for each day, as in a paper register.
struct YearTerm: Encodable, Sendable {
    var name: String
    var figures: String
    var days: [String]
    var weeks: [YearWeek]
    /// It has not begun: drawn lower on a telephone, where it would only be in the way.
    var isLater = false
}

struct YearWeek: Encodable, Sendable {
    /// `8 Sep`.
    var monday: String
    var marks: [YearMark]
    /// The week that today is in.
    var isNow = false
}

/// One session in the picture.
struct YearMark: Encodable, Sendable {
    /// The code as printed; a blank for a session still to come or a day off.
    var code: String
    /// As `CodeChip.kind`, or `closed` or `future`.
    var kind: String
    /// `Mon 8 Sep AM: Present`.
    var title: String
    var href: String?
    var isPicked = false
}

/// The entries made for one session, newest first: what stands, what stood, who and why.
struct PickedSession: Encodable, Sendable {
    var session: String
    var standing: CodeChip
    var entries: [MarkEntryLine]
    var amend: String?
    var isEmpty: Bool
}

struct MarkEntryLine: Encodable, Sendable {
    var isStanding: Bool
    var code: CodeChip
    /// `Present`, `Late, 12 minutes`.
    var what: String
    /// `Ms R Achebe, class teacher`.
    var by: String
    var when: String
    /// Why it was amended; nil for the first entry and for changes while the register was open.
    var reason: String?
    var note: String?
    /// `entered afterwards from paper`, `from file marks-autumn.csv`.
    var how: String?
}

/// Whom to reach about the pupil, in the order to try them.
struct PupilContacts: Encodable, Sendable {
    var contacts: [ContactCard]
    var add: String?
    var isEmpty: Bool
}

struct ContactCard: Encodable, Sendable {
    var place: String
    var name: String
    var relationship: String
    var badges: [Badge]
    /// What a court order or other arrangement bars, in words; shown first and never folded away.
    var barred: String?
    var phones: [Phone]
    var email: String?
    var address: String?
    /// `Polish, needs an interpreter`.
    var language: String?
    var siblings: [Link]
    var edit: String?

    struct Phone: Encodable, Sendable {
        var number: String
        var call: String
        var label: String
    }
}

/// Everything else that is kept about a pupil.
struct PupilFile: Encodable, Sendable {
    var facts: [Fact]
    var admissions: [Spell]
    var groups: [Spell]
    var flags: [Spell]
    /// `None`, or that they are not shown.
    var noFlags: String?
    var history: [Happening]
    var noHistory: String?

    struct Fact: Encodable, Sendable {
        var label: String
        var value: String
        /// `from the MIS`, `kept here since 3 October`.
        var source: String?
    }
    struct Spell: Encodable, Sendable {
        var what: String
        var from: String
        var to: String
        var why: String?
    }
    struct Happening: Encodable, Sendable {
        var when: String
        var what: String
        var by: String
    }
}

/// A form on a page of its own: a new pupil, a contact, an amendment, a closure.
struct FormView: Page {
    static let template = "parts/form-page"

    var frame: Frame
    var title: String
    var lead: String?
    var back: Link?
    var action: String
    var errors: ErrorSummary?
    var hidden: [Hidden] = []
    /// Other forms about the same, this one among them.
    var others: Others?
    var sections: [Section]
    var submit: String
    /// A second way to send it: `Try it without changing anything`.
    var second: Second?
    var isDangerous = false

    struct Others: Encodable, Sendable {
        var tabs: [Tab]
    }
    /// Sent along and not shown: what the form was filled from.
    struct Hidden: Encodable, Sendable {
        var name: String
        var value: String
    }
    struct Section: Encodable, Sendable {
        var title: String?
        var hint: String?
        var rows: [Row]
    }
    /// Fields side by side where there is room.
    struct Row: Encodable, Sendable {
        var fields: [Field]
    }
    struct Second: Encodable, Sendable {
        var value: String
        var label: String
    }
}
