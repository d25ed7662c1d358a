/// Days on the admission register without a break: from the first day to the last, both included.
public struct RollSpell: Hashable, Sendable {
    public var from: CalendarDate
    /// The leaving date, on which the pupil still counts; nil while on roll.
    public var to: CalendarDate?

    public init(from: CalendarDate, to: CalendarDate? = nil) {
        self.from = from
        self.to = to
    }

    public func contains(_ date: CalendarDate) -> Bool { from <= date && to.map { date <= $0 } ?? true }
}
