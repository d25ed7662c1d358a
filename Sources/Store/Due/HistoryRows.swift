public import Attendance

/// One entry as the playing of a pupil's time needs it: what, of which session, when and how.
public struct PlayedEntry: Sendable {
    public var number: Int64
    public var pupil: PupilID
    /// The session's place in the year's grid.
    public var slot: Int
    /// 0 where a mark was taken away.
    public var code: UInt8
    public var act: ActID
}

/// An act as the playing of a pupil's time needs it.
public struct PlayedAct: Sendable {
    public var at: Instant
    public var kind: Act.Kind
    public var reason: String
}

extension Transaction {
    /// The entries of a year, in the order they were made, from one after a number on; of one pupil or of all.
    public func eachEntry(
        of year: AcademicYear, after number: Int64 = 0, pupil: PupilID? = nil, school: SchoolID,
        _ body: (PlayedEntry) throws -> Void
    ) throws {
        let own = pupil.map { _ in "AND pupil_id = ?" } ?? ""
        try each(
            """
            SELECT number, pupil_id, slot, code, act_id FROM mark_entry
            WHERE school_id = ? AND year = ? AND number > ? \(own) ORDER BY number
            """,
            [.integer(school.rawValue), .integer(year.start), .integer(Int(number))]
                + (pupil.map { [.integer($0.rawValue)] } ?? [])
        ) { row in
            try body(
                PlayedEntry(
                    number: row.integer(0), pupil: PupilID(rawValue: row.integer(1)), slot: row.int(2),
                    code: UInt8(row.integer(3)), act: ActID(rawValue: row.integer(4))))
        }
    }

    /// Acts after one of some number, by their numbers.
    public func playedActs(after act: ActID, school: SchoolID) throws -> [ActID: PlayedAct] {
        var all: [ActID: PlayedAct] = [:]
        try each(
            "SELECT id, at, kind, reason FROM act WHERE school_id = ? AND id > ?",
            [.integer(school.rawValue), .integer(act.rawValue)]
        ) { row in
            guard let kind = Act.Kind(rawValue: row.text(2)) else { return }
            all[ActID(rawValue: row.integer(0))] = PlayedAct(
                at: Instant(seconds: row.integer(1)), kind: kind, reason: row.text(3))
        }
        return all
    }

    /// Every flag of every pupil, with the days on which it held.
    public func allFlags(school: SchoolID) throws -> [PupilID: [DatedFlag]] {
        var all: [PupilID: [DatedFlag]] = [:]
        try each(
            "SELECT pupil_id, flag, from_day, to_day FROM flag WHERE school_id = ? ORDER BY from_day, flag",
            [.integer(school.rawValue)]
        ) { row in
            guard let flag = PupilFlag(rawValue: row.text(1)), let from = CalendarDate(row.text(2)) else {
                return
            }
            all[PupilID(rawValue: row.integer(0)), default: []].append(
                DatedFlag(flag: flag, from: from, to: row.textOrNil(3).flatMap { CalendarDate($0) }))
        }
        return all
    }

    /// Every plan of sessions from one on, with the act that ended it.
    public func plansWithEnds(
        from first: Session, school: SchoolID
    ) throws -> [(plan: Plan, endedBy: ActID?)] {
        try rows(
            """
            SELECT id, pupil_id, from_session, to_session, code, weekdays, act_id, ended_act_id FROM plan
            WHERE school_id = ? AND to_session >= ? ORDER BY id
            """, [.integer(school.rawValue), .text(first.description)]
        ) { row -> (plan: Plan, endedBy: ActID?)? in
            guard let from = Session(row.text(2)), let to = Session(row.text(3)),
                let code = AttendanceCode(rawValue: UInt8(row.integer(4)))
            else { return nil }
            return (
                Plan(
                    id: row.integer(0), pupil: PupilID(rawValue: row.integer(1)), from: from, to: to,
                    code: code,
                    pattern: row.text(5).split(separator: ";").map(String.init), note: nil,
                    act: ActID(rawValue: row.integer(6))),
                row.integerOrNil(7).map { ActID(rawValue: $0) }
            )
        }.compactMap { $0 }
    }
}
