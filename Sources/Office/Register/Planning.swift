public import Attendance
import Store

extension Office {
    /// Enters an absence or activity known beforehand. It is not a register entry until the register is taken.
    ///
    /// `pattern` holds weekdays and halves, as `monday AM`; empty for every session between. X, which is only for
    /// pupils not of compulsory school age, ends by itself when they come to be.
    @discardableResult
    public func plan(
        _ code: String, for pupils: [PupilID], from: Session, to: Session, pattern: [String] = [],
        note: String?,
        by person: SignedIn
    ) async throws -> ActID {
        try person.require(.amend)
        let at = now()
        guard from <= to else {
            throw OfficeError.invalid("to", "The last session must not be before the first.")
        }
        return try await store.write(person.school) { transaction in
            let act = try transaction.record(
                Act(.plan, at: at, by: person.named, detail: "\(code) \(from) to \(to)"),
                school: person.school)
            for pupil in pupils {
                guard let line = try transaction.sheetLine(of: pupil, in: from, school: person.school) else {
                    throw OfficeError.invalid("pupil", "This pupil is not on the roll on \(from.date).")
                }
                guard let read = AttendanceCode(code.trimmedOfSpace, on: from.date) else {
                    throw OfficeError.invalid("code", "'\(code)' is not a code of the register.")
                }
                guard let rule = self.law.codes.rule(for: read, on: from.date), rule.timing == .planned else {
                    throw OfficeError.invalid(
                        "code", "\(read.text) cannot be planned: it is entered on the day.")
                }
                let schoolAge = line.born.map { CompulsorySchoolAge(born: $0) }
                var last = to
                if rule.age == .nonCompulsoryOnly, let schoolAge, schoolAge.firstDay > from.date {
                    last = min(to, Session(schoolAge.firstDay - 1, .pm))
                }
                if let refusal = self.law.codes.refusals(
                    of: read, for: from, note: note ?? "",
                    ofCompulsorySchoolAge: schoolAge.map { $0.contains(from.date) }
                ).first {
                    throw OfficeError.invalid("code", refusal.description)
                }
                _ = try transaction.addPlan(
                    for: pupil, from: from, to: last, code: read, pattern: pattern, note: note, by: act,
                    school: person.school)
            }
            return act.id
        }
    }

    /// Ends one plan; what was already taken from it stands.
    public func endPlan(_ plan: Int64, reason: String, by person: SignedIn) async throws {
        try person.require(.amend)
        let at = now()
        try await store.write(person.school) { transaction in
            let act = try transaction.record(
                Act(.endPlan, at: at, by: person.named, reason: reason.trimmedOfSpace), school: person.school)
            if try transaction.endPlans(plan: plan, by: act, school: person.school) == 0 {
                throw OfficeError.notFound("That plan has ended already.")
            }
        }
    }

    /// Keeps what a parent told the school. Marks already there are not touched: the office amends them, with the
    /// report as the reason.
    @discardableResult
    public func report(
        _ pupil: PupilID, from: Session, to: Session, reason: String, code: String?, toldBy: String?,
        channel: String?, by person: SignedIn
    ) async throws -> Int64 {
        try person.require(.amend)
        guard from <= to else {
            throw OfficeError.invalid("to", "The last day must not be before the first.")
        }
        guard !reason.trimmedOfSpace.isEmpty else {
            throw OfficeError.invalid("reason", "Write what was said.")
        }
        let read = code.flatMap { AttendanceCode($0.trimmedOfSpace, on: from.date) }
        let at = now()
        return try await store.write(person.school) { transaction in
            let act = try transaction.record(
                Act(.report, at: at, by: person.named, detail: "\(from) to \(to)"), school: person.school)
            return try transaction.addReport(
                for: pupil, from: from, to: to, reason: reason.trimmedOfSpace, code: read,
                toldBy: toldBy?.trimmedOfSpace,
                channel: channel, by: act, school: person.school)
        }
    }

    /// Closes the whole site (Y4) or part of it (Y3, for the year groups that cannot be accommodated), unexpectedly.
    ///
    /// Fills the sessions that have been or are today for those expected, keeps the marks of those who attended
    /// here or elsewhere (K, B, D, V, P, W, present), and stops registers being asked for. Taken back as one act.
    @discardableResult
    public func closeSite(
        from: Session, to: Session, yearGroups: [YearGroup], reason: String, by person: SignedIn
    ) async throws -> ActID {
        try person.require(.closures)
        guard from <= to else {
            throw OfficeError.invalid("to", "The last session must not be before the first.")
        }
        guard !reason.trimmedOfSpace.isEmpty else {
            throw OfficeError.invalid("reason", "Say why the school is closed.")
        }
        let code: AttendanceCode = yearGroups.isEmpty ? .siteClosed : .partClosed
        let at = now()
        return try await store.write(person.school) { transaction in
            let school = try self.school(person.school, in: transaction)
            let sessions: [Session]
            do {
                sessions = try school.calendars.sessions(in: from.date...to.date)
                    .filter { from <= $0 && $0 <= to }
            } catch {
                throw OfficeError.invalid(
                    "from", "There is no calendar for \(from.date) to \(to.date): add it first.")
            }
            guard !sessions.isEmpty else { throw OfficeError.invalid("from", "No session is held then.") }
            let act = try transaction.record(
                Act(
                    .closure, at: at, by: person.named, reason: reason.trimmedOfSpace,
                    detail: "\(code.text) \(from) to \(to)"),
                school: school.id)
            try transaction.addClosure(
                from: from, to: to, code: code, yearGroups: yearGroups, reason: reason.trimmedOfSpace,
                by: act,
                school: school.id)
            let reached = Set(yearGroups)
            var entries: [NewEntry] = []
            for session in sessions {
                let plans = Dictionary(
                    try transaction.plans(in: session, school: school.id).map { ($0.pupil, $0) },
                    uniquingKeysWith: { _, later in later })
                for line in try transaction.wholeSheet(in: session, school: school.id) {
                    guard reached.isEmpty || line.yearGroup.map({ reached.contains($0) }) ?? false,
                        school.isSession(session, line.yearGroup), line.code != code
                    else { continue }
                    let plan = plans[line.pupil]
                    if (line.code ?? plan?.code)?.isAttendingSomewhere == true {
                        if line.code == nil, let plan {
                            entries.append(
                                NewEntry(
                                    pupil: line.pupil, session: session, code: plan.code, note: plan.note))
                        }
                        continue
                    }
                    entries.append(NewEntry(pupil: line.pupil, session: session, code: code))
                }
            }
            _ = try transaction.append(entries, by: act, school: school.id)
            return act.id
        }
    }
}

extension AttendanceCode {
    /// Here, or being educated elsewhere.
    var isAttendingSomewhere: Bool {
        sessionClass == .present || sessionClass == .approvedEducationalActivity || self == .dual
    }
}
