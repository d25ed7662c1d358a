public import Attendance

/// How a person proves who they are. Kept apart from who they are; holds no password, only its hash.
public struct SignInRow: Hashable, Sendable {
    public var person: PersonID
    /// What they type: an email or a user name, in small letters; one person's only.
    public var name: String
    /// Nil until they chose a password.
    public var passwordHash: String?
    /// Of a code, given once, with which a password may be chosen.
    public var invitationHash: String?
    public var invitationEnds: Instant?
    /// In base 32; of no effect until confirmed by a first code.
    public var totpSecret: String?
    public var totpConfirmed: Instant?
    /// The thirty seconds of the last code used; none is used twice.
    public var totpLastStep: Int64?
    public var failures: Int
    public var lockedUntil: Instant?
    public var disabled: Instant?

    static let columns = """
        i.person_id, i.name, i.password_hash, i.invitation_hash, i.invitation_ends_at, i.totp_secret,
        i.totp_confirmed_at, i.totp_last_step, i.failures, i.locked_until, i.disabled_at
        """

    public init(person: PersonID, name: String) {
        self.person = person
        self.name = name
        failures = 0
    }

    init(_ row: Row) {
        self.init(person: PersonID(rawValue: row.integer(0)), name: row.text(1))
        passwordHash = row.textOrNil(2)
        invitationHash = row.textOrNil(3)
        invitationEnds = row.integerOrNil(4).map { Instant(seconds: $0) }
        totpSecret = row.textOrNil(5)
        totpConfirmed = row.integerOrNil(6).map { Instant(seconds: $0) }
        totpLastStep = row.integerOrNil(7)
        failures = row.int(8)
        lockedUntil = row.integerOrNil(9).map { Instant(seconds: $0) }
        disabled = row.integerOrNil(10).map { Instant(seconds: $0) }
    }
}

extension Transaction {
    public func signIn(named name: String) throws -> SignInRow? {
        try first("SELECT \(SignInRow.columns) FROM sign_in i WHERE i.name = ?", [.text(name.lowercased())]) {
            SignInRow($0)
        }
    }

    public func signIn(of person: PersonID) throws -> SignInRow? {
        try first(
            "SELECT \(SignInRow.columns) FROM sign_in i WHERE i.person_id = ?", [.integer(person.rawValue)]
        ) { SignInRow($0) }
    }

    /// How many people have ever been given a sign-in; none at first run.
    public func signInCount() throws -> Int {
        try first("SELECT count(*) FROM sign_in") { $0.int(0) } ?? 0
    }

    /// Adds a sign-in, or keeps what changed of it.
    public func save(_ row: SignInRow) throws {
        func seconds(_ instant: Instant?) -> SQLValue { instant.map { .integer($0.seconds) } ?? .null }
        try run(
            """
            INSERT INTO sign_in (person_id, name, password_hash, invitation_hash, invitation_ends_at,
                totp_secret, totp_confirmed_at, totp_last_step, failures, locked_until, disabled_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (person_id) DO UPDATE SET name = excluded.name,
                password_hash = excluded.password_hash, invitation_hash = excluded.invitation_hash,
                invitation_ends_at = excluded.invitation_ends_at, totp_secret = excluded.totp_secret,
                totp_confirmed_at = excluded.totp_confirmed_at, totp_last_step = excluded.totp_last_step,
                failures = excluded.failures, locked_until = excluded.locked_until,
                disabled_at = excluded.disabled_at
            """,
            [
                .integer(row.person.rawValue), .text(row.name.lowercased()), .text(row.passwordHash),
                .text(row.invitationHash), seconds(row.invitationEnds), .text(row.totpSecret),
                seconds(row.totpConfirmed), row.totpLastStep.map { .integer($0) } ?? .null,
                .integer(row.failures), seconds(row.lockedUntil), seconds(row.disabled),
            ]
        )
    }

    /// Reads a sign-in in a transaction that will change it, so that two tries at once count as two.
    public func lockSignIn(of person: PersonID) throws -> SignInRow? {
        // Writing the row takes its lock on either engine; reading it before would not.
        try run("UPDATE sign_in SET failures = failures WHERE person_id = ?", [.integer(person.rawValue)])
        return try signIn(of: person)
    }
}
