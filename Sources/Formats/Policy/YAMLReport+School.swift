import Attendance

/// Values that settings and rules share: year groups, days, key stages, names, readings.
extension YAMLReport {
    /// A list of year groups, or the first and the last of them.
    func yearGroups(_ node: YAMLNode) -> [YearGroup]? {
        if case .mapping = node.content {
            guard let group = YAMLGroup(node, "the year groups", keys: ["from", "to"], report: self),
                let from = group.required("from", { yearGroup($0) }),
                let to = group.required("to", { yearGroup($0) })
            else { return nil }
            guard from <= to else {
                error(
                    at: node, "The year groups end before they begin.", "Write the lower one under 'from'.")
                return nil
            }
            return YearGroup.all.filter { from <= $0 && $0 <= to }
        }
        let items = listOfSome(node, "the year groups")
        return Array(Set(items.compactMap { yearGroup($0) })).sorted()
    }

    private func yearGroup(_ node: YAMLNode) -> YearGroup? {
        guard let text = text(node, "a year group") else { return nil }
        if let yearGroup = YearGroup(text) { return yearGroup }
        error(
            at: node, "'\(short(text))' is not a year group.",
            "Write N1, N2, R or a number from 1 to 14.")
        return nil
    }

    /// One day, or the first and the last of several.
    func dates(_ node: YAMLNode) -> ClosedRange<CalendarDate>? {
        guard case .mapping = node.content else {
            return date(node, "the day").map { $0...$0 }
        }
        guard let group = YAMLGroup(node, "the days", keys: ["from", "to"], report: self),
            let from = group.required("from", { date($0, "the first day") }),
            let to = group.required("to", { date($0, "the last day") })
        else { return nil }
        guard from <= to else {
            error(at: node, "The days end before they begin.", "Write the earlier day under 'from'.")
            return nil
        }
        return from...to
    }

    func keyStage(_ node: YAMLNode) -> KeyStage? {
        guard let text = text(node, "a key stage") else { return nil }
        if let stage = KeyStage(text) ?? KeyStage("KS\(text)") { return stage }
        error(
            at: node, "'\(short(text))' is not a key stage.", "Write EYFS, KS1, KS2, KS3, KS4 or KS5.")
        return nil
    }

    func weekday(_ node: YAMLNode) -> Weekday? {
        choice(node, "a day of the week", among: Weekday.allCases.map { $0.name.lowercased() }) {
            Weekday(name: $0)
        }
    }

    /// A name that other parts of a file use: `first-letter`.
    func slug(_ node: YAMLNode, _ what: String) -> String? {
        guard let text = text(node, what) else { return nil }
        let isPlain = text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isPlain, !text.hasPrefix("-"), !text.hasSuffix("-") else {
            error(
                at: node, "'\(short(text))' is not a name.",
                "Write \(what) in small letters, digits and hyphens, like first-letter.")
            return nil
        }
        return text
    }

    /// How an unclear clause is read: a sentence, or what is taken and what is ruled out.
    func reading(_ node: YAMLNode) -> Reading? {
        if let taken = node.scalar { return Reading(taken: taken) }
        guard let group = YAMLGroup(node, "a reading", keys: ["taken", "rather-than"], report: self),
            let taken = group.required("taken", { text($0, "the reading taken") })
        else { return nil }
        return Reading(
            taken: taken, ratherThan: group.optional("rather-than") { text($0, "the reading ruled out") })
    }
}
