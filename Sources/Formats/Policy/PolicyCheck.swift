public import Attendance

/// Everything that can be said against a policy file: what keeps it from being read, where it and the law differ,
/// and what it leaves open.
public struct PolicyCheck: Sendable {
    public let file: String
    /// Nil when the file cannot be used.
    public let policy: Policy?
    /// False when the file could not be opened, or is not YAML at all.
    public let isReadable: Bool
    public let problems: [Problem]
    public let conflicts: [PolicyConflict]
    public let leftOpen: [OpenSetting]
    private let text: YAMLText?

    /// - Parameter day: the day whose law the policy is held against.
    public init(_ path: String, law: Law, clauses: ClauseLibrary, on day: CalendarDate) {
        switch TextFile.read(path) {
        case .success(let text): self.init(file: path, text: text, law: law, clauses: clauses, on: day)
        case .failure(let problem): self.init(file: path, unreadable: [problem], text: nil)
        }
    }

    /// The same for text in hand, as from a form.
    public init(file: String, text: String, law: Law, clauses: ClauseLibrary, on day: CalendarDate) {
        let text = YAMLText(file: file, text: text)
        let (node, problems) = text.compose()
        guard let node else {
            self.init(file: file, unreadable: problems, text: text)
            return
        }
        let report = YAMLReport(text, problems: problems)
        let read = PolicyReader.read(node, report, law: law, clauses: clauses)
        self.init(
            file: file, text: text, policy: read.policy, isReadable: true, problems: read.problems,
            conflicts: read.policy?.conflicts(with: law, on: day) ?? [],
            leftOpen: read.policy?.leftOpen(under: law, on: day) ?? [])
    }

    private init(file: String, unreadable problems: [Problem], text: YAMLText?) {
        self.init(
            file: file, text: text, policy: nil, isReadable: false, problems: problems, conflicts: [],
            leftOpen: [])
    }

    private init(
        file: String, text: YAMLText?, policy: Policy?, isReadable: Bool, problems: [Problem],
        conflicts: [PolicyConflict], leftOpen: [OpenSetting]
    ) {
        self.file = file
        self.text = text
        self.policy = policy
        self.isReadable = isReadable
        self.problems = problems
        self.conflicts = conflicts
        self.leftOpen = leftOpen
    }

    /// Whether a school may run on it as it stands.
    public var passes: Bool { policy != nil && !conflicts.contains { $0.treatment == .refused } }

    /// 0 when it passes, warnings or not; 1 when it does not; 2 when the file cannot be read.
    public var exitCode: Int32 { isReadable ? (passes ? 0 : 1) : 2 }

    /// Every problem and difference, as it is printed: place, what is wrong, the line, what is done or to do.
    public var report: [String] { problems.map(\.description) + conflicts.map(line) }

    /// The rows of the list of differences that were found, each once.
    public var checks: [String] {
        Set(conflicts.compactMap(\.check)).sorted { a, b in
            let (x, y) = (Self.parts(a), Self.parts(b))
            return (x.name, x.number) < (y.name, y.number)
        }
    }

    /// `X-ABC-` and 12.
    private static func parts(_ check: String) -> (name: Substring, number: Int) {
        let digits = check.reversed().prefix { $0.isNumber }.count
        return (check.dropLast(digits), Int(check.suffix(digits)) ?? 0)
    }

    /// One line that sums up, and one with the rows of the list of differences.
    public var summary: String {
        guard policy != nil else {
            return "\(file): cannot be used until \(counted(problems.count, "problem")) above are put right."
        }
        let refused = conflicts.count { $0.treatment == .refused }
        let warned = conflicts.count { $0.treatment == .warned } + problems.count
        let noted = conflicts.count { $0.treatment == .noted }
        var lines = [
            "\(file): \(counted(refused, "setting")) overridden by the law, \(counted(warned, "warning")),"
                + " \(counted(noted, "note")), \(leftOpen.count) left open."
        ]
        if !checks.isEmpty { lines.append("Differences: \(checks.joined(separator: " "))") }
        lines += leftOpen.map { "Left open: \($0.setting). \($0.consequence)" }
        return lines.joined(separator: "\n")
    }

    private func line(_ conflict: PolicyConflict) -> String {
        let place = conflict.source.place
        let at = place.line > 0 ? "\(file):\(place.line):\(place.column)" : file
        let kind =
            switch conflict.treatment {
            case .refused: ""
            case .warned: "warning: "
            case .noted: "note: "
            }
        let clauses = conflict.source.clauses.map(\.text).joined(separator: ", ")
        let id = [conflict.check, clauses.isEmpty ? nil : "(\(clauses))"].compactMap(\.self).joined(
            separator: " ")
        let excerpt = text?.excerpt(line: place.line) ?? ""
        let against = conflict.citation.isEmpty ? "" : " [\(conflict.citation)]"
        return [
            "\(at): \(kind)\(id.isEmpty ? "" : "\(id): ")\(conflict.says)",
            excerpt.isEmpty ? nil : "  \(excerpt)",
            "\(conflict.law)\(against) \(conflict.runs)",
        ].compactMap(\.self).joined(separator: "\n")
    }

    private func counted(_ number: Int, _ thing: String) -> String {
        "\(number) \(thing)\(number == 1 ? "" : "s")"
    }
}
