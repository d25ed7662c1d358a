public import Attendance

/// What one act made of a session, and what the session was before it.
public struct EntryOfAct: Hashable, Sendable {
    public var pupil: PupilID
    public var session: Session
    public var code: AttendanceCode?
    public var minutesLate: Int?
    public var note: String?
    /// False when somebody has changed the session since.
    public var stands: Bool
    /// What stood before, as an entry that would bring it back; its code is nil where nothing did.
    public var before: NewEntry

    /// Taking the act back would change nothing here.
    public var changedNothing: Bool {
        code == before.code && minutesLate == before.minutesLate && note == before.note
    }
}

/// The entries `e` of one act, `x`: its own among those between its first and its last, as others' may lie between.
/// Asks for the school and the act.
enum OfAct {
    static let tables = "act_entries x CROSS JOIN mark_entry e"
    static let condition = """
        x.school_id = ? AND x.act_id = ? AND e.school_id = x.school_id AND e.year = x.year
            AND e.number BETWEEN x.first AND x.last AND e.act_id = x.act_id
        """
}

extension Transaction {
    /// Each session that one act made entries for, with what stood before: one question for all of them, since an
    /// import makes hundreds of thousands. Of several entries of the act for one session the last counts.
    public func entriesWithWhatStoodBefore(_ act: ActID, school: SchoolID) throws -> [EntryOfAct] {
        try rows(
            """
            SELECT e.year, e.pupil_id, e.slot, e.code, e.minutes_late, en.note, b.code, b.minutes_late, bn.note,
                e.number = (
                    SELECT max(l.number) FROM mark_entry l
                    WHERE l.school_id = e.school_id AND l.pupil_id = e.pupil_id AND l.year = e.year
                        AND l.slot = e.slot)
            FROM \(OfAct.tables)
            LEFT JOIN entry_note en
                ON en.school_id = e.school_id AND en.year = e.year AND en.number = e.number
            LEFT JOIN mark_entry b ON b.school_id = e.school_id AND b.year = e.year AND b.number = (
                SELECT max(l.number) FROM mark_entry l
                WHERE l.school_id = e.school_id AND l.pupil_id = e.pupil_id AND l.year = e.year
                    AND l.slot = e.slot AND l.number < e.number AND l.act_id <> e.act_id)
            LEFT JOIN entry_note bn
                ON bn.school_id = b.school_id AND bn.year = b.year AND bn.number = b.number
            WHERE \(OfAct.condition) AND NOT EXISTS (
                SELECT 1 FROM mark_entry s
                WHERE s.school_id = e.school_id AND s.pupil_id = e.pupil_id AND s.year = e.year
                    AND s.slot = e.slot AND s.number > e.number AND s.act_id = e.act_id)
            ORDER BY e.year, e.number
            """,
            [.integer(school.rawValue), .integer(act.rawValue)]
        ) { row in
            let pupil = PupilID(rawValue: row.integer(1))
            let session = AcademicYear(startingIn: row.int(0)).session(at: row.int(2))
            func code(_ column: Int) -> AttendanceCode? {
                row.integerOrNil(column).flatMap { AttendanceCode(rawValue: UInt8($0)) }
            }
            return EntryOfAct(
                pupil: pupil, session: session, code: code(3), minutesLate: row.intOrNil(4),
                note: row.textOrNil(5), stands: row.flag(9),
                before: NewEntry(
                    pupil: pupil, session: session, code: code(6), minutesLate: row.intOrNil(7),
                    note: row.textOrNil(8)))
        }
    }

    /// Forgets that registers were taken in another system, for those of some sessions whose every mark has gone: an
    /// import that is taken back leaves them as they were, neither taken nor closed. Gives how many.
    ///
    /// A register stays taken while anybody of its group has a mark in the session.
    public func forgetImportedRegisters(without marksIn: Set<Session>, school: SchoolID) throws -> Int {
        guard let first = marksIn.min(), let last = marksIn.max() else { return 0 }
        let days = first.date...last.date
        var members: [GroupID: [Membership]] = [:]
        for kind in [PupilGroup.Kind.registration, .classGroup] {
            for membership in try memberships(in: days, kind: kind, school: school) {
                members[membership.group.id, default: []].append(membership)
            }
        }
        var marks: [AcademicYear: [PupilID: [UInt8]]] = [:]
        for year in AcademicYear.all(from: days.lowerBound, to: days.upperBound) {
            marks[year] = try yearMarks(in: year, school: school)
        }
        let imported = try rows(
            """
            SELECT s.register_id, s.session, r.group_id FROM register_session s
            JOIN register r ON r.school_id = s.school_id AND r.id = s.register_id
            WHERE s.school_id = ? AND s.source = 'import' AND s.session >= ? AND s.session <= ?
            """,
            [.integer(school.rawValue), .text(first.description), .text(last.description)]
        ) { (register: $0.integer(0), session: Session($0.text(1)), group: GroupID(rawValue: $0.integer(2))) }
        var forgotten = 0
        for row in imported {
            guard let session = row.session, marksIn.contains(session) else { continue }
            let year = AcademicYear(containing: session.date)
            guard let slot = year.index(of: session) else { continue }
            let isMarked = (members[row.group] ?? []).contains {
                $0.contains(session) && (marks[year]?[$0.pupil]?[slot] ?? 0) != 0
            }
            if isMarked { continue }
            forgotten += try run(
                """
                DELETE FROM register_session
                WHERE school_id = ? AND register_id = ? AND session = ? AND source = 'import'
                """,
                [.integer(school.rawValue), .integer(row.register), .text(session.description)])
        }
        return forgotten
    }
}
