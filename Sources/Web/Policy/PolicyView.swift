/// The school's policy in plain English, with its clauses and where the law runs instead.
struct PolicyView: Page {
    static let template = "policy/show"

    var frame: Frame
    var title: String
    /// The file, and since when it is in force.
    var source: String
    var versions: [Tab]
    /// For those who may try another one.
    var whatIf: String?
    /// Where it and the law differ, each a sentence.
    var overridden: [String]
    var sections: [Section]

    struct Section: Encodable, Sendable {
        var title: String
        var sentences: [Sentence]
    }
    struct Sentence: Encodable, Sendable {
        var text: String
        /// The clauses it comes from, or the law's citation.
        var source: String?
        var notes: [String]
    }
}
