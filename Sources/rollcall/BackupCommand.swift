import ArgumentParser
import Attendance
import Foundation
import Office
import Store

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Writes a copy of the books while they are in use, and checks it.",
        discussion: """
            The copy is one SQLite file, as the books were at one moment. It is opened, its chains walked and its year \
            marks rebuilt before it gets its name; with --encrypt-to only an encrypted file is left. The signing key is \
            not in it: keep a copy of that apart. Books on PostgreSQL are backed up by its own pg_dump.
            """)

    @Argument(help: ArgumentHelp("Where the copy goes; there must be no such file yet.", valueName: "file"))
    var file: String
    @Option(
        name: .customLong("encrypt-to"),
        help: ArgumentHelp(
            "Whose age key can open it: age1…, or a file of such keys. May be said several times.",
            valueName: "recipient"))
    var recipients: [String] = []
    @OptionGroup var books: BooksOptions

    func run() async throws {
        guard case .file = try books.place() else {
            throw CommandFailure.badUse(
                "These books are on a PostgreSQL server: `pg_dump --format=custom --file=FILE DATABASE` backs them "
                    + "up while they are in use, and pg_restore puts them back.")
        }
        guard !FileManager.default.fileExists(atPath: file) else {
            throw CommandFailure.badUse(
                "\(file) is there already, and a backup is not written over: name another.")
        }
        let installation = try await books.open()
        guard let driver = installation.driver as? SQLiteDriver else { return }
        let copy = try PrivateFile("\(file).part")
        defer { copy.remove() }
        try await driver.backup(to: copy.path)
        let lines = try await CheckedCopy(copy.path).check(
            key: installation.office.signingKey,
            outside: SignedHeadsFile(folder: installation.folder).read())
        if recipients.isEmpty {
            try copy.rename(to: file)
        } else {
            let sealed = try PrivateFile("\(file).age.part")
            defer { sealed.remove() }
            let named = recipients.flatMap { recipient in
                [
                    FileManager.default.fileExists(atPath: recipient) ? "--recipients-file" : "--recipient",
                    recipient,
                ]
            }
            try Age.run(["--encrypt", "--output", sealed.path] + named + [copy.path])
            guard try Age.isSealed(sealed.path) else {
                throw CommandFailure.badUse("age wrote no encrypted file: nothing is kept.")
            }
            try sealed.rename(to: file)
        }
        for line in lines { print(line) }
        print("Backed up to \(file)\(recipients.isEmpty ? "" : ", encrypted"), and checked.")
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup into an empty folder, and checks it.",
        discussion: """
            Books that are there already are not written over: name an empty folder with --data. Put the signing key \
            of the installation beside the books before serving them.
            """)

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
    var file: String
    @Option(help: ArgumentHelp("The file of the age key that opens an encrypted one.", valueName: "file"))
    var identity: String?
    @OptionGroup var books: BooksOptions

    func run() async throws {
        guard case .file(let target) = try books.place() else {
            throw CommandFailure.badUse(
                "A backup becomes a SQLite file: leave --database out, then `rollcall move` it to the server."
            )
        }
        guard FileManager.default.fileExists(atPath: file) else {
            throw CommandFailure.badUse("There is no file \(file).")
        }
        for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: target.path + end) {
            throw CommandFailure.badUse(
                "There are books in \(books.data) already (\(target.lastPathComponent)\(end)). Name an empty folder "
                    + "with --data.")
        }
        let folder = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let part = try PrivateFile(target.path + ".part")
        defer { part.remove() }
        if try Age.isSealed(file) {
            try Age.run(
                ["--decrypt", "--output", part.path] + (identity.map { ["--identity", $0] } ?? []) + [file])
        } else {
            try part.fill(from: file)
        }
        let lines = try await CheckedCopy(part.path).check(
            key: try SigningKeyFile(folder: folder).read(), outside: SignedHeadsFile(folder: folder).read())
        try part.rename(to: target.path)
        for line in lines { print(line) }
        print("Restored to \(target.path), and checked.")
        if try SigningKeyFile(folder: folder).read() == nil {
            print(
                "There is no signing key beside it: put back the installation's signing.key before serving.")
        }
    }
}

/// A copy of the books, looked into before anyone relies on it.
struct CheckedCopy {
    let path: String

    init(_ path: String) { self.path = path }

    /// Every page, reference, chain and year mark; gives a line for each chain, with its head.
    ///
    /// Throws where anything is not as it was written.
    func check(key: SigningKey?, outside: [SignedHead]) async throws -> [String] {
        let driver = try SQLiteDriver(path: path)
        var lines: [String] = []
        var differences = try await driver.brokenReferences()
        do {
            try await driver.requireCurrentSchema()
            for school in try await driver.read({ try $0.schools() }) {
                let found = try await driver.read {
                    try $0.verify(school: school.id, key: key, outside: outside)
                }
                lines += found.chains.map {
                    "\(school.slug)  \($0.book.rawValue) \($0.year)  \($0.links) links  head \($0.head)"
                }
                differences += found.differences.map { "\(school.slug): \($0)" }
            }
        } catch StoreError.needsMigration(let found, let wanted) where found > 0 {
            lines.append(
                "schema \(found), older than this program's \(wanted): run `rollcall migrate`, then verify")
        }
        try await driver.close()
        if !differences.isEmpty {
            throw CommandFailure.no(
                (differences + ["The copy is not sound, and is not kept."]).joined(separator: "\n"))
        }
        return lines
    }
}

/// A file that only this program's user may read, until it is whole and gets its name.
struct PrivateFile {
    let path: String

    init(_ path: String) throws {
        self.path = path
        guard
            FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw CommandFailure.badUse("\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
    }

    func fill(from file: String) throws {
        guard let source = FileHandle(forReadingAtPath: file), let target = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure.badUse("\(file) cannot be read.") }
        while let bytes = try source.read(upToCount: 1 << 20), !bytes.isEmpty {
            try target.write(contentsOf: bytes)
        }
        try target.close()
    }

    /// On the disk before it is found under its name.
    func rename(to name: String) throws {
        if let handle = FileHandle(forWritingAtPath: path) {
            try handle.synchronize()
            try handle.close()
        }
        guard Foundation.rename(path, name) == 0 else {
            throw CommandFailure.badUse("\(name) cannot be written: \(String(cString: strerror(errno))).")
        }
    }

    /// Takes away what was not renamed, and what SQLite laid beside it.
    func remove() {
        for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) }
    }
}

/// `age` of the system, which encrypts files to keys.
enum Age {
    static func run(_ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["age"] + words
        try process.run()
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: return
        case 127:
            throw CommandFailure.badUse(
                "Encryption needs the program age: install it (on Debian, apt install age).")
        default:
            throw CommandFailure.badUse("age could not do it; what it said stands above. Nothing is kept.")
        }
    }

    /// Whether a file is one that age wrote.
    static func isSealed(_ path: String) throws -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        let start = String(decoding: try handle.read(upToCount: 40) ?? Data(), as: UTF8.self)
        return start.hasPrefix("age-encryption.org/") || start.hasPrefix("-----BEGIN AGE ENCRYPTED")
    }
}
