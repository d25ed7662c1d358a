import Attendance

/// What rules refer to: roles, named values, windows, lists of reasons; and clauses that nothing here executes.
extension RuleBookReader {
    /// A name, or a name and what such a person is called.
    func role(_ node: YAMLNode) -> AddedRole? {
        guard case .mapping = node.content else {
            guard let name = report.slug(node, "the name of the role") else { return nil }
            addRole(name, at: node)
            let place = FilePlace(line: node.line, column: node.column)
            return AddedRole(RoleName(name), source: PolicySource(place: place))
        }
        guard let group = group(node, "a role", ["role", "title"] + sources.keys),
            let nameNode = group.required("role"), let name = report.slug(nameNode, "the name of the role")
        else { return nil }
        addRole(name, at: nameNode)
        return AddedRole(
            RoleName(name), title: group.filled("title") { report.text($0, "the title of the role") },
            source: sources.beside(group))
    }

    private func addRole(_ name: String, at node: YAMLNode) {
        guard Role(rawValue: name) == nil else {
            report.error(at: node, "Every school has the role '\(name)'.", "Leave it out.")
            return
        }
        names.define(.role, name, at: node, report)
    }

    static let units = [
        "school-days", "calendar-days", "school-weeks", "calendar-weeks", "calendar-months", "sessions",
        "percent", "points", "minutes", "times", "answer",
    ]

    func values(_ node: YAMLNode?) -> [String: Setting<NamedValue>] {
        guard let node, case .mapping(let pairs) = node.content else {
            if let node { _ = report.pairs(of: node, "the values") }
            return [:]
        }
        var values = [String: Setting<NamedValue>]()
        for (key, value) in pairs {
            guard let name = report.slug(key, "the name of the value") else { continue }
            names.define(.value, name, at: key, report)
            if let unit = unit(of: value) { names.set(unit: unit == "answer" ? nil : unit, of: name) }
            guard let group = group(value, "a named value", Self.units + sources.keys) else { continue }
            let source = sources.beside(group)
            if let read = self.value(group) { values[name] = Setting(read, source) }
        }
        return values
    }

    private func unit(of node: YAMLNode) -> String? {
        guard case .mapping(let pairs) = node.content else { return nil }
        return pairs.compactMap(\.key.scalar).first { Self.units.contains($0) }
    }

    private func value(_ group: YAMLGroup) -> NamedValue? {
        let found = group.names.filter { Self.units.contains($0) }
        guard found.count == 1, let unit = found.first else {
            report.error(
                at: group.node,
                found.isEmpty
                    ? "This value has no unit."
                    : "A value has one unit; this has \(found.joined(separator: " and ")).",
                "Write one of \(Self.units.joined(separator: ", ")) and its number, answer, or unset.")
            return nil
        }
        guard let node = group.required(unit) else { return nil }
        let shown = unit == "answer" ? "" : unit
        if node.scalar == "unset" { return NamedValue(nil, unit: shown) }
        if unit == "answer" {
            return report.flag(node, "the answer, or unset").map { NamedValue(.answer($0)) }
        }
        guard let text = report.text(node, "the number") else { return nil }
        guard let amount = Amount(text), amount <= Amount(unit == "percent" ? 100 : 1_000_000) else {
            report.error(
                at: node, "'\(report.short(text))' is not a number of \(unit).",
                "Write a number like 5, or unset while the school has not decided.")
            return nil
        }
        return NamedValue(.amount(amount), unit: unit)
    }

    func window(_ node: YAMLNode) -> Setting<CalendarWindow>? {
        let keys = ["window", "from", "to", "year-groups", "before"] + sources.keys
        guard let group = group(node, "a window", keys) else { return nil }
        let name = group.required("window") { report.slug($0, "the name of the window") }
        // One name may stand for several stretches: of other year groups, or of another year.
        if let name { names.define(.window, name, at: node, report, isOne: false) }
        let isUnset = group["from"]?.scalar == "unset" && group["to"]?.scalar == "unset"
        let from = isUnset ? nil : group.required("from") { report.date($0, "the first day") }
        let to = isUnset ? nil : group.required("to") { report.date($0, "the last day") }
        let years = group.filled("year-groups") { report.yearGroups($0) } ?? []
        let before = group.filled("before") { node in
            only(node, "the days before", ["school-days"]).flatMap {
                report.integer($0.value, "the school days before", in: 1...60)
            }
        }
        let source = sources.beside(group)
        guard let name, isUnset || (from != nil && to != nil) else { return nil }
        var window = CalendarWindow(name: name, days: nil, yearGroups: years)
        if let from, let to {
            guard from <= to else {
                report.error(
                    at: node, "The window ends before it begins.", "Write the earlier day under 'from'.")
                return nil
            }
            window.days = from...to
        }
        window.schoolDaysBefore = before ?? 0
        return Setting(window, source)
    }

    func reasonList(_ node: YAMLNode) -> ReasonList? {
        let keys = ["list", "reasons", "code", "effect", "unless"] + sources.keys
        guard let group = group(node, "a list of reasons", keys) else { return nil }
        let name = define(.list, group, "list")
        let reasons = group.required("reasons").map { node in
            some(node, "the reasons") { report.text($0, "a reason")?.lowercased() }
        }
        let effect =
            group.filled("effect") { self.name($0, "an effect on the mark", of: ReasonList.Effect.self) }
            ?? .propose
        let code = group.filled("code") { self.code($0) }
        if effect != .ask, !group.names.contains("code") {
            report.error(
                at: node, "This list does not say which code its reasons come to.",
                "Write code: and a code in quotes, or effect: ask.")
        }
        let unless = group.filled("unless") { condition($0) }
        let source = sources.beside(group)
        guard let name, let reasons else { return nil }
        return ReasonList(
            name: name, source: source, reasons: reasons, code: code, effect: effect, unless: unless)
    }

    /// Clauses that something else executes, or nothing yet.
    func clausesElsewhere(_ group: YAMLGroup) -> [ClauseID: ClauseNote] {
        var notes = [ClauseID: ClauseNote]()
        let found = items(group, "clauses-elsewhere", "the clauses") {
            node -> ([ClauseID], ClauseNote, YAMLNode)? in
            let kinds = ["runs", "not-yet", "not-executable"]
            guard let group = self.group(node, "a note on clauses", ["clauses"] + kinds) else { return nil }
            let ids = group.required("clauses").map { sources.clauses($0) } ?? []
            let said = group.names.filter { kinds.contains($0) }
            guard said.count == 1, let kind = said.first else {
                report.error(
                    at: node, "A note says one thing about its clauses.",
                    "Write one of \(kinds.joined(separator: ", ")) and by what, or why.")
                return nil
            }
            guard let words = group.required(kind, { report.text($0, "what is said of the clauses") }) else {
                return nil
            }
            let note =
                switch kind {
                case "runs": ClauseNote(.runs, by: words)
                case "not-yet": ClauseNote(.notYet, reason: words)
                default: ClauseNote(.notExecutable, reason: words)
                }
            return (ids, note, node)
        }
        for (ids, note, node) in found {
            for id in ids {
                if notes[id] != nil {
                    report.error(at: node, "\(id) has a note already.", "Keep one of the two.")
                }
                notes[id] = note
            }
        }
        return notes
    }
}
