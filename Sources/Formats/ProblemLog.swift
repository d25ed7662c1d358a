public import Attendance

/// What is wrong with a file: all problems counted, the first of them kept.
///
/// A file with a mistake in every row of 400,000 must not fill the memory with messages that nobody reads.
public struct ProblemLog: Sendable {
    /// The first problems, in the order in which they were met.
    public private(set) var kept: [Problem] = []
    public private(set) var errorCount = 0
    public private(set) var warningCount = 0
    /// How many problems are kept.
    public let room: Int

    public init(room: Int = 2000) {
        self.room = room
    }

    /// Problems that were counted and not kept.
    public var left: Int { errorCount + warningCount - kept.count }
    public var isEmpty: Bool { errorCount + warningCount == 0 }

    public mutating func add(_ problem: Problem) {
        switch problem.severity {
        case .error: errorCount += 1
        case .warning: warningCount += 1
        }
        if kept.count < room { kept.append(problem) }
    }

    public mutating func add(_ other: ProblemLog) {
        for problem in other.kept { add(problem) }
        errorCount += other.errorCount - other.kept.count { $0.severity == .error }
        warningCount += other.warningCount - other.kept.count { $0.severity == .warning }
    }
}
