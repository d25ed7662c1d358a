import Attendance
import Synchronization
import TestBooks
import Testing

@testable import Store

/// The whole of the books carried from one engine to the other and back.
@Suite struct BooksMoveTests {  // Allowed because each test names the engines it carries books between.
    private static let monday = CalendarDate("2025-09-08")!

    /// Books with something of most kinds in them: marks, notes, a decision, signed heads, people, names in many scripts.
    private func filled(on engine: Engine, key: SigningKey) async throws -> TemporaryDatabase {
        let database = try await TemporaryDatabase(on: engine)
        let store = Store(driver: database.driver)
        let school = try await store.writeInstallation { transaction in
            try transaction.set("demo", to: "x")
            let person = try transaction.addPerson(
                PersonDetails(forename: "Łucja", surname: "Ó’Brien", email: "l@school.example"))
            try transaction.save(SignInRow(person: person, name: "l@school.example"))
            return try transaction.addSchool(slug: "test", name: "Test School", isFictional: true)
        }
        try await store.write(school) { transaction in
            let act = try transaction.record(Act(.take, at: .aMondayMorning, by: .tutor), school: school)
            let pupils = try ["Zoë", "ada", "Ben", "Ängelbert", "ben"].map { name in
                try transaction.addPupil(PupilDetails(surname: name, forename: "Q"), school: school)
            }
            for day in 0..<120 {
                _ = try transaction.append(
                    pupils.map {
                        NewEntry(
                            pupil: $0, session: Session(Self.monday + day, .am), code: .presentAM,
                            note: day == 3 ? "Museum 🏛" : nil)
                    }, by: act, school: school)
            }
            try transaction.append(
                to: .decisions, kind: "leave", pupil: pupils[0], body: #"{"answer":"no"}"#, on: Self.monday,
                by: act, school: school)
            try transaction.signHeads(school: school, with: key, at: .aMondayMorning)
        }
        return database
    }

    private func digests(_ driver: any Driver) async throws -> [[UInt8]] {
        try await driver.read { transaction in try TableOfBooks.all.map { try $0.digest(in: transaction) } }
    }

    @Test func `from SQLite to PostgreSQL and back every table, entry and chain head is the same`()
        async throws
    {
        let key = SigningKey()
        let first = try await filled(on: .sqlite, key: key)
        let server = try await TemporaryDatabase(on: .postgresql)
        let last = try await TemporaryDatabase(on: .sqlite)
        let told = Mutex<[Int]>([])

        let there = try await BooksMove(from: first.driver, to: server.driver).run(key: key) { done, all in
            told.withLock { $0 = [done, all] }
        }
        let back = try await BooksMove(from: server.driver, to: last.driver).run(key: key)

        #expect(there.heads == back.heads)
        #expect(there.heads.count == 2)
        #expect(there.rows == back.rows && there.rows > 600)
        #expect(told.withLock { $0 } == [there.rows, there.rows])
        let wanted = try await digests(first.driver)
        #expect(try await digests(server.driver) == wanted)
        #expect(try await digests(last.driver) == wanted)
        #expect(try await last.driver.read { try $0.isBeingMoved() } == false)
        // And they go on: the next act has the next number on either.
        for driver in [first.driver, server.driver, last.driver] {
            let store = Store(driver: driver)
            let school = try await store.read { try $0.schools()[0].id }
            let act = try await store.write(school) {
                try $0.record(Act(.take, at: .aMondayMorning, by: .tutor), school: school)
            }
            #expect(act.id == ActID(rawValue: 7))
        }
    }

    @Test func `what was cut off goes on where it stopped, and till then the books say so`() async throws {
        let first = try await filled(on: .sqlite, key: SigningKey())
        let server = try await TemporaryDatabase(on: .postgresql)
        let failing = CutOff(server.driver, after: 9)
        await #expect(throws: StoreError.busy) {
            _ = try await BooksMove(from: first.driver, to: failing).run()
        }
        #expect(try await server.driver.read { try $0.isBeingMoved() })

        let report = try await BooksMove(from: first.driver, to: server.driver).run()

        #expect(report.carriedBefore > 0 && report.carriedBefore < report.rows)
        #expect(try await digests(server.driver) == digests(first.driver))
        #expect(try await !server.driver.read { try $0.isBeingMoved() })
    }

    @Test(.bothEngines) func `books that are there already are not written over`() async throws {
        let first = try await filled(on: .sqlite, key: SigningKey())
        let other = try await filled(on: .current, key: SigningKey())
        let before = try await digests(other.driver)
        await #expect(throws: StoreError.unfit("there are books already where these are to go")) {
            _ = try await BooksMove(from: first.driver, to: other.driver).run()
        }
        #expect(try await digests(other.driver) == before)
    }

    @Test(.bothEngines) func `a row changed at the new end during the move is found`() async throws {
        let first = try await filled(on: .sqlite, key: SigningKey())
        let target = try await TemporaryDatabase()
        _ = try? await BooksMove(from: first.driver, to: CutOff(target.driver, after: 10)).run()
        try await target.tamper("UPDATE pupil SET surname = 'Zoe' WHERE surname = 'Zoë'")
        await #expect {
            _ = try await BooksMove(from: first.driver, to: target.driver).run()
        } throws: {
            ($0 as? StoreError)?.description.contains("pupil is not the same") == true
        }
        #expect(try await target.driver.read { try $0.isBeingMoved() })
    }
}

/// A driver that fails after some writes, as a line that is cut does.
private final class CutOff: Driver {
    private let inner: any Driver
    private let left: Mutex<Int>

    init(_ inner: any Driver, after writes: Int) {
        self.inner = inner
        left = Mutex(writes)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await inner.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        let goesOn = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if !goesOn { throw StoreError.busy }
        return try await inner.write(body)
    }

    func withoutGuard<T: Sendable>(
        of tables: [String], school: Int64, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await inner.withoutGuard(of: tables, school: school, body)
    }

    func migrate() async throws { try await inner.migrate() }
    func requireCurrentSchema() async throws { try await inner.requireCurrentSchema() }
    func brokenReferences() async throws -> [String] { try await inner.brokenReferences() }
    func close() async throws { try await inner.close() }
}
