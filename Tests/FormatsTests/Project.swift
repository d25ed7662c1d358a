import Attendance
import Formats

/// The files of the project that tests read.
enum Project {
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/")
    }()

    static let policies = ["damara", "hallmoor", "laurence-jackson", "nethergate", "serenity"]
    static let clauses = ClauseLibrary.load(directory: "\(root)/Policies/clauses")

    /// The law as it is shipped; its own tests say so when it cannot be read.
    static let law: Law = {
        let (law, problems) = LawReader.load(directory: "\(root)/Law/England")
        guard let law else { fatalError(problems.map(\.description).joined(separator: "\n")) }
        return law
    }()

    static func text(_ path: String) -> String {
        guard case .success(let text) = TextFile.read("\(root)/\(path)") else { fatalError("no \(path)") }
        return text
    }

    static func policy(_ name: String) -> Policy {
        let (policy, problems) = PolicyReader.load(
            "\(root)/Policies/\(name).yaml", law: law, clauses: clauses)
        guard let policy else { fatalError(problems.map(\.description).joined(separator: "\n")) }
        return policy
    }
}

/// `day("2024-08-19")`
func day(_ text: String) -> CalendarDate { CalendarDate(text)! }
func time(_ text: String) -> TimeOfDay { TimeOfDay(text)! }
