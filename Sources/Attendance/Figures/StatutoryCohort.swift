/// Who is in the published figures of a school year: pupils aged 5 to 15 on 31 August before it, not boarding,
/// with a possible session.
///
/// Source: the Department for Education's methodology for pupil absence statistics.
public struct StatutoryCohort: Hashable, Sendable {
    public let year: AcademicYear

    public init(_ year: AcademicYear) {
        self.year = year
    }

    /// 31 August in the calendar year in which the school year begins, the day before pupils' first.
    public var ageDay: CalendarDate { year.firstDay + 30 }

    /// Whether a pupil's figures are among those published.
    public func contains(born: CalendarDate, isBoarder: Bool, possible: Int) -> Bool {
        (5...15).contains(born.age(on: ageDay)) && !isBoarder && possible > 0
    }

    /// The sessions that are published of a pupil: for those aged 15 on 31 August, who are in Year 11, not the
    /// second half of the summer term, from the spring bank holiday.
    public func published(_ expected: SessionMask, born: CalendarDate) -> SessionMask {
        guard expected.year == year, born.age(on: ageDay) == 15 else { return expected }
        return expected.restricted(to: year.gridStart...(Self.springBankHoliday(in: year.start + 1) - 1))
    }

    /// The last Monday in May, save where a jubilee moved it to June: 2002, 2012 and 2022.
    ///
    /// Source: Banking and Financial Dealings Act 1971, Schedule 1, and the proclamations for those years.
    public static func springBankHoliday(in year: Int) -> CalendarDate {
        let moved: [Int: (month: Int, day: Int)] = [2002: (6, 4), 2012: (6, 4), 2022: (6, 2)]
        if let moved = moved[year], let date = CalendarDate(year: year, month: moved.month, day: moved.day) {
            return date
        }
        return (CalendarDate(firstOf: 6, in: year) - 1).monday
    }
}
