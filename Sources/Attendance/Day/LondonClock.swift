/// Europe/London's clock: Greenwich Mean Time, and an hour ahead of it from the last Sunday of March to the last
/// Sunday of October, changing at 01:00 UTC (Summer Time Order 2002, SI 2002/262). Holds for days since 1996.
public enum LondonClock {
    /// A moment that the clocks skip: between 01:00 and 02:00 on the last Sunday of March.
    public struct NoSuchMoment: Error, Hashable, Sendable {
        public let moment: Moment
    }

    /// What the clock on the school's wall says at an instant.
    public static func moment(at instant: Instant) -> Moment {
        let local = instant.seconds + (isSummer(instant) ? 3600 : 0)
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let time = TimeOfDay(minutes: Int((local - day * 86_400) / 60)) ?? .midnight
        return Moment(CalendarDate(dayNumber: Int32(day)), time)
    }

    /// The instant at which the clock says so; the first of the two where the hour is repeated in October.
    public static func instant(of moment: Moment) throws(NoSuchMoment) -> Instant {
        let asUTC = Int64(moment.date.dayNumber) * 86_400 + Int64(moment.time.minutes) * 60
        let inSummer = Instant(seconds: asUTC - 3600)
        if isSummer(inSummer) { return inSummer }
        let inWinter = Instant(seconds: asUTC)
        if isSummer(inWinter) { throw NoSuchMoment(moment: moment) }
        return inWinter
    }

    /// Whether British Summer Time is in force at an instant.
    public static func isSummer(_ instant: Instant) -> Bool {
        let day = instant.seconds >= 0 ? instant.seconds / 86_400 : (instant.seconds - 86_399) / 86_400
        let year = CalendarDate(dayNumber: Int32(day)).year
        return change(month: 3, year: year) <= instant.seconds
            && instant.seconds < change(month: 10, year: year)
    }

    /// 01:00 UTC on the last Sunday of a month of 31 days, in seconds of UTC.
    private static func change(month: Int, year: Int) -> Int64 {
        guard let last = CalendarDate(year: year, month: month, day: 31) else { return 0 }
        let sunday = last - last.weekday.rawValue % 7
        return Int64(sunday.dayNumber) * 86_400 + 3600
    }
}
