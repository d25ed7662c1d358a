import ArgumentParser
import Attendance
import Office
import Store

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Removes for good the registers of a year that the law no longer asks to be kept.",
        discussion: """
            Refused before the time: every entry is kept for as many years as the law says from the day it was made, \
            and the whole year until its last entry may go. That it was done, how many entries there were and the \
            head of their chain stay among the decisions. On PostgreSQL it is run as the owner of the database.
            """)

    @Option(help: ArgumentHelp("The academic year.", valueName: "2018/19"))
    var year: String
    @Flag(help: "Say what would be removed, and remove nothing.")
    var dryRun = false
    @OptionGroup var books: BooksOptions

    func run() async throws {
        guard let wanted = AcademicYear(year) else {
            throw CommandFailure.badUse("--year \(year) is no academic year: write it as 2018/19.")
        }
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let found: RegisterYear
        do {
            found = try await installation.office.purge(
                wanted, isDryRun: dryRun, by: .operator(at: school.id))
        } catch OfficeError.conflict(let why) {
            throw CommandFailure.no(why)
        }
        print(
            "\(school.slug)  \(wanted)  \(found.entries) entries and \(found.notes) notes of \(found.pupils) pupils "
                + (dryRun ? "may be removed. Nothing was." : "removed."))
        print("The chain ended at link \(found.head.number), head \(found.head.hex).")
    }
}
