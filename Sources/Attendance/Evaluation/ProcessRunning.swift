/// Where a process stands.
struct ProcessState: Sendable {
    var name: String
    /// The day on which it came into the state; of receipt, when a receipt brought it there.
    var entered: CalendarDate
    /// The minute of that day; midnight when the day alone is known.
    var enteredAt = TimeOfDay.midnight
    /// Whether the day's own marks belong to the state: it was entered before them, by a review or a timer.
    var isFromItsDay = false
    var window: Process.Window?
    /// What the window is compared with.
    var baseline: RateCounts?
    /// The year to date when the process last raised a letter.
    var letterBaseline: RateCounts?
    /// The day on which the process last raised a letter.
    var letterRaised: CalendarDate?
}

/// Processes move.
extension PupilRun {
    /// Tries the moves of every process.
    ///
    /// - Parameter act: the act that just happened; nil when only time has passed.
    mutating func moveProcesses(at minute: Int, act: Int?) {
        guard let regime = current, !regime.processes.isEmpty else { return }
        let reviews = ruler.timetable(of: regime)?.reviews(on: now.date) ?? []
        for (number, process) in regime.processes.enumerated() {
            let isReview = act == nil && reviews.indices.contains(number) && Int(reviews[number]) == minute
            let isTime = act == nil && (minute == process.daily || timers.contains(now))
            guard act != nil || isReview || isTime else { continue }
            // Nothing more comes about by itself of a pupil who has left; what concerns a parent goes on.
            if act == nil, process.scope != .parent, !pupil.isWholeSchool, !pupil.isOnRoll(on: now.date) {
                continue
            }
            for owner in owners(of: process) {
                move(process, owner, isReview: isReview, isTime: isTime, act: act)
            }
        }
    }

    private func owners(of process: RunningProcess) -> [Recipient?] {
        process.scope == .parent ? parents.map(Optional.some) : [nil]
    }

    private func key(_ process: RunningProcess, _ owner: Recipient?) -> String {
        owner.map { "\(process.name)|\($0)" } ?? process.name
    }

    private mutating func move(
        _ process: RunningProcess, _ owner: Recipient?, isReview: Bool, isTime: Bool, act: Int?
    ) {
        let key = key(process, owner)
        let current =
            processStates[key]
            ?? ProcessState(name: process.first, entered: line.covered.lowerBound)
        guard let state = process.states[current.name] else { return }
        var asked = Asked()
        asked.process = key
        asked.contact = owner
        asked.act = act
        asked.throughYesterday = process.review.throughYesterday && act == nil
        if processStates[key] == nil { processStates[key] = current }
        guard state.hearsOfActs && act != nil || state.waits && isTime || state.isReviewed && isReview else {
            return
        }
        for move in state.moves {
            guard let entered = trigger(move.on, current, isReview: isReview, isTime: isTime, asked, owner)
            else { continue }
            if let when = move.when {
                guard !when.values.contains(where: { self.current?.value(named: $0) == nil }),
                    holds(when, asked)
                else { continue }
            }
            go(process, key, owner, from: state, move, entered: entered, asked)
            return
        }
    }

    /// The day of entry into the next state when a trigger has come; nil when it has not.
    private func trigger(
        _ trigger: Process.Move.Trigger, _ state: ProcessState, isReview: Bool, isTime: Bool,
        _ asked: Asked, _ owner: Recipient?
    ) -> CalendarDate? {
        switch trigger {
        case .review: return isReview ? now.date : nil
        case .act(let pattern):
            guard let number = asked.act, matches(acts[number], number: number, pattern, asked) else {
                return nil
            }
            if let owner, let to = acts[number].to, !Self.covers(to, owner) { return nil }
            return now.date
        case .after(let wait):
            guard isTime else { return nil }
            return passed(since: Moment(state.entered, state.enteredAt), .atLeast, wait) ? now.date : nil
        case .windowEnds:
            guard isTime, line.isSchoolDay(now.date), let process = asked.process,
                let window = window(of: process)
            else { return nil }
            return line.dayNumber(onOrAfter: now.date) >= window.upperBound ? now.date : nil
        case .received(let wait):
            let since = state.letterRaised ?? state.entered
            let sent = acts.last { $0.did == .sent && $0.at.date >= since }
            let receipt = acts.last { $0.did == .record && $0.what == "receipt" && $0.at.date >= since }
            if let day = receipt.map(\.countsFrom) ?? sent?.received { return day <= now.date ? day : nil }
            guard isTime else { return nil }
            let from = sent?.at.date ?? since
            return passed(since: Moment(from, .midnight), .atLeast, wait) ? now.date : nil
        }
    }

    private mutating func go(
        _ process: RunningProcess, _ key: String, _ owner: Recipient?, from running: RunningState,
        _ move: Process.Move, entered: CalendarDate, _ asked: Asked
    ) {
        let old = processStates[key]
        if running.state.closesSteps {
            // Only those of the same parent.
            let own = owner.map { ":\($0)-" }
            for number in openSteps
            where steps[number].step.rule == process.name && own.map(steps[number].step.key.contains) ?? true
            {
                steps[number].state = .overtaken(now)
            }
            openSteps.removeAll { !steps[$0].isOpen }
        }
        let rate = counts(over: .yearToDate, asked)
        guard let next = process.states[move.to]?.state else { return }
        var plans = [(StepPlan, [ClauseID])]()
        plans += move.then.map { ($0, move.clauses) }
        plans += next.onEntry.map { ($0, next.clauses) }
        let because =
            (move.when.map { reasons($0, asked) } ?? []) + [.state(process: process.name, state: next.name)]
        // Entered a second time on a day, it asks for its steps a second time.
        let entry = "\(key)|\(next.name)"
        let isAgain = statesEntered.updateValue(now.date, forKey: entry) == now.date
        let day = isAgain ? "\(now)" : "\(now.date)"
        let suffix = "\(owner.map { "\($0)-" } ?? "")\(next.name)@\(day)"
        var letter = false
        for (plan, clauses) in plans {
            if let when = plan.when, !holds(when, asked) { continue }
            if plan.kind == .letter { letter = true }
            raise(
                plan, name: process.name, clauses: clauses.isEmpty ? process.clauses : clauses,
                citation: process.citation, scope: .pupil, because: because, asked, suffix: suffix,
                runStart: nil)
        }
        var changed = ProcessState(name: next.name, entered: entered)
        changed.letterBaseline = letter ? rate : old?.letterBaseline
        changed.letterRaised = letter ? now.date : old?.letterRaised
        if entered == now.date { changed.enteredAt = now.time }
        switch move.on {
        case .review, .windowEnds, .after: changed.isFromItsDay = asked.throughYesterday
        case .act, .received: break
        }
        for move in next.moves {
            guard case .after(.minutes(let quantity)) = move.on, let wait = current?.whole(quantity),
                let time = TimeOfDay(minutes: now.time.minutes + wait)
            else { continue }
            timers.append(Moment(now.date, time))
        }
        if let window = next.window {
            changed.window = window
            changed.baseline = window.baseline == .letter ? changed.letterBaseline ?? rate : rate
        } else {
            changed.baseline = old?.baseline
        }
        processStates[key] = changed
    }

    /// A school year has ended.
    mutating func resetProcesses(after last: CalendarDate) {
        for process in current?.processes ?? [] {
            guard let kept = process.resetsUnlessIn else { continue }
            for owner in owners(of: process) {
                let key = key(process, owner)
                guard let state = processStates[key], !kept.contains(state.name) else { continue }
                processStates[key] = ProcessState(name: process.first, entered: now.date)
            }
        }
    }

    /// The state of each process about the pupil, by the process's name; of processes about a parent, by name and
    /// recipient: `penalty-notice|priority-1`.
    public func states() -> [(process: String, state: String, since: CalendarDate)] {
        processStates.sorted { $0.key < $1.key }.map { ($0.key, $0.value.name, $0.value.entered) }
    }
}
