/// A value going into, or coming out of, a database.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(nilLiteral: ()) { self = .null }

    /// A flag is 0 or 1 in the books.
    public static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
    public static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    public static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    public static func integer(_ value: Int?) -> SQLValue { value.map { .integer(Int64($0)) } ?? .null }
}

/// One line of an answer. Columns are read by their place, from 0.
public struct Row: Sendable {
    public let values: [SQLValue]

    public init(_ values: [SQLValue]) {
        self.values = values
    }

    /// Nought where the column is null or not a number: ask `integerOrNil` where that matters.
    public func integer(_ column: Int) -> Int64 { integerOrNil(column) ?? 0 }
    public func integerOrNil(_ column: Int) -> Int64? {
        if case .integer(let value) = values[column] { value } else { nil }
    }
    public func int(_ column: Int) -> Int { Int(integer(column)) }
    public func intOrNil(_ column: Int) -> Int? { integerOrNil(column).map { Int($0) } }
    public func flag(_ column: Int) -> Bool { integer(column) != 0 }
    /// Empty where the column is null or not a text.
    public func text(_ column: Int) -> String { textOrNil(column) ?? "" }
    public func textOrNil(_ column: Int) -> String? {
        if case .text(let value) = values[column] { value } else { nil }
    }
    /// Empty where the column is null or not bytes.
    public func bytes(_ column: Int) -> [UInt8] {
        if case .bytes(let value) = values[column] { value } else { [] }
    }
}

/// One open transaction. Not Sendable: it cannot leave the closure it was given to.
public protocol Transaction {
    /// Runs a statement that answers nothing; gives the number of rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int
    /// Runs a query, handing over each row as it comes.
    func each(_ sql: String, _ values: [SQLValue], _ body: (Row) throws -> Void) throws
    /// Makes every other write to this school wait until this transaction ends, so that what is checked here
    /// still holds when it is written here. Does nothing where the engine has one writer anyway.
    func lock(school: Int64) throws
    /// Whether this transaction has written to the tables that say who is on which register (`RollWatch`).
    var hasChangedRoll: Bool { get }
}

extension Transaction {
    public var hasChangedRoll: Bool { false }

    public func rows<T>(_ sql: String, _ values: [SQLValue] = [], _ make: (Row) throws -> T) throws -> [T] {
        var all: [T] = []
        try each(sql, values) { all.append(try make($0)) }
        return all
    }

    public func first<T>(_ sql: String, _ values: [SQLValue] = [], _ make: (Row) throws -> T) throws -> T? {
        var found: T?
        try each(sql, values) { if found == nil { found = try make($0) } }
        return found
    }

    /// Adds rows to a table, many in one statement. `table` names it and its columns: `flag (school_id, flag)`;
    /// `values` has the rows one after the other, and `conflict` says what becomes of one that is there.
    func insert(_ table: String, columns: Int, _ values: [SQLValue], orElse conflict: String = "") throws {
        let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        // A class in one statement; of many more, so many at once that there are few statements to prepare.
        let most = 32 * columns
        for start in stride(from: 0, to: values.count, by: most) {
            let some = values[start..<min(start + most, values.count)]
            let rows = Array(repeating: row, count: some.count / columns).joined(separator: ", ")
            try run("INSERT INTO \(table) VALUES \(rows) \(conflict)", Array(some))
        }
    }
}

/// A SQLite file or a PostgreSQL server.
///
/// Closures run on a thread of the driver's own, so that waiting for a disk or a lock never holds up the requests
/// being served. A write either happens whole, and is durable when the call returns, or leaves no trace.
public protocol Driver: Sendable {
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    /// A write of one school, whose lock it holds; writes of one school that wait may share a commit.
    func write<T: Sendable>(
        school: Int64, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T
    /// A write of one school that may remove from tables which are otherwise only added to: for what a person does on
    /// purpose and the law allows. Afterwards they are guarded as before.
    func withoutGuard<T: Sendable>(
        of tables: [String], school: Int64, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T
    /// Brings the schema up to date.
    func migrate() async throws
    /// Throws `StoreError.needsMigration` or `.tooNew` unless the schema is this program's.
    func requireCurrentSchema() async throws
    /// References to rows that are not there, in words; empty where the engine never lets them come about.
    func brokenReferences() async throws -> [String]
    /// Has the engine count what its tables hold, for after much was put into them at once. Where that is refused
    /// nothing is said: the engine will count later.
    func countTables() async
    /// Lets go of the database; calls made afterwards fail.
    func close() async throws
}

extension Driver {
    public func write<T: Sendable>(
        school: Int64, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await write { transaction in
            try transaction.lock(school: school)
            return try body(transaction)
        }
    }

    /// Nothing where questions are planned without counting.
    public func countTables() async {}
}

/// What can go wrong with the books themselves, in words that say what to do.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No schema, or an older one than this program's.
    case needsMigration(found: Int, wanted: Int)
    /// A newer schema than this program's.
    case tooNew(found: Int, known: Int)
    /// Another program held the lock for longer than we wait.
    case busy
    case diskFull
    /// The file is not a database, or is damaged.
    case notADatabase(String)
    case unreachable(String)
    /// The server was reached and is not one to keep books on, or not set up for it.
    case unfit(String)
    /// An append-only table was to be changed.
    case appendOnly(String)
    /// The statement could not be run: a defect of ours, or a broken rule of the schema.
    case statement(String)

    public var description: String {
        switch self {
        case .needsMigration(let found, let wanted):
            "the books are at schema \(found) and this program needs \(wanted): run `rollcall migrate`"
        case .tooNew(let found, let known):
            "the books are at schema \(found), newer than this program's \(known): use a newer rollcall"
        case .busy: "the books are locked by another program: try again, or stop the other one"
        case .diskFull: "the disk is full: nothing was written; make room and try again"
        case .notADatabase(let what): "not a Rollcall database, or a damaged one: \(what)"
        case .unreachable(let what): "the database cannot be reached: \(what)"
        case .unfit(let what): "the database cannot be used: \(what)"
        case .appendOnly(let what): "refused: \(what)"
        case .statement(let what): "the database refused a statement: \(what)"
        }
    }
}
