/// Attendance figures of the school, a year group, a registration group or pupils over some days.
struct FiguresView: Page {
    static let template = "figures/show"
    static let parts = ["figures": "figures/table"]

    var frame: Frame
    var errors: ErrorSummary?
    /// `3 September to 20 November 2025, everyone on roll in that time`.
    var summary: String
    var action: String
    var filters: [Field]
    var tabs: [Tab]
    var tiles: [Tile]
    var trend: FiguresTrend?
    var table: FiguresTable
    /// How each column is reached, in the school's own words and the law's.
    var definitions: [Definition]
    /// Whether there is something to print.
    var print: Bool
    /// The same figures as a file for a spreadsheet; nil where there are none.
    var file: String?

    struct Definition: Encodable, Sendable {
        var term: String
        var means: String
    }
}

struct FiguresTable: Encodable, Sendable {
    var caption: String
    /// What a row is: `Year group`.
    var heading: String
    var rows: [FiguresRow]
    var total: FiguresRow?
    /// A row is of several pupils, so that it is worth saying of how many.
    var countsPupils = true
    var pages: Pages?
    var isEmpty: Bool
}

/// Counts and rates of one group. Rates are of counts added up, never averages of rates.
struct FiguresRow: Encodable, Sendable {
    var name: String
    var href: String?
    /// Nil in a list of single pupils.
    var pupils: String?
    var possible: String
    var attended: String
    var authorised: String
    var unauthorised: String
    var late: String
    var missing: String
    var isMissingAny: Bool
    var attendance: String
    var absence: String
    /// Pupils of the group missing 10% or more; for one pupil a label.
    var persistent: String
    var severe: String
    /// A single pupil who is: to be seen at a glance.
    var isPersistent = false
    var isSevere = false
    var meter: Meter

    /// The shares of possible sessions as widths of a bar 100 wide, ready to print.
    struct Meter: Encodable, Sendable {
        var attended: String
        var authorisedAt: String
        var authorised: String
        var unauthorisedAt: String
        var unauthorised: String
    }
}
