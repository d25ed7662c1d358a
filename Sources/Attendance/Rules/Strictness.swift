/// In what a policy's rule asks for less than the rule of law whose place it takes.
public enum Weakness: Hashable, Sendable {
    /// It waits for a greater number, or a smaller one where less is worse.
    case number(own: String, law: String)
    /// It is looked at, or its steps fall due, on a later day or at a later hour.
    case later(own: String, law: String)
    /// It leaves out pupils whom the law means.
    case fewerPupils
}

/// Numbers of the day for comparing rules.
struct StrictnessNumbers {
    /// In hundredths; nil for what is unset or only said in an act.
    let hundredths: (Quantity) -> Int?
}

extension Rule {
    /// Whether the rule may stand in the place of a rule of law. Only what can be compared counts: the same measure
    /// with another number, a later day or hour, fewer pupils; what asks for something else is taken at its word.
    func isAtLeastAsStrict(as law: Rule, _ numbers: StrictnessNumbers) -> Bool {
        weaknesses(beside: law, numbers).isEmpty
    }

    func weaknesses(beside law: Rule, _ numbers: StrictnessNumbers) -> [Weakness] {
        let own = when.demanded
        var found = [Weakness]()
        for demand in law.when.demanded {
            guard let theirs = demand.threshold else { continue }
            if law.namesNoDay, theirs.measure == .unexplainedDay { continue }
            let alike = own.compactMap(\.threshold).filter { $0.measure == theirs.measure }
            // Any one that is as strict will do: a rule may ask the same thing twice.
            let weaker = alike.compactMap { $0.weakness(beside: theirs, numbers) }
            if let first = weaker.first, weaker.count == alike.count { found.append(first) }
        }
        if narrows(own, beside: law.when.demanded) { found.append(.fewerPupils) }
        if let later = laterDays(than: law) ?? laterSteps(than: law, numbers) { found.append(later) }
        return found
    }

    /// Whether it asks for a flag, year group or key stage that the law's rule does not ask for.
    private func narrows(_ own: [Condition], beside law: [Condition]) -> Bool {
        func flags(_ conditions: [Condition]) -> Set<PupilFlag>? {
            conditions.compactMap { if case .flags(let flags) = $0 { Set(flags) } else { nil } }.first
        }
        func years(_ conditions: [Condition]) -> Set<Int>? {
            conditions.compactMap { condition -> Set<Int>? in
                switch condition {
                case .yearGroups(let groups): Set(groups.map(\.number))
                case .keyStages(let stages):
                    Set(YearGroup.all.filter { stages.contains($0.keyStage) }.map(\.number))
                default: nil
                }
            }.first
        }
        func isNarrower<Item>(_ own: Set<Item>?, _ law: Set<Item>?) -> Bool {
            guard let own else { return false }
            return law.map { !$0.isSubset(of: own) } ?? true
        }
        return isNarrower(flags(own), flags(law)) || isNarrower(years(own), years(law))
    }

    /// A rule that is looked at on some days only comes later than one that is looked at on all.
    private func laterDays(than law: Rule) -> Weakness? {
        guard law.time.days == .schoolDays || law.time.days == .everyDay, time.days != law.time.days,
            time.days != .everyDay
        else { return nil }
        return .later(own: time.days.words, law: law.time.days.words)
    }

    /// The step that falls due first, beside the law's that falls due first.
    private func laterSteps(than law: Rule, _ numbers: StrictnessNumbers) -> Weakness? {
        guard let theirs = law.earliestDue(numbers), let own = earliestDue(numbers) else { return nil }
        let isLaterThatDay =
            own.days == theirs.days && own.minutes.flatMap { m in theirs.minutes.map { m > $0 } } ?? false
        guard own.days > theirs.days || isLaterThatDay else { return nil }
        return .later(own: own.words, law: theirs.words)
    }

    /// Nil when no step has a time that can be compared.
    private func earliestDue(_ numbers: StrictnessNumbers) -> DueTime? {
        then.compactMap { DueTime($0.due, time.clock, numbers) }
            .min { ($0.days, $0.minutes ?? 0) < ($1.days, $1.minutes ?? 0) }
    }
}

/// When a step falls due, as far as that can be told without a calendar and a pupil.
private struct DueTime {
    /// After the day on which the rule raises it.
    var days: Int
    /// Of that day; nil where it depends on the registers.
    var minutes: Int?
    var words: String

    init?(_ due: Due, _ clock: RuleTime.Clock, _ numbers: StrictnessNumbers) {
        func after(_ quantity: Quantity, _ kind: String) -> (Int, String)? {
            numbers.hundredths(quantity).map { ($0 / 100, "after \($0 / 100) \(kind) days") }
        }
        days = 0
        switch due {
        case .sameDay: (minutes, words) = (24 * 60, "by the end of the day")
        case .time(let time): (minutes, words) = (time.minutes, "at \(time)")
        case .atOnce:
            switch clock {
            case .time(let time): (minutes, words) = (time.minutes, "at \(time)")
            case .startOfDay: (minutes, words) = (0, "at the start of the day")
            case .closing, .act: (minutes, words) = (nil, "at once")
            }
        case .schoolDays(let quantity):
            guard let found = after(quantity, "school") else { return nil }
            (days, minutes, words) = (found.0, nil, found.1)
        case .calendarDays(let quantity):
            guard let found = after(quantity, "calendar") else { return nil }
            (days, minutes, words) = (found.0, nil, found.1)
        case .dayOfRun, .weekday: return nil
        }
    }
}

extension RuleTime.Days {
    fileprivate var words: String {
        switch self {
        case .schoolDays: "every school day"
        case .everyDay: "every day"
        default: "only on some days"
        }
    }
}

/// A measure with the number from which it counts.
private struct Threshold {
    enum Measure: Hashable {
        /// Absence, also as attendance.
        case absence(Period)
        case days(CodeChoice, Period)
        case daysExpected(CodeChoice, Period)
        case sessions(CodeChoice, Period)
        case run(CodeChoice)
        case unexplainedDay
        case ageInSchoolDays, ageInCalendarDays
    }

    var measure: Measure
    var relation: Relation
    var quantity: Quantity
    var isAttendance = false

    /// The least whole number that holds, in hundredths; nil for something that holds up to a number.
    func least(_ numbers: StrictnessNumbers) -> Int? {
        guard let number = numbers.hundredths(quantity) else { return nil }
        return switch (relation, isAttendance) {
        case (.atMost, true): 100_00 - number
        // Just beyond the number.
        case (.below, true): 100_00 - number + 1
        case (.atLeast, false), (.exactly, false): number
        case (.moreThan, false): number + 1
        default: nil
        }
    }

    func weakness(beside law: Threshold, _ numbers: StrictnessNumbers) -> Weakness? {
        guard let own = least(numbers), let theirs = law.least(numbers), own > theirs else { return nil }
        return .number(own: words(numbers), law: law.words(numbers))
    }

    private func words(_ numbers: StrictnessNumbers) -> String {
        let number = numbers.hundredths(quantity).map { Amount(hundredths: $0).description } ?? "?"
        let relation = relation.rawValue.split(separator: "-").joined(separator: " ")
        return "\(isAttendance ? "attendance " : "")\(relation) \(number)"
    }
}

extension Condition {
    /// What must hold for it to hold.
    fileprivate var demanded: [Condition] {
        if case .all(let list) = self { list.flatMap(\.demanded) } else { [self] }
    }

    fileprivate var threshold: Threshold? {
        switch self {
        case .absence(let found, let period):
            Threshold(measure: .absence(period), relation: found.relation, quantity: found.quantity)
        case .attendance(let found, let period, _, _):
            Threshold(
                measure: .absence(period), relation: found.relation, quantity: found.quantity,
                isAttendance: true)
        case .days(let codes, let found, let period):
            Threshold(measure: .days(codes, period), relation: found.relation, quantity: found.quantity)
        case .daysExpected(let codes, let found, let period):
            Threshold(
                measure: .daysExpected(codes, period), relation: found.relation, quantity: found.quantity)
        case .sessions(let codes, let found, let period, _):
            Threshold(measure: .sessions(codes, period), relation: found.relation, quantity: found.quantity)
        case .run(let codes, let found, _), .runOfWholeDays(let codes, let found, _),
            .runPassing(let codes, over: _, let found):
            Threshold(measure: .run(codes), relation: found.relation, quantity: found.quantity)
        case .unexplainedDay(let found):
            Threshold(measure: .unexplainedDay, relation: found.relation, quantity: found.quantity)
        case .age(let relation, .schoolDays(let days)):
            Threshold(measure: .ageInSchoolDays, relation: relation, quantity: days)
        case .age(let relation, .calendarDays(let days)):
            Threshold(measure: .ageInCalendarDays, relation: relation, quantity: days)
        default: nil
        }
    }
}

extension Policy {
    /// Rules that would take the place of one of the law's and ask for less.
    func weakerRules(_ law: Law, _ day: CalendarDate) -> [(rule: Rule, law: Rule, weaknesses: [Weakness])] {
        let book = law.rules.value(on: day) ?? RuleBook()
        let finder = DifferenceFinder(self, law, on: day)
        let numbers = StrictnessNumbers { finder.hundredths($0) }
        return rules.rules.compactMap { rule in
            guard let name = rule.insteadOf, let theirs = book.rules.first(where: { $0.name == name }) else {
                return nil
            }
            let weaknesses = rule.weaknesses(beside: theirs, numbers)
            return weaknesses.isEmpty ? nil : (rule, theirs, weaknesses)
        }
    }

    /// Names of the law's rules whose place the policy's own take.
    public func replacedRules(of law: Law, on day: CalendarDate) -> Set<String> {
        let weaker = Set(weakerRules(law, day).map(\.rule.name))
        return Set(rules.rules.filter { !weaker.contains($0.name) }.compactMap(\.insteadOf))
    }

    func weakerRuleConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        weakerRules(law, day).map { rule, theirs, weaknesses in
            PolicyConflict(
                check: nil, .warned, setting: "rules", source: rule.source, citation: theirs.citation,
                says:
                    "The rule '\(rule.name)' takes the place of the law's '\(theirs.name)' and asks for less:"
                    + " \(weaknesses.map(\.words).joined(separator: "; ")).",
                law: "A school's rule takes the place of one of the law's where it is at least as strict.",
                runs: "The law's rule runs as well.")
        }
    }
}

extension Weakness {
    var words: String {
        switch self {
        case .number(let own, let law): "\(own) where the law has \(law)"
        case .later(let own, let law): "\(own) where the law has \(law)"
        case .fewerPupils: "for fewer pupils"
        }
    }
}
