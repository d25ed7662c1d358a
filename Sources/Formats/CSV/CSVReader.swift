public import Attendance

/// Reads a CSV file row by row, holding one piece of the file and one row at a time.
///
/// Encoding (UTF-8, UTF-16 with its mark, otherwise Windows-1252) and separator (comma, semicolon, tab) are found by
/// looking. Rows too long to be real are refused one by one and named in ``problems``.
public struct CSVReader: ~Copyable {
    /// The file as the person named it.
    public let name: String
    /// How the file was written.
    public let encoding: TextEncoding
    /// What stands between fields.
    public let separator: Character
    /// Rows that were refused, and what is worth saying of the file as a whole.
    public private(set) var problems: ProblemLog

    /// Bytes in the file, for a progress bar; 0 when that is not known.
    public let byteCount: Int
    /// Bytes read so far.
    public private(set) var bytesRead = 0

    private let file: OpenFile
    private var transcoder: Transcoder
    private var scanner: CSVScanner
    private let limits: CSVScanner.Limits
    private var raw: [UInt8]
    private var text: [UInt8]
    private var position = 0

    /// Opens the file and looks it through once.
    /// - Throws: a ``Problem`` when the file cannot be opened, or is not text.
    public init(_ input: FileInput) throws(Problem) {
        try self.init(input, limits: CSVScanner.Limits())
    }

    init(_ input: FileInput, limits: CSVScanner.Limits) throws(Problem) {
        let file = try OpenFile(input)
        let survey = try TextSurvey(file)
        var transcoder = Transcoder(survey.encoding)
        var raw: [UInt8] = []
        var text: [UInt8] = []
        try file.read(into: &raw)
        bytesRead = raw.count
        raw.removeFirst(min(survey.markLength, raw.count))
        transcoder.add(raw, to: &text)

        let (found, declared) = Self.separator(in: text)
        var scanner = CSVScanner(separator: found, limits: limits)
        if declared {
            // Excel's first line, `sep=;`, is no row.
            var row = CSVRow()
            _ = scanner.scan(text, from: &position, into: &row)
        }
        problems = ProblemLog()
        if let notice = survey.notice { problems.add(notice) }
        name = file.name
        byteCount = file.size
        encoding = survey.encoding
        separator = Character(Unicode.Scalar(found))
        self.limits = limits
        self.file = file
        self.transcoder = transcoder
        self.scanner = scanner
        self.raw = raw
        self.text = text
    }

    /// Reads the next row that is not blank into `row`; false at the end of the file.
    /// - Throws: a ``Problem`` when the disk does not answer.
    public mutating func next(into row: inout CSVRow) throws(Problem) -> Bool {
        while try readRow(into: &row) {
            if let (reason, line, column) = scanner.excess {
                problems.add(problem(reason, line: line, column: column))
            } else if !row.isBlank {
                return true
            }
        }
        return false
    }

    private mutating func readRow(into row: inout CSVRow) throws(Problem) -> Bool {
        while true {
            if position == text.count, try !refill() { return scanner.finish(into: &row) }
            if scanner.scan(text, from: &position, into: &row) == .row { return true }
        }
    }

    private mutating func refill() throws(Problem) -> Bool {
        position = 0
        text.removeAll(keepingCapacity: true)
        while text.isEmpty {
            try file.read(into: &raw)
            if raw.isEmpty { return false }
            bytesRead += raw.count
            transcoder.add(raw, to: &text)
        }
        return true
    }

    private func problem(_ reason: CSVScanner.Excess, line: Int, column: Int) -> Problem {
        let (problem, remedy) =
            switch reason {
            case .longField:
                (
                    "a field here is longer than \(limits.field) bytes; its row is left out",
                    "A quotation mark may be opened and never closed. Put it right in the file."
                )
            case .longRow:
                (
                    "the row is longer than \(limits.row) bytes; it is left out",
                    "Line ends may be missing. Export the file again."
                )
            case .manyFields:
                (
                    "the row has more than \(limits.fields) fields; it is left out",
                    "Line ends may be missing. Export the file again."
                )
            case .openQuote:
                (
                    "a quotation mark is opened here and never closed; everything after it is left out",
                    "Close it, or write it twice if it belongs to the text."
                )
            }
        return Problem(file: name, line: line, column: column, problem: problem, remedy: remedy)
    }

    /// The separator that cuts the first lines most evenly, and whether the file itself names it.
    private static func separator(in text: [UInt8]) -> (separator: UInt8, declared: Bool) {
        let start = text.prefix(64 * 1024)
        let candidates: [UInt8] = [",", ";", "\t"].map { UInt8(ascii: $0) }
        if start.starts(with: Array("sep=".utf8)), start.count > 4 {
            let named = start[start.startIndex + 4]
            if candidates.contains(named) || named == UInt8(ascii: "|") { return (named, true) }
        }
        var best = (separator: candidates[0], score: 0)
        for candidate in candidates {
            let score = evenness(of: candidate, in: start)
            if score > best.score { best = (candidate, score) }
        }
        return (best.separator, false)
    }

    /// How many times the candidate stands in each of the lines that have the commonest number of it, all together.
    private static func evenness(of candidate: UInt8, in start: ArraySlice<UInt8>) -> Int {
        var linesByCount: [Int: Int] = [:]
        var count = 0
        var quoted = false
        var lines = 0
        for byte in start {
            switch byte {
            case UInt8(ascii: "\""): quoted.toggle()
            case candidate where !quoted: count += 1
            case UInt8(ascii: "\n") where !quoted, UInt8(ascii: "\r") where !quoted:
                linesByCount[count, default: 0] += 1
                count = 0
                lines += 1
            default: break
            }
            if lines == 60 { break }
        }
        linesByCount[count, default: 0] += 1
        return linesByCount.map { $0.key * $0.value }.max() ?? 0
    }
}
