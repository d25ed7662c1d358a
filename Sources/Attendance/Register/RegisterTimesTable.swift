/// The published register times of a school: for a half of the day, in general or more narrowly.
///
/// The narrowest rule that fits a session and pupil holds. What narrows the day comes before what narrows the
/// pupils, since an early finish or an exam day changes everybody's times: a rule for dates, then one for
/// weekdays, then for year groups, then for key stages, then the general one.
public struct RegisterTimesTable: Hashable, Sendable {
    /// The times of one half of the day, for everybody or as far as its conditions reach.
    public struct Rule: Hashable, Sendable {
        public var half: Session.Half
        /// Nil for every day.
        public var dates: ClosedRange<CalendarDate>?
        /// Nil for every day of the week.
        public var weekdays: Set<Weekday>?
        /// Nil for every year group.
        public var yearGroups: Set<YearGroup>?
        /// Nil for every key stage.
        public var keyStages: Set<KeyStage>?
        public var times: RegisterTimes

        public init(
            half: Session.Half, dates: ClosedRange<CalendarDate>? = nil, weekdays: Set<Weekday>? = nil,
            yearGroups: Set<YearGroup>? = nil, keyStages: Set<KeyStage>? = nil, times: RegisterTimes
        ) {
            self.half = half
            self.dates = dates
            self.weekdays = weekdays
            self.yearGroups = yearGroups
            self.keyStages = keyStages
            self.times = times
        }

        /// Whether it says anything about a pupil of that year group in that session. A pupil of no known year
        /// group is reached only by rules for all.
        public func applies(to session: Session, yearGroup: YearGroup?) -> Bool {
            half == session.half
                && dates?.contains(session.date) ?? true
                && weekdays?.contains(session.date.weekday) ?? true
                && yearGroups.map { groups in yearGroup.map(groups.contains) ?? false } ?? true
                && keyStages.map { stages in yearGroup.map { stages.contains($0.keyStage) } ?? false } ?? true
        }

        /// Greater is narrower.
        var rank: Int {
            (dates == nil ? 0 : 8) + (weekdays == nil ? 0 : 4) + (yearGroups == nil ? 0 : 2)
                + (keyStages == nil ? 0 : 1)
        }

        /// Whether some pupil in some session is reached by both.
        func overlaps(_ other: Rule) -> Bool {
            half == other.half
                && (Self.meet(dates, other.dates) { $0.overlaps($1) })
                && (Self.meet(weekdays, other.weekdays) { !$0.isDisjoint(with: $1) })
                && (Self.meet(yearGroups, other.yearGroups) { !$0.isDisjoint(with: $1) })
                && (Self.meet(keyStages, other.keyStages) { !$0.isDisjoint(with: $1) })
        }

        private static func meet<T>(_ a: T?, _ b: T?, _ test: (T, T) -> Bool) -> Bool {
            guard let a, let b else { return true }
            return test(a, b)
        }
    }

    /// Narrowest first.
    private let rules: [Rule]

    public init(_ rules: [Rule]) {
        self.rules = rules.enumerated()
            .sorted { ($0.element.rank, $1.offset) > ($1.element.rank, $0.offset) }
            .map(\.element)
    }

    /// Nil when the school has published no time for that pupil's session.
    public func times(for session: Session, yearGroup: YearGroup?) -> RegisterTimes? {
        rules.first { $0.applies(to: session, yearGroup: yearGroup) }?.times
    }

    /// The first minute in which the registers of a session are closed for all these year groups; nil when there
    /// are no times.
    public func lastClosing(of session: Session, yearGroups: some Sequence<YearGroup>) -> TimeOfDay? {
        var last = times(for: session, yearGroup: nil)?.closedFrom
        for yearGroup in yearGroups {
            guard let closes = times(for: session, yearGroup: yearGroup)?.closedFrom else { continue }
            last = max(last ?? closes, closes)
        }
        return last
    }

    /// Pairs of rules, by their place in the list, of which neither is narrower although both reach somebody in
    /// the same session and they differ: the policy must say which it means.
    public static func conflicts(in rules: [Rule]) -> [(Int, Int)] {
        var pairs = [(Int, Int)]()
        for (place, rule) in rules.enumerated() {
            for earlier in rules.indices.prefix(place)
            where rules[earlier].rank == rule.rank && rules[earlier].overlaps(rule)
                && rules[earlier].times != rule.times
            {
                pairs.append((earlier, place))
            }
        }
        return pairs
    }
}
