public import Attendance
import Store

/// Taking a pupil off the admission register: the ground, the day it was met, and that each of its conditions is.
public struct Deletion: Hashable, Sendable {
    /// The ground's id in the law file, `9(1)(a)`; its letter alone will do.
    public var ground: String
    /// The day on which the ground was met: the pupil's last on the roll.
    public var day: CalendarDate
    /// The conditions that the person has confirmed, by their place in the law file, from 0.
    public var confirmed: Set<Int>
    /// What the person adds, as where the letter is filed.
    public var note: String?
    public var nextSchool: String?

    public init(
        ground: String, day: CalendarDate, confirmed: Set<Int>, note: String? = nil, nextSchool: String? = nil
    ) {
        self.ground = ground
        self.day = day
        self.confirmed = confirmed
        self.note = note
        self.nextSchool = nextSchool
    }
}

extension Office {
    /// The grounds on which a pupil may be taken off the roll on a day, each with what has to be confirmed.
    public func deletionGrounds(on day: CalendarDate) -> [DeletionGround] { law.deletionGrounds(on: day) }

    /// Takes a pupil off the roll, on a ground of the regulations and by a named person; never by a file or a rule.
    ///
    /// Throws `OfficeError.invalid` where the ground is not met as far as the books show, or a condition is not
    /// confirmed. Source: School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9.
    public func delete(_ pupil: PupilID, _ deletion: Deletion, by signedIn: SignedIn) async throws {
        try signedIn.require(.deleteFromRoll)
        guard signedIn.person != nil else {
            throw OfficeError.notAllowed(
                "A pupil is taken off the roll by a named person who signed in, not by a system.")
        }
        let at = now()
        let today = self.today
        try await store.write(signedIn.school) { transaction in
            let school = try self.school(signedIn.school, in: transaction)
            guard let found = try transaction.pupil(pupil, school: school.id) else {
                throw OfficeError.notFound("There is no such pupil at this school.")
            }
            guard let stay = found.admissions.last(where: { $0.from <= deletion.day && $0.to == nil }) else {
                throw OfficeError.conflict("The pupil is not on the roll on \(deletion.day).")
            }
            let ground = try self.ground(deletion)
            var problems = Self.problems(with: deletion, ground: ground, on: today)
            if problems.isEmpty {
                problems = try self.problems(
                    with: deletion, letter: ground.letter, of: found, school: school, on: today, transaction)
            }
            if !problems.isEmpty { throw OfficeError.invalid(problems) }
            let act = try transaction.record(
                .delete, at: at, by: signedIn,
                reason: [ground.label, deletion.note?.trimmedOfSpace.nilIfEmpty].compactMap { $0 }
                    .joined(separator: ". "),
                detail: RollDetail.text(
                    fields: [], from: deletion.day.description,
                    note: "\(ground.id), conditions confirmed: \(ground.conditions.count)"),
                about: [pupil])
            try transaction.endAdmission(
                of: pupil, from: stay.from, on: deletion.day, ground: ground.id,
                nextSchool: deletion.nextSchool?.trimmedOfSpace.nilIfEmpty, by: act, school: school.id)
        }
    }

    /// Takes back a deletion made in error: the pupil was on the roll throughout, and the sessions since are missing
    /// until they are completed late.
    public func takeBackDeletion(of pupil: PupilID, reason: String, by signedIn: SignedIn) async throws {
        try signedIn.require(.deleteFromRoll)
        guard signedIn.person != nil else {
            throw OfficeError.notAllowed("A deletion is taken back by a named person who signed in.")
        }
        let reason = reason.trimmedOfSpace
        if reason.isEmpty { throw OfficeError.invalid("reason", "Say why the deletion was an error.") }
        let at = now()
        try await store.write(signedIn.school) { transaction in
            let stays = try transaction.admissions(of: pupil, school: signedIn.school)
            guard let stay = stays.last, let to = stay.to, stay.deletedBy != nil else {
                throw OfficeError.conflict("The pupil has not been taken off the roll.")
            }
            _ = try transaction.record(
                .delete, at: at, by: signedIn, reason: reason,
                detail: RollDetail.text(from: to.description, note: "taken back"), about: [pupil])
            try transaction.reopenAdmission(of: pupil, from: stay.from, school: signedIn.school)
            try transaction.reopenMemberships(of: pupil, endedOn: to, school: signedIn.school)
        }
    }

    private func ground(_ deletion: Deletion) throws(OfficeError) -> DeletionGround {
        let grounds = law.deletionGrounds(on: deletion.day)
        let wanted = deletion.ground.trimmedOfSpace.lowercased()
        if let found = grounds.first(where: { $0.id == wanted || $0.letter == wanted }) { return found }
        if grounds.isEmpty {
            throw .invalid("day", "Grounds are known from 19 August 2024 on; earlier deletions are imported.")
        }
        throw .invalid(
            "ground", "Choose a ground of regulation 9: \(grounds.map(\.letter).joined(separator: ", ")).")
    }

    private static func problems(
        with deletion: Deletion, ground: DeletionGround, on today: CalendarDate
    ) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if deletion.day > today {
            problems.append(
                FieldProblem(
                    field: "day",
                    message: "The ground has to be met first: a planned leaving date is no deletion. "
                        + "Record it on \(deletion.day) or later."))
        }
        let open = ground.conditions.indices.filter { !deletion.confirmed.contains($0) }
        if !open.isEmpty {
            problems.append(
                FieldProblem(
                    field: "confirmed",
                    message: "Confirm that: " + open.map { ground.conditions[$0] }.joined(separator: " ")))
        }
        return problems
    }

    /// What the books themselves say against a deletion.
    private func problems(
        with deletion: Deletion, letter: String, of pupil: Pupil, school: School, on today: CalendarDate,
        _ transaction: any Transaction
    ) throws -> [FieldProblem] {
        let marks = PupilMarks(
            try transaction.standingCodes(of: pupil.id, in: (deletion.day - 365)...today, school: school.id))
        var problems: [FieldProblem] = []
        if let seen = marks.lastAttended, seen.date > deletion.day {
            problems.append(
                FieldProblem(
                    field: "day",
                    message:
                        "The pupil was marked as attending on \(seen.date), after that day: a deletion is not "
                        + "dated back. Amend the mark if it is wrong."))
        }
        switch letter {
        case "h":
            let count = try figure(.notReturnedDays, on: deletion.day)
            if let seen = try lastSchoolDays(count, of: pupil, until: deletion.day, school: school)
                .first(where: { marks.attended(on: $0) })
            {
                problems.append(
                    FieldProblem(
                        field: "ground",
                        message: "The pupil attended on \(seen), within the \(count) school days."))
            }
        case "i":
            let count = try figure(.continuousAbsenceDays, on: deletion.day)
            let codes = law.codes(.continuousAbsenceCodes, on: deletion.day)
            let days = try lastSchoolDays(count, of: pupil, until: deletion.day, school: school)
            if days.count < count {
                problems.append(
                    FieldProblem(
                        field: "ground",
                        message: "The calendars hold no \(count) school days before that."))
            }
            let yearGroup = pupil.yearGroup(on: deletion.day)
            for day in days {
                for half in Session.Half.allCases {
                    let session = Session(day, half)
                    guard school.isSession(session, yearGroup), problems.isEmpty else { continue }
                    let code = marks[session]
                    if let code, codes.contains(code) { continue }
                    problems.append(
                        FieldProblem(
                            field: "ground",
                            message:
                                "\(session) is recorded \(code?.text ?? "with no mark"): each session of the "
                                + "\(count) school days has to be "
                                + "one of \(codes.map(\.text).joined(separator: ", "))."))
                }
            }
        case "l":
            if let born = pupil.details.born {
                let last = CompulsorySchoolAge(born: born).lastDay
                let meets = try? school.calendars.schoolDay(
                    1, after: deletion.day, for: pupil.yearGroup(on: deletion.day))
                if last >= meets ?? (AcademicYear(containing: deletion.day).lastDay + 1) {
                    problems.append(
                        FieldProblem(
                            field: "ground",
                            message:
                                "The pupil is of compulsory school age until \(last), and the school meets again "
                                + "before that."))
                }
            } else {
                problems.append(
                    FieldProblem(
                        field: "ground", message: "Record the date of birth first: this ground needs it."))
            }
        default: break
        }
        return problems
    }

    private func figure(_ name: LawFigureName, on day: CalendarDate) throws(OfficeError) -> Int {
        guard let number = law.number(name, on: day) else {
            throw .invalid("ground", "The law files do not say on \(day): \(law.label(of: name)).")
        }
        return number
    }

    /// The last school days of a pupil's year group up to a day; fewer where the calendars begin later.
    private func lastSchoolDays(
        _ count: Int, of pupil: Pupil, until day: CalendarDate, school: School
    ) throws -> [CalendarDate] {
        do {
            return try school.calendars.lastSchoolDays(count, endingOn: day, for: pupil.yearGroup(on: day))
        } catch {
            throw OfficeError.invalid("day", "There is no calendar for \(day): add it first.")
        }
    }
}

extension DeletionGround {
    /// The letter of the paragraph: `a` of `9(1)(a)`.
    public var letter: String {
        id.split(separator: "(").last.map { String($0.prefix { $0 != ")" }) } ?? id
    }
}

/// What stands for one pupil, by session.
private struct PupilMarks {
    let codes: [Session: AttendanceCode]

    init(_ codes: [Session: AttendanceCode]) {
        self.codes = codes
    }

    subscript(session: Session) -> AttendanceCode? { codes[session] }

    var lastAttended: Session? { codes.filter { $0.value.isAttendance }.keys.max() }

    func attended(on day: CalendarDate) -> Bool {
        Session.Half.allCases.contains { codes[Session(day, $0)]?.isAttendance ?? false }
    }
}

extension AttendanceCode {
    /// In school, or at an approved educational activity.
    fileprivate var isAttendance: Bool {
        sessionClass == .present || sessionClass == .approvedEducationalActivity || self == .lateAfterClose
    }
}
