public import Attendance

/// An absence or activity known before the session. Never a register entry until the register is taken.
public struct Plan: Hashable, Sendable {
    public var id: Int64
    public var pupil: PupilID
    public var from: Session
    public var to: Session
    public var code: AttendanceCode
    /// The weekdays and halves it holds on, as `monday AM`; empty for every session between.
    public var pattern: [String]
    public var note: String?
    public var act: ActID

    public func covers(_ session: Session) -> Bool {
        from <= session && session <= to
            && (pattern.isEmpty
                || pattern.contains("\(session.date.weekday.name.lowercased()) \(session.half.name)"))
    }
}

/// What somebody told the school about an absence.
public struct AbsenceReport: Hashable, Sendable {
    public var id: Int64
    public var pupil: PupilID
    public var from: Session
    public var to: Session
    public var reason: String
    public var code: AttendanceCode?
    public var toldBy: String?
    public var channel: String?
    public var act: RecordedAct
}

/// Sessions in which the whole site, or part of it, was unexpectedly closed.
public struct UnexpectedClosure: Hashable, Sendable {
    public var id: Int64
    public var from: Session
    public var to: Session
    public var code: AttendanceCode
    /// Empty for everyone.
    public var yearGroups: Set<YearGroup>
    public var reason: String
    public var act: ActID

    public func reaches(_ session: Session, _ yearGroup: YearGroup?) -> Bool {
        from <= session && session <= to
            && (yearGroups.isEmpty || yearGroup.map { yearGroups.contains($0) } ?? false)
    }
}

extension Transaction {
    /// The plans that still hold and touch a session, for every pupil.
    public func plans(in session: Session, school: SchoolID) throws -> [Plan] {
        try plans(
            "from_session <= ? AND to_session >= ?",
            [.text(session.description), .text(session.description)],
            school: school
        ).filter { $0.covers(session) }
    }

    /// The plans for one pupil that still hold and touch a range of sessions.
    public func plans(of pupil: PupilID, from: Session, to: Session, school: SchoolID) throws -> [Plan] {
        try plans(
            "pupil_id = ? AND from_session <= ? AND to_session >= ?",
            [.integer(pupil.rawValue), .text(to.description), .text(from.description)], school: school)
    }

    private func plans(_ condition: String, _ values: [SQLValue], school: SchoolID) throws -> [Plan] {
        try rows(
            """
            SELECT id, pupil_id, from_session, to_session, code, weekdays, note, act_id FROM plan
            WHERE school_id = ? AND ended_act_id IS NULL AND \(condition)
            """,
            [.integer(school.rawValue)] + values
        ) { row -> Plan? in
            guard let from = Session(row.text(2)), let to = Session(row.text(3)),
                let code = AttendanceCode(rawValue: UInt8(row.integer(4)))
            else { return nil }
            return Plan(
                id: row.integer(0), pupil: PupilID(rawValue: row.integer(1)), from: from, to: to, code: code,
                pattern: row.text(5).split(separator: ";").map { String($0) }, note: row.textOrNil(6),
                act: ActID(rawValue: row.integer(7)))
        }
        // Sorted here: asked to, SQLite reads every plan of the school in order instead of the pupil's few.
        .compactMap { $0 }.sorted { $0.id < $1.id }
    }

    /// Keeps a plan; gives its number.
    public func addPlan(
        for pupil: PupilID, from: Session, to: Session, code: AttendanceCode, pattern: [String],
        note: String?,
        by act: RecordedAct, school: SchoolID
    ) throws -> Int64 {
        let id = try nextID(school: school)
        try run(
            """
            INSERT INTO plan (school_id, id, pupil_id, from_session, to_session, code, weekdays, note, act_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(id), .integer(pupil.rawValue), .text(from.description),
                .text(to.description), .integer(Int64(code.rawValue)),
                .text(pattern.isEmpty ? nil : pattern.joined(separator: ";")), .text(note),
                .integer(act.id.rawValue),
            ]
        )
        return id
    }

    /// Ends plans, one or all that an act made; gives how many.
    @discardableResult
    public func endPlans(madeBy made: ActID? = nil, plan: Int64? = nil, by act: RecordedAct, school: SchoolID)
        throws -> Int
    {
        try run(
            """
            UPDATE plan SET ended_act_id = ?
            WHERE school_id = ? AND ended_act_id IS NULL AND (act_id = ? OR id = ?)
            """,
            [
                .integer(act.id.rawValue), .integer(school.rawValue), .integer(made?.rawValue ?? 0),
                .integer(plan ?? 0),
            ]
        )
    }

    /// Keeps what somebody told the school; gives its number.
    public func addReport(
        for pupil: PupilID, from: Session, to: Session, reason: String, code: AttendanceCode?,
        toldBy: String?,
        channel: String?, by act: RecordedAct, school: SchoolID
    ) throws -> Int64 {
        let id = try nextID(school: school)
        try run(
            """
            INSERT INTO report (school_id, id, pupil_id, from_session, to_session, reason, code, told_by, channel,
                act_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(id), .integer(pupil.rawValue), .text(from.description),
                .text(to.description), .text(reason), code.map { .integer(Int64($0.rawValue)) } ?? .null,
                .text(toldBy), .text(channel), .integer(act.id.rawValue),
            ]
        )
        return id
    }

    /// What was reported about sessions between two, for everyone or for one pupil; the oldest first.
    public func reports(
        from: Session, to: Session, of pupil: PupilID? = nil, school: SchoolID
    ) throws -> [AbsenceReport] {
        try rows(
            """
            SELECT r.id, r.pupil_id, r.from_session, r.to_session, r.reason, r.code, r.told_by, r.channel,
                \(Act.columns)
            FROM report r JOIN act a ON a.school_id = r.school_id AND a.id = r.act_id
            WHERE r.school_id = ? AND r.from_session <= ? AND r.to_session >= ? AND (? = 0 OR r.pupil_id = ?)
            ORDER BY r.id
            """,
            [
                .integer(school.rawValue), .text(to.description), .text(from.description),
                .integer(pupil?.rawValue ?? 0), .integer(pupil?.rawValue ?? 0),
            ]
        ) { row -> AbsenceReport? in
            guard let first = Session(row.text(2)), let last = Session(row.text(3)) else { return nil }
            return AbsenceReport(
                id: row.integer(0), pupil: PupilID(rawValue: row.integer(1)), from: first, to: last,
                reason: row.text(4),
                code: row.integerOrNil(5).flatMap { AttendanceCode(rawValue: UInt8($0)) },
                toldBy: row.textOrNil(6), channel: row.textOrNil(7), act: try Act.recorded(from: row, at: 8))
        }.compactMap { $0 }
    }

    /// Whether anybody told the school that a pupil would be away in a session.
    public func isReported(_ pupil: PupilID, in session: Session, school: SchoolID) throws -> Bool {
        try first(
            """
            SELECT 1 FROM report
            WHERE school_id = ? AND pupil_id = ? AND from_session <= ? AND to_session >= ? LIMIT 1
            """,
            [
                .integer(school.rawValue), .integer(pupil.rawValue), .text(session.description),
                .text(session.description),
            ]
        ) { _ in true } ?? false
    }

    /// The closures that have not been taken back.
    public func closures(school: SchoolID) throws -> [UnexpectedClosure] {
        try rows(
            """
            SELECT id, from_session, to_session, code, year_groups, reason, act_id FROM closure
            WHERE school_id = ? AND ended_act_id IS NULL ORDER BY from_session, id
            """,
            [.integer(school.rawValue)]
        ) { row -> UnexpectedClosure? in
            guard let from = Session(row.text(1)), let to = Session(row.text(2)),
                let code = AttendanceCode(rawValue: UInt8(row.integer(3)))
            else { return nil }
            return UnexpectedClosure(
                id: row.integer(0), from: from, to: to, code: code,
                yearGroups: Set(row.text(4).split(separator: ";").compactMap { YearGroup($0) }),
                reason: row.text(5), act: ActID(rawValue: row.integer(6)))
        }.compactMap { $0 }
    }

    public func addClosure(
        from: Session, to: Session, code: AttendanceCode, yearGroups: [YearGroup], reason: String,
        by act: RecordedAct, school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO closure (school_id, id, from_session, to_session, code, year_groups, reason, act_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(try nextID(school: school)), .text(from.description),
                .text(to.description), .integer(Int64(code.rawValue)),
                .text(yearGroups.map(\.description).joined(separator: ";")), .text(reason),
                .integer(act.id.rawValue),
            ]
        )
        try changeEdition(of: school)
    }

    /// Ends the closures that an act made; gives how many.
    @discardableResult
    public func endClosures(madeBy made: ActID, by act: RecordedAct, school: SchoolID) throws -> Int {
        let ended = try run(
            "UPDATE closure SET ended_act_id = ? WHERE school_id = ? AND act_id = ? AND ended_act_id IS NULL",
            [.integer(act.id.rawValue), .integer(school.rawValue), .integer(made.rawValue)]
        )
        if ended > 0 { try changeEdition(of: school) }
        return ended
    }
}
