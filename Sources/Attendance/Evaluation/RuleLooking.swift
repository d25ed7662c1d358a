/// Rules are looked at.
extension PupilRun {
    /// The rules that an act brings up.
    mutating func lookAtRules(about act: Int) {
        guard let regime = current else { return }
        let isOnRoll = isOnRoll
        for rule in regime.ofActs where isAsked(rule, about: act, isOnRoll: isOnRoll) {
            if case .act = rule.about {
                var asked = Asked()
                asked.act = act
                look(at: rule, asked)
            } else {
                look(at: rule, for: act)
            }
        }
    }

    /// The rules first looked at in a minute of the day.
    mutating func lookAtRules(from minute: Int) {
        guard let regime = current, let timetable = ruler.timetable(of: regime) else { return }
        let isOnRoll = isOnRoll
        let glance = glance()
        for number in timetable.rules(on: now.date, at: minute)
        where mayHaveToSay(Int(number), regime, isOnRoll: isOnRoll, glance) {
            look(at: regime.everyRule[Int(number)], for: nil)
        }
    }

    /// The rules of the day that have been looked at before, because something has happened since.
    mutating func lookAtRules(after change: Change) {
        guard let regime = current, let timetable = ruler.timetable(of: regime) else { return }
        let first = timetable.firstMinutes(on: now.date)
        guard !first.isEmpty else { return }
        // What changes while they are looked at is for those that come after, and for the next time.
        haveMarksChanged = false
        haveStepsChanged = false
        haveStatesChanged = false
        let isOnRoll = isOnRoll
        let glance = glance()
        let soFar = Int16(now.time.minutes)
        for number in first.indices
        where first[number] <= soFar
            && (first[number] == soFar || isConcerned(number, regime.gates[number].concern, change))
            && mayHaveToSay(number, regime, isOnRoll: isOnRoll, glance)
        {
            isWaiting[number] = false
            look(at: regime.everyRule[number], for: nil)
        }
    }

    private func isConcerned(_ number: Int, _ concern: Concern, _ change: Change) -> Bool {
        looksAtEveryRule || isWaiting[number] || change.isOf(concern) || haveStepsChanged && concern.isOfSteps
    }

    private var isOnRoll: Bool { pupil.isWholeSchool || pupil.isOnRoll(on: now.date) }

    /// Whether a rule is worth looking at: most are not, on most days and of most pupils.
    private func mayHaveToSay(_ number: Int, _ regime: Regime, isOnRoll: Bool, _ glance: Glance) -> Bool {
        let gate = regime.gates[number]
        guard gate.isOpen else { return false }
        if pupil.isWholeSchool, !gate.isOfSchool { return false }
        // Nothing is asked for about a pupil before the first day on the roll or after the last; acts speak
        // for themselves.
        guard isOnRoll || gate.isAboutActs else { return false }
        // That it no longer holds is to be seen, too.
        if mayBeHolding[number] || looksAtEveryRule { return true }
        return !isRuledOut[number] && gate.needs.allSatisfy { meets(regime.needs[$0], glance) }
    }

    /// Whether a rule that acts bring up is to be looked at for one.
    private func isAsked(_ rule: RunningRule, about act: Int, isOnRoll: Bool) -> Bool {
        if pupil.isWholeSchool, !rule.isOfSchool { return false }
        switch rule.about {
        case .act(let pattern):
            var asked = Asked()
            asked.act = act
            return matches(act, pattern, asked)
        case .leaveRequest: return !requests.isEmpty
        case .pupil, .parent, .school, .session: return isOnRoll
        }
    }

    private mutating func look(at rule: RunningRule, for act: Int?) {
        var asked = Asked()
        asked.throughYesterday = rule.time.throughYesterday
        switch rule.about {
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
        guard looksAtEveryRule || !hasRaised(running, asked) else { return }
        guard holds(running.when, asked) else {
            if running.remembers, mayBeHolding[running.number] {
                holding.remove(Held(rule: running.number, item: asked.number))
                if asked.number < 0 { mayBeHolding[running.number] = false }
            }
            return
        }
        // An exception delays: what it held back goes when it ends, and what went before does not go again.
        guard !running.unless.contains(where: { holds($0.when, asked) }) else { return }
        guard !running.then.isEmpty else { return }
        let since = since(running, asked)
        if running.remembers {
            guard holding.insert(Held(rule: running.number, item: asked.number)).inserted else { return }
            mayBeHolding[running.number] = true
        } else if !running.hasConditionalSteps {
            let raised = Raised(rule: running.number, item: asked.number, since: since?.dayNumber ?? 0)
            guard raisedBefore.insert(raised).inserted else { return }
        }
        let isOfRun =
            if case .session = running.about, running.repetition == .oncePerRun { true } else { false }
        let item = asked.number >= 0 && !isOfRun ? asked.item(in: self) : ""
        let season =
            switch running.repetition {
            case .oncePer(let season): start(of: season)
            default: since.map(\.description) ?? ""
            }
        raise(running, asked, suffix: since == nil ? item : "\(item)@\(season)")
    }

    /// Whether a rule has raised all that it may for now, whatever holds.
    private func hasRaised(_ running: RunningRule, _ asked: Asked) -> Bool {
        guard !running.remembers, !running.hasConditionalSteps, running.repetition != .oncePerRun,
            !raisedBefore.isEmpty
        else { return false }
        let since = since(running, asked)?.dayNumber ?? 0
        return raisedBefore.contains(Raised(rule: running.number, item: asked.number, since: since))
    }

    /// The first day of what a rule raises its steps once for; nil when that is what it is about.
    private func since(_ running: RunningRule, _ asked: Asked) -> CalendarDate? {
        switch running.repetition {
        case .daily, .untilRecovered: return now.date
        case .once, .oncePerItem: return nil
        case .oncePer(let season): return firstDay(of: season)
        case .oncePerRun:
            if let place = asked.place, case .session(let choice) = running.about {
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
            guard running.rule.scope == .pupil else { return nil }
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
