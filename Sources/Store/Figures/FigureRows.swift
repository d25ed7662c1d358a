public import Attendance

/// One pupil as figures need them: who they are, when they were on the roll, and in which year groups.
public struct FigurePupil: Hashable, Sendable {
    public var id: PupilID
    public var upn: String?
    public var name: String
    public var born: CalendarDate?
    public var isBoarder: Bool
    public var spells: [RollSpell]
    /// By academic year.
    public var yearGroups: [AcademicYear: YearGroup]
}

/// A stretch of sessions in a registration group; `to` is the last, nil while it goes on.
public struct GroupStay: Hashable, Sendable {
    public var group: String
    public var from: Session
    public var to: Session?
}

extension Transaction {
    /// Everyone who is or was on the roll, by id; `isBoarder` is not known here.
    public func figurePupils(school: SchoolID) throws -> [FigurePupil] {
        var years: [PupilID: [AcademicYear: YearGroup]] = [:]
        try each(
            "SELECT pupil_id, year, year_group FROM pupil_year WHERE school_id = ?",
            [.integer(school.rawValue)]
        ) {
            if let group = YearGroup($0.text(2)) {
                years[PupilID(rawValue: $0.integer(0)), default: [:]][AcademicYear(startingIn: $0.int(1))] =
                    group
            }
        }
        var pupils: [FigurePupil] = []
        try each(
            """
            SELECT p.id, p.upn, coalesce(p.preferred_forename, p.forename), coalesce(p.preferred_surname, p.surname),
                p.born, d.from_day, d.to_day
            FROM pupil p JOIN admission d ON d.school_id = p.school_id AND d.pupil_id = p.id
            WHERE p.school_id = ? ORDER BY p.id, d.from_day
            """,
            [.integer(school.rawValue)]
        ) { row in
            let id = PupilID(rawValue: row.integer(0))
            guard let from = CalendarDate(row.text(5)) else { return }
            let spell = RollSpell(from: from, to: row.textOrNil(6).flatMap { CalendarDate($0) })
            if pupils.last?.id == id {
                pupils[pupils.count - 1].spells.append(spell)
            } else {
                pupils.append(
                    FigurePupil(
                        id: id, upn: row.textOrNil(1), name: "\(row.text(3)), \(row.text(2))",
                        born: row.textOrNil(4).flatMap { CalendarDate($0) }, isBoarder: false,
                        spells: [spell],
                        yearGroups: years[id] ?? [:]))
            }
        }
        return pupils
    }

    /// The registration groups each pupil was in, from when to when.
    public func registrationGroups(school: SchoolID) throws -> [PupilID: [GroupStay]] {
        var stays: [PupilID: [GroupStay]] = [:]
        try each(
            """
            SELECT m.pupil_id, g.name, m.from_session, m.to_session
            FROM group_member m JOIN pupil_group g ON g.school_id = m.school_id AND g.id = m.group_id
            WHERE m.school_id = ? AND g.kind = 'registration' ORDER BY m.pupil_id, m.from_session
            """,
            [.integer(school.rawValue)]
        ) { row in
            guard let from = Session(row.text(2)) else { return }
            stays[PupilID(rawValue: row.integer(0)), default: []].append(
                GroupStay(group: row.text(1), from: from, to: row.textOrNil(3).flatMap { Session($0) }))
        }
        return stays
    }

    /// Who bore a flag on a day.
    public func pupils(flagged flag: String, on day: CalendarDate, school: SchoolID) throws -> Set<PupilID> {
        Set(
            try rows(
                """
                SELECT pupil_id FROM flag
                WHERE school_id = ? AND flag = ? AND from_day <= ? AND (to_day IS NULL OR to_day >= ?)
                """,
                [.integer(school.rawValue), .text(flag), .text(day.description), .text(day.description)]
            ) { PupilID(rawValue: $0.integer(0)) })
    }
}
