import Attendance
import Formats
import Testing

/// A policy with some sections of rules, and what comes of it.
enum Rules {
    static let head = """
        format: 1
        clauses: serenity
        in-force-from: 2025-09-01
        school: {name: Ashgrove School, type: academy-secondary}

        """
    /// Things that rules of the tests refer to.
    static let surroundings = """
        values:
          welfare-check: {school-days: unset}
          sorry: {answer: no}
        windows:
          - {window: assessment, from: 2026-05-11, to: 2026-06-19}
        reasons:
          - {list: minor-illness, reasons: [cough], code: O}

        """

    static func read(_ text: String, law: Law = Project.law) -> (book: RuleBook?, problems: [Problem]) {
        let (policy, problems) = PolicyReader.read(
            file: "p.yaml", text: head + text, law: law, clauses: Project.clauses)
        return (policy?.rules, problems)
    }

    static func book(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> RuleBook {
        let (book, problems) = read(text)
        return try #require(
            book, "\(problems.map(\.description).joined(separator: "\n"))", sourceLocation: sourceLocation)
    }

    /// What is first said against a text; empty when nothing is.
    static func problem(_ text: String) -> String { read(text).problems.first?.problem ?? "" }

    /// A condition of a rule about requests for leave, in a file that has a process and another rule.
    static func condition(_ text: String) throws -> Condition {
        try book(
            surroundings + """
                rules:
                  - rule: other
                    when: {siblings: yes}
                    then: [{task: a-task}]
                  - rule: one
                    about: leave-request
                    then: [{task: another-task}]
                    when: {\(text)}
                processes:
                  - {process: stages, states: [{state: none}, {state: two}]}
                  - {process: tiers, states: [{state: first}]}
                """
        ).rules[1].when
    }

    static func number(_ number: Int) -> Quantity { .literal(Amount(number)) }
    static func codes(_ texts: String...) -> CodeChoice {
        CodeChoice(texts.map { AttendanceCode($0, on: day("2025-09-01"))! })
    }
}
