import Attendance

/// The problems found while one file is read, all of them, each with its place.
///
/// A class, because the readers of a file's parts all write to the same one.
final class YAMLReport {
    let text: YAMLText
    private(set) var problems: [Problem] = []
    /// More than anybody reads; a file with more is the wrong file.
    static let most = 200

    init(_ text: YAMLText, problems: [Problem] = []) {
        self.text = text
        self.problems = problems
    }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    private func add(_ problem: Problem) {
        if problems.count < Self.most { problems.append(problem) }
    }

    func error(at node: YAMLNode, _ problem: String, _ remedy: String) {
        add(text.problem(line: node.line, column: node.column, problem, remedy))
    }

    func warning(at node: YAMLNode, _ problem: String, _ remedy: String) {
        var warning = text.problem(line: node.line, column: node.column, problem, remedy)
        warning.severity = .warning
        add(warning)
    }

    func error(at place: FilePlace, _ problem: String, _ remedy: String) {
        add(text.problem(line: place.line, column: place.column, problem, remedy))
    }

    /// In the order of the file; those of the same place in the order found.
    var sorted: [Problem] {
        problems.enumerated().sorted {
            ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
        }.map(\.element)
    }
}

/// Single values. Each answers nil after it has said what is wrong.
extension YAMLReport {
    /// - Parameter what: for the sentence: "the name of the school".
    func text(_ node: YAMLNode, _ what: String) -> String? {
        guard let text = single(node, what) else { return nil }
        guard text.contains(where: { !$0.isWhitespace }) else {
            error(at: node, "\(sentenceCase(what)) is empty.", "Write it, or leave the line out.")
            return nil
        }
        return text
    }

    func integer(_ node: YAMLNode, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = single(node, what) else { return nil }
        guard let number = Int(text), text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 }) else {
            error(
                at: node, "'\(short(text))' is not a whole number.",
                "Write \(what) as a number from \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        guard range.contains(number) else {
            error(
                at: node, "\(number) is out of range.",
                "Write \(what) as a number from \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return number
    }

    func flag(_ node: YAMLNode, _ what: String) -> Bool? {
        guard let text = single(node, what) else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            error(at: node, "'\(short(text))' is neither yes nor no.", "Write yes or no for \(what).")
            return nil
        }
    }

    func date(_ node: YAMLNode, _ what: String) -> CalendarDate? {
        guard let text = single(node, what) else { return nil }
        guard let date = CalendarDate(text) else {
            error(
                at: node, "'\(short(text))' is not a day.",
                "Write \(what) as year-month-day, like 2025-09-15.")
            return nil
        }
        return date
    }

    func time(_ node: YAMLNode, _ what: String) -> TimeOfDay? {
        guard let text = single(node, what) else { return nil }
        guard let time = TimeOfDay(text) else {
            error(
                at: node, "'\(short(text))' is not a time of day.",
                "Write \(what) on the 24-hour clock in quotes, like \"08:45\".")
            return nil
        }
        return time
    }

    /// One of a closed list of names.
    func choice<Choice>(
        _ node: YAMLNode, _ what: String, among names: [String], as make: (String) -> Choice?
    ) -> Choice? {
        guard let text = single(node, what) else { return nil }
        if let choice = make(text) { return choice }
        error(at: node, "'\(short(text))' is not \(what).", suggestion(for: text, among: names))
        return nil
    }

    /// The parts of a list; a single value is read as a list of one.
    func list(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
        switch node.content {
        case .sequence(let items): return items
        case .scalar: return [node]
        case .mapping, .nothing:
            error(
                at: node, "\(sentenceCase(what)) should be a list, not \(node.kind).",
                "Write it as [ one, two ].")
            return []
        }
    }

    /// The parts of a list that must have one.
    func listOfSome(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
        let items = list(node, what)
        if items.isEmpty, case .sequence = node.content {
            error(at: node, "The list is empty.", "Write at least one of \(what), or leave the line out.")
        }
        return items
    }

    func suggestion(for written: String, among names: [String]) -> String {
        if let near = NearestName.of(written, among: names) { return "Did you mean '\(near)'?" }
        return "Use one of \(names.joined(separator: ", "))."
    }

    func short(_ text: String) -> String {
        let line = text.prefix { !$0.isNewline }
        return line.count > 40 ? "\(line.prefix(40))…" : String(line)
    }

    private func single(_ node: YAMLNode, _ what: String) -> String? {
        if let text = node.scalar { return text }
        error(
            at: node, "\(sentenceCase(what)) should be a single value, not \(node.kind).",
            node.isNothing
                ? "Write it after the colon, or leave the line out." : "Write one value after the colon.")
        return nil
    }
}

/// With its first letter large.
func sentenceCase(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
}
