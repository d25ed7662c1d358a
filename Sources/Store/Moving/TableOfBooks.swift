import Crypto

/// One table as it is carried from one database to another: whole rows, in the order of its key.
struct TableOfBooks: Hashable, Sendable {
    let name: String
    /// The columns of its primary key, in order.
    let key: [String]

    /// Every table of the books, in an order in which each comes after those it refers to.
    static let all: [TableOfBooks] = Migrations.all.flatMap(\.statements).compactMap { statement in
        if case .table(let sql) = statement { TableOfBooks(sql) } else { nil }
    }

    /// Reads name and key from the words that make the table.
    private init?(_ sql: String) {
        let start = "CREATE TABLE "
        guard sql.hasPrefix(start) else { return nil }
        name = String(sql.dropFirst(start.count).prefix { $0 != " " })
        let parts = sql.split(separator: "PRIMARY KEY")
        guard parts.count == 2, let before = parts.first, let after = parts.last else { return nil }
        if after.hasPrefix(" (") {
            key = after.dropFirst(2).prefix { $0 != ")" }.split(separator: ", ").map { String($0) }
        } else {
            // In the column's own line: its name is the first word there.
            let line = before.split { $0 == "\n" || $0 == "," || $0 == "(" }.last ?? ""
            key = line.split(separator: " ").prefix(1).map { String($0) }
        }
    }

    private var order: String { key.joined(separator: ", ") }

    func count(in transaction: any Transaction) throws -> Int {
        try transaction.first("SELECT count(*) FROM \(name)") { $0.int(0) } ?? 0
    }

    /// The next rows after a key, every column in its order; from the first where there is none.
    ///
    /// The key stands before them, so that the last row says where to go on.
    func rows(after last: [SQLValue]?, most: Int, in transaction: any Transaction) throws -> [[SQLValue]] {
        let places = key.map { _ in "?" }.joined(separator: ", ")
        let condition = last == nil ? "" : "WHERE (\(order)) > (\(places))"
        return try transaction.rows(
            "SELECT \(order), \(name).* FROM \(name) \(condition) ORDER BY \(order) LIMIT \(most)", last ?? []
        ) { $0.values }
    }

    /// The key of the last row; nil where there is none.
    func lastKey(in transaction: any Transaction) throws -> [SQLValue]? {
        let backwards = key.map { "\($0) DESC" }.joined(separator: ", ")
        return try transaction.first("SELECT \(order) FROM \(name) ORDER BY \(backwards) LIMIT 1") {
            $0.values
        }
    }

    func insert(_ rows: [[SQLValue]], in transaction: any Transaction) throws {
        guard let width = rows.first.map({ $0.count - key.count }) else { return }
        let one = "(\(Array(repeating: "?", count: width).joined(separator: ", ")))"
        try transaction.run(
            "INSERT INTO \(name) VALUES \(Array(repeating: one, count: rows.count).joined(separator: ", "))",
            rows.flatMap { $0.dropFirst(key.count) })
    }

    /// What every row holds, in the order of the key, as one number; the same on either engine.
    func digest(in transaction: any Transaction) throws -> [UInt8] {
        var hash = SHA256()
        try transaction.each("SELECT * FROM \(name) ORDER BY \(order)", []) { row in
            if row.values.first == .text(BooksMove.mark) { return }
            var sealed = Sealed()
            for value in row.values {
                switch value {
                case .null: sealed.add(-2)
                case .integer(let number):
                    sealed.add(-3)
                    sealed.add(number)
                case .text(let text): sealed.add(text)
                case .bytes(let bytes):
                    sealed.add(-4)
                    sealed.add(Int64(bytes.count))
                    sealed.add(fixed: bytes)
                }
            }
            hash.update(data: sealed.hash)
        }
        return Array(hash.finalize())
    }
}
