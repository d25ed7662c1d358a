/// Everyone on roll on a day, to be searched and narrowed.
struct RollView: Page {
    static let template = "roll/show"
    static let parts = ["roll": "roll/table"]

    var frame: Frame
    var errors: ErrorSummary?
    /// `1,004 pupils on roll on 20 November 2025`.
    var summary: String
    var action: String
    var search: String
    var filters: [Field]
    var list: RollList
    var add: String?
    var importAddress: String?
    var rollover: String?
}

struct RollList: Encodable, Sendable {
    var caption: String
    var pupils: [RollLine]
    var pages: Pages?
    var isEmpty: Bool
    /// UPN and admission number, for those who may see them.
    var showsNumbers: Bool
    var showsFlags: Bool
}

struct RollLine: Encodable, Sendable {
    var href: String
    var name: String
    var year: String
    var group: String
    var upn: String
    var admissionNumber: String
    var born: String
    var since: String
    var badges: [Badge]
}
