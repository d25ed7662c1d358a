public import Attendance
import Store

/// A change to a mark that has been taken.
public struct Amendment: Hashable, Sendable {
    public var pupil: PupilID
    public var session: Session
    /// As it was typed: `I`, `C1`.
    public var to: String
    public var minutesLate: Int?
    public var note: String?
    /// For leave: the day it was granted, which must be before the session.
    public var grantedOn: CalendarDate?

    public init(
        pupil: PupilID, session: Session, to: String, minutesLate: Int? = nil, note: String? = nil,
        grantedOn: CalendarDate? = nil
    ) {
        self.pupil = pupil
        self.session = session
        self.to = to
        self.minutesLate = minutesLate
        self.note = note
        self.grantedOn = grantedOn
    }
}

extension Office {
    /// Amends marks: original and amended entry are both kept, with the reason, the day, and the name and position
    /// of whoever did it (2024 Regulations, regulation 6). One act may amend many; if one cannot be made, none is.
    ///
    /// Gives the act, which can be taken back as one, and the entries' numbers in order; nil for those that stood
    /// so already. Throws `OfficeError`.
    @discardableResult
    public func amend(
        _ amendments: [Amendment], reason: String, by person: SignedIn
    ) async throws -> (act: ActID?, entries: [Int64?]) {
        try person.require(.amend)
        guard !reason.trimmedOfSpace.isEmpty else {
            throw OfficeError.invalid("reason", "Give the reason: an amendment without one is not allowed.")
        }
        guard !amendments.isEmpty else {
            throw OfficeError.invalid("session", "Choose at least one session.")
        }
        try await refuse(amendments, reason: reason.trimmedOfSpace, by: person)
        let at = now()
        return try await store.write(person.school) { transaction in
            try self.amend(
                amendments, reason: reason.trimmedOfSpace, kind: .amend, by: person, at: at, transaction)
        }
    }

    func amend(
        _ amendments: [Amendment], reason: String, kind: Act.Kind, by person: SignedIn, at: Instant,
        _ transaction: any Transaction
    ) throws -> (act: ActID?, entries: [Int64?]) {
        let moment = LondonClock.moment(at: at)
        let school = try self.school(person.school, in: transaction)
        var entries: [NewEntry] = []
        var places: [Int] = []
        var problems: [FieldProblem] = []
        for (place, amendment) in amendments.enumerated() {
            do {
                guard let entry = try newEntry(for: amendment, school: school, at: moment, transaction) else {
                    continue
                }
                entries.append(entry)
                places.append(place)
            } catch OfficeError.invalid(let more) {
                problems += more
            }
        }
        if !problems.isEmpty { throw OfficeError.invalid(problems) }
        var numbers = [Int64?](repeating: nil, count: amendments.count)
        if entries.isEmpty { return (nil, numbers) }
        let act = try transaction.record(
            Act(kind, at: at, by: person.named, reason: reason), school: school.id)
        for (place, number) in zip(places, try transaction.append(entries, by: act, school: school.id)) {
            numbers[place] = number
        }
        return (act.id, numbers)
    }

    /// What an amendment comes to; nil when it changes nothing.
    private func newEntry(
        for amendment: Amendment, school: School, at moment: Moment, _ transaction: any Transaction
    ) throws -> NewEntry? {
        let session = amendment.session
        guard let line = try transaction.sheetLine(of: amendment.pupil, in: session, school: school.id) else {
            throw OfficeError.invalid("pupil", "This pupil was not on the roll on \(session.date).")
        }
        guard session.date <= moment.date else {
            throw OfficeError.invalid("date", "\(session) is in the future: enter a planned absence instead.")
        }
        guard school.isSession(session, line.yearGroup) else {
            throw OfficeError.invalid("date", "No session was held on \(session).")
        }
        guard var code = AttendanceCode(amendment.to.trimmedOfSpace, on: session.date) else {
            throw OfficeError.invalid("to", "'\(amendment.to)' is not a code of the register.")
        }
        if code == .presentAM || code == .presentPM { code = .present(session.half) }
        let ofSchoolAge = line.born.map { CompulsorySchoolAge(born: $0).contains(session.date) }
        if let refusal = law.codes.refusals(
            of: code, for: session, note: amendment.note ?? "", ofCompulsorySchoolAge: ofSchoolAge
        ).first {
            throw OfficeError.invalid("to", refusal.description)
        }
        if let refusal = try afterwards(code, amendment, school: school, at: moment) {
            throw OfficeError.invalid("to", refusal)
        }
        if line.code == code, amendment.minutesLate == nil || amendment.minutesLate == line.minutesLate,
            amendment.note?.trimmedOfSpace.isEmpty ?? true
        {
            return nil
        }
        return NewEntry(
            pupil: line.pupil, session: session, code: code,
            minutesLate: code == .late || code == .lateAfterClose ? amendment.minutesLate : nil,
            note: amendment.note.flatMap { $0.trimmedOfSpace.isEmpty ? nil : $0.trimmedOfSpace })
    }

    /// What speaks against entering a code after its session.
    private func afterwards(
        _ code: AttendanceCode, _ amendment: Amendment, school: School, at moment: Moment
    ) throws -> String? {
        let session = amendment.session
        guard let rule = law.codes.rule(for: code, on: session.date) else { return nil }
        switch rule.afterwards {
        case .yes: return nil
        case .no: return "\(code.text) cannot be entered for a session that has been."
        case .withinFiveSchoolDays:
            guard let days = law.noReasonSchoolDays(on: session.date) else { return nil }
            let since = try? school.calendars.schoolDays(from: session.date, to: moment.date)
            guard let since, since <= days else {
                return "\(code.text) can be set only within \(days) school days of the session. "
                    + "Enter what the reason was, or O."
            }
            return nil
        case .ifGrantedBefore:
            if code == .medicalAppointment { return nil }
            guard let granted = amendment.grantedOn else {
                return "\(code.text) is leave, which is granted beforehand: give the day it was granted."
            }
            return granted <= session.date
                ? nil : "\(code.text) is leave, which cannot be granted after the session."
        }
    }

    /// A teacher asks the office to amend a register that has closed.
    public func requestAmendment(_ amendment: Amendment, reason: String, by person: SignedIn) async throws {
        try person.require(.requestAmendment)
        guard !reason.trimmedOfSpace.isEmpty else {
            throw OfficeError.invalid("reason", "Say why the mark should change.")
        }
        let at = now()
        let session = amendment.session
        try await store.write(person.school) { transaction in
            guard
                let line = try transaction.sheetLine(of: amendment.pupil, in: session, school: person.school)
            else {
                throw OfficeError.invalid("pupil", "This pupil was not on the roll on \(session.date).")
            }
            guard let code = AttendanceCode(amendment.to.trimmedOfSpace, on: session.date) else {
                throw OfficeError.invalid("to", "'\(amendment.to)' is not a code of the register.")
            }
            let act = try transaction.record(
                Act(.requestAmendment, at: at, by: person.named, reason: reason.trimmedOfSpace),
                school: person.school)
            try transaction.ask(
                .amendmentRequest, pupil: amendment.pupil, session: session, ours: line.code?.text,
                theirs: code.text, source: person.name, detail: reason.trimmedOfSpace, by: act,
                school: person.school
            )
        }
    }

    /// Notes that a pupil has come in: present, L or U by the published times of that pupil's register and the
    /// time of arrival. `code` when another code fits better than U, as M after an appointment.
    @discardableResult
    public func arrive(
        _ pupil: PupilID, at time: TimeOfDay, on day: CalendarDate, code: String? = nil, note: String? = nil,
        by person: SignedIn
    ) async throws -> AttendanceCode {
        try person.require(.recordArrivals)
        let at = now()
        let moment = LondonClock.moment(at: at)
        return try await store.write(person.school) { transaction in
            let school = try self.school(person.school, in: transaction)
            guard Moment(day, time) <= moment else {
                throw OfficeError.invalid("time", "\(time) on \(day) has not come yet.")
            }
            let half = try self.half(at: time, on: day, of: pupil, school: school, transaction)
            let session = Session(day, half)
            guard let line = try transaction.sheetLine(of: pupil, in: session, school: school.id),
                school.isSession(session, line.yearGroup)
            else { throw OfficeError.invalid("pupil", "This pupil is not expected on \(session).") }
            let times = school.times(for: session, yearGroup: line.yearGroup)
            var earned = times?.code(arrivingAt: time, in: half) ?? .present(half)
            if let code {
                guard let chosen = AttendanceCode(code.trimmedOfSpace, on: day) else {
                    throw OfficeError.invalid("code", "'\(code)' is not a code of the register.")
                }
                earned = chosen
            }
            let isLate = earned == .late || earned == .lateAfterClose
            let late = isLate ? times?.minutesLate(arrivingAt: time) : nil
            if let refusal = self.law.codes.refusals(
                of: earned, for: session, note: note ?? "", ofCompulsorySchoolAge: nil
            ).first {
                throw OfficeError.invalid("code", refusal.description)
            }
            // Somebody seen in the room was there already: the desk's note changes nothing.
            if line.code?.sessionClass == .present, line.madeBy != .arrive { return line.code ?? earned }
            if line.code == earned, line.minutesLate == late { return earned }
            let act = try transaction.record(
                Act(
                    .arrive, at: at, by: person.named, reason: "Arrived at \(time).",
                    detail: session.description),
                school: school.id)
            _ = try transaction.append(
                [NewEntry(pupil: pupil, session: session, code: earned, minutesLate: late, note: note)],
                by: act,
                school: school.id)
            return earned
        }
    }

    /// The session an arrival belongs to: the afternoon's from the end of the morning session on.
    private func half(
        at time: TimeOfDay, on day: CalendarDate, of pupil: PupilID, school: School,
        _ transaction: any Transaction
    ) throws -> Session.Half {
        let line = try transaction.sheetLine(of: pupil, in: Session(day, .am), school: school.id)
        guard let morning = school.times(for: Session(day, .am), yearGroup: line?.yearGroup) else {
            return .am
        }
        return time < morning.sessionEnds ? .am : .pm
    }
}
