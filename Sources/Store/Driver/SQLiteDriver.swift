import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// The books in one SQLite file: WAL, every commit on the disk before it is answered, foreign keys on.
///
/// Writes that wait share one commit (group commit), each in a savepoint of its own, so that one that fails takes
/// no other with it and a burst of thirty teachers costs a few syncs of the disk, not thirty.
public final class SQLiteDriver: Driver {
    private let pool: DatabasePool
    private let waiting = Mutex(Waiting())
    private let writer = DispatchQueue(label: "rollcall.books.writer")

    /// How many writes may share a commit: enough for a school's registers at once, few enough that the first
    /// does not wait long for the last.
    private static let mostInOneCommit = 128

    private struct Waiting {
        var writes: [WaitingWork] = []
        var isDraining = false
    }

    /// Opens, or makes, the file.
    ///
    /// Throws `StoreError` when it cannot be opened or is something else.
    public init(path: String, busySeconds: Double = 10) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.maximumReaderCount = 6
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA foreign_keys = ON")
            try database.execute(sql: "PRAGMA cache_size = -8000")
            // Longer between checkpoints: a register saved twice is then copied into the file once.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try SQLiteFunctions.add(to: database)
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw Self.explain(error)
        }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    {
        do {
            return try await pool.read { database in try body(SQLiteTransaction(database: database)) }
        } catch {
            throw Self.explain(error)
        }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws
        -> T
    {
        do {
            return try await WaitingWork.outcome(of: body) { enqueue($0) }
        } catch {
            throw Self.explain(error)
        }
    }

    private func enqueue(_ write: WaitingWork) {
        let mustDrain = waiting.withLock { waiting in
            waiting.writes.append(write)
            if waiting.isDraining { return false }
            waiting.isDraining = true
            return true
        }
        if mustDrain { writer.async { self.drain() } }
    }

    /// Commits what waits, a batch at a time, until nothing does.
    private func drain() {
        while true {
            let batch = waiting.withLock { waiting -> [WaitingWork] in
                let batch = Array(waiting.writes.prefix(Self.mostInOneCommit))
                waiting.writes.removeFirst(batch.count)
                if batch.isEmpty { waiting.isDraining = false }
                return batch
            }
            if batch.isEmpty { return }
            var failure: (any Error)?
            do {
                try pool.writeWithoutTransaction { database in try Self.commit(batch, on: database) }
            } catch {
                failure = error
            }
            for write in batch { write.finish(failure) }
        }
    }

    private static func commit(_ batch: [WaitingWork], on database: Database) throws {
        try database.inTransaction(.immediate) {
            let transaction = SQLiteTransaction(database: database)
            for write in batch {
                try transaction.run("SAVEPOINT one_write", [])
                do {
                    try write.attempt(transaction)
                } catch {
                    // A full disk, or one that fails, takes the whole transaction with it, savepoints and all: then
                    // that, not the savepoint that is gone, is what everyone who waits is told.
                    if !database.isInsideTransaction { throw error }
                    try transaction.run("ROLLBACK TO one_write", [])
                }
                try transaction.run("RELEASE one_write", [])
            }
            return .commit
        }
    }

    public func withoutGuard<T: Sendable>(
        of tables: [String], school: Int64, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await write { transaction in
            for table in tables { try transaction.run("DROP TRIGGER \(table)_no_delete", []) }
            let value = try body(transaction)
            for statement in Migrations.all.flatMap(\.statements) {
                guard case .appendOnly(let table, _) = statement, tables.contains(table) else { continue }
                for sql in Self.adapt(statement) where sql.hasPrefix("CREATE TRIGGER \(table)_no_delete ") {
                    try transaction.run(sql, [])
                }
            }
            return value
        }
    }

    public func migrate() async throws {
        try await write { transaction in
            try Migrations.run(on: transaction, adapt: Self.adapt)
            try Self.expectASchool(of: transaction)
        }
    }

    /// Tells SQLite's planner what the large tables of a school look like. Left to itself it takes any two columns of
    /// a key for nearly unique, and every key here begins with the school. Said once and not counted, so that a
    /// question is answered in the same way in every school, the first day and after years.
    private static func expectASchool(of transaction: any Transaction) throws {
        try transaction.run("ANALYZE sqlite_schema", [])
        let isKnown =
            try transaction.first("SELECT 1 FROM sqlite_stat1 WHERE tbl = 'mark_entry'", []) { _ in true }
            ?? false
        guard !isKnown else { return }
        let expected = [
            ("mark_entry", "mark_entry", "400000 400000 200000 1"),
            ("mark_entry", "mark_entry_by_session", "400000 400000 200000 1000 2 1"),
            ("act", "act", "40000 40000 1"), ("plan", "plan", "4000 4000 1"),
            ("plan", "plan_by_pupil", "4000 4000 4 1"), ("report", "report", "8000 8000 1"),
            ("report", "report_by_pupil", "8000 8000 8 1 1"),
        ]
        for (table, index, rows) in expected {
            try transaction.run(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)",
                [.text(table), .text(index), .text(rows)])
        }
        try transaction.run("ANALYZE sqlite_schema", [])
    }

    public func requireCurrentSchema() async throws {
        let found = try await read { transaction -> Int in
            let isEmpty =
                try transaction.first("SELECT 1 FROM sqlite_master WHERE name = 'migration'", []) { _ in true
                } == nil
            return try Migrations.current(on: transaction, isEmpty: isEmpty)
        }
        if found < Migrations.newest {
            throw StoreError.needsMigration(found: found, wanted: Migrations.newest)
        }
        if found > Migrations.newest { throw StoreError.tooNew(found: found, known: Migrations.newest) }
    }

    /// By SQLite's own checks: pages first, then references.
    public func brokenReferences() async throws -> [String] {
        try await read { transaction in
            let pages = try transaction.rows("PRAGMA quick_check", []) { $0.text(0) }.filter { $0 != "ok" }
            let references = try transaction.rows("PRAGMA foreign_key_check", []) { row in
                "a row of \(row.text(0)) refers to one of \(row.text(2)) that is not there"
            }
            return pages.map { "the file is damaged: \($0)" } + Array(Set(references)).sorted()
        }
    }

    public func close() async throws {
        // Behind any write still queued, so that none is cut off.
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            writer.async {
                do {
                    try self.pool.close()
                    continuation.resume()
                } catch {
                    continuation.resume(throwing: Self.explain(error))
                }
            }
        }
    }

    /// Copies the whole of the books to another file while they are in use.
    public func backup(to path: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                do {
                    let target = try DatabaseQueue(path: path)
                    try self.pool.backup(to: target)
                    try target.close()
                    continuation.resume()
                } catch {
                    continuation.resume(throwing: Self.explain(error))
                }
            }
        }
    }

    /// What SQLite says otherwise than PostgreSQL: tables are kept in the order of their key, and tables that are
    /// only ever added to are guarded by triggers (PostgreSQL does it by privileges).
    static func adapt(_ statement: Migration.Statement) -> [String] {
        switch statement {
        case .table(let sql): [sql + " WITHOUT ROWID"]
        case .plain(let sql): [sql]
        case .appendOnly(let table, let why):
            ["UPDATE", "DELETE"].map { verb in
                """
                CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                BEGIN SELECT RAISE(ABORT, 'append-only: \(why)'); END
                """
            }
        }
    }

    /// Turns an error of GRDB or SQLite into one of ours; leaves any other as it is.
    static func explain(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return explain(
            code: error.extendedResultCode.rawValue, message: error.message ?? "\(error.resultCode)")
    }

    static func explain(code: Int32, message: String) -> StoreError {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .diskFull
        case SQLITE_IOERR where message.contains("full"): .diskFull
        case SQLITE_NOTADB, SQLITE_CORRUPT: .notADatabase(message)
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_IOERR, SQLITE_PERM: .unreachable(message)
        case SQLITE_CONSTRAINT where message.hasPrefix("append-only: "): .appendOnly(message)
        default: .statement(message)
        }
    }
}
