import Attendance

/// Who and what rules speak of: acts, people, codes.
extension RuleBookReader {
    static let actKeys = [
        "did", "what", "to", "by", "outcome", "answer", "reason", "from-codes", "to-codes", "same-contact",
        "same-item", "with", "lacking", "said", "in-advance", "after-item", "out-of-order", "standing",
    ]

    func act(_ node: YAMLNode) -> ActPattern? {
        guard case .mapping = node.content else {
            report.error(
                at: node, "An act should be a group of settings, not \(node.kind).",
                "Write what was done and whatever else matters, like {did: sent, what: warning}.")
            return nil
        }
        return group(node, "an act", Self.actKeys).map { act($0) }
    }

    /// The keys of an act, in a group that may have others.
    func act(_ group: YAMLGroup) -> ActPattern {
        if !group.names.contains(where: Self.actKeys.contains) {
            report.error(
                at: group.node, "It does not say which act.",
                "Write did: with one of \(Did.allCases.map(\.rawValue).joined(separator: ", ")), or what:.")
        }
        func slugs(_ key: String, _ what: String) -> [String] {
            group.filled(key).map { some($0, what) { report.slug($0, what) } } ?? []
        }
        func flag(_ key: String) -> Bool { group.filled(key) { report.flag($0, "'\(key)'") } ?? false }
        var pattern = ActPattern(
            did: group.filled("did").map { some($0, "the acts") { name($0, "an act", of: Did.self) } } ?? [],
            what: slugs("what", "the name of what was done"),
            to: group.filled("to").map { recipients($0) } ?? [],
            by: group.filled("by").map { some($0, "the roles") { roleName($0) } } ?? [],
            outcomes: slugs("outcome", "the outcome"), answers: slugs("answer", "the answer"),
            reasons: group.filled("reason").map { some($0, "the reasons") { report.text($0, "a reason") } }
                ?? [],
            fromCodes: group.filled("from-codes") { codes($0) },
            toCodes: group.filled("to-codes") { codes($0) },
            sameContact: flag("same-contact"), sameItem: flag("same-item"),
            with: slugs("with", "what was filled in"), lacking: slugs("lacking", "what was not filled in"),
            standing: flag("standing"))
        pattern.said = group.filled("said").map { said($0) } ?? [:]
        pattern.inAdvance = flag("in-advance")
        pattern.afterItem = flag("after-item")
        pattern.outOfOrder = slugs("out-of-order", "the names of the days")
        return pattern
    }

    func recipients(_ node: YAMLNode) -> [Recipient] {
        some(node, "the people") { recipient($0) }
    }

    func recipient(_ node: YAMLNode) -> Recipient? {
        guard let text = report.text(node, "who it is for") else { return nil }
        guard let found = Recipient(text) else {
            report.error(
                at: node, "'\(report.short(text))' is nobody that a policy knows.",
                report.suggestion(for: text, among: Self.recipientNames))
            return nil
        }
        if text.hasPrefix("staff:") { names.use(.role, String(text.dropFirst(6)), at: node) }
        return found
    }

    private static let recipientNames =
        Recipient.names + (1...9).map { "priority-\($0)" } + Role.allCases.map { "staff:\($0.rawValue)" }

    /// A role that every school has, or one that the file adds.
    func roleName(_ node: YAMLNode) -> RoleName? {
        guard let name = report.slug(node, "the role") else { return nil }
        names.use(.role, name, at: node)
        return RoleName(name)
    }

    /// Codes and classes of codes.
    func codes(_ node: YAMLNode) -> CodeChoice? {
        var all = CodeChoice()
        for item in report.listOfSome(node, "the codes") {
            if let text = item.scalar, let named = CodeChoice.classes.first(where: { $0.name == text }) {
                all = all.union(named.choice)
            } else if let code = code(item, orClass: true) {
                all.insert(code)
            }
        }
        return all.isEmpty ? nil : all
    }

    func code(_ node: YAMLNode, orClass: Bool = false) -> AttendanceCode? {
        if let text = node.scalar, AttendanceCode(text, on: day) == nil, PolicyParts.lookAlike(text) == nil,
            orClass
        {
            report.error(
                at: node, "'\(report.short(text))' is neither a code nor a class of codes.",
                report.suggestion(
                    for: text, among: CodeChoice.classes.map(\.name) + AttendanceCode.all.map(\.text)))
            return nil
        }
        return report.writtenCode(node, on: day)
    }
}
