import Attendance

extension LawDraft {
    mutating func readInstruments(_ node: YAMLNode?, _ report: YAMLReport) {
        guard let node, let pairs = report.pairs(of: node, "the instruments") else { return }
        let keys = ["short", "title", "number", "from", "until", "instead", "check"]
        for (id, value) in pairs {
            guard let group = YAMLGroup(value, "an instrument", keys: keys, report: report),
                let short = group.required("short", { report.text($0, "the short name") }),
                let title = group.required("title", { report.text($0, "the title") }),
                let from = group.required("from", { report.date($0, "the first day in force") })
            else { continue }
            let until = group.optional("until") { report.date($0, "the last day in force") }
            if let until, until < from {
                report.error(at: value, "The instrument ends before it begins.", "Check 'from' and 'until'.")
            }
            instruments[id] = LegalInstrument(
                id: id, short: short, title: title,
                number: group.optional("number") { report.text($0, "the number") },
                from: from, until: until,
                instead: group.optional("instead") { report.text($0, "what stands instead") },
                check: group.optional("check") { report.check($0) })
        }
    }

    /// The reference that every entry of the law must have.
    func reference(_ node: YAMLNode, _ report: YAMLReport) -> LawReference? {
        guard let group = YAMLGroup(node, "a reference", keys: ["to", "at", "certainty"], report: report),
            let instrument = group.required(
                "to",
                { node in
                    report.choice(node, "an instrument", among: instruments.keys.sorted()) { instruments[$0] }
                })
        else { return nil }
        let certainty =
            group.optional("certainty") { node in
                report.choice(node, "a certainty", among: LawReference.Certainty.allCases.map(\.rawValue)) {
                    LawReference.Certainty(rawValue: $0)
                }
            } ?? .high
        let at = group.optional("at") { report.text($0, "the place in the instrument") } ?? ""
        return LawReference(instrument, at: at, certainty: certainty)
    }

    /// The reference in a group, which must be there.
    func reference(in group: YAMLGroup, _ report: YAMLReport) -> LawReference? {
        group.required("reference").flatMap { reference($0, report) }
    }
}

extension YAMLReport {
    /// The pairs of a mapping whose keys are not a list known beforehand.
    func pairs(of node: YAMLNode, _ what: String) -> [(key: String, value: YAMLNode)]? {
        guard case .mapping(let pairs) = node.content else {
            error(
                at: node, "\(sentenceCase(what)) should be a group of settings, not \(node.kind).",
                "Write name: value.")
            return nil
        }
        return pairs.compactMap { key, value in
            if let name = key.scalar { return (name, value) }
            error(at: key, "A name should be a single word.", "Write name: value.")
            return nil
        }
    }

    /// Dated values: `2024-08-19: …`, oldest first.
    func dated(_ node: YAMLNode, _ what: String) -> [(from: CalendarDate, value: YAMLNode)] {
        guard let pairs = pairs(of: node, what) else { return [] }
        var dated = [(from: CalendarDate, value: YAMLNode)]()
        for (key, value) in pairs {
            guard let day = CalendarDate(key) else {
                error(
                    at: value, "'\(short(key))' is not a day.",
                    "Write the day from which it holds, like 2024-08-19.")
                continue
            }
            if let last = dated.last, day <= last.from {
                error(at: value, "\(day) does not come after \(last.from).", "Put the oldest entry first.")
            }
            dated.append((day, value))
        }
        if dated.isEmpty {
            error(at: node, "\(sentenceCase(what)) has no values.", "Write at least one day and value.")
        }
        return dated
    }

    /// A row of the list of differences, or several of them, each about other policies.
    func checks(_ node: YAMLNode) -> [String] {
        listOfSome(node, "the rows of the list of differences").compactMap { check($0) }
    }

    /// A row of the list of differences between policies and law.
    func check(_ node: YAMLNode) -> String? {
        guard let text = text(node, "the row of the list of differences") else { return nil }
        guard text.hasPrefix("X-") else {
            error(
                at: node, "'\(short(text))' is not a row of the list of differences.",
                "Write it like X-ABC-1.")
            return nil
        }
        return text
    }
}
