/// Something that is to be done, by whom, for whom, when, and why. It is proposed: people decide.
public struct Step: Hashable, Sendable {
    /// The same step raised again has the same key.
    public var key: String
    public var scope: StepScope
    public var kind: StepKind
    public var what: String
    public var to: Recipient?
    public var by: RoleName?
    public var decidedBy: RoleName?
    public var raised: Moment
    public var due: Moment
    /// The rule or process that asks for it.
    public var rule: String
    /// Of the policy; empty for a rule of law alone.
    public var clauses: [ClauseID]
    /// Of the law; empty for the policy's own.
    public var citation: String
    public var because: [Reason]
    /// The session it is about, when it is one.
    public var session: Session?
    public var code: AttendanceCode?
    public var content: [String]
    public var enclosed: [String]

    /// Who has it to do: whoever is named for it, or else the member of staff it goes to, as a task or an alert does.
    public var holder: RoleName? { by ?? to?.staff }

    public init(
        key: String, scope: StepScope, kind: StepKind, what: String, to: Recipient? = nil,
        by: RoleName? = nil, decidedBy: RoleName? = nil, raised: Moment, due: Moment, rule: String,
        clauses: [ClauseID] = [], citation: String = "", because: [Reason] = [], session: Session? = nil,
        code: AttendanceCode? = nil, content: [String] = [], enclosed: [String] = []
    ) {
        self.key = key
        self.scope = scope
        self.kind = kind
        self.what = what
        self.to = to
        self.by = by
        self.decidedBy = decidedBy
        self.raised = raised
        self.due = due
        self.rule = rule
        self.clauses = clauses
        self.citation = citation
        self.because = because
        self.session = session
        self.code = code
        self.content = content
        self.enclosed = enclosed
    }
}

public enum StepScope: String, Hashable, Sendable {
    case pupil
    case registrationGroup = "registration-group"
    case yearGroup = "year-group"
    case school
}

/// A step with what has become of it.
public struct RaisedStep: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case open
        /// By an act, by the number it has among the pupil's.
        case done(Moment, act: Int)
        case dropped(Moment, Ending.Cause)
        /// Overtaken: the process it belongs to moved on.
        case overtaken(Moment)
    }

    public var step: Step
    public var state: State
    /// How many acts had been recorded when it was raised.
    public internal(set) var actsBefore = 0
    /// The number of the act that it is about.
    public internal(set) var act: Int?
    /// How often what had closed it was taken back.
    public internal(set) var timesReopened = 0

    init(step: Step, state: State, actsBefore: Int, act: Int?) {
        self.step = step
        self.state = state
        self.actsBefore = actsBefore
        self.act = act
    }

    public var isOpen: Bool { state == .open }
    public var isDone: Bool { if case .done = state { true } else { false } }
}

/// Why a rule held or did not, as typed values; words are made at the edge.
public enum Reason: Hashable, Sendable {
    case attendance(attended: Int, possible: Int, Relation, against: Amount, over: Period)
    case absence(absent: Int, possible: Int, Relation, against: Amount, over: Period)
    case sessions(Int, of: CodeChoice, Relation, against: Amount, over: Period, listed: [Session])
    /// The most of them in any stretch of so many school weeks.
    case sessionsInAny(
        Int, of: CodeChoice, Relation, against: Amount, schoolWeeks: Int, listed: [Session])
    /// Of which some are still to come, as far as a note or a report foretells them.
    case days(halves: Int, expected: Int = 0, of: CodeChoice, Relation, against: Amount, over: Period)
    case run(length: Int, of: CodeChoice, from: CalendarDate)
    case unexplained(day: Int, from: CalendarDate)
    case age(of: CalendarDate, schoolDays: Int)
    case session(Session, AttendanceCode)
    case flag(PupilFlag)
    case acts(Int, ActPattern)
    case since(CalendarDate, ActPattern)
    case state(process: String, state: String)
    case change(hundredthsOfPoints: Int)
    case leave(from: CalendarDate, until: CalendarDate)
}

/// What a rule says about a pupil at a moment, whether or not anything is due.
public struct Finding: Hashable, Sendable {
    public enum Answer: String, Hashable, Sendable {
        case met
        case notMet = "not-met"
        case notApplicable = "not-applicable"
    }

    public var rule: String
    public var answer: Answer
    public var clauses: [ClauseID]
    public var citation: String
    public var because: [Reason]
    /// For `notApplicable`: the exception's own words, or that a value is unset.
    public var exception: String
    public var label: String?
}
