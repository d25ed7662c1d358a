import Attendance

/// What a scenario expects.
extension ScenarioParts {
    func expectation(_ node: YAMLNode) -> ScenarioExpectation? {
        let keys = ["on", "at", "due", "only", "not-due", "figures", "labels", "codes", "grounds"]
        guard let group = YAMLGroup(node, "an expectation", keys: keys, report: report) else { return nil }
        let on = group.optional("on") { report.date($0, "the day") }
        let at = group.optional("at") { moment($0, "the moment") }
        guard (group["on"] == nil) != (group["at"] == nil) else {
            report.error(
                at: node, "An expectation is either on a day or at a moment.",
                "Write on: 2025-11-13 or at: 2025-11-13T10:00.")
            return nil
        }
        let when = on.map { ScenarioExpectation.When.on($0) } ?? at.map { .at($0) }
        let day = on ?? at?.date
        let due = steps(group["due"], on: day)
        let notDue = steps(group["not-due"], on: day)
        let labels = group["labels"].map { names($0, "the labels") { label($0) } }
        let grounds = group["grounds"].map { names($0, "the grounds") { clause($0) } }
        let figures = group["figures"].map { self.figures($0) } ?? []
        let codes = group["codes"].map { self.codes($0) } ?? []
        let only = group.optional("only") { report.flag($0, "whether nothing else is due") } ?? false
        guard let when else { return nil }
        return ScenarioExpectation(
            place: Self.place(node), when: when, due: due, only: only, notDue: notDue, figures: figures,
            labels: labels, codes: codes, grounds: grounds)
    }

    private func names(_ node: YAMLNode, _ what: String, _ read: (YAMLNode) -> String?) -> Set<String> {
        Set(report.list(node, what).compactMap(read))
    }

    /// A national label, or the clause of one of the school's own.
    private func label(_ node: YAMLNode) -> String? {
        if let text = node.scalar, ["persistently-absent", "severely-absent"].contains(text) { return text }
        return clause(node)
    }

    private func steps(_ node: YAMLNode?, on day: CalendarDate?) -> [ExpectedStep] {
        node.map { report.list($0, "the steps").compactMap { step($0, on: day) } } ?? []
    }

    private static let stepKeys = [
        "clause", "clauses", "scope", "do", "what", "to", "by", "decided-by", "due", "rule", "key", "session",
        "code", "because",
    ]

    private func step(_ node: YAMLNode, on day: CalendarDate?) -> ExpectedStep? {
        guard let group = YAMLGroup(node, "a step", keys: Self.stepKeys, report: report) else { return nil }
        var step = ExpectedStep(place: Self.place(node), text: node.written)
        step.holding =
            group["clause"].map { report.listOfSome($0, "the clauses").compactMap { clause($0) } } ?? []
        step.clauses = group["clauses"].map { names($0, "the clauses") { clause($0) } }
        step.scope = group.optional("scope") {
            report.choice(
                $0, "what a step is about", among: ["pupil", "registration-group", "year-group", "school"],
                as: StepScope.init(rawValue:))
        }
        step.kind = group.optional("do") {
            report.choice(
                $0, "a kind of step", among: StepKind.allCases.map(\.rawValue), as: StepKind.init(rawValue:))
        }
        step.what = group.optional("what") { report.text($0, "the name") }
        step.to = group.optional("to") { recipient($0, "somebody a step is for") }
        step.by = group.optional("by") { role($0)?.text }
        step.decidedBy = group.optional("decided-by") { role($0)?.text }
        step.due = group.optional("due") { due($0) }
        step.rule = group.optional("rule") { report.text($0, "the rule") }
        step.key = group.optional("key") { report.text($0, "the key") }
        step.session = group.optional("session") { session($0) }
        step.code = group.optional("code") { node in day.flatMap { code(node, on: $0) }?.text }
        step.because = group["because"].map { node in
            names(node, "the reasons") { node in
                report.choice(node, "a reason", among: Reason.names) {
                    Reason.names.contains($0) ? $0 : nil
                }
            }
        }
        return step
    }

    private func due(_ node: YAMLNode) -> ExpectedStep.Due? {
        guard let text = report.text(node, "when it is due") else { return nil }
        if let day = CalendarDate(text) { return .on(day) }
        if let moment = Moment(text) { return .at(moment) }
        report.error(
            at: node, "'\(report.short(text))' is neither a day nor a moment.",
            "Write 2025-11-13 or 2025-11-13T10:00.")
        return nil
    }

    private func figures(_ node: YAMLNode) -> [ExpectedFigure] {
        pairs(node, "the figures", "Write {attended: 92, possible: 94}.").flatMap { key, value in
            if key.scalar == "byCode" || key.scalar == "by-code" { return counts(value) }
            return figure(key, value).map { [$0] } ?? []
        }
    }

    private func figure(_ key: YAMLNode, _ value: YAMLNode) -> ExpectedFigure? {
        guard let written = key.scalar else { return nil }
        guard let name = FigureNames.name(of: written) else {
            report.error(
                at: key, "'\(report.short(written))' is not a figure.",
                report.suggestion(for: written, among: FigureNames.all + ["byCode"]))
            return nil
        }
        guard let text = report.text(value, "the figure") else { return nil }
        return ExpectedFigure(place: Self.place(key), name: name, value: text)
    }

    private func counts(_ node: YAMLNode) -> [ExpectedFigure] {
        pairs(node, "the counts by code", "Write {N: 2}.").compactMap { key, value in
            guard let text = report.text(key, "a code"), let number = report.text(value, "the count") else {
                return nil
            }
            guard AttendanceCode.all.contains(where: { $0.text == text }) else {
                report.error(at: key, "'\(report.short(text))' is not a code.", "Write a code such as N.")
                return nil
            }
            return ExpectedFigure(place: Self.place(key), name: "byCode \(text)", value: number)
        }
    }

    private func codes(_ node: YAMLNode) -> [ExpectedCode] {
        pairs(node, "the codes", "Write {2025-11-13 AM: N}.").compactMap { key, value in
            guard let session = session(key) else { return nil }
            if value.scalar == "." || value.scalar == "none" {
                return ExpectedCode(place: Self.place(key), session: session, code: nil)
            }
            guard var code = code(value, on: session.date) else { return nil }
            if code == .presentAM || code == .presentPM { code = .present(session.half) }
            return ExpectedCode(place: Self.place(key), session: session, code: code)
        }
    }

    private func pairs(
        _ node: YAMLNode, _ what: String, _ remedy: String
    ) -> [(key: YAMLNode, value: YAMLNode)] {
        if case .mapping(let pairs) = node.content { return pairs }
        report.error(at: node, "\(sentenceCase(what)) should be a group, not \(node.kind).", remedy)
        return []
    }
}

/// The figures that an expectation may name, as in JSON or with hyphens.
enum FigureNames {
    static let all = [
        "possible", "attended", "present", "approvedEducationalActivity", "authorised", "unauthorised",
        "absent", "lateBeforeClose", "lateAfterClose", "notPossible", "ofWhichC2", "missing", "attendance",
        "absence", "persistentlyAbsent", "severelyAbsent",
    ]

    static func name(of written: String) -> String? {
        let plain = written.lowercased().filter { $0 != "-" }
        return all.first { $0.lowercased() == plain }
    }

    /// `90` is `90.0`, and `yes` is `true`.
    static func isSame(_ expected: String, _ found: String) -> Bool {
        expected == found || "\(expected).0" == found
            || (expected == "yes" && found == "true") || (expected == "no" && found == "false")
    }

    static func text(of name: String, in counts: SessionCounts) -> String {
        if name.hasPrefix("byCode ") {
            let code = name.dropFirst(7)
            return "\(counts.byCode.reduce(0) { $0 + ($1.code.text == code ? $1.count : 0) })"
        }
        return single(name, counts)
    }

    private static func single(_ name: String, _ counts: SessionCounts) -> String {
        switch name {
        case "possible": "\(counts.possible)"
        case "attended": "\(counts.attended)"
        case "present": "\(counts.present)"
        case "approvedEducationalActivity": "\(counts.approvedEducationalActivity)"
        case "authorised": "\(counts.authorised)"
        case "unauthorised": "\(counts.unauthorised)"
        case "absent": "\(counts.absent)"
        case "lateBeforeClose": "\(counts.lateBeforeClose)"
        case "lateAfterClose": "\(counts.lateAfterClose)"
        case "notPossible": "\(counts.notPossible)"
        case "ofWhichC2": "\(counts.ofWhichC2)"
        case "missing": "\(counts.missing)"
        case "attendance": counts.attendance?.description ?? "none"
        case "absence": counts.absence?.description ?? "none"
        case "persistentlyAbsent": counts.isPersistentlyAbsent ? "true" : "false"
        default: counts.isSeverelyAbsent ? "true" : "false"
        }
    }
}
