public import Attendance

extension Transaction {
    public func flags(of pupil: PupilID, school: SchoolID) throws -> [DatedFlag] {
        try rows(
            """
            SELECT flag, from_day, to_day FROM flag WHERE school_id = ? AND pupil_id = ?
            ORDER BY from_day, flag
            """,
            [.integer(school.rawValue), .integer(pupil.rawValue)]
        ) { row -> DatedFlag? in
            guard let flag = PupilFlag(rawValue: row.text(0)), let from = CalendarDate(row.text(1)) else {
                return nil
            }
            return DatedFlag(flag: flag, from: from, to: row.textOrNil(2).flatMap { CalendarDate($0) })
        }.compactMap { $0 }
    }

    /// The flags that hold on a day, for everyone who has any.
    public func flags(on day: CalendarDate, school: SchoolID) throws -> [PupilID: Set<PupilFlag>] {
        var all: [PupilID: Set<PupilFlag>] = [:]
        try each(
            """
            SELECT pupil_id, flag FROM flag
            WHERE school_id = ? AND from_day <= ? AND (to_day IS NULL OR to_day >= ?)
            """,
            [.integer(school.rawValue), .text(day.description), .text(day.description)]
        ) { row in
            guard let flag = PupilFlag(rawValue: row.text(1)) else { return }
            all[PupilID(rawValue: row.integer(0)), default: []].insert(flag)
        }
        return all
    }

    /// From a day on, a pupil has exactly these flags; until then those held before. Gives whether any changed.
    @discardableResult
    public func setFlags(
        _ flags: Set<PupilFlag>, of pupil: PupilID, from day: CalendarDate, school: SchoolID
    ) throws -> Bool {
        let held = try self.flags(of: pupil, school: school).filter { $0.to.map { $0 >= day } ?? true }
        let now = Set(held.filter { $0.from <= day }.map(\.flag))
        for gone in held where !flags.contains(gone.flag) || gone.from > day {
            // A flag that began this very day, or later, never held.
            let key: [SQLValue] = [
                .integer(school.rawValue), .integer(pupil.rawValue), .text(gone.flag.rawValue),
                .text(gone.from.description),
            ]
            if gone.from >= day {
                try run(
                    "DELETE FROM flag WHERE school_id = ? AND pupil_id = ? AND flag = ? AND from_day = ?", key
                )
            } else {
                try run(
                    """
                    UPDATE flag SET to_day = ?
                    WHERE school_id = ? AND pupil_id = ? AND flag = ? AND from_day = ?
                    """, [.text((day - 1).description)] + key)
            }
        }
        for flag in flags.subtracting(now).sorted(by: { $0.rawValue < $1.rawValue }) {
            try run(
                """
                INSERT INTO flag (school_id, pupil_id, flag, from_day) VALUES (?, ?, ?, ?)
                ON CONFLICT (school_id, pupil_id, flag, from_day) DO UPDATE SET to_day = NULL
                """,
                [
                    .integer(school.rawValue), .integer(pupil.rawValue), .text(flag.rawValue),
                    .text(day.description),
                ]
            )
        }
        return now != flags
    }
}
