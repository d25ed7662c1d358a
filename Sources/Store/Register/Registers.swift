public import Attendance

/// A register as it is kept: a group of pupils, the half of the day it is called in, and where.
public struct RegisterRow: Hashable, Sendable {
    public var id: RegisterID
    /// As staff know it: `7A`, `8x/Ma3`, `Office`.
    public var name: String
    public var half: Session.Half
    public var group: GroupID
    public var room: String?
    /// Which register a pupil is on when their groups have several: the highest.
    public var precedence: RegisterPrecedence

    static let columns = "r.id, r.name, r.half, r.group_id, r.room, r.precedence"

    init(_ row: Row, at column: Int = 0) {
        id = RegisterID(rawValue: row.integer(column))
        name = row.text(column + 1)
        half = Session.Half(name: row.text(column + 2)) ?? .am
        group = GroupID(rawValue: row.integer(column + 3))
        room = row.textOrNil(column + 4)
        precedence = RegisterPrecedence(rawValue: row.int(column + 5)) ?? .named
    }
}

/// What became of one register in one session.
public struct RegisterSessionRow: Hashable, Sendable {
    public var register: RegisterID
    public var session: Session
    public var openedAt: Instant?
    public var submittedAt: Instant?
    /// Who submitted it, as they were named then.
    public var takenBy: String?
    public var takenByPosition: String?
    /// When unmarked pupils became N.
    public var closedAt: Instant?
    /// Completed after it had closed; `source` says from what, `reason` why.
    public var enteredAfterwards: Bool
    public var source: String?
    public var reason: String?
    /// Who was asked to walk to the room.
    public var walker: PersonID?

    static let columns = """
        s.register_id, s.session, s.opened_at, s.submitted_at, s.taken_by, s.taken_by_position, s.closed_at,
        s.entered_afterwards, s.source, s.reason, s.walker_person_id
        """

    public init(register: RegisterID, session: Session) {
        self.register = register
        self.session = session
        enteredAfterwards = false
    }

    init?(_ row: Row) {
        guard let session = Session(row.text(1)) else { return nil }
        self.init(register: RegisterID(rawValue: row.integer(0)), session: session)
        openedAt = row.integerOrNil(2).map { Instant(seconds: $0) }
        submittedAt = row.integerOrNil(3).map { Instant(seconds: $0) }
        takenBy = row.textOrNil(4)
        takenByPosition = row.textOrNil(5)
        closedAt = row.integerOrNil(6).map { Instant(seconds: $0) }
        enteredAfterwards = row.flag(7)
        source = row.textOrNil(8)
        reason = row.textOrNil(9)
        walker = row.integerOrNil(10).map { PersonID(rawValue: $0) }
    }
}

extension Transaction {
    /// The registers that are called in a session, by name.
    public func registers(in session: Session, school: SchoolID) throws -> [RegisterRow] {
        try rows(
            """
            SELECT \(RegisterRow.columns) FROM register r
            WHERE r.school_id = ? AND r.half = ? AND r.from_day <= ? AND (r.to_day IS NULL OR r.to_day >= ?)
            ORDER BY r.name, r.id
            """,
            [
                .integer(school.rawValue), .text(session.half.name), .text(session.date.description),
                .text(session.date.description),
            ]
        ) { RegisterRow($0) }
    }

    /// The register of that name in that session; nil when there is none.
    public func register(named name: String, in session: Session, school: SchoolID) throws -> RegisterRow? {
        try rows(
            """
            SELECT \(RegisterRow.columns) FROM register r
            WHERE r.school_id = ? AND r.name = ? AND r.half = ? AND r.from_day <= ?
                AND (r.to_day IS NULL OR r.to_day >= ?)
            """,
            [
                .integer(school.rawValue), .text(name), .text(session.half.name),
                .text(session.date.description),
                .text(session.date.description),
            ]
        ) { RegisterRow($0) }.max { $0.id.rawValue < $1.id.rawValue }
    }

    public func register(_ id: RegisterID, school: SchoolID) throws -> RegisterRow? {
        try first(
            "SELECT \(RegisterRow.columns) FROM register r WHERE r.school_id = ? AND r.id = ?",
            [.integer(school.rawValue), .integer(id.rawValue)]
        ) { RegisterRow($0) }
    }

    /// Who may take a register on a day: `person:ID` and `role:NAME`.
    public func takers(of register: RegisterID, on day: CalendarDate, school: SchoolID) throws -> [String] {
        try rows(
            """
            SELECT taker FROM register_taker
            WHERE school_id = ? AND register_id = ? AND from_day <= ? AND (to_day IS NULL OR to_day >= ?)
            ORDER BY taker
            """,
            [
                .integer(school.rawValue), .integer(register.rawValue), .text(day.description),
                .text(day.description),
            ]
        ) { $0.text(0) }
    }

    /// The takers of every register on a day.
    public func takers(on day: CalendarDate, school: SchoolID) throws -> [RegisterID: [String]] {
        var all: [RegisterID: [String]] = [:]
        try each(
            """
            SELECT register_id, taker FROM register_taker
            WHERE school_id = ? AND from_day <= ? AND (to_day IS NULL OR to_day >= ?) ORDER BY register_id, taker
            """,
            [.integer(school.rawValue), .text(day.description), .text(day.description)]
        ) { all[RegisterID(rawValue: $0.integer(0)), default: []].append($0.text(1)) }
        return all
    }

    /// Everyone on a register in a session, by surname.
    ///
    /// On the roll that day, and in the group in that session: the group as it was then, not as it is now. Those
    /// whom a register of higher precedence holds in that session are left out; the office's own register holds
    /// everyone whom no other does.
    public func roster(
        of register: RegisterRow, in session: Session, school: SchoolID
    ) throws -> [RosterLine] {
        let when = SQLValue.text(session.description)
        let day = SQLValue.text(session.date.description)
        let higher: [SQLValue] = [
            .integer(school.rawValue), .text(session.half.name), .integer(register.precedence.rawValue), day,
            day,
        ]
        let isOverruled =
            try first(
                """
                SELECT 1 FROM register x
                WHERE x.school_id = ? AND x.half = ? AND x.precedence > ? AND x.from_day <= ?
                    AND (x.to_day IS NULL OR x.to_day >= ?)
                LIMIT 1
                """, higher
            ) { _ in true } ?? false
        let onNoHigher = """
            AND NOT EXISTS (
                SELECT 1 FROM group_member o
                JOIN register x ON x.school_id = o.school_id AND x.group_id = o.group_id
                WHERE o.school_id = p.school_id AND o.pupil_id = p.id AND o.from_session <= ?
                    AND (o.to_session IS NULL OR o.to_session >= ?)
                    AND x.school_id = ? AND x.half = ? AND x.precedence > ? AND x.from_day <= ?
                    AND (x.to_day IS NULL OR x.to_day >= ?))
            """
        let values = isOverruled ? [when, when] + higher : []
        if register.precedence == .office {
            return try onRoll(
                RosterLine.columns, "FROM pupil p", "p.school_id = ? \(isOverruled ? onNoHigher : "")",
                [.integer(school.rawValue)] + values, in: session
            ) { RosterLine($0) }.inNameOrder()
        }
        return try onRoll(
            RosterLine.columns,
            """
            FROM group_member m
            JOIN pupil p ON p.school_id = m.school_id AND p.id = m.pupil_id
            """,
            """
            m.school_id = ? AND m.group_id = ? AND m.from_session <= ?
                AND (m.to_session IS NULL OR m.to_session >= ?) \(isOverruled ? onNoHigher : "")
            """,
            [.integer(school.rawValue), .integer(register.group.rawValue), when, when] + values, in: session
        ) { RosterLine($0) }.inNameOrder()
    }

    /// One pupil as their line would read in any register of a session; nil when not on the roll that day.
    public func sheetLine(of pupil: PupilID, in session: Session, school: SchoolID) throws -> SheetLine? {
        try sheetLines(
            "FROM pupil p", "p.school_id = ? AND p.id = ?",
            [.integer(school.rawValue), .integer(pupil.rawValue)],
            in: session
        ).first
    }

    /// Everyone on the roll in a session, by surname, with the mark that stands.
    public func wholeSheet(in session: Session, school: SchoolID) throws -> [SheetLine] {
        try sheetLines("FROM pupil p", "p.school_id = ?", [.integer(school.rawValue)], in: session)
    }

    private func sheetLines(
        _ source: String, _ condition: String, _ values: [SQLValue], in session: Session
    ) throws -> [SheetLine] {
        let year = AcademicYear(containing: session.date)
        let slot = year.index(of: session).map { SQLValue.integer($0) } ?? .null
        return try onRoll(
            SheetLine.columns, source, condition, values, in: session,
            """
            LEFT JOIN mark_entry e ON e.school_id = p.school_id AND e.year = ? AND e.number = (
                SELECT max(l.number) FROM mark_entry l
                WHERE l.school_id = p.school_id AND l.pupil_id = p.id AND l.year = ? AND l.slot = ?)
            LEFT JOIN act t ON t.school_id = e.school_id AND t.id = e.act_id
            """, [.integer(year.start), .integer(year.start), slot]
        ) { SheetLine($0) }.inNameOrder()
    }

    /// Those of a source who are on the roll on the day of a session, with whatever else is joined to them.
    private func onRoll<Line>(
        _ columns: String, _ source: String, _ condition: String, _ values: [SQLValue], in session: Session,
        _ join: String = "", _ joined: [SQLValue] = [], _ make: (Row) -> Line
    ) throws -> [Line] {
        let year = AcademicYear(containing: session.date)
        guard year.index(of: session) != nil else { return [] }
        let day = session.date.description
        return try rows(
            """
            SELECT \(columns)
            \(source)
            JOIN admission d ON d.school_id = p.school_id AND d.pupil_id = p.id
                AND d.from_day <= ? AND (d.to_day IS NULL OR d.to_day >= ?)
            LEFT JOIN pupil_year y ON y.school_id = p.school_id AND y.pupil_id = p.id AND y.year = ?
            \(join)
            WHERE \(condition)
            ORDER BY 5, 4, 1
            """,
            [.text(day), .text(day), .integer(year.start)] + joined + values,
            make)
    }

    /// The marks that stand for pupils in a session, of those who have one.
    public func sheetMarks(
        of pupils: [PupilID], in session: Session, school: SchoolID
    ) throws -> [PupilID: SheetLine.Mark] {
        let year = AcademicYear(containing: session.date)
        guard let slot = year.index(of: session), !pupils.isEmpty else { return [:] }
        let asked = pupils.repeatingLast(upToMultipleOf: 8)
        var standing: [PupilID: Row] = [:]
        standing.reserveCapacity(pupils.count)
        try each(
            """
            WITH asked (pupil_id) AS (VALUES \(asked.map { _ in "(?)" }.joined(separator: ", ")))
            SELECT asked.pupil_id, e.number, e.code, e.minutes_late, e.act_id
            FROM asked
            JOIN mark_entry e ON e.school_id = ? AND e.year = ? AND e.number = (
                SELECT max(l.number) FROM mark_entry l
                WHERE l.school_id = ? AND l.year = ? AND l.slot = ? AND l.pupil_id = asked.pupil_id)
            """,
            asked.map { .integer($0.rawValue) } + [
                .integer(school.rawValue), .integer(year.start), .integer(school.rawValue),
                .integer(year.start), .integer(slot),
            ]
        ) { standing[PupilID(rawValue: $0.integer(0))] = $0 }
        // A class is marked by one act or two.
        let acts = Array(Set(standing.values.map { $0.integer(4) })).repeatingLast(upToMultipleOf: 4)
        var kinds: [Int64: Act.Kind] = [:]
        if !acts.isEmpty {
            try each(
                """
                SELECT id, kind FROM act
                WHERE school_id = ? AND id IN (\(acts.map { _ in "?" }.joined(separator: ", ")))
                """, [.integer(school.rawValue)] + acts.map { .integer($0) }
            ) { kinds[$0.integer(0)] = Act.Kind(rawValue: $0.text(1)) }
        }
        return standing.mapValues { row in
            SheetLine.Mark(
                entry: row.integer(1), code: AttendanceCode(rawValue: UInt8(row.integer(2))),
                minutesLate: row.intOrNil(3), madeBy: kinds[row.integer(4)])
        }
    }

    public func registerSession(
        _ register: RegisterID, _ session: Session, school: SchoolID
    ) throws -> RegisterSessionRow? {
        try first(
            """
            SELECT \(RegisterSessionRow.columns) FROM register_session s
            WHERE s.school_id = ? AND s.register_id = ? AND s.session = ?
            """,
            [.integer(school.rawValue), .integer(register.rawValue), .text(session.description)]
        ) { RegisterSessionRow($0) } ?? nil
    }

    /// What has been written down of the registers of a session.
    public func registerSessions(
        in session: Session, school: SchoolID
    ) throws -> [RegisterID: RegisterSessionRow] {
        let all = try rows(
            "SELECT \(RegisterSessionRow.columns) FROM register_session s WHERE s.school_id = ? AND s.session = ?",
            [.integer(school.rawValue), .text(session.description)]
        ) { RegisterSessionRow($0) }
        return Dictionary(
            all.compactMap { $0 }.map { ($0.register, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Registers that were submitted and whose unmarked pupils have not yet been recorded N, up to a day.
    public func submittedNotClosed(through day: CalendarDate, school: SchoolID) throws -> [RegisterSessionRow]
    {
        try rows(
            """
            SELECT \(RegisterSessionRow.columns) FROM register_session s
            WHERE s.school_id = ? AND s.session <= ? AND s.submitted_at IS NOT NULL AND s.closed_at IS NULL
            ORDER BY s.session, s.register_id
            """,
            [.integer(school.rawValue), .text(Session(day, .pm).description)]
        ) { RegisterSessionRow($0) }.compactMap { $0 }
    }

    public func save(_ row: RegisterSessionRow, school: SchoolID) throws {
        func seconds(_ instant: Instant?) -> SQLValue { instant.map { .integer($0.seconds) } ?? .null }
        try run(
            """
            INSERT INTO register_session (school_id, register_id, session, opened_at, submitted_at, taken_by,
                taken_by_position, closed_at, entered_afterwards, source, reason, walker_person_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (school_id, register_id, session) DO UPDATE SET
                opened_at = excluded.opened_at, submitted_at = excluded.submitted_at,
                taken_by = excluded.taken_by, taken_by_position = excluded.taken_by_position,
                closed_at = excluded.closed_at, entered_afterwards = excluded.entered_afterwards,
                source = excluded.source, reason = excluded.reason, walker_person_id = excluded.walker_person_id
            """,
            [
                .integer(school.rawValue), .integer(row.register.rawValue), .text(row.session.description),
                seconds(row.openedAt), seconds(row.submittedAt), .text(row.takenBy),
                .text(row.takenByPosition),
                seconds(row.closedAt), .flag(row.enteredAfterwards), .text(row.source), .text(row.reason),
                row.walker.map { .integer($0.rawValue) } ?? .null,
            ]
        )
    }
}
