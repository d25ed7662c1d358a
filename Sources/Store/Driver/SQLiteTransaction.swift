import GRDB
import GRDBSQLite

/// A transaction on a SQLite connection that GRDB keeps for us.
///
/// Statements are prepared and cached by GRDB; binding and stepping go straight to SQLite, since a register save
/// runs some hundred of them.
struct SQLiteTransaction: Transaction {
    let database: Database

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try step(sql, values) { _ in }
        return Int(sqlite3_changes(database.sqliteConnection))
    }

    func each(_ sql: String, _ values: [SQLValue], _ body: (Row) throws -> Void) throws {
        try step(sql, values) { statement in
            let count = sqlite3_column_count(statement)
            try body(Row((0..<count).map { Self.value(of: statement, at: $0) }))
        }
    }

    func lock(school: Int64) {}

    private func step(_ sql: String, _ values: [SQLValue], _ body: (OpaquePointer) throws -> Void) throws {
        let prepared: Statement
        do { prepared = try database.cachedStatement(sql: sql) } catch { throw SQLiteDriver.explain(error) }
        let statement = prepared.sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (place, value) in values.enumerated() {
            let code = Self.bind(value, to: statement, at: Int32(place + 1))
            guard code == SQLITE_OK else { throw error(code) }
        }
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_ROW {
                try body(statement)
            } else if code == SQLITE_DONE {
                return
            } else {
                throw error(code)
            }
        }
    }

    private func error(_ code: Int32) -> StoreError {
        SQLiteDriver.explain(
            code: sqlite3_extended_errcode(database.sqliteConnection),
            message: String(cString: sqlite3_errmsg(database.sqliteConnection))
        )
    }

    /// SQLite is to take a copy at once: our memory is gone when the call returns.
    private static var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    private static func bind(_ value: SQLValue, to statement: OpaquePointer, at place: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer(let number): return sqlite3_bind_int64(statement, place, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                if bytes.isEmpty { return sqlite3_bind_text(statement, place, "", 0, transient) }
                return bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count), transient)
                }
            }
        case .bytes(let bytes):
            if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, place, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob(statement, place, $0.baseAddress, Int32($0.count), transient)
            }
        }
    }

    private static func value(of statement: OpaquePointer, at column: Int32) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, column) else { return .text("") }
            let count = Int(sqlite3_column_bytes(statement, column))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            guard let start = sqlite3_column_blob(statement, column) else { return .bytes([]) }
            return .bytes(
                Array(
                    UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
            )
        case SQLITE_FLOAT: return .integer(Int64(sqlite3_column_double(statement, column)))
        default: return .null
        }
    }
}
