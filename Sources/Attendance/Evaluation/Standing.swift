/// Where a pupil stands with every rule: labels borne, processes under way, what is met and what is near.
public struct Standing: Sendable {
    /// A rule with what it says of the pupil.
    public struct OfRule: Hashable, Sendable {
        public var finding: Finding
        /// What it is called; its name where it has no title.
        public var title: String
        /// Of the law, and not of the school's policy.
        public var isOfLaw: Bool
        /// The rates it asks for, and the count that alone is missing for it to be met.
        public var edges: [Edge]
        /// Whose its steps are, to do or to decide on.
        public var staff: Set<RoleName> = []
        /// One of its steps is for those who look after pupils' safety.
        public var isConfidential = false
        /// It asks for rates of attendance or absence and for nothing else.
        public var isOfRatesAlone = false
        /// It is about each parent by themselves.
        public var isOfParents = false
    }

    /// How far it is to an edge.
    public enum Edge: Hashable, Sendable {
        /// A rate, with the sessions of the stretch that are still to come and are not planned to be anything else.
        case rate(RateEdge, over: Period, remaining: Int, until: CalendarDate)
        /// So many more sessions reach it, as long as they come before the day on which earlier ones count no more.
        case count(
            needed: Int, counted: Int, of: CodeChoice, asDays: Bool, threshold: Amount, over: Period,
            before: CalendarDate?)
    }

    /// A process that has left its beginning.
    public struct OfProcess: Hashable, Sendable {
        public var name: String
        public var title: String
        public var state: String
        public var since: CalendarDate
        /// Of a process about a parent.
        public var contact: Recipient?
        public var isOfLaw: Bool
        /// Something in it is for those who look after pupils' safety.
        public var isConfidential: Bool
        public var clauses: [ClauseID]
        public var citation: String
    }

    public var rules: [OfRule] = []
    public var processes: [OfProcess] = []
    /// Exact counts of the academic year so far.
    public var year = SessionCounts()

    public init() {}

    /// Rules whose label the pupil bears.
    public var labels: [OfRule] { rules.filter { $0.finding.label != nil && $0.finding.answer == .met } }
}

extension PupilRun {
    public func standing() -> Standing {
        var standing = Standing()
        guard let regime = current else { return standing }
        standing.year = yearToDate()
        let findings = Dictionary(self.findings().map { ($0.rule, $0) }) { first, _ in first }
        for running in regime.running where !running.asksNothing {
            let rule = running.rule
            guard rule.scope == .pupil || rule.scope == .parent else { continue }
            let finding = findings[rule.name] ?? findingOfParents(rule)
            var edges = [Standing.Edge]()
            for contact in rule.scope == .parent ? parents.map(Optional.some) : [nil] {
                var asked = Asked()
                asked.contact = contact
                guard !rule.unless.contains(where: { holds($0.when, asked) }) else { continue }
                let near = finding.answer == .notMet ? counts(near: rule.when, asked) : []
                for edge in rates(of: rule.when, asked) + near where !edges.contains(edge) {
                    edges.append(edge)
                }
            }
            standing.rules.append(
                Standing.OfRule(
                    finding: finding, title: rule.title, isOfLaw: regime.isOfLaw(rule: rule.name),
                    edges: edges, staff: Set(rule.then.flatMap { [$0.by, $0.decidedBy].compactMap(\.self) }),
                    isConfidential: rule.then.contains(where: \.isConfidential),
                    isOfRatesAlone: Self.isOfRates(rule.when), isOfParents: rule.scope == .parent))
        }
        standing.processes = processesUnderWay(regime)
        return standing
    }

    /// Answers that move something on when they are given to a decision of that name, besides yes and no.
    public func answers(to what: String) -> [String] {
        var answers = [String]()
        for process in current?.processes ?? [] {
            for move in process.process.states.flatMap(\.moves) {
                guard case .act(let pattern) = move.on, pattern.did.contains(.decide),
                    pattern.what.contains(what)
                else { continue }
                for answer in pattern.answers where !answers.contains(answer) { answers.append(answer) }
            }
        }
        return answers
    }

    /// What must be filled in before an act of that kind and name is possible, by name.
    public func details(askedOf did: Did, what: String) -> [String] {
        var names = [String]()
        for refusal in current?.refusals[did] ?? [] where refusal.act.pattern.what.contains(what) {
            for name in refusal.act.pattern.lacking where !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// Met when it is for one of the parents.
    private func findingOfParents(_ rule: Rule) -> Finding {
        var finding = Finding(
            rule: rule.name, answer: .notMet, clauses: rule.source.clauses, citation: rule.citation,
            because: [], exception: "", label: rule.label)
        for contact in parents {
            var asked = Asked()
            asked.contact = contact
            asked.throughYesterday = rule.time.throughYesterday
            guard holds(rule.when, asked) else { continue }
            let exceptions = rule.unless.filter { holds($0.when, asked) }
            finding.because = reasons(rule.when, asked)
            finding.exception = exceptions.map(\.because).joined(separator: "; ")
            finding.answer = exceptions.isEmpty ? .met : .notApplicable
            if exceptions.isEmpty { break }
        }
        return finding
    }

    private func processesUnderWay(_ regime: Regime) -> [Standing.OfProcess] {
        let own = Set(regime.policy.rules.processes.map(\.name))
        return states().compactMap { key, state, since in
            let parts = key.split(separator: "|", maxSplits: 1).map(String.init)
            guard let process = regime.processes.first(where: { $0.name == parts.first })?.process,
                process.states.first?.name != state
            else { return nil }
            let now = process.states.first { $0.name == state }
            let named = now.map { $0.title.isEmpty ? $0.name : $0.title } ?? state
            let clauses = now?.clauses ?? []
            return Standing.OfProcess(
                name: process.name, title: process.title, state: named, since: since,
                contact: parts.count > 1 ? Recipient(parts[1]) : nil, isOfLaw: !own.contains(process.name),
                isConfidential: process.states.flatMap { $0.onEntry + $0.moves.flatMap(\.then) }
                    .contains(where: \.isConfidential),
                clauses: clauses.isEmpty ? process.source.clauses : clauses, citation: process.citation)
        }
    }
}

// MARK: What is near

extension PupilRun {
    /// The count that alone is missing for a condition to hold.
    private func counts(near condition: Condition, _ asked: Asked) -> [Standing.Edge] {
        guard !holds(condition, asked) else { return [] }
        switch condition {
        case .all(let parts):
            let missing = parts.filter { !holds($0, asked) }
            return missing.count == 1 ? counts(near: missing[0], asked) : []
        case .any(let parts): return parts.flatMap { counts(near: $0, asked) }
        case .days(let choice, let comparison, let period):
            let places = sessions(choice, over: period, unspent: false, asked)
            return count(places, choice, comparison, period, asDays: true, asked)
        case .sessions(let choice, let comparison, let period, let unspent):
            let places = sessions(choice, over: period, unspent: unspent, asked)
            return count(places, choice, comparison, period, asDays: false, asked)
        case .sessionsInAny(let choice, let comparison, let weeks, let unspent):
            let period = Period.schoolWeeks(weeks)
            let places = sessions(choice, over: period, unspent: unspent, asked)
            return count(places, choice, comparison, period, asDays: false, asked)
        default: return []
        }
    }

    /// The rates that a condition asks for, passed or not, where all else that it asks for, counts apart, is so.
    private func rates(of condition: Condition, _ asked: Asked) -> [Standing.Edge] {
        switch condition {
        case .all(let parts):
            let others = parts.filter { !Self.isOfCounts($0) }
            return others.allSatisfy { holds($0, asked) } ? parts.flatMap { rates(of: $0, asked) } : []
        case .any(let parts): return parts.flatMap { rates(of: $0, asked) }
        case .attendance(let comparison, let period, let ownTarget, _):
            return rate(.attendance, comparison, period, ownTarget, asked)
        case .absence(let comparison, let period): return rate(.absence, comparison, period, false, asked)
        default: return []
        }
    }

    private static func isOfRates(_ condition: Condition) -> Bool {
        switch condition {
        case .all(let parts), .any(let parts): parts.allSatisfy(isOfRates)
        case .attendance, .absence: true
        default: false
        }
    }

    private static func isOfCounts(_ condition: Condition) -> Bool {
        switch condition {
        case .all(let parts), .any(let parts): parts.contains(where: isOfCounts)
        case .attendance, .absence, .days, .sessions, .sessionsInAny: true
        default: false
        }
    }

    /// Only over stretches that end with the year, the term or the half-term: elsewhere sessions also fall out.
    private func rate(
        _ measure: RateEdge.Measure, _ comparison: Comparison, _ period: Period, _ ownTarget: Bool,
        _ asked: Asked
    ) -> [Standing.Edge] {
        guard let end = end(of: period) else { return [] }
        let target = ownTarget ? pupil.target?.hundredths : nil
        guard let hundredths = target ?? current?.hundredths(comparison.quantity) else { return [] }
        var counts = counts(over: period, asked)
        var remaining = 0
        for place in known..<max(known, line.firstOfDay[end]) {
            let date = line.sessions[place].date
            guard pupil.leaving.map({ date <= $0 }) ?? true else { break }
            // What is planned is taken as it is planned.
            if codes[place] == 0 { remaining += 1 } else { counts.add(codes[place]) }
        }
        guard
            let edge = RateEdge(
                measure, comparison.relation, hundredths: hundredths, attended: counts.attended,
                absent: counts.absent, possible: counts.possible)
        else { return [] }
        return [.rate(edge, over: period, remaining: remaining, until: line.schoolDays[end - 1])]
    }

    /// The number of the school day after a stretch that the calendar ends.
    private func end(of period: Period) -> Int? {
        let today = line.dayNumber(onOrAfter: now.date + 1) - 1
        let starts: [Int]
        switch period {
        case .yearToDate: starts = line.years
        case .term: starts = line.terms
        case .halfTerm: starts = line.halfTerms
        default: return nil
        }
        return line.stretch(starts, containing: today)?.upperBound
    }

    private func count(
        _ places: [Int], _ choice: CodeChoice, _ comparison: Comparison, _ period: Period, asDays: Bool,
        _ asked: Asked
    ) -> [Standing.Edge] {
        guard let hundredths = current?.hundredths(comparison.quantity),
            let needed = CountEdge.needed(
                places.count, comparison.relation, hundredths: hundredths, each: asDays ? 50 : 100),
            needed > 0
        else { return [] }
        return [
            .count(
                needed: needed, counted: places.count, of: choice, asDays: asDays,
                threshold: Amount(hundredths: hundredths), over: period,
                before: CountEdge.fallsOut(
                    places.map { line.sessions[$0].date }, windows: windows(of: period, asked)))
        ]
    }

    /// The school days to come, each with the first day that a period counts on it.
    private func windows(of period: Period, _ asked: Asked) -> [(day: CalendarDate, from: CalendarDate)] {
        switch period {
        case .window, .state, .since, .beforeAct, .absence, .always: return []
        default: break
        }
        let next = line.dayNumber(onOrAfter: now.date + 1)
        var later = self
        return line.schoolDays[min(next, line.schoolDays.count)...].map { day in
            later.now = Moment(day, .endOfDay)
            later.known = line.place(onOrAfter: day + 1)
            let places = later.places(of: period, asked)
            return (day, places.isEmpty ? day : line.sessions[places.lowerBound].date)
        }
    }
}

extension StepPlan {
    fileprivate var isConfidential: Bool {
        by == RoleName(.dsl) || to.contains { [.socialWorker, .staff(RoleName(.dsl))].contains($0) }
    }
}

extension Step {
    /// It is for those who look after pupils' safety, and tells of what they know.
    public var isConfidential: Bool {
        by == RoleName(.dsl) || to.map { [.socialWorker, .staff(RoleName(.dsl))].contains($0) } ?? false
    }
}
