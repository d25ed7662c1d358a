import Attendance

/// Numbers, comparisons, lengths of time and periods.
extension RuleBookReader {
    static let relations = Relation.allCases.map(\.rawValue)

    /// - Parameters:
    ///   - what: for the sentence: "the rate".
    ///   - unit: in which a named value must be; nil for any.
    func quantity(
        _ node: YAMLNode, _ what: String, unit: String? = nil, isWhole: Bool = false, most: Int? = nil
    ) -> Quantity? {
        if case .mapping = node.content {
            guard let (key, value) = only(node, what, ["law", "value", "said"]) else { return nil }
            if key == "law" { return figure(value).map { .law($0) } }
            if key == "said" { return report.slug(value, "the name of what is said").map { .said($0) } }
            guard let name = report.slug(value, "the name of the value") else { return nil }
            names.use(.value, name, at: value, .amount(unit: unit))
            return .value(name)
        }
        guard let text = report.text(node, what) else { return nil }
        if text == "baseline" { return baseline(node) }
        guard let amount = Amount(text) else {
            report.error(
                at: node, "'\(report.short(text))' is not a number.",
                "Write \(what) as a number like 95 or 3.5, as {law: FIGURE} or as {value: NAME}.")
            return nil
        }
        if isWhole, amount.hundredths % 100 != 0 {
            report.error(at: node, "\(text) is not a whole number.", "Write \(what) as a whole number.")
            return nil
        }
        if let most, amount > Amount(most) {
            report.error(
                at: node, "\(text) is out of range.", "Write \(what) as a number from 0 to \(most).")
            return nil
        }
        return .literal(amount)
    }

    private func figure(_ node: YAMLNode) -> LawFigureName? {
        let numbers = LawFigureName.allCases.filter { ![.codes, .schoolKinds, .yesOrNo].contains($0.unit) }
        return report.choice(node, "a figure of the law that is a number", among: numbers.map(\.rawValue)) {
            LawFigureName(rawValue: $0).flatMap { numbers.contains($0) ? $0 : nil }
        }
    }

    private func baseline(_ node: YAMLNode) -> Quantity? {
        guard around.hasWindow else {
            report.error(
                at: node, "There is no baseline here.",
                "Write a number; 'baseline' is for the moves of a state that has a window.")
            return nil
        }
        return .baseline
    }

    /// The relation that a group states, with the node of what it is held against; exactly one.
    func relation(_ group: YAMLGroup) -> (relation: Relation, node: YAMLNode)? {
        let found = group.names.compactMap { Relation(rawValue: $0) }
        guard let relation = found.first else {
            report.error(
                at: group.node, "There is nothing to compare with.",
                "Write one of \(Self.relations.joined(separator: ", ")) and a number.")
            return nil
        }
        guard found.count == 1 else {
            report.error(
                at: group.node,
                "There are two comparisons: \(found.map(\.rawValue).joined(separator: " and ")).",
                "Write two conditions under all-of, each with one comparison.")
            return nil
        }
        return group.required(relation.rawValue).map { (relation, $0) }
    }

    func comparison(
        _ group: YAMLGroup, _ what: String, unit: String? = nil, isWhole: Bool = false, most: Int? = nil
    ) -> Comparison? {
        guard let (relation, node) = relation(group),
            let quantity = quantity(node, what, unit: unit, isWhole: isWhole, most: most)
        else { return nil }
        return Comparison(relation, quantity)
    }

    /// A condition that is nothing but a comparison: `{below: 28}`.
    func comparison(_ node: YAMLNode, _ what: String, unit: String? = nil, isWhole: Bool = true)
        -> Comparison?
    {
        group(node, what, Self.relations).flatMap { comparison($0, what, unit: unit, isWhole: isWhole) }
    }

    /// A relation and a length of time: `{at-least: {school-days: 5}}`.
    func elapsed(_ group: YAMLGroup) -> (relation: Relation, wait: Wait)? {
        guard let (relation, node) = relation(group), let wait = wait(node) else { return nil }
        return (relation, wait)
    }

    static let days = ["school-days", "calendar-days"]
    static let daysAndMore = days + ["calendar-weeks", "calendar-months"]

    /// - Parameter units: in which it may be.
    func wait(_ node: YAMLNode, in units: [String] = daysAndMore + ["minutes"]) -> Wait? {
        guard let (key, value) = only(node, "a length of time", units),
            let number = quantity(value, "the length of time", unit: key, isWhole: true)
        else { return nil }
        switch key {
        case "school-days": return .schoolDays(number)
        case "calendar-days": return .calendarDays(number)
        case "calendar-weeks": return .calendarWeeks(number)
        case "calendar-months": return .months(number)
        default: return .minutes(number)
        }
    }

    private static let periods: [(name: String, period: Period)] = [
        ("today", .today), ("year-to-date", .yearToDate), ("term", .term), ("half-term", .halfTerm),
        ("week", .week), ("last-term", .lastTerm), ("last-half-term", .lastHalfTerm),
        ("last-week", .lastWeek),
        ("12-months", .twelveMonths), ("always", .always), ("window", .window), ("state", .state),
        ("absence", .absence),
    ]

    /// The period under `over`; the year to date when there is none.
    func over(_ group: YAMLGroup) -> Period { group.filled("over") { period($0) } ?? .yearToDate }

    func period(_ node: YAMLNode) -> Period? {
        if case .mapping = node.content {
            let keys = ["school-weeks", "school-days", "calendar-days", "years", "since", "before-act"]
            guard let (key, value) = only(node, "a period", keys) else { return nil }
            if key == "before-act" {
                return wait(value, in: ["school-days", "calendar-months"]).map { .beforeAct($0) }
            }
            if key == "since" { return act(value).map { .since($0) } }
            let unit = key == "years" ? nil : key
            guard let number = quantity(value, "the length of the period", unit: unit, isWhole: true) else {
                return nil
            }
            switch key {
            case "school-weeks": return .schoolWeeks(number)
            case "school-days": return .schoolDays(number)
            case "calendar-days": return .calendarDays(number)
            default: return .years(number)
            }
        }
        let found = report.choice(node, "a period", among: Self.periods.map(\.name)) { name in
            Self.periods.first { $0.name == name }?.period
        }
        switch found {
        case .window where !around.hasWindow:
            report.error(
                at: node, "There is no window here.",
                "Write a period; 'window' is for the moves of a state that has a window.")
            return nil
        case .state where !around.isInProcess:
            report.error(
                at: node, "There is no state here.", "Write a period; 'state' is for the moves of a process.")
            return nil
        default: return found
        }
    }
}
