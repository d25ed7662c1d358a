import ArgumentParser
import Attendance
import Foundation
import Office
import Store

struct DueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "The steps that policy and law ask for at a moment, with why.")

    @Option(
        help: ArgumentHelp("The moment: 2025-11-20T09:35; now where it is left out.", valueName: "moment"))
    var at: String?
    @Option(help: ArgumentHelp("Only those raised, or come due, after it.", valueName: "moment"))
    var since: String?
    @Option(help: ArgumentHelp("Only one pupil's.", valueName: "upn"))
    var pupil: String?
    @Option(help: "table, json or csv.")
    var format = Format.table
    @OptionGroup var books: BooksOptions

    func run() async throws {
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let office = installation.office
        let moment = try self.at.map { try Self.moment($0, "--at") } ?? office.moment
        let since = try self.since.map { try Self.moment($0, "--since") }
        let pupil = try await installation.pupil(pupil, school: school.id)
        let steps = try await office.due(at: moment, since: since, pupil: pupil, school: school.id)
        let text = StepText(try await office.reasonWriting(on: moment.date, school: school.id))
        switch format {
        case .json: print(String(decoding: text.json(steps), as: UTF8.self))
        case .table, .csv: print(Output.table(StepText.columns, steps.map(text.row), as: format))
        }
    }

    static func moment(_ text: String, _ option: String) throws -> Moment {
        guard let moment = Moment(text) else {
            throw CommandFailure.badUse("\(option) \(text) is no moment: write it as 2025-11-20T09:35.")
        }
        return moment
    }
}

struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "What every rule says about each pupil on a day, with why.")

    @Option(help: ArgumentHelp("The day: 2025-11-20; today where it is left out.", valueName: "day"))
    var on: String?
    @Option(help: ArgumentHelp("Only one pupil's.", valueName: "upn"))
    var pupil: String?
    @Option(help: "table, json or csv.")
    var format = Format.table
    @OptionGroup var books: BooksOptions

    func run() async throws {
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let office = installation.office
        var day = office.today
        if let on {
            guard let read = CalendarDate(on) else {
                throw CommandFailure.badUse("--on \(on) is no day: write it as 2025-11-20.")
            }
            day = read
        }
        let pupil = try await installation.pupil(pupil, school: school.id)
        let findings = try await office.findings(on: day, pupil: pupil, school: school.id)
        let text = StepText(try await office.reasonWriting(on: day, school: school.id))
        switch format {
        case .json: print(String(decoding: text.json(findings), as: UTF8.self))
        case .table, .csv:
            print(Output.table(StepText.findingColumns, findings.flatMap(text.rows), as: format))
        }
    }
}

extension Installation {
    /// The pupil of a UPN, or nil where none is given.
    func pupil(_ upn: String?, school: SchoolID) async throws -> PupilID? {
        guard let upn else { return nil }
        guard let pupil = try await office.store.read({ try $0.findPupil(upn: upn, school: school) }) else {
            throw CommandFailure.badUse("No pupil here has the UPN \(upn).")
        }
        return pupil
    }
}
