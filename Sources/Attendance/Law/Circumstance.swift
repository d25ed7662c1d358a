/// How the law has one circumstance recorded, from one day until the next.
public struct CodingRule: Hashable, Sendable {
    /// Any of them is right.
    public var codes: [AttendanceCode]
    /// What becomes of a policy that uses another code for it; nil when nothing is checked.
    public var otherwise: LawFigure.Bound.Beyond?
    /// The row of the list of differences between policies and law.
    public var check: String?
    /// What to do, as a sentence.
    public var instead: String
    public var reference: LawReference

    public init(
        codes: [AttendanceCode], otherwise: LawFigure.Bound.Beyond? = nil, check: String? = nil,
        instead: String = "", reference: LawReference
    ) {
        self.codes = codes
        self.otherwise = otherwise
        self.check = check
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
