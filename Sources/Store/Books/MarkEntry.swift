public import Attendance
import Crypto

/// A mark about to be written.
public struct NewEntry: Hashable, Sendable {
    public var pupil: PupilID
    public var session: Session
    /// Nil takes a mark away: the session has none again (an act taken back).
    public var code: AttendanceCode?
    public var minutesLate: Int?
    public var note: String?

    public init(
        pupil: PupilID, session: Session, code: AttendanceCode?, minutesLate: Int? = nil, note: String? = nil
    ) {
        self.pupil = pupil
        self.session = session
        self.code = code
        self.minutesLate = minutesLate
        self.note = note
    }
}

/// One entry in a register, as it was made. A correction is a later entry; the earlier one stays.
public struct MarkEntry: Hashable, Sendable {
    /// Numbered from 1 within a school and academic year, in the order they were made: numbers, not clocks, say
    /// which came last.
    public var number: Int64
    public var pupil: PupilID
    public var session: Session
    public var code: AttendanceCode?
    public var minutesLate: Int?
    /// Nil also when the note was blanked; `isNoteBlanked` says which.
    public var note: String?
    public var isNoteBlanked: Bool
    public var act: RecordedAct
}

/// What stands for one pupil and session: the last entry.
public struct StandingMark: Hashable, Sendable {
    public var number: Int64
    public var code: AttendanceCode?
    public var minutesLate: Int?
    public var act: RecordedAct
}

extension Transaction {
    /// Adds entries to the registers of a school: seals each to the one before, and brings the year marks along.
    ///
    /// Gives each entry's number, in order. The caller has decided that each is a change and is allowed.
    public func append(_ entries: [NewEntry], by act: RecordedAct, school: SchoolID) throws -> [Int64] {
        var heads: [AcademicYear: ChainHead] = [:]
        var spans: [AcademicYear: ClosedRange<Int64>] = [:]
        var changes: [MarkChange] = []
        var rows: [SQLValue] = []
        var notes: [SQLValue] = []
        var numbers: [Int64] = []
        changes.reserveCapacity(entries.count)
        rows.reserveCapacity(entries.count * 10)
        numbers.reserveCapacity(entries.count)
        for entry in entries {
            let year = AcademicYear(containing: entry.session.date)
            guard let slot = year.index(of: entry.session) else {
                throw StoreError.statement("\(entry.session) is in no academic year")
            }
            let code = entry.code?.rawValue ?? 0
            var head = try heads[year] ?? chainHead(.entries, year: year, school: school)
            let salted = entry.note.map { SaltedNote($0) }
            head.advance { sealed in
                MarkEntry.seal(
                    &sealed, pupil: entry.pupil.rawValue, slot: slot, code: code,
                    minutesLate: entry.minutesLate, noteHash: salted?.hash, actHash: act.hash)
            }
            heads[year] = head
            spans[year] = (spans[year]?.lowerBound ?? head.number)...head.number
            rows += [
                .integer(school.rawValue), .integer(year.start), .integer(head.number),
                .integer(entry.pupil.rawValue), .integer(slot), .integer(Int64(code)),
                .integer(entry.minutesLate), salted.map { .bytes($0.hash) } ?? .null,
                .integer(act.id.rawValue), .bytes(head.hash),
            ]
            if let salted {
                notes += [
                    .integer(school.rawValue), .integer(year.start), .integer(head.number),
                    .bytes(salted.salt), .text(salted.note),
                ]
            }
            changes.append(
                MarkChange(place: YearOfPupil(year: year, pupil: entry.pupil), slot: slot, code: code))
            numbers.append(head.number)
        }
        try insert(
            "mark_entry (school_id, year, number, pupil_id, slot, code, minutes_late, note_hash, act_id, hash)",
            columns: 10, rows)
        try insert("entry_note (school_id, year, number, salt, note)", columns: 5, notes)
        try change(changes, school: school)
        for (year, head) in heads { try save(head, .entries, year: year, school: school) }
        for (year, span) in spans { try save(span, of: act.id, year: year, school: school) }
        return numbers
    }

    /// Remembers which entries an act made: those of its own among the numbers from its first to its last.
    private func save(_ span: ClosedRange<Int64>, of act: ActID, year: AcademicYear, school: SchoolID) throws
    {
        try run(
            """
            INSERT INTO act_entries (school_id, act_id, year, first, last) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (school_id, act_id, year) DO UPDATE SET last = excluded.last
            """,
            [
                .integer(school.rawValue), .integer(act.rawValue), .integer(year.start),
                .integer(span.lowerBound), .integer(span.upperBound),
            ]
        )
    }

    /// Every entry for a pupil in a range of days, in the order they were made.
    public func entries(of pupil: PupilID, in days: ClosedRange<CalendarDate>, school: SchoolID) throws
        -> [MarkEntry]
    {
        try AcademicYear.all(from: days.lowerBound, to: days.upperBound).flatMap { year in
            let first = max(0, (days.lowerBound - year.gridStart) * 2)
            let last = min(AcademicYear.sessionCount - 1, (days.upperBound - year.gridStart) * 2 + 1)
            // Entries are found by session first, so each session is named; the last again, up to one of three
            // lengths, so that there are three statements to prepare and not one for every number of days.
            let asked = Array(first...max(first, last))
            let length = [2, 62, AcademicYear.sessionCount].first { $0 >= asked.count } ?? asked.count
            let slots = asked + Array(repeating: asked[asked.count - 1], count: length - asked.count)
            return try rows(
                """
                SELECT e.number, e.pupil_id, e.slot, e.code, e.minutes_late, e.note_hash, n.note, \(Act.columns)
                FROM mark_entry e
                JOIN act a ON a.school_id = e.school_id AND a.id = e.act_id
                LEFT JOIN entry_note n
                    ON n.school_id = e.school_id AND n.year = e.year AND n.number = e.number
                WHERE e.school_id = ? AND e.year = ? AND e.pupil_id = ?
                    AND e.slot IN (\(slots.map { _ in "?" }.joined(separator: ", ")))
                ORDER BY e.number
                """,
                [.integer(school.rawValue), .integer(year.start), .integer(pupil.rawValue)]
                    + slots.map { .integer($0) }
            ) { try MarkEntry(row: $0, year: year) }
        }
    }

    /// Every entry that one act made.
    public func entries(by act: ActID, school: SchoolID) throws -> [MarkEntry] {
        try rows(
            """
            SELECT e.number, e.pupil_id, e.slot, e.code, e.minutes_late, e.note_hash, n.note, \(Act.columns), e.year
            FROM \(OfAct.tables)
            JOIN act a ON a.school_id = e.school_id AND a.id = e.act_id
            LEFT JOIN entry_note n ON n.school_id = e.school_id AND n.year = e.year AND n.number = e.number
            WHERE \(OfAct.condition)
            ORDER BY e.year, e.number
            """,
            [.integer(school.rawValue), .integer(act.rawValue)]
        ) { try MarkEntry(row: $0, year: AcademicYear(startingIn: $0.int(15))) }
    }

    /// What stands for a pupil in a session; nil when no entry was ever made.
    public func standingMark(of pupil: PupilID, in session: Session, school: SchoolID) throws -> StandingMark?
    {
        let year = AcademicYear(containing: session.date)
        guard let slot = year.index(of: session) else { return nil }
        return try first(
            """
            SELECT e.number, e.code, e.minutes_late, \(Act.columns)
            FROM mark_entry e JOIN act a ON a.school_id = e.school_id AND a.id = e.act_id
            WHERE e.school_id = ? AND e.year = ? AND e.number = (
                SELECT max(l.number) FROM mark_entry l
                WHERE l.school_id = ? AND l.year = ? AND l.slot = ? AND l.pupil_id = ?)
            """,
            [
                .integer(school.rawValue), .integer(year.start), .integer(school.rawValue),
                .integer(year.start),
                .integer(slot), .integer(pupil.rawValue),
            ]
        ) {
            StandingMark(
                number: $0.integer(0), code: AttendanceCode(rawValue: UInt8($0.integer(1))),
                minutesLate: $0.intOrNil(2), act: try Act.recorded(from: $0, at: 3))
        }
    }
}

extension MarkEntry {
    /// The fields an entry is sealed by, after the hash of the one before and its own number.
    static func seal(
        _ sealed: inout Sealed, pupil: Int64, slot: Int, code: UInt8, minutesLate: Int?, noteHash: [UInt8]?,
        actHash: [UInt8]
    ) {
        sealed.add(pupil)
        sealed.add(Int64(slot))
        sealed.add(Int64(code))
        sealed.add(Int64(minutesLate ?? -1))
        sealed.add(fixed: noteHash ?? Self.noNote)
        sealed.add(fixed: actHash)
    }

    private static let noNote = [UInt8](repeating: 0, count: 32)

    init(row: Row, year: AcademicYear) throws {
        number = row.integer(0)
        pupil = PupilID(rawValue: row.integer(1))
        session = year.session(at: row.int(2))
        code = AttendanceCode(rawValue: UInt8(row.integer(3)))
        minutesLate = row.intOrNil(4)
        note = row.textOrNil(6)
        isNoteBlanked = note == nil && !row.bytes(5).isEmpty
        act = try Act.recorded(from: row, at: 7)
    }
}

/// A note as an entry is sealed by it: the chain holds a salted hash, so that the words can be blanked by a
/// recorded act (a note about the wrong child) and the chain still stands.
struct SaltedNote {
    let note: String
    let salt: [UInt8]
    var hash: [UInt8] { Self.hash(note, salt: salt) }

    init(_ note: String) {
        self.note = note
        var random = SystemRandomNumberGenerator()
        salt = (0..<2).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
    }

    static func hash(_ note: String, salt: [UInt8]) -> [UInt8] {
        var sealed = Sealed()
        sealed.add(fixed: salt)
        sealed.add(note)
        return sealed.hash
    }
}

extension AcademicYear {
    /// The academic years from one day to another, in order.
    static func all(from first: CalendarDate, to last: CalendarDate) -> [AcademicYear] {
        let years = AcademicYear(containing: first).start...AcademicYear(containing: max(first, last)).start
        return years.map { AcademicYear(startingIn: $0) }
    }
}
