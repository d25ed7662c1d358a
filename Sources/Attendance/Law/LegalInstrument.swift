/// An Act, a set of regulations or a piece of guidance.
public struct LegalInstrument: Hashable, Sendable {
    /// As law and policy files name it: `regs-2024`.
    public var id: String
    /// As a citation begins: `2024 Regs`.
    public var short: String
    public var title: String
    /// `SI 2024/208`; nil for guidance.
    public var number: String?
    /// The first day it was in force, or published.
    public var from: CalendarDate
    /// The last day; nil while it stands.
    public var until: CalendarDate?
    /// What stands in its place, as a sentence; nil while it stands.
    public var instead: String?
    /// The row of the list of differences between policies and law that a policy citing it falls under.
    public var check: String?

    public init(
        id: String, short: String, title: String, number: String? = nil, from: CalendarDate,
        until: CalendarDate? = nil, instead: String? = nil, check: String? = nil
    ) {
        self.id = id
        self.short = short
        self.title = title
        self.number = number
        self.from = from
        self.until = until
        self.instead = instead
        self.check = check
    }

    public func isInForce(on day: CalendarDate) -> Bool {
        from <= day && until.map { day <= $0 } ?? true
    }
}

/// Where a value of the law is found.
public struct LawReference: Hashable, Sendable {
    /// How sure the entry is: read in a copy of the source, or not.
    public enum Certainty: String, Hashable, Sendable, CaseIterable { case high, medium, low }

    public var instrument: LegalInstrument
    /// `reg 10(1)`; empty for the instrument as a whole.
    public var at: String
    public var certainty: Certainty

    public init(_ instrument: LegalInstrument, at: String = "", certainty: Certainty = .high) {
        self.instrument = instrument
        self.at = at
        self.certainty = certainty
    }

    /// `2024 Regs reg 10(1)`.
    public var citation: String { at.isEmpty ? instrument.short : "\(instrument.short) \(at)" }
}

extension LawReference: CustomStringConvertible {
    public var description: String { citation }
}
