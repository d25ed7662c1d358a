/// A term of a school year, with its half-term holiday if it has one. Both ends are days of the term.
public struct Term: Hashable, Sendable {
    /// `Autumn`, as the school calls it.
    public var name: String
    public var from: CalendarDate
    public var to: CalendarDate
    /// The days of the half-term holiday; its weekends may be left out.
    public var halfTerm: ClosedRange<CalendarDate>?

    public init(
        name: String, from: CalendarDate, to: CalendarDate, halfTerm: ClosedRange<CalendarDate>? = nil
    ) {
        self.name = name
        self.from = from
        self.to = to
        self.halfTerm = halfTerm
    }

    public func contains(_ date: CalendarDate) -> Bool { from <= date && date <= to }

    /// Whether the school is open on a day unless a closure says otherwise: a weekday of the term outside its
    /// half-term holiday.
    func isTime(_ date: CalendarDate) -> Bool {
        contains(date) && date.weekday < .saturday && !(halfTerm?.contains(date) ?? false)
    }

    /// The halves of the term, before and after the holiday; one if there is no holiday.
    public var halves: [HalfTerm] {
        guard let halfTerm else { return [HalfTerm(term: name, number: 1, from: from, to: to)] }
        return [
            HalfTerm(term: name, number: 1, from: from, to: halfTerm.lowerBound - 1),
            HalfTerm(term: name, number: 2, from: halfTerm.upperBound + 1, to: to),
        ]
    }
}

/// The part of a term before or after its holiday, often called a half-term itself.
public struct HalfTerm: Hashable, Sendable {
    public var term: String
    /// 1 or 2.
    public var number: Int
    public var from: CalendarDate
    public var to: CalendarDate

    public init(term: String, number: Int, from: CalendarDate, to: CalendarDate) {
        self.term = term
        self.number = number
        self.from = from
        self.to = to
    }

    public func contains(_ date: CalendarDate) -> Bool { from <= date && date <= to }
    /// `Autumn 2`.
    public var name: String { "\(term) \(number)" }
}
