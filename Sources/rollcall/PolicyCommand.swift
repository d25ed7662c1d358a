import ArgumentParser
import Attendance
import Formats

/// `rollcall policy …`
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Looks at a school's attendance policy.",
        subcommands: [Check.self, Show.self, Clauses.self])

    /// `rollcall policy check FILE`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what is wrong with a policy file and where it and the law differ.",
            discussion: """
                Every problem is printed with its place. Exit 0: it may run as it is, warnings or not. Exit 1: something \
                in it is overridden by the law, or cannot be understood. Exit 2: the file cannot be read.
                """)

        @Argument(help: "The policy file.") var file: String
        @Option(help: "The moment whose law it is held against, as 2025-11-20T09:35; otherwise now.")
        var now: String?

        func run() throws {
            let day = LondonClock.moment(at: try Clock.starting(at: now)()).date
            let check = PolicyCheck(
                Home.found(file), law: try Home.law(), clauses: Home.clauses(), on: day)
            for line in check.report { Output.complain(line) }
            print(check.summary)
            if check.exitCode != 0 { throw ExitCode(check.exitCode) }
        }
    }

    /// `rollcall policy show FILE`
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a policy in plain English, with its clauses and where the law runs instead.")

        enum Format: String, ExpressibleByArgument, CaseIterable { case text, html }

        @Argument(help: "The policy file.") var file: String
        @Option(help: "How it is printed.") var format: Format = .text
        @Option(help: "The moment whose law it is held against, as 2025-11-20T09:35; otherwise now.")
        var now: String?

        func run() throws {
            let law = try Home.law()
            let day = LondonClock.moment(at: try Clock.starting(at: now)()).date
            let (policy, problems) = PolicyReader.load(Home.found(file), law: law, clauses: Home.clauses())
            for problem in problems { Output.complain(problem.description) }
            guard let policy else { throw ExitCode(2) }
            let english = PolicyInEnglish(policy, law: law, on: day)
            print(format == .html ? english.html : english.text, terminator: "")
        }
    }

    /// `rollcall policy clauses FILE`
    struct Clauses: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says of every clause of a policy what executes it.",
            discussion: """
                One row for each clause of the policy's clause file: runs, not yet, or not executable. Exit 1 when the \
                file says of a clause both that it is not executed and what executes it.
                """)

        @Argument(help: "The policy file.") var file: String
        @Option(help: "table, json or csv.") var format: Format = Output.isTerminal ? .table : .csv

        func run() throws {
            let file = Home.found(file)
            let library = Home.clauses()
            let (policy, problems) = PolicyReader.load(file, law: try Home.law(), clauses: library)
            for problem in problems { Output.complain(problem.description) }
            guard let policy else { throw ExitCode(2) }
            guard let index = policy.clauseIndex.flatMap({ library.list(of: $0) }) else {
                throw CommandFailure.badUse(
                    "\(file) has no clause file: name one of Policies/clauses/ in a line clauses: NAME.")
            }
            let mentions = Home.find("Tests/Scenarios").map { ScenarioMentions.count(inFolder: $0) } ?? [:]
            let table = ClauseTable(policy, file: file, index: index, scenarios: mentions)
            switch format {
            case .json: print(try JSONRows.text(table.rows.map(Row.init)))
            case .table, .csv: print(Output.table(ClauseTable.columns, table.cells, as: format))
            }
            for problem in table.problems { Output.complain(problem.description) }
            if !table.problems.isEmpty { throw ExitCode(1) }
        }

        private struct Row: Encodable {
            var clause: String
            var status: String
            var by: String
            var scenarios: Int
            var reason: String

            init(_ row: ClauseTable.Row) {
                clause = row.clause.text
                status = row.status.rawValue
                by = row.by
                scenarios = row.scenarios
                reason = row.reason
            }
        }
    }
}
