import Attendance

extension LawDraft {
    mutating func readCircumstances(_ node: YAMLNode?, _ report: YAMLReport) {
        guard let node, let pairs = report.pairs(of: node, "the circumstances") else { return }
        for (name, value) in pairs {
            guard let group = YAMLGroup(value, "a circumstance", keys: ["label", "values"], report: report),
                let label = group.required("label", { report.text($0, "the label") }),
                let values = group.required("values")
            else { continue }
            let rules = report.dated(values, "the values").map { day, value in
                (from: day, value: codingRule(value, on: day, report))
            }
            circumstances[name] = Circumstance(name: name, label: label, rules: EffectiveDated(rules))
        }
    }

    private func codingRule(_ node: YAMLNode, on day: CalendarDate, _ report: YAMLReport) -> CodingRule? {
        let keys = ["codes", "otherwise", "check", "made-before", "agreed", "instead", "reference"]
        guard let group = YAMLGroup(node, "an entry", keys: keys, report: report),
            let reference = reference(in: group, report), let codes = group.required("codes")
        else { return nil }
        return CodingRule(
            codes: report.list(codes, "the codes").compactMap { report.code($0, on: day) },
            otherwise: group.optional("otherwise") { report.beyond($0) },
            checks: group["check"].map { report.checks($0) } ?? [],
            isNotedWhenMadeBefore: group.optional("made-before") { node in
                report.choice(node, "what becomes of an older policy", among: ["note"]) { $0 == "note" }
            } ?? false,
            agreed: group.optional("agreed") { agreement($0, report) },
            instead: group.optional("instead") { report.text($0, "what to do") } ?? "", reference: reference)
    }

    private func agreement(_ node: YAMLNode, _ report: YAMLReport) -> CodingRule.Agreement? {
        guard
            let group = YAMLGroup(node, "an agreement", keys: ["check", "law", "runs"], report: report),
            let checks = group.required("check", { report.checks($0) }),
            let law = group.required("law", { report.text($0, "what the law says") }),
            let runs = group.required("runs", { report.text($0, "what is done") })
        else { return nil }
        return CodingRule.Agreement(checks: checks, law: law, runs: runs)
    }

    mutating func readDeletionGrounds(_ node: YAMLNode?, _ report: YAMLReport) {
        guard let node else { return }
        for (day, value) in report.dated(node, "the grounds for deletion") {
            guard let group = YAMLGroup(value, "an entry", keys: ["reference", "grounds"], report: report),
                let reference = reference(in: group, report), let list = group.required("grounds")
            else { continue }
            let found = report.list(list, "the grounds").compactMap { deletionGround($0, reference, report) }
            grounds.append((day, found))
        }
    }

    private func deletionGround(
        _ node: YAMLNode, _ reference: LawReference, _ report: YAMLReport
    ) -> DeletionGround? {
        guard let group = YAMLGroup(node, "a ground", keys: ["id", "label", "conditions"], report: report),
            let id = group.required("id", { report.text($0, "the paragraph") }),
            let label = group.required("label", { report.text($0, "the label") }),
            let conditions = group["conditions"]
        else { return nil }
        let sentences = report.list(conditions, "the conditions").compactMap {
            report.text($0, "a condition")
        }
        return DeletionGround(
            id: id, label: label, conditions: sentences,
            reference: LawReference(reference.instrument, at: "reg \(id)", certainty: reference.certainty))
    }
}
