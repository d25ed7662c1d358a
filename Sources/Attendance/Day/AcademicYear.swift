/// A school year, 1 August to 31 July, and the fixed grid of sessions on which its marks are kept.
///
/// The grid is 53 weeks of 7 days of 2 sessions from the Monday on or before 1 August, whatever the school's
/// calendar says, so that no change of calendar moves a mark.
public struct AcademicYear: Hashable, Comparable, Sendable {
    /// The calendar year in which it begins: 2025 for 2025/26.
    public let start: Int

    /// 53 weeks of 7 days of 2 sessions.
    public static let sessionCount = 742

    public init(startingIn start: Int) {
        self.start = start
    }

    /// The year a day belongs to. 31 July belongs to the next one in the rare year (as 2027/28) whose grid is a
    /// day too short for it: that Monday is the first of the next grid.
    public init(containing date: CalendarDate) {
        let (year, month, _) = date.civil
        let own = AcademicYear(startingIn: month >= 8 ? year : year - 1)
        self = date - own.gridStart < Self.sessionCount / 2 ? own : AcademicYear(startingIn: own.start + 1)
    }

    /// Reads `2025/26`; nil for anything else, `2025/27` included.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            let start = Int(parts[0]), let end = Int(parts[1]), CalendarDate.years.contains(start),
            (start + 1) % 100 == end
        else { return nil }
        self.start = start
    }

    /// 1 August.
    public var firstDay: CalendarDate { CalendarDate(firstOf: 8, in: start) }
    /// 31 July.
    public var lastDay: CalendarDate { CalendarDate(firstOf: 8, in: start + 1) - 1 }
    /// The Monday on or before 1 August.
    public var gridStart: CalendarDate { firstDay.monday }

    /// The session's place in the grid, 0 to 741; nil when it is not in this year's grid.
    public func index(of session: Session) -> Int? {
        let index = (session.date - gridStart) * 2 + Int(session.half.rawValue)
        return (0..<Self.sessionCount).contains(index) ? index : nil
    }

    /// The session at a place of the grid.
    public func session(at index: Int) -> Session {
        Session(gridStart + index / 2, index % 2 == 0 ? .am : .pm)
    }

    public var next: AcademicYear { AcademicYear(startingIn: start + 1) }
    public var previous: AcademicYear { AcademicYear(startingIn: start - 1) }

    public static func < (a: AcademicYear, b: AcademicYear) -> Bool { a.start < b.start }
}

extension AcademicYear: CustomStringConvertible {
    /// `2025/26`.
    public var description: String {
        let end = (start + 1) % 100
        return "\(start)/\(end < 10 ? "0" : "")\(end)"
    }
}
