public import Attendance

/// What an entry says besides its code.
public struct EntryDetail: Hashable, Sendable {
    public var code: AttendanceCode?
    public var minutesLate: Int?
    public var note: String?
}

extension Transaction {
    /// The latest entries of a year that have minutes or a note, by pupil and slot. One that was made before what
    /// stands now has another code, unless it says the same.
    public func entryDetails(
        in year: AcademicYear, school: SchoolID
    ) throws -> [PupilID: [Int: EntryDetail]] {
        var all: [PupilID: [Int: EntryDetail]] = [:]
        try each(
            """
            SELECT e.pupil_id, e.slot, e.code, e.minutes_late, n.note FROM mark_entry e
            LEFT JOIN entry_note n ON n.school_id = e.school_id AND n.year = e.year AND n.number = e.number
            WHERE e.school_id = ? AND e.year = ? AND (e.minutes_late IS NOT NULL OR e.note_hash IS NOT NULL)
            ORDER BY e.number
            """,
            [.integer(school.rawValue), .integer(year.start)]
        ) { row in
            all[PupilID(rawValue: row.integer(0)), default: [:]][row.int(1)] = EntryDetail(
                code: AttendanceCode(rawValue: UInt8(row.integer(2))), minutesLate: row.intOrNil(3),
                note: row.textOrNil(4))
        }
        return all
    }
}
