import Attendance
import Formats
import Store

extension ImportRun {
    func importMarks(_ input: FileInput, as dialect: Dialect?) throws {
        var reader = try MarkReader(input, codes: office.law.codes, as: dialect)
        let marks = try MarkImport(self)
        while let row = try reader.next() {
            try marks.take(row)
            tick(reader.bytesRead, of: reader.byteCount)
        }
        try marks.finish()
        finish(reader.problems, as: reader.dialect)
    }
}

/// The marks of a file, compared with those that stand. Looks things up once for the whole file, and writes entries
/// some thousand at a time, so that a year's 380,000 need neither a question each nor much memory.
final class MarkImport {
    private let run: ImportRun
    private let finder: PupilFinder
    private let admissions: [PupilID: [Admission]]
    private let groups: [PupilID: [Membership]]
    private var years: [AcademicYear: Year] = [:]
    private var waiting: [NewEntry] = []
    /// The pupil of the row before: a file mostly has a pupil's marks one after the other.
    private var last: (reference: PupilReference, pupil: PupilID?)?

    private static let most = 8192

    /// One academic year's lookups.
    private final class Year {
        let calendar: SchoolCalendar?
        var standing: [PupilID: [UInt8]]
        let yearGroups: [PupilID: YearGroup]
        var pupils: [PupilID: PupilYear] = [:]
        /// The sessions in which somebody of a group was marked.
        var taken: [GroupID: [Bool]] = [:]

        init(calendar: SchoolCalendar?, standing: [PupilID: [UInt8]], yearGroups: [PupilID: YearGroup]) {
            self.calendar = calendar
            self.standing = standing
            self.yearGroups = yearGroups
        }
    }

    /// One pupil's marks of a year: those that stand, and those this file has given.
    private final class PupilYear {
        var standing: [UInt8]
        var given = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
        let yearGroup: YearGroup?
        let sessions: SessionMask

        init(standing: [UInt8], yearGroup: YearGroup?, sessions: SessionMask) {
            self.standing = standing
            self.yearGroup = yearGroup
            self.sessions = sessions
        }
    }

    init(_ run: ImportRun) throws {
        self.run = run
        finder = try PupilFinder(run.transaction, school: run.schoolID)
        admissions = try run.transaction.allAdmissions(school: run.schoolID)
        var groups: [PupilID: [Membership]] = [:]
        if let first = run.yearsHeld.first, let last = run.yearsHeld.last {
            for kind in [PupilGroup.Kind.registration, .classGroup] {
                let all = try run.transaction.memberships(
                    in: first.gridStart...last.lastDay, kind: kind, school: run.schoolID)
                for membership in all { groups[membership.pupil, default: []].append(membership) }
            }
        }
        self.groups = groups
        waiting.reserveCapacity(Self.most)
    }

    func take(_ row: MarkRow) throws {
        guard let pupil = find(row.pupil) else {
            if case .absent = row.mark { return run.report.add(.blank, row: row.line) }
            return run.refuse(
                row.line, column: row.column, "no pupil here has \(row.pupil.words)",
                remedy: "Import the pupils first, or put the number right.")
        }
        let code: AttendanceCode
        switch row.mark {
        case .absent: return run.report.add(.blank, row: row.line)
        case .code(let read), .parked(let read): code = read
        }
        let session = row.session
        let year = try year(of: session.date)
        guard let calendar = year.calendar,
            let slot = AcademicYear(containing: session.date).index(of: session)
        else {
            return run.refuse(
                row.line, column: row.column, "there is no calendar for \(session.date)",
                remedy: "Add that year's with `rollcall calendar add FILE`, or put the date right.")
        }
        let isOnRoll = admissions[pupil]?.contains { $0.spell.contains(session.date) } ?? false
        if code == .notYetOnRoll {
            if isOnRoll {
                run.notice(
                    row.line, column: row.column,
                    "Z stands for a pupil who is not on the roll, and this one is here",
                    remedy: "It is left out. Compare the dates of admission in both systems.")
            }
            return run.report.add(.blank, row: row.line)
        }
        let marks = pupilYear(pupil, in: year, calendar: calendar)
        guard marks.sessions.contains(session) else {
            if code == .plannedClosure { return run.report.add(.blank, row: row.line) }
            return run.refuse(
                row.line, column: row.column, "no session was held on \(session)",
                remedy: "Put the date right, or the school's calendar.")
        }
        guard session.date <= run.today else {
            run.report.add(.blank, row: row.line)
            return run.notice(
                row.line, column: row.column, "the session is still to come, so it has no mark yet",
                remedy: "Planned absences are entered here as plans.")
        }
        guard isOnRoll else {
            return run.refuse(
                row.line, column: row.column,
                "\(finder.name(of: pupil)) was not on the roll on \(session.date)",
                remedy: "Put the date right, or the pupil's dates of admission and leaving.")
        }
        let before = marks.given[slot]
        if before != 0 {
            if before == code.rawValue { return run.report.add(.unchanged, row: row.line) }
            return run.refuse(
                row.line, column: row.column,
                "the file gives \(finder.name(of: pupil)) a second mark for \(session)",
                remedy: "Leave the wrong one out.")
        }
        marks.given[slot] = code.rawValue
        try settle(row, code, of: pupil, marks, at: slot, year)
    }

    /// A mark that may stand: takes it in, asks about it, or finds that it stands.
    private func settle(
        _ row: MarkRow, _ code: AttendanceCode, of pupil: PupilID, _ marks: PupilYear, at slot: Int,
        _ year: Year
    ) throws {
        let session = row.session
        let standing = AttendanceCode(rawValue: marks.standing[slot])
        if case .parked = row.mark {
            try run.ask(
                .parkedMark, pupil: pupil, session: session, ours: standing?.text, theirs: code.text,
                detail: row.comment.value ?? "")
            let stands = standing.map { "\($0.text) stands until then" } ?? "missing until then"
            return run.report.add(
                .parked, row: row.line, about: "\(finder.name(of: pupil)), \(session)",
                text: "\(code.text) was no code then: a person says what it was; \(stands)")
        }
        noteGroups(of: pupil, session, at: slot, year)
        if standing == code { return run.report.add(.unchanged, row: row.line) }
        if let standing {
            let entry = try run.transaction.standingMark(of: pupil, in: session, school: run.schoolID)
            let isFiles = entry?.act.act.kind == .importFile
            let isProtected =
                run.school.policy(on: session.date)?.codes.isProtected(standing) ?? false
            guard isFiles, !isProtected else {
                try run.ask(
                    .markDiffers, pupil: pupil, session: session, ours: standing.text, theirs: code.text)
                let who = entry?.act.act.by.name ?? "somebody here"
                return run.report.add(
                    .differs, row: row.line, about: "\(finder.name(of: pupil)), \(session)",
                    text: "\(standing.text) by \(who) stands; the file has \(code.text)")
            }
            run.report.add(
                .changed, row: row.line, about: "\(finder.name(of: pupil)), \(session)",
                text: "\(standing.text), from a file, is amended to \(code.text)")
        } else {
            run.report.add(.added, row: row.line)
        }
        warn(of: code, row, pupil)
        marks.standing[slot] = code.rawValue
        waiting.append(
            NewEntry(
                pupil: pupil, session: session, code: code, minutesLate: minutes(row, code, marks.yearGroup),
                note: row.comment.value.map { String($0.prefix(2000)) }))
        if waiting.count == Self.most { try write() }
    }

    /// What the law asks of a code is a warning here: the mark is history.
    private func warn(of code: AttendanceCode, _ row: MarkRow, _ pupil: PupilID) {
        let session = row.session
        guard let rule = run.office.law.codes.rule(for: code, on: session.date),
            rule.noteRequired || rule.age != .any || rule.half.map({ $0 != session.half }) ?? false
        else { return }
        let isOfSchoolAge = finder.details[pupil]?.born.map {
            CompulsorySchoolAge(born: $0).contains(session.date)
        }
        for refusal in run.office.law.codes.refusals(
            of: code, for: session, note: row.comment.value ?? "", ofCompulsorySchoolAge: isOfSchoolAge)
        {
            run.notice(
                row.line, column: row.column, refusal.description,
                remedy: "The mark is taken as it is. Amend it here if it is wrong.")
        }
    }

    private func minutes(_ row: MarkRow, _ code: AttendanceCode, _ yearGroup: YearGroup?) -> Int? {
        guard code == .late || code == .lateAfterClose else { return nil }
        if let minutes = row.minutesLate.value { return minutes }
        guard let arrival = row.arrival.value else { return nil }
        return run.school.times(for: row.session, yearGroup: yearGroup)?.minutesLate(arrivingAt: arrival)
    }

    func finish() throws {
        try write()
        guard run.recorded != nil else { return }
        for (year, state) in years.sorted(by: { $0.key < $1.key }) {
            for (group, sessions) in state.taken.sorted(by: { $0.key < $1.key }) {
                let registers = try run.transaction.registers(
                    of: group, on: year.firstDay, school: run.schoolID)
                for (slot, isTaken) in sessions.enumerated() where isTaken {
                    let session = year.session(at: slot)
                    for register in registers
                    where register.register.half == session.half && register.from <= session.date
                        && register.to.map({ session.date <= $0 }) ?? true
                    {
                        try run.transaction.keepImported(
                            register.id, session, from: run.file, at: run.at, school: run.schoolID)
                    }
                }
            }
        }
    }

    // MARK: Lookups

    private func find(_ reference: PupilReference) -> PupilID? {
        if let last, last.reference == reference { return last.pupil }
        let pupil = finder.find(reference)
        last = (reference, pupil)
        return pupil
    }

    private func year(of date: CalendarDate) throws -> Year {
        let key = AcademicYear(containing: date)
        if let known = years[key] { return known }
        let year = Year(
            calendar: run.school.calendars[key],
            standing: try run.transaction.yearMarks(in: key, school: run.schoolID),
            yearGroups: try run.transaction.yearGroups(in: key, school: run.schoolID))
        years[key] = year
        return year
    }

    private func pupilYear(_ pupil: PupilID, in year: Year, calendar: SchoolCalendar) -> PupilYear {
        if let known = year.pupils[pupil] { return known }
        let yearGroup = year.yearGroups[pupil]
        let marks = PupilYear(
            standing: year.standing.removeValue(forKey: pupil)
                ?? [UInt8](repeating: 0, count: AcademicYear.sessionCount),
            yearGroup: yearGroup, sessions: calendar.sessions(for: yearGroup))
        year.pupils[pupil] = marks
        return marks
    }

    /// The registers of the pupil's groups were taken in that session, in the other system. Today's are taken here.
    private func noteGroups(of pupil: PupilID, _ session: Session, at slot: Int, _ year: Year) {
        guard session.date < run.today else { return }
        for membership in groups[pupil] ?? [] where membership.contains(session) {
            if year.taken[membership.group.id]?[slot] == true { continue }
            year.taken[
                membership.group.id, default: [Bool](repeating: false, count: AcademicYear.sessionCount)
            ][slot] = true
        }
    }

    private func write() throws {
        guard !waiting.isEmpty else { return }
        _ = try run.transaction.append(waiting, by: try run.act(), school: run.schoolID)
        waiting.removeAll(keepingCapacity: true)
    }
}
