public import Attendance

/// A set of pupils whose membership is dated: a registration group of an academic year, a class, an exam hall.
public struct PupilGroup: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case registration
        /// A lesson's group, which a school may name as its afternoon register.
        case classGroup = "class"
        /// Nobody is put in it: its register holds those in no other.
        case office
    }

    public var id: GroupID
    public var name: String
    public var kind: Kind
    /// Groups begin anew each September; nil for the office's.
    public var year: AcademicYear?

    public init(id: GroupID, name: String, kind: Kind, year: AcademicYear?) {
        self.id = id
        self.name = name
        self.kind = kind
        self.year = year
    }

    static let columns = "g.id, g.name, g.kind, g.year"

    init(_ row: Row, at column: Int = 0) {
        id = GroupID(rawValue: row.integer(column))
        name = row.text(column + 1)
        kind = Kind(rawValue: row.text(column + 2)) ?? .classGroup
        year = row.intOrNil(column + 3).map { AcademicYear(startingIn: $0) }
    }
}

/// A pupil's time in a group, from one session to another, both included.
public struct Membership: Hashable, Sendable {
    public var group: PupilGroup
    public var pupil: PupilID
    public var from: Session
    /// Nil while it lasts.
    public var to: Session?

    public func contains(_ session: Session) -> Bool { from <= session && to.map { session <= $0 } ?? true }

    /// Columns of `group_member m`, after those of `PupilGroup`.
    static let columns = "\(PupilGroup.columns), m.pupil_id, m.from_session, m.to_session"

    init?(_ row: Row) {
        guard let from = Session(row.text(5)) else { return nil }
        group = PupilGroup(row)
        pupil = PupilID(rawValue: row.integer(4))
        self.from = from
        to = row.textOrNil(6).flatMap { Session($0) }
    }
}

extension Transaction {
    /// The groups of an academic year, by name; without a kind, of every kind but the office's.
    public func groups(
        in year: AcademicYear, kind: PupilGroup.Kind? = nil, school: SchoolID
    ) throws -> [PupilGroup] {
        try rows(
            """
            SELECT \(PupilGroup.columns) FROM pupil_group g
            WHERE g.school_id = ? AND g.year = ? AND (? = '' OR g.kind = ?) ORDER BY g.name, g.id
            """,
            [
                .integer(school.rawValue), .integer(year.start), .text(kind?.rawValue ?? ""),
                .text(kind?.rawValue),
            ]
        ) { PupilGroup($0) }
    }

    /// The groups of the academic year of a day, by name.
    public func groups(
        on day: CalendarDate, kind: PupilGroup.Kind? = nil, school: SchoolID
    ) throws -> [PupilGroup] {
        try groups(in: AcademicYear(containing: day), kind: kind, school: school)
    }

    public func group(_ id: GroupID, school: SchoolID) throws -> PupilGroup? {
        try first(
            "SELECT \(PupilGroup.columns) FROM pupil_group g WHERE g.school_id = ? AND g.id = ?",
            [.integer(school.rawValue), .integer(id.rawValue)]
        ) { PupilGroup($0) }
    }

    /// The group of that name and kind in an academic year; nil when there is none.
    public func group(
        named name: String, kind: PupilGroup.Kind, in year: AcademicYear?, school: SchoolID
    ) throws -> PupilGroup? {
        try first(
            """
            SELECT \(PupilGroup.columns) FROM pupil_group g
            WHERE g.school_id = ? AND g.name = ? AND g.kind = ? AND coalesce(g.year, 0) = ? ORDER BY g.id
            """,
            [
                .integer(school.rawValue), .text(name), .text(kind.rawValue), .integer(year?.start ?? 0),
            ]
        ) { PupilGroup($0) }
    }

    /// Everyone who is in a group in a session and on the roll that day, by surname.
    public func members(
        of group: GroupID, in session: Session, school: SchoolID
    ) throws -> [PupilSummary] {
        let when = SQLValue.text(session.description)
        let day = SQLValue.text(session.date.description)
        return try rows(
            """
            SELECT \(PupilSummary.columns) FROM group_member k
            JOIN pupil p ON p.school_id = k.school_id AND p.id = k.pupil_id
            WHERE k.school_id = ? AND k.group_id = ? AND k.from_session <= ?
                AND (k.to_session IS NULL OR k.to_session >= ?)
                AND EXISTS (
                    SELECT 1 FROM admission a
                    WHERE a.school_id = p.school_id AND a.pupil_id = p.id AND a.from_day <= ?
                        AND (a.to_day IS NULL OR a.to_day >= ?))
            ORDER BY 5, 4, 1
            """,
            PupilSummary.values(on: session.date) + [
                .integer(school.rawValue), .integer(group.rawValue), when, when, day, day,
            ]
        ) { PupilSummary($0) }.inNameOrder()
    }

    /// A pupil's times in groups of every kind, the earliest first.
    public func memberships(of pupil: PupilID, school: SchoolID) throws -> [Membership] {
        try rows(
            """
            SELECT \(Membership.columns) FROM group_member m
            JOIN pupil_group g ON g.school_id = m.school_id AND g.id = m.group_id
            WHERE m.school_id = ? AND m.pupil_id = ? ORDER BY m.from_session, g.name
            """,
            [.integer(school.rawValue), .integer(pupil.rawValue)]
        ) { Membership($0) }.compactMap { $0 }
    }

    /// The pupils whose time in a group reaches a session, or begins after it.
    public func stays(in group: GroupID, reaching session: Session, school: SchoolID) throws -> [PupilID] {
        try rows(
            """
            SELECT DISTINCT pupil_id FROM group_member
            WHERE school_id = ? AND group_id = ? AND (to_session IS NULL OR to_session >= ?) ORDER BY pupil_id
            """,
            [.integer(school.rawValue), .integer(group.rawValue), .text(session.description)]
        ) { PupilID(rawValue: $0.integer(0)) }
    }

    /// Everybody's times in groups of a kind that touch a range of days.
    public func memberships(
        in days: ClosedRange<CalendarDate>, kind: PupilGroup.Kind, school: SchoolID
    ) throws -> [Membership] {
        try rows(
            """
            SELECT \(Membership.columns) FROM group_member m
            JOIN pupil_group g ON g.school_id = m.school_id AND g.id = m.group_id
            WHERE m.school_id = ? AND g.kind = ? AND m.from_session <= ?
                AND (m.to_session IS NULL OR m.to_session >= ?)
            ORDER BY m.pupil_id, m.from_session
            """,
            [
                .integer(school.rawValue), .text(kind.rawValue),
                .text(Session(days.upperBound, .pm).description),
                .text(Session(days.lowerBound, .am).description),
            ]
        ) { Membership($0) }.compactMap { $0 }
    }

    /// Adds a group, which gets no register by this.
    public func addGroup(
        named name: String, kind: PupilGroup.Kind, year: AcademicYear?, school: SchoolID
    ) throws -> GroupID {
        let id = GroupID(rawValue: try nextID(school: school))
        try run(
            "INSERT INTO pupil_group (school_id, id, name, kind, year) VALUES (?, ?, ?, ?, ?)",
            [
                .integer(school.rawValue), .integer(id.rawValue), .text(name), .text(kind.rawValue),
                .integer(year?.start),
            ]
        )
        return id
    }

    /// Puts a pupil in a group from a session on.
    public func join(
        _ group: GroupID, _ pupil: PupilID, from: Session, to: Session? = nil, school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO group_member (school_id, group_id, pupil_id, from_session, to_session)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (school_id, group_id, pupil_id, from_session) DO UPDATE
                SET to_session = excluded.to_session
            """,
            [
                .integer(school.rawValue), .integer(group.rawValue), .integer(pupil.rawValue),
                .text(from.description), .text(to?.description),
            ]
        )
    }

    /// A pupil's last session in a group was the one before `session`; a time that would have begun then or later
    /// never was.
    public func leave(
        _ group: GroupID, _ pupil: PupilID, from session: Session, school: SchoolID
    ) throws {
        let key: [SQLValue] = [
            .integer(school.rawValue), .integer(group.rawValue), .integer(pupil.rawValue),
            .text(session.description),
        ]
        try run(
            """
            DELETE FROM group_member
            WHERE school_id = ? AND group_id = ? AND pupil_id = ? AND from_session >= ?
            """, key)
        try run(
            """
            UPDATE group_member SET to_session = ?
            WHERE school_id = ? AND group_id = ? AND pupil_id = ? AND from_session < ?
                AND (to_session IS NULL OR to_session >= ?)
            """, [.text(session.previous.description)] + key + [.text(session.description)])
    }

    /// A pupil's times in groups that began on the first morning of a stay begin with it on another day.
    public func moveFirstMemberships(
        of pupil: PupilID, from old: CalendarDate, to day: CalendarDate, school: SchoolID
    ) throws {
        try run(
            """
            UPDATE group_member SET from_session = ?
            WHERE school_id = ? AND pupil_id = ? AND from_session = ? AND (to_session IS NULL OR to_session >= ?)
            """,
            [
                .text(Session(day, .am).description), .integer(school.rawValue), .integer(pupil.rawValue),
                .text(Session(old, .am).description), .text(Session(day, .am).description),
            ]
        )
    }

    /// A pupil's times in groups that ended with a stay go on, since the stay does.
    public func reopenMemberships(of pupil: PupilID, endedOn day: CalendarDate, school: SchoolID) throws {
        try run(
            "UPDATE group_member SET to_session = NULL WHERE school_id = ? AND pupil_id = ? AND to_session = ?",
            [
                .integer(school.rawValue), .integer(pupil.rawValue),
                .text(Session(day, .pm).description),
            ]
        )
    }
}

extension Session {
    /// The session before, on the day before if this is a morning; whether or not the school met.
    public var previous: Session { half == .pm ? Session(date, .am) : Session(date - 1, .pm) }
    /// The session after, on the next day if this is an afternoon; whether or not the school meets.
    public var next: Session { half == .am ? Session(date, .pm) : Session(date + 1, .am) }
}
