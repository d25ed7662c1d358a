/// When in the day, and on which days, a rule is looked at for the first time.
public struct RuleTime: Hashable, Sendable {
    public enum Clock: Hashable, Sendable {
        /// From midnight.
        case startOfDay
        case time(TimeOfDay)
        /// When the pupil's register of that session closes.
        case closing(Session.Half)
        /// When the act happens that the rule is about.
        case act
    }

    public enum Days: Hashable, Sendable {
        case schoolDays
        case everyDay
        /// That weekday; when it is no school day, the last school day before it in the same week.
        case weekday(Weekday)
        case firstOfWeek, lastOfWeek
        case firstOfHalfTerm, lastOfHalfTerm
        case firstOfTerm, lastOfTerm
        case firstOfYear, lastOfYear
        case firstOfMonth
        case date(CalendarDate)
        /// School days of the half-term, counted from its first: the n-th.
        case everySchoolDays(Int)
    }

    public var clock: Clock
    public var days: Days
    /// Whether the day's own marks are left out: a weekly review looks at the days before it.
    public var throughYesterday: Bool

    public init(_ clock: Clock = .closing(.pm), on days: Days = .schoolDays, throughYesterday: Bool = false) {
        self.clock = clock
        self.days = days
        self.throughYesterday = throughYesterday
    }
}

/// How often a rule raises its steps.
public enum Repeat: Hashable, Sendable {
    /// On every day on which it holds.
    case daily
    /// Once for the pupil.
    case once
    case oncePer(Season)
    /// Once for each unbroken absence of its kind.
    case oncePerRun
    /// Once for each session, act or request that it is about.
    case oncePerItem
    /// Again only after it has not held in between.
    case untilRecovered

    public enum Season: String, Hashable, Sendable, CaseIterable {
        case year, term, month, week
        case halfTerm = "half-term"
    }
}

/// What a rule is about.
public enum RuleScope: Hashable, Sendable {
    case pupil
    /// Each session of the academic year so far with one of these codes.
    case session(CodeChoice)
    /// Each act of a kind, for as long as it stands.
    case act(ActPattern)
    /// Each parent: contacts with parental responsibility, or else the first two.
    case parent
    case leaveRequest
    case school
}

/// What closes the open steps of a rule besides their being done.
public struct Ending: Hashable, Sendable {
    public enum Cause: String, Hashable, Sendable, CaseIterable {
        /// The rule's condition no longer holds.
        case noLongerMet = "no-longer-met"
        /// An exception of the rule has come.
        case excepted
        /// The pupil is back.
        case returns
        /// The reason has become known.
        case reasonKnown = "reason-known"
        /// Somebody who is asked after the pupil was reached.
        case reached
        /// The day is over.
        case dayEnds = "day-ends"

        /// Whether it may turn out a mistake, so that the step stands again: a mark amended and amended back, a
        /// closure taken back. A pupil who is back and somebody who was reached are facts of their moment.
        var mayBeTakenBack: Bool { [.noLongerMet, .excepted, .reasonKnown].contains(self) }
    }

    public var causes: [Cause]
    public var clauses: [ClauseID]
    public var reading: Reading?

    public init(_ causes: [Cause] = [], clauses: [ClauseID] = []) {
        self.causes = causes
        self.clauses = clauses
    }
}

/// A reason for which a rule does not apply to a pupil, and why.
public struct RuleException: Hashable, Sendable {
    public var when: Condition
    public var because: String
    public var clauses: [ClauseID]
    public var reading: Reading?

    public init(when: Condition, because: String, clauses: [ClauseID] = []) {
        self.when = when
        self.because = because
        self.clauses = clauses
    }
}

/// One rule of a policy or of the law: when it holds, and what is then to be done.
public struct Rule: Hashable, Sendable {
    /// A slug, unique in its file.
    public var name: String
    /// What it is called on pages; empty where the name says it.
    public var title: String
    public var source: PolicySource
    /// Of the law's rules: `2024 Regs reg 10(7)`; empty in a policy.
    public var citation: String
    public var scope: RuleScope
    public var time: RuleTime
    public var when: Condition
    public var unless: [RuleException]
    public var then: [StepPlan]
    public var repetition: Repeat
    public var ends: Ending
    /// While it holds the pupil bears this label: `persistently-absent`, or a clause of the policy.
    public var label: String?
    /// The rule of law whose place it takes when it is at least as strict; nil for a rule of its own.
    public var insteadOf: String?
    /// Of a rule of law that names no day: a rule in its place may choose one.
    public var namesNoDay = false

    public init(
        name: String, title: String = "", source: PolicySource = PolicySource(), citation: String = "",
        scope: RuleScope = .pupil, time: RuleTime = RuleTime(), when: Condition,
        unless: [RuleException] = [], then: [StepPlan] = [], repetition: Repeat = .untilRecovered,
        ends: Ending = Ending(), label: String? = nil, insteadOf: String? = nil
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.citation = citation
        self.scope = scope
        self.time = time
        self.when = when
        self.unless = unless
        self.then = then
        self.repetition = repetition
        self.ends = ends
        self.label = label
        self.insteadOf = insteadOf
    }
}
