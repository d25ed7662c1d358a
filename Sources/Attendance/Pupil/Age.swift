extension CalendarDate {
    /// The day on which somebody born on this day reaches an age. Who was born on 29 February reaches it on
    /// 1 March in other years.
    public func birthday(_ age: Int) -> CalendarDate {
        let (year, month, day) = civil
        return CalendarDate(year: year + age, month: month, day: day)
            ?? CalendarDate(year: year + age, month: 3, day: 1) ?? self
    }

    /// The age in whole years, on a day, of somebody born on this one; negative before birth.
    public func age(on date: CalendarDate) -> Int {
        let years = date.year - year
        return birthday(years) <= date ? years : years - 1
    }
}
