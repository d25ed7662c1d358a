import Attendance
import Formats
import Foundation
import Testing

/// Scenarios written in a test.
enum Scenarios {
    static let clauses = Project.clauses

    static func find(_ path: String) -> String? {
        let found = "\(Project.root)/\(path)"
        return FileManager.default.fileExists(atPath: found) ? found : nil
    }

    static let head = """
        policy: Policies/serenity.yaml
        calendar: Tests/Scenarios/calendar-2025-26.yaml
        scenarios:

        """

    /// - Parameter scenarios: the list under `scenarios`, from line 4.
    static func read(_ scenarios: String) -> (file: ScenarioFile?, problems: [Problem]) {
        ScenarioReader.read(file: "s.yaml", text: head + scenarios, clauses: clauses, find: find)
    }

    static func one(_ scenarios: String) throws -> Scenario {
        let (file, problems) = read(scenarios)
        #expect(problems.map(\.description) == [])
        return try #require(file?.scenarios.first)
    }

    /// `LINE:COLUMN problem`, one for each.
    static func problems(_ scenarios: String) -> [String] {
        read(scenarios).problems.map { "\($0.line):\($0.column) \($0.problem)" }
    }
}
