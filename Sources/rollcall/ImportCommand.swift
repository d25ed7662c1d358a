public import ArgumentParser
import Attendance
import Formats
import Foundation
public import Office
import Store

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports pupils, contacts, marks, staff, registers or classes from a CSV file.",
        discussion: """
            The same file again changes nothing. A file with errors applies nothing, unless it is to keep going. What \
            people set here is never undone by a file: differences are listed, and wait for a named person.

            Exit 0: done, or nothing to do. Exit 1: the file has errors. Exit 2: it cannot be read.
            """)

    @Argument(help: "pupils, contacts, marks, staff, registers or classes.")
    var kind: ImportKind
    @Argument(help: "The file; - for standard input.")
    var file: String
    @Option(help: "Whose form it has: auto, rollcall, sims, arbor or bromcom.")
    var dialect = DialectChoice.auto
    @Flag(help: "Say what it would do, and change nothing.")
    var dryRun = false
    @Flag(help: "Import the sound rows of a file with errors.")
    var keepGoing = false
    @Option(help: ArgumentHelp("How many lines of the report are printed.", valueName: "n"))
    var lines = 200
    @OptionGroup var books: BooksOptions

    func run() async throws {
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let bar = ProgressBar(isShown: isatty(STDERR_FILENO) == 1)
        let report = try await installation.office.importFile(
            kind, input: .file(file), dialect: dialect.dialect, isDryRun: dryRun, keepsGoing: keepGoing,
            by: .operator(at: school.id), progress: { bar.show($0) })
        bar.clear()
        for problem in report.problems.kept { Output.complain(problem.description) }
        if report.problems.left > 0 { Output.complain("… and \(report.problems.left) more problems.") }
        for line in report.lines.prefix(lines) { print(line.words) }
        let left = max(0, report.lines.count - lines) + report.linesLeft
        if left > 0 { print("… and \(left) more lines (--lines \(report.lines.count)).") }
        print(report.summary)
        print(report.verdict)
        if report.errorCount > 0 { throw ExitCode(1) }
    }
}

/// How far an import has got, on one line of the terminal, drawn over and over.
struct ProgressBar: Sendable {
    let isShown: Bool

    func show(_ progress: ImportProgress) {
        guard isShown, progress.rows % 4096 == 0 else { return }
        var line = "\(progress.rows) rows"
        if progress.byteCount > 0 {
            let part = min(1, Double(progress.bytesRead) / Double(progress.byteCount))
            let filled = Int(part * 30)
            line =
                "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
                + "] \(Int(part * 100)) %  " + line
        }
        FileHandle.standardError.write(Data("\r\(line)\u{1B}[K".utf8))
    }

    func clear() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}

enum DialectChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, rollcall, sims, arbor, bromcom

    /// Nil for `auto`: the header tells.
    var dialect: Dialect? { Dialect(rawValue: rawValue) }
}

extension ImportKind: ExpressibleByArgument {}

extension ImportReport.Line {
    /// `12-40  unchanged`, `41  changed  Okafor, Ada: Surname`.
    fileprivate var words: String {
        let place =
            rows.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" } ?? "-"
        let what = [about, text].filter { !$0.isEmpty }.joined(separator: ": ")
        return [place, outcome.rawValue, what].filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
