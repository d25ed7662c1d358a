/// What is looked at of a rule before the rule itself is.
struct Gate: Sendable {
    let needs: Range<Int>
    let concern: Concern
    /// Asks for no value that is not given, is looked at at a time of the day, and then asks for something.
    let isOpen: Bool
    let isOfSchool: Bool
    let isAboutActs: Bool

    init(_ rule: RunningRule, needs: Range<Int>, concern: Concern) {
        self.needs = needs
        self.concern = concern
        isOpen = !rule.isOff && !rule.isOfActs && !rule.then.isEmpty
        isOfSchool = rule.isOfSchool
        isAboutActs = rule.isAboutActs
    }
}

/// A process with what is asked of it again and again. A class, as of rules.
final class RunningProcess: Sendable {
    let process: Process
    let name: String
    let scope: Process.Scope
    let review: RuleTime
    /// The minute at which it is asked whether time has brought a move.
    let daily: Int
    let first: String
    let resetsUnlessIn: [String]?
    let clauses: [ClauseID]
    let citation: String
    let states: [String: RunningState]

    init(_ process: Process) {
        self.process = process
        name = process.name
        scope = process.scope
        review = process.review
        daily = if case .time(let time) = process.review.clock { time.minutes } else { 0 }
        first = process.states.first?.name ?? ""
        resetsUnlessIn = process.resetsUnlessIn
        clauses = process.source.clauses
        citation = process.citation
        states = Dictionary(
            process.states.map { ($0.name, RunningState($0)) }, uniquingKeysWith: { first, _ in first })
    }
}

/// A kind of act with what can be told at a glance. A class, because patterns are large and asked for often.
final class RunningPattern: Sendable {
    let pattern: ActPattern
    private let names: Bits?
    private let dids: Bits?

    init(_ pattern: ActPattern) {
        self.pattern = pattern
        names = pattern.what.isEmpty ? nil : Bits(names: pattern.what)
        dids = pattern.did.isEmpty ? nil : Bits(dids: pattern.did)
    }

    /// False for acts of another name, or in which something else was done.
    func mayMatch(_ act: ActGlance) -> Bool {
        (dids?.meets(act.did) ?? true) && (names?.meets(act.name) ?? true)
    }
}

/// Something that is refused. A class, as of rules.
final class RunningRefusal: Sendable {
    let refusal: Refusal
    let act: RunningPattern
    let when: Condition

    init(_ refusal: Refusal) {
        self.refusal = refusal
        act = RunningPattern(refusal.act)
        when = refusal.when
    }
}

/// A move with what is asked of it again and again. A class, as of rules.
final class RunningMove: Sendable {
    let move: Process.Move
    let on: Process.Move.Trigger
    /// Of a move that an act brings.
    let act: RunningPattern?
    let when: Condition?
    /// The named values that its condition cannot be answered without.
    let values: [String]
    let isOfReceipts: Bool

    init(_ move: Process.Move) {
        self.move = move
        on = move.on
        act = if case .act(let pattern) = move.on { RunningPattern(pattern) } else { nil }
        when = move.when
        values = move.when?.values ?? []
        isOfReceipts = if case .received = move.on { true } else { false }
    }
}

final class RunningState: Sendable {
    let state: Process.State
    let moves: [RunningMove]
    /// Whether the passing of time alone may bring a move.
    let waits: Bool
    let isReviewed: Bool
    let hearsOfActs: Bool

    init(_ state: Process.State) {
        self.state = state
        moves = state.moves.map(RunningMove.init)
        var (waits, isReviewed, hearsOfActs) = (false, false, false)
        for move in state.moves {
            switch move.on {
            case .review: isReviewed = true
            case .act: hearsOfActs = true
            case .after, .windowEnds: waits = true
            // A receipt that was noted counts at whatever moment it is asked for.
            case .received: (waits, isReviewed, hearsOfActs) = (true, true, true)
            }
        }
        (self.waits, self.isReviewed, self.hearsOfActs) = (waits, isReviewed, hearsOfActs)
    }

    /// False for an act that moves nothing on from here.
    func mayHear(_ act: ActGlance) -> Bool {
        hearsOfActs
            && moves.contains {
                if let pattern = $0.act { pattern.mayMatch(act) } else { $0.isOfReceipts }
            }
    }
}

/// A rule with what is asked of it again and again. A class, because rules are large and looked at often.
final class RunningRule: Sendable {
    /// As `RuleScope`.
    enum About {
        case pupil, parent, leaveRequest, school
        case session(CodeChoice)
        case act(RunningPattern)
    }

    let rule: Rule
    let name: String
    let number: Int
    /// Whether it asks for a value which has not been given.
    let isOff: Bool
    let about: About
    let time: RuleTime
    let when: Condition
    let unless: [RuleException]
    let then: [StepPlan]
    let repetition: Repeat
    /// Without a condition.
    let asksNothing: Bool
    /// Looked at when acts happen, and at no time of the day.
    let isOfActs: Bool
    let isAboutActs: Bool
    let isOfSchool: Bool
    /// Whether it must be known that it did not hold.
    let remembers: Bool
    /// Some of its steps may be asked for later than others.
    let hasConditionalSteps: Bool
    /// What closes its steps.
    let endings: [Ending.Cause]
    let isEndedByDay: Bool

    init(_ rule: Rule, number: Int, isOff: Bool) {
        self.rule = rule
        name = rule.name
        self.number = number
        self.isOff = isOff
        about =
            switch rule.scope {
            case .pupil: .pupil
            case .session(let choice): .session(choice)
            case .act(let pattern): .act(RunningPattern(pattern))
            case .parent: .parent
            case .leaveRequest: .leaveRequest
            case .school: .school
            }
        time = rule.time
        when = rule.when
        unless = rule.unless
        then = rule.then
        repetition = rule.repetition
        asksNothing = rule.when == .always
        isOfActs = rule.time.clock == .act
        isOfSchool = rule.scope == .school
        remembers = rule.repetition == .untilRecovered
        hasConditionalSteps = rule.then.contains { $0.when != nil }
        endings = rule.ends.causes
        isEndedByDay = rule.ends.causes.contains(.dayEnds)
        switch rule.scope {
        case .act, .leaveRequest: isAboutActs = true
        case .pupil, .parent, .session, .school: isAboutActs = false
        }
    }
}
