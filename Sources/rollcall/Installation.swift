import ArgumentParser
import Attendance
import Formats
import Foundation
import Office
import Store

/// What every command that reads a school takes.
struct BooksOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the books, and of this installation's keys.", valueName: "dir"))
    var data = "./data"

    @Option(
        help: ArgumentHelp(
            "A PostgreSQL server instead of the folder's SQLite file: postgresql://… ($ROLLCALL_DATABASE).",
            valueName: "url"))
    var database: String?

    @Option(help: ArgumentHelp("Which school, where several are held.", valueName: "id"))
    var school: String?

    @Option(
        help: ArgumentHelp(
            "Where the clock starts: 2025-11-20T09:35, school's local time.", valueName: "moment"))
    var now: String?

    /// Where these options say the books are.
    func place() throws -> BooksPlace { try BooksPlace(data: data, database: database) }

    /// Opens the books. `mayCreate` makes them where there are none yet.
    func open(mayCreate: Bool = false) async throws -> Installation {
        try await Installation.open(self, mayCreate: mayCreate)
    }
}

/// The books, the law and the clock, as one command or server uses them.
struct Installation {
    let office: Office
    let folder: URL
    let driver: any Driver

    static func open(_ options: BooksOptions, mayCreate: Bool) async throws -> Installation {
        let place = try options.place()
        if !place.mayExist && !mayCreate {
            throw CommandFailure.badUse(
                "There are no books in \(options.data). Make a school with `rollcall school create`, try "
                    + "`rollcall demo`, or name another folder with --data.")
        }
        let folder = URL(fileURLWithPath: options.data, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure.badUse(
                "The folder \(options.data) cannot be made: \(error.localizedDescription)")
        }
        let driver = try place.driver()
        if mayCreate, try await driver.isEmpty() { try await driver.migrate() }
        try await driver.requireCurrentSchema()
        if try await driver.read({ try $0.isBeingMoved() }) {
            throw CommandFailure.badUse(
                "A move of books to \(place) was begun and not finished: run the same `rollcall move` again.")
        }
        let key = try SigningKeyFile(folder: folder).readOrMake()
        let law = try Home.law()
        let heads = SignedHeadsFile(folder: folder)
        let office = Office(
            store: Store(driver: driver), law: law, clauses: Home.clauses(), signingKey: key,
            keepSigned: { heads.append($0) }, now: try Clock.starting(at: options.now))
        return Installation(office: office, folder: folder, driver: driver)
    }

    /// The one school, or the one that `--school` names.
    func school(_ slug: String?) async throws -> SchoolRow {
        let schools = try await office.store.read { try $0.schools() }
        if let slug {
            if let found = schools.first(where: { $0.slug == slug }) { return found }
            throw CommandFailure.badUse(
                "There is no school '\(slug)'. There are: \(schools.map(\.slug).joined(separator: ", ")).")
        }
        guard let only = schools.first else {
            throw CommandFailure.badUse("There is no school yet: make one with `rollcall school create`.")
        }
        if schools.count > 1 {
            throw CommandFailure.badUse(
                "There are several schools; name one with --school: \(schools.map(\.slug).joined(separator: ", "))."
            )
        }
        return only
    }
}

/// The clock: the machine's, or one that was set at start and ticks from there.
enum Clock {
    static func starting(at text: String?) throws -> @Sendable () -> Instant {
        guard let text else { return { machine() } }
        guard let moment = Moment(text) else {
            throw CommandFailure.badUse("--now \(text) is no moment: write it as 2025-11-20T09:35.")
        }
        let start: Instant
        do {
            start = try LondonClock.instant(of: moment)
        } catch {
            throw CommandFailure.badUse(
                "--now \(text): the clocks skip that hour. Choose one before or after it.")
        }
        let shift = start - machine()
        return { machine() + shift }
    }

    private static func machine() -> Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}

/// Where the installation's signing key is kept: in the folder of the books, readable by this program alone.
struct SigningKeyFile {
    let folder: URL
    private var file: URL { folder.appendingPathComponent("signing.key") }

    /// Nil where there is none.
    func read() throws -> SigningKey? {
        guard let bytes = try? Data(contentsOf: file) else { return nil }
        guard let key = SigningKey(bytes: Array(bytes)) else {
            throw CommandFailure.badUse(
                "\(file.path) is not a signing key. Put back the right one: without it, signed heads cannot be "
                    + "checked.")
        }
        return key
    }

    func readOrMake() throws -> SigningKey {
        if let key = try read() { return key }
        let key = SigningKey()
        let made = FileManager.default.createFile(
            atPath: file.path, contents: Data(key.bytes), attributes: [.posixPermissions: 0o600])
        guard made else { throw CommandFailure.badUse("The signing key cannot be written to \(file.path).") }
        return key
    }
}

/// Heads that were signed, a line each, beside the books: whoever cuts off the books' tail must cut this too.
struct SignedHeadsFile: Sendable {
    let folder: URL
    private var file: URL { folder.appendingPathComponent("signed-heads.txt") }

    func append(_ heads: [SignedHead]) {
        let lines = heads.map { $0.line + "\n" }.joined()
        if let handle = try? FileHandle(forWritingTo: file) {
            _ = try? handle.seekToEnd()
            try? handle.write(contentsOf: Data(lines.utf8))
            try? handle.close()
        } else {
            _ = FileManager.default.createFile(
                atPath: file.path, contents: Data(lines.utf8), attributes: [.posixPermissions: 0o600])
        }
    }

    func read() -> [SignedHead] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { SignedHead(line: $0) }
    }
}
