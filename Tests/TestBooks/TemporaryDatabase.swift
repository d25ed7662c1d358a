public import Foundation
import GRDB

@testable public import Store

/// An empty database of the engine under test, with the books' schema, removed afterwards.
public final class TemporaryDatabase: Sendable {
    public let engine: Engine
    /// A folder of the test's own, with the file in it where there is one.
    public let folder: URL
    public let driver: any Driver
    private let server: TestServer?
    private let name: String

    /// `isMigrated` false leaves it without a schema.
    public init(on engine: Engine = .current, isMigrated: Bool = true) async throws {
        self.engine = engine
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "rollcall-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        switch engine {
        case .sqlite:
            server = nil
            name = folder.appendingPathComponent("rollcall.sqlite").path
            driver = try SQLiteDriver(path: name)
            if isMigrated { try await driver.migrate() }
        case .postgresql:
            let server = try await TestServer.running
            self.server = server
            name = try await server.makeDatabase(empty: !isMigrated)
            guard let address = PostgresAddress(server.address(of: name)) else { throw TestServer.NoServer() }
            driver = PostgresDriver(address, connections: 4)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
        server?.remove(name)
    }

    /// As `--database` names it; nil for a file.
    public var address: String? { server?.address(of: name) }

    /// Writes with the rights of whoever owns the database: makes tables, say.
    public func asOwner(_ body: @escaping @Sendable (any Transaction) throws -> Void) async throws {
        guard let driver = driver as? PostgresDriver else { return try await driver.write(body) }
        try await driver.asOwner { connection in
            try body(PostgresTransaction(connection: connection))
            try PostgresDriver.grant(on: connection)
        }
    }

    /// Runs SQL as somebody with the database in their hands would, guards taken off. Written as SQLite has it.
    public func tamper(_ sql: String) async throws {
        if let server {
            let words = sql.replacing(/zeroblob\((\d+)\)/) { "decode(repeat('00', \($0.1)), 'hex')" }
                .replacing(/x'([0-9a-f]+)'/) { "'\\x\($0.1)'::bytea" }
                .replacing(" AS BLOB)", with: " AS BYTEA)")
            try await server.command("SET session_replication_role = replica; \(words)", in: name)
            return
        }
        try Self.tamper(sql, file: name)
    }

    private static func tamper(_ sql: String, file: String) throws {
        let queue = try DatabaseQueue(path: file)
        try queue.writeWithoutTransaction { database in
            for trigger in try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            {
                try database.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: sql)
        }
        try queue.close()
    }
}
