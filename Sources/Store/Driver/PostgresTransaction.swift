/// A transaction on a connection to a PostgreSQL server.
struct PostgresTransaction: Transaction {
    let connection: PostgresConnection
    /// The school whose lock is held since before the first savepoint.
    var locked: Int64?

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int { try connection.run(sql, values) }

    func each(_ sql: String, _ values: [SQLValue], _ body: (Row) throws -> Void) throws {
        try connection.each(sql, values, body)
    }

    func lock(school: Int64) throws {
        if school == locked { return }
        try connection.command(Self.lock(school))
    }

    /// Strong enough that only one write of a school goes on at a time, and weak enough that a row which merely
    /// refers to the school (a sign-in) need not wait for an import.
    static func lock(_ school: Int64) -> String {
        "SELECT 1 FROM school WHERE id = \(school) FOR NO KEY UPDATE"
    }
}
