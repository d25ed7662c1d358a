public import Attendance

/// An entry as a copy of the register shows it: who, when, what, and by whom it was made when and why.
public struct RegisterLine: Sendable {
    public var number: Int64
    public var pupil: PupilID
    public var upn: String?
    public var surname: String
    public var forename: String
    public var session: Session
    /// Nil where the entry takes a mark away.
    public var code: AttendanceCode?
    public var minutesLate: Int?
    public var note: String?
    public var act: RecordedAct
}

extension Transaction {
    /// Every entry for the sessions of some days, first and amended alike, in the order they were made.
    public func registerLines(
        in days: ClosedRange<CalendarDate>, school: SchoolID, _ body: (RegisterLine) throws -> Void
    ) throws {
        for year in AcademicYear.all(from: days.lowerBound, to: days.upperBound) {
            let first = max(0, (days.lowerBound - year.gridStart) * 2)
            let last = min(AcademicYear.sessionCount - 1, (days.upperBound - year.gridStart) * 2 + 1)
            try each(
                """
                SELECT e.number, e.pupil_id, p.upn, p.surname, p.forename, e.slot, e.code, e.minutes_late, n.note,
                    \(Act.columns)
                FROM mark_entry e
                JOIN pupil p ON p.school_id = e.school_id AND p.id = e.pupil_id
                JOIN act a ON a.school_id = e.school_id AND a.id = e.act_id
                LEFT JOIN entry_note n ON n.school_id = e.school_id AND n.year = e.year AND n.number = e.number
                WHERE e.school_id = ? AND e.year = ? AND e.slot >= ? AND e.slot <= ? ORDER BY e.number
                """,
                [.integer(school.rawValue), .integer(year.start), .integer(first), .integer(last)]
            ) { row in
                try body(
                    RegisterLine(
                        number: row.integer(0), pupil: PupilID(rawValue: row.integer(1)),
                        upn: row.textOrNil(2), surname: row.text(3), forename: row.text(4),
                        session: year.session(at: row.int(5)),
                        code: AttendanceCode(rawValue: UInt8(row.integer(6))), minutesLate: row.intOrNil(7),
                        note: row.textOrNil(8), act: try Act.recorded(from: row, at: 9)))
            }
        }
    }
}
