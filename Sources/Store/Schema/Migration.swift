/// One step of the schema's history. Numbered from 1; never edited once it has landed.
struct Migration: Sendable {
    enum Statement: Sendable {
        /// A table whose primary key begins with what its rows are found by.
        case table(String)
        case plain(String)
        /// A table that is only ever added to, and why, for whoever tries otherwise.
        case appendOnly(table: String, why: String)
    }

    let number: Int
    let statements: [Statement]
}

enum Migrations {
    static let all: [Migration] = [.foundation, .proposals, .entriesBySession, .steps]

    /// The schema this program works with.
    static var newest: Int { all.last?.number ?? 0 }

    /// Every table of the books, in an order in which each comes after those it refers to.
    static var tables: [String] {
        all.flatMap(\.statements).compactMap { statement in
            guard case .table(let sql) = statement else { return nil }
            return sql.dropFirst("CREATE TABLE ".count).prefix { $0 != " " }.description
        }
    }

    /// The tables that are only ever added to, each with why.
    static var appendOnly: [String: String] {
        all.flatMap(\.statements).reduce(into: [:]) { found, statement in
            if case .appendOnly(let table, let why) = statement { found[table] = why }
        }
    }

    /// The schema a database is at; 0 for an empty one.
    static func current(on transaction: any Transaction, isEmpty: Bool) throws -> Int {
        if isEmpty { return 0 }
        return try transaction.first("SELECT max(number) FROM migration", []) { $0.int(0) } ?? 0
    }

    /// Applies what is missing. `adapt` puts each statement into the words of the engine.
    static func run(on transaction: any Transaction, adapt: (Migration.Statement) -> [String]) throws {
        try transaction.run(
            "CREATE TABLE IF NOT EXISTS migration (number BIGINT NOT NULL PRIMARY KEY)", [])
        let done = try current(on: transaction, isEmpty: false)
        guard done <= newest else { throw StoreError.tooNew(found: done, known: newest) }
        for migration in all where migration.number > done {
            for statement in migration.statements.flatMap(adapt) { try transaction.run(statement, []) }
            try transaction.run("INSERT INTO migration (number) VALUES (?)", [.integer(migration.number)])
        }
    }
}
