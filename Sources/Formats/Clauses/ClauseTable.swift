public import Attendance

/// What executes each clause of a policy: one row for every clause of its index, in the index's order.
public struct ClauseTable: Sendable {
    public struct Row: Hashable, Sendable {
        public var clause: ClauseID
        public var status: ClauseNote.Status
        /// What executes it, `rule NAME`, `setting registers.times`; several with `; ` between.
        public var by: String
        /// How many scenarios name it.
        public var scenarios: Int
        /// Why it is not executed, or only in part.
        public var reason: String
    }

    public let rows: [Row]
    /// Clauses of which the file says that they are not executed, and that something executes.
    public let problems: [Problem]

    /// - Parameters:
    ///   - index: the policy's clauses, in the order of their file.
    ///   - scenarios: how many scenarios name a clause.
    public init(_ policy: Policy, file: String, index: [ClauseID], scenarios: [String: Int] = [:]) {
        let executed = PolicyClauses(policy)
        var problems = [Problem]()
        rows = index.map { clause in
            let by = executed.by[clause] ?? []
            let note = policy.rules.clauses[clause]
            if let note, note.status != .runs, let first = by.first {
                problems.append(Self.contradiction(clause, note, first, file))
            }
            let noted = note.map { $0.status == .runs ? [$0.by].filter { !$0.isEmpty } : [] } ?? []
            let status = by.isEmpty ? note?.status ?? .notYet : .runs
            var reason = note?.reason ?? ""
            if by.isEmpty, note == nil { reason = "nothing executes it" }
            if let waiting = executed.waiting[clause], reason.isEmpty { reason = waiting }
            return Row(
                clause: clause, status: status, by: (by + noted).joined(separator: "; "),
                scenarios: scenarios[clause.text] ?? 0, reason: reason)
        }
        self.problems = problems
    }

    private static func contradiction(
        _ clause: ClauseID, _ note: ClauseNote, _ by: String, _ file: String
    ) -> Problem {
        Problem(
            file: file,
            problem: "\(clause) is said to be \(note.status.rawValue), and \(by) executes it.",
            remedy: "Take it out of clauses-elsewhere, or out of \(by).")
    }

    public static let columns = ["clause", "status", "by", "scenarios", "reason"]

    /// The rows as text, in the order of `columns`.
    public var cells: [[String]] {
        rows.map { [$0.clause.text, $0.status.rawValue, $0.by, "\($0.scenarios)", $0.reason] }
    }
}
