import GRDB
import GRDBSQLite

/// What PostgreSQL has as a function of its own and SQLite has not.
enum SQLiteFunctions {
    static func add(to database: Database) throws {
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, "set_byte", 3,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil, setByte, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw SQLiteDriver.explain(code: code, message: "set_byte could not be added")
        }
    }

    /// `set_byte(bytes, place, value)`: the bytes with one of them changed; places count from 0. An error outside them.
    private static let setByte:
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void = {
            context, _, values in
            guard let values else { return }
            let count = Int(sqlite3_value_bytes(values[0]))
            let place = Int(sqlite3_value_int64(values[1]))
            guard let bytes = sqlite3_value_blob(values[0]), place >= 0, place < count,
                let changed = sqlite3_malloc64(UInt64(count))
            else {
                sqlite3_result_error(context, "set_byte: there is no such place", -1)
                return
            }
            changed.copyMemory(from: bytes, byteCount: count)
            changed.storeBytes(
                of: UInt8(truncatingIfNeeded: sqlite3_value_int64(values[2])), toByteOffset: place,
                as: UInt8.self)
            sqlite3_result_blob(context, changed, Int32(count), sqlite3_free)
        }
}
