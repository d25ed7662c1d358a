internal import Attendance

/// A CSV file whose header has been found and understood, read row by row.
///
/// Titles above the header, totals below the last row and headers repeated in between are passed over, and said so.
struct Table<Column: ExchangeColumn>: ~Copyable {
    /// Whose export it is, as stated or as found by the header.
    let dialect: Dialect
    /// Every header as it is written, by place.
    let headers: [String]
    /// Every header's key, by place.
    let keys: [String]
    private(set) var row = CSVRow()
    private(set) var problems: ProblemLog
    var notices = Notices()

    private var reader: CSVReader
    /// The first cell of the header that is not blank, by which a header that comes again is known.
    private let firstHeader: (place: Int, bytes: [UInt8])
    /// By column; -1 for one the file does not have.
    private let places: [Int]
    /// What is wrong with the row that is being read.
    private var rowProblems: [Problem] = []
    private var isFinished = false

    /// Rows looked through for a header.
    private static var searched: Int { 60 }

    /// Opens the file and finds its header.
    /// - Throws: a ``Problem`` when the file cannot be read, no header is found, or a needed column is missing.
    init(_ input: FileInput, as stated: Dialect?) throws(Problem) {
        let known = Column.keys()
        let empty = ProblemLog()
        var reader = try CSVReader(input)
        var row = CSVRow()
        var first: (line: Int, cells: [String])?
        var found: Header?
        var looked = 0
        while found == nil, looked < Self.searched, try reader.next(into: &row) {
            looked += 1
            let header = Header(row, known: known)
            if first == nil { first = (row.line, header.cells) }
            if header.isHeader { found = header }
        }
        guard let found else { throw Self.headerMissing(reader.name, first) }

        var log = empty
        let resolution = Self.resolve(found, known: known, file: reader.name)
        for problem in resolution.problems { log.add(problem) }
        if let missing = resolution.missing { throw missing }
        headers = found.cells
        keys = found.keys
        let firstPlace = found.cells.firstIndex { !$0.isEmpty } ?? 0
        firstHeader = (firstPlace, Array(found.cells[firstPlace].utf8))
        places = resolution.places
        dialect = stated ?? (found.isRollcallsOwn ? .rollcall : Dialect.detected(in: found.keys))
        problems = log
        self.reader = reader
        self.row = row
    }

    var name: String { reader.name }
    var byteCount: Int { reader.byteCount }
    var bytesRead: Int { reader.bytesRead }

    func has(_ column: Column) -> Bool { places[column.rawValue] >= 0 }

    /// The column's place among the fields; -1 when the file does not have it.
    func place(_ column: Column) -> Int { places[column.rawValue] }

    /// Goes to the next row; false at the end, when all that was noted has become problems.
    mutating func next() throws(Problem) -> Bool {
        while try reader.next(into: &row) {
            if repeatsHeader() {
                notices.note(.repeatedHeader, line: row.line)
                continue
            }
            if looksLikeTotals() {
                notices.note(.totals, line: row.line)
                continue
            }
            rowProblems.removeAll(keepingCapacity: true)
            if row.count != headers.count, !checkWidth() { continue }
            return true
        }
        if !isFinished {
            isFinished = true
            problems.add(reader.problems)
            for problem in notices.problems(file: name) { problems.add(problem) }
        }
        return false
    }

    /// Whether something in the row is so wrong that it cannot be given.
    var rowHasErrors: Bool { rowProblems.contains { $0.severity == .error } }

    /// Ends a row: keeps what was noted of it, and says whether it has no error.
    mutating func rowIsSound() -> Bool {
        let isSound = !rowHasErrors
        keepCellProblems()
        return isSound
    }

    /// Keeps what was noted of single cells, where the rest of the row is good.
    mutating func keepCellProblems() {
        for problem in rowProblems { problems.add(problem) }
        rowProblems.removeAll(keepingCapacity: true)
    }

    /// Notes something wrong in a cell of this row.
    mutating func add(
        _ severity: Problem.Severity = .error, at place: Int, _ problem: String, remedy: String
    ) {
        let (line, column) = place >= 0 ? row.place(of: place) : (row.line, 0)
        rowProblems.append(
            Problem(severity, file: name, line: line, column: column, problem: problem, remedy: remedy))
    }

    mutating func add(_ column: Column, _ problem: String, remedy: String) {
        add(at: place(column), problem, remedy: remedy)
    }

    // MARK: Rows that are no rows

    /// False when the row has more cells than the header: which of them belongs where cannot be known.
    private mutating func checkWidth() -> Bool {
        if row.count < headers.count {
            notices.note(.shortRows, line: row.line)
            return true
        }
        guard let extra = (headers.count..<row.count).first(where: { !row.isBlank($0) }) else { return true }
        add(
            at: extra, "the row has \(row.count) cells and the header \(headers.count)",
            remedy:
                "Put quotation marks around the cell that holds a '\(reader.separator)', and leave no cell over."
        )
        _ = rowIsSound()
        return false
    }

    private func repeatsHeader() -> Bool {
        guard firstHeader.place < row.count,
            row.bytes[row.range(of: firstHeader.place)].elementsEqual(firstHeader.bytes)
        else { return false }
        return headers.indices.allSatisfy { row.text($0) == headers[$0] }
    }

    /// `Total`, and figures in the other cells; or a line by itself about the report.
    private func looksLikeTotals() -> Bool {
        guard let first = (0..<row.count).first(where: { !row.isBlank($0) }) else { return false }
        let bytes = row.bytes[row.range(of: first)]
        // Nearly every row is out after its first byte.
        guard let initial = bytes.first, "tcamsnpgre".utf8.contains(initial | 0x20) else { return false }
        let others = (first + 1..<row.count).filter { !row.isBlank($0) }
        let text = row.text(first).lowercased()
        if others.isEmpty,
            ["printed", "report", "generated", "page ", "end of "].contains(where: text.hasPrefix)
        {
            return true
        }
        let words = ["total", "grand total", "count", "average", "mean", "sum", "number of", "records"]
        return words.contains {
            text == $0 || text.hasPrefix($0 + " ") || text.hasPrefix($0 + ":") || text == $0 + "s"
        }
            && others.allSatisfy {
                row.bytes[row.range(of: $0)].allSatisfy { "0123456789.,%-".utf8.contains($0) }
            }
    }

    // MARK: The header

    /// A row seen as a header.
    private struct Header {
        var line: Int
        var cells: [String]
        var keys: [String]
        var columns: [Int]
        /// Enough of the row's cells are names of columns.
        var isHeader: Bool
        /// Every cell is one of Rollcall's own headers, to the letter.
        var isRollcallsOwn: Bool

        init(_ row: CSVRow, known: [String: (column: Column, rank: Int)]) {
            line = row.line
            cells = (0..<row.count).map { row.text($0) }
            while cells.last?.isEmpty == true { cells.removeLast() }
            keys = cells.map { HeaderKey.of($0) }
            columns = cells.indices.map { row.place(of: $0).column }
            let filled = keys.filter { !$0.isEmpty }
            let matched = filled.filter { known[$0] != nil || Column.isWide($0) }
            isHeader = Set(matched).count >= 3 || matched.count >= 2 && matched.count == filled.count
            let own = Set(Column.allCases.map(\.header))
            isRollcallsOwn = cells.allSatisfy { own.contains($0) }
        }
    }

    private static func resolve(
        _ header: Header, known: [String: (column: Column, rank: Int)], file: String
    ) -> (places: [Int], problems: [Problem], missing: Problem?) {
        var places = [Int](repeating: -1, count: Column.allCases.count)
        var ranks = [Int](repeating: .max, count: Column.allCases.count)
        var problems: [Problem] = []
        var unknown: [Int] = []
        var seen: [String: Int] = [:]
        var doubled: Problem?
        for (place, key) in header.keys.enumerated() where !key.isEmpty {
            let known = known[key]
            if known != nil || Column.isWide(key), let earlier = seen[key] {
                doubled = Problem(
                    file: file, line: header.line, column: header.columns[place],
                    problem: "there are two columns '\(header.cells[earlier])'",
                    remedy: "Take out the one that is wrong.")
            }
            seen[key] = place
            guard let (column, rank) = known else {
                if !Column.isWide(key) { unknown.append(place) }
                continue
            }
            if rank < ranks[column.rawValue] {
                if places[column.rawValue] >= 0 { unknown.append(places[column.rawValue]) }
                (places[column.rawValue], ranks[column.rawValue]) = (place, rank)
            } else {
                unknown.append(place)
            }
        }
        for place in unknown.sorted() {
            problems.append(
                Problem(
                    .warning, file: file, line: header.line, column: header.columns[place],
                    problem: "column '\(header.cells[place])' is not read",
                    remedy: "Nothing to do, unless it should be one of \(accepted())."))
        }
        var missing = doubled
        if missing == nil, let set = Column.missing({ places[$0.rawValue] >= 0 }, keys: header.keys) {
            missing = Problem(
                file: file, line: header.line,
                problem: "a column is missing: \(set.map(\.header).joined(separator: " or "))",
                remedy: "Found: \(list(header.cells)). Accepted: \(acceptedNames(of: set)).")
        }
        return (places, problems, missing)
    }

    private static func headerMissing(_ file: String, _ first: (line: Int, cells: [String])?) -> Problem {
        guard let first else {
            return Problem(
                file: file, problem: "is empty",
                remedy: "Export it again. \(Column.table) have \(accepted()).")
        }
        return Problem(
            file: file, line: first.line, problem: "no header row of \(Column.table) is found",
            remedy:
                "Found: \(list(first.cells)). Accepted: \(accepted()), or those of SIMS, Arbor and Bromcom.")
    }

    private static func accepted() -> String {
        Column.allCases.map(\.header).joined(separator: ", ")
    }

    private static func acceptedNames(of columns: [Column]) -> String {
        columns.flatMap { [$0.header] + $0.aliases }.joined(separator: ", ")
    }

    private static func list(_ cells: [String]) -> String {
        let shown = cells.prefix(30).map { $0.isEmpty ? "(blank)" : String($0.prefix(40)) }.joined(
            separator: ", ")
        return cells.count > 30 ? shown + ", …" : shown
    }
}
