/// The office's board for one session of a day: what is not in, who is not here and nobody knows why, what to settle.
struct TodayView: Page {
    static let template = "today/show"
    static let parts = ["board": "today/board"]

    var frame: Frame
    var day: String
    var session: String
    var dayBar: DayBar
    var board: TodayBoard
    /// Where the browser hears that something changed; nil for a day gone by.
    var events: String?
    /// Where the board alone can be fetched.
    var address: String
    /// Where an unexpected closure is recorded, for those who may.
    var close: String?
    var paperSet: String?
}

/// The part of the page that renews itself.
struct TodayBoard: Encodable, Sendable {
    /// `09:35:10`.
    var updated: String
    var tiles: [Tile]
    var outstanding: [OutstandingRegister]
    var outstandingCount: String
    var unexplained: [UnexplainedAbsence]
    var unexplainedCount: String
    var unmarked: [UnmarkedRegister]
    var questions: [TodayQuestion]
    var questionCount: String
    var late: [LateArrival]
    var lateCount: String
    var notes: [TeacherNote]
    var noteCount: String
    var offSite: [OffSiteGroup]
    var offSiteCount: String
    /// Nil on a day gone by.
    var due: DueBoard?
    /// Said where a list is empty.
    var allIn: Bool
    var allExplained: Bool
    var hasUnexplained: Bool
    /// Instead of `allExplained`, while there are pupils without a mark, of whom nobody can say that.
    var explainedSoFar: String?
    var nothingToSettle: Bool
    var nobodyLate: Bool
    var noNotes: Bool
}

/// A register not yet in, and with whom.
struct OutstandingRegister: Encodable, Sendable {
    /// Nil for those who may not open it.
    var href: String?
    var name: String
    /// `Ms R Achebe · Room 14`.
    var with: String
    /// `Open until 09:10`, `Closed at 09:10`.
    var state: Badge
    /// Who walks to the room, when somebody has been named.
    var walker: String?
    var pupils: String
    var cover: Link?
    var complete: Link?
    /// Where somebody is named to go to the room.
    var walk: Link?
}

/// A register that closed without being taken: nobody knows of these pupils whether they are here.
struct UnmarkedRegister: Encodable, Sendable {
    var name: String
    var count: String
    /// Each leads to its line in the register, to be completed late.
    var pupils: [Link]
}

/// A pupil marked N of whom nobody has said why.
struct UnexplainedAbsence: Encodable, Sendable {
    var href: String
    var name: String
    var group: String
    var code: CodeChip
    var badges: [Badge]
    /// `3rd session running`, `since Tuesday`.
    var since: String
    var contact: Contact?
    /// Nil for those who may not amend.
    var record: String?

    struct Contact: Encodable, Sendable {
        var name: String
        var relationship: String
        var phone: String
        /// `tel:` and the digits.
        var call: String
    }
}

/// Something only a person can settle: two marks that differ, a parked mark, a request to amend.
struct TodayQuestion: Encodable, Sendable {
    var kind: Badge
    var pupil: Link
    var text: String
    var action: String
    var question: String
    /// None for those who may only look.
    var answers: [Answer]
    var canSettle: Bool

    struct Answer: Encodable, Sendable {
        var value: String
        var label: String
    }
}

struct LateArrival: Encodable, Sendable {
    var href: String
    var name: String
    var group: String
    var code: CodeChip
    /// `09:12, 27 minutes`.
    var arrived: String
}

struct TeacherNote: Encodable, Sendable {
    var pupil: Link
    var text: String
    var by: String
    var at: String
    var action: String
    var note: String
    var canSettle: Bool
}

/// Everyone not on the premises, by the kind of reason.
struct OffSiteGroup: Encodable, Sendable {
    var title: String
    var count: String
    var pupils: [Pupil]

    struct Pupil: Encodable, Sendable {
        var href: String
        var name: String
        var group: String
        var code: CodeChip
    }
}
