import Attendance

extension LawDraft {
    mutating func readCodeSets(_ node: YAMLNode?, _ report: YAMLReport) {
        guard let node else { return }
        for item in report.list(node, "the sets of codes") {
            guard
                let group = YAMLGroup(
                    item, "a set of codes", keys: ["from", "until", "reference", "codes"], report: report),
                let from = group.required("from", { report.date($0, "the first day of the set") }),
                let reference = reference(in: group, report), let codes = group.required("codes")
            else { continue }
            let until = group.optional("until") { report.date($0, "the last day of the set") }
            for code in report.list(codes, "the codes") {
                guard let rule = codeRule(code, from: from, until: until, reference, report) else { continue }
                if let other = rules.first(where: { $0.code.text == rule.code.text && overlap($0, rule) }) {
                    report.error(
                        at: code,
                        "\(rule.code) has another entry for some of these days, from \(other.from).",
                        "Give each entry days of its own.")
                }
                rules.append(rule)
            }
        }
    }

    private static let keys = [
        "code", "name", "class", "from", "until", "on-site", "after-arrival", "half", "note", "leave", "age",
        "entered-by", "timing", "afterwards", "selectable", "instead", "conditions", "reference",
    ]

    private mutating func codeRule(
        _ node: YAMLNode, from setFrom: CalendarDate, until setUntil: CalendarDate?,
        _ setReference: LawReference,
        _ report: YAMLReport
    ) -> CodeRule? {
        guard let group = YAMLGroup(node, "a code", keys: Self.keys, report: report) else { return nil }
        let from = group.optional("from") { report.date($0, "the first day of the code") } ?? setFrom
        let until = group.optional("until") { report.date($0, "the last day of the code") } ?? setUntil
        guard let codeNode = group.required("code"), let code = report.code(codeNode, on: from),
            let name = group.required("name", { report.text($0, "the name of the code") }),
            let classNode = group.required("class"), let sessionClass = report.sessionClass(classNode)
        else { return nil }
        if from < setFrom || until ?? .max > setUntil ?? .max || until ?? .max < from {
            report.error(
                at: node, "The days of \(code) are not within its set's.", "Check 'from' and 'until'.")
        }
        if sessionClass != code.sessionClass {
            report.error(
                at: classNode, "\(code) is counted as \(report.name(of: code.sessionClass)).",
                "The class is part of the code's byte; a code whose class changed has two.")
        }
        let onSite = group.optional("on-site") { report.flag($0, "on the premises") } ?? false
        var rule = CodeRule(
            code: code, name: name, from: from, until: until, sessionClass: sessionClass,
            onSiteForMark: onSite,
            onSiteAfterArrival: group.optional("after-arrival") { report.flag($0, "on the premises") }
                ?? onSite,
            half: group.optional("half") { report.half($0) },
            noteRequired: group.optional("note") { report.flag($0, "a note") } ?? false,
            isLeave: group.optional("leave") { report.flag($0, "leave of absence") } ?? false,
            selectable: group.optional("selectable") { report.flag($0, "selectable") } ?? true,
            instead: group.optional("instead") { report.text($0, "what to use instead") } ?? "",
            reference: (group.optional("reference") { reference($0, report) } ?? setReference).citation)
        rule.age = report.name(in: group, "age", of: CodeRule.Age.self) ?? rule.age
        rule.enteredBy = report.name(in: group, "entered-by", of: CodeRule.EnteredBy.self) ?? rule.enteredBy
        rule.timing = report.name(in: group, "timing", of: CodeRule.Timing.self) ?? rule.timing
        rule.afterwards =
            report.name(in: group, "afterwards", of: CodeRule.Afterwards.self) ?? rule.afterwards
        conditions[code, default: []].append(
            (from, group.optional("conditions") { report.text($0, "the conditions") }))
        return rule
    }

    private func overlap(_ a: CodeRule, _ b: CodeRule) -> Bool {
        a.from <= b.until ?? .max && b.from <= a.until ?? .max
    }
}

extension CalendarDate {
    /// Later than any day that is written.
    fileprivate static let max = CalendarDate(dayNumber: .max)
}

extension YAMLReport {
    private static let classes: [(name: String, value: SessionClass)] = [
        ("present", .present), ("approved-educational-activity", .approvedEducationalActivity),
        ("authorised", .authorised), ("unauthorised", .unauthorised), ("not-possible", .notPossible),
        ("covid-possible", .covidPossible), ("administrative", .administrative),
    ]

    func sessionClass(_ node: YAMLNode) -> SessionClass? {
        choice(node, "a class of codes", among: Self.classes.map(\.name)) { name in
            Self.classes.first { $0.name == name }?.value
        }
    }

    func name(of sessionClass: SessionClass) -> String {
        Self.classes.first { $0.value == sessionClass }?.name ?? ""
    }

    func half(_ node: YAMLNode) -> Session.Half? {
        choice(node, "a session", among: ["AM", "PM"]) { Session.Half(name: $0) }
    }

    /// One of the names of an enumeration, under a key that may be left out.
    func name<Name: RawRepresentable & CaseIterable>(
        in group: YAMLGroup, _ key: String, of type: Name.Type
    ) -> Name? where Name.RawValue == String {
        group.optional(key) { node in
            choice(node, "one of the names for '\(key)'", among: Name.allCases.map(\.rawValue)) {
                Name(rawValue: $0)
            }
        }
    }
}
