/// A value that changes on known days. It cannot be read without a day.
public struct EffectiveDated<Value: Sendable>: Sendable {
    /// Oldest first; nil from the day on which the value was repealed.
    private let entries: [(from: CalendarDate, value: Value?)]

    /// Of two entries for one day the later in the list stands.
    public init(_ values: [(from: CalendarDate, value: Value?)]) {
        var byDay = [CalendarDate: Value?]()
        for (from, value) in values { byDay[from] = .some(value) }
        entries = byDay.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The value on a day; nil before the first entry and once repealed.
    public func value(on day: CalendarDate) -> Value? {
        entries.last { $0.from <= day }.flatMap(\.value)
    }

    /// The day from which the value of a day has held; nil when there is none.
    public func held(since day: CalendarDate) -> CalendarDate? {
        guard let entry = entries.last(where: { $0.from <= day }), entry.value != nil else { return nil }
        return entry.from
    }

    /// Every day on which the value changes, oldest first.
    public var changes: [CalendarDate] { entries.map(\.from) }
}
