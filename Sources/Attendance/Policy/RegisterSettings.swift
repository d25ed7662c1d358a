/// The school's registers: when they are taken, by whom, and how the closing minute is read.
public struct RegisterSettings: Hashable, Sendable {
    /// In the order of the file.
    public var times: [Setting<RegisterTimesTable.Rule>]
    /// Whether somebody who arrives in the closing minute is still late and not absent; false unless the policy
    /// is read so.
    public var closingMinuteIsInTime: Setting<Bool>?
    /// Whether registers close when the law's longest time is over, even where the policy keeps them open.
    public var strict: Setting<Bool>?
    /// The roles that take registers; nil leaves it to the list of registers.
    public var takenBy: Setting<[Role]>?

    public init(
        times: [Setting<RegisterTimesTable.Rule>], closingMinuteIsInTime: Setting<Bool>? = nil,
        strict: Setting<Bool>? = nil, takenBy: Setting<[Role]>? = nil
    ) {
        self.times = times
        self.closingMinuteIsInTime = closingMinuteIsInTime
        self.strict = strict
        self.takenBy = takenBy
    }

    /// The shortest and the longest that a register is open, in minutes; nil when there are none.
    public var minutesOpen: ClosedRange<Int>? {
        let minutes = times.map(\.value.times.minutesOpen)
        guard let least = minutes.min(), let most = minutes.max() else { return nil }
        return least...most
    }
}

extension Policy {
    /// The register times that run on a day; nil when the policy states none.
    ///
    /// They are the policy's own, however long (the law's limit is guidance, and a longer time is warned of),
    /// unless the policy is strict: then each register closes when the law's longest time is over.
    public func registerTimes(under law: Law, on day: CalendarDate) -> RegisterTimesTable? {
        guard let registers else { return nil }
        guard registers.strict?.value == true, let most = law.registerOpenMinutes(on: day) else {
            return RegisterTimesTable(registers.times.map(\.value))
        }
        return RegisterTimesTable(
            registers.times.map { setting in
                var rule = setting.value
                let times = rule.times
                if times.minutesOpen > most, let closes = TimeOfDay(minutes: times.opens.minutes + most),
                    let shorter = RegisterTimes(
                        opens: times.opens, closes: closes, sessionEnds: times.sessionEnds,
                        closingMinuteIsInTime: times.closingMinuteIsInTime)
                {
                    rule.times = shorter
                }
                return rule
            })
    }

    /// For how many years an entry made on a day is kept: the school's number where it is the longer. Nil when
    /// neither says.
    public func entryRetentionYears(under law: Law, on day: CalendarDate) -> Int? {
        let own = entryRetentionYears?.value
        guard let least = law.registerRetentionYears(on: day) else { return own }
        return max(own ?? least, least)
    }
}
