/// Something wrong in a file or a form that a person can put right.
///
/// Readers collect every problem before they give up, so that one look mends them all.
public struct Problem: Error, Hashable, Sendable {
    public enum Severity: Sendable { case error, warning }

    public var severity: Severity
    /// As the person named it: a path, or `-` for standard input.
    public var file: String
    /// From 1; 0 when the problem is of the file as a whole.
    public var line: Int
    /// From 1; 0 when the problem is of the line as a whole.
    public var column: Int
    /// What is wrong.
    public var problem: String
    /// What to do, or write, instead.
    public var remedy: String
    /// The line it stands in, shortened; empty when there is none to show.
    public var excerpt: String

    public init(
        _ severity: Severity = .error, file: String, line: Int = 0, column: Int = 0, problem: String,
        remedy: String, excerpt: String = ""
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
        self.remedy = remedy
        self.excerpt = excerpt
    }
}

extension Problem: CustomStringConvertible {
    /// `FILE:LINE:COLUMN: problem`, the excerpt if there is one, and the remedy, a line each.
    public var description: String {
        let place = [file, line > 0 ? "\(line)" : nil, line > 0 && column > 0 ? "\(column)" : nil]
            .compactMap(\.self).joined(separator: ":")
        let lead = severity == .warning ? "warning: " : ""
        return [
            "\(place): \(lead)\(problem)", excerpt.isEmpty ? nil : "  \(excerpt)",
            remedy.isEmpty ? nil : remedy,
        ]
        .compactMap(\.self).joined(separator: "\n")
    }
}
