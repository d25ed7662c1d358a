public import Attendance
public import Formats

/// What an import did, or would do, row by row.
///
/// Rows to which the same happened, and of which there is nothing more to say, share a line. What was refused, and
/// why, is in `problems`.
public struct ImportReport: Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case added, changed, unchanged
        /// The row says nothing: a mark left blank, which clears nothing.
        case blank
        case refused
        /// A code that the law had retired by the session's day: a person says what it was.
        case parked
        /// What a person set here stands; a named person chooses.
        case differs
        /// Done as far as may be without asking; a question is with the office.
        case asked
        /// Here, and not in the file.
        case notInFile = "not-in-file"
    }

    public struct Line: Hashable, Sendable {
        public var outcome: Outcome
        /// Lines of the file, from 1; nil for what is not in it.
        public var rows: ClosedRange<Int>?
        /// Whom or what it is about: a pupil's name, a session; empty for a run of rows.
        public var about: String
        /// What was done, or what differs; empty when the outcome says it all.
        public var text: String
    }

    public let kind: ImportKind
    /// As it was named.
    public let file: String
    public internal(set) var dialect: Dialect
    /// False for a dry run, and for a file with errors.
    public internal(set) var isApplied = false
    public let isDryRun: Bool
    /// The act, by which `rollcall undo` takes back what it did to marks; nil when nothing was changed.
    public internal(set) var batch: ActID?
    /// Rows, or marks of rows, that could be read.
    public internal(set) var rows = 0
    public internal(set) var counts: [Outcome: Int] = [:]
    /// The first `room` of them, in the order of the file.
    public internal(set) var lines: [Line] = []
    /// Lines beyond those kept.
    public internal(set) var linesLeft = 0
    /// Errors, each a row that was refused, and warnings.
    public internal(set) var problems = ProblemLog()

    static let room = 5000

    init(kind: ImportKind, file: String, isDryRun: Bool) {
        self.kind = kind
        self.file = file
        self.isDryRun = isDryRun
        dialect = .rollcall
    }

    public var errorCount: Int { problems.errorCount }
    public func count(_ outcome: Outcome) -> Int { counts[outcome] ?? 0 }

    /// `380,000 marks in SIMS's form: 379,990 added, 10 parked.`
    public var summary: String {
        let parts = Outcome.allCases.compactMap { outcome in
            counts[outcome].flatMap { $0 > 0 ? "\($0) \(outcome.words)" : nil }
        }
        let what = rows == 1 ? "1 row" : "\(rows) rows"
        return "\(kind.rawValue), in \(dialect.name)'s form, \(what): "
            + (parts.isEmpty ? "nothing in it" : parts.joined(separator: ", ")) + "."
    }

    /// What became of the file as a whole.
    public var verdict: String {
        if isDryRun { return "Nothing was changed: this was a dry run." }
        if !isApplied {
            let errors = errorCount == 1 ? "1 error" : "\(errorCount) errors"
            return
                "Nothing was changed: the file has \(errors). Put them right, or import the sound rows alone "
                + "(--keep-going)."
        }
        guard let batch else { return "Nothing was changed: everything in it stands here already." }
        return kind == .marks
            ? "Done as act \(batch); `rollcall undo \(batch)` takes it back." : "Done as act \(batch)."
    }

    mutating func add(
        _ outcome: Outcome, row: Int?, about: String = "", text: String = "", isCounted: Bool = true
    ) {
        if isCounted { counts[outcome, default: 0] += 1 }
        // Blank cells of a week would part every run of rows.
        if outcome == .blank, text.isEmpty { return }
        if let row, about.isEmpty, text.isEmpty, let last = lines.last, last.outcome == outcome,
            last.about.isEmpty, last.text.isEmpty, let range = last.rows, range.upperBound <= row
        {
            if range.upperBound < row { lines[lines.count - 1].rows = range.lowerBound...row }
            return
        }
        guard lines.count < Self.room else {
            linesLeft += 1
            return
        }
        lines.append(Line(outcome: outcome, rows: row.map { $0...$0 }, about: about, text: text))
    }
}

extension ImportReport.Outcome {
    /// After a number: `12 not in the file`.
    public var words: String {
        switch self {
        case .notInFile: "not in the file"
        case .differs: "differing from what was set here"
        case .asked: "with a question to the office"
        case .blank: "saying nothing"
        default: rawValue
        }
    }
}
