import ArgumentParser
import Attendance
import Formats
import Foundation
import Office
import Store

struct SchoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "school", abstract: "Schools of this installation.",
        subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a school from its policy file and one calendar file per academic year.")

        @Option(help: ArgumentHelp("The school's policy.", valueName: "file"))
        var policy: String
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("A calendar for each academic year.", valueName: "file"))
        var calendar: [String]
        @Option(help: "Short name for addresses and commands; made from the school's name if left out.")
        var id: String?
        @OptionGroup var books: BooksOptions

        func run() async throws {
            let installation = try await books.open(mayCreate: true)
            let policyFile = try SourceFile.read(policy, folder: "Policies")
            let calendars = try calendar.map { try SourceFile.read($0) }
            let slug = try id ?? Self.slug(from: policy)
            guard slug.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }),
                !slug.isEmpty
            else {
                throw CommandFailure.badUse("--id '\(slug)': use small letters, digits and hyphens only.")
            }
            let school = try await installation.office.createSchool(
                slug: slug, policy: policyFile, calendars: calendars, by: .commandLine)
            let name = try await installation.office.school(school).name
            print("Made \(name) as '\(slug)' in \(try books.place()).")
        }

        private static func slug(from path: String) throws -> String {
            URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent.lowercased()
                .map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the schools held.")
        @OptionGroup var books: BooksOptions

        func run() async throws {
            let installation = try await books.open()
            for school in try await installation.office.store.read({ try $0.schools() }) {
                print("\(school.slug)  \(school.name)")
            }
        }
    }
}

struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "The school's calendars.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a year's calendar, or a new version of it.")
        @Argument(help: "The calendar file.")
        var file: String
        @OptionGroup var books: BooksOptions

        func run() async throws {
            let installation = try await books.open()
            let school = try await installation.school(books.school)
            try await installation.office.addCalendar(
                try SourceFile.read(file), school: school.id, by: .commandLine)
            print("Added \(file) to \(school.slug).")
        }
    }
}

extension SourceFile {
    /// Reads a file, also from beside the program (`folder` of the project) when it is not in the current folder.
    static func read(_ path: String, folder: String? = nil) throws -> SourceFile {
        switch TextFile.read(Home.find(path) ?? path) {
        case .success(let text):
            return SourceFile(name: URL(fileURLWithPath: path).lastPathComponent, text: text)
        case .failure(let problem): throw Problems([problem])
        }
    }
}

extension NamedPerson {
    /// Whoever holds the machine and its books.
    static let commandLine = NamedPerson(
        person: nil, name: "command line", position: "administrator of this machine")
}
