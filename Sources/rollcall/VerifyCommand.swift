import ArgumentParser
import Attendance
import Foundation
import Office
import Store

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Walks the chains, rebuilds the year marks from the entries, and says what differs.")

    @OptionGroup var books: BooksOptions

    func run() async throws {
        let installation = try await books.open()
        let store = installation.office.store
        let key = installation.office.signingKey
        let outside = SignedHeadsFile(folder: installation.folder).read()
        var schools = try await store.read { try $0.schools() }
        if let only = books.school { schools = [try await installation.school(only)] }
        var differences = try await installation.driver.brokenReferences()
        for school in schools {
            let found = try await store.read { try $0.verify(school: school.id, key: key, outside: outside) }
            for chain in found.chains {
                print(
                    "\(school.slug)  \(chain.book.rawValue) \(chain.year)  \(chain.links) links  head \(chain.head)"
                )
            }
            print("\(school.slug)  \(found.pupilYears) pupil-years rebuilt and compared")
            differences += found.differences.map { "\(school.slug): \($0)" }
        }
        if !differences.isEmpty {
            throw CommandFailure.no(
                (differences + ["The books are not as they were written."]).joined(separator: "\n"))
        }
        print("The books are sound.")
    }
}

struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Takes back an import, a closure or a plan for many, by further entries.")

    @Argument(help: "The number of the act, as its report printed it.")
    var batch: String
    @OptionGroup var books: BooksOptions

    func run() async throws {
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        guard let act = ActID(batch) else {
            throw CommandFailure.badUse(
                "'\(batch)' is not the number of an act: give the one that the import's report printed.")
        }
        let done = try await installation.office.undo(act, by: .operator(at: school.id))
        print("\(done.setBack) sessions set back; \(done.left) left as they are, having been changed since.")
        if done.registers > 0 {
            print("\(done.registers) registers no longer count as taken in the other system.")
        }
    }
}
