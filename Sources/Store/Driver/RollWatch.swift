/// Notices, in a write, that the tables which say who is on which register were written to, whoever wrote the
/// statement: what programs keep in memory of those is good only while nobody does.
final class RollWatch: Transaction {
    private let transaction: any Transaction
    let held: HeldRows?
    private(set) var hasChangedRoll = false

    /// Who is on a register, in what order, who may take it, and what is known before it is taken.
    static let tables: Set<String> = [
        "pupil", "admission", "pupil_year", "pupil_group", "group_member", "register", "register_taker",
        "plan", "report",
        // Besides, for the rules: who is who to a pupil.
        "flag", "pupil_contact",
    ]

    init(_ transaction: any Transaction, holding held: HeldRows? = nil) {
        self.transaction = transaction
        self.held = held
    }

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        note(sql)
        return try transaction.run(sql, values)
    }

    func each(_ sql: String, _ values: [SQLValue], _ body: (Row) throws -> Void) throws {
        note(sql)
        try transaction.each(sql, values, body)
    }

    func lock(school: Int64) throws { try transaction.lock(school: school) }

    private func note(_ sql: String) {
        if !hasChangedRoll, let table = Self.tableWritten(by: sql), Self.tables.contains(table) {
            hasChangedRoll = true
        }
    }

    /// The table that a statement writes to; nil for one that only reads.
    static func tableWritten(by sql: String) -> String? {
        let skipped: Int
        switch sql.utf8.first {
        case UInt8(ascii: "I"): skipped = "INSERT INTO ".utf8.count
        case UInt8(ascii: "U"): skipped = "UPDATE ".utf8.count
        case UInt8(ascii: "D"): skipped = "DELETE FROM ".utf8.count
        default: return nil
        }
        return String(
            decoding: sql.utf8.dropFirst(skipped).prefix {
                $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            }, as: UTF8.self)
    }
}
