public import Attendance

/// One pupil's academic year.
struct YearOfPupil: Hashable {
    let year: AcademicYear
    let pupil: PupilID
}

/// One place of a pupil's year marks and what it is to hold; 0 for no mark.
struct MarkChange {
    let place: YearOfPupil
    let slot: Int
    let code: UInt8
}

extension Transaction {
    /// The year marks of one pupil: 742 bytes, all nought when there is no mark yet.
    public func yearMarks(of pupil: PupilID, in year: AcademicYear, school: SchoolID) throws -> [UInt8] {
        try markBytes(of: YearOfPupil(year: year, pupil: pupil), school: school)
    }

    /// The year marks of everyone who has any in a year, by pupil.
    public func yearMarks(in year: AcademicYear, school: SchoolID) throws -> [PupilID: [UInt8]] {
        var all: [PupilID: [UInt8]] = [:]
        try each(
            "SELECT pupil_id, marks FROM year_mark WHERE school_id = ? AND year = ?",
            [.integer(school.rawValue), .integer(year.start)]
        ) { all[PupilID(rawValue: $0.integer(0))] = $0.bytes(1) }
        return all
    }

    /// What stands for a pupil in a range of days, by session; sessions without a mark are left out.
    public func standingCodes(
        of pupil: PupilID, in days: ClosedRange<CalendarDate>, school: SchoolID
    ) throws -> [Session: AttendanceCode] {
        var codes: [Session: AttendanceCode] = [:]
        for year in AcademicYear.all(from: days.lowerBound, to: days.upperBound) {
            let marks = try yearMarks(of: pupil, in: year, school: school)
            for (slot, byte) in marks.enumerated() where byte != 0 {
                let session = year.session(at: slot)
                if days.contains(session.date) { codes[session] = AttendanceCode(rawValue: byte) }
            }
        }
        return codes
    }

    func markBytes(of key: YearOfPupil, school: SchoolID) throws -> [UInt8] {
        let found = try first(
            "SELECT marks FROM year_mark WHERE school_id = ? AND year = ? AND pupil_id = ?",
            [.integer(school.rawValue), .integer(key.year.start), .integer(key.pupil.rawValue)]
        ) { $0.bytes(0) }
        guard let found, found.count == AcademicYear.sessionCount else {
            return [UInt8](repeating: 0, count: AcademicYear.sessionCount)
        }
        return found
    }

    /// Writes marks into the years of pupils, the later of two for the same place.
    func change(_ changes: [MarkChange], school: SchoolID) throws {
        // Of one session, each pupil has one mark.
        if changes.allSatisfy({ $0.slot == changes[0].slot }) {
            for change in changes { try set(change, school: school) }
            return
        }
        for (place, changes) in Dictionary(grouping: changes, by: \.place) {
            var marks = try markBytes(of: place, school: school)
            for change in changes { marks[change.slot] = change.code }
            try save(marks, of: place, school: school)
        }
    }

    /// Sets one mark where it lies: `set_byte` is PostgreSQL's, and the driver gives it to SQLite.
    private func set(_ change: MarkChange, school: SchoolID) throws {
        let isSet = try run(
            """
            UPDATE year_mark SET marks = set_byte(marks, CAST(? AS INTEGER), CAST(? AS INTEGER))
            WHERE school_id = ? AND year = ? AND pupil_id = ?
            """,
            [
                .integer(change.slot), .integer(Int64(change.code)), .integer(school.rawValue),
                .integer(change.place.year.start), .integer(change.place.pupil.rawValue),
            ])
        if isSet == 1 { return }
        var marks = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
        marks[change.slot] = change.code
        try save(marks, of: change.place, school: school)
    }

    private func save(_ marks: [UInt8], of place: YearOfPupil, school: SchoolID) throws {
        try run(
            """
            INSERT INTO year_mark (school_id, year, pupil_id, marks) VALUES (?, ?, ?, ?)
            ON CONFLICT (school_id, year, pupil_id) DO UPDATE SET marks = excluded.marks
            """,
            [
                .integer(school.rawValue), .integer(place.year.start), .integer(place.pupil.rawValue),
                .bytes(marks),
            ])
    }
}
