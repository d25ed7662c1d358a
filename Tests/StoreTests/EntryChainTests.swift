import Attendance
import Foundation
import Store
import TestBooks
import Testing

@Suite(.bothEngines) struct EntryChainTests {
    private let monday = CalendarDate("2025-09-08")!
    private let pupil = PupilID(rawValue: 1001)

    /// Three marks, one with a note; then one amended.
    private func booksWithMarks() async throws -> TemporaryBooks {
        let books = try await TemporaryBooks()
        let school = books.school
        let (monday, pupil) = (monday, pupil)
        try await books.store.write(school) { transaction in
            let act = try transaction.record(Act(.take, at: .aMondayMorning, by: .tutor), school: school)
            _ = try transaction.append(
                [
                    NewEntry(pupil: pupil, session: Session(monday, .am), code: .presentAM),
                    NewEntry(
                        pupil: PupilID(rawValue: 1002), session: Session(monday, .am), code: .noReasonYet),
                    NewEntry(
                        pupil: PupilID(rawValue: 1003), session: Session(monday, .am), code: .otherActivity,
                        note: "Museum, with the art teacher"),
                ], by: act, school: school)
            let amended = try transaction.record(
                Act(.amend, at: .aMondayMorning + 3600, by: .tutor, reason: "Mother rang: ill"),
                school: school)
            _ = try transaction.append(
                [NewEntry(pupil: PupilID(rawValue: 1002), session: Session(monday, .am), code: .illness)],
                by: amended, school: school)
            try transaction.append(
                to: .decisions, kind: "leave", pupil: pupil, body: #"{"answer":"no"}"#, on: monday,
                by: amended,
                school: school)
        }
        return books
    }

    private func verify(_ books: TemporaryBooks, _ key: SigningKey? = nil) async throws -> Verification {
        let school = books.school
        return try await books.store.read { try $0.verify(school: school, key: key) }
    }

    @Test func theLastEntryStandsAndTheFirstIsKept() async throws {
        let books = try await booksWithMarks()
        let school = books.school
        let monday = monday

        let (entries, standing, marks) = try await books.store.read { transaction in
            let second = PupilID(rawValue: 1002)
            return (
                try transaction.entries(of: second, in: monday...monday, school: school),
                try transaction.standingMark(of: second, in: Session(monday, .am), school: school),
                try transaction.yearMarks(of: second, in: AcademicYear(containing: monday), school: school)
            )
        }

        #expect(entries.map(\.code) == [.noReasonYet, .illness])
        #expect(entries.last?.act.act.reason == "Mother rang: ill")
        #expect(standing?.code == .illness)
        let slot = AcademicYear(containing: monday).index(of: Session(monday, .am))
        #expect(marks[slot ?? 0] == AttendanceCode.illness.rawValue)
        #expect(marks.filter { $0 != 0 }.count == 1)
    }

    @Test func soundBooksVerify() async throws {
        let books = try await booksWithMarks()

        let found = try await verify(books)

        #expect(found.differences == [])
        #expect(found.chains.map(\.links).sorted() == [1, 4])
        #expect(found.pupilYears == 3)
    }

    @Test(arguments: [
        "UPDATE mark_entry SET code = 17 WHERE number = 2",
        "UPDATE mark_entry SET minutes_late = 3 WHERE number = 1",
        "UPDATE mark_entry SET slot = slot + 1 WHERE number = 1",
        "UPDATE mark_entry SET pupil_id = 1002 WHERE number = 1",
        "UPDATE mark_entry SET hash = zeroblob(32) WHERE number = 4",
        "UPDATE act SET reason = 'Mother rang: I11' WHERE reason IS NOT NULL",
        "UPDATE act SET name = 'B Tutor'",
        "UPDATE act SET at = at + 1",
        "UPDATE entry_note SET note = 'Museum, with the Art teacher'",
        "UPDATE year_mark SET marks = zeroblob(742) WHERE pupil_id = 1001",
        "DELETE FROM year_mark WHERE pupil_id = 1001",
        "INSERT INTO year_mark VALUES (1, 2025, 1009, x'10')",
        "DELETE FROM mark_entry WHERE number = 2",
        "DELETE FROM mark_entry WHERE number = 4",
        "UPDATE ledger SET body = '{\"answer\":\"on\"}'",
        "DELETE FROM ledger",
        "UPDATE chain SET number = number - 1 WHERE book = 'entries'",
    ])
    func oneThingAlteredByHandIsFound(_ sql: String) async throws {
        let books = try await booksWithMarks()

        try await books.tamper(sql)

        let found = try await verify(books)
        #expect(!found.isSound)
    }

    @Test func everySingleByteOfTheYearMarksIsCompared() async throws {
        let books = try await booksWithMarks()

        try await books.tamper(
            "UPDATE year_mark SET marks = CAST(substr(marks, 1, 741) || x'10' AS BLOB) WHERE pupil_id = 1001")

        let found = try await verify(books)
        #expect(found.differences.count == 1)
        #expect(found.differences.first?.contains("PM") == true)
    }

    @Test func aTailCutOffWithItsHeadIsFoundByTheSignedHead() async throws {
        let books = try await booksWithMarks()
        let school = books.school
        let key = SigningKey()
        let signed = try await books.store.write(school) {
            try $0.signHeads(school: school, with: key, at: .aMondayMorning + 7200)
        }
        #expect(signed.count == 2)
        #expect(try await verify(books, key).isSound)

        // Somebody careful: the entry, the year mark and the head are put back to what they were before.
        try await books.tamper(
            """
            DELETE FROM mark_entry WHERE number = 4;
            UPDATE chain SET number = 3, hash = (SELECT hash FROM mark_entry WHERE number = 3)
            WHERE book = 'entries';
            UPDATE year_mark SET marks = (
                SELECT CAST(substr(marks, 1, CAST(s.slot AS INTEGER)) || x'41'
                    || substr(marks, CAST(s.slot + 2 AS INTEGER)) AS BLOB)
                FROM mark_entry s WHERE s.number = 2) WHERE pupil_id = 1002
            """)

        let without = try await verify(books, key)
        #expect(!without.isSound)
        #expect(without.differences.allSatisfy { $0.contains("cut off") })
        try await books.tamper("DELETE FROM signed_head")
        let outside = try await books.store.read { try $0.verify(school: school, key: key, outside: signed) }
        #expect(!outside.isSound)
    }

    @Test func aSignatureOfAnotherInstallationIsRefused() async throws {
        let books = try await booksWithMarks()
        let school = books.school
        _ = try await books.store.write(school) {
            try $0.signHeads(school: school, with: SigningKey(), at: .aMondayMorning)
        }

        #expect(try await verify(books, SigningKey()).isSound == false)
    }

    @Test func aBlankedNoteLeavesTheChainWhole() async throws {
        let books = try await booksWithMarks()

        try await books.tamper("UPDATE entry_note SET note = NULL")

        #expect(try await verify(books).isSound)
    }

    @Test(arguments: ["mark_entry", "act", "ledger", "signed_head"])
    func theDatabaseItselfRefusesToChangeWhatIsKept(_ table: String) async throws {
        let books = try await booksWithMarks()
        let school = books.school
        _ = try await books.store.write(school) {
            try $0.signHeads(school: school, with: SigningKey(), at: .aMondayMorning)
        }

        for sql in ["UPDATE \(table) SET school_id = 1", "DELETE FROM \(table)"] {
            await #expect {
                try await books.store.write(school) { try $0.run(sql, []) }
            } throws: { error in
                if case StoreError.appendOnly = error { true } else { false }
            }
        }
    }
}
