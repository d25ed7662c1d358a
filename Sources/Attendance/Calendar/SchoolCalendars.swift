/// A school's calendars, one for each academic year that is known.
///
/// A day of a year without a calendar is not guessed at: asking about it throws `CalendarGap`. A nil year group
/// asks about the school as a whole.
public struct SchoolCalendars: Hashable, Sendable {
    /// By year, at most one for each.
    public private(set) var years: [SchoolCalendar]

    /// A later calendar for the same year takes the place of an earlier one.
    public init(_ calendars: [SchoolCalendar] = []) {
        years = []
        for calendar in calendars { put(calendar) }
    }

    /// Adds a year's calendar, or replaces it.
    public mutating func put(_ calendar: SchoolCalendar) {
        years.removeAll { $0.year == calendar.year }
        years.append(calendar)
        years.sort { $0.year < $1.year }
    }

    public func covers(_ date: CalendarDate) -> Bool { held(containing: date) != nil }

    public subscript(year: AcademicYear) -> SchoolCalendar? { years.first { $0.year == year } }

    /// The calendar of the year a day belongs to.
    public func calendar(containing date: CalendarDate) throws(CalendarGap) -> SchoolCalendar {
        guard let calendar = held(containing: date) else { throw CalendarGap(date) }
        return calendar
    }

    public func isSession(
        _ session: Session, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> Bool {
        try calendar(containing: session.date).isSession(session, for: yearGroup)
    }

    public func isSchoolDay(
        _ date: CalendarDate, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> Bool {
        try calendar(containing: date).isSchoolDay(date, for: yearGroup)
    }

    /// The sessions held on the days of a range, in order.
    public func sessions(
        in days: ClosedRange<CalendarDate>, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> [Session] {
        var sessions = [Session]()
        for date in days {
            let mask = try calendar(containing: date).sessions(for: yearGroup)
            for half in Session.Half.allCases where mask.contains(Session(date, half)) {
                sessions.append(Session(date, half))
            }
        }
        return sessions
    }

    /// The school days of a range, in order.
    public func schoolDays(
        in days: ClosedRange<CalendarDate>, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> [CalendarDate] {
        var found = [CalendarDate]()
        for date in days where try isSchoolDay(date, for: yearGroup) { found.append(date) }
        return found
    }

    /// How many school days lie after `start` up to and including `end`: 1 from a Monday to the Tuesday. Negative
    /// when `end` is the earlier.
    public func schoolDays(
        from start: CalendarDate, to end: CalendarDate, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> Int {
        if end < start { return try -schoolDays(from: end, to: start, for: yearGroup) }
        return end == start ? 0 : try schoolDays(in: (start + 1)...end, for: yearGroup).count
    }

    /// The n-th school day after a day, which may itself be in a holiday; 1 is the next. `n` is at least 1.
    public func schoolDay(
        _ n: Int, after date: CalendarDate, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> CalendarDate {
        try walk(from: date, by: 1, to: n, for: yearGroup)
    }

    /// The n-th school day before a day; 1 is the last one before it. `n` is at least 1.
    public func schoolDay(
        _ n: Int, before date: CalendarDate, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> CalendarDate {
        try walk(from: date, by: -1, to: n, for: yearGroup)
    }

    /// The day itself if it is a school day, or else the next.
    public func schoolDay(
        onOrAfter date: CalendarDate, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> CalendarDate {
        try isSchoolDay(date, for: yearGroup) ? date : schoolDay(1, after: date, for: yearGroup)
    }

    /// The day itself if it is a school day, or else the last before it.
    public func schoolDay(
        onOrBefore date: CalendarDate, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> CalendarDate {
        try isSchoolDay(date, for: yearGroup) ? date : schoolDay(1, before: date, for: yearGroup)
    }

    /// The last `count` school days up to and including a day; fewer when the calendars begin later.
    public func lastSchoolDays(
        _ count: Int, endingOn date: CalendarDate, for yearGroup: YearGroup? = nil
    ) throws(CalendarGap) -> [CalendarDate] {
        _ = try calendar(containing: date)
        var found = [CalendarDate]()
        var day = date
        while found.count < count, let calendar = held(containing: day) {
            if calendar.isSchoolDay(day, for: yearGroup) { found.append(day) }
            day = day - 1
        }
        return found.reversed()
    }

    /// The term a day falls in, its half-term holiday included; nil between terms.
    public func term(containing date: CalendarDate) throws(CalendarGap) -> Term? {
        try calendar(containing: date).term(containing: date)
    }

    /// The half of a term a day falls in; nil in holidays.
    public func halfTerm(containing date: CalendarDate) throws(CalendarGap) -> HalfTerm? {
        try calendar(containing: date).halfTerm(containing: date)
    }

    /// The school week a day is in; nil when that week has no session.
    public func schoolWeek(containing date: CalendarDate) throws(CalendarGap) -> SchoolWeek? {
        _ = try calendar(containing: date)
        let week = SchoolWeek(containing: date)
        return hasSession(week) ? week : nil
    }

    /// The last `count` school weeks that end with a day's own week, or with the last one before it when that
    /// week has no session.
    public func schoolWeeks(
        _ count: Int, endingWith date: CalendarDate
    ) throws(CalendarGap) -> SchoolWeekWindow {
        _ = try calendar(containing: date)
        var weeks = [SchoolWeek]()
        var monday = date.monday
        while weeks.count < count, covers(monday) || covers(monday + 6) {
            let week = SchoolWeek(containing: monday)
            if hasSession(week) { weeks.append(week) }
            monday = monday - 7
        }
        return SchoolWeekWindow(weeks: weeks.reversed(), isComplete: weeks.count == count)
    }

    /// The school week after a day's own; throws when the calendars end before it.
    public func schoolWeek(after date: CalendarDate) throws(CalendarGap) -> SchoolWeek {
        var monday = date.monday + 7
        while true {
            let week = SchoolWeek(containing: monday)
            if hasSession(week) { return week }
            _ = try calendar(containing: week.sunday)
            monday = monday + 7
        }
    }

    private func hasSession(_ week: SchoolWeek) -> Bool {
        week.days.contains { held(containing: $0)?.isSchoolDay($0) ?? false }
    }

    private func held(containing date: CalendarDate) -> SchoolCalendar? {
        self[AcademicYear(containing: date)]
    }

    private func walk(
        from date: CalendarDate, by step: Int, to n: Int, for yearGroup: YearGroup?
    ) throws(CalendarGap) -> CalendarDate {
        precondition(n >= 1, "the first school day after or before a day is number 1")
        var day = date
        var left = n
        while left > 0 {
            day = day + step
            if try isSchoolDay(day, for: yearGroup) { left -= 1 }
        }
        return day
    }
}
