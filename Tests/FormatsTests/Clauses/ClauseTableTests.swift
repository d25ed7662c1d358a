import Attendance
import Formats
import Testing

@Suite struct ClauseTables {
    private func policy() -> Policy {
        var policy = Project.policy("damara")
        policy.rules = RuleBook()
        return policy
    }

    private let index = ["DAM-9.7", "DAM-9.8", "DAM-9.9"].map { ClauseID($0) }

    private func table(_ policy: Policy) -> ClauseTable {
        ClauseTable(policy, file: "p.yaml", index: index, scenarios: ["DAM-9.7": 2])
    }

    @Test(arguments: Project.policies)
    func everyClauseOfAnIndexHasOneRowAndNoneContradictsItself(name: String) throws {
        let index = try #require(Project.clauses.list(of: name))

        let table = ClauseTable(Project.policy(name), file: name, index: index)

        #expect(table.rows.map(\.clause) == index)
        #expect(Set(index).count == index.count)
        #expect(table.problems == [])
        #expect(table.rows.allSatisfy { ($0.status == .runs) != $0.by.isEmpty })
        #expect(table.rows.allSatisfy { $0.status == .runs || !$0.reason.isEmpty })
    }

    @Test func aClauseOfAStepOrAStateOrALabelRunsByWhatHoldsIt() {
        var policy = policy()
        policy.rules.rules = [
            Rule(
                name: "first", when: .always, then: [StepPlan(.call, what: "", clauses: [index[0]])],
                label: "DAM-9.8"),
            Rule(name: "second", source: PolicySource(clauses: [index[0]]), when: .always),
        ]
        policy.rules.processes = [
            Process(name: "stages", states: [Process.State(name: "none", clauses: [index[2]])])
        ]

        let rows = table(policy).rows

        #expect(rows.map(\.by) == ["rule first; rule second", "rule first", "process stages"])
        #expect(rows.map(\.status) == [.runs, .runs, .runs])
        #expect(rows.map(\.scenarios) == [2, 0, 0])
    }

    @Test func aClauseThatNothingNamesIsNotYetExecuted() {
        var policy = policy()
        policy.rules.clauses = [
            index[1]: ClauseNote(.notExecutable, reason: "an aim"),
            index[2]: ClauseNote(.runs, by: "the register"),
        ]

        let rows = table(policy).rows

        #expect(rows.map(\.status) == [.notYet, .notExecutable, .runs])
        #expect(rows.map(\.reason) == ["nothing executes it", "an aim", ""])
        #expect(rows.map(\.by) == ["", "", "the register"])
    }

    @Test func aClauseThatIsExecutedAndSaidNotToBeIsAProblem() {
        var policy = policy()
        policy.rules.rules = [
            Rule(name: "first", source: PolicySource(clauses: index), when: .always)
        ]
        policy.rules.clauses = [
            index[0]: ClauseNote(.notYet, reason: "no page"), index[2]: ClauseNote(.runs, by: "the register"),
        ]

        let table = table(policy)

        #expect(
            table.problems.map(\.problem) == ["DAM-9.7 is said to be not yet, and rule first executes it."])
        #expect(table.rows.map(\.by) == ["rule first", "rule first", "rule first; the register"])
    }

    @Test func aValueThatIsNotSetSaysSoBesideItsClause() {
        var policy = policy()
        let source = PolicySource(clauses: [index[0]])
        policy.rules.values = ["check": Setting(NamedValue(nil, unit: "school-days"), source)]
        #expect(table(policy).rows[0].reason == "check is not set; rules that ask for it are off")

        policy.rules.values = ["check": Setting(NamedValue(.amount(Amount(5)), unit: "school-days"), source)]
        #expect(table(policy).rows[0].reason == "")
        #expect(table(policy).rows[0].by == "value check")
    }

    @Test func aScenarioCountsOnceForEachClauseItNames() {
        let text = """
            policy: p.yaml
            scenarios:
              - name: DAM-9.7
                expect: [{on: 2025-11-13, due: [{clause: DAM-9.8}, {clause: DAM-9.8}], labels: [DAM-9.9]}]
              - events: [{refused: DAM-9.8}]
            """

        let counts = ScenarioMentions.count(in: text)

        #expect(counts["DAM-9.8"] == 2)
        #expect(counts["DAM-9.9"] == 1)
        #expect(counts["p.yaml"] == nil)
        #expect(ScenarioMentions.count(in: "scenarios: [") == [:])
    }
}
