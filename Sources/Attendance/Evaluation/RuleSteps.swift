/// Steps are raised by rules that hold, and closed when their reason has gone.
extension PupilRun {
    mutating func raise(_ running: RunningRule, _ asked: Asked, suffix: String) {
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
        isWaiting[number] = true
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
            switch running.about {
            case .session(let choice):
                guard let session = step.session, let place = line.place(of: session) else { return true }
                guard choice.contains(byte: codes[place]) else { return true }
                asked.place = place
            case .parent: asked.contact = step.to
            case .act(let pattern):
                guard let act = raised.act else { return false }
                asked.act = act
                guard matches(act, pattern, asked) else { return true }
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
}
