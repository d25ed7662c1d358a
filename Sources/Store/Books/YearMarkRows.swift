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
        try held?.write(in: self)
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
        if let marks = held?.marks(of: key, school: school) { return marks }
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
        if held == nil, try setTogether(changes, school: school) { return }
        for (place, changes) in Dictionary(grouping: changes, by: \.place) {
            var marks = try markBytes(of: place, school: school)
            for change in changes { marks[change.slot] = change.code }
            try save(marks, of: place, school: school)
        }
    }

    /// Sets the marks of one session where they lie, a statement for each code; `set_byte` is PostgreSQL's, and the
    /// driver gives it to SQLite. False where that cannot be or was not enough: of several sessions, two for one
    /// pupil, or a pupil who has no mark of the year yet.
    private func setTogether(_ changes: [MarkChange], school: SchoolID) throws -> Bool {
        guard let first = changes.first,
            changes.allSatisfy({ $0.slot == first.slot && $0.place.year == first.place.year }),
            Set(changes.map(\.place.pupil)).count == changes.count
        else { return changes.isEmpty }
        var found = 0
        for (code, changes) in Dictionary(grouping: changes, by: \.code) {
            let pupils = changes.map(\.place.pupil).repeatingLast(upToMultipleOf: 8)
            found += try run(
                """
                UPDATE year_mark SET marks = set_byte(marks, CAST(? AS INTEGER), CAST(? AS INTEGER))
                WHERE school_id = ? AND year = ? AND pupil_id IN (\(pupils.map { _ in "?" }.joined(separator: ", ")))
                """,
                [
                    .integer(first.slot), .integer(Int64(code)), .integer(school.rawValue),
                    .integer(first.place.year.start),
                ] + pupils.map { .integer($0.rawValue) })
        }
        return found == changes.count
    }

    private func save(_ marks: [UInt8], of place: YearOfPupil, school: SchoolID) throws {
        if let held { return held.hold(marks, of: place, school: school) }
        try write([place: marks], school: school)
    }

    func write(_ years: [YearOfPupil: [UInt8]], school: SchoolID) throws {
        try insert(
            "year_mark (school_id, year, pupil_id, marks)", columns: 4,
            years.flatMap { place, marks -> [SQLValue] in
                [
                    .integer(school.rawValue), .integer(place.year.start), .integer(place.pupil.rawValue),
                    .bytes(marks),
                ]
            }, orElse: "ON CONFLICT (school_id, year, pupil_id) DO UPDATE SET marks = excluded.marks")
    }
}

extension Array {
    /// The last again, up to a multiple of some number: lists in statements then have few lengths, and there are few
    /// statements to prepare. Empty stays empty.
    func repeatingLast(upToMultipleOf length: Int) -> [Element] {
        guard let last else { return self }
        return self + Array(repeating: last, count: (length - count % length) % length)
    }
}
