/// What was done at the school, newest first.
struct ActsView: Page {
    static let template = "acts/list"

    var frame: Frame
    var errors: ErrorSummary?
    var summary: String
    var action: String
    var filters: [Field]
    var days: [Day]
    var isEmpty: Bool
    var pages: Pages?

    struct Day: Encodable, Sendable {
        /// `Thursday 20 November 2025`.
        var name: String
        var acts: [ActLine]
    }
}

/// One act in a line.
struct ActLine: Encodable, Sendable {
    var href: String
    /// `09:12`.
    var time: String
    var title: String
    /// A file's name, a register's, what changed.
    var detail: String?
    var reason: String?
    var pupil: Link?
    /// `28 pupils, 28 marks`; nil where it was about no pupil.
    var reach: String?
    var by: String
    var position: String
    var isTakenBack: Bool
    /// Neither about a pupil nor of any reach: nothing to print of it.
    var isAboutNobody = false
}

/// One act: who, when, why, what it changed, and the way back where there is one.
struct ActView: Page {
    static let template = "acts/show"

    var frame: Frame
    var title: String
    var back: String
    var facts: [Fact]
    /// Why it cannot be taken back any more, or by whom it was.
    var takenBack: Link?
    var takeBack: TakeBack?
    var entries: [Entry]
    /// It changed some.
    var showsMarks: Bool
    var entryCount: String
    var pupils: [Link]
    var pupilCount: String
    var showsPupils: Bool
    /// Said where there are too many to list.
    var tooMany: String?

    struct Fact: Encodable, Sendable {
        var label: String
        var value: String
        var link: String?
    }
    struct TakeBack: Encodable, Sendable {
        var act: String
        /// What would come of it.
        var text: String
    }
    struct Entry: Encodable, Sendable {
        var href: String
        var pupil: String
        var session: String
        var before: CodeChip
        var after: CodeChip
        var detail: String?
        /// What stands now, where somebody changed it since.
        var since: CodeChip?
    }
}
