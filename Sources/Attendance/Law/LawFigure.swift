/// One value of the law from one day until the next: the figure, what may be done beyond it, and where it stands.
public struct LawFigure: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case number(Int)
        case codes([AttendanceCode])
        /// The kinds of school that a rule binds, or that may do a thing.
        case kinds(Set<SchoolKind>)
        case answer(Bool)
    }

    /// How far a school's own value may go, and what becomes of one that goes further.
    public struct Bound: Hashable, Sendable {
        public enum Side: String, Hashable, Sendable, CaseIterable {
            case atMost = "at-most"
            case atLeast = "at-least"
            case exactly
        }

        public enum Beyond: String, Hashable, Sendable, CaseIterable {
            /// The law's value runs, and the check of the policy fails.
            case refuse
            /// The law's value runs until an administrator says otherwise, with a reason.
            case administratorOverride = "administrator-override"
            /// The school's value runs, with a warning.
            case warn
        }

        public var side: Side
        public var beyond: Beyond
        /// The row of the list of differences between policies and law, as `X-ABC-1`.
        public var check: String

        public init(_ side: Side, beyond: Beyond, check: String) {
            self.side = side
            self.beyond = beyond
            self.check = check
        }

        /// Whether a school's number keeps to the law's.
        public func allows(_ own: Int, beside law: Int) -> Bool {
            switch side {
            case .atMost: own <= law
            case .atLeast: own >= law
            case .exactly: own == law
            }
        }
    }

    public var value: Value
    public var bound: Bound?
    public var reference: LawReference

    public init(_ value: Value, bound: Bound? = nil, reference: LawReference) {
        self.value = value
        self.bound = bound
        self.reference = reference
    }

    public var number: Int? { if case .number(let number) = value { number } else { nil } }
    public var codes: [AttendanceCode]? { if case .codes(let codes) = value { codes } else { nil } }
    public var kinds: Set<SchoolKind>? { if case .kinds(let kinds) = value { kinds } else { nil } }
    public var answer: Bool? { if case .answer(let answer) = value { answer } else { nil } }
}

/// What a figure of the law counts. A closed list: a reader of the law refuses any other.
public enum LawUnit: String, Hashable, Sendable, CaseIterable {
    case minutes, sessions, weeks, months, years, pence, percent, notices, miles, codes
    case schoolDays = "school-days"
    case calendarDays = "calendar-days"
    case workingDays = "working-days"
    case schoolWeeks = "school-weeks"
    case schoolKinds = "school-kinds"
    case yesOrNo = "yes-or-no"
}
