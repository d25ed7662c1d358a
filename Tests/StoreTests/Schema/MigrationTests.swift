import Attendance
import Foundation
import TestBooks
import Testing

@testable import Store

/// Books that an earlier program made open in this one, once they are migrated, with everything in them.
@Suite(.bothEngines) struct MigrationTests {
    /// Books as the first schema had them, with a school, a pupil and a question.
    private func booksAtSchemaOne() async throws -> TemporaryDatabase {
        let database = try await TemporaryDatabase(isMigrated: false)
        let adapt = Engine.current == .sqlite ? SQLiteDriver.adapt : PostgresDriver.adapt
        try await database.asOwner { transaction in
            try transaction.run("CREATE TABLE migration (number BIGINT NOT NULL PRIMARY KEY)", [])
            for statement in Migration.foundation.statements.flatMap(adapt) {
                try transaction.run(statement, [])
            }
            try transaction.run("INSERT INTO migration (number) VALUES (1)", [])
            let school = try transaction.addSchool(slug: "test", name: "Test School", isFictional: true)
            let act = try transaction.record(Act(.ask, at: .aMondayMorning, by: .tutor), school: school)
            try transaction.run(
                """
                INSERT INTO question (school_id, id, kind, ours, theirs, source, act_id)
                VALUES (?, 1, 'group-change', '8B', '8C', 'pupils.csv', ?)
                """, [.integer(school.rawValue), .integer(act.id.rawValue)])
        }
        return database
    }

    @Test func `an earlier schema is told from this one's, and brought up to it once`() async throws {
        let database = try await booksAtSchemaOne()
        let driver = database.driver
        await #expect(throws: StoreError.needsMigration(found: 1, wanted: Migrations.newest)) {
            try await driver.requireCurrentSchema()
        }
        for _ in 0..<2 { try await driver.migrate() }
        try await driver.requireCurrentSchema()
    }

    @Test func `a question of before stays as it was, with nothing proposed`() async throws {
        let database = try await booksAtSchemaOne()
        let driver = database.driver
        try await driver.migrate()
        let school = SchoolID(
            rawValue: try await driver.read {
                try $0.first("SELECT id FROM school", []) { $0.integer(0) } ?? 0
            })
        let before = try await driver.read { try $0.openQuestions(school: school) }
        #expect(before.map(\.theirs) == ["8C"])
        #expect(before.map(\.proposal) == [nil])
        try await driver.write { transaction in
            let act = try transaction.record(Act(.ask, at: .aMondayMorning, by: .tutor), school: school)
            try transaction.ask(
                .fieldDiffers, pupil: nil, theirs: "x", proposal: "{}", by: act, school: school)
        }
        #expect(
            try await driver.read { try $0.openQuestions(school: school) }.map(\.proposal) == [nil, "{}"])
    }

    @Test func `a later schema is left alone`() async throws {
        let books = try await TemporaryBooks()
        try await books.database.asOwner { try $0.run("INSERT INTO migration (number) VALUES (999)", []) }
        await #expect(throws: StoreError.tooNew(found: 999, known: Migrations.newest)) {
            try await books.driver.requireCurrentSchema()
        }
        await #expect(throws: StoreError.self) { try await books.driver.migrate() }
    }
}
