/// How the law has one circumstance recorded, from one day until the next.
public struct CodingRule: Hashable, Sendable {
    /// Any of them is right.
    public var codes: [AttendanceCode]
    /// What becomes of a policy that uses another code for it; nil when nothing is checked.
    public var otherwise: LawFigure.Bound.Beyond?
    /// Rows of the list of differences between policies and law, for one policy or another.
    public var checks: [String]
    /// A policy that came into force while its codes were right is told of it and not overridden.
    public var isNotedWhenMadeBefore: Bool
    /// What is said of a policy that uses the right code; nil for nothing.
    public var agreed: Agreement?
    /// What to do, as a sentence.
    public var instead: String
    public var reference: LawReference

    /// Something worth saying although policy and law agree.
    public struct Agreement: Hashable, Sendable {
        public var checks: [String]
        /// What the law says, as a sentence.
        public var law: String
        /// What is done, as a sentence.
        public var runs: String

        public init(checks: [String], law: String, runs: String) {
            self.checks = checks
            self.law = law
            self.runs = runs
        }
    }

    public init(
        codes: [AttendanceCode], otherwise: LawFigure.Bound.Beyond? = nil, checks: [String] = [],
        isNotedWhenMadeBefore: Bool = false, agreed: Agreement? = nil,
        instead: String = "", reference: LawReference
    ) {
        self.codes = codes
        self.otherwise = otherwise
        self.checks = checks
        self.isNotedWhenMadeBefore = isNotedWhenMadeBefore
        self.agreed = agreed
        self.instead = instead
        self.reference = reference
    }
}

/// Something that keeps a pupil from a session, as law and policies name it: `covid`, `custody`.
public struct Circumstance: Sendable {
    public var name: String
    /// As in a sentence: "a part of the premises closed".
    public var label: String
    private let rules: EffectiveDated<CodingRule>

    public init(name: String, label: String, rules: EffectiveDated<CodingRule>) {
        self.name = name
        self.label = label
        self.rules = rules
    }

    /// Nil on days for which nothing is known.
    public func rule(on day: CalendarDate) -> CodingRule? { rules.value(on: day) }

    public var changes: [CalendarDate] { rules.changes }
}
