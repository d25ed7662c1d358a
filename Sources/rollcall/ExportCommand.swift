public import ArgumentParser
import Attendance
public import Formats
import Foundation
import Office
import Store

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Gives marks, pupils or contacts to another system, in its own form."
    )

    enum What: String, ExpressibleByArgument, CaseIterable { case marks, pupils, contacts }

    @Argument(help: "marks, pupils or contacts.")
    var what: What
    @Option(help: "Whose form: rollcall, sims, arbor or bromcom.")
    var dialect = Dialect.rollcall
    @Option(help: ArgumentHelp("First day of marks; the school year's if left out.", valueName: "day"))
    var from: String?
    @Option(help: ArgumentHelp("Last day of marks; today if left out.", valueName: "day"))
    var to: String?
    @Option(help: ArgumentHelp("Where it is written; standard output if left out.", valueName: "file"))
    var out: String?
    @OptionGroup var books: BooksOptions

    func run() async throws {
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let office = installation.office
        let first = try Self.day(from, "--from") ?? AcademicYear(containing: office.today).firstDay
        let last = try Self.day(to, "--to") ?? office.today
        guard first <= last else {
            throw CommandFailure.badUse("--from \(first) is after --to \(last): turn them round.")
        }
        // Written beside and then renamed, so that a file of that name is whole or as it was.
        let part = out.map { "\($0).part" }
        let handle = try Self.open(part)
        let write: @Sendable ([UInt8]) throws -> Void = { try handle.write(contentsOf: Data($0)) }
        let by = SignedIn.operator(at: school.id)
        let report =
            switch what {
            case .marks: try await office.exportMarks(as: dialect, in: first...last, by: by, write: write)
            case .pupils: try await office.exportPupils(as: dialect, on: office.today, by: by, write: write)
            case .contacts:
                try await office.exportContacts(as: dialect, on: office.today, by: by, write: write)
            }
        if let out, let part {
            try handle.close()
            guard rename(part, out) == 0 else {
                throw CommandFailure.badUse("\(out) cannot be written: \(String(cString: strerror(errno))).")
            }
            print("\(report.rows) rows to \(out).")
        }
        if report.leftOut > 0 {
            Output.complain(
                "\(report.leftOut) rows have no place in \(dialect.name)'s form and are left out.")
        }
    }

    private static func open(_ path: String?) throws -> FileHandle {
        guard let path else { return .standardOutput }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure.badUse("\(path) cannot be written: choose another --out.") }
        return handle
    }

    private static func day(_ text: String?, _ option: String) throws -> CalendarDate? {
        guard let text else { return nil }
        guard let day = CalendarDate(text) else {
            throw CommandFailure.badUse("\(option) \(text) is no day: write it as 2025-11-20.")
        }
        return day
    }
}

extension Dialect: ExpressibleByArgument {}
