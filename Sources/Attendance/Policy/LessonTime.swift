/// When a lesson begins, as far as the policy says. The register of a lesson makes no mark of a session.
public struct LessonTime: Hashable, Sendable {
    /// `3`, as it is called. A lesson that a break divides has two times.
    public var period: String
    public var starts: TimeOfDay
    /// Nil for every year group.
    public var yearGroups: Set<YearGroup>?
    /// Nil for every day of the week.
    public var weekdays: Set<Weekday>?

    public init(
        period: String, starts: TimeOfDay, yearGroups: Set<YearGroup>? = nil, weekdays: Set<Weekday>? = nil
    ) {
        self.period = period
        self.starts = starts
        self.yearGroups = yearGroups
        self.weekdays = weekdays
    }

    /// Whether some pupil on some day has both.
    public func overlaps(_ other: LessonTime) -> Bool {
        Self.meet(yearGroups, other.yearGroups) && Self.meet(weekdays, other.weekdays)
    }

    private static func meet<Thing>(_ a: Set<Thing>?, _ b: Set<Thing>?) -> Bool {
        guard let a, let b else { return true }
        return !a.isDisjoint(with: b)
    }
}

extension Policy {
    /// The lessons of a year group on a day, in order; empty when the policy gives no times.
    ///
    /// Where there are times for that day of the week, only those hold.
    public func lessons(of yearGroup: YearGroup?, on weekday: Weekday) -> [LessonTime] {
        let own = lessons.map(\.value).filter { lesson in
            lesson.yearGroups.map { groups in yearGroup.map(groups.contains) ?? false } ?? true
        }
        let ofDay = own.filter { $0.weekdays?.contains(weekday) ?? false }
        return (ofDay.isEmpty ? own.filter { $0.weekdays == nil } : ofDay).sorted { $0.starts < $1.starts }
    }

    /// The same, laid beside so many marks: a lesson with two times has one mark or two.
    public func lessons(of yearGroup: YearGroup?, on weekday: Weekday, marks: Int) -> [LessonTime] {
        let all = lessons(of: yearGroup, on: weekday)
        guard marks < all.count else { return all }
        var periods = Set<String>()
        return all.filter { periods.insert($0.period).inserted }
    }
}
