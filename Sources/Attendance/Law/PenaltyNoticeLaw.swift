/// The national threshold at which a penalty notice must be considered.
public struct PenaltyThreshold: Hashable, Sendable {
    /// At least so many sessions…
    public var sessions: Int
    /// …in so many school weeks, the week of the session counted among them…
    public var schoolWeeks: Int
    /// …recorded with any of these codes.
    public var codes: [AttendanceCode]
    public var reference: LawReference
}

/// What a penalty notice costs, and by when. Amounts in pence; days counted from the day of receipt, which is
/// day 1.
public struct PenaltyAmounts: Hashable, Sendable {
    /// Nil when there is no lower amount.
    public var reduced: Int?
    /// The lower amount is open until the end of this day.
    public var reducedDays: Int?
    public var full: Int
    public var fullDays: Int
    public var reference: LawReference
}

extension Law {
    /// Nil before there was a national threshold.
    ///
    /// - Parameter day: the day of the session.
    public func penaltyThreshold(on day: CalendarDate) -> PenaltyThreshold? {
        guard let sessions = figure(.penaltyThresholdSessions, on: day), let count = sessions.number,
            let weeks = number(.penaltyThresholdWeeks, on: day)
        else { return nil }
        return PenaltyThreshold(
            sessions: count, schoolWeeks: weeks, codes: codes(.penaltyCountedCodes, on: day),
            reference: sessions.reference)
    }

    /// What a notice for absence costs.
    ///
    /// - Parameters:
    ///   - notice: 1 for the first to that parent for that child within the years of the limit.
    ///   - offence: the day of the offence; the amounts go by it, not by the day of issue.
    /// - Returns: nil when no further notice may be issued, or none was possible on that day.
    public func penaltyAmounts(notice: Int, offence day: CalendarDate) -> PenaltyAmounts? {
        guard notice >= 1, notice <= number(.penaltyLimit, on: day) ?? notice,
            let fullDays = number(.penaltyFullDays, on: day)
        else { return nil }
        if notice > 1, let second = figure(.penaltySecond, on: day), let amount = second.number {
            return PenaltyAmounts(
                reduced: nil, reducedDays: nil, full: amount, fullDays: fullDays, reference: second.reference)
        }
        guard let full = figure(.penaltyFirstFull, on: day), let amount = full.number else { return nil }
        return PenaltyAmounts(
            reduced: number(.penaltyFirstReduced, on: day), reducedDays: number(.penaltyReducedDays, on: day),
            full: amount, fullDays: fullDays, reference: full.reference)
    }

    /// What a notice costs for an excluded pupil's presence in a public place (Education and Inspections Act 2006
    /// s 105); it stands outside the national framework and its limit.
    public func publicPlaceAmounts(offence day: CalendarDate) -> PenaltyAmounts? {
        guard let full = figure(.publicPlaceFull, on: day), let amount = full.number,
            let fullDays = number(.publicPlaceFullDays, on: day)
        else { return nil }
        return PenaltyAmounts(
            reduced: number(.publicPlaceReduced, on: day),
            reducedDays: number(.publicPlaceReducedDays, on: day),
            full: amount, fullDays: fullDays, reference: full.reference)
    }

    /// Whether the type of school is one whose pupils' parents can be given penalty notices for absence.
    public func mayIssuePenaltyNotices(_ type: SchoolType, on day: CalendarDate) -> Bool {
        applies(.penaltyNoticesFor, to: type, on: day)
    }
}
