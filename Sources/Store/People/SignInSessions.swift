public import Attendance

/// A browser in which somebody signed in. Found by the hash of the token its cookie holds.
public struct SignInSession: Hashable, Sendable {
    public var tokenHash: String
    /// Nil for a supply teacher, who is a name and a register.
    public var person: PersonID?
    public var school: SchoolID
    /// What every form of this session carries.
    public var csrf: String
    /// False between the password and the code of the second factor.
    public var isComplete: Bool
    public var only: OnlyRegisters?
    /// The supply teacher's name.
    public var onlyName: String?
    public var begun: Instant
    public var seen: Instant
    /// However busy it is, it ends then.
    public var ends: Instant

    public init(
        tokenHash: String, person: PersonID?, school: SchoolID, csrf: String, isComplete: Bool,
        only: OnlyRegisters? = nil, onlyName: String? = nil, begun: Instant, ends: Instant
    ) {
        self.tokenHash = tokenHash
        self.person = person
        self.school = school
        self.csrf = csrf
        self.isComplete = isComplete
        self.only = only
        self.onlyName = onlyName
        self.begun = begun
        seen = begun
        self.ends = ends
    }

    static let columns = """
        e.token_hash, e.person_id, e.school_id, e.csrf, e.is_complete, e.only_registers, e.only_day,
        e.only_name, e.begun_at, e.seen_at, e.ends_at
        """

    init(_ row: Row) {
        self.init(
            tokenHash: row.text(0), person: row.integerOrNil(1).map { PersonID(rawValue: $0) },
            school: SchoolID(rawValue: row.integer(2)), csrf: row.text(3), isComplete: row.flag(4),
            begun: Instant(seconds: row.integer(8)), ends: Instant(seconds: row.integer(10)))
        seen = Instant(seconds: row.integer(9))
        if let registers = row.textOrNil(5), let day = row.textOrNil(6).flatMap({ CalendarDate($0) }) {
            only = OnlyRegisters(text: registers, day: day)
        }
        onlyName = row.textOrNil(7)
    }
}

/// The registers, on the one day, that a supply teacher is signed in for: one group's of the morning and the
/// afternoon, as a rule.
public struct OnlyRegisters: Hashable, Sendable {
    public var registers: Set<RegisterID>
    public var day: CalendarDate

    public init(registers: Set<RegisterID>, day: CalendarDate) {
        self.registers = registers
        self.day = day
    }

    public func covers(_ register: RegisterID, on day: CalendarDate) -> Bool {
        self.day == day && registers.contains(register)
    }

    /// As the books hold them: `12;13`.
    var text: String { registers.sorted().map(\.description).joined(separator: ";") }

    init(text: String, day: CalendarDate) {
        self.init(
            registers: Set(text.split(separator: ";").compactMap { RegisterID(String($0)) }), day: day)
    }
}

/// A session with the person it is of, as they are at its school on a day.
public struct SessionHolder: Hashable, Sendable {
    public var session: SignInSession
    public var person: Person?
    /// Nil when the person is not on the school's staff.
    public var position: String?
    public var roles: Set<Role>
    public var isDisabled: Bool
}

extension Transaction {
    /// The session of a token's hash, with its person's position and roles on a day; nil when there is none.
    public func session(tokenHash: String, on day: CalendarDate) throws -> SessionHolder? {
        var holder: SessionHolder?
        try each(
            """
            SELECT \(SignInSession.columns), s.position, i.disabled_at, r.role, \(Person.columns)
            FROM sign_in_session e
            LEFT JOIN person p ON p.id = e.person_id
            LEFT JOIN sign_in i ON i.person_id = e.person_id
            LEFT JOIN staff s ON s.school_id = e.school_id AND s.person_id = e.person_id
                AND (s.from_day IS NULL OR s.from_day <= ?) AND (s.to_day IS NULL OR s.to_day >= ?)
            LEFT JOIN staff_role r ON r.school_id = e.school_id AND r.person_id = e.person_id
                AND r.from_day <= ? AND (r.to_day IS NULL OR r.to_day >= ?)
            WHERE e.token_hash = ?
            """,
            [
                .text(day.description), .text(day.description), .text(day.description),
                .text(day.description), .text(tokenHash),
            ]
        ) { row in
            if holder == nil {
                holder = SessionHolder(
                    session: SignInSession(row),
                    person: row.integerOrNil(14) == nil ? nil : Person(row, at: 14),
                    position: row.textOrNil(11), roles: [], isDisabled: row.integerOrNil(12) != nil)
            }
            if let role = row.textOrNil(13).flatMap({ Role(rawValue: $0) }) { holder?.roles.insert(role) }
        }
        return holder
    }

    /// The sessions a person has open, the latest first.
    public func sessions(of person: PersonID, at instant: Instant) throws -> [SignInSession] {
        try rows(
            """
            SELECT \(SignInSession.columns) FROM sign_in_session e
            WHERE e.person_id = ? AND e.ends_at > ? ORDER BY e.begun_at DESC
            """,
            [.integer(person.rawValue), .integer(instant.seconds)]
        ) { SignInSession($0) }
    }

    public func begin(_ session: SignInSession) throws {
        try run(
            """
            INSERT INTO sign_in_session (token_hash, person_id, school_id, csrf, is_complete, only_registers,
                only_day, only_name, begun_at, seen_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(session.tokenHash), session.person.map { .integer($0.rawValue) } ?? .null,
                .integer(session.school.rawValue), .text(session.csrf), .flag(session.isComplete),
                .text(session.only?.text),
                .text(session.only?.day.description), .text(session.onlyName),
                .integer(session.begun.seconds), .integer(session.seen.seconds),
                .integer(session.ends.seconds),
            ]
        )
    }

    /// Says that a session was used: its idle time begins anew.
    public func touch(session tokenHash: String, at instant: Instant) throws {
        try run(
            "UPDATE sign_in_session SET seen_at = ? WHERE token_hash = ? AND seen_at < ?",
            [.integer(instant.seconds), .text(tokenHash), .integer(instant.seconds)])
    }

    /// Looks at another of the person's schools from now on.
    public func move(session tokenHash: String, to school: SchoolID) throws {
        try run(
            "UPDATE sign_in_session SET school_id = ? WHERE token_hash = ?",
            [.integer(school.rawValue), .text(tokenHash)])
    }

    public func end(session tokenHash: String) throws {
        try run("DELETE FROM sign_in_session WHERE token_hash = ?", [.text(tokenHash)])
    }

    /// Ends every session of a person's, but for one.
    public func endSessions(of person: PersonID, except tokenHash: String? = nil) throws {
        try run(
            "DELETE FROM sign_in_session WHERE person_id = ? AND token_hash <> ?",
            [.integer(person.rawValue), .text(tokenHash ?? "")])
    }

    /// Forgets the sessions that ended before an instant.
    public func forgetSessions(endedBefore instant: Instant) throws {
        try run("DELETE FROM sign_in_session WHERE ends_at < ?", [.integer(instant.seconds)])
    }
}
