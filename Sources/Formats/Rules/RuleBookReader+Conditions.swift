import Attendance

/// Conditions. Each key is one; what it may hold stands in the tables below and in the other files of this type.
extension RuleBookReader {
    typealias ConditionReader = @Sendable (RuleBookReader, YAMLNode) -> Condition?

    static let conditions: [String: ConditionReader] =
        groups.merging(measures) { a, _ in a }.merging(ofTheDay) { a, _ in a }.merging(ofThePupil) { a, _ in a
        }
        .merging(ofTheRecord) { a, _ in a }.merging(ofLeave) { a, _ in a }.merging(ofActTimes) { a, _ in a }

    static let conditionKeys = conditions.keys.sorted()

    /// - Parameter besides: keys that may stand among the conditions and are none.
    func condition(_ node: YAMLNode, besides: [String] = []) -> Condition? {
        guard case .mapping = node.content else {
            report.error(
                at: node, "A condition should be a group of settings, not \(node.kind).",
                "Write its name and what is asked, like attendance: {below: 95}; several in a list go under all-of or any-of."
            )
            return nil
        }
        guard let group = group(node, "a condition", Self.conditionKeys + besides) else { return nil }
        return condition(in: group, besides: besides)
    }

    func condition(in group: YAMLGroup, besides: [String] = []) -> Condition? {
        let keys = group.names.filter { !besides.contains($0) }
        let parts = keys.compactMap { key in
            group.required(key).flatMap { value in Self.conditions[key].flatMap { $0(self, value) } }
        }
        if keys.isEmpty, case .mapping(let pairs) = group.node.content, pairs.count == group.names.count {
            report.error(
                at: group.node, "There is no condition here.",
                "Write at least one, or leave it out for what always holds.")
        }
        guard parts.count == keys.count, let first = parts.first else { return nil }
        return parts.count == 1 ? first : .all(parts)
    }

    private func list(_ node: YAMLNode) -> [Condition] {
        guard case .sequence = node.content else {
            report.error(
                at: node,
                "Conditions of which all, any or none are to hold should be a list, not \(node.kind).",
                "Begin each with - or write [{…}, {…}].")
            return []
        }
        return some(node, "the conditions") { condition($0) }
    }

    /// `yes` for a condition and `no` for its contrary.
    func yesOrNo(_ node: YAMLNode, _ condition: Condition) -> Condition? {
        report.flag(node, "the condition").map { $0 ? condition : .none([condition]) }
    }

    /// One name, or several of which any will do.
    func any<Item>(_ node: YAMLNode, _ what: String, _ read: (YAMLNode) -> Item?, _ make: (Item) -> Condition)
        -> Condition?
    {
        let found = some(node, what, read).map(make)
        return found.count > 1 ? .any(found) : found.first
    }

    private static let groups: [String: ConditionReader] = [
        "all-of": { .all($0.list($1)) },
        "any-of": { .any($0.list($1)) },
        "none-of": { .none($0.list($1)) },
    ]

    private static let ofTheDay: [String: ConditionReader] = [
        "marked": { $0.marked($1) },
        "not-arrived": { $0.yesOrNo($1, .notArrived) },
        "reason-given": { $0.yesOrNo($1, .reasonGiven) },
        "returned": { $0.yesOrNo($1, .returned) },
        "return-overdue": { $0.yesOrNo($1, .returnOverdue) },
        "months": { $0.months($1).map { .months($0) } },
        "weekdays": { reader, node in
            .weekdays(reader.some(node, "the weekdays") { reader.report.weekday($0) })
        },
        "terms": { reader, node in
            .terms(reader.some(node, "the terms") { reader.report.integer($0, "the term", in: 1...6) })
        },
        "dates": { reader, node in reader.report.dates(node).map { .dates($0) } },
        "in-window": { $0.use(.window, $1, "the window").map { .calendarWindow($0) } },
    ]

    private static let ofThePupil: [String: ConditionReader] = [
        "flags": { reader, node in
            .flags(reader.some(node, "the flags") { reader.name($0, "a flag", of: PupilFlag.self) })
        },
        "year-groups": { reader, node in reader.report.yearGroups(node).map { .yearGroups($0) } },
        "key-stages": { reader, node in
            .keyStages(reader.some(node, "the key stages") { reader.report.keyStage($0) })
        },
        "compulsory-school-age": { reader, node in
            reader.report.flag(node, "the condition").map { .compulsorySchoolAge($0) }
        },
        "school-types": { reader, node in
            .schoolTypes(
                reader.some(node, "the types of school") {
                    reader.name($0, "a type of school", of: SchoolType.self)
                })
        },
        "penalty-notices-apply": { $0.yesOrNo($1, .penaltyNoticesApply) },
        "has-contact": { reader, node in
            reader.any(node, "the contacts", { reader.recipient($0) }, { .contact($0) })
        },
        "contacts": { $0.comparison($1, "the number of contacts").map { .contacts($0) } },
        "siblings": { $0.yesOrNo($1, .siblingsAtSchool) },
        "has-plan": { reader, node in
            reader.any(node, "the plans", { reader.report.slug($0, "the plan") }, { .plan($0) })
        },
    ]

    private static let ofTheRecord: [String: ConditionReader] = [
        "on-file": { $0.onFile($1) },
        "not-on-file": { $0.notOnFile($1) },
        "since": { $0.since($1) },
        "state": { $0.states($1).flatMap { $0.count == 1 ? $0.first : .all($0) } },
        "state-not": { $0.states($1).map { .none($0) } },
        "act": { $0.act($1).map { .act($0) } },
        "too-late": { $0.yesOrNo($1, .tooLate) },
        "met": { $0.met($1) },
        "value-set": { $0.value($1, .any).map { .valueSet($0) } },
        "value": { $0.value($1, .answer).map { .valueIs($0) } },
        "step-open": { $0.use(.step, $1, "the step").map { .stepOpen(what: $0, overdue: false) } },
        "step-overdue": { $0.use(.step, $1, "the step").map { .stepOpen(what: $0, overdue: true) } },
        "reason-lists": { reader, node in
            .reasonLists(reader.some(node, "the lists") { reader.use(.list, $0, "the list") })
        },
    ]
}

/// Conditions of the day and of the record.
extension RuleBookReader {
    /// A name that something else in the file must bear.
    func use(_ kind: RuleNames.Kind, _ node: YAMLNode, _ what: String) -> String? {
        guard let name = report.slug(node, "the name of \(what)") else { return nil }
        names.use(kind, name, at: node)
        return name
    }

    private func value(_ node: YAMLNode, _ demand: RuleNames.Demand) -> String? {
        guard let name = report.slug(node, "the name of the value") else { return nil }
        names.use(.value, name, at: node, demand)
        return name
    }

    private func met(_ node: YAMLNode) -> Condition? {
        guard let name = report.slug(node, "the name of the rule") else { return nil }
        names.asks(rule: around.rule, for: name, at: node)
        return .met(name)
    }

    func months(_ node: YAMLNode) -> [Int]? {
        let found = some(node, "the months") { report.integer($0, "the month", in: 1...12) }
        return found.isEmpty ? nil : found
    }

    private func marked(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "the day's marks", ["am", "pm", "either"]) else { return nil }
        let halves: [String: Session.Half] = ["am": .am, "pm": .pm]
        let parts = group.names.compactMap { key in
            group.required(key) { codes($0) }.map { Condition.marked(halves[key], $0) }
        }
        if group.names.isEmpty {
            report.error(at: node, "No session is named.", "Write am:, pm: or either: and codes.")
        }
        return parts.count > 1 ? .all(parts) : parts.first
    }

    private func onFile(_ node: YAMLNode) -> Condition? {
        let keys = Self.actKeys + ["over"] + Self.relations
        guard let group = group(node, "an act on file", keys) else { return nil }
        let isCounted = group.names.contains { Self.relations.contains($0) }
        let counted = isCounted ? comparison(group, "the number of acts", isWhole: true) : .some
        return counted.map { .onFile(act(group), $0, over: over(group)) }
    }

    private func notOnFile(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "an act not on file", Self.actKeys + ["over"]) else { return nil }
        return .none([.onFile(act(group), .some, over: over(group))])
    }

    private func since(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "the time since an act", Self.actKeys + Self.relations),
            let (relation, wait) = elapsed(group)
        else { return nil }
        return .since(act(group), relation, wait)
    }

    /// `{PROCESS: [one, two]}`, one condition for each process.
    private func states(_ node: YAMLNode) -> [Condition]? {
        guard let pairs = report.pairs(of: node, "the states") else { return nil }
        guard case .mapping(let written) = node.content else { return nil }
        if pairs.isEmpty {
            report.error(at: node, "No process is named.", "Write its name and a list of its states.")
            return nil
        }
        return zip(written, pairs).compactMap { written, pair in
            names.use(.process, pair.key, at: written.key)
            let states = some(pair.value, "the states") { state -> String? in
                guard let name = report.slug(state, "the state") else { return nil }
                names.use(state: name, of: pair.key, at: state)
                return name
            }
            return states.isEmpty ? nil : .state(process: pair.key, states: states)
        }
    }
}
