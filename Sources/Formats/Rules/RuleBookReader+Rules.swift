import Attendance

/// Rules: what each is about, when it is looked at, what it raises.
extension RuleBookReader {
    private static let timeKeys = ["at", "on", "through"]

    func rule(_ node: YAMLNode) -> Rule? {
        let keys =
            ["rule", "title", "about"] + Self.timeKeys
            + ["when", "unless", "then", "repeat", "ends", "label", "instead-of", "names-no-day"]
        guard let group = group(node, "a rule", keys + sources.keys) else { return nil }
        let name = define(.rule, group, "rule")
        let scope = group.filled("about") { self.scope($0) } ?? .pupil
        var inner = self
        inner.around.rule = name
        inner.around.mayAskOfLeave = scope.mayBeLeave
        let (source, citation) = sources.named(group)
        let isOfItems = scope.isOfItems
        let hasWhen = group.names.contains("when")
        let when = group.filled("when") { inner.condition($0) } ?? .always
        let unless = group.filled("unless").map { inner.exceptions($0) } ?? []
        let then = inner.steps(group, "then")
        let label = group.filled("label") { self.label($0) }
        var rule = Rule(
            name: name ?? "", title: group.filled("title") { report.text($0, "the title") } ?? "",
            source: source, citation: citation, scope: scope, time: time(group, for: scope), when: when,
            unless: unless, then: then,
            repetition: group.filled("repeat") { repetition($0) }
                ?? (isOfItems ? .oncePerItem : .untilRecovered),
            ends: group.filled("ends") { ending($0) } ?? Ending(), label: label,
            insteadOf: group.filled("instead-of") { insteadOf($0) })
        rule.namesNoDay =
            group.filled("names-no-day") { report.flag($0, "whether the law names no day") } ?? false
        if !group.names.contains("then"), !group.names.contains("label") {
            if let name { names.isIdle(name, at: node) }
        } else if !hasWhen, !group.names.contains("then") {
            report.error(
                at: node, "This label would be borne by everybody.", "Write under 'when' who bears it.")
        }
        return name == nil ? nil : rule
    }

    /// The name of something, which nothing else of its kind may bear.
    func define(_ kind: RuleNames.Kind, _ group: YAMLGroup, _ key: String) -> String? {
        guard let node = group.required(key), let name = report.slug(node, "the name of the \(kind.rawValue)")
        else { return nil }
        names.define(kind, name, at: node, report)
        return name
    }

    private func scope(_ node: YAMLNode) -> RuleScope? {
        if case .mapping = node.content {
            guard let (key, value) = only(node, "what a rule is about", ["session", "act"]) else {
                return nil
            }
            return key == "act" ? act(value).map { .act($0) } : codes(value).map { .session($0) }
        }
        let names: [(name: String, scope: RuleScope)] = [
            ("pupil", .pupil), ("school", .school), ("parent", .parent), ("leave-request", .leaveRequest),
        ]
        return report.choice(
            node, "what a rule can be about", among: names.map(\.name) + ["{session: CODES}", "{act: ACT}"]
        ) { text in names.first { $0.name == text }?.scope }
    }

    // MARK: When

    /// - Parameter scope: nil for the review of a process.
    func time(_ group: YAMLGroup, for scope: RuleScope?) -> RuleTime {
        var time = RuleTime()
        if let node = group.filled("at"), let clock = clock(node) {
            if clock == .act, scope.map({ !$0.isLookedAtWithActs }) ?? true {
                report.error(
                    at: node, "There is no act here at which it could be looked at.",
                    "Write another time, or a rule about a pupil, an act or a request for leave.")
            }
            time.clock = clock
        }
        time.days = group.filled("on") { days($0) } ?? time.days
        time.throughYesterday =
            group.filled("through") { node in
                report.choice(node, "how far it looks", among: ["yesterday", "now"]) { text in
                    ["yesterday": true, "now": false][text]
                }
            } ?? false
        return time
    }

    private func clock(_ node: YAMLNode) -> RuleTime.Clock? {
        guard let text = report.text(node, "when it is looked at") else { return nil }
        switch text {
        case "start-of-day": return .startOfDay
        case "am-closes": return .closing(.am)
        case "pm-closes": return .closing(.pm)
        case "act": return .act
        default: break
        }
        if let time = TimeOfDay(text) { return .time(time) }
        report.error(
            at: node, "'\(report.short(text))' is no time at which a rule is looked at.",
            "Write start-of-day, am-closes, pm-closes, act, or a time in quotes like \"10:00\".")
        return nil
    }

    private static let dayNames: [(name: String, days: RuleTime.Days)] = [
        ("school-days", .schoolDays), ("every-day", .everyDay), ("first-of-week", .firstOfWeek),
        ("last-of-week", .lastOfWeek), ("first-of-half-term", .firstOfHalfTerm),
        ("last-of-half-term", .lastOfHalfTerm), ("first-of-term", .firstOfTerm),
        ("last-of-term", .lastOfTerm),
        ("first-of-year", .firstOfYear), ("last-of-year", .lastOfYear), ("first-of-month", .firstOfMonth),
    ]

    private func days(_ node: YAMLNode) -> RuleTime.Days? {
        if case .mapping = node.content {
            let keys = ["weekday", "date", "every-school-days"]
            guard let (key, value) = only(node, "the days", keys) else { return nil }
            switch key {
            case "weekday": return report.weekday(value).map { .weekday($0) }
            case "date": return report.date(value, "the day").map { .date($0) }
            default:
                return report.integer(value, "the number of school days", in: 1...200)
                    .map { .everySchoolDays($0) }
            }
        }
        return report.choice(node, "the name of such days", among: Self.dayNames.map(\.name)) { text in
            Self.dayNames.first { $0.name == text }?.days
        }
    }

    // MARK: How often, and until when

    private func repetition(_ node: YAMLNode) -> Repeat? {
        if case .mapping = node.content {
            guard let (_, value) = only(node, "how often a rule repeats", ["once-per"]) else { return nil }
            return name(value, "a stretch of the year", of: Repeat.Season.self).map { .oncePer($0) }
        }
        let names: [(name: String, repetition: Repeat)] = [
            ("daily", .daily), ("once", .once), ("once-per-run", .oncePerRun),
            ("once-per-item", .oncePerItem), ("until-recovered", .untilRecovered),
        ]
        return report.choice(
            node, "how often a rule repeats", among: names.map(\.name) + ["{once-per: term}"]
        ) { text in names.first { $0.name == text }?.repetition }
    }

    private func ending(_ node: YAMLNode) -> Ending? {
        guard case .mapping = node.content else {
            return Ending(some(node, "what ends it") { name($0, "what ends a step", of: Ending.Cause.self) })
        }
        guard let group = group(node, "what ends it", ["on"] + sources.keys) else { return nil }
        let source = sources.beside(group)
        let causes = group.required("on").map { node in
            some(node, "what ends it") { name($0, "what ends a step", of: Ending.Cause.self) }
        }
        var ending = Ending(causes ?? [], clauses: source.clauses)
        ending.reading = source.reading
        return ending
    }

    private func exceptions(_ node: YAMLNode) -> [RuleException] {
        let besides = ["because"] + sources.keys
        var nodes = [node]
        if case .mapping = node.content {} else { nodes = report.listOfSome(node, "the exceptions") }
        return nodes.compactMap { node in
            guard let group = group(node, "an exception", Self.conditionKeys + besides) else { return nil }
            let source = sources.beside(group)
            let because = group.required("because") { report.text($0, "why it does not apply") }
            guard let when = condition(in: group, besides: besides), let because else { return nil }
            var exception = RuleException(when: when, because: because, clauses: source.clauses)
            exception.reading = source.reading
            return exception
        }
    }

    // MARK: What else it says

    /// A name, or a clause of the policy.
    private func label(_ node: YAMLNode) -> String? {
        guard let text = report.text(node, "the label") else { return nil }
        if text.contains(where: \.isUppercase) { return sources.clauses(node).first?.text }
        return report.slug(node, "the label")
    }

    private func insteadOf(_ node: YAMLNode) -> String? {
        guard let name = report.slug(node, "the name of the rule of law") else { return nil }
        let known = names.rulesOfLaw
        if !known.isEmpty, !known.contains(name) {
            report.error(
                at: node, "The law has no rule '\(report.short(name))'.",
                report.suggestion(for: name, among: known.sorted()))
            return nil
        }
        return name
    }
}

extension RuleScope {
    /// Whether it is looked at for each of several things, and not for a pupil as such.
    fileprivate var isOfItems: Bool {
        switch self {
        case .session, .act, .leaveRequest: true
        case .pupil, .parent, .school: false
        }
    }

    /// Whether something that happens to a pupil can be the moment at which it is looked at.
    fileprivate var isLookedAtWithActs: Bool {
        switch self {
        case .pupil, .act, .leaveRequest: true
        case .session, .parent, .school: false
        }
    }

    /// Whether it is about an act, which may be a request for leave.
    fileprivate var mayBeLeave: Bool {
        switch self {
        case .act, .leaveRequest: true
        case .session, .pupil, .parent, .school: false
        }
    }
}
