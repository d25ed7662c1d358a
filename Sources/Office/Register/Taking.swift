public import Attendance
public import Store

/// One pupil's mark as somebody taking the register gives it.
public struct TakenMark: Hashable, Sendable {
    /// The pupil by id; or else by `upn`.
    public var pupil: PupilID?
    public var upn: String?
    /// As it was typed or tapped: `/`, `N`, `C1`.
    public var code: String
    public var minutesLate: Int?
    /// For a code that asks for one, and for the office.
    public var note: String?
    /// The number of the entry that stood on the screen when the mark was made; 0 for a blank; nil when not said.
    public var basedOn: Int64?

    public init(
        pupil: PupilID? = nil, upn: String? = nil, code: String, minutesLate: Int? = nil, note: String? = nil,
        basedOn: Int64? = nil
    ) {
        self.pupil = pupil
        self.upn = upn
        self.code = code
        self.minutesLate = minutesLate
        self.note = note
        self.basedOn = basedOn
    }
}

/// What became of the marks of one save.
public struct Taking: Hashable, Sendable {
    public struct Stored: Hashable, Sendable {
        public var pupil: PupilID
        public var upn: String?
        public var code: AttendanceCode
        public var entry: Int64
    }
    public struct Refused: Hashable, Sendable {
        public var pupil: PupilID?
        public var upn: String?
        /// A sentence for whoever gave the mark.
        public var because: String
    }
    /// Somebody else's entry stands, made after the screen was drawn.
    public struct Conflict: Hashable, Sendable {
        public var pupil: PupilID
        public var upn: String?
        public var code: AttendanceCode?
        public var entry: Int64
        public var by: String
    }

    public var register: RegisterRow
    public var session: Session
    public var stored: [Stored] = []
    /// Those whose mark was already so.
    public var unchanged: [(pupil: PupilID, upn: String?)] = []
    public var refused: [Refused] = []
    public var conflicts: [Conflict] = []
    public var isSubmitted = false
    /// By which what was stored can be taken back while the register is open; nil when nothing was.
    public var act: ActID?

    public static func == (a: Taking, b: Taking) -> Bool {
        a.register == b.register && a.session == b.session && a.stored == b.stored
            && a.unchanged.map(\.pupil) == b.unchanged.map(\.pupil) && a.refused == b.refused
            && a.conflicts == b.conflicts && a.isSubmitted == b.isSubmitted
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(register)
        hasher.combine(session)
        hasher.combine(stored)
    }

    /// Something was accepted, or nothing had to change.
    public var isAnythingAccepted: Bool {
        !stored.isEmpty || !unchanged.isEmpty || isSubmitted || (refused.isEmpty && conflicts.isEmpty)
    }
}

extension Office {
    /// Saves the marks given, and submits the register if asked.
    ///
    /// Only pupils named are touched. Until closing time marks change freely and each entry is kept; after it the
    /// register may only be amended or completed late. Throws `OfficeError`.
    public func take(
        _ marks: [TakenMark], register name: String, in session: Session, submit: Bool, by person: SignedIn
    ) async throws -> Taking {
        let at = now()
        return try await store.write(person.school) { transaction in
            try self.take(marks, register: name, in: session, submit: submit, by: person, at: at, transaction)
        }
    }

    /// The same inside a transaction of the caller's.
    public func take(
        _ marks: [TakenMark], register name: String, in session: Session, submit: Bool, by person: SignedIn,
        at: Instant, _ transaction: any Transaction
    ) throws -> Taking {
        let moment = LondonClock.moment(at: at)
        let school = try self.school(person.school, in: transaction)
        let register = try self.register(named: name, in: session, school: school, transaction)
        let sheet = try self.sheet(register, in: session, school: school, at: moment, transaction)
        try person.requireMayOpen(sheet)
        try requireOpen(sheet, at: moment)
        let taking = TakingDecision(
            sheet: sheet, school: school, law: law, moment: moment, person: person)
        var outcome = taking.decide(marks)
        let planned = submit ? taking.plannedEntries(besides: outcome.entries.map(\.pupil)) : []
        outcome.result.isSubmitted = submit
        if outcome.entries.isEmpty && outcome.notes.isEmpty && !submit { return outcome.result }

        let act = try transaction.record(
            Act(submit ? .submit : .take, at: at, by: person.named, detail: "\(name) \(session)"),
            school: school.id)
        let numbers = try transaction.append(outcome.entries + planned, by: act, school: school.id)
        outcome.result.act = act.id
        outcome.result.stored = zip(outcome.accepted, numbers).map { accepted, number in
            Taking.Stored(pupil: accepted.pupil, upn: accepted.upn, code: accepted.code, entry: number)
        }
        for question in outcome.notes {
            try transaction.ask(
                question.kind, pupil: question.pupil, session: session, ours: question.ours,
                theirs: question.theirs,
                source: person.name, detail: question.detail, by: act, school: school.id)
        }
        var row = sheet.taken ?? RegisterSessionRow(register: register.id, session: session)
        if row.openedAt == nil { row.openedAt = at }
        if submit {
            row.submittedAt = row.submittedAt ?? at
            row.takenBy = person.name
            row.takenByPosition = person.position
        }
        if row != sheet.taken { try transaction.save(row, school: school.id) }
        return outcome.result
    }

    private func requireOpen(_ sheet: RegisterSheet, at moment: Moment) throws {
        let name = "\(sheet.register.name), \(sheet.session)"
        if sheet.session.date > moment.date {
            throw OfficeError.invalid(
                "date", "Register \(name) is in the future: enter a planned absence instead.")
        }
        if sheet.isClosed {
            throw OfficeError.conflict(
                sheet.isSubmitted
                    ? "Register \(name) is closed. It can only be amended, with a reason."
                    : "Register \(name) was not taken by its closing time. It can be completed late, with who took it, "
                        + "from what, and why.")
        }
        if sheet.expected.isEmpty {
            throw OfficeError.invalid("date", "No session is held for register \(name).")
        }
    }
}

/// Decides, for one open register, what each mark given comes to. A pure function of what is known.
struct TakingDecision {
    let sheet: RegisterSheet
    let school: School
    let law: Law
    let moment: Moment
    let person: SignedIn

    struct Outcome {
        var entries: [NewEntry] = []
        var accepted: [(pupil: PupilID, upn: String?, code: AttendanceCode)] = []
        var notes: [Asked] = []
        var result: Taking
    }

    struct Asked {
        var kind: Question.Kind
        var pupil: PupilID
        var ours: String?
        var theirs: String?
        var detail = ""
    }

    /// What one mark comes to.
    private enum Verdict {
        case store(AttendanceCode, minutesLate: Int?)
        case unchanged
        case refuse(String)
        case conflict
    }

    func decide(_ marks: [TakenMark]) -> Outcome {
        var outcome = Outcome(result: Taking(register: sheet.register, session: sheet.session))
        var seen: Set<Int> = []
        for mark in marks {
            let found =
                mark.pupil.flatMap { sheet.places.byID[$0] } ?? mark.upn.flatMap { sheet.places.byUPN[$0] }
            guard let place = found else {
                outcome.result.refused.append(
                    Taking.Refused(
                        pupil: mark.pupil, upn: mark.upn,
                        because: "This pupil is not on register \(sheet.register.name) in this session."))
                continue
            }
            let pupil = sheet.pupils[place]
            let line = pupil.line
            if mark.pupil != nil, let upn = mark.upn, upn != line.upn {
                outcome.result.refused.append(
                    Taking.Refused(
                        pupil: mark.pupil, upn: upn,
                        because: "The id and the UPN are of two pupils: send one of them."))
                continue
            }
            guard seen.insert(place).inserted else {
                outcome.result.refused.append(
                    Taking.Refused(
                        pupil: line.pupil, upn: line.upn,
                        because: "Two marks were given for this pupil: send one."))
                continue
            }
            if let note = mark.note?.trimmedOfSpace, !note.isEmpty, !asksForNote(mark.code) {
                outcome.notes.append(Asked(kind: .note, pupil: line.pupil, detail: note))
                // A note alone is no mark.
                if mark.code.trimmedOfSpace.isEmpty { continue }
            }
            switch verdict(mark, pupil) {
            case .refuse(let because):
                outcome.result.refused.append(
                    Taking.Refused(pupil: line.pupil, upn: line.upn, because: because))
            case .unchanged:
                outcome.result.unchanged.append((line.pupil, line.upn))
            case .conflict:
                outcome.result.conflicts.append(
                    Taking.Conflict(
                        pupil: line.pupil, upn: line.upn, code: line.code, entry: line.entry ?? 0,
                        by: line.madeBy.map(\.rawValue) ?? ""))
            case .store(let code, let minutesLate):
                outcome.entries.append(
                    NewEntry(
                        pupil: line.pupil, session: sheet.session, code: code, minutesLate: minutesLate,
                        note: mark.note.flatMap { asksForNote(mark.code) ? $0.trimmedOfSpace : nil }))
                outcome.accepted.append((line.pupil, line.upn, code))
                // Asked once, when a pupil is first seen, and not again with every correction of the minutes.
                if code.sessionClass == .present, line.code?.sessionClass != .present,
                    pupil.isReported || line.code == .illness
                {
                    outcome.notes.append(
                        Asked(
                            kind: .presentButReported, pupil: line.pupil, ours: code.text,
                            theirs: line.code?.text, detail: "Marked present; reported absent."))
                }
            }
        }
        return outcome
    }

    private func asksForNote(_ code: String) -> Bool {
        guard let code = AttendanceCode(code.trimmedOfSpace, on: sheet.session.date) else { return false }
        return law.codes.rule(for: code, on: sheet.session.date)?.noteRequired ?? false
    }

    private func verdict(_ mark: TakenMark, _ pupil: RegisterSheet.Pupil) -> Verdict {
        let line = pupil.line
        guard var code = AttendanceCode(mark.code.trimmedOfSpace, on: sheet.session.date) else {
            return .refuse("'\(mark.code)' is not a code of the register.")
        }
        // One key for present, whichever half it is.
        if code == .presentAM || code == .presentPM { code = .present(sheet.session.half) }
        guard pupil.isExpected else { return .refuse("No session is held for this pupil.") }
        if pupil.isClosed { return .refuse("This pupil's register is closed: it can only be amended.") }
        if let minutes = mark.minutesLate, !(0...600).contains(minutes) {
            return .refuse("Minutes late must be between 0 and 600.")
        }
        var minutesLate = mark.minutesLate
        if code == .late || code == .lateAfterClose {
            (code, minutesLate) = arrival(code, minutesLate, pupil.times)
        } else {
            minutesLate = nil
        }
        if let refusal = notAllowed(code, pupil, note: mark.note) { return .refuse(refusal) }
        // Blank minutes are unknown, not a change.
        if line.code == code, minutesLate == nil || minutesLate == line.minutesLate { return .unchanged }
        // A mark taken back leaves a blank, which is 0 whatever entry it stands by.
        if let basedOn = mark.basedOn, basedOn != (line.entry ?? 0), basedOn != 0 || line.code != nil {
            return .conflict
        }
        if code == .noReasonYet, let standing = line.code, isReasonOrArrival(standing, line.madeBy) {
            return .refuse(
                "\(standing.text) is recorded already, and N never takes the place of a reason or an arrival."
            )
        }
        return .store(code, minutesLate: minutesLate)
    }

    /// L or U by the published times and the time of arrival, never by when the button was pressed late.
    private func arrival(
        _ code: AttendanceCode, _ minutes: Int?, _ times: RegisterTimes?
    ) -> (AttendanceCode, Int?) {
        guard let times else { return (code, minutes) }
        let late = minutes ?? max(0, moment.time - times.opens)
        guard let time = TimeOfDay(minutes: times.opens.minutes + late) else { return (code, late) }
        let earned = times.code(arrivingAt: time, in: sheet.session.half)
        return (earned == .lateAfterClose ? .lateAfterClose : .late, late)
    }

    private func notAllowed(_ code: AttendanceCode, _ pupil: RegisterSheet.Pupil, note: String?) -> String? {
        let day = sheet.session.date
        let ofSchoolAge = pupil.line.born.map { CompulsorySchoolAge(born: $0).contains(day) }
        let refusals = law.codes.refusals(
            of: code, for: sheet.session, note: note ?? "", ofCompulsorySchoolAge: ofSchoolAge)
        if let first = refusals.first { return first.description }
        if !person.may(.amend), code != .lateAfterClose, let policy = school.policy(on: day),
            !policy.mayTeacherEnter(code, under: law, on: day)
        {
            return "\(code.text) is for the office to enter."
        }
        guard law.codes.rule(for: code, on: day)?.selectable == true else {
            return "\(code.text) is not entered by hand."
        }
        return nil
    }

    /// N must not take the place of these: a known reason, and somebody seen at the desk.
    private func isReasonOrArrival(_ standing: AttendanceCode, _ madeBy: Act.Kind?) -> Bool {
        switch standing.sessionClass {
        case .present: madeBy == .arrive
        case .unauthorised: standing != .noReasonYet
        default: true
        }
    }

    /// What was planned becomes an entry when the register is submitted, for those with no mark.
    func plannedEntries(besides marked: [PupilID]) -> [NewEntry] {
        let marked = Set(marked)
        return sheet.expected.compactMap { pupil in
            guard let code = pupil.planned, pupil.line.code == nil, !marked.contains(pupil.line.pupil) else {
                return nil
            }
            return NewEntry(
                pupil: pupil.line.pupil, session: sheet.session, code: code, note: pupil.plannedNote)
        }
    }
}
