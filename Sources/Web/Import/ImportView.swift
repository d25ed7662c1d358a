/// Where a file from the MIS is chosen, or pasted when the browser has no script.
struct ImportView: Page {
    static let template = "import/new"

    var frame: Frame
    var action: String
    var errors: ErrorSummary?
    var fields: [Field]
    var past: [Past]
    var nonePast: Bool

    struct Past: Encodable, Sendable {
        var href: String
        var file: String
        var when: String
        var by: String
        var badge: Badge
    }
}

/// What a file would do, or did: nothing is applied before somebody has read this.
struct ImportReportView: Page {
    static let template = "import/report"

    var frame: Frame
    /// `marks-autumn.csv`.
    var file: String
    /// `Marks, in SIMS's form, 57,240 rows`.
    var summary: String
    var state: Badge
    /// What is the matter, or that all is well, in a sentence.
    var verdict: String
    var verdictKind: String
    var tiles: [Tile]
    var progress: Progress?
    var problems: [ProblemLine]
    var problemCount: String
    var noProblems: Bool
    var differences: [Difference]
    var differenceCount: String
    var noDifferences: Bool
    var absent: [Link]
    var noneAbsent: Bool
    var apply: Apply?
    var undo: Apply?

    struct Progress: Encodable, Sendable {
        var done: String
        var of: String
        var words: String
    }
    struct ProblemLine: Encodable, Sendable {
        var badge: Badge
        /// `marks-autumn.csv:1042:4`.
        var place: String
        var problem: String
        var remedy: String
        var excerpt: String?
    }
    /// A mark or a field that a person set here and the file says otherwise.
    struct Difference: Encodable, Sendable {
        var pupil: Link
        var about: String
        var ours: String
        var theirs: String
        var name: String
    }
    struct Apply: Encodable, Sendable {
        var action: String
        var act: String
        var label: String
    }
}
