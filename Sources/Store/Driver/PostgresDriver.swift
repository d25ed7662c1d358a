import Foundation

/// The books on a PostgreSQL server, 15 or newer: for a trust, or for several servers of the program side by side.
///
/// What differs from SQLite is in this file and its neighbours: a restricted role instead of triggers, the lock of the
/// school's row, and texts that sort by their bytes (`COLLATE "C"`), as SQLite's do.
public final class PostgresDriver: Driver {
    public let address: PostgresAddress
    private let pool: PostgresPool

    /// Connects when first asked. At most `connections` are held at once.
    public init(_ address: PostgresAddress, connections: Int = 16) {
        self.address = address
        pool = PostgresPool(address, size: connections)
    }

    deinit { pool.abandon() }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    {
        try await WaitingWork.outcome(of: body) { pool.read($0) }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws
        -> T
    {
        try await WaitingWork.outcome(of: body) { pool.write($0) }
    }

    public func write<T: Sendable>(
        school: Int64, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await WaitingWork.outcome(of: body) { pool.write($0, school: school) }
    }

    /// As the owner, whom nothing keeps from it: the program's role is never given the right.
    public func withoutGuard<T: Sendable>(
        of tables: [String], school: Int64, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await asOwner { connection in
            try connection.command(PostgresTransaction.lock(school))
            return try body(PostgresTransaction(connection: connection, locked: school))
        }
    }

    // MARK: The schema

    public func migrate() async throws {
        try await asOwner { connection in
            let transaction = PostgresTransaction(connection: connection)
            // Two that migrate at once: the second waits and finds it done.
            try connection.command("SELECT pg_advisory_xact_lock(2026111901)")
            try Self.makeRole(on: connection)
            try Migrations.run(on: transaction, adapt: Self.adapt)
            try Self.grant(on: connection)
        }
        pool.renew()
    }

    public func requireCurrentSchema() async throws {
        let (found, unguarded) = try await read { transaction -> (Int, String?) in
            let isEmpty = try transaction.first("SELECT to_regclass('migration')::text", []) {
                $0.textOrNil(0)
            }
            let found = try Migrations.current(on: transaction, isEmpty: (isEmpty ?? nil) == nil)
            guard found == Migrations.newest else { return (found, nil) }
            let unguarded = try Migrations.appendOnly.keys.sorted().first { table in
                try transaction.first(
                    "SELECT has_table_privilege(?, 'UPDATE') OR has_table_privilege(?, 'DELETE')",
                    [.text(table), .text(table)]
                ) { $0.flag(0) } ?? true
            }
            return (found, unguarded)
        }
        if found < Migrations.newest {
            throw StoreError.needsMigration(found: found, wanted: Migrations.newest)
        }
        if found > Migrations.newest { throw StoreError.tooNew(found: found, known: Migrations.newest) }
        if let unguarded {
            throw StoreError.unfit(
                "whoever \(address) names could change what stands in \(unguarded), and is no member of the role "
                    + "\(PostgresConnection.role): run `rollcall migrate` as the owner of the database")
        }
    }

    /// As the owner, since nobody else may. Without, PostgreSQL takes a table that was just filled for a small one,
    /// until its autovacuum has been there.
    public func countTables() async {
        _ = try? await asOwner { try $0.command("ANALYZE \(Migrations.tables.joined(separator: ", "))") }
    }

    /// PostgreSQL lets none come about.
    public func brokenReferences() async throws -> [String] { [] }

    public func close() async throws { await pool.close() }

    /// Runs in one transaction with the rights of whoever the address names, on a thread of its own.
    func asOwner<T: Sendable>(_ body: @escaping @Sendable (PostgresConnection) throws -> T) async throws -> T
    {
        try await withCheckedThrowingContinuation { continuation in
            let address = address
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let connection: PostgresConnection
                        do {
                            connection = try PostgresConnection(address, as: .owner)
                        } catch let refused as PostgresConnection.Refused {
                            throw refused.error
                        }
                        try connection.command("BEGIN ISOLATION LEVEL READ COMMITTED")
                        let value = try body(connection)
                        try connection.command("COMMIT")
                        return value
                    })
            }
        }
    }

    /// The restricted role, made where it is missing and given to whoever migrates.
    private static func makeRole(on connection: PostgresConnection) throws {
        let role = PostgresConnection.role
        do {
            var exists = false
            try connection.each("SELECT 1 FROM pg_roles WHERE rolname = '\(role)'", []) { _ in exists = true }
            if !exists { try connection.command("CREATE ROLE \(role) NOLOGIN") }
            var isMember = false
            try connection.each("SELECT pg_has_role('\(role)', 'MEMBER')", []) { isMember = $0.flag(0) }
            if !isMember { try connection.command("GRANT \(role) TO CURRENT_USER") }
        } catch StoreError.unfit(let what), StoreError.statement(let what) {
            throw StoreError.unfit(
                """
                \(what). Migrating needs a role that the program works as, which cannot change entries. Let somebody \
                who may make roles run this once, with the name that you connect by: CREATE ROLE \(role) NOLOGIN; \
                GRANT \(role) TO …;
                """)
        }
    }

    /// Gives the restricted role what it may do, on the tables that there are.
    static func grant(on connection: PostgresConnection) throws {
        let role = PostgresConnection.role
        var schema = ""
        try connection.each("SELECT quote_ident(current_schema())", []) { schema = $0.text(0) }
        try connection.command("GRANT USAGE ON SCHEMA \(schema) TO \(role)")
        for table in Migrations.tables + ["migration"] {
            var exists = false
            try connection.each("SELECT to_regclass(?) IS NOT NULL", [.text(table)]) { exists = $0.flag(0) }
            guard exists else { continue }
            let isKept = table == "migration" || Migrations.appendOnly[table] != nil
            let allowed =
                table == "migration" ? "SELECT" : isKept ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE"
            try connection.command(
                "REVOKE ALL ON \(table) FROM \(role), PUBLIC; GRANT \(allowed) ON \(table) TO \(role)")
        }
    }

    /// What PostgreSQL says otherwise than SQLite: texts sort by their bytes, and tables that are only ever added to
    /// are guarded by what the program's role is not granted.
    static func adapt(_ statement: Migration.Statement) -> [String] {
        switch statement {
        case .table(let sql): [sql.replacing(" TEXT", with: " TEXT COLLATE \"C\"")]
        case .plain(let sql) where sql.hasPrefix("ALTER TABLE "):
            [sql.replacing(" TEXT", with: " TEXT COLLATE \"C\"")]
        case .plain(let sql): [sql]
        case .appendOnly: []
        }
    }
}
