public import Attendance

/// A bearer token of a named system or person. The books hold its hash only.
public struct TokenRow: Hashable, Sendable {
    public var tokenHash: String
    public var name: String
    public var role: Role
    /// Nil for every school of the installation.
    public var school: SchoolID?
    public var person: PersonID?
    public var made: Instant
    public var ended: Instant?

    public init(
        tokenHash: String, name: String, role: Role, school: SchoolID?, person: PersonID?, made: Instant
    ) {
        self.tokenHash = tokenHash
        self.name = name
        self.role = role
        self.school = school
        self.person = person
        self.made = made
    }

    static let columns = "t.token_hash, t.name, t.role, t.school_id, t.person_id, t.made_at, t.ended_at"

    init?(_ row: Row) {
        guard let role = Role(rawValue: row.text(2)) else { return nil }
        self.init(
            tokenHash: row.text(0), name: row.text(1), role: role,
            school: row.integerOrNil(3).map { SchoolID(rawValue: $0) },
            person: row.integerOrNil(4).map { PersonID(rawValue: $0) },
            made: Instant(seconds: row.integer(5)))
        ended = row.integerOrNil(6).map { Instant(seconds: $0) }
    }
}

extension Transaction {
    /// The token of that hash; nil when there is none, or it was ended.
    public func token(hash: String) throws -> TokenRow? {
        try first(
            "SELECT \(TokenRow.columns) FROM token t WHERE t.token_hash = ? AND t.ended_at IS NULL",
            [.text(hash)]
        ) { TokenRow($0) } ?? nil
    }

    /// Every token that was ever made, the latest first.
    public func tokens() throws -> [TokenRow] {
        try rows("SELECT \(TokenRow.columns) FROM token t ORDER BY t.made_at DESC, t.name") { TokenRow($0) }
            .compactMap { $0 }
    }

    public func add(_ token: TokenRow) throws {
        try run(
            """
            INSERT INTO token (token_hash, name, role, school_id, person_id, made_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                .text(token.tokenHash), .text(token.name), .text(token.role.rawValue),
                token.school.map { .integer($0.rawValue) } ?? .null,
                token.person.map { .integer($0.rawValue) } ?? .null, .integer(token.made.seconds),
            ]
        )
    }

    /// A token opens nothing from then on.
    public func endToken(hash: String, at instant: Instant) throws {
        try run(
            "UPDATE token SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL",
            [.integer(instant.seconds), .text(hash)])
    }
}
