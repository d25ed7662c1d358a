internal import Attendance

/// Writes rows as one system would export them: `ExchangeWriter<PupilRow>(as: .sims)`.
///
/// What is added is kept in memory until it is taken, so a caller takes now and then.
public struct ExchangeWriter<Row: Sendable>: Sendable {
    private var csv: CSVWriter
    private let layout: Layout<Row>
    private var count = 0

    init(_ layout: Layout<Row>) {
        self.layout = layout
        csv = CSVWriter(withReturns: layout.withReturns, withMark: layout.withMark)
        for title in layout.titles { csv.row(title) }
        csv.row(layout.columns.map(\.header))
    }

    public mutating func add(_ row: Row) {
        count += 1
        for column in layout.columns {
            let text = column.cell(row)
            csv.field(text.isEmpty ? text : layout.padded(text))
        }
        csv.endRow()
    }

    /// Ends the file, with a row of totals in the systems that write one.
    public mutating func finish() {
        if let label = layout.totals { csv.row([label, String(count)]) }
    }

    /// Hands over what was written since the last call.
    public mutating func take() -> [UInt8] { csv.take() }
}

/// How one system's file of one kind of row looks.
struct Layout<Row: Sendable>: Sendable {
    struct Column: Sendable {
        var header: String
        var cell: @Sendable (Row) -> String

        init(_ header: String, _ cell: @escaping @Sendable (Row) -> String) {
            self.header = header
            self.cell = cell
        }
    }

    /// Rows above the header.
    var titles: [[String]] = []
    var columns: [Column]
    /// What stands before the number of rows in the last one; nil when there is none.
    var totals: String?
    /// Rows end in CRLF.
    var withReturns = false
    /// The file begins with a byte order mark.
    var withMark = false
    /// Values are filled up with spaces to this many characters.
    var width = 0

    func padded(_ text: String) -> String {
        text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
    }

    /// The system's own ways, with its titles above the header.
    init(_ dialect: Dialect, of what: String, _ columns: [Column]) {
        self.columns = columns
        switch dialect {
        case .rollcall: break
        case .sims:
            titles = [["\(what) - all pupils", ""], ["", ""]]
            totals = "Total"
            withReturns = true
            withMark = true
        case .arbor: withMark = true
        case .bromcom:
            withReturns = true
            width = 12
        }
    }
}

/// Values as text, as each system writes them.
extension Dialect {
    func day(_ date: Known<CalendarDate>) -> String { date.value.map { day($0) } ?? "" }

    func day(_ date: CalendarDate) -> String {
        switch self {
        case .rollcall: return date.description
        case .bromcom: return "\(date)T00:00:00"
        case .sims, .arbor:
            let (year, month, day) = date.civil
            return "\(day < 10 ? "0" : "")\(day)/\(month < 10 ? "0" : "")\(month)/\(year)"
        }
    }

    func answer(_ value: Known<Bool>) -> String { value.value.map { answer($0) } ?? "" }

    func answer(_ value: Bool) -> String {
        switch self {
        case .rollcall: value ? "true" : "false"
        case .sims: value ? "T" : "F"
        case .arbor: value ? "Yes" : "No"
        case .bromcom: value ? "1" : "0"
        }
    }

    func relationship(_ letters: Known<String>) -> String {
        guard let letters = letters.value else { return "" }
        return self == .rollcall ? letters : WordText.relationshipWords[letters] ?? letters
    }
}

extension Known where Value == String {
    /// The value, or nothing.
    var text: String { value ?? "" }
}
