import Attendance

/// What a policy states of matters that the law fixes, and that no rule of its runs by.
extension PolicyParts {
    func statements(_ node: YAMLNode?) -> [PolicyStatement] {
        guard let node else { return [] }
        return report.listOfSome(node, "the statements").compactMap { statement($0) }
    }

    private func statement(_ node: YAMLNode) -> PolicyStatement? {
        let kinds = ["figures", "days-absent", "band", "practice"]
        let keys = kinds + ["attendance"] + Self.sourceKeys
        guard let group = YAMLGroup(node, "a statement", keys: keys, report: report) else { return nil }
        let named = group.names.filter(kinds.contains)
        guard named.count == 1, let kind = named.first else {
            report.error(
                at: node, "A statement is of one thing.", "Write one of \(kinds.joined(separator: ", ")).")
            return nil
        }
        let content: PolicyStatement.Content? =
            switch kind {
            case "figures": group.required(kind).flatMap { figures($0) }
            case "days-absent": daysAbsent(group)
            case "band": band(group)
            default: group.required(kind).flatMap { practice($0) }
            }
        if !["days-absent", "band"].contains(kind), let attendance = group["attendance"] {
            report.error(
                at: attendance, "Attendance stands beside a band or days absent.", "Take it out here.")
        }
        return content.map { PolicyStatement($0, source(group)) }
    }

    private func figures(_ node: YAMLNode) -> PolicyStatement.Content? {
        guard let pairs = report.pairs(of: node, "the figures") else { return nil }
        var figures = [LawFigureName: PolicyStatement.Value]()
        for (key, value) in pairs {
            guard let name = LawFigureName(rawValue: key),
                ![.codes, .schoolKinds, .yesOrNo].contains(name.unit)
            else {
                report.error(
                    at: value, "'\(report.short(key))' is no figure of the law that is a number.",
                    report.suggestion(for: key, among: LawFigureName.allCases.map(\.rawValue)))
                continue
            }
            if value.scalar == "academic-year" {
                figures[name] = .academicYear
            } else if let number = report.integer(value, "the figure", in: 0...1_000_000) {
                figures[name] = .number(number)
            }
        }
        return figures.isEmpty ? nil : .figures(figures)
    }

    private func daysAbsent(_ group: YAMLGroup) -> PolicyStatement.Content? {
        guard let node = group.required("days-absent"), let text = report.text(node, "the days"),
            let attendance = group.required(
                "attendance", { report.integer($0, "the attendance", in: 0...100) })
        else { return nil }
        guard let days = Amount(text) else {
            report.error(at: node, "'\(report.short(text))' is not a number of days.", "Write 10 or 9.5.")
            return nil
        }
        return .daysAbsent(attendance: attendance, days: days)
    }

    private func band(_ group: YAMLGroup) -> PolicyStatement.Content? {
        let relations = Relation.allCases.map(\.rawValue)
        guard let name = group.required("band", { report.slug($0, "the name of the band") }),
            let node = group.required("attendance"),
            let attendance = YAMLGroup(node, "the attendance", keys: relations, report: report)
        else { return nil }
        guard attendance.names.count == 1, let key = attendance.names.first,
            let relation = Relation(rawValue: key)
        else {
            report.error(
                at: node, "Attendance is held against one number.",
                "Write one of \(relations.joined(separator: ", ")).")
            return nil
        }
        return attendance.required(key, { report.integer($0, "the attendance", in: 0...100) }).map {
            .band(name, attendance: Comparison(relation, .literal(Amount($0))))
        }
    }

    /// One of those that the law's list of differences knows.
    private func practice(_ node: YAMLNode) -> PolicyStatement.Content? {
        let lists = law.differences.changes.compactMap { law.differences.value(on: $0) }
        let known = lists.flatMap { $0 }.flatMap(\.patterns).compactMap { pattern in
            if case .practice(let name) = pattern { name } else { nil }
        }
        return report.choice(node, "a practice that the law's files know", among: known) { name in
            known.contains(name) ? .practice(name) : nil
        }
    }
}
