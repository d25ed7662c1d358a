/// A day, or half of one, in term on which a school does not open, to everybody or to some year groups.
public struct Closure: Hashable, Sendable {
    public var date: CalendarDate
    public var reason: String
    /// Nil for the whole school.
    public var yearGroups: Set<YearGroup>?
    /// Nil for the whole day.
    public var half: Session.Half?
    /// What the session bears: `#` unless the calendar says otherwise.
    public var code: AttendanceCode

    public init(
        date: CalendarDate, reason: String, yearGroups: Set<YearGroup>? = nil, half: Session.Half? = nil,
        code: AttendanceCode = .plannedClosure
    ) {
        self.date = date
        self.reason = reason
        self.yearGroups = yearGroups
        self.half = half
        self.code = code
    }

    /// Whether it closes this session to that year group; a nil year group asks about the whole school.
    public func closes(_ session: Session, to yearGroup: YearGroup?) -> Bool {
        guard date == session.date, half.map({ $0 == session.half }) ?? true else { return false }
        guard let yearGroups else { return true }
        return yearGroup.map(yearGroups.contains) ?? false
    }
}
