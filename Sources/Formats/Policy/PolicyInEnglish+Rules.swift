import Attendance

/// What the policy asks for, in the order of the school's own document, and what the law asks for beside it.
extension PolicyWriter {
    /// A section for each section of the document that asks for something, by the numbers of its clauses.
    var ruleSections: [PolicyInEnglish.Section] {
        let said = sentences(of: policy.rules, words: RuleWords(book: policy.rules, law: law, day: day))
            .enumerated()
            .sorted { a, b in
                let (x, y) = (ClauseOrder(a.element.clauses.first), ClauseOrder(b.element.clauses.first))
                return x == y ? a.offset < b.offset : x < y
            }
            .map(\.element)
        var sections = [PolicyInEnglish.Section]()
        for sentence in said {
            let title = ClauseOrder(sentence.clauses.first).title
            if sections.last?.title == title {
                sections[sections.count - 1].sentences.append(sentence)
            } else {
                sections.append(.init(title: title, sentences: [sentence]))
            }
        }
        return sections
    }

    /// The law's rules that run because the policy has none of its own in their place.
    var lawSections: [PolicyInEnglish.Section] {
        guard let book = law.rules.value(on: day) else { return [] }
        let replaced = policy.replacedRules(of: law, on: day)
        var own = book
        own.rules.removeAll { replaced.contains($0.name) }
        let said = sentences(of: own, words: RuleWords(book: own, law: law, day: day))
        return said.isEmpty ? [] : [.init(title: "What the law asks for besides", sentences: said)]
    }

    private func sentences(of book: RuleBook, words: RuleWords) -> [PolicyInEnglish.Sentence] {
        var said = [PolicyInEnglish.Sentence]()
        func say(_ text: String, _ source: PolicySource, citation: String = "", more: [ClauseID] = []) {
            var clauses = source.clauses
            for clause in more where !clauses.contains(clause) { clauses.append(clause) }
            said.append(.init(text, clauses: clauses, reading: source.reading, citation: citation))
        }
        for list in book.reasons { say(words.reasons(list), list.source) }
        if let decided = book.leave.decidedBy {
            say(
                "Requests for leave are decided by \(listed(decided.value.map(words.role), "or")).",
                decided.source)
        }
        for route in book.leave.routes { say(words.route(route), route.source) }
        for ground in book.leave.grounds {
            say(words.ground(ground), ground.source, citation: ground.citation)
        }
        for rule in book.rules {
            let steps = rule.then.flatMap { $0.clauses + $0.enclose.flatMap(\.clauses) }
            say(
                words.rule(rule), rule.source, citation: rule.citation,
                more: steps + rule.unless.flatMap(\.clauses) + rule.ends.clauses)
        }
        for process in book.processes {
            for state in process.states {
                if !state.onEntry.isEmpty {
                    let clauses = state.clauses.isEmpty ? process.source.clauses : state.clauses
                    let more = state.onEntry.flatMap(\.clauses).filter { !clauses.contains($0) }
                    said.append(
                        .init(
                            words.entry(state, of: process), clauses: clauses + more, reading: state.reading,
                            citation: process.citation))
                }
                for move in state.moves {
                    let clauses = move.clauses.isEmpty ? process.source.clauses : move.clauses
                    said.append(
                        .init(
                            words.move(move, from: state, of: process),
                            clauses: clauses + move.then.flatMap(\.clauses).filter { !clauses.contains($0) },
                            reading: move.reading, citation: process.citation))
                }
            }
        }
        for refusal in book.refusals {
            say(words.refusal(refusal), refusal.source, citation: refusal.citation)
        }
        return said
    }
}

/// Where a clause stands in its document: `SER-8.12` in section 8, after `SER-8.2`.
private struct ClauseOrder: Comparable {
    /// Numbers before letters, as appendices come last.
    let parts: [String]

    init(_ clause: ClauseID?) {
        let text = clause?.text ?? ""
        let own = text.split(separator: "-", maxSplits: 1).last ?? ""
        parts = own.split(separator: ".").map { part in
            part.allSatisfy(\.isNumber)
                ? String(repeating: "0", count: max(0, 6 - part.count)) + part : "a\(part)"
        }
    }

    var title: String {
        guard let first = parts.first else { return "Chosen by the school" }
        if first.hasPrefix("a") { return "Appendix \(first.dropFirst())" }
        let number = first.drop { $0 == "0" }
        return number.isEmpty ? "At the head of the policy" : "Section \(number) of the policy"
    }

    static func < (a: ClauseOrder, b: ClauseOrder) -> Bool {
        if a.parts.isEmpty != b.parts.isEmpty { return b.parts.isEmpty }
        return a.parts.lexicographicallyPrecedes(b.parts)
    }
}
