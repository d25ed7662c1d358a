/// Absence in days, as people speak of it.
public struct DaysAbsent: Hashable, Sendable {
    /// Days absent for both sessions.
    public var whole: Int
    /// Days absent for one session, whatever became of the other.
    public var half: Int

    public init(whole: Int = 0, half: Int = 0) {
        self.whole = whole
        self.half = half
    }

    public var sessions: Int { whole * 2 + half }
}

extension DaysAbsent: CustomStringConvertible {
    /// `3`, `3.5`: two sessions make a day.
    public var description: String { "\(sessions / 2)\(sessions % 2 == 1 ? ".5" : "")" }
}

extension [MarkedSession] {
    /// The days whose sessions, in order here, match: absence of any kind unless something else is asked.
    public func daysAbsent(
        where matches: (AttendanceCode) -> Bool = { $0.sessionClass.isAbsence }
    ) -> DaysAbsent {
        var absent = DaysAbsent()
        for day in days {
            switch day.count(where: { $0.code.map(matches) ?? false }) {
            case 0: break
            case 1: absent.half += 1
            default: absent.whole += 1
            }
        }
        return absent
    }
}
