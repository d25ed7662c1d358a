import Attendance

/// Days that a rule of reckoning, and no list, puts into each year.
enum MoveableDays {
    /// Easter Sunday, by the Gregorian reckoning (the anonymous algorithm, as Meeus gives it).
    static func easter(in year: Int) -> CalendarDate {
        let a = year % 19
        let b = year / 100
        let c = year % 100
        let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7
        let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114
        return day(year, f / 31, f % 31 + 1)
    }

    /// The days in a range on which the tabular Islamic calendar has a feast: the first of Shawwal (Eid al-Fitr)
    /// and the tenth of Dhu al-Hijja (Eid al-Adha). The moon may be seen a day before or after.
    static func eids(in days: ClosedRange<CalendarDate>) -> [CalendarDate] {
        let firstYear = (days.lowerBound.year - 622) * 33 / 32 - 1
        let lastYear = (days.upperBound.year - 622) * 33 / 32 + 2
        return (firstYear...lastYear).flatMap { year in
            [islamic(year: year, month: 10, day: 1), islamic(year: year, month: 12, day: 10)]
        }.filter { days.contains($0) }
    }

    private static func islamic(year: Int, month: Int, day: Int) -> CalendarDate {
        let daysBefore =
            (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * (month - 1) + month / 2 + day - 1
        // 1 Muharram of the year 1 was 19 July 622, by the Gregorian reckoning.
        return CalendarDate(dayNumber: -492_148) + daysBefore
    }

    static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        guard let date = CalendarDate(year: year, month: month, day: day) else {
            preconditionFailure("\(year)-\(month)-\(day) is a day written here by hand")
        }
        return date
    }

    /// The first Monday on or after a day.
    static func monday(onOrAfter date: CalendarDate) -> CalendarDate {
        date.weekday == .monday ? date : date.monday + 7
    }
}
