/// A week, Monday to Sunday, in which the school has at least one session.
///
/// Source: "Working together to improve school attendance", on the period of the national threshold.
public struct SchoolWeek: Hashable, Comparable, Sendable {
    public let monday: CalendarDate

    /// The week a day is in; whether it is a school week is for the calendar to say.
    init(containing date: CalendarDate) {
        monday = date.monday
    }

    public var sunday: CalendarDate { monday + 6 }
    public var days: ClosedRange<CalendarDate> { monday...sunday }
    public func contains(_ date: CalendarDate) -> Bool { days.contains(date) }

    public static func < (a: SchoolWeek, b: SchoolWeek) -> Bool { a.monday < b.monday }
}

/// A number of school weeks one after the other, holidays between them left out.
public struct SchoolWeekWindow: Hashable, Sendable {
    /// Oldest first.
    public let weeks: [SchoolWeek]
    /// False when the calendars held begin too late to fill the window, so that older sessions are unknown.
    public let isComplete: Bool

    init(weeks: [SchoolWeek], isComplete: Bool) {
        self.weeks = weeks
        self.isComplete = isComplete
    }

    /// From the first week's Monday to the last week's Sunday; nil when there is no week at all.
    public var days: ClosedRange<CalendarDate>? {
        guard let first = weeks.first, let last = weeks.last else { return nil }
        return first.monday...last.sunday
    }
}
