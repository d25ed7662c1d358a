import Attendance
import TestBooks
import Testing

@testable import Store

/// That PostgreSQL finds a register's marks by their session, and does not read a year of them.
@Suite struct PostgresPlansTests {  // Allowed because it is about PostgreSQL alone.
    private let session = Session(CalendarDate("2025-09-08")!, .am)
    private let count = 6000

    /// Books with thousands of entries in each of some years, three of them for the session.
    private func books(years: [Int], countingAfter counted: Int?) async throws -> (
        TemporaryDatabase, SchoolID
    ) {
        let database = try await TemporaryDatabase(on: .postgresql)
        let store = Store(driver: database.driver)
        let count = count
        let school = try await store.writeInstallation { transaction in
            let school = try transaction.addSchool(slug: "test", name: "Test", isFictional: true)
            try transaction.run(
                """
                INSERT INTO pupil (school_id, id, surname, forename, plain_name)
                SELECT ?, 1000 + n, 'Okafor', 'Pupil', 'okafor pupil' FROM generate_series(1, 3) n
                """, [.integer(school.rawValue)])
            _ = try transaction.record(Act(.take, at: Instant(seconds: 1), by: .system), school: school)
            return school
        }
        for year in years {
            _ = try await store.write(school) { transaction in
                try transaction.run(
                    """
                    INSERT INTO mark_entry (school_id, year, number, pupil_id, slot, code, act_id, hash)
                    SELECT ?, ?, n, 1001 + n % 3, n / 3 % 700, 16, 1, '' FROM generate_series(1, ?) n
                    """, [.integer(school.rawValue), .integer(year), .integer(count)])
            }
            if year == counted { await database.driver.countTables() }
        }
        return (database, school)
    }

    /// How many entries are read when the marks of three pupils are asked for.
    private func entriesRead(_ database: TemporaryDatabase, _ school: SchoolID) async throws -> Int {
        let session = session
        return try await database.driver.read { transaction in
            let fetched = {
                try transaction.first(
                    """
                    SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'mark_entry'
                    """
                ) { $0.int(0) } ?? 0
            }
            let pupils = (1...3).map { PupilID(rawValue: Int64(1000 + $0)) }
            let before = try fetched()
            let marks = try transaction.sheetMarks(of: pupils, in: session, school: school)
            #expect(pupils.allSatisfy { marks[$0]?.code?.rawValue == 16 && marks[$0]?.madeBy == .take })
            return try fetched() - before
        }
    }

    @Test func `after a year was brought in and the tables counted, few entries are read`() async throws {
        let (database, school) = try await books(years: [2025], countingAfter: 2025)
        let read = try await entriesRead(database, school)
        #expect((3..<100).contains(read))
    }

    @Test func `in a year that began after the tables were counted, few entries are read`() async throws {
        let (database, school) = try await books(years: [2024, 2025], countingAfter: 2024)
        let read = try await entriesRead(database, school)
        #expect((3..<100).contains(read))
    }
}
