public import Attendance

extension Transaction {
    public func yearGroups(of pupil: PupilID, school: SchoolID) throws -> [AcademicYear: YearGroup] {
        var all: [AcademicYear: YearGroup] = [:]
        try each(
            "SELECT year, year_group FROM pupil_year WHERE school_id = ? AND pupil_id = ?",
            [.integer(school.rawValue), .integer(pupil.rawValue)]
        ) { all[AcademicYear(startingIn: $0.int(0))] = YearGroup($0.text(1)) }
        return all
    }

    /// The year group of everyone for whom one is recorded in an academic year.
    public func yearGroups(in year: AcademicYear, school: SchoolID) throws -> [PupilID: YearGroup] {
        var all: [PupilID: YearGroup] = [:]
        try each(
            "SELECT pupil_id, year_group FROM pupil_year WHERE school_id = ? AND year = ?",
            [.integer(school.rawValue), .integer(year.start)]
        ) { all[PupilID(rawValue: $0.integer(0))] = YearGroup($0.text(1)) }
        return all
    }

    public func setYearGroup(
        _ yearGroup: YearGroup, of pupil: PupilID, in year: AcademicYear, school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO pupil_year (school_id, pupil_id, year, year_group) VALUES (?, ?, ?, ?)
            ON CONFLICT (school_id, pupil_id, year) DO UPDATE SET year_group = excluded.year_group
            """,
            [
                .integer(school.rawValue), .integer(pupil.rawValue), .integer(year.start),
                .text(yearGroup.description),
            ]
        )
    }
}
