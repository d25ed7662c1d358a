/// The days on which a child is of compulsory school age.
///
/// Source: Education Act 1996, s.8, with the prescribed days of the Education (Start of Compulsory School Age)
/// Order 1998 and the leaving date of the Education (School Leaving Date) Order 1997.
public struct CompulsorySchoolAge: Hashable, Sendable {
    /// The prescribed day, 31 August, 31 December or 31 March, on or next after the fifth birthday.
    public let firstDay: CalendarDate
    /// The last Friday in June of the school year in which the child turns 16. School years begin on
    /// 1 September: a child who turns 16 on 31 August leaves with those who turned 16 before.
    public let lastDay: CalendarDate

    public init(born: CalendarDate) {
        let fifth = born.birthday(5)
        let prescribed = [(3, 31), (8, 31), (12, 31)].map { (month, day) in
            CalendarDate(year: fifth.year, month: month, day: day) ?? fifth
        }
        firstDay = prescribed.first { fifth <= $0 } ?? fifth

        let sixteenth = born.birthday(16)
        let schoolYearEnds = sixteenth.month >= 9 ? sixteenth.year + 1 : sixteenth.year
        lastDay = Self.schoolLeavingDate(in: schoolYearEnds)
    }

    /// Both ends included.
    public func contains(_ date: CalendarDate) -> Bool { firstDay <= date && date <= lastDay }

    /// The last Friday in June.
    public static func schoolLeavingDate(in year: Int) -> CalendarDate {
        let end = CalendarDate(firstOf: 7, in: year) - 1
        return end - (end.weekday.rawValue + 2) % 7
    }
}
