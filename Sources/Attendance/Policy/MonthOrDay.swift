/// A day, or a month where a policy says no more than that.
public struct MonthOrDay: Hashable, Sendable {
    public let firstDay: CalendarDate
    public let lastDay: CalendarDate
    public let isMonth: Bool

    public init(_ day: CalendarDate) {
        self.init(first: day, last: day, isMonth: false)
    }

    private init(first: CalendarDate, last: CalendarDate, isMonth: Bool) {
        firstDay = first
        lastDay = last
        self.isMonth = isMonth
    }

    /// Reads `2025-09-01` or `2025-09`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        if let day = CalendarDate(text) {
            self.init(day)
            return
        }
        guard let first = CalendarDate("\(text)-01") else { return nil }
        let length = CalendarDate.days(inMonth: first.month, of: first.year)
        self.init(first: first, last: first + (length - 1), isMonth: true)
    }
}

extension MonthOrDay: CustomStringConvertible {
    /// As it was written: `2025-09-01`, `2025-09`.
    public var description: String {
        isMonth ? String(firstDay.description.prefix(7)) : firstDay.description
    }
}
