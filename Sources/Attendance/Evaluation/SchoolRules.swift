import Synchronization

/// A school's policies and the law, made ready to be run: which rules hold on which day, and when in the day each
/// is looked at.
public final class SchoolRules: Sendable {
    public let law: Law
    public let calendars: SchoolCalendars
    /// By the day from which they are in force.
    public let policies: [(from: CalendarDate, policy: Policy)]
    let regimes: [Regime]
    /// Made when first asked for.
    let rulers = Mutex<[RulerKey: Ruler]>([:])

    /// - Parameter policies: every version adopted, each with the day from which it is in force.
    public init(
        policies: [(from: CalendarDate, policy: Policy)], law: Law, calendars: SchoolCalendars
    ) {
        self.law = law
        self.calendars = calendars
        self.policies = policies.sorted { $0.from < $1.from }
        var regimes = [Regime]()
        // Days before the first policy are judged by it, and by the law of the day.
        let start = [self.policies.first?.from, calendars.years.first?.year.firstDay].compactMap(\.self).min()
        var changes = Set(self.policies.map(\.from))
        let legal = law.rules.changes + LawFigureName.allCases.flatMap { law.changes(of: $0) }
        for change in legal where start.map({ $0 < change }) ?? false { changes.insert(change) }
        if let start { changes.insert(start) }
        for from in changes.sorted() {
            guard
                let policy = self.policies.last(where: { $0.from <= from })?.policy
                    ?? self.policies.first?.policy
            else { continue }
            regimes.append(Regime(from: from, policy: policy, law: law))
        }
        self.regimes = regimes
    }

    /// What is in force on a day; before the first policy, the first policy.
    func regime(on day: CalendarDate) -> Regime? { regimes.last { $0.from <= day } ?? regimes.first }

    /// The policy that is in force on a day; before the first, the first.
    public func policy(on day: CalendarDate) -> Policy? {
        policies.last { $0.from <= day }?.policy ?? policies.first?.policy
    }

    /// The ruler of a pupil who is in a year group in the last year held, and was one below in the year before.
    func line(for yearGroup: YearGroup?, in year: AcademicYear) -> SessionLine? {
        SessionLine(
            calendars,
            yearGroup: { other in
                yearGroup.flatMap { YearGroup(number: $0.number - (year.start - other.start)) }
            },
            closing: { [self] session, group in
                let day = session.date
                let times = policy(on: day)?.registerTimes(under: law, on: day)
                return times?.times(for: session, yearGroup: group)?.closedFrom.minutes
                    ?? (session.half == .am ? 10 * 60 : 14 * 60)
            })
    }
}

/// One policy and the law of a day, side by side.
final class Regime: Sendable {
    let from: CalendarDate
    let policy: Policy
    let law: Law
    /// The law's first, so that its steps come first; those that the policy's own take the place of left out.
    let rules: [Rule]
    /// The same, ready to be looked at.
    let everyRule: [RunningRule]
    /// Those that ask for no value which has not been given.
    let running: [RunningRule]
    let labelling: [RunningRule]
    let processes: [RunningProcess]
    /// Those that ask for no value which has not been given, by what was done in the acts that they refuse.
    let refusals: [Did: [RunningRefusal]]
    let hearing: ReasonHearing
    let leave: LeaveRules
    let ruleNumbers: [String: Int]
    /// By the number of a rule: whether it is looked at by itself at all, and what it needs.
    let gates: [Gate]
    let needs: [Need]
    /// Rules that are looked at when acts happen.
    let ofActs: [RunningRule]
    private let lawBook: RuleBook
    private let figures: [LawFigureName: Int]
    /// Times of the day at which rules are first looked at, besides closings and acts.
    let clockTimes: [Int]

    init(from: CalendarDate, policy: Policy, law: Law) {
        self.from = from
        self.policy = policy
        self.law = law
        let lawBook = law.rules.value(on: from) ?? RuleBook()
        self.lawBook = lawBook
        var figures = [LawFigureName: Int]()
        for name in LawFigureName.allCases { figures[name] = law.number(name, on: from) }
        self.figures = figures
        // A rule that asks for less than the law's takes nobody's place: both run.
        let replaced = policy.replacedRules(of: law, on: from)
        let ownNames = Set(policy.rules.rules.map(\.name))
        // A rule that takes the place of one of the law's cites it too.
        let citations = Dictionary(
            lawBook.rules.map { ($0.name, $0.citation) }, uniquingKeysWith: { first, _ in first })
        rules =
            lawBook.rules.filter { !replaced.contains($0.name) }.map { rule in
                var rule = rule
                // Two rules of one name would be taken for one.
                if ownNames.contains(rule.name) { rule.name += "-of-the-law" }
                return rule
            }
            + policy.rules.rules.map { rule in
                var rule = rule
                if let name = rule.insteadOf, let citation = citations[name] { rule.citation = citation }
                return rule
            }
        let ownProcesses = Set(policy.rules.processes.map(\.name))
        processes =
            (lawBook.processes.filter { !ownProcesses.contains($0.name) } + policy.rules.processes)
            .map(RunningProcess.init)
        let ownReasons = Set(policy.rules.reasons.flatMap(\.reasons))
        hearing = ReasonHearing(
            policy.rules.reasons
                + lawBook.reasons.filter { list in !list.reasons.contains { ownReasons.contains($0) } })
        var leave = policy.rules.leave
        leave.routes += lawBook.leave.routes
        leave.grounds += lawBook.leave.grounds
        self.leave = leave
        let own = policy.rules.values
        let unset: (String) -> Bool = { (own[$0] ?? lawBook.values[$0])?.value.value == nil }
        let standing = (lawBook.refusals + policy.rules.refusals).filter {
            !$0.when.values.contains(where: unset)
        }
        refusals = Dictionary(
            uniqueKeysWithValues: Did.allCases.map { did in
                (
                    did,
                    standing.filter { $0.act.did.isEmpty || $0.act.did.contains(did) }.map(
                        RunningRefusal.init)
                )
            })
        let isOff = rules.map { rule in
            rule.when.values.contains(where: unset)
                || rule.unless.contains { $0.when.values.contains(where: unset) }
        }
        everyRule = rules.enumerated().map {
            RunningRule($0.element, number: $0.offset, isOff: isOff[$0.offset])
        }
        running = everyRule.filter { !$0.isOff }
        labelling = running.filter { $0.rule.label != nil }
        var numbers = [String: Int]()
        for (number, rule) in rules.enumerated() { numbers[rule.name] = number }
        ruleNumbers = numbers
        var times = Set<Int>()
        for rule in rules { if case .time(let time) = rule.time.clock { times.insert(time.minutes) } }
        for process in processes {
            if case .time(let time) = process.review.clock { times.insert(time.minutes) }
        }
        clockTimes = times.sorted()
        let finding = NeedFinding(rules: rules, numbers: numbers) {
            Self.hundredths($0, figures, policy, lawBook)
        }
        var needs = [Need]()
        gates = everyRule.map { rule in
            let first = needs.count
            needs += finding.needs(of: rule.rule)
            return Gate(rule, needs: first..<needs.count, concern: finding.concern(of: rule.rule))
        }
        self.needs = needs
        ofActs = running.filter(\.isOfActs)
    }

    func isOfLaw(rule name: String) -> Bool {
        lawBook.rules.contains { $0.name == name || "\($0.name)-of-the-law" == name }
    }

    /// The number a rule asks for, in hundredths; nil while it is unset.
    func hundredths(_ quantity: Quantity) -> Int? {
        if case .literal(let amount) = quantity { return amount.hundredths }
        return Self.hundredths(quantity, figures, policy, lawBook)
    }

    private static func hundredths(
        _ quantity: Quantity, _ figures: [LawFigureName: Int], _ policy: Policy, _ lawBook: RuleBook
    ) -> Int? {
        switch quantity {
        case .literal(let amount): amount.hundredths
        case .law(let name): figures[name].map { $0 * 100 }
        case .value(let name):
            if case .amount(let amount) = (policy.rules.values[name] ?? lawBook.values[name])?.value.value {
                amount.hundredths
            } else {
                nil
            }
        case .baseline, .said: nil
        }
    }

    func whole(_ quantity: Quantity) -> Int? { hundredths(quantity).map { $0 / 100 } }

    func value(named name: String) -> NamedValue.Value? {
        (policy.rules.values[name] ?? lawBook.values[name])?.value.value
    }

    func windows(named name: String) -> [CalendarWindow] {
        (policy.rules.windows + lawBook.windows).map(\.value).filter { $0.name == name }
    }
}
