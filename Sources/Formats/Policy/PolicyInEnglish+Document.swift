import Attendance

/// A sentence, and where in the file what it says is written.
struct PlacedSentence {
    var sentence: PolicyInEnglish.Sentence
    var place: FilePlace
}

/// The order of the school's own document, and what stands beside its sentences.
extension PolicyWriter {
    /// A section for each section of the document that says something, by the numbers of its clauses.
    func documentSections(_ settings: [PolicyInEnglish.Sentence]) -> [PolicyInEnglish.Section] {
        let words = RuleWords(book: policy.rules, law: law, day: day)
        let (rules, elsewhere) = beside(statements(words) + sentences(of: policy.rules, words: words))
        let said = (settings + rules).enumerated()
            .sorted { a, b in
                let (x, y) = (ClauseOrder(a.element.clauses.first), ClauseOrder(b.element.clauses.first))
                return x == y ? a.offset < b.offset : x < y
            }
            .map(\.element)
        var sections = [PolicyInEnglish.Section]()
        for sentence in said {
            let title = ClauseOrder(sentence.clauses.first).title(policy.headings)
            if sections.last?.title == title {
                sections[sections.count - 1].sentences.append(sentence)
            } else {
                sections.append(.init(title: title, sentences: [sentence], kind: .document))
            }
        }
        let rest = elsewhere.map { PolicyInEnglish.Sentence($0.says, conflicts: [$0]) }
        return sections + [.init(title: "Where policy and law differ", sentences: rest, kind: .document)]
    }

    /// Puts each difference of the rules beside the sentence it is about: that which is written in the same place and
    /// bears the same clause, or else either. What finds none comes back.
    private func beside(
        _ placed: [PlacedSentence]
    ) -> (sentences: [PolicyInEnglish.Sentence], elsewhere: [PolicyConflict]) {
        var said = placed.map(\.sentence)
        var elsewhere = [PolicyConflict]()
        for conflict in conflicts where conflict.setting == "rules" {
            let here = placed.indices.filter { placed[$0].place == conflict.source.place }
            let bearing = conflict.source.clauses.first.map { clause in
                placed.indices.filter { placed[$0].sentence.clauses.contains(clause) }
            }
            let both = bearing.map { $0.filter(here.contains) } ?? []
            if let index = both.first ?? here.first ?? bearing?.first {
                said[index].conflicts.append(conflict)
            } else {
                elsewhere.append(conflict)
            }
        }
        return (said, elsewhere)
    }

    // MARK: Statements

    /// What the policy says of matters that the law fixes.
    private func statements(_ words: RuleWords) -> [PlacedSentence] {
        policy.statements.map { statement in
            PlacedSentence(
                sentence: .init(
                    text(of: statement.content, words), clauses: statement.source.clauses,
                    reading: statement.source.reading), place: statement.source.place)
        }
    }

    private func text(of content: PolicyStatement.Content, _ words: RuleWords) -> String {
        switch content {
        case .figures(let figures):
            let said = LawFigureName.allCases.compactMap { name in
                figures[name].map { "\(law.label(of: name)): \(Self.words($0, name.unit))" }
            }
            return sentenceCase(said.joined(separator: "; ")) + "."
        case .daysAbsent(let attendance, let days):
            return "Attendance of \(attendance)% over the year is said to be \(days) days of absence."
        case .band(let name, let attendance):
            return
                "Pupils with attendance \(words.comparison(attendance, unit: "%")) are called \(words.quoted(name))."
        case .practice(let name):
            let known = (law.differences.value(on: day) ?? []).first { $0.patterns == [.practice(name)] }
            return known?.says ?? sentenceCase(words.slug(name)) + "."
        }
    }

    private static func words(_ value: PolicyStatement.Value, _ unit: LawUnit) -> String {
        switch value {
        case .academicYear: "counted over the academic year"
        case .number(let number):
            unit == .pence
                ? "£\(number / 100)"
                : "\(number) \(unit.rawValue.split(separator: "-").joined(separator: " "))"
        }
    }

    // MARK: What is not executed

    /// Clauses that nothing runs yet, or that nothing can compute, each with the reason.
    var notExecuted: [PolicyInEnglish.Section] {
        [
            .init(title: "Not yet done by the system", sentences: notes(.notYet), kind: .notExecuted),
            .init(title: "For people alone", sentences: notes(.notExecutable), kind: .notExecuted),
        ]
    }

    private func notes(_ status: ClauseNote.Status) -> [PolicyInEnglish.Sentence] {
        let executed = PolicyClauses(policy).by
        let noted = policy.rules.clauses
            .filter { $0.value.status == status && executed[$0.key] == nil }
            .sorted { ClauseOrder($0.key) < ClauseOrder($1.key) }
        var sentences = [PolicyInEnglish.Sentence]()
        for (clause, note) in noted {
            let text = sentenceCase(note.reason) + "."
            if let index = sentences.firstIndex(where: { $0.text == text }) {
                sentences[index].clauses.append(clause)
            } else {
                sentences.append(.init(text, clauses: [clause]))
            }
        }
        return sentences
    }
}

/// Where a clause stands in its document: `ABC-8.12` in section 8, after `ABC-8.2`.
struct ClauseOrder: Comparable {
    /// Numbers before letters, as appendices come last.
    private let parts: [String]
    private let own: Substring

    init(_ clause: ClauseID?) {
        own = clause?.text.split(separator: "-", maxSplits: 1).last ?? ""
        parts = own.split(separator: ".").map { part in
            let digits = part.prefix { $0.isNumber }
            return digits.isEmpty
                ? "a\(part)" : String(repeating: "0", count: max(0, 6 - digits.count)) + part
        }
    }

    /// By the document's own headings where the file has them.
    func title(_ headings: [String: String]) -> String {
        guard let first = own.split(separator: ".").first.map(String.init) else {
            return "Chosen by the school"
        }
        let isNumber = first.allSatisfy(\.isNumber)
        if let heading = headings[first] {
            return isNumber && first != "0" ? "\(first). \(heading)" : heading
        }
        if first == "0" { return "At the head of the policy" }
        return isNumber ? "Section \(first) of the policy" : "Appendix \(first)"
    }

    static func < (a: ClauseOrder, b: ClauseOrder) -> Bool {
        if a.parts.isEmpty != b.parts.isEmpty { return b.parts.isEmpty }
        return a.parts.lexicographicallyPrecedes(b.parts)
    }

    static func == (a: ClauseOrder, b: ClauseOrder) -> Bool { a.parts == b.parts }
}
