/// The stretch of time over which a rule measures. It ends with what is known at the moment, unless it lies back.
public indirect enum Period: Hashable, Sendable {
    case today
    /// The academic year so far.
    case yearToDate
    case term, halfTerm, week
    case lastTerm, lastHalfTerm, lastWeek
    /// Twelve months ending with the day.
    case twelveMonths
    /// The day's own school week and those before it, so many in all.
    case schoolWeeks(Quantity)
    case schoolDays(Quantity)
    case calendarDays(Quantity)
    /// Years ending with the day, for notices.
    case years(Quantity)
    /// The window of the process that the rule belongs to.
    case window
    /// After the day on which a process came into its state.
    case state
    /// After the day of the last act of a kind; the day of receipt where one was noted.
    case since(ActPattern)
    /// The time that ends with the day of the act being looked at; acts done after it are left out.
    case beforeAct(Wait)
    /// The unbroken absence that the session being looked at belongs to, and what came after it.
    case absence
    /// Everything known.
    case always
}

/// A length of time a rule waits for. Weeks always say which.
public enum Wait: Hashable, Sendable {
    case schoolDays(Quantity)
    case calendarDays(Quantity)
    case calendarWeeks(Quantity)
    case months(Quantity)
    case minutes(Quantity)
}
