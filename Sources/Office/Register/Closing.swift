public import Attendance
import Store

extension Office {
    /// Does what the clock asks for: in every register that was submitted and has closed, those without a mark are
    /// recorded N, by "system", as at the closing time. Gives the number of registers closed.
    ///
    /// Running it again, or late because the server was down, comes to the same. A register that was not
    /// submitted is left alone: its pupils are missing, neither present nor N.
    @discardableResult
    public func closeRegisters(school id: SchoolID) async throws -> Int {
        let at = now()
        let moment = LondonClock.moment(at: at)
        let due = try await store.read { try $0.submittedNotClosed(through: moment.date, school: id) }
        var closed = 0
        for row in due {
            closed += try await store.write(id) { transaction in
                try self.close(row.register, row.session, school: id, moment: moment, at: at, transaction)
                    ? 1 : 0
            }
        }
        if closed > 0 { try await signHeads(school: id) }
        return closed
    }

    /// Closes one register if its time has come; false when not, or when another server was quicker.
    func close(
        _ id: RegisterID, _ session: Session, school schoolID: SchoolID, moment: Moment, at: Instant,
        _ transaction: any Transaction
    ) throws -> Bool {
        let school = try self.school(schoolID, in: transaction)
        guard let register = try transaction.register(id, school: schoolID),
            var row = try transaction.registerSession(id, session, school: schoolID),
            row.submittedAt != nil, row.closedAt == nil
        else { return false }
        let sheet = try self.sheet(register, in: session, school: school, at: moment, transaction)
        guard sheet.isClosed else { return false }
        // As at the closing time, however long afterwards the clock got round to it.
        let closing = sheet.closes.flatMap { try? LondonClock.instant(of: Moment(session.date, $0)) } ?? at
        let stamp = min(at, max(closing, row.submittedAt ?? closing))
        let entries = sheet.unmarked.map {
            NewEntry(pupil: $0.line.pupil, session: session, code: .noReasonYet)
        }
        if !entries.isEmpty {
            let act = try transaction.record(
                Act(.close, at: stamp, by: .system, detail: "\(register.name) \(session)"), school: schoolID)
            _ = try transaction.append(entries, by: act, school: schoolID)
        }
        row.closedAt = stamp
        try transaction.save(row, school: schoolID)
        return true
    }

    /// From what an untaken register is completed afterwards.
    public enum LateSource: String, Sendable, CaseIterable, Codable {
        /// The taker remembers who was there.
        case recall
        /// A register on paper.
        case paper
        /// The office found out, pupil by pupil.
        case office
    }

    /// Completes, after its closing time, a register that nobody took: stamped as entered afterwards, with who
    /// took it, from what, and why. Those left without a mark are recorded N.
    public func completeLate(
        _ marks: [TakenMark], register name: String, in session: Session, takenBy: String, source: LateSource,
        reason: String, by person: SignedIn
    ) async throws -> Taking {
        let at = now()
        let moment = LondonClock.moment(at: at)
        guard !reason.trimmedOfSpace.isEmpty else {
            throw OfficeError.invalid("reason", "Say why the register was not taken in time.")
        }
        guard !takenBy.trimmedOfSpace.isEmpty else {
            throw OfficeError.invalid("takenBy", "Give the name of whoever had the class.")
        }
        return try await store.write(person.school) { transaction in
            let school = try self.school(person.school, in: transaction)
            let register = try self.register(named: name, in: session, school: school, transaction)
            var sheet = try self.sheet(register, in: session, school: school, at: moment, transaction)
            try person.requireMayOpen(sheet)
            guard sheet.isClosed else {
                throw OfficeError.conflict("Register \(name) is still open: take it as usual.")
            }
            guard !sheet.isSubmitted else {
                throw OfficeError.conflict(
                    "Register \(name) was taken. It can only be amended, with a reason.")
            }
            // The taking is what was missed: its pupils are marked as if it were still going on.
            for place in sheet.pupils.indices { sheet.pupils[place].isClosed = false }
            let decision = TakingDecision(
                sheet: sheet, school: school, law: self.law, moment: moment, person: person)
            var outcome = decision.decide(marks)
            guard outcome.result.refused.isEmpty, outcome.result.conflicts.isEmpty else {
                return outcome.result
            }
            let planned = decision.plannedEntries(besides: outcome.entries.map(\.pupil))
            let act = try transaction.record(
                Act(
                    .lateCompletion, at: at, by: person.named, reason: reason.trimmedOfSpace,
                    detail: "\(name) \(session), taken by \(takenBy.trimmedOfSpace), from \(source.rawValue)"),
                school: school.id)
            let numbers = try transaction.append(outcome.entries + planned, by: act, school: school.id)
            outcome.result.stored = zip(outcome.accepted, numbers).map {
                Taking.Stored(pupil: $0.pupil, upn: $0.upn, code: $0.code, entry: $1)
            }
            let marked = Set((outcome.entries + planned).map(\.pupil))
            let rest = sheet.unmarked.map(\.line.pupil).filter { !marked.contains($0) }
            if !rest.isEmpty {
                let close = try transaction.record(
                    Act(.close, at: at, by: .system, detail: "\(name) \(session)"), school: school.id)
                _ = try transaction.append(
                    rest.map { NewEntry(pupil: $0, session: session, code: .noReasonYet) }, by: close,
                    school: school.id)
            }
            for question in outcome.notes {
                try transaction.ask(
                    question.kind, pupil: question.pupil, session: session, ours: question.ours,
                    theirs: question.theirs, source: person.name, detail: question.detail, by: act,
                    school: school.id)
            }
            var row = sheet.taken ?? RegisterSessionRow(register: register.id, session: session)
            row.openedAt = row.openedAt ?? at
            row.submittedAt = at
            row.closedAt = at
            row.takenBy = takenBy.trimmedOfSpace
            row.takenByPosition = takenBy.trimmedOfSpace == person.name ? person.position : nil
            row.enteredAfterwards = true
            row.source = source.rawValue
            row.reason = reason.trimmedOfSpace
            try transaction.save(row, school: school.id)
            outcome.result.isSubmitted = true
            return outcome.result
        }
    }

    /// Names who is to walk to the room of a register that is not in. Gives their name.
    @discardableResult
    public func sendWalker(
        _ walker: PersonID, to name: String, in session: Session, by person: SignedIn
    ) async throws -> String {
        try person.require(.amend)
        let at = now()
        return try await store.write(person.school) { transaction in
            let day = session.date
            guard let member = try transaction.staffMember(walker, on: day, school: person.school),
                member.isEmployed(on: day)
            else { throw OfficeError.notFound("There is no such person on the staff that day.") }
            guard let register = try transaction.register(named: name, in: session, school: person.school)
            else {
                throw OfficeError.notFound(
                    "There is no register \(name) in the \(session.half.name) of \(session.date).")
            }
            var row =
                try transaction.registerSession(register.id, session, school: person.school)
                ?? RegisterSessionRow(register: register.id, session: session)
            row.walker = walker
            _ = try transaction.record(
                Act(
                    .registers, at: at, by: person.named,
                    detail: "\(member.name) walks to \(name) \(session)"),
                school: person.school)
            try transaction.save(row, school: person.school)
            return member.name
        }
    }
}
