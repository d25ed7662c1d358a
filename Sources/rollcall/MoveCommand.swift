import ArgumentParser
import Foundation
import Store

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Makes or updates the schema of the books.",
        discussion: """
            On a PostgreSQL server it is run as the owner of the database. It also makes the role rollcall_program, \
            which the program works as and which can neither change nor remove an entry; where the owner may not make \
            roles, it says what somebody who may has to run once.
            """)

    @OptionGroup var books: BooksOptions

    func run() async throws {
        let place = try books.place()
        let driver = try place.driver()
        try await driver.migrate()
        try await driver.requireCurrentSchema()
        try await driver.close()
        print("The books in \(place) are up to date.")
        if case .server = place {
            print("The program works there as the role rollcall_program, which cannot change entries.")
        }
    }
}

struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Carries the whole of the books from one database to another.",
        discussion: """
            Everything goes, chains included; both ends are then compared and their chains walked. Stop every server \
            first. What was cut off goes on where it stopped when the same command is run again; until it is done, \
            the new books are opened by nothing. The old books stay as they are.
            """)

    @Option(help: ArgumentHelp("The books as they are.", valueName: "sqlite:FILE|postgresql://…"))
    var from: String
    @Option(help: ArgumentHelp("Where they are to go.", valueName: "sqlite:FILE|postgresql://…"))
    var to: String
    @Option(help: ArgumentHelp("Folder of the keys, to check signed heads by.", valueName: "dir"))
    var data: String?

    func run() async throws {
        let (old, new) = (try BooksPlace(named: from), try BooksPlace(named: to))
        guard old.mayExist else { throw CommandFailure.badUse("There are no books in \(old).") }
        let source = try old.driver()
        let target = try new.driver()
        if try await target.isEmpty() { try await target.migrate() }
        let key = try data.map { try SigningKeyFile(folder: URL(fileURLWithPath: $0)).read() } ?? nil
        let bar = CountBar(of: "rows")
        let report = try await BooksMove(from: source, to: target).run(key: key) { bar.show($0, of: $1) }
        try await source.close()
        try await target.close()
        let before = report.carriedBefore > 0 ? ", \(report.carriedBefore) of them by an earlier try" : ""
        print("\(report.rows) rows moved from \(old) to \(new)\(before). Both ends are the same and verify:")
        for head in report.heads { print(head) }
    }
}

/// A line on standard error that shows how far something is; nothing where nobody looks on.
struct CountBar: Sendable {
    let what: String
    private let isWatched = isatty(STDERR_FILENO) == 1

    init(of what: String) { self.what = what }

    func show(_ done: Int, of all: Int) {
        guard isWatched else { return }
        let bar = String(repeating: "█", count: all == 0 ? 30 : min(30, done * 30 / all))
        let rest = String(repeating: "·", count: 30 - bar.count)
        FileHandle.standardError.write(Data("\r  \(bar)\(rest) \(done) of \(all) \(what)".utf8))
        if done >= all { FileHandle.standardError.write(Data("\n".utf8)) }
    }
}
