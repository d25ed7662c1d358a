import Attendance

/// Steps: what is to be done.
extension RuleBookReader {
    /// The steps of a list, or the one.
    func steps(_ group: YAMLGroup, _ key: String) -> [StepPlan] {
        guard let node = group.filled(key) else { return [] }
        if case .mapping = node.content { return [step(node)].compactMap(\.self) }
        return some(node, "the steps") { step($0) }
    }

    private func step(_ node: YAMLNode) -> StepPlan? {
        guard case .mapping(let pairs) = node.content else {
            report.error(
                at: node, "A step should be a group of settings, not \(node.kind).",
                "Write what it is and its name, like letter: first-letter.")
            return nil
        }
        let kinds = pairs.compactMap { $0.key.scalar.flatMap { StepKind(rawValue: $0) } }
        guard kinds.count == 1, let kind = kinds.first else {
            kindless(node, pairs.compactMap(\.key.scalar), kinds)
            return nil
        }
        let own =
            switch kind {
            case .call, .text, .email: ["what"]
            case .code: ["what", "to"]
            default: ["to"]
            }
        let keys = [kind.rawValue] + own + ["by", "due", "decided-by", "when", "content", "enclose"]
        guard let group = group(node, "a step", keys + sources.keys),
            let value = group.required(kind.rawValue)
        else { return nil }
        let source = sources.beside(group)
        guard var plan = plan(kind, value, group) else { return nil }
        plan.by = group.filled("by") { roleName($0) }
        plan.due = group.filled("due") { due($0) } ?? .atOnce
        plan.decidedBy = group.filled("decided-by") { roleName($0) }
        plan.clauses = source.clauses
        plan.reading = source.reading
        plan.when = group.filled("when") { condition($0) }
        plan.content =
            group.filled("content").map { some($0, "the content") { report.slug($0, "what it says") } } ?? []
        plan.enclose = group.filled("enclose").map { enclosures($0) } ?? []
        if !plan.what.isEmpty { names.define(.step, plan.what, at: node, report, isOne: false) }
        return plan
    }

    private func plan(_ kind: StepKind, _ node: YAMLNode, _ group: YAMLGroup) -> StepPlan? {
        let to = group.filled("to").map { recipients($0) }
        let what = group.filled("what") { report.slug($0, "the name of the step") }
        switch kind {
        case .call, .text, .email:
            return StepPlan(kind, what: what ?? "", to: recipients(node))
        case .code:
            return code(node).map { StepPlan(kind, what: what ?? $0.text, to: to ?? [], code: $0) }
        default:
            let standard: [Recipient] = kind == .letter ? [.parents] : []
            return report.slug(node, "the name of the \(kind.rawValue)").map {
                StepPlan(kind, what: $0, to: to ?? standard)
            }
        }
    }

    private func kindless(_ node: YAMLNode, _ written: [String], _ kinds: [StepKind]) {
        let all = StepKind.allCases.map(\.rawValue)
        if kinds.count > 1 {
            report.error(
                at: node, "A step is one thing; this is \(kinds.map(\.rawValue).joined(separator: " and ")).",
                "Write two steps.")
            return
        }
        let near = written.compactMap { NearestName.of($0, among: all) }.first
        report.error(
            at: node, "This step does not say what it is.",
            near.map { "Did you mean '\($0)'?" }
                ?? "Write one of \(all.joined(separator: ", ")) and its name.")
    }

    private func due(_ node: YAMLNode) -> Due? {
        if case .mapping = node.content {
            let keys = ["school-days", "calendar-days", "day-of-run", "weekday"]
            guard let (key, value) = only(node, "when a step is due", keys) else { return nil }
            switch key {
            case "weekday": return report.weekday(value).map { .weekday($0) }
            case "day-of-run":
                return report.integer(value, "the day of the run", in: 1...200).map { .dayOfRun($0) }
            default:
                return quantity(value, "the days", unit: key, isWhole: true).map {
                    key == "school-days" ? .schoolDays($0) : .calendarDays($0)
                }
            }
        }
        guard let text = report.text(node, "when a step is due") else { return nil }
        if text == "at-once" { return .atOnce }
        if text == "same-day" { return .sameDay }
        if let time = TimeOfDay(text) { return .time(time) }
        report.error(
            at: node, "'\(report.short(text))' does not say when a step is due.",
            "Write at-once, same-day, a time in quotes like \"10:00\", or {school-days: 3}.")
        return nil
    }

    /// `{NAME: {when: …, clause: …}}`, or a list of names.
    private func enclosures(_ node: YAMLNode) -> [StepPlan.Enclosure] {
        guard case .mapping(let pairs) = node.content else {
            return some(node, "what goes with it") { report.slug($0, "what goes with it") }
                .map { StepPlan.Enclosure(what: $0) }
        }
        return pairs.compactMap { key, value in
            guard let what = report.slug(key, "what goes with it") else { return nil }
            if value.isNothing { return StepPlan.Enclosure(what: what) }
            guard let group = group(value, "what goes with a step", ["when"] + sources.keys) else {
                return nil
            }
            let source = sources.beside(group)
            var enclosure = StepPlan.Enclosure(
                what: what, when: group.filled("when") { condition($0) }, clauses: source.clauses)
            enclosure.reading = source.reading
            return enclosure
        }
    }
}
