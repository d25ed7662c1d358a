import Attendance

/// What the law asks for, in the language of policies: books of rules, each from a day.
extension LawDraft {
    mutating func readBooks(_ node: YAMLNode?, _ report: YAMLReport) {
        guard let node else { return }
        if !books.isEmpty {
            report.error(at: node, "Another file holds books of rules.", "Keep them all in one.")
        }
        for (day, value) in report.dated(node, "the books") {
            // A day without a book: from then on there are no rules.
            guard !value.isNothing else {
                books.append((day, nil))
                continue
            }
            guard
                let group = YAMLGroup(
                    value, "a book of rules", keys: RuleBookReader.sections, report: report)
            else { continue }
            books.append(
                (day, RuleBookReader(report: report, sources: sources(report), day: day).book(group)))
        }
    }

    private func sources(_ report: YAMLReport) -> RuleSources {
        let draft = self
        func place(_ group: YAMLGroup) -> PolicySource {
            PolicySource(
                reading: group.optional("reading") { report.reading($0) },
                place: FilePlace(line: group.node.line, column: group.node.column))
        }
        return RuleSources(
            keys: ["reference", "reading"],
            named: { (place($0), draft.reference(in: $0, report)?.citation ?? "") },
            beside: { group in
                var source = place(group)
                let reference = group.filled("reference") { draft.reference($0, report) }
                source.clauses = reference.map { [ClauseID("LAW:\($0.citation)")] } ?? []
                return source
            },
            clauses: { node in
                report.error(
                    at: node, "The law's files name no clauses.", "Write reference: with the instrument.")
                return []
            })
    }
}
