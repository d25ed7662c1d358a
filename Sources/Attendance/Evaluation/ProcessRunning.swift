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
    /// The day on which the process last raised letters, and their names.
    var letterRaised: CalendarDate?
    var letters: [String] = []
    /// The state that was left because the time for a receipt was over, with nobody having noted one.
    var unnoted: String?
}

/// A process, of whom it is, and where it stands.
struct ProcessSeat: Sendable {
    var number: Int
    var process: RunningProcess
    var owner: Recipient?
    /// As in `PupilRun.processStates`.
    var key: String
    var state: RunningState?
    /// Whether it has been looked at before.
    var isBegun: Bool
    /// Whether it goes back to wait for a receipt when one is noted after all.
    var isUnnoted: Bool
}

/// Processes move.
extension PupilRun {
    /// Tries the moves of every process.
    ///
    /// - Parameter act: the act that just happened; nil when only time has passed.
    mutating func moveProcesses(at minute: Int, act: Int?) {
        guard let regime = current, !regime.processes.isEmpty else { return }
        let reviews = ruler.timetable(of: regime)?.reviews(on: now.date) ?? []
        let isTimer = act == nil && timers.contains(now)
        // Nothing more comes about by itself of a pupil who has left; what concerns a parent goes on.
        let isHere = pupil.isWholeSchool || pupil.isOnRoll(on: now.date)
        if seats.isEmpty { seats = takeSeats(regime) }
        for place in seats.indices {
            if seats.isEmpty { seats = takeSeats(regime) }
            let (number, process) = (seats[place].number, seats[place].process)
            let isReview = act == nil && reviews.indices.contains(number) && Int(reviews[number]) == minute
            let isTime = act == nil && (minute == process.daily || isTimer)
            guard act != nil || isReview || isTime else { continue }
            if act == nil, process.scope != .parent, !isHere { continue }
            if !seats[place].isBegun {
                processStates[seats[place].key] = ProcessState(
                    name: process.first, entered: line.covered.lowerBound)
                seats = takeSeats(regime)
            }
            if let act, seats[place].isUnnoted { waitAgain(seats[place].key, after: act, regime) }
            guard let state = seats[place].state else { continue }
            guard
                act.map({ state.mayHear(seen.acts[$0]) }) ?? false || state.waits && isTime
                    || state.isReviewed && isReview
            else { continue }
            move(
                process, seats[place].key, seats[place].owner, state, isReview: isReview, isTime: isTime,
                act: act)
        }
    }

    /// What was taken as received without a word is waited for again once somebody says that it was sent or received.
    private mutating func waitAgain(_ key: String, after act: Int, _ regime: Regime) {
        guard var state = processStates[key], let waiting = state.unnoted, isFirstWord(act, of: state) else {
            return
        }
        state.name = waiting
        processStates[key] = state
        seats = takeSeats(regime)
    }

    private func takeSeats(_ regime: Regime) -> [ProcessSeat] {
        var seats = [ProcessSeat]()
        for (number, process) in regime.processes.enumerated() {
            for owner in owners(of: process) {
                let key = key(process, owner)
                let state = processStates[key]
                seats.append(
                    ProcessSeat(
                        number: number, process: process, owner: owner, key: key,
                        state: process.states[state?.name ?? process.first], isBegun: state != nil,
                        isUnnoted: state?.unnoted != nil))
            }
        }
        return seats
    }

    private func owners(of process: RunningProcess) -> [Recipient?] {
        process.scope == .parent ? parents.map(Optional.some) : [nil]
    }

    private func key(_ process: RunningProcess, _ owner: Recipient?) -> String {
        owner.map { "\(process.name)|\($0)" } ?? process.name
    }

    private mutating func move(
        _ process: RunningProcess, _ key: String, _ owner: Recipient?, _ state: RunningState, isReview: Bool,
        isTime: Bool, act: Int?
    ) {
        guard let current = processStates[key] else { return }
        var asked = Asked()
        asked.process = key
        asked.contact = owner
        asked.act = act
        asked.throughYesterday = process.review.throughYesterday && act == nil
        for move in state.moves {
            guard let entered = trigger(move, current, isReview: isReview, isTime: isTime, asked, owner)
            else {
                continue
            }
            if let when = move.when {
                guard !move.values.contains(where: { self.current?.value(named: $0) == nil }),
                    holds(when, asked)
                else { continue }
            }
            go(process, key, owner, from: state, move.move, entered: entered, asked)
            return
        }
    }

    /// The day of entry into the next state when a trigger has come; nil when it has not.
    private func trigger(
        _ move: RunningMove, _ state: ProcessState, isReview: Bool, isTime: Bool,
        _ asked: Asked, _ owner: Recipient?
    ) -> CalendarDate? {
        if let pattern = move.act {
            guard let number = asked.act, matches(number, pattern, asked) else { return nil }
            if let owner, let to = acts[number].to, !Self.covers(to, owner) { return nil }
            return now.date
        }
        switch move.on {
        case .act: return nil
        case .review: return isReview ? now.date : nil
        case .after(let wait):
            guard isTime else { return nil }
            return passed(since: Moment(state.entered, state.enteredAt), .atLeast, wait) ? now.date : nil
        case .windowEnds:
            guard isTime, line.isSchoolDay(now.date), let process = asked.process,
                let window = window(of: process)
            else { return nil }
            return line.dayNumber(onOrAfter: now.date) >= window.upperBound ? now.date : nil
        case .received(let wait):
            let letter = letter(of: state)
            if let day = letter.received { return day <= now.date ? day : nil }
            guard isTime else { return nil }
            let from = letter.sent.map { acts[$0].at.date } ?? state.letterRaised ?? state.entered
            return passed(since: Moment(from, .midnight), .atLeast, wait) ? now.date : nil
        }
    }

    /// When the letter that a process raised last was first sent, and the first day of receipt that somebody noted.
    private func letter(of state: ProcessState) -> (sent: Int?, received: CalendarDate?) {
        let since = state.letterRaised ?? state.entered
        let sent = acts.indices.filter {
            acts[$0].did == .sent && acts[$0].at.date >= since && state.letters.contains(acts[$0].what)
        }
        let receipt = acts.firstIndex { $0.at.date >= since && isReceipt($0, of: state) }
        return (sent.first, sent.compactMap { received($0) }.first ?? receipt.map { acts[$0].countsFrom })
    }

    private func isReceipt(_ act: PupilAct, of state: ProcessState) -> Bool {
        act.isReceipt && act.details["of"].map(state.letters.contains) ?? true
    }

    /// Whether an act is the first to say that the letter was sent, or when it was received.
    private func isFirstWord(_ number: Int, of state: ProcessState) -> Bool {
        let letter = letter(of: state)
        if letter.sent == number { return true }
        guard isReceipt(acts[number], of: state), letter.received == acts[number].countsFrom else {
            return false
        }
        let since = state.letterRaised ?? state.entered
        return !acts[..<number].contains {
            $0.at.date >= since
                && (isReceipt($0, of: state)
                    || $0.did == .sent && $0.received != nil && state.letters.contains($0.what))
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
        var letters = [String]()
        for (plan, clauses) in plans {
            if let when = plan.when, !holds(when, asked) { continue }
            if plan.kind == .letter { letters.append(plan.what) }
            raise(
                plan, name: process.name, clauses: clauses.isEmpty ? process.clauses : clauses,
                citation: process.citation, scope: .pupil, because: because, asked, suffix: suffix,
                runStart: nil)
        }
        var changed = ProcessState(name: next.name, entered: entered)
        changed.letterBaseline = letters.isEmpty ? old?.letterBaseline : rate
        changed.letterRaised = letters.isEmpty ? old?.letterRaised : now.date
        changed.letters = letters.isEmpty ? old?.letters ?? [] : letters
        if entered == now.date { changed.enteredAt = now.time }
        switch move.on {
        case .review, .windowEnds, .after: changed.isFromItsDay = asked.throughYesterday
        case .act: break
        case .received:
            guard let old else { break }
            let letter = letter(of: old)
            changed.unnoted = letter.received == nil ? old.name : nil
            // It is dated as it was sent, which may be later than it was raised.
            if let sent = letter.sent.map({ acts[$0].at.date }), let raised = old.letterRaised, sent > raised
            {
                changed.letterBaseline = yearToDate(before: sent)
            }
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

    /// Counts of the school year of now, up to the school day before a day.
    private func yearToDate(before day: CalendarDate) -> RateCounts {
        let year = places(of: .yearToDate, Asked())
        return counts(of: year.clamped(to: 0..<line.place(onOrAfter: day)))
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
