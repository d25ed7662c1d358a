import ArgumentParser
import Attendance
import Foundation
import Office
import Store

struct FiguresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "Exact figures of everyone on roll in a period.")

    @Option(help: ArgumentHelp("First day.", valueName: "day"))
    var from: String
    @Option(help: ArgumentHelp("Last day.", valueName: "day"))
    var to: String
    @Option(help: "pupil, registration-group, year-group, school, day or a flag; several with commas.")
    var by = "school"
    @Option(help: "all, or statutory: those whom the Department for Education publishes.")
    var cohort = "all"
    @Option(help: "table, json or csv.")
    var format = Format.table
    @OptionGroup var books: BooksOptions

    func run() async throws {
        let question = try FigureQuestion(from: from, to: to, by: by, cohort: cohort)
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let groups = try await installation.office.figures(question, school: school.id)
        switch format {
        case .json: print(FigureText.json(groups, of: question))
        case .table, .csv:
            let header = question.by.map(\.name) + FigureText.columns
            print(Output.table(header, groups.map { FigureText.row($0, of: question) }, as: format))
        }
    }
}
