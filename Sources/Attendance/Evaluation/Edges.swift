/// A rate held against a number of per cent, with what it is made of so far: how many more sessions may be missed is
/// arithmetic on these whole numbers.
public struct RateEdge: Hashable, Sendable {
    public enum Measure: Hashable, Sendable { case attendance, absence }

    public var measure: Measure
    /// `below` and `atMost` for attendance, `atLeast` and `moreThan` for absence: what more absence can bring about.
    public var relation: Relation
    /// Of a per cent.
    public var hundredths: Int
    public var attended: Int
    public var absent: Int
    public var possible: Int

    /// Nil for a relation that more absence cannot bring about.
    public init?(
        _ measure: Measure, _ relation: Relation, hundredths: Int, attended: Int, absent: Int, possible: Int
    ) {
        let own: [Relation] = measure == .attendance ? [.below, .atMost] : [.atLeast, .moreThan]
        guard own.contains(relation), hundredths >= 0 else { return nil }
        self.measure = measure
        self.relation = relation
        self.hundredths = hundredths
        self.attended = attended
        self.absent = absent
        self.possible = possible
    }

    /// Whether the edge is passed after some more sessions were missed and some more attended.
    public func isPassed(missing: Int = 0, attending: Int = 0) -> Bool {
        let whole = possible + missing + attending
        guard whole > 0 else { return false }
        let part = measure == .attendance ? attended + attending : absent + missing
        let (a, b) = (part * 10_000, hundredths * whole)
        return relation.holds(a < b ? -1 : a == b ? 0 : 1)
    }

    /// Of so many sessions still to come: the most that may be missed, all others being attended, without the edge
    /// being passed at their end. Nil when it is passed even if none is missed.
    public func mayBeMissed(of remaining: Int) -> Int? {
        let whole = possible + remaining
        guard whole > 0 else { return remaining }
        let edge = hundredths * whole
        let most =
            switch (measure, relation) {
            case (.attendance, .below): attended + remaining - Self.up(edge, 10_000)
            case (.attendance, _): attended + remaining - edge / 10_000 - 1
            case (.absence, .atLeast): Self.up(edge, 10_000) - 1 - absent
            case (.absence, _): edge / 10_000 - absent
            }
        return most < 0 ? nil : min(most, remaining)
    }

    /// How many sessions missed one after the other from now on pass the edge, when they are not more than are still
    /// to come. 0 when it is passed already.
    public func passesAfterMissing(of remaining: Int) -> Int? {
        if isPassed() { return 0 }
        // Missing more never brings the rate back, so the first that passes is found by halving.
        guard isPassed(missing: remaining) else { return nil }
        var (low, high) = (0, remaining)
        while high - low > 1 {
            let middle = (low + high) / 2
            if isPassed(missing: middle) { high = middle } else { low = middle }
        }
        return high
    }

    private static func up(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
}

/// A number of sessions held against a threshold.
public enum CountEdge {
    /// How many more sessions reach a threshold that more of them can reach; 0 when it is reached, nil when they
    /// cannot.
    ///
    /// - Parameter each: what one session counts, in hundredths: 100, or 50 where days are counted.
    public static func needed(_ count: Int, _ relation: Relation, hundredths: Int, each: Int = 100) -> Int? {
        let now = count * each
        switch relation {
        case .atLeast: return now >= hundredths ? 0 : (hundredths - now + each - 1) / each
        case .moreThan: return now > hundredths ? 0 : (hundredths - now) / each + 1
        case .exactly:
            guard now <= hundredths, (hundredths - now) % each == 0 else { return nil }
            return (hundredths - now) / each
        case .below, .atMost: return nil
        }
    }

    /// The first day to come on which the earliest of the days counted is counted no more; nil when that does not
    /// happen on any of the days given.
    ///
    /// - Parameter windows: days to come, in order, each with the first day that is counted on it.
    public static func fallsOut(
        _ counted: [CalendarDate], windows: [(day: CalendarDate, from: CalendarDate)]
    ) -> CalendarDate? {
        guard let first = counted.min() else { return nil }
        return windows.first { $0.from > first }?.day
    }
}
