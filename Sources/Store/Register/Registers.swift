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

/// One pupil's line in a register: who, and what stands.
public struct SheetLine: Hashable, Sendable {
    public var pupil: PupilID
    public var upn: String?
    public var admissionNumber: String?
    /// The preferred name where there is one.
    public var forename: String
    public var surname: String
    public var born: CalendarDate?
    public var yearGroup: YearGroup?
    public var code: AttendanceCode?
    /// The number of the entry that stands; nil when none was made.
    public var entry: Int64?
    public var minutesLate: Int?
    /// The kind of act that made it.
    public var madeBy: Act.Kind?

    public var name: String { "\(forename) \(surname)" }
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

    /// Everyone on a register in a session, by surname, with the mark that stands.
    ///
    /// On the roll that day, and in the group in that session: the group as it was then, not as it is now. Those
    /// whom a register of higher precedence holds in that session are left out; the office's own register holds
    /// everyone whom no other does.
    public func sheet(of register: RegisterRow, in session: Session, school: SchoolID) throws -> [SheetLine] {
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
            return try sheetLines(
                "FROM pupil p", "p.school_id = ? \(isOverruled ? onNoHigher : "")",
                [.integer(school.rawValue)] + values, in: session)
        }
        return try sheetLines(
            """
            FROM group_member m
            JOIN pupil p ON p.school_id = m.school_id AND p.id = m.pupil_id
            """,
            """
            m.school_id = ? AND m.group_id = ? AND m.from_session <= ?
                AND (m.to_session IS NULL OR m.to_session >= ?) \(isOverruled ? onNoHigher : "")
            """,
            [.integer(school.rawValue), .integer(register.group.rawValue), when, when] + values, in: session)
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
        guard let slot = year.index(of: session) else { return [] }
        let day = session.date.description
        return try rows(
            """
            SELECT p.id, p.upn, p.admission_number, coalesce(p.preferred_forename, p.forename),
                coalesce(p.preferred_surname, p.surname), p.born, y.year_group, e.number, e.code, e.minutes_late,
                t.kind
            \(source)
            JOIN admission d ON d.school_id = p.school_id AND d.pupil_id = p.id
                AND d.from_day <= ? AND (d.to_day IS NULL OR d.to_day >= ?)
            LEFT JOIN pupil_year y ON y.school_id = p.school_id AND y.pupil_id = p.id AND y.year = ?
            LEFT JOIN mark_entry e ON e.school_id = p.school_id AND e.year = ? AND e.number = (
                SELECT max(l.number) FROM mark_entry l
                WHERE l.school_id = p.school_id AND l.pupil_id = p.id AND l.year = ? AND l.slot = ?)
            LEFT JOIN act t ON t.school_id = e.school_id AND t.id = e.act_id
            WHERE \(condition)
            ORDER BY 5, 4, 1
            """,
            [
                .text(day), .text(day), .integer(year.start), .integer(year.start), .integer(year.start),
                .integer(slot),
            ] + values
        ) { SheetLine($0) }.inNameOrder()
    }

    /// Puts the marks that stand for pupils in a session into their lines.
    public func fillMarks(of lines: inout [SheetLine], in session: Session, school: SchoolID) throws {
        let year = AcademicYear(containing: session.date)
        guard let slot = year.index(of: session), !lines.isEmpty else { return }
        let pupils = lines.map(\.pupil).repeatingLast(upToMultipleOf: 8)
        var standing: [PupilID: Row] = [:]
        standing.reserveCapacity(lines.count)
        try each(
            """
            WITH asked (pupil_id) AS (VALUES \(pupils.map { _ in "(?)" }.joined(separator: ", ")))
            SELECT asked.pupil_id, e.number, e.code, e.minutes_late, e.act_id
            FROM asked
            JOIN mark_entry e ON e.school_id = ? AND e.year = ? AND e.number = (
                SELECT max(l.number) FROM mark_entry l
                WHERE l.school_id = ? AND l.year = ? AND l.slot = ? AND l.pupil_id = asked.pupil_id)
            """,
            pupils.map { .integer($0.rawValue) } + [
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
        for place in lines.indices {
            let row = standing[lines[place].pupil]
            lines[place].entry = row?.integer(1)
            lines[place].code = row.flatMap { AttendanceCode(rawValue: UInt8($0.integer(2))) }
            lines[place].minutesLate = row?.intOrNil(3)
            lines[place].madeBy = row.flatMap { kinds[$0.integer(4)] }
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

extension SheetLine {
    init(_ row: Row) {
        self.init(
            pupil: PupilID(rawValue: row.integer(0)), upn: row.textOrNil(1),
            admissionNumber: row.textOrNil(2),
            forename: row.text(3), surname: row.text(4), born: row.textOrNil(5).flatMap { CalendarDate($0) },
            yearGroup: row.textOrNil(6).flatMap { YearGroup($0) },
            code: row.integerOrNil(8).flatMap { AttendanceCode(rawValue: UInt8($0)) },
            entry: row.integerOrNil(7),
            minutesLate: row.intOrNil(9), madeBy: row.textOrNil(10).flatMap { Act.Kind(rawValue: $0) })
    }
}
