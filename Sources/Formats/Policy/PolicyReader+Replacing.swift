public import Attendance

/// A value that stands in for one of a policy file, as a scenario asks for.
public struct PolicyReplacement: Sendable {
    /// As `welfare-check.school-days`, `school.type`, `rules.attendance-95-letter.when.attendance.below`.
    public let path: String
    let node: YAMLNode
    /// The file that asks for it, for what is said against its path; nil for nobody in particular.
    public var askedIn: String?
    public var place = FilePlace(line: 0, column: 0)

    init(_ path: String, _ node: YAMLNode) {
        self.path = path
        self.node = node
    }

    /// - Parameter yaml: the value as it would be written: `5`, `no`, `[headteacher]`, `{date: 2025-09-01}`.
    public init(_ path: String, yaml: String) {
        let plain = YAMLNode(content: .scalar(yaml), line: 0, column: 0)
        self.init(path, YAMLText(file: "", text: yaml).compose().node ?? plain)
    }
}

extension PolicyReader {
    /// Reads a file from the disk with some of its values replaced.
    public static func load(
        _ path: String, replacing replacements: [PolicyReplacement], law: Law, clauses: ClauseLibrary
    ) -> (policy: Policy?, problems: [Problem]) {
        switch TextFile.read(path) {
        case .success(let text):
            read(file: path, text: text, replacing: replacements, law: law, clauses: clauses)
        case .failure(let problem): (nil, [problem])
        }
    }

    /// The same for text in hand. A path that is not in the file is a problem.
    public static func read(
        file: String, text: String, replacing replacements: [PolicyReplacement], law: Law,
        clauses: ClauseLibrary
    ) -> (policy: Policy?, problems: [Problem]) {
        let text = YAMLText(file: file, text: text)
        let (node, problems) = text.compose()
        guard var node else { return (nil, problems) }
        var missing = [Problem]()
        for replacement in replacements {
            guard let replaced = node.replacing(path: replacement.path, with: replacement.node) else {
                missing.append(unknown(replacement, in: node, text))
                continue
            }
            node = replaced
        }
        guard missing.isEmpty else { return (nil, missing) }
        return read(node, YAMLReport(text, problems: problems), law: law, clauses: clauses)
    }

    private static func unknown(
        _ replacement: PolicyReplacement, in node: YAMLNode, _ text: YAMLText
    ) -> Problem {
        let report = YAMLReport(text)
        let path = replacement.path
        let (part, known) = node.firstMissing(of: path) ?? (path, [])
        return Problem(
            file: replacement.askedIn ?? text.file, line: replacement.place.line,
            column: replacement.place.column,
            problem: "There is nothing at '\(report.short(path))' that could be replaced.",
            remedy: known.isEmpty
                ? "Leave out '\(report.short(part))' and what follows it; there is a single value before it."
                : report.suggestion(for: part, among: known))
    }
}
