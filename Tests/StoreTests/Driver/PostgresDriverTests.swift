import Attendance
import Foundation
import Synchronization
import TestBooks
import Testing

@testable import Store

/// What is PostgreSQL's own: how it is addressed, how it is asked, what it refuses.
@Suite final class PostgresDriverTests {  // Allowed because it is about PostgreSQL alone.
    /// Held to the end of the test: a database goes with the last who holds it, be its driver in use or not.
    private let held = Mutex<[TemporaryDatabase]>([])

    private func postgres() async throws -> TemporaryDatabase {
        let database = try await TemporaryDatabase(on: .postgresql)
        held.withLock { $0.append(database) }
        return database
    }

    private func address(_ text: String?) throws -> PostgresAddress {
        let text = try #require(text)
        return try #require(PostgresAddress(text))
    }

    // MARK: Words

    @Test(arguments: [
        ("a = ? AND b = ?", "a = $1 AND b = $2"), ("a = '?' AND b = ?", "a = '?' AND b = $1"),
        ("a = 'it''s ?' AND \"b?\" = ?", "a = 'it''s ?' AND \"b?\" = $1"), ("SELECT 1", "SELECT 1"),
        ("VALUES (?, '\"', ?)", "VALUES ($1, '\"', $2)"),
    ])
    func `places for values are numbered, but for question marks in quotes`(_ given: String, _ wanted: String)
    {
        #expect(Placeholders.numbered(given) == wanted)
    }

    @Test func `an address says who and where, and never the password`() throws {
        let address = try address(
            "postgresql://rollcall:s3cret%21@db.trust.example:5433/books?sslmode=require")
        #expect(address.description == "postgresql://rollcall@db.trust.example:5433/books")
        var dumped = ""
        dump(address, to: &dumped)
        for text in ["\(address)", String(reflecting: address), dumped] {
            #expect(!text.contains("s3cret"))
        }
        #expect(address.withoutPassword("FATAL: s3cret! is wrong") == "FATAL: … is wrong")
    }

    @Test(arguments: ["", "sqlite:x", "postgresql://a:b@[", "mysql://x", "host=x dbname=y"])
    func `what is no address is not taken for one`(_ text: String) {
        #expect(PostgresAddress(text) == nil)
    }

    @Test func `each state of the server's is told in the words of the books`() {
        func told(_ state: String, _ message: String = "x") -> StoreError {
            PostgresError.explain(state: state, message: message)
        }
        #expect(told("55P03") == .busy)
        #expect(told("40P01") == .busy)
        #expect(told("53100") == .diskFull)
        #expect(told("23505", "duplicate key") == .statement("duplicate key"))
        #expect(told("08006", "gone") == .unreachable("gone"))
        #expect(told("57P01", "ending") == .unreachable("ending"))
        guard case .unreachable = told("25006"), case .notADatabase = told("XX001"),
            case .appendOnly = told("42501", "permission denied for table mark_entry"),
            case .unfit = told("42501", "permission denied for table pupil")
        else {
            Issue.record("a state is told otherwise")
            return
        }
    }

    // MARK: Values

    @Test func `values come back as they went, at the edges of their types`() async throws {
        let values: [SQLValue] = [
            .integer(Int64.max), .integer(Int64.min), 0, -1, "", "Ó’Brien 🏫 'x' \\ %", .bytes([]),
            .bytes([0, 255, 39, 92]), nil,
        ]
        let back = try await postgres().driver.read { transaction in
            try values.map { value in
                let type = value == nil ? "TEXT" : "\(Self.type(value))"
                return try transaction.first("SELECT CAST(? AS \(type))", [value]) { $0.values[0] }
            }
        }
        #expect(back == values)
    }

    private static func type(_ value: SQLValue) -> String {
        switch value {
        case .integer: "BIGINT"
        case .bytes: "BYTEA"
        default: "TEXT"
        }
    }

    @Test func `small integers and truth values are integers`() async throws {
        let row = try await postgres().driver.read { transaction in
            try transaction.first(
                "SELECT CAST(-2 AS SMALLINT), CAST(70000 AS INTEGER), 1 = 1, 1 = 2, CAST(NULL AS SMALLINT)"
            ) { $0.values }
        }
        #expect(row == [-2, 70000, 1, 0, nil])
    }

    @Test func `a text with a nought in it is refused whole, not cut off there`() async throws {
        let driver = try await postgres().driver
        await #expect(throws: StoreError.self) {
            try await driver.write { try $0.run("INSERT INTO setting VALUES ('x', ?)", ["a\u{0}b"]) }
        }
    }

    @Test func `a statement first run with nulls takes numbers afterwards, and the other way round`()
        async throws
    {
        let database = try await postgres()
        try await database.driver.write { transaction in
            for (number, value) in [SQLValue.null, 5, .null, 1_700_000_000_000].enumerated() {
                try transaction.run(
                    "INSERT INTO person (id, forename, surname, title) VALUES (?, 'A', 'B', NULL)",
                    [.integer(number)])
                try transaction.run(
                    "INSERT INTO sign_in (person_id, name, locked_until) VALUES (?, ?, ?)",
                    [.integer(number), .text("n\(number)"), value])
            }
        }
        let kept = try await database.driver.read {
            try $0.rows("SELECT locked_until FROM sign_in ORDER BY person_id") { $0.values[0] }
        }
        #expect(kept == [.null, 5, .null, 1_700_000_000_000])
    }

    @Test func `a question may be asked while another's rows are being read`() async throws {
        let found = try await postgres().driver.read { transaction -> [Int64] in
            var found: [Int64] = []
            try transaction.each("SELECT n FROM generate_series(1, 2000) n", []) { row in
                let doubled = try transaction.first("SELECT ? * 2", [.integer(row.integer(0))]) {
                    $0.integer(0)
                }
                found.append(doubled ?? 0)
            }
            return found
        }
        #expect(found == (1...2000).map { $0 * 2 })
    }

    @Test func `a reader that stops in the middle leaves the connection fit for the next`() async throws {
        struct Enough: Error {}
        let driver = try await postgres().driver
        for _ in 0..<6 {
            await #expect(throws: Enough.self) {
                try await driver.read { transaction in
                    try transaction.each("SELECT n FROM generate_series(1, 1000) n", []) { row in
                        if row.int(0) == 3 { throw Enough() }
                    }
                }
            }
            #expect(try await driver.read { try $0.first("SELECT 7") { $0.int(0) } } == 7)
        }
    }

    @Test func `more statements than are kept prepared are all answered`() async throws {
        let sum = try await postgres().driver.read { transaction in
            try (1...1100).reduce(0) { sum, number in
                sum + (try transaction.first("SELECT \(number) + ?", [1]) { $0.int(0) } ?? 0)
            }
        }
        #expect(sum == (1...1100).reduce(0) { $0 + $1 + 1 })
    }

    // MARK: One picture, and one at a time

    @Test func `a read is one picture whatever is written meanwhile`() async throws {
        let database = try await postgres()
        let driver = database.driver
        let (before, after) = try await driver.read { transaction -> (String?, String?) in
            try transaction.each("SELECT 1", []) { _ in }
            let before = try transaction.setting("colour")
            // Written by another connection before this read asks again.
            let done = DispatchSemaphore(value: 0)
            Task {
                _ = try? await driver.write { try $0.set("colour", to: "red") }
                done.signal()
            }
            done.wait()
            return (before, try transaction.setting("colour"))
        }
        #expect(before == nil && after == nil)
        #expect(try await driver.read { try $0.setting("colour") } == "red")
    }

    @Test func `two servers that count one school's acts at once number them without a gap`() async throws {
        let database = try await postgres()
        let address = try address(database.address)
        let stores = [PostgresDriver(address, connections: 4), PostgresDriver(address, connections: 4)]
            .map { Store(driver: $0) }
        let school = try await stores[0].writeInstallation {
            try $0.addSchool(slug: "test", name: "Test", isFictional: true)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<120 {
                group.addTask {
                    try await stores[number % 2].write(school) { transaction in
                        let act = try transaction.record(
                            Act(.take, at: Instant(seconds: 1), by: .system), school: school)
                        try transaction.append(
                            to: .decisions, kind: "x", pupil: nil, body: "\(number)",
                            on: try #require(CalendarDate("2025-09-08")), by: act, school: school)
                    }
                }
            }
            try await group.waitForAll()
        }
        let found = try await stores[0].read { try $0.verify(school: school, key: nil) }
        #expect(found.differences == [])
        #expect(found.chains.map(\.links) == [120])
    }

    // MARK: What is refused, in words

    private func refusal(_ address: String, connections: Int = 2) async throws -> String {
        let driver = PostgresDriver(try self.address(address), connections: connections)
        do {
            try await driver.requireCurrentSchema()
            return ""
        } catch let error as StoreError {
            return error.description
        }
    }

    @Test func `a wrong password, host, port and database are told apart, and no password is told`()
        async throws
    {
        let database = try await postgres()
        let right = try #require(database.address)
        let url = try #require(URLComponents(string: right))
        var wrong = url
        wrong.password = "open-sesame"
        #expect(try await refusal(wrong.string ?? "").contains("refused the password"))
        wrong = url
        wrong.port = 1
        #expect(try await refusal(wrong.string ?? "").contains("refused"))
        wrong = url
        wrong.host = "nowhere.example"
        #expect(try await refusal(wrong.string ?? "").contains("nowhere.example"))
        wrong = url
        wrong.path = "/nothing"
        #expect(try await refusal(wrong.string ?? "").contains("does not exist"))
        wrong = url
        wrong.queryItems = [URLQueryItem(name: "sslmode", value: "require")]
        #expect(try await refusal(wrong.string ?? "").contains("SSL"))
        wrong = url
        wrong.port = 1
        let secret = try #require(url.password)
        #expect(try await !refusal(wrong.string ?? "").contains(secret))
    }

    @Test func `a database without the schema asks for migrate`() async throws {
        let empty = try await TemporaryDatabase(on: .postgresql, isMigrated: false)
        await #expect(throws: StoreError.needsMigration(found: 0, wanted: Migrations.newest)) {
            try await empty.driver.requireCurrentSchema()
        }
        try await empty.driver.migrate()
        try await empty.driver.requireCurrentSchema()
    }

    @Test func `whoever could change entries is not let work on them`() async throws {
        let database = try await postgres()
        let name = "owner_\(UInt32.random(in: 0...UInt32.max))"
        try await TestServer.running.command("CREATE ROLE \(name) LOGIN PASSWORD 'x1y2z3' NOINHERIT")
        try await database.asOwner { try $0.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO \(name)", []) }
        let right = try #require(database.address)
        var url = try #require(URLComponents(string: right))
        url.user = name
        url.password = "x1y2z3"
        #expect(try await refusal(url.string ?? "").contains("no member of the role rollcall_program"))
        try await TestServer.running.command("GRANT rollcall_program TO \(name)")
        #expect(try await refusal(url.string ?? "") == "")
    }

    @Test func `connections that the server ends are made anew`() async throws {
        let database = try await postgres()
        let driver = database.driver
        _ = try await driver.read { try $0.schools() }
        let name = try #require(database.address?.split(separator: "/").last)
        try await TestServer.running.command(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rollcall' "
                + "AND datname = current_database() AND pid <> pg_backend_pid()",
            in: String(name))
        #expect(try await driver.read { try $0.schools().count } == 0)
        try await driver.write { try $0.set("still", to: "there") }
        #expect(try await driver.read { try $0.setting("still") } == "there")
    }

    @Test func `after closing, what is asked fails and nothing hangs`() async throws {
        let driver = PostgresDriver(try address(try await postgres().address))
        _ = try? await driver.read { try $0.schools() }
        try await driver.close()
        await #expect(throws: StoreError.self) { try await driver.read { try $0.schools() } }
    }
}
