import Attendance

/// The list of differences between policies and law: what is looked for, and what is said of it.
extension LawDraft {
    mutating func readDifferences(_ node: YAMLNode?, _ report: YAMLReport) {
        guard let node else { return }
        if !differences.isEmpty {
            report.error(at: node, "Another file holds differences.", "Keep them all in one.")
        }
        for (day, value) in report.dated(node, "the differences") {
            guard !value.isNothing else {
                differences.append((day, nil))
                continue
            }
            let found = report.list(value, "the differences").compactMap { difference($0, on: day, report) }
            differences.append((day, found))
        }
    }

    /// Rows for what is found in settings, and worded by the program.
    mutating func readSettingRows(_ node: YAMLNode?, _ report: YAMLReport) {
        let keys = SettingDifference.allCases.map(\.rawValue)
        guard let node, let group = YAMLGroup(node, "the rows of settings", keys: keys, report: report) else {
            return
        }
        for kind in SettingDifference.allCases {
            guard let rows = group[kind.rawValue] else { continue }
            settingRows[kind] = report.checks(rows)
        }
    }

    private func difference(_ node: YAMLNode, on day: CalendarDate, _ report: YAMLReport) -> Difference? {
        let keys = ["difference", "find", "treat", "reference", "rows", "says", "law", "runs"]
        guard let group = YAMLGroup(node, "a difference", keys: keys, report: report),
            let name = group.required("difference", { report.slug($0, "the name of the difference") }),
            let treatment = group.required(
                "treat",
                { node in
                    let names: [String: PolicyConflict.Treatment] = [
                        "refuse": .refused, "warn": .warned, "note": .noted,
                    ]
                    return report.choice(node, "what becomes of it", among: names.keys.sorted()) { names[$0] }
                }), let reference = reference(in: group, report),
            let says = group.required("says", { report.text($0, "what the policy says") }),
            let law = group.required("law", { report.text($0, "what the law says") }),
            let runs = group.required("runs", { report.text($0, "what is done") })
        else { return nil }
        let reader = PatternReader(report: report, day: day)
        let patterns = group.required("find").map(reader.patterns) ?? []
        guard !patterns.isEmpty else { return nil }
        return Difference(
            name: name, patterns: patterns, treatment: treatment, reference: reference,
            rows: group["rows"].map { report.list($0, "the rows").compactMap { row($0, report) } } ?? [],
            says: says, law: law, runs: runs)
    }

    private func row(_ node: YAMLNode, _ report: YAMLReport) -> Difference.Row? {
        guard let group = YAMLGroup(node, "a row", keys: ["row", "clauses"], report: report),
            let id = group.required("row", { report.check($0) })
        else { return nil }
        let clauses = group.filled("clauses").map { node in
            report.listOfSome(node, "the clauses").compactMap { report.text($0, "a clause") }
        }
        return Difference.Row(id: id, clauses: (clauses ?? []).map { ClauseID($0) })
    }
}

/// Reads what a difference looks for: see docs/policy-language.md.
private struct PatternReader {
    let report: YAMLReport
    /// The day by which codes are understood.
    let day: CalendarDate

    /// One pattern, or a list of which any will do.
    func patterns(_ node: YAMLNode) -> [DifferencePattern] {
        guard case .sequence(let items) = node.content else { return [pattern(node)].compactMap(\.self) }
        return items.compactMap { pattern($0) }
    }

    private func pattern(_ node: YAMLNode) -> DifferencePattern? {
        let keys = Self.kinds.keys.sorted()
        guard let group = YAMLGroup(node, "what is looked for", keys: keys, report: report) else {
            return nil
        }
        guard group.names.count == 1, let key = group.names.first, let read = Self.kinds[key] else {
            report.error(
                at: node, "One thing is looked for at a time.",
                "Write one of \(keys.joined(separator: ", ")).")
            return nil
        }
        return group.required(key).flatMap { read(self, $0) }
    }

    private static let kinds: [String: @Sendable (PatternReader, YAMLNode) -> DifferencePattern?] = [
        "label-not-at": { $0.figure($1).map { .labelAtAnotherRate($0) } },
        "label-with-exceptions": { $0.figure($1).map { .labelWithExceptions($0) } },
        "edge-left-out": { $0.figure($1).map { .edgeLeftOut($0) } },
        "step-depends": { reader, node in
            reader.group(node, ["step", "on"]).map { group in
                .depends(
                    reader.names(group, "step"),
                    on: reader.several(group, "on", DifferencePattern.Measure.self))
            }
        },
        "step-at-fewer": { $0.step($1) { .fewerSessions($0, $1) } },
        "step-uncounted": { $0.step($1) { .uncounted($0, $1) } },
        "step-without-power": { $0.step($1) { .withoutPower($0, $1) } },
        "step-decided-by-others": { reader, node in
            reader.group(node, ["step", "roles"]).map { group in
                .decidedByOthers(
                    reader.names(group, "step"), roles: reader.names(group, "roles").map { RoleName($0) })
            }
        },
        "leave-asks": { reader, node in
            reader.group(node, ["of", "for"]).map { group in
                .leave(
                    asks: reader.several(group, "of", DifferencePattern.LeaveAspect.self),
                    reasons: group.names.contains("for") ? reader.names(group, "for") : [])
            }
        },
        "reasons-coded": { reader, node in
            reader.group(node, ["words", "codes"]).map { group in
                .reasonsCoded(words: reader.names(group, "words"), reader.codes(group, "codes"))
            }
        },
        "sessions-recoded": { reader, node in
            reader.group(node, ["from", "to"]).map { group in
                .sessionsRecoded(reader.codes(group, "from"), to: reader.codes(group, "to"))
            }
        },
        "kept-authorised": { $0.yes($1, .keptAuthorised) },
        "conditions-for": { .refuses($0.texts($1)) },
        "window-target": { reader, node in
            reader.report.integer(node, "the attendance", in: 0...100).map { .windowTarget($0) }
        },
        "figures-differ": { .figuresDiffer($0.figures($1)) },
        "figures-agree": { .figuresAgree($0.figures($1)) },
        "figures-lack": { reader, node in
            guard let group = reader.group(node, ["of", "without"]),
                let without = group.required("without", { reader.figure($0) })
            else { return nil }
            return .figuresLack(group.required("of").map { reader.figures($0) } ?? [], without: without)
        },
        "days-of-rate": { $0.figure($1).map { .daysOfRate($0) } },
        "band": { reader, node in
            guard let group = reader.group(node, ["name", "within"]),
                let name = group.required("name", { reader.report.slug($0, "the name of the band") }),
                let figure = group.required("within", { reader.figure($0) })
            else { return nil }
            return .bandWithin(name, figure)
        },
        "practice": { reader, node in reader.report.slug(node, "the practice").map { .practice($0) } },
        "own-numbers": { $0.yes($1, .ownNumbers) },
    ]

    private func group(_ node: YAMLNode, _ keys: [String]) -> YAMLGroup? {
        YAMLGroup(node, "what is looked for", keys: keys, report: report)
    }

    private func yes(_ node: YAMLNode, _ pattern: DifferencePattern) -> DifferencePattern? {
        guard let answer = report.flag(node, "whether it is looked for") else { return nil }
        if !answer { report.error(at: node, "Nothing is looked for.", "Write yes.") }
        return answer ? pattern : nil
    }

    private func step(
        _ node: YAMLNode, _ make: ([String], LawFigureName) -> DifferencePattern
    ) -> DifferencePattern? {
        guard let group = group(node, ["step", "figure"]),
            let figure = group.required("figure", { self.figure($0) })
        else { return nil }
        return make(names(group, "step"), figure)
    }

    private func names(_ group: YAMLGroup, _ key: String) -> [String] {
        group.required(key).map(texts) ?? []
    }

    private func texts(_ node: YAMLNode) -> [String] {
        report.listOfSome(node, "the names").compactMap { report.text($0, "a name") }
    }

    private func several<Name: RawRepresentable & CaseIterable>(
        _ group: YAMLGroup, _ key: String, _ type: Name.Type
    ) -> [Name] where Name.RawValue == String {
        guard let node = group.required(key) else { return [] }
        return report.listOfSome(node, "the names").compactMap { node in
            report.choice(node, "one of the names", among: Name.allCases.map(\.rawValue)) {
                Name(rawValue: $0)
            }
        }
    }

    private func codes(_ group: YAMLGroup, _ key: String) -> CodeChoice {
        CodeChoice(
            group.required(key).map { node in
                report.listOfSome(node, "the codes").compactMap { report.code($0, on: day) }
            } ?? [])
    }

    private func figure(_ node: YAMLNode) -> LawFigureName? { report.figureName(node) }

    private func figures(_ node: YAMLNode) -> [LawFigureName] {
        report.listOfSome(node, "the figures").compactMap { report.figureName($0) }
    }
}

extension YAMLReport {
    func figureName(_ node: YAMLNode) -> LawFigureName? {
        choice(node, "a figure of the law", among: LawFigureName.allCases.map(\.rawValue)) {
            LawFigureName(rawValue: $0)
        }
    }
}
