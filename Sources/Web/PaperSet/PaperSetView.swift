/// Registers, contacts and the on-site list of a day as one document to print, for when the server or the power is
/// gone at 08:55. What is written on it is entered later as late completion.
struct PaperSetView: Page {
    static let template = "paper-set/show"

    var frame: Frame
    var day: String
    var dayBar: DayBar
    /// `33 registers, 1,004 pupils, printed from what was known at 07:30`.
    var summary: String
    var registers: [PaperRegister]
    var onSite: [PaperGroup]
    var onSiteCount: String
    var contacts: [PaperGroup]

    struct PaperGroup: Encodable, Sendable {
        var name: String
        var lines: [Line]
    }
    struct Line: Encodable, Sendable {
        var name: String
        var detail: String
    }
}

struct PaperRegister: Encodable, Sendable {
    var name: String
    var takers: String
    var room: String
    var times: String
    var pupils: [Row]

    struct Row: Encodable, Sendable {
        var number: String
        var name: String
        /// What is known beforehand, in the words a teacher may see.
        var am: String
        var pm: String
    }
}
