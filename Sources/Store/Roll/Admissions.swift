public import Attendance

extension Transaction {
    /// A pupil's stays on the roll, the earliest first.
    public func admissions(of pupil: PupilID, school: SchoolID) throws -> [Admission] {
        try rows(
            """
            SELECT \(Admission.columns) FROM admission a
            WHERE a.school_id = ? AND a.pupil_id = ? ORDER BY a.from_day
            """,
            [.integer(school.rawValue), .integer(pupil.rawValue)]
        ) { Admission($0) }.compactMap { $0 }
    }

    /// The stays of everyone who was on the roll on any day of a range, each pupil's earliest first.
    public func rollSpells(
        in days: ClosedRange<CalendarDate>, school: SchoolID
    ) throws -> [PupilID: [RollSpell]] {
        var all: [PupilID: [RollSpell]] = [:]
        try each(
            """
            SELECT \(Admission.columns), a.pupil_id FROM admission a
            WHERE a.school_id = ? AND a.from_day <= ? AND (a.to_day IS NULL OR a.to_day >= ?)
            ORDER BY a.pupil_id, a.from_day
            """,
            [
                .integer(school.rawValue), .text(days.upperBound.description),
                .text(days.lowerBound.description),
            ]
        ) { row in
            guard let admission = Admission(row) else { return }
            all[PupilID(rawValue: row.integer(7)), default: []].append(admission.spell)
        }
        return all
    }

    /// Every stay of every pupil: what an import compares a file with.
    public func allAdmissions(school: SchoolID) throws -> [PupilID: [Admission]] {
        var all: [PupilID: [Admission]] = [:]
        try each(
            "SELECT \(Admission.columns), a.pupil_id FROM admission a WHERE a.school_id = ? ORDER BY a.from_day",
            [.integer(school.rawValue)]
        ) { row in
            guard let admission = Admission(row) else { return }
            all[PupilID(rawValue: row.integer(7)), default: []].append(admission)
        }
        return all
    }

    /// Puts a pupil on the roll. The day must lie after any earlier stay.
    public func admit(
        _ pupil: PupilID, from day: CalendarDate, lastSchool: String? = nil, school: SchoolID
    ) throws {
        try run(
            "INSERT INTO admission (school_id, pupil_id, from_day, last_school) VALUES (?, ?, ?, ?)",
            [
                .integer(school.rawValue), .integer(pupil.rawValue), .text(day.description),
                .text(lastSchool),
            ]
        )
    }

    /// Moves the first day of a stay: the pupil starts on another day than was first agreed.
    public func changeAdmission(
        of pupil: PupilID, from old: CalendarDate, to day: CalendarDate, school: SchoolID
    ) throws {
        try run(
            "UPDATE admission SET from_day = ? WHERE school_id = ? AND pupil_id = ? AND from_day = ?",
            [
                .text(day.description), .integer(school.rawValue), .integer(pupil.rawValue),
                .text(old.description),
            ]
        )
    }

    /// Takes a pupil off the roll: the last day that counts, and the ground, by an act of a named person.
    public func endAdmission(
        of pupil: PupilID, from: CalendarDate, on last: CalendarDate, ground: String, nextSchool: String?,
        by act: RecordedAct, school: SchoolID
    ) throws {
        try run(
            """
            UPDATE admission SET to_day = ?, ground = ?, deletion_act_id = ?, next_school = ?
            WHERE school_id = ? AND pupil_id = ? AND from_day = ?
            """,
            [
                .text(last.description), .text(ground), .integer(act.id.rawValue), .text(nextSchool),
                .integer(school.rawValue), .integer(pupil.rawValue), .text(from.description),
            ]
        )
        let session = Session(last, .pm).description
        try run(
            """
            UPDATE group_member SET to_session = ?
            WHERE school_id = ? AND pupil_id = ? AND from_session <= ?
                AND (to_session IS NULL OR to_session > ?)
            """,
            [
                .text(session), .integer(school.rawValue), .integer(pupil.rawValue), .text(session),
                .text(session),
            ]
        )
    }

    /// Takes a deletion back: the pupil was never off the roll. The act that deleted stays in the books.
    public func reopenAdmission(of pupil: PupilID, from: CalendarDate, school: SchoolID) throws {
        try run(
            """
            UPDATE admission SET to_day = NULL, ground = NULL, deletion_act_id = NULL, next_school = NULL
            WHERE school_id = ? AND pupil_id = ? AND from_day = ?
            """,
            [.integer(school.rawValue), .integer(pupil.rawValue), .text(from.description)]
        )
    }

    /// A stay that had ended before it was imported: its end is history, told by the system it came from.
    public func addPastAdmission(
        of pupil: PupilID, from: CalendarDate, to: CalendarDate, ground: String?, by act: RecordedAct,
        school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO admission (school_id, pupil_id, from_day, to_day, ground, deletion_act_id)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(pupil.rawValue), .text(from.description),
                .text(to.description), .text(ground), .integer(act.id.rawValue),
            ]
        )
    }

    /// Keeps the leaving date that a file gives, or takes it back; the pupil stays on the roll.
    public func reportLeaving(
        of pupil: PupilID, from: CalendarDate, on day: CalendarDate?, school: SchoolID
    ) throws {
        try run(
            """
            UPDATE admission SET reported_leaving_day = ?
            WHERE school_id = ? AND pupil_id = ? AND from_day = ?
            """,
            [
                .text(day?.description), .integer(school.rawValue), .integer(pupil.rawValue),
                .text(from.description),
            ]
        )
    }
}
