import Attendance
import Formats

extension PolicyView {
    /// - Parameter clauses: what executes each clause of the policy; nil when the policy has no list of clauses.
    init(
        frame: Frame, english: PolicyInEnglish, source: String, versions: [Tab], whatIf: String?,
        clauses: ClauseTable?,
        leftOpen: Int
    ) {
        self.frame = frame
        self.source = source
        self.versions = versions
        self.whatIf = whatIf
        hasVersions = versions.count > 1
        title = english.title
        dates = english.dates.map {
            Date(
                label: $0.label, value: $0.value,
                badge: $0.isOverdue ? Badge(text: "overdue", kind: "bad") : nil)
        }
        sections = english.sections.enumerated().map { Self.section($0.element, number: $0.offset + 1) }
        contents = sections.map { Tab(href: "#\($0.id)", label: $0.title) }
        let places = Self.places(english)
        differences = english.conflicts.map { Difference($0, href: places[$0].map { "#\($0)" }) }
        hasDifferences = !differences.isEmpty
        tiles = Self.tiles(english.conflicts, clauses, leftOpen: leftOpen)
    }

    private static func section(_ section: PolicyInEnglish.Section, number: Int) -> Section {
        let lead: String? =
            switch section.kind {
            case .head, .document: nil
            case .law: "These rules of law run because the policy has none of its own in their place."
            case .open: "The policy does not decide these; what waits for them is off until it does."
            case .notExecuted: "Clauses that the system does not carry out, with the reason."
            }
        return Section(
            id: id(number), title: section.title, lead: lead,
            sentences: section.sentences.enumerated().map { offset, sentence in
                Sentence(
                    id: id(number, offset + 1), text: sentence.text,
                    clauses: sentence.clauses.map(\.text).joined(separator: ", ").nilWhenEmpty,
                    citation: sentence.citation.nilWhenEmpty, reading: sentence.reading?.sentence,
                    differences: sentence.conflicts.map { Difference($0, href: nil) })
            })
    }

    private static func id(_ section: Int, _ sentence: Int? = nil) -> String {
        "part-\(section)" + (sentence.map { "-\($0)" } ?? "")
    }

    /// Beside which sentence each difference stands.
    private static func places(_ english: PolicyInEnglish) -> [PolicyConflict: String] {
        var places = [PolicyConflict: String]()
        for (section, part) in english.sections.enumerated() {
            for (sentence, words) in part.sentences.enumerated() {
                for conflict in words.conflicts where places[conflict] == nil {
                    places[conflict] = id(section + 1, sentence + 1)
                }
            }
        }
        return places
    }

    private static func tiles(
        _ conflicts: [PolicyConflict], _ clauses: ClauseTable?, leftOpen: Int
    ) -> [Tile] {
        func count(_ treatment: PolicyConflict.Treatment) -> Int {
            conflicts.count { $0.treatment == treatment }
        }
        let refused = count(.refused)
        var tiles = [
            Tile(
                label: "Overridden by the law", value: "\(refused)", how: "the law runs instead",
                href: conflicts.isEmpty ? nil : "#differences", isHot: refused > 0),
            Tile(
                label: "Warnings", value: "\(count(.warned))", how: "run as written, beyond law or guidance"),
            Tile(label: "Notes", value: "\(count(.noted))", how: "wording, or what the law leaves open"),
            Tile(label: "Left open", value: "\(leftOpen)", how: "settings the policy does not decide"),
        ]
        if let clauses {
            let runs = clauses.rows.count { $0.status == .runs }
            let later = clauses.rows.count { $0.status == .notYet }
            let never = clauses.rows.count { $0.status == .notExecutable }
            tiles.append(
                Tile(
                    label: "Clauses that run", value: "\(runs)", unit: "of \(clauses.rows.count)",
                    how: "\(later) not yet, \(never) for people alone"))
        }
        return tiles
    }
}

extension PolicyView.Difference {
    fileprivate init(_ conflict: PolicyConflict, href: String?) {
        row = conflict.check
        badge =
            switch conflict.treatment {
            case .refused: Badge(text: "the law runs", kind: "bad")
            case .warned: Badge(text: "warning", kind: "warn")
            case .noted: Badge(text: "note", kind: "quiet")
            }
        says = conflict.says
        clauses = conflict.source.clauses.map(\.text).joined(separator: ", ").nilWhenEmpty
        law = conflict.law
        citation = conflict.citation.nilWhenEmpty
        runs = conflict.runs
        self.href = href
    }
}
