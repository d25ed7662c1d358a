/// A minute on the school's own clock and calendar, as a person there would write it down.
///
/// Instants (seconds in UTC) become moments in one place only, at the edge, by Europe/London.
public struct Moment: Hashable, Comparable, Sendable, Codable {
    public var date: CalendarDate
    public var time: TimeOfDay

    public init(_ date: CalendarDate, _ time: TimeOfDay) {
        self.date = date
        self.time = time
    }

    /// Reads `2025-11-20T09:35`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CalendarDate(parts[0]), let time = TimeOfDay(parts[1]) else {
            return nil
        }
        self.init(date, time)
    }

    public static func < (a: Moment, b: Moment) -> Bool { (a.date, a.time) < (b.date, b.time) }
}

extension Moment: CustomStringConvertible {
    /// `2025-11-20T09:35`.
    public var description: String { "\(date)T\(time)" }
}
