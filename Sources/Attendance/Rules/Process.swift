/// Something with a state: a small machine that acts, marks and the passing of school time move on. Its state is
/// never kept as truth: it is the fold of what happened, in the order in which it became known.
public struct Process: Hashable, Sendable {
    public var name: String
    public var title: String
    public var source: PolicySource
    public var citation: String
    public enum Scope: String, Hashable, Sendable, CaseIterable { case pupil, parent }
    public var scope: Scope
    /// When moves `on: review` are looked at.
    public var review: RuleTime
    /// The first is where it begins.
    public var states: [State]
    /// Back to the first state at the end of the school year, unless in one of these; nil for never.
    public var resetsUnlessIn: [String]?

    public init(
        name: String, title: String = "", source: PolicySource = PolicySource(), citation: String = "",
        scope: Scope = .pupil, review: RuleTime = RuleTime(), states: [State], resetsUnlessIn: [String]? = nil
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.citation = citation
        self.scope = scope
        self.review = review
        self.states = states
        self.resetsUnlessIn = resetsUnlessIn
    }

    public struct State: Hashable, Sendable {
        public var name: String
        public var title: String
        public var clauses: [ClauseID]
        public var reading: Reading?
        /// The days over which the state watches attendance, from its beginning.
        public var window: Window?
        /// In the order in which they are tried.
        public var moves: [Move]
        /// Steps raised on entry, whichever move led here.
        public var onEntry: [StepPlan]
        /// Open steps of this process are closed when the state is left.
        public var closesSteps: Bool

        public init(
            name: String, title: String = "", clauses: [ClauseID] = [], window: Window? = nil,
            moves: [Move] = [], onEntry: [StepPlan] = [], closesSteps: Bool = false
        ) {
            self.name = name
            self.title = title
            self.clauses = clauses
            self.window = window
            self.moves = moves
            self.onEntry = onEntry
            self.closesSteps = closesSteps
        }
    }

    /// A number of days watched, and what they are compared with.
    public struct Window: Hashable, Sendable {
        public enum Baseline: String, Hashable, Sendable, CaseIterable {
            /// The year to date when the state was entered.
            case entry
            /// The year to date when the last letter of this process was raised.
            case letter
        }

        public var length: Wait
        public var baseline: Baseline

        public init(_ length: Wait, baseline: Baseline = .entry) {
            self.length = length
            self.baseline = baseline
        }
    }

    public struct Move: Hashable, Sendable {
        public enum Trigger: Hashable, Sendable {
            /// At the process's review.
            case review
            case act(ActPattern)
            /// So long after the state was entered.
            case after(Wait)
            /// On the first school day after the window's last.
            case windowEnds
            /// The letter the state sent was received: a noted receipt, or else so many school days after it.
            case received(otherwiseAfter: Wait)
        }

        public var on: Trigger
        /// Of a move on `received`: the letter, by its name.
        public var letter: String?
        public var when: Condition?
        public var to: String
        public var then: [StepPlan]
        /// Among what a person chooses, when it is a person who moves the pupil on; the move's own `to` is then
        /// the state in which the choice is waited for.
        public var clauses: [ClauseID]
        public var reading: Reading?

        public init(
            on: Trigger, when: Condition? = nil, to: String, then: [StepPlan] = [], clauses: [ClauseID] = []
        ) {
            self.on = on
            self.when = when
            self.to = to
            self.then = then
            self.clauses = clauses
        }
    }
}
