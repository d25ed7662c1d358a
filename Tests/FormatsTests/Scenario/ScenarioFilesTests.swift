import Attendance
import Formats
import Foundation
import Testing

/// Every scenario of the project is as it expects, but for those that say that they are disputed.
@Suite struct ScenarioFiles {
    static let names =
        (FileManager.default.enumerator(atPath: "\(Project.root)/Tests/Scenarios")?
        .compactMap { $0 as? String } ?? [])
        .filter { $0.hasSuffix(".yaml") && !$0.contains("calendar-") && !$0.hasSuffix("policy.yaml") }
        .sorted()

    @Test(arguments: names)
    func aFileOfScenariosIsAsItExpects(name: String) throws {
        let (file, problems) = ScenarioReader.load(
            "\(Project.root)/Tests/Scenarios/\(name)", clauses: Project.clauses, find: Scenarios.find)
        #expect(problems.map(\.description) == [])
        var runner = ScenarioRunner(law: Project.law, clauses: Project.clauses)

        let (results, faults) = runner.run(try #require(file))

        #expect(faults.map(\.description) == [])
        #expect(!results.isEmpty)
        for result in results where !result.passes {
            Issue.record(Comment(rawValue: result.report.joined(separator: "\n")))
        }
    }
}
