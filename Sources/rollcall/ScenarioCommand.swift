import ArgumentParser
import Attendance
import Formats

/// `rollcall scenario FILE…`
struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Runs scenarios: what a policy asks for, given marks and events.",
        discussion: """
            Prints every difference with its place. Exit 0: all is as expected. Exit 1: something differs, or a \
            disputed scenario no longer does. Exit 2: a file cannot be read.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    @Argument(help: "The scenario files.") var files: [String]
    @Option(help: "table or json.") var format: Format = .table
    @Option(help: ArgumentHelp("Not used: a scenario has its own time.", visibility: .hidden)) var now:
        String?

    func run() throws {
        let clauses = Home.clauses()
        var runner = ScenarioRunner(law: try Home.law(), clauses: clauses)
        var results = [ScenarioResult]()
        var isReadable = true
        for name in files {
            let (file, problems) = ScenarioReader.load(Home.found(name), clauses: clauses, find: Home.find)
            for problem in problems { Output.complain(problem.description) }
            guard let file else {
                isReadable = false
                continue
            }
            let (found, faults) = runner.run(file)
            for problem in faults { Output.complain(problem.description) }
            if faults.contains(where: { $0.severity == .error }) { isReadable = false }
            results += found
        }
        switch format {
        case .json: print(try JSONRows.text(results.map(Row.init)))
        case .table: if isReadable || !results.isEmpty { printTable(results) }
        }
        if !isReadable { throw ExitCode(2) }
        if !results.allSatisfy(\.passes) { throw ExitCode(1) }
    }

    private func printTable(_ results: [ScenarioResult]) {
        let failed = results.filter { !$0.passes }
        for text in failed.flatMap(\.report) { print(text) }
        let disputed = results.count { $0.passes && $0.isDisputed }
        let note = disputed > 0 ? " (\(disputed) disputed)" : ""
        let number = "\(results.count) scenario\(results.count == 1 ? "" : "s")"
        print("\(number): \(results.count - failed.count) as expected\(note), \(failed.count) not.")
    }

    private struct Row: Encodable {
        struct Difference: Encodable {
            var line: Int
            var when: String
            var says: String
            var found: [String]
        }

        var file: String
        var scenario: String
        var line: Int
        var passes: Bool
        var disputed: Bool
        var differences: [Difference]

        init(_ result: ScenarioResult) {
            file = result.file
            scenario = result.scenario
            line = result.place.line
            passes = result.passes
            disputed = result.isDisputed
            differences = result.differences.map {
                Difference(line: $0.place.line, when: $0.when, says: $0.says, found: $0.found)
            }
        }
    }
}
