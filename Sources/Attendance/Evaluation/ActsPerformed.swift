/// What people do, played into a pupil's time.
extension PupilRun {
    /// Plays everything up to an act's moment, then the act.
    ///
    /// - Throws: `ActRefused` when the law or the policy does not let it be done now: nothing has then changed but
    ///   the time. `CalendarGap` when the calendars end before it.
    public mutating func perform(_ act: PupilAct) throws {
        guard act.at.date >= start else {
            // From before what is played: history, which nothing refuses.
            acts.append(act)
            return
        }
        try advance(to: act.at)
        if act.did == .decide { judgeRequests() }
        let act = withCodeBefore(act)
        let grounds = refusals(of: act)
        guard grounds.isEmpty else { throw ActRefused(grounds: grounds) }
        carryOut(act)
    }

    /// As `perform`, of an act that the books hold: it was done, and nothing refuses it any more.
    public mutating func replay(_ act: PupilAct) throws(CalendarGap) {
        guard act.at.date >= start else {
            acts.append(act)
            return
        }
        try advance(to: act.at)
        carryOut(withCodeBefore(act))
    }

    /// With the code that stands before it, of an act that changes one.
    private func withCodeBefore(_ act: PupilAct) -> PupilAct {
        guard act.did == .amend || (act.did == .decide && act.what == "code"),
            let place = places(spokenOf: act).first, let code = AttendanceCode(rawValue: codes[place])
        else { return act }
        var act = act
        act.details["from-code"] = code.text
        return act
    }

    private mutating func carryOut(_ act: PupilAct) {
        acts.append(act)
        let number = acts.count - 1
        apply(act, number: number)
        judgeRequests()
        completeSteps(of: act, number: number)
        if act.did == .amend { proposeAgain(places(spokenOf: act), but: number) }
        moveProcesses(at: now.time.minutes, act: number)
        lookAtRules(about: number)
        lookAtRules(after: change(by: act, number: number))
        endSteps()
    }

    /// Everything that forbids an act now; empty when it may be done.
    public func refusals(of act: PupilAct) -> [ActRefused.Ground] {
        guard let regime = current else { return [] }
        let act = withCodeBefore(act)
        var grounds = [ActRefused.Ground]()
        var asked = Asked()
        asked.tried = act
        asked.contact = act.to?.priority != nil ? act.to : nil
        asked.place = act.session.flatMap { line.place(of: $0) }
        asked.request =
            act.did == .decide && act.what == "leave" ? requestDecided(by: act) : nil
        let glance = ActGlance(act)
        for running in regime.refusals[act.did] ?? [] where running.act.mayMatch(glance) {
            guard matches(act, number: nil, running.act.pattern, asked), holds(running.when, asked) else {
                continue
            }
            let refusal = running.refusal
            grounds.append(
                ActRefused.Ground(
                    refusal: refusal.name, clauses: refusal.source.clauses, citation: refusal.citation,
                    because: refusal.because,
                    lacking: refusal.act.lacking.filter { !Self.says($0, act) }))
        }
        grounds += refusalOfDecider(act, regime)
        grounds += refusalOfDays(act)
        if act.did == .amend, let code = act.code {
            // What the policy says of the code is cited with the law.
            let cited = regime.policy.codes.table.filter { $0.value.all.contains(code) }
                .flatMap(\.source.clauses)
            for place in places(spokenOf: act) {
                let session = line.sessions[place]
                let refused = rules.law.codes.refusals(
                    of: code, for: session, note: act.details["note"] ?? act.reason,
                    ofCompulsorySchoolAge: pupil.isOfCompulsoryAge(on: session.date))
                for refusal in refused {
                    grounds.append(
                        ActRefused.Ground(
                            refusal: "code", clauses: cited,
                            citation: (rules.law.codes.rule(for: code, on: session.date)
                                ?? rules.law.codes.history(of: code).last)?.reference ?? "",
                            because: refusal.description))
                }
                if !refused.isEmpty { break }
            }
        }
        return grounds
    }

    /// Days that cannot be meant: a session that is not held, a pupil seen on a day to come, an end before the
    /// beginning, leave for days that nobody asked for.
    private func refusalOfDays(_ act: PupilAct) -> [ActRefused.Ground] {
        var because: String?
        if let from = act.from, let until = act.until, until < from {
            because = "the last day, \(until), is before the first, \(from)"
        }
        if act.did == .amend, let session = act.session {
            if line.place(of: session) == nil {
                because = "no session is held on \(session)"
            } else if session.date > now.date, let code = act.code, code.sessionClass == .present {
                because = "\(session) has not come yet"
            }
        }
        if act.did == .decide, act.what == "leave", act.answer == "yes", let place = requestDecided(by: act) {
            let asked = requests[place]
            if act.from ?? asked.from < asked.from || act.until ?? asked.until > asked.until {
                because = "leave was asked for from \(asked.from) to \(asked.until), and not for other days"
            }
        }
        return because.map { [ActRefused.Ground(refusal: "days", clauses: [], citation: "", because: $0)] }
            ?? []
    }

    /// Leave is decided by those whom the policy names.
    private func refusalOfDecider(_ act: PupilAct, _ regime: Regime) -> [ActRefused.Ground] {
        guard act.did == .decide, act.what == "leave", let by = act.by, let who = regime.leave.decidedBy,
            !who.value.contains(by)
        else { return [] }
        return [
            ActRefused.Ground(
                refusal: "leave-decided-by", clauses: who.source.clauses, citation: "",
                because: "leave is decided by \(who.value.map(\.title).joined(separator: ", "))")
        ]
    }

    /// The sessions that an act speaks of; those of its own day when it names none.
    func places(spokenOf act: PupilAct) -> [Int] {
        if let session = act.session { return line.place(of: session).map { [$0] } ?? [] }
        var days = act.about
        if days.isEmpty, let from = act.from {
            days = Array(schoolDays(from, act.until ?? from))
        }
        if days.isEmpty { days = [act.at.date] }
        return days.flatMap { Array(line.places(of: $0)) }
    }

    private mutating func apply(_ act: PupilAct, number: Int) {
        switch act.did {
        case .amend: if let code = act.code { amend(places(spokenOf: act), to: code, reason: act.reason) }
        case .report: explain(act)
        case .call, .text, .email, .visit, .meeting:
            if !act.reason.isEmpty, act.outcome == "reached" || act.outcome == "held" { explain(act) }
        case .arrive: arrive(act)
        case .requestLeave: request(act, number: number)
        case .decide: decide(act, number: number)
        case .issue:
            listed[number] = sessionsListed(by: act)
        case .record:
            suspend(act)
            if ["deletion", "deletion-withdrawn"].contains(act.what) { leave() }
        case .sent, .leave: break
        }
    }

    /// A name that was taken off the roll is off it while that stands; whoever comes back does so under a new entry.
    private mutating func leave() {
        let deleted = acts.indices.filter {
            acts[$0].did == .record && acts[$0].what == "deletion" && !isWithdrawn($0)
        }
        let days = deleted.map { acts[$0].from ?? acts[$0].at.date } + [leavingOnRoll].compactMap(\.self)
        pupil.leaving = days.min()
    }

    /// The days of a suspension or exclusion are E where nothing else is known of them, until other provision starts.
    private mutating func suspend(_ act: PupilAct) {
        let suspended: AttendanceCode = .excluded
        if ["suspension-withdrawn", "exclusion-withdrawn", "permanent-exclusion-withdrawn"].contains(act.what)
        {
            // What is still to come of a suspension that was taken back is not planned any more.
            for number in acts.indices
            where act.what == "\(acts[number].what)-withdrawn" && isWithdrawn(number) {
                for place in places(spokenOf: acts[number])
                where place >= known && codes[place] == suspended.rawValue {
                    mark(place, as: 0)
                }
            }
            return
        }
        guard act.from != nil || !act.about.isEmpty else { return }
        switch act.what {
        case "suspension", "exclusion", "permanent-exclusion":
            for place in places(spokenOf: act)
            where codes[place] == 0 || codes[place] == AttendanceCode.noReasonYet.rawValue {
                mark(place, as: suspended.rawValue)
            }
        case "provision", "alternative-provision":
            for place in places(spokenOf: act) where place >= known && codes[place] == suspended.rawValue {
                mark(place, as: 0)
            }
        default: break
        }
    }

    private mutating func amend(_ places: [Int], to code: AttendanceCode, reason: String) {
        for place in places {
            let from = codes[place]
            mark(place, as: code.rawValue)
            if code == .otherAbsence, from == AttendanceCode.noReasonYet.rawValue || lapsed.contains(place) {
                lapsed.insert(place)
            } else {
                lapsed.remove(place)
            }
        }
    }

    /// Codes that were proposed for sessions, and given up for a code that has now been taken back, are for a person
    /// again: the session stands without a reason, or as it stood before.
    ///
    /// - Parameter latest: the act that did so; what it does itself is done.
    mutating func proposeAgain(_ places: [Int], but latest: Int? = nil) {
        for number in steps.indices where steps[number].step.kind == .code {
            guard case .done(_, let act) = steps[number].state, acts[act].did == .amend, act != latest,
                let session = steps[number].step.session, let place = line.place(of: session),
                places.contains(place)
            else { continue }
            let code = AttendanceCode(rawValue: codes[place])
            if code == nil || code == .noReasonYet || code?.text == acts[act].details["from-code"] {
                reopen(number)
            }
        }
    }

    /// Somebody says why the pupil is away.
    private mutating func explain(_ act: PupilAct) {
        guard !act.reason.isEmpty else { return }
        var asked = Asked()
        asked.tried = act
        let lists = reasonLists(of: asked)
        // Words on two lists that come to different codes are for a person.
        guard Set(lists.map(\.code)).count == 1, let list = lists.first else { return }
        let places = places(spokenOf: act)
        if list.effect == .ask { return }
        guard list.effect == .enter, let code = list.code else {
            propose(list, places, act)
            return
        }
        noteExplained(places, act)
        for place in places {
            let byte = self.codes[place]
            let isOpen = byte == 0 || byte == AttendanceCode.noReasonYet.rawValue || lapsed.contains(place)
            guard isOpen, place >= known || !CodeClass.isAttended(byte) else { continue }
            // What was settled as O is amended by those who may amend it.
            guard !lapsed.contains(place) || mayAmend(place, to: code, as: act) else {
                propose(list, [place], act)
                continue
            }
            mark(place, as: code.rawValue)
            // A later and better reason may still take the place of O.
            if code == .otherAbsence { lapsed.insert(place) } else { lapsed.remove(place) }
        }
    }

    /// Whoever wrote down what a parent said could enter the code by themselves.
    private func mayAmend(_ place: Int, to code: AttendanceCode, as report: PupilAct) -> Bool {
        let amendment = PupilAct(
            at: report.at, did: .amend, by: report.by ?? RoleName(.office),
            reason: report.reason.isEmpty ? report.what : report.reason,
            session: line.sessions[place], code: code)
        return refusals(of: amendment).isEmpty
    }

    /// A reason for one session is none for the other of its day.
    private mutating func noteExplained(_ places: [Int], _ act: PupilAct) {
        if act.session != nil {
            explainedPlaces.formUnion(places)
        } else {
            for place in places { explainedDays.insert(line.sessions[place].date) }
        }
    }

    /// A code is proposed to a person for each session spoken of that has no reason yet.
    private mutating func propose(_ list: ReasonList, _ places: [Int], _ act: PupilAct) {
        noteExplained(places, act)
        guard let code = list.code else { return }
        let plan = StepPlan(
            .code, what: list.name, by: RoleName(.office), clauses: list.source.clauses, code: code)
        for place in places
        where codes[place] == 0 || codes[place] == AttendanceCode.noReasonYet.rawValue
            || lapsed.contains(place)
        {
            var asked = Asked()
            asked.place = place
            raise(
                plan, name: list.name, clauses: list.source.clauses, citation: "", scope: .pupil, because: [],
                asked, suffix: asked.item(in: self), runStart: nil)
        }
    }

    /// The pupil comes.
    private mutating func arrive(_ act: PupilAct) {
        arrival = act.at
        if let session = act.session, let code = act.code {
            // As the books have it.
            if let place = line.place(of: session), place < known || codes[place] == 0 {
                mark(place, as: code.rawValue)
                lapsed.remove(place)
            }
            return
        }
        guard let times = current?.policy.registerTimes(under: rules.law, on: act.at.date) else { return }
        for place in line.places(of: act.at.date) {
            let session = line.sessions[place]
            guard let own = times.times(for: session, yearGroup: pupil.yearGroup),
                let code = own.code(arrivingAt: act.at.time, in: session.half)
            else { continue }
            let byte = codes[place]
            let isOpen = byte == 0 || byte == AttendanceCode.noReasonYet.rawValue || lapsed.contains(place)
            guard isOpen else {
                // Already in this session, or away with a reason; the next may be meant.
                if CodeClass.isAttended(byte), act.at.time >= own.closes { continue }
                return
            }
            mark(place, as: code.rawValue)
            lapsed.remove(place)
            return
        }
    }

    private mutating func request(_ act: PupilAct, number: Int) {
        guard let from = act.from else { return }
        requests.append(
            LeaveRequest(act: number, from: from, until: act.until ?? from, reason: act.reason))
        judgeRequests()
        let place = requests.count - 1
        guard let route = requests[place].route, route.proposal == .accepted else { return }
        requests[place].isDecided = true
        requests[place].granted = from...max(from, act.until ?? from)
        if let code = route.codeIfGranted { plan(code, from, act.until ?? from) }
    }

    /// Plans a code for every session of a stretch that has no other.
    private mutating func plan(_ code: AttendanceCode, _ from: CalendarDate, _ until: CalendarDate) {
        for day in schoolDays(from, until) {
            for place in line.places(of: day)
            where codes[place] == 0 || codes[place] == AttendanceCode.noReasonYet.rawValue {
                mark(place, as: code.rawValue)
            }
        }
    }

    /// Route and grounds of every request that nobody has decided yet.
    mutating func judgeRequests() {
        guard requests.contains(where: { !$0.isDecided }), let leave = current?.leave else { return }
        for number in requests.indices where !requests[number].isDecided {
            var asked = Asked()
            asked.act = requests[number].act
            asked.request = number
            let route = leave.routes.first { holds($0.when, asked) }
            requests[number].route = route
            requests[number].grounds = []
            switch route?.proposal {
            case nil, .grounds:
                requests[number].grounds = leave.grounds.filter { ground in
                    !ground.when.values.contains { current?.value(named: $0) == nil }
                        && holds(ground.when, asked)
                }
            case .refuse, .returned:
                // The way itself is the ground.
                if let route, let clause = route.source.clauses.first {
                    requests[number].grounds = [
                        LeaveGround(
                            name: route.name, source: PolicySource(clauses: [clause]), when: route.when,
                            says: route.says)
                    ]
                }
            case .absence, .accepted, .grant, .decide: break
            }
        }
    }

    /// The request that a decision is about: of those about its days, if it names any, the last that waits for one,
    /// or else the last that was decided, of which somebody thought better; else the last that waits for one.
    private func requestDecided(by act: PupilAct) -> Int? {
        func isNamed(_ request: LeaveRequest) -> Bool {
            guard let from = act.from else { return true }
            return from <= request.until && request.from <= act.until ?? from
        }
        return requests.lastIndex { !$0.isDecided && isNamed($0) } ?? requests.lastIndex(where: isNamed)
            ?? requests.lastIndex { !$0.isDecided }
    }

    /// Sessions still to come are not planned any more for leave that was granted before.
    private mutating func takeBackLeave(_ request: LeaveRequest) {
        guard let granted = request.granted, let code = request.code else { return }
        for day in schoolDays(granted.lowerBound, granted.upperBound) {
            for place in line.places(of: day) where place >= known && codes[place] == code.rawValue {
                mark(place, as: 0)
            }
        }
    }

    private mutating func decide(_ act: PupilAct, number: Int) {
        switch act.what {
        case "leave":
            guard let place = requestDecided(by: act) else { return }
            takeBackLeave(requests[place])
            requests[place].isDecided = true
            requests[place].granted = nil
            // The decision speaks of the days of its request.
            if acts[number].from == nil { acts[number].from = requests[place].from }
            if acts[number].until == nil { acts[number].until = requests[place].until }
            guard act.answer == "yes" else { return }
            let from = act.from ?? requests[place].from
            let until = act.until ?? requests[place].until
            guard from <= until else { return }
            requests[place].granted = from...until
            let route = requests[place].route
            guard act.code != nil || route?.plansNothing != true else { return }
            let code = act.code ?? route?.codeIfGranted ?? .exceptionalLeave
            requests[place].code = code
            plan(code, from, until)
        case "code" where act.answer == "yes" || act.code != nil:
            // What was proposed is entered: for the sessions named, or for every open proposal.
            let named = act.session != nil || !act.about.isEmpty || act.from != nil
            let places = Set(named ? places(spokenOf: act) : [])
            for number in openSteps {
                let step = steps[number].step
                guard step.kind == .code, let session = step.session, let place = line.place(of: session),
                    !named || places.contains(place), let code = act.code ?? step.code,
                    !lapsed.contains(place) || mayAmend(place, to: code, as: act)
                else { continue }
                amend([place], to: code, reason: act.reason)
            }
            if named, let code = act.code { amend(Array(places), to: code, reason: act.reason) }
        default: break
        }
    }

    /// Open steps that an act does are done.
    private mutating func completeSteps(of act: PupilAct, number: Int) {
        let done = openSteps(doneBy: act)
        guard !done.isEmpty else { return }
        for place in done { steps[place].state = .done(now, act: number) }
        openSteps.removeAll { !steps[$0].isOpen }
    }

    private func openSteps(doneBy act: PupilAct) -> [Int] {
        openSteps.filter { does(act, steps[$0].step) }
    }

    private func does(_ act: PupilAct, _ step: Step) -> Bool {
        let named = act.what == step.what
        let sameRecipient =
            step.to == nil || act.to == nil || step.to == act.to
            || step.to.flatMap { to in act.to.map { Self.covers(to, $0) || Self.covers($0, to) } } ?? false
        switch step.kind {
        case .call: return act.did == .call && sameRecipient && act.to != nil && (act.what.isEmpty || named)
        case .text:
            return (act.did == .text || (act.did == .sent && named)) && sameRecipient
                && (act.what.isEmpty || named)
        case .email:
            return (act.did == .email || (act.did == .sent && named)) && sameRecipient
                && (act.what.isEmpty || named)
        case .letter: return [.sent, .issue].contains(act.did) && named && sameRecipient
        case .visit: return act.did == .visit && (act.what.isEmpty || named)
        case .meeting:
            return (act.did == .meeting && (act.what.isEmpty || named)) || (act.did == .record && named)
        case .referral:
            // Whoever says no more than that a referral was sent means the one that was asked for.
            return (named || act.what == "referral") && sameRecipient
                && [.sent, .record].contains(act.did)
        case .return, .report:
            return named && [.sent, .record].contains(act.did)
        case .task, .alert, .award:
            return named && act.did != .report && act.did != .requestLeave
        case .code:
            guard let session = step.session, let place = line.place(of: session) else { return false }
            return AttendanceCode(rawValue: codes[place]) == step.code
                || codes[place] != AttendanceCode.noReasonYet.rawValue && act.did == .amend
                    && places(spokenOf: act).contains(place)
        }
    }
}
