import Attendance
import TestBooks
import Testing

@testable import Store

@Suite("The roll's edition", .bothEngines)
struct RollWatchTests {
    private func edition(_ books: TemporaryBooks) async throws -> Int64? {
        try await books.store.read { try $0.school(books.school)?.rollEdition }
    }

    @Test("is another after a pupil's name is changed, and the same after a mark is made")
    func changesWithTheRoll() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let before = try await edition(books)
        try await books.store.write(school) { transaction in
            _ = try transaction.record(
                Act(.take, at: .aMondayMorning, by: .system), school: school)
        }
        #expect(try await edition(books) == before)
        _ = try await books.store.write(school) { transaction in
            try transaction.run(
                "UPDATE pupil SET surname = ? WHERE school_id = ? AND id = ?",
                ["Mensah", .integer(school.rawValue), 1001])
        }
        let after = try await edition(books)
        #expect(after != before)
    }

    @Test("is known within the write that changes it, before it is committed")
    func isKnownWithin() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let seen = try await books.store.write(school) { transaction in
            let before = transaction.hasChangedRoll
            try transaction.run(
                "DELETE FROM group_member WHERE school_id = ? AND pupil_id = ?",
                [.integer(school.rawValue), 1001])
            return [before, transaction.hasChangedRoll]
        }
        #expect(seen == [false, true])
    }

    @Test("is another after a write that names no school")
    func changesWithoutASchool() async throws {
        let books = try await TemporaryBooks()
        let before = try await edition(books)
        _ = try await books.store.writeInstallation { transaction in
            try transaction.run("UPDATE pupil SET surname = ? WHERE id = ?", ["Mensah", 1001])
        }
        let after = try await edition(books)
        #expect(after != before)
        _ = try await books.store.writeInstallation { transaction in
            try transaction.run(
                "UPDATE school SET name = ? WHERE id = ?", ["Elmfield", .integer(books.school.rawValue)])
        }
        #expect(try await edition(books) == after)
    }

    @Test(
        "is watched by the table a statement writes to",
        arguments: [
            ("INSERT INTO pupil (school_id) VALUES (?)", "pupil"), ("UPDATE plan SET note = ?", "plan"),
            ("DELETE FROM group_member\nWHERE school_id = ?", "group_member"),
            ("INSERT INTO pupil_act (school_id) VALUES (?)", "pupil_act"),
        ])
    func readsTheTable(sql: String, table: String) {
        #expect(RollWatch.tableWritten(by: sql) == table)
    }

    @Test("is not moved by a question")
    func ignoresQuestions() {
        #expect(RollWatch.tableWritten(by: "SELECT * FROM pupil") == nil)
    }
}
