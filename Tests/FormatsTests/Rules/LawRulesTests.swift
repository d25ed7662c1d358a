import Attendance
import Formats
import Testing

@Suite struct RulesOfLaw {
    private static let files: [(name: String, text: String)] = [
        "instruments", "codes", "circumstances", "penalty-notices", "registers", "returns", "roll", "schools",
        "thresholds",
    ].map { ("\($0).yaml", Project.text("Law/England/\($0).yaml")) }

    private static let rules = """
        format: 1
        books:
          2024-08-19:
            values:
              ten: {school-days: 10, reference: {to: regs-2024, at: "reg 13"}}
            rules:
              - rule: ten-days-return
                reference: {to: regs-2024, at: "reg 13(4)"}
                when: {run: {of: unauthorised, at-least: {value: ten}}}
                then:
                  - {return: continuous-absence, to: local-authority, reference: {to: regs-2024, at: "reg 13(5)"}}
            processes:
              - process: notices
                reference: {to: wtisa-2024, at: "para 1"}
                states: [{state: none}]
            refuse:
              - refusal: too-many
                reference: {to: wtisa-2024, at: "para 2"}
                act: {did: issue}
                because: there were two
          2026-09-01:
        """

    private static func read(_ rules: String?) -> (law: Law?, problems: [Problem]) {
        LawReader.read(files + (rules.map { [("rules.yaml", $0)] } ?? []))
    }

    @Test func aLawWithoutAFileOfRulesHasNone() throws {
        let law = try #require(Self.read(nil).law)

        #expect(law.rules.changes == [])
    }

    @Test func aBookHoldsFromItsDayUntilTheNext() throws {
        let (law, problems) = Self.read(Self.rules)
        let rules = try #require(law, "\(problems.map(\.description))").rules

        #expect(rules.value(on: day("2024-08-18")) == nil)
        #expect(rules.value(on: day("2024-08-19"))?.rules.count == 1)
        #expect(rules.value(on: day("2026-08-31"))?.rules.count == 1)
        #expect(rules.value(on: day("2026-09-01")) == nil)
    }

    @Test func everyPartBearsItsCitation() throws {
        let book = try #require(Self.read(Self.rules).law?.rules.value(on: day("2025-09-01")))

        #expect(book.rules.map(\.citation) == ["2024 Regs reg 13(4)"])
        #expect(book.rules.flatMap(\.source.clauses) == [])
        #expect(book.rules.flatMap(\.then).flatMap(\.clauses) == [ClauseID("LAW:2024 Regs reg 13(5)")])
        #expect(book.processes.map(\.citation) == ["Working together 2024 para 1"])
        #expect(book.refusals.map(\.citation) == ["Working together 2024 para 2"])
        #expect(book.values["ten"]?.source.clauses == [ClauseID("LAW:2024 Regs reg 13")])
    }

    @Test(arguments: [
        (
            "reference: {to: regs-2024, at: \"reg 13(4)\"}", "clause: SER-8.1",
            "'clause' is not a setting of a rule."
        ),
        ("reference: {to: regs-2024, at: \"reg 13(4)\"}", "about: pupil", "A rule has no 'reference'."),
        ("to: regs-2024, at: \"reg 13(4)\"", "to: regs-2042", "'regs-2042' is not an instrument."),
        ("2026-09-01:", "2023-09-01:", "2023-09-01 does not come after 2024-08-19."),
        ("2026-09-01:", "next-year:", "'next-year' is not a day."),
        ("run: {of:", "ran: {of:", "'ran' is not a setting of a condition."),
        ("{value: ten}", "{value: tenn}", "There is no value 'tenn'."),
    ])
    func whatABookMayNotSayIsNamed(good: String, bad: String, problem: String) {
        let (law, problems) = Self.read(Self.rules.replacing(good, with: bad))

        #expect(law == nil)
        #expect(problems.contains { $0.problem == problem }, "\(problems.map(\.problem))")
    }

    @Test func aPolicyMaySpeakOfTheLawsRulesAndOfNoOthers() throws {
        let law = try #require(Self.read(Self.rules).law)
        let text = """
            rules:
              - {rule: one, instead-of: ten-days-return, then: [{task: a-task, due: {school-days: {value: ten}}}]}
              - rule: two
                when: {met: ten-days-return, step-open: continuous-absence, state: {notices: none}}
                then: [{task: a-task}]
            """

        #expect(Rules.read(text, law: law).problems == [])
        #expect(
            Rules.read(text.replacing("instead-of: ten-days", with: "instead-of: ten-day"), law: law).problems
                .map(\.description) == [
                    """
                    p.yaml:6:29: The law has no rule 'ten-day-return'.
                      - {rule: one, instead-of: ten-day-return, then: [{task: a-task, due: {school-days: {value:…
                    Did you mean 'ten-days-return'?
                    """
                ])
        #expect(Rules.read(text.replacing("notices: none", with: "notices: nine"), law: law).book == nil)
    }
}
