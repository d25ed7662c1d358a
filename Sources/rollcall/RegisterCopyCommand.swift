import ArgumentParser
import Attendance
import Crypto
import Formats
import Foundation
import Office
import Store

struct RegisterCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register-copy",
        abstract: "Writes the monthly copy of the registers that the law asks for.",
        discussion: """
            Into a new folder: every entry of the month's sessions with when, by whom and why it was made; the pupils \
            on roll at the month's end and their contacts; the heads of the chains, signed; and a sum of each file, \
            which `sha256sum --check` reads. Keep it for six years after the school year, away from the books.
            """)

    @Option(help: ArgumentHelp("The month.", valueName: "2025-10"))
    var month: String
    @Option(help: ArgumentHelp("The folder, which must not be there yet.", valueName: "dir"))
    var out: String
    @OptionGroup var books: BooksOptions

    func run() async throws {
        guard let first = CalendarDate("\(month)-01"),
            let next = CalendarDate(
                year: first.civil.year + first.civil.month / 12, month: first.civil.month % 12 + 1, day: 1)
        else { throw CommandFailure.badUse("--month \(month) is no month: write it as 2025-10.") }
        let last = next - 1
        guard !FileManager.default.fileExists(atPath: out) else {
            throw CommandFailure.badUse("\(out) is there already: a copy is not written over.")
        }
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let office = installation.office
        let by = SignedIn.operator(at: school.id)
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])

        let entries = try Written(folder, "register.csv")
        let count = try await office.copyRegister(in: first...last, by: by, write: entries.add)
        let pupils = try Written(folder, "pupils.csv")
        _ = try await office.exportPupils(as: .rollcall, on: last, by: by, write: pupils.add)
        let contacts = try Written(folder, "contacts.csv")
        _ = try await office.exportContacts(as: .rollcall, on: last, by: by, write: contacts.add)
        let heads = try Written(folder, "signed-heads.txt")
        let signed = try await office.signedHeadLines(school: school.id)
        try heads.add(Array((signed.joined(separator: "\n") + "\n").utf8))
        let sums = try [entries, pupils, contacts, heads].map { "\(try $0.sum())  \($0.name)\n" }.joined()
        let list = try Written(folder, "sha256.txt")
        try list.add(Array(sums.utf8))
        try list.handle.synchronize()
        print("\(school.slug)  \(month)  \(count) entries, \(signed.count) signed heads in \(out).")
    }
}

/// One file of a copy, as it is written.
private struct Written: Sendable {
    let name: String
    let url: URL
    let handle: FileHandle

    init(_ folder: URL, _ name: String) throws {
        self.name = name
        url = folder.appendingPathComponent(name)
        guard
            FileManager.default.createFile(
                atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CommandFailure.badUse("\(url.path) cannot be written.") }
        handle = try FileHandle(forWritingTo: url)
    }

    @Sendable func add(_ bytes: [UInt8]) throws { try handle.write(contentsOf: Data(bytes)) }

    /// Of what stands on the disk, in hexadecimal.
    func sum() throws -> String {
        try handle.synchronize()
        return SHA256.hash(data: try Data(contentsOf: url)).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined()
    }
}
