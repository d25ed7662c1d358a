public import Attendance

/// Which register a pupil is on when their groups have several in one half of a day: the highest. Two of the same
/// are refused.
public enum RegisterPrecedence: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Holds everyone on the roll who is in no other.
    case office = 0
    /// A registration group's own, made with the group: it holds until the school says who takes what.
    case group = 1
    /// Set up by the school, or named in `registers.csv`: a tutor group, or a lesson's group of an afternoon.
    case named = 2
    /// Instead of the usual ones for a day or a few: an exam hall, a trip.
    case instead = 3

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Who may take a register: one person, or everyone who holds a role.
public enum Taker: Hashable, Sendable, LosslessStringConvertible {
    case person(PersonID)
    case role(Role)

    /// `person:12`, `role:office`.
    public var description: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .role(let role): "role:\(role.rawValue)"
        }
    }

    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "person":
            guard let id = PersonID(String(parts[1])) else { return nil }
            self = .person(id)
        case "role":
            guard let role = Role(rawValue: String(parts[1])) else { return nil }
            self = .role(role)
        default: return nil
        }
    }
}

/// A register with its group, its days and its takers, as the office sets it up.
public struct RegisterSetUp: Hashable, Sendable {
    public var register: RegisterRow
    public var group: PupilGroup
    public var from: CalendarDate
    /// The last day it is called; nil while it is.
    public var to: CalendarDate?
    /// On the day asked about.
    public var takers: [Taker]

    public var id: RegisterID { register.id }
    public var name: String { register.name }
}

/// A taker of a register, from one day to another.
public struct DatedTaker: Hashable, Sendable {
    public var taker: Taker
    public var from: CalendarDate
    public var to: CalendarDate?
}

extension Transaction {
    /// The registers that are called on a day, in both halves, by name.
    public func registers(on day: CalendarDate, school: SchoolID) throws -> [RegisterSetUp] {
        try setUps(
            "r.from_day <= ? AND (r.to_day IS NULL OR r.to_day >= ?)",
            [.text(day.description), .text(day.description)], on: day, school: school)
    }

    /// Every register of a group, past ones too.
    public func registers(
        of group: GroupID, on day: CalendarDate, school: SchoolID
    ) throws -> [RegisterSetUp] {
        try setUps("r.group_id = ?", [.integer(group.rawValue)], on: day, school: school)
    }

    /// The registers a person takes on a day, whether given to them or to a role they hold.
    public func registers(
        takenBy takers: Set<Taker>, on day: CalendarDate, school: SchoolID
    ) throws -> [RegisterSetUp] {
        try registers(on: day, school: school).filter { !takers.isDisjoint(with: $0.takers) }
    }

    private func setUps(
        _ condition: String, _ values: [SQLValue], on day: CalendarDate, school: SchoolID
    ) throws -> [RegisterSetUp] {
        let takers = try takers(on: day, school: school)
        return try rows(
            """
            SELECT \(PupilGroup.columns), r.from_day, r.to_day, \(RegisterRow.columns) FROM register r
            JOIN pupil_group g ON g.school_id = r.school_id AND g.id = r.group_id
            WHERE r.school_id = ? AND \(condition) ORDER BY r.name, r.half, r.from_day, r.id
            """,
            [.integer(school.rawValue)] + values
        ) { row in
            let register = RegisterRow(row, at: 6)
            return RegisterSetUp(
                register: register, group: PupilGroup(row), from: CalendarDate(row.text(4)) ?? day,
                to: row.textOrNil(5).flatMap { CalendarDate($0) },
                takers: (takers[register.id] ?? []).compactMap { Taker($0) })
        }
    }

    /// Adds a register, which nobody may take until a taker is added.
    public func addRegister(
        named name: String, half: Session.Half, group: GroupID, room: String? = nil,
        precedence: RegisterPrecedence, from: CalendarDate, to: CalendarDate? = nil, school: SchoolID
    ) throws -> RegisterID {
        let id = RegisterID(rawValue: try nextID(school: school))
        try run(
            """
            INSERT INTO register (school_id, id, name, half, group_id, room, precedence, from_day, to_day)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(id.rawValue), .text(name), .text(half.name),
                .integer(group.rawValue), .text(room), .integer(precedence.rawValue),
                .text(from.description), .text(to?.description),
            ]
        )
        return id
    }

    /// Says where a register is called.
    public func setRoom(_ room: String?, of register: RegisterID, school: SchoolID) throws {
        try run(
            "UPDATE register SET room = ? WHERE school_id = ? AND id = ?",
            [.text(room), .integer(school.rawValue), .integer(register.rawValue)]
        )
    }

    /// The last day on which a register is called; nil while it goes on.
    public func endRegister(_ register: RegisterID, after last: CalendarDate?, school: SchoolID) throws {
        try run(
            "UPDATE register SET to_day = ? WHERE school_id = ? AND id = ?",
            [.text(last?.description), .integer(school.rawValue), .integer(register.rawValue)]
        )
    }

    /// Gives a register to a taker from one day to another.
    public func addTaker(
        _ taker: Taker, of register: RegisterID, from: CalendarDate, to: CalendarDate? = nil,
        by act: RecordedAct?, school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO register_taker (school_id, register_id, taker, from_day, to_day, act_id)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (school_id, register_id, taker, from_day) DO UPDATE
                SET to_day = excluded.to_day, act_id = excluded.act_id
            """,
            [
                .integer(school.rawValue), .integer(register.rawValue), .text(taker.description),
                .text(from.description), .text(to?.description),
                act.map { .integer($0.id.rawValue) } ?? .null,
            ]
        )
    }

    /// Every taker a register ever had, the earliest first.
    public func allTakers(of register: RegisterID, school: SchoolID) throws -> [DatedTaker] {
        try rows(
            """
            SELECT taker, from_day, to_day FROM register_taker
            WHERE school_id = ? AND register_id = ? ORDER BY from_day, taker
            """,
            [.integer(school.rawValue), .integer(register.rawValue)]
        ) { row -> DatedTaker? in
            guard let taker = Taker(row.text(0)), let from = CalendarDate(row.text(1)) else { return nil }
            return DatedTaker(taker: taker, from: from, to: row.textOrNil(2).flatMap { CalendarDate($0) })
        }.compactMap { $0 }
    }

    /// A taker's last day was the one before `day`; a time that would have begun then or later never was.
    public func removeTaker(
        _ taker: Taker, of register: RegisterID, from day: CalendarDate, school: SchoolID
    ) throws {
        let key: [SQLValue] = [
            .integer(school.rawValue), .integer(register.rawValue), .text(taker.description),
            .text(day.description),
        ]
        try run(
            """
            DELETE FROM register_taker
            WHERE school_id = ? AND register_id = ? AND taker = ? AND from_day >= ?
            """, key)
        try run(
            """
            UPDATE register_taker SET to_day = ?
            WHERE school_id = ? AND register_id = ? AND taker = ? AND from_day < ?
                AND (to_day IS NULL OR to_day >= ?)
            """, [.text((day - 1).description)] + key + [.text(day.description)])
    }

    /// Gives a registration group a register of its own in each half of the day that has none, which the office
    /// may take; one that it has already is called from that day on, if it began later.
    public func ensureOwnRegisters(
        of group: PupilGroup, from day: CalendarDate, by act: RecordedAct?, school: SchoolID
    ) throws {
        guard group.kind == .registration else { return }
        try ensureRegisters(
            of: group.id, named: group.name, precedence: .group, from: day, by: act, school: school)
    }

    /// The office's own register in each half of the day, which holds those in no other; called from the first day
    /// that anybody is on the roll.
    public func ensureOfficeRegisters(from day: CalendarDate, by act: RecordedAct?, school: SchoolID) throws {
        let group =
            try group(named: "Office", kind: .office, in: nil, school: school)?.id
            ?? addGroup(named: "Office", kind: .office, year: nil, school: school)
        try ensureRegisters(
            of: group, named: "Office", precedence: .office, from: day, by: act, school: school)
    }

    private func ensureRegisters(
        of group: GroupID, named name: String, precedence: RegisterPrecedence, from day: CalendarDate,
        by act: RecordedAct?, school: SchoolID
    ) throws {
        let known = try registers(of: group, on: day, school: school)
        for half in Session.Half.allCases where !known.contains(where: { $0.register.half == half }) {
            let register = try addRegister(
                named: name, half: half, group: group, precedence: precedence, from: day, school: school)
            try addTaker(.role(.office), of: register, from: day, by: act, school: school)
        }
        for register in known where register.register.precedence == precedence && register.from > day {
            try run(
                "UPDATE register SET from_day = ? WHERE school_id = ? AND id = ?",
                [.text(day.description), .integer(school.rawValue), .integer(register.id.rawValue)])
            try run(
                """
                UPDATE register_taker SET from_day = ?
                WHERE school_id = ? AND register_id = ? AND taker = 'role:office' AND from_day = ?
                """,
                [
                    .text(day.description), .integer(school.rawValue), .integer(register.id.rawValue),
                    .text(register.from.description),
                ])
        }
    }

    /// The groups of a kind, other than one, in which a pupil is at some time from a session on.
    public func otherGroups(
        of pupil: PupilID, kind: PupilGroup.Kind, than group: GroupID?, from session: Session,
        school: SchoolID
    ) throws -> [Membership] {
        try memberships(of: pupil, school: school).filter {
            $0.group.kind == kind && $0.group.id != group && ($0.to.map { $0 >= session } ?? true)
        }
    }

    /// Pupils who would be on two registers of one precedence in the same sessions, from a day on: for one pupil
    /// or register, or for all.
    public func doublyRegistered(
        from day: CalendarDate, pupil: PupilID? = nil, register: RegisterID? = nil, most: Int = 20,
        school: SchoolID
    ) throws -> [DoubleRegistration] {
        try rows(
            """
            SELECT p.id, p.forename, p.surname, r.name, x.name, r.half
            FROM group_member m
            JOIN register r ON r.school_id = m.school_id AND r.group_id = m.group_id
            JOIN group_member o ON o.school_id = m.school_id AND o.pupil_id = m.pupil_id
            JOIN register x ON x.school_id = o.school_id AND x.group_id = o.group_id
                AND x.half = r.half AND x.precedence = r.precedence AND x.id > r.id
            JOIN pupil p ON p.school_id = m.school_id AND p.id = m.pupil_id
            WHERE m.school_id = ? AND (? = 0 OR m.pupil_id = ?) AND (? = 0 OR r.id = ? OR x.id = ?)
                AND coalesce(r.to_day, '9999') >= ? AND coalesce(x.to_day, '9999') >= ?
                AND coalesce(m.to_session, '9999') >= ? AND coalesce(o.to_session, '9999') >= ?
                AND r.from_day <= coalesce(x.to_day, '9999') AND x.from_day <= coalesce(r.to_day, '9999')
                AND m.from_session <= coalesce(o.to_session, '9999')
                AND o.from_session <= coalesce(m.to_session, '9999')
                AND m.from_session <= coalesce(x.to_day || ' PM', '9999')
                AND x.from_day <= coalesce(m.to_session, '9999')
                AND o.from_session <= coalesce(r.to_day || ' PM', '9999')
                AND r.from_day <= coalesce(o.to_session, '9999')
                AND m.from_session <= coalesce(r.to_day || ' PM', '9999')
                AND r.from_day <= coalesce(m.to_session, '9999')
                AND o.from_session <= coalesce(x.to_day || ' PM', '9999')
                AND x.from_day <= coalesce(o.to_session, '9999')
            ORDER BY p.surname, p.forename, p.id LIMIT \(most)
            """,
            [
                .integer(school.rawValue), .integer(pupil?.rawValue ?? 0), .integer(pupil?.rawValue ?? 0),
                .integer(register?.rawValue ?? 0), .integer(register?.rawValue ?? 0),
                .integer(register?.rawValue ?? 0), .text(day.description), .text(day.description),
                .text(day.description), .text(day.description),
            ]
        ) {
            DoubleRegistration(
                pupil: PupilID(rawValue: $0.integer(0)), pupilName: "\($0.text(1)) \($0.text(2))",
                registers: [$0.text(3), $0.text(4)], half: Session.Half(name: $0.text(5)) ?? .am)
        }
    }
}

/// A pupil who would be on two registers of one half of a day, which is refused.
public struct DoubleRegistration: Hashable, Sendable {
    public var pupil: PupilID
    public var pupilName: String
    public var registers: [String]
    public var half: Session.Half
}
