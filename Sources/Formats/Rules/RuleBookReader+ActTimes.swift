import Attendance

/// Conditions about the days and hours that an act names, and about a pupil's first day.
extension RuleBookReader {
    static let ofActTimes: [String: ConditionReader] = [
        "falls": { $0.falls($1) },
        "lasts": { reader, node in
            guard let group = reader.group(node, "a length", RuleBookReader.relations) else { return nil }
            return reader.elapsed(group).map { .lasts($0.relation, $0.wait) }
        },
        "day-of": { reader, node in
            let keys = RuleBookReader.actKeys + RuleBookReader.relations
            guard let group = reader.group(node, "the day of a stretch", keys) else { return nil }
            let pattern = reader.act(group)
            return reader.comparison(group, "the number of the day", isWhole: true).map {
                .dayOf(pattern, $0)
            }
        },
        "hours": { $0.hours($1) },
        "on-roll": { reader, node in
            guard let group = reader.group(node, "the time on the roll", RuleBookReader.relations) else {
                return nil
            }
            return reader.elapsed(group).map { .onRoll($0.relation, $0.wait) }
        },
        "entry-starts-year": { $0.yesOrNo($1, .entryStartsYear) },
    ]

    private func falls(_ node: YAMLNode) -> Condition? {
        guard let (key, value) = only(node, "a day of the act", ["every", "on", "after"]) else { return nil }
        switch key {
        case "every": return wait(value, in: Self.daysAndMore).map { .falls(.every($0)) }
        case "on": return report.slug(value, "the name of the day").map { .falls(.on($0)) }
        default: return report.slug(value, "the name of the day").map { .falls(.after($0)) }
        }
    }

    private func hours(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "hours of the day", ["from", "before"]) else { return nil }
        let from = group.required("from") { report.time($0, "the first minute") }
        let before = group.required("before") { report.time($0, "the minute after the last") }
        guard let from, let before else { return nil }
        guard from < before else {
            report.error(
                at: node, "These hours end before they begin.", "Write the earlier time under from:.")
            return nil
        }
        return .hours(from: from, before: before)
    }

    /// `{ground: [i, h]}`: what was filled in, and the texts any of which it must be.
    func said(_ node: YAMLNode) -> [String: [String]] {
        var said = [String: [String]]()
        for (key, value) in report.pairs(of: node, "what is said") ?? [] {
            said[key] = some(value, "what is said") { report.text($0, "what is said") }
        }
        return said
    }
}
