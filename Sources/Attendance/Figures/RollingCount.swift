/// Sessions of some kind within the school weeks that end with the last of them.
public struct RollingCount: Hashable, Sendable {
    /// The session up to which was counted, itself among those counted.
    public var through: Session
    /// In order.
    public var sessions: [Session]
    /// False when the calendars held begin too late to fill the window.
    public var isComplete: Bool

    public var count: Int { sessions.count }
}

extension [MarkedSession] {
    /// The matching sessions within a window of school weeks, up to and including `last`; in order.
    public func sessions(
        in window: SchoolWeekWindow, through last: Session, where matches: (AttendanceCode) -> Bool
    ) -> [Session] {
        guard let days = window.days else { return [] }
        return filter {
            days.contains($0.session.date) && $0.session <= last && $0.code.map(matches) ?? false
        }
        .map(\.session)
    }

    /// For each matching session, the matching sessions in its own school week and those before it, `weeks` in
    /// all, up to itself: how the national threshold counts. It runs over holidays and from year to year.
    ///
    /// - Throws: when one of the sessions lies in a year without a calendar.
    public func rollingCounts(
        inSchoolWeeks weeks: Int, of calendars: SchoolCalendars, where matches: (AttendanceCode) -> Bool
    ) throws(CalendarGap) -> [RollingCount] {
        var counts = [RollingCount]()
        var matched = [Session]()
        var oldest = 0
        var window: (monday: CalendarDate, held: SchoolWeekWindow)?
        for marked in self where marked.code.map(matches) ?? false {
            let session = marked.session
            matched.append(session)
            if window?.monday != session.date.monday {
                window = (
                    session.date.monday, try calendars.schoolWeeks(weeks, endingWith: session.date)
                )
            }
            guard let held = window?.held, let days = held.days else { continue }
            while matched[oldest].date < days.lowerBound { oldest += 1 }
            counts.append(
                RollingCount(
                    through: session, sessions: [Session](matched[oldest...]), isComplete: held.isComplete))
        }
        return counts
    }

    /// The first time that a rolling count reaches a number; nil when it never does.
    public func firstRollingCount(
        of threshold: Int, inSchoolWeeks weeks: Int, of calendars: SchoolCalendars,
        where matches: (AttendanceCode) -> Bool
    ) throws(CalendarGap) -> RollingCount? {
        try rollingCounts(inSchoolWeeks: weeks, of: calendars, where: matches)
            .first { $0.count >= threshold }
    }
}
