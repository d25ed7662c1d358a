import Attendance

/// What the rules of the policy ask for, and what the law asks for beside it.
extension PolicyWriter {
    /// The law's rules that run because the policy has none of its own in their place.
    var lawSections: [PolicyInEnglish.Section] {
        guard let book = law.rules.value(on: day) else { return [] }
        let replaced = policy.replacedRules(of: law, on: day)
        var own = book
        own.rules.removeAll { replaced.contains($0.name) }
        let said = sentences(of: own, words: RuleWords(book: own, law: law, day: day)).map(\.sentence)
        return [.init(title: "What the law asks for besides", sentences: said, kind: .law)]
    }

    func sentences(of book: RuleBook, words: RuleWords) -> [PlacedSentence] {
        var said = [PlacedSentence]()
        func say(_ text: String, _ source: PolicySource, citation: String = "", more: [ClauseID] = []) {
            var clauses = source.clauses
            for clause in more where !clauses.contains(clause) { clauses.append(clause) }
            let sentence = PolicyInEnglish.Sentence(
                text, clauses: clauses, reading: source.reading, citation: citation)
            said.append(PlacedSentence(sentence: sentence, place: source.place))
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
                    let sentence = PolicyInEnglish.Sentence(
                        words.entry(state, of: process), clauses: clauses + more, reading: state.reading,
                        citation: process.citation)
                    said.append(PlacedSentence(sentence: sentence, place: process.source.place))
                }
                for move in state.moves {
                    let clauses = move.clauses.isEmpty ? process.source.clauses : move.clauses
                    let sentence = PolicyInEnglish.Sentence(
                        words.move(move, from: state, of: process),
                        clauses: clauses + move.then.flatMap(\.clauses).filter { !clauses.contains($0) },
                        reading: move.reading, citation: process.citation)
                    said.append(PlacedSentence(sentence: sentence, place: process.source.place))
                }
            }
        }
        for refusal in book.refusals {
            say(words.refusal(refusal), refusal.source, citation: refusal.citation)
        }
        return said
    }
}
