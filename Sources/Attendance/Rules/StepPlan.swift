/// What a rule asks for. A closed list; the raw value is what files and JSON hold.
public enum StepKind: String, Hashable, Sendable, CaseIterable {
    case call, text, email, letter, task, visit, meeting, referral, `return`, report, alert, award, code
}

/// When a step is due.
public enum Due: Hashable, Sendable {
    /// When it is raised.
    case atOnce
    /// At a time of the day on which it is raised, or when it is raised if that is later.
    case time(TimeOfDay)
    /// By the end of the day on which it is raised.
    case sameDay
    /// School days after the day on which it is raised.
    case schoolDays(Quantity)
    case calendarDays(Quantity)
    /// On that day of a run or chain that goes on, counted in school days from its first.
    case dayOfRun(Int)
    case weekday(Weekday)
}

/// One step as a rule plans it.
public struct StepPlan: Hashable, Sendable {
    public var kind: StepKind
    /// A slug that names the thing: the letter, the task.
    public var what: String
    /// One step each; empty when the step is for nobody in particular.
    public var to: [Recipient]
    public var by: RoleName?
    public var due: Due
    /// Nothing happens until somebody of that role has decided.
    public var decidedBy: RoleName?
    public var clauses: [ClauseID]
    public var reading: Reading?
    public var when: Condition?
    /// What a letter or task must say, by slug.
    public var content: [String]
    /// What goes with it, and when.
    public var enclose: [Enclosure]
    /// The code that a step of kind `code` proposes.
    public var code: AttendanceCode?

    public struct Enclosure: Hashable, Sendable {
        public var what: String
        public var when: Condition?
        public var clauses: [ClauseID]
        public var reading: Reading?

        public init(what: String, when: Condition? = nil, clauses: [ClauseID] = []) {
            self.what = what
            self.when = when
            self.clauses = clauses
        }
    }

    public init(
        _ kind: StepKind, what: String, to: [Recipient] = [], by: RoleName? = nil, due: Due = .atOnce,
        decidedBy: RoleName? = nil, clauses: [ClauseID] = [], when: Condition? = nil,
        content: [String] = [], enclose: [Enclosure] = [], code: AttendanceCode? = nil
    ) {
        self.kind = kind
        self.what = what
        self.to = to
        self.by = by
        self.due = due
        self.decidedBy = decidedBy
        self.clauses = clauses
        self.when = when
        self.content = content
        self.enclose = enclose
        self.code = code
    }
}
