public import Attendance
import Store

extension Office {
    /// Records something that was done about a pupil, with what follows from it: a report that explains an absence
    /// changes its code where the policy says so, a decision enters what was proposed or plans the leave granted.
    /// Steps that it does are done.
    ///
    /// Gives its number; nil of an arrival or an amendment, which are entries of the register.
    ///
    /// - Throws: `ActRefused` with clauses and reasons when the law or the policy does not let it be done now;
    ///   `OfficeError` when the person may not, or what is given cannot be taken.
    @discardableResult
    public func recordAct(
        _ act: PupilAct, about pupil: PupilID, by person: SignedIn
    ) async throws -> Int64? {
        switch act.did {
        case .arrive:
            try await arrive(pupil, at: act.at.time, on: act.at.date, by: person)
            return nil
        case .amend:
            guard let session = act.session, let code = act.code else {
                throw OfficeError.invalid("session", "Give the session and the code.")
            }
            try await amend(
                [Amendment(pupil: pupil, session: session, to: code.text)], reason: act.reason, by: person)
            return nil
        default: break
        }
        try person.require(.recordActs)
        let at = now()
        let moment = LondonClock.moment(at: at)
        guard act.at <= moment else {
            throw OfficeError.invalid("at", "\(act.at) has not come yet.")
        }
        if let by = act.by { try person.requireRole(by) }
        if act.did == .decide, act.what == "code" { try person.require(.amend) }
        let number = try await keeper.inTurn(person.school) { known in
            let runs = try await self.brought(known, to: moment, school: person.school)
            guard let played = runs.pupils[pupil] else {
                throw OfficeError.invalid("pupil", "This pupil is not on the roll.")
            }
            let before: PupilRun
            do {
                before = try played.run(at: act.at)
            } catch {
                throw OfficeError.conflict("No calendar covers \(act.at.date): add it first.")
            }
            try Self.requireDecision(act, before, by: person)
            var after = before
            try after.perform(act)
            let changes = after.changes(since: before)
            let known = Set(changes.map(\.session).filter(before.isKnown))
            let number = try await self.store.write(person.school) { transaction in
                try self.keep(
                    act, about: pupil, entering: changes.filter { known.contains($0.session) },
                    planning: changes.filter { !known.contains($0.session) }, at: at, by: person, transaction)
            }
            return (runs, number)
        }
        // The clock writes the same a moment later, should this not be possible now.
        _ = try? await writeSteps(school: person.school)
        return number
    }

    /// What a step asks for goes out only once whoever decides on it has decided.
    private static func requireDecision(
        _ act: PupilAct, _ run: PupilRun, by person: SignedIn
    ) throws(OfficeError) {
        guard !act.what.isEmpty, [.sent, .issue, .decide].contains(act.did) else { return }
        for raised in run.steps where raised.isOpen && raised.step.what == act.what {
            guard let decider = raised.step.decidedBy else { continue }
            let isDecided = run.acts.contains {
                $0.did == .decide && $0.what == act.what && $0.answer == "yes" && $0.at >= raised.step.raised
            }
            if act.did == .decide || !isDecided { try person.requireRole(decider) }
        }
    }

    private func keep(
        _ act: PupilAct, about pupil: PupilID, entering: [(session: Session, code: AttendanceCode)],
        planning: [(session: Session, code: AttendanceCode)], at: Instant, by person: SignedIn,
        _ transaction: any Transaction
    ) throws -> Int64 {
        let school = person.school
        let what = [act.did.rawValue, act.what].filter { !$0.isEmpty }.joined(separator: " ")
        let recorded = try transaction.record(
            Act(.pupilAct, at: at, by: person.named, detail: what), school: school)
        try transaction.note(recorded, about: [pupil], school: school)
        let number = try transaction.add(act, about: pupil, by: recorded, school: school)
        if [.decide, .issue, .sent].contains(act.did) {
            try transaction.append(
                to: act.did == .sent ? .sent : .decisions, kind: what, pupil: pupil, body: act.json,
                on: act.at.date, by: recorded, school: school)
        }
        if act.did == .report, !act.reason.isEmpty {
            let days = act.about + [act.from, act.until].compactMap(\.self)
            let first = act.session ?? Session(days.min() ?? act.at.date, .am)
            let last = act.session ?? Session(days.max() ?? act.at.date, .pm)
            _ = try transaction.addReport(
                for: pupil, from: first, to: last, reason: act.reason, code: planning.first?.code,
                toldBy: act.to?.text, channel: act.details["by-channel"], by: recorded, school: school)
        } else {
            try plan(planning, for: pupil, by: recorded, school: school, transaction)
        }
        if !entering.isEmpty {
            let reason = act.reason.isEmpty ? what : act.reason
            _ = try amend(
                entering.map {
                    Amendment(
                        pupil: pupil, session: $0.session, to: $0.code.text, note: act.details["note"],
                        grantedOn: act.at.date)
                }, reason: reason, kind: .pupilAct, by: person, at: at, transaction)
        }
        return number
    }

    /// Leave that was granted is planned, a plan for each stretch of one code.
    private func plan(
        _ planned: [(session: Session, code: AttendanceCode)], for pupil: PupilID, by act: RecordedAct,
        school: SchoolID, _ transaction: any Transaction
    ) throws {
        for (code, sessions) in Dictionary(grouping: planned, by: \.code).sorted(by: {
            $0.key.text < $1.key.text
        }) {
            guard let first = sessions.map(\.session).min(), let last = sessions.map(\.session).max() else {
                continue
            }
            _ = try transaction.addPlan(
                for: pupil, from: first, to: last, code: code, pattern: [], note: nil, by: act, school: school
            )
        }
    }

    /// Throws `ActRefused` when the law's or the policy's rules forbid an amendment now.
    func refuse(_ amendments: [Amendment], reason: String, by person: SignedIn) async throws {
        let school = try await self.school(person.school)
        let moment = self.moment
        guard rules(of: school).mayRefuse(.amend, on: moment.date) else { return }
        let held = person.isOperator ? [] : person.roles.sorted { $0.rawValue < $1.rawValue }
        let roles: [RoleName?] = held.isEmpty ? [nil] : held.map { RoleName($0) }
        for (pupil, amendments) in Dictionary(grouping: amendments, by: \.pupil) {
            guard let run = try await run(of: pupil, at: moment, school: school) else { continue }
            for amendment in amendments {
                // Whoever has several roles may do what any of them may.
                let refused = roles.map { role in
                    run.refusals(
                        of: PupilAct(
                            at: moment, did: .amend, by: role, reason: reason, session: amendment.session,
                            code: AttendanceCode(amendment.to.trimmedOfSpace, on: amendment.session.date))
                    ).filter { $0.refusal != "code" }
                }
                guard refused.contains(where: \.isEmpty) else {
                    throw ActRefused(grounds: refused.first ?? [])
                }
            }
        }
    }

    /// One pupil's time up to a moment, without making everybody's; nil outside roll and calendars.
    func run(of pupil: PupilID, at moment: Moment, school: School) async throws -> PupilRun? {
        try await played(pupil, to: moment, school: school)?.run
    }

    /// One pupil's time, played to a moment.
    func played(_ pupil: PupilID, to moment: Moment, school: School) async throws -> PlayedPupil? {
        if await keeper.isReady(school.id) { return try await runs(of: school.id).pupils[pupil] }
        guard school.calendars.covers(moment.date) else { return nil }
        let start = try self.start(of: school, on: moment.date)
        let reading = try await store.read { transaction in
            var reading = HistoryReading(
                school: try self.school(school.id, in: transaction), start: start, today: moment.date,
                only: pupil)
            try reading.readOn(transaction)
            return reading
        }
        guard let history = reading.pupils[pupil] else { return nil }
        var played = try PlayedPupil(history, rules: rules(of: school), from: start)
        try played.advance(to: moment)
        return played
    }
}

extension PupilAct {
    /// As it is kept in the chain of decisions or of what was sent.
    var json: String {
        var text = JSONText()
        text.object { text in
            text.member("at", at.description)
            text.member("did", did.rawValue)
            text.member("what", what)
            text.member("to", to?.text)
            text.member("by", by?.text)
            text.member("outcome", outcome)
            text.member("answer", answer)
            text.member("reason", reason)
            text.member("session", session?.description)
            text.member("code", code?.text)
            text.member("from", from?.description)
            text.member("until", until?.description)
            text.member("received", received?.description)
            text.array("about") { for day in about { $0.item(day.description) } }
            text.object("details") { text in
                for (name, value) in details.sorted(by: { $0.key < $1.key }) { text.member(name, value) }
            }
        }
        return text.string
    }
}

extension ActRefused {
    /// For whoever tried: every reason, with its clauses.
    public var sentence: String {
        grounds.map { ground in
            let sources = ground.clauses.map(\.text) + [ground.citation].filter { !$0.isEmpty }
            let because = ground.because.hasSuffix(".") ? String(ground.because.dropLast()) : ground.because
            return (because.first.map { $0.uppercased() + because.dropFirst() } ?? "")
                + (sources.isEmpty ? "." : " (\(sources.joined(separator: ", "))).")
        }.joined(separator: " ")
    }
}
