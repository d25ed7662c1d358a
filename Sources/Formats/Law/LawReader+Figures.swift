import Attendance

extension LawDraft {
    mutating func readFigures(_ node: YAMLNode?, _ report: YAMLReport) {
        guard let node, let pairs = report.pairs(of: node, "the figures") else { return }
        for (key, value) in pairs {
            guard let name = LawFigureName(rawValue: key) else {
                report.error(
                    at: value, "'\(report.short(key))' is not a figure the program knows.",
                    report.suggestion(for: key, among: LawFigureName.allCases.map(\.rawValue)))
                continue
            }
            if figures[name] != nil {
                report.error(at: value, "'\(key)' stands in two places.", "Keep all its values in one.")
            }
            readFigure(name, value, report)
        }
    }

    private mutating func readFigure(_ name: LawFigureName, _ node: YAMLNode, _ report: YAMLReport) {
        guard let group = YAMLGroup(node, "a figure", keys: ["label", "unit", "values"], report: report),
            let label = group.required("label", { report.text($0, "the label") }),
            let unitNode = group.required("unit"),
            let unit = report.choice(
                unitNode, "a unit", among: LawUnit.allCases.map(\.rawValue), as: { LawUnit(rawValue: $0) }),
            let values = group.required("values")
        else { return }
        guard unit == name.unit else {
            report.error(
                at: unitNode, "'\(name.rawValue)' is counted in \(name.unit.rawValue).",
                "Write unit: \(name.unit.rawValue).")
            return
        }
        let entries = report.dated(values, "the values").map { day, value in
            (from: day, value: figure(value, unit, on: day, report))
        }
        labels[name] = label
        figures[name] = EffectiveDated(entries)
    }

    /// Nil when the value is empty, which means repealed, or wrong.
    private func figure(
        _ node: YAMLNode, _ unit: LawUnit, on day: CalendarDate, _ report: YAMLReport
    ) -> LawFigure? {
        let keys = ["value", "bound", "beyond", "check", "reference"]
        guard let group = YAMLGroup(node, "an entry", keys: keys, report: report),
            let reference = reference(in: group, report), let value = group["value"]
        else { return nil }
        return self.value(value, unit, on: day, report).map {
            LawFigure($0, bound: bound(group, report), reference: reference)
        }
    }

    private func value(
        _ node: YAMLNode, _ unit: LawUnit, on day: CalendarDate, _ report: YAMLReport
    ) -> LawFigure.Value? {
        switch unit {
        case .yesOrNo: return report.flag(node, "the value").map { .answer($0) }
        case .codes:
            let nodes = report.list(node, "the codes")
            let codes = nodes.compactMap { report.code($0, on: day) }
            return codes.count == nodes.count ? .codes(codes) : nil
        case .schoolKinds:
            let nodes = report.list(node, "the kinds of school")
            let kinds = nodes.compactMap { node in
                report.choice(node, "a kind of school", among: SchoolKind.allCases.map(\.rawValue)) {
                    SchoolKind(rawValue: $0)
                }
            }
            return kinds.count == nodes.count ? .kinds(Set(kinds)) : nil
        default: return report.integer(node, "the value", in: 0...1_000_000).map { .number($0) }
        }
    }

    private func bound(_ group: YAMLGroup, _ report: YAMLReport) -> LawFigure.Bound? {
        guard group["bound"] != nil || group["beyond"] != nil || group["check"] != nil else { return nil }
        guard
            let side = group.required(
                "bound",
                { node in
                    report.choice(node, "a bound", among: LawFigure.Bound.Side.allCases.map(\.rawValue)) {
                        LawFigure.Bound.Side(rawValue: $0)
                    }
                }), let beyond = group.required("beyond", { report.beyond($0) }),
            let check = group.required("check", { report.check($0) })
        else { return nil }
        return LawFigure.Bound(side, beyond: beyond, check: check)
    }
}

extension YAMLReport {
    func beyond(_ node: YAMLNode) -> LawFigure.Bound.Beyond? {
        choice(node, "what becomes of it", among: LawFigure.Bound.Beyond.allCases.map(\.rawValue)) {
            LawFigure.Bound.Beyond(rawValue: $0)
        }
    }

    /// A code of the register as it was written on a day.
    func code(_ node: YAMLNode, on day: CalendarDate) -> AttendanceCode? {
        guard let text = node.scalar else {
            error(at: node, "A code should be a single value, not \(node.kind).", "Quote it: '#', '/', 'Y1'.")
            return nil
        }
        if let code = AttendanceCode(text, on: day) { return code }
        let near = NearestName.of(text, among: AttendanceCode.all.map(\.text))
        error(
            at: node, "'\(short(text))' is not a code of the register.",
            near.map { "Did you mean '\($0)'?" } ?? "Write a code of the register in quotes, like 'C1'.")
        return nil
    }
}
