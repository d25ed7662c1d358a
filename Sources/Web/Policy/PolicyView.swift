/// The school's policy in plain English, in the order of its own document: what runs, under which clause, where the
/// law runs instead, and what is left open or to people.
struct PolicyView: Page {
    static let template = "policy/show"

    var frame: Frame
    var title: String
    /// The file, and the day whose law stands beside it.
    var source: String
    var versions: [Tab]
    /// For those who may try another one.
    var whatIf: String?
    var hasVersions: Bool
    var dates: [Date]
    var tiles: [Tile]
    /// Where it and the law differ, the gravest first.
    var differences: [Difference]
    var hasDifferences: Bool
    var contents: [Tab]
    var sections: [Section]

    struct Date: Encodable, Sendable {
        var label: String
        var value: String
        var badge: Badge?
    }
    struct Difference: Encodable, Sendable {
        /// The row of the list of differences; nil when it has none.
        var row: String?
        var badge: Badge
        /// What the policy says, and its clauses.
        var says: String
        var clauses: String?
        /// What the law says, and where.
        var law: String
        var citation: String?
        var runs: String
        /// The sentence it stands beside.
        var href: String?
    }
    struct Section: Encodable, Sendable {
        var id: String
        var title: String
        /// Of the policy's own words, as against those about it.
        var lead: String?
        var sentences: [Sentence]
    }
    struct Sentence: Encodable, Sendable {
        var id: String
        var text: String
        /// The clauses it comes from.
        var clauses: String?
        /// Of the law.
        var citation: String?
        var reading: String?
        var differences: [Difference]
    }
}
