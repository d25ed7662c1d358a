import Attendance

/// What the roll is asked for. A UPN is searched for by a form, and never stands in an address.
struct RollForm: Sendable {
    var search: String
    var year: String
    var group: String
    var on: String
    var page: Int

    init(_ fields: FormFields) {
        search = fields.text("q")
        year = fields.text("year")
        group = fields.text("group")
        on = fields.text("on")
        page = max(1, Int(fields.text("page")) ?? 1)
    }

    /// So many digits that it may be a UPN, or part of one.
    var looksLikeUPN: Bool { search.count(where: \.isNumber) >= 7 }

    func path(page: Int = 1) -> String {
        var query: [String] = []
        func add(_ name: String, _ value: String) {
            if !value.isEmpty { query.append("\(name)=\(value.percentEncoded)") }
        }
        if !looksLikeUPN { add("q", search) }
        add("year", year)
        add("group", group)
        add("on", on)
        if page > 1 { add("page", String(page)) }
        return Place.roll.rawValue + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
}
