/// When the register of one session is taken: the published times, against which arrivals are judged.
public struct RegisterTimes: Hashable, Sendable {
    /// The taking begins.
    public let opens: TimeOfDay
    /// The taking ends.
    public let closes: TimeOfDay
    /// The session itself ends.
    public let sessionEnds: TimeOfDay
    /// Whether the closing minute still belongs to the taking. Policies differ: "open until 09:30" leaves 09:30
    /// outside, or is read to take it in.
    public let closingMinuteIsInTime: Bool

    /// Nil unless the register opens before it closes, and closes no later than the session ends.
    public init?(
        opens: TimeOfDay, closes: TimeOfDay, sessionEnds: TimeOfDay, closingMinuteIsInTime: Bool = false
    ) {
        guard opens < closes, closes <= sessionEnds else { return nil }
        self.opens = opens
        self.closes = closes
        self.sessionEnds = sessionEnds
        self.closingMinuteIsInTime = closingMinuteIsInTime
    }

    /// The first minute in which the register is closed, when pupils without a mark become N.
    public var closedFrom: TimeOfDay {
        closingMinuteIsInTime ? TimeOfDay(minutes: closes.minutes + 1) ?? closes : closes
    }

    public var minutesOpen: Int { closes - opens }

    /// The mark that an arrival earns.
    ///
    /// Present when the taking begins: `/` or `\`. Absent then but there before it ends: `L`. At or after the end:
    /// `U`, which is for the office to keep only where no other code applies. Nil from the end of the session on,
    /// which was not attended at all. Source: 2024 Regulations, reg 10.
    public func code(arrivingAt time: TimeOfDay, in half: Session.Half) -> AttendanceCode? {
        if time <= opens { return .present(half) }
        if time < closedFrom { return .late }
        return time < sessionEnds ? .lateAfterClose : nil
    }

    /// Whole minutes after the register opened; 0 for those in time.
    public func minutesLate(arrivingAt time: TimeOfDay) -> Int { max(0, time - opens) }
}
