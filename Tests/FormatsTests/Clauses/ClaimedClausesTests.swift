import Attendance
import Formats
import Foundation
import Testing

/// No clause is said to run that no test touches: a scenario that expects something of it, or a test of the page,
/// command or setting that executes it, named in `clauses-by-tests.txt`.
@Suite struct ClaimedClauses {
    private struct Line {
        var clause: String
        var file: String
        var test: String
    }

    private static let lines: [Line] = Project.text("Tests/FormatsTests/Clauses/clauses-by-tests.txt")
        .split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { line in
            let parts = line.split(separator: " ").map(String.init)
            return Line(clause: parts[0], file: parts[1], test: parts[2])
        }

    /// How many scenarios expect something of a clause.
    private static let expecting = ScenarioMentions.count(
        inFolder: "\(Project.root)/Tests/Scenarios", expectedOnly: true)

    /// The clauses of a policy that are said to run, by how many scenarios expect something of them.
    private func running(_ name: String) throws -> [(clause: String, by: String, scenarios: Int)] {
        let index = try #require(Project.clauses.list(of: name))
        let table = ClauseTable(
            Project.policy(name), file: name, index: index, scenarios: Self.expecting)
        return table.rows.filter { $0.status == .runs }.map { ($0.clause.text, $0.by, $0.scenarios) }
    }

    @Test(arguments: Project.policies)
    func aClauseThatIsSaidToRunIsTouchedByAScenarioOrATest(name: String) throws {
        let named = Set(Self.lines.map(\.clause))
        for row in try running(name) where row.scenarios == 0 && !named.contains(row.clause) {
            Issue.record("\(row.clause) runs by \(row.by), and neither a scenario nor a test touches it.")
        }
    }

    @Test func aLineOfTheListIsNeededAndItsTestIsThere() throws {
        let rows = try Project.policies.flatMap { try running($0) }
        let byScenarios = Set(rows.filter { $0.scenarios > 0 }.map(\.clause))
        let claimed = Set(rows.map(\.clause))
        #expect(Set(Self.lines.map(\.clause)).count == Self.lines.count)
        for line in Self.lines {
            #expect(claimed.contains(line.clause), "\(line.clause) is not said to run.")
            #expect(!byScenarios.contains(line.clause), "\(line.clause) is shown by a scenario.")
            guard case .success(let text) = TextFile.read("\(Project.root)/\(line.file)") else {
                Issue.record("There is no \(line.file).")
                continue
            }
            #expect(
                text.contains("func \(line.test)(") || text.contains("def \(line.test)("),
                "\(line.file) has no test \(line.test).")
        }
    }

    @Test func whatMayNotBeDueShowsNothing() {
        let text = """
            scenarios:
              - name: one
                expect: [{on: 2025-11-13, due: [{clause: DAM-9.8}], not-due: [{clause: DAM-9.9}]}]
            """
        #expect(ScenarioMentions.count(in: text, expectedOnly: true)["DAM-9.8"] == 1)
        #expect(ScenarioMentions.count(in: text, expectedOnly: true)["DAM-9.9"] == nil)
        #expect(ScenarioMentions.count(in: text)["DAM-9.9"] == 1)
    }
}
