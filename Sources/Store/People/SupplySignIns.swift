public import Attendance

/// A code with which somebody who is not on the staff takes a group's registers on one day.
public struct SupplySignIn: Hashable, Sendable {
    public var codeHash: String
    public var school: SchoolID
    public var only: OnlyRegisters
    /// As it is written beside the marks.
    public var name: String
    public var issuedBy: ActID
    public var ended: Instant?

    public init(codeHash: String, school: SchoolID, only: OnlyRegisters, name: String, issuedBy: ActID) {
        self.codeHash = codeHash
        self.school = school
        self.only = only
        self.name = name
        self.issuedBy = issuedBy
    }

    static let columns = "u.code_hash, u.school_id, u.registers, u.day, u.name, u.act_id, u.ended_at"

    init?(_ row: Row) {
        guard let day = CalendarDate(row.text(3)) else { return nil }
        self.init(
            codeHash: row.text(0), school: SchoolID(rawValue: row.integer(1)),
            only: OnlyRegisters(text: row.text(2), day: day), name: row.text(4),
            issuedBy: ActID(rawValue: row.integer(5)))
        ended = row.integerOrNil(6).map { Instant(seconds: $0) }
    }
}

extension Transaction {
    /// What a code opens on a day; nil when it opens nothing, or no longer.
    public func supplySignIn(codeHash: String, on day: CalendarDate) throws -> SupplySignIn? {
        try first(
            "SELECT \(SupplySignIn.columns) FROM supply_sign_in u WHERE u.code_hash = ? AND u.day = ? AND u.ended_at IS NULL",
            [.text(codeHash), .text(day.description)]
        ) { SupplySignIn($0) } ?? nil
    }

    /// The codes issued for a day, ended ones too.
    public func supplySignIns(on day: CalendarDate, school: SchoolID) throws -> [SupplySignIn] {
        try rows(
            """
            SELECT \(SupplySignIn.columns) FROM supply_sign_in u
            WHERE u.school_id = ? AND u.day = ? ORDER BY u.act_id
            """,
            [.integer(school.rawValue), .text(day.description)]
        ) { SupplySignIn($0) }.compactMap { $0 }
    }

    public func add(_ signIn: SupplySignIn) throws {
        try run(
            """
            INSERT INTO supply_sign_in (code_hash, school_id, registers, day, name, act_id)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                .text(signIn.codeHash), .integer(signIn.school.rawValue),
                .text(signIn.only.text), .text(signIn.only.day.description),
                .text(signIn.name), .integer(signIn.issuedBy.rawValue),
            ]
        )
    }

    /// Ends the codes that an act issued, and the sessions begun with them.
    public func endSupplySignIns(
        issuedBy act: ActID, at instant: Instant, school: SchoolID
    ) throws {
        try run(
            """
            DELETE FROM sign_in_session
            WHERE school_id = ? AND person_id IS NULL AND EXISTS (
                SELECT 1 FROM supply_sign_in u
                WHERE u.school_id = sign_in_session.school_id AND u.act_id = ?
                    AND u.registers = sign_in_session.only_registers AND u.day = sign_in_session.only_day
                    AND u.name = sign_in_session.only_name)
            """,
            [.integer(school.rawValue), .integer(act.rawValue)])
        try run(
            "UPDATE supply_sign_in SET ended_at = ? WHERE school_id = ? AND act_id = ? AND ended_at IS NULL",
            [.integer(instant.seconds), .integer(school.rawValue), .integer(act.rawValue)])
    }
}
