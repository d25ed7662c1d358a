/// Where a file from the MIS is chosen, or its text pasted.
struct ImportView: Page {
    static let template = "import/new"

    var frame: Frame
    var action: String
    var errors: ErrorSummary?
    var fields: [Field]
    /// What was pasted, kept after an error.
    var text: String
    var textError: String?
    var past: [Past]
    var nonePast: Bool

    struct Past: Encodable, Sendable {
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
    var problems: [ProblemLine]
    var problemCount: String
    var noProblems: Bool
    var differences: [Difference]
    var differenceCount: String
    var noDifferences: Bool
    var absent: [Absent]
    var noneAbsent: Bool
    var apply: Apply?

    struct ProblemLine: Encodable, Sendable {
        var badge: Badge
        /// `marks-autumn.csv:1042:4`.
        var place: String
        var problem: String
        var remedy: String
        var excerpt: String?
    }
    /// What deserves a look: changed by the file, parked, or set here by a person and otherwise in the file.
    struct Difference: Encodable, Sendable {
        var badge: Badge
        var about: String
        var text: String
        var rows: String
    }
    struct Absent: Encodable, Sendable {
        var name: String
        var text: String
    }
    struct Apply: Encodable, Sendable {
        var action: String
        var act: String
        var label: String
    }
}
