/// Rules are looked at, and steps raised and closed.
extension PupilRun {
    /// - Parameters:
    ///   - minute: only rules first looked at in that minute; nil for every rule of the day that has been looked at
    ///     before, because something happened.
    ///   - act: the act that just happened.
    mutating func lookAtRules(from minute: Int?, act: Int?) {
        guard let regime = current, let timetable = ruler.timetable(of: regime) else { return }
        let isOnRoll = pupil.isWholeSchool || pupil.isOnRoll(on: now.date)
        if let act {
            for rule in regime.running where rule.isOfActs {
                if pupil.isWholeSchool, !rule.isOfSchool { continue }
                if case .act(let pattern) = rule.scope {
                    var asked = Asked()
                    asked.act = act
                    if matches(acts[act], number: act, pattern, asked) { look(at: rule, asked) }
                } else if rule.scope == .leaveRequest || isOnRoll {
                    look(at: rule, for: act)
                }
            }
        }
        if let minute {
            for number in timetable.rules(on: now.date, at: minute) {
                let rule = regime.everyRule[Int(number)]
                if !rule.isOff { look(at: rule, isOnRoll: isOnRoll) }
            }
            return
        }
        let first = timetable.firstMinutes(on: now.date)
        guard !first.isEmpty else { return }
        for rule in regime.running where !rule.isOfActs && Int(first[rule.number]) <= now.time.minutes {
            look(at: rule, isOnRoll: isOnRoll)
        }
    }

    private mutating func look(at rule: RunningRule, isOnRoll: Bool) {
        if pupil.isWholeSchool, !rule.isOfSchool { return }
        // Nothing is asked for about a pupil before the first day on the roll or after the last; acts speak
        // for themselves.
        guard isOnRoll || rule.isAboutActs else { return }
        look(at: rule, for: nil)
    }

    private mutating func look(at rule: RunningRule, for act: Int?) {
        var asked = Asked()
        asked.throughYesterday = rule.time.throughYesterday
        switch rule.scope {
        case .pupil: look(at: rule, asked)
        case .school:
            // A whole-school rule names the pupils for whom it holds; one without a condition is asked once, of
            // the school.
            if pupil.isWholeSchool == rule.asksNothing { look(at: rule, asked) }
        case .session(let choice):
            for place in placesLookedAt(asked, choice) {
                asked.place = place
                look(at: rule, asked)
            }
        case .act(let pattern):
            for number in numbers(of: pattern, asked) {
                asked.act = number
                look(at: rule, asked)
            }
        case .parent:
            for contact in parents {
                asked.contact = contact
                look(at: rule, asked)
            }
        case .leaveRequest:
            for number in requests.indices {
                if let act, requests[number].act != act { continue }
                asked.request = number
                asked.act = requests[number].act
                look(at: rule, asked)
            }
        }
    }

    /// Sessions that rules about sessions are asked of: those of the school year, and the last of the year before, which
    /// are still to be explained when the holidays are over.
    private func placesLookedAt(_ asked: Asked, _ choice: CodeChoice) -> [Int] {
        let year = places(of: .yearToDate, asked)
        let looked = max(0, year.lowerBound - 40)..<year.upperBound
        return codes.withUnsafeBufferPointer { codes in looked.filter { choice.contains(byte: codes[$0]) } }
    }

    /// Contacts with parental responsibility, or else the first two.
    var parents: [Recipient] {
        let ranked = pupil.contacts.filter { $0.recipient.priority != nil }
        let responsible = ranked.filter(\.hasResponsibility)
        return (responsible.isEmpty ? Array(ranked.prefix(2)) : responsible).map(\.recipient)
    }

    func isHolding(_ rule: RunningRule, _ asked: Asked) -> Bool {
        holds(rule.when, asked) && !rule.unless.contains { holds($0.when, asked) }
    }

    private mutating func look(at running: RunningRule, _ asked: Asked) {
        guard holds(running.when, asked) else {
            if running.remembers { holding.remove(Held(rule: running.number, item: asked.number)) }
            return
        }
        // An exception delays: what it held back goes when it ends, and what went before does not go again.
        guard !running.unless.contains(where: { holds($0.when, asked) }) else { return }
        guard !running.then.isEmpty else { return }
        let since = since(running, asked)
        if running.remembers {
            guard holding.insert(Held(rule: running.number, item: asked.number)).inserted else { return }
        } else if !running.hasConditionalSteps {
            let raised = Raised(rule: running.number, item: asked.number, since: since?.dayNumber ?? 0)
            guard raisedBefore.insert(raised).inserted else { return }
        }
        let isOfRun =
            if case .session = running.scope, running.repetition == .oncePerRun { true } else { false }
        let item = asked.number >= 0 && !isOfRun ? asked.item(in: self) : ""
        let season =
            switch running.repetition {
            case .oncePer(let season): start(of: season)
            default: since.map(\.description) ?? ""
            }
        raise(running, asked, suffix: since == nil ? item : "\(item)@\(season)")
    }

    /// The first day of what a rule raises its steps once for; nil when that is what it is about.
    private func since(_ running: RunningRule, _ asked: Asked) -> CalendarDate? {
        switch running.repetition {
        case .daily, .untilRecovered: return now.date
        case .once, .oncePerItem: return nil
        case .oncePer(let season): return firstDay(of: season)
        case .oncePerRun:
            if let place = asked.place, case .session(let choice) = running.scope {
                return line.sessions[firstOfRun(place, of: choice)].date
            }
            return runStart(running.when, asked) ?? now.date
        }
    }

    /// The first session of the unbroken run of sessions of a kind that one belongs to; those that lapsed are of
    /// the kind, and those that are not possible lie between.
    func firstOfRun(_ place: Int, of choice: CodeChoice) -> Int {
        var first = place
        var before = place - 1
        while before >= 0 {
            if choice.contains(byte: codes[before]) || lapsed.contains(before) {
                first = before
            } else if CodeClass.isPossible(codes[before]) || codes[before] == 0 {
                break
            }
            before -= 1
        }
        return first
    }

    private func firstDay(of season: Repeat.Season) -> CalendarDate {
        let today = max(0, line.dayNumber(onOrAfter: now.date + 1) - 1)
        func first(_ starts: [Int]) -> CalendarDate {
            line.stretch(starts, containing: today).map { line.schoolDays[$0.lowerBound] } ?? now.date
        }
        return switch season {
        case .year: AcademicYear(containing: now.date).firstDay
        case .term: first(line.terms)
        case .halfTerm: first(line.halfTerms)
        case .month: now.date - (now.date.day - 1)
        case .week: now.date.monday
        }
    }

    /// As it stands in keys: `2025/26`, `2025-11`, a day.
    private func start(of season: Repeat.Season) -> String {
        switch season {
        case .year: AcademicYear(containing: now.date).description
        case .month: String(now.date.description.prefix(7))
        case .term, .halfTerm, .week: firstDay(of: season).description
        }
    }

    private mutating func raise(_ running: RunningRule, _ asked: Asked, suffix: String) {
        let rule = running.rule
        let runStart = runStart(running.when, asked)
        let before = steps.count
        for plan in running.then {
            if let when = plan.when, !holds(when, asked) { continue }
            raise(
                plan, name: rule.name, clauses: rule.source.clauses, citation: rule.citation,
                scope: rule.scope == .school ? .school : .pupil, because: [], asked, suffix: suffix,
                runStart: runStart)
        }
        guard steps.count > before else { return }
        // Why is worked out once, and only for what is new.
        let because = reasons(running.when, asked)
        for number in before..<steps.count {
            steps[number].step.because = because
            rulesOfSteps[number] = running
        }
    }

    /// Raises one step, or one for each recipient; a key that was there before raises nothing, but what fell away
    /// stands again when what it fell away for does not.
    mutating func raise(
        _ plan: StepPlan, name: String, clauses: [ClauseID], citation: String, scope: StepScope,
        because: [Reason], _ asked: Asked, suffix: String, runStart: CalendarDate?
    ) {
        let recipients: [Recipient?] =
            plan.to.isEmpty
            ? [asked.contact]
            : plan.to.flatMap { to in
                // In a rule about one parent, what goes to the parents goes to that one.
                to == .parents && asked.contact != nil ? [asked.contact ?? to] : pupil.recipients(of: to)
            }.map(Optional.some)
        for to in recipients {
            let recipient = to.map { ":\($0)" } ?? ""
            let about = plan.kind == .code ? "\(plan.code?.text ?? "")" : plan.what
            // A step of the whole school is one, however many pupils it is about.
            let whose = scope == .school ? "" : ":\(pupil.key)"
            let key = "\(name):\(plan.kind.rawValue):\(about)\(recipient):\(suffix)\(whose)"
            if let number = numbersOfKeys[key] {
                if case .dropped(_, let cause) = steps[number].state, cause.mayBeTakenBack {
                    if let running = rulesOfSteps[number], ending(of: number, running) != nil {
                        // Still closed by what closed it: it is asked for again when that has gone.
                        forgetRaising(running)
                    } else {
                        reopen(number, due: due(plan.due, runStart: runStart))
                    }
                }
                continue
            }
            var named = clauses
            for clause in plan.clauses where !named.contains(clause) { named.append(clause) }
            var enclosed = [String]()
            for enclosure in plan.enclose where enclosure.when.map({ holds($0, asked) }) ?? true {
                enclosed.append(enclosure.what)
                for clause in enclosure.clauses where !named.contains(clause) { named.append(clause) }
            }
            let step = Step(
                key: key, scope: scope, kind: plan.kind, what: plan.what, to: to, by: plan.by,
                decidedBy: plan.decidedBy, raised: now, due: due(plan.due, runStart: runStart), rule: name,
                clauses: named, citation: citation, because: because,
                session: asked.place.map { line.sessions[$0] }, code: plan.code, content: plan.content,
                enclosed: enclosed)
            numbersOfKeys[key] = steps.count
            openSteps.append(steps.count)
            steps.append(RaisedStep(step: step, state: .open, actsBefore: acts.count, act: asked.act))
            rulesOfSteps.append(nil)
        }
    }

    private func due(_ due: Due, runStart: CalendarDate?) -> Moment {
        func day(_ number: Int, after date: CalendarDate) -> Moment {
            number <= 0
                ? Moment(date, .endOfDay)
                : Moment(line.schoolDay(number, after: date) ?? ruler.line.covered.upperBound, .endOfDay)
        }
        switch due {
        case .atOnce: return now
        case .time(let time): return Moment(now.date, max(time, now.time))
        case .sameDay: return Moment(now.date, .endOfDay)
        case .schoolDays(let quantity): return day(current?.whole(quantity) ?? 0, after: now.date)
        case .calendarDays(let quantity):
            return Moment(now.date + (current?.whole(quantity) ?? 0), .endOfDay)
        case .dayOfRun(let number):
            let due = day(number - 1, after: runStart ?? now.date)
            return max(due, now)
        case .weekday(let weekday):
            let own = now.date.monday + (weekday.rawValue - 1)
            return Moment(own >= now.date ? own : own + 7, .endOfDay)
        }
    }

    /// A step stands again. Found again only now, it is not due before now.
    mutating func reopen(_ number: Int, due: Moment? = nil) {
        steps[number].state = .open
        steps[number].timesReopened += 1
        if let due { steps[number].step.due = due }
        openSteps.append(number)
    }

    /// Closes open steps whose reason has gone.
    mutating func endSteps() {
        var hasEnded = false
        for number in openSteps {
            guard let running = rulesOfSteps[number], !running.endings.isEmpty else { continue }
            guard let cause = ending(of: number, running) else { continue }
            steps[number].state = .dropped(now, cause)
            hasEnded = true
            if cause.mayBeTakenBack { forgetRaising(running) }
        }
        if hasEnded { openSteps.removeAll { !steps[$0].isOpen } }
    }

    /// What closes a step now; nil when nothing does.
    private func ending(of number: Int, _ running: RunningRule) -> Ending.Cause? {
        running.endings.first { has($0, number, of: running) }
    }

    /// When the rule holds again it is to be asked for its steps again.
    private mutating func forgetRaising(_ running: RunningRule) {
        guard let number = currentNumber(of: running) else { return }
        raisedBefore = raisedBefore.filter { $0.rule != number }
    }

    private func has(_ cause: Ending.Cause, _ number: Int, of running: RunningRule) -> Bool {
        switch cause {
        case .dayEnds: return now.date > steps[number].step.raised.date || now.time == .endOfDay
        case .noLongerMet: if !isLookedAt(running) { return false }
        default: break
        }
        let raised = steps[number]
        let step = raised.step
        switch cause {
        case .returns:
            return known > 0 && CodeClass.isAttended(codes[known - 1])
                && line.sessions[known - 1].date >= step.raised.date
                && Moment(
                    line.sessions[known - 1].date, TimeOfDay(minutes: line.closes[known - 1]) ?? .midnight)
                    > step.raised
        case .reasonKnown:
            if let session = step.session, let place = line.place(of: session) {
                return !isUnexplained(place, session.date)
            }
            return unexplained(Asked()) == nil
                && (explainedDays.contains(now.date) || explainedDays.contains(step.raised.date)
                    || !line.places(of: step.raised.date).contains { isUnexplained($0, step.raised.date) })
        case .reached:
            // Of the people around the pupil: what the pupil says is no contact with them.
            return acts[min(raised.actsBefore, acts.count)...].contains {
                guard $0.to?.text != "pupil" else { return false }
                return $0.did == .report
                    || ["reached", "held", "seen"].contains($0.outcome)
                        && [.call, .visit, .meeting, .text, .email].contains($0.did)
            }
        case .noLongerMet:
            var asked = Asked()
            asked.throughYesterday = running.time.throughYesterday
            switch running.scope {
            case .session(let choice):
                guard let session = step.session, let place = line.place(of: session) else { return true }
                guard choice.contains(byte: codes[place]) else { return true }
                asked.place = place
            case .parent: asked.contact = step.to
            case .act(let pattern):
                guard let act = raised.act else { return false }
                asked.act = act
                guard matches(acts[act], number: act, pattern, asked) else { return true }
            case .leaveRequest: return false
            case .pupil, .school: break
            }
            return !isHolding(running, asked)
        case .excepted: return running.unless.contains { holds($0.when, Asked()) }
        case .dayEnds: return false
        }
    }

    /// Whether a rule has been looked at today.
    private func isLookedAt(_ running: RunningRule) -> Bool {
        guard running.time.clock != .act, let regime = current, let number = currentNumber(of: running) else {
            return false
        }
        let first = ruler.timetable(of: regime)?.firstMinutes(on: now.date) ?? []
        return first.indices.contains(number) && Int(first[number]) <= now.time.minutes
    }

    /// The number that a rule, of this policy or an earlier one, has now.
    private func currentNumber(of running: RunningRule) -> Int? {
        guard let regime = current else { return nil }
        let isSame =
            regime.everyRule.indices.contains(running.number)
            && regime.everyRule[running.number].name == running.name
        return isSame ? running.number : regime.ruleNumbers[running.name]
    }

    mutating func endDay() {
        var hasEnded = false
        for number in openSteps where rulesOfSteps[number]?.isEndedByDay ?? false {
            steps[number].state = .dropped(now, .dayEnds)
            hasEnded = true
        }
        if hasEnded { openSteps.removeAll { !steps[$0].isOpen } }
    }

    /// The labels that the pupil bears now.
    public func labels() -> Set<String> {
        guard let regime = current else { return [] }
        var labels = Set<String>()
        for running in regime.labelling where isHolding(running, Asked()) {
            if let label = running.rule.label { labels.insert(label) }
        }
        return labels
    }

    /// What every rule about the pupil says now, whether or not anything is due.
    public func findings() -> [Finding] {
        guard let regime = current else { return [] }
        return regime.everyRule.compactMap { running in
            guard running.scope == .pupil else { return nil }
            let rule = running.rule
            var asked = Asked()
            asked.throughYesterday = running.time.throughYesterday
            var finding = Finding(
                rule: rule.name, answer: .notMet, clauses: rule.source.clauses, citation: rule.citation,
                because: reasons(rule.when, asked), exception: "", label: rule.label)
            if running.isOff {
                finding.answer = .notApplicable
                finding.exception = "a value that the school has not decided"
            } else if holds(rule.when, asked) {
                let exceptions = rule.unless.filter { holds($0.when, asked) }
                finding.answer = exceptions.isEmpty ? .met : .notApplicable
                finding.exception = exceptions.map(\.because).joined(separator: "; ")
            }
            return finding
        }
    }
}
