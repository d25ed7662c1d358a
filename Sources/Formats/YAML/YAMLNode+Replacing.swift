/// Values that stand in for others, by their path in a file.
extension YAMLNode {
    /// The keys by which the parts of lists are named.
    private static let nameKeys: Set<String> = [
        "rule", "process", "state", "value", "list", "window", "route", "ground", "refusal", "role",
        "session",
        "letter", "task", "visit", "meeting", "referral", "return", "report", "alert", "award",
    ]
    /// Keys that say where a value comes from, and are no value.
    private static let sourceKeys: Set<String> = ["clause", "reading", "reference"]

    /// The file with another value at a path; nil when there is nothing at it.
    ///
    /// The parts of a path stand between dots: keys, and in lists the name of a part (`rule:`, `state:`,
    /// `session:` …) or its number from 0. A path that does not begin at the root is one of the named values.
    /// Where a clause stands beside a single value, as in `{school-days: 5, clause: ABC-7.3}`, that value is
    /// replaced and its clause stays.
    func replacing(path: String, with new: YAMLNode) -> YAMLNode? {
        replacing(steps(of: path)[...], with: new)
    }

    /// Where a path leaves the file: the part that is not there, and what is.
    func firstMissing(of path: String) -> (part: String, known: [String])? {
        var node = self
        for step in steps(of: path) {
            guard let next = node[part: step] else { return (step, node.partNames) }
            node = next.value
        }
        return nil
    }

    private func steps(of path: String) -> [String] {
        let steps = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = steps.first, self[part: first] == nil, let values = self[part: "values"]?.value,
            values[part: first] != nil
        else { return steps }
        return ["values"] + steps
    }

    private func replacing(_ steps: ArraySlice<String>, with new: YAMLNode) -> YAMLNode? {
        guard let step = steps.first else { return replaced(by: new) }
        guard let (number, value) = self[part: step],
            let inner = value.replacing(steps.dropFirst(), with: new)
        else { return nil }
        var copy = self
        switch content {
        case .mapping(var pairs):
            pairs[number].value = inner
            copy.content = .mapping(pairs)
        case .sequence(var items):
            items[number] = inner
            copy.content = .sequence(items)
        case .scalar, .nothing: return nil
        }
        return copy
    }

    private func replaced(by new: YAMLNode) -> YAMLNode {
        if case .mapping(var pairs) = content {
            let values = pairs.indices.filter { !Self.sourceKeys.contains(pairs[$0].key.scalar ?? "") }
            var isSingle = true
            if case .mapping = new.content { isSingle = false }
            if isSingle, values.count == 1 {
                pairs[values[0]].value = new.placed(
                    line: pairs[values[0]].value.line, column: pairs[values[0]].value.column)
                var copy = self
                copy.content = .mapping(pairs)
                return copy
            }
        }
        return new.placed(line: line, column: column)
    }

    /// What is said against a value is said of the place in the file where it stands in.
    private func placed(line: Int, column: Int) -> YAMLNode {
        var copy = self
        copy.line = line
        copy.column = column
        switch content {
        case .mapping(let pairs):
            copy.content = .mapping(
                pairs.map {
                    ($0.key.placed(line: line, column: column), $0.value.placed(line: line, column: column))
                })
        case .sequence(let items):
            copy.content = .sequence(items.map { $0.placed(line: line, column: column) })
        case .scalar, .nothing: break
        }
        return copy
    }

    private subscript(part step: String) -> (number: Int, value: YAMLNode)? {
        switch content {
        case .mapping(let pairs):
            return pairs.firstIndex { $0.key.scalar == step }.map { ($0, pairs[$0].value) }
        case .sequence(let items):
            let named = items.firstIndex { $0.names.contains(step) }
            return (named ?? Int(step).flatMap { items.indices.contains($0) ? $0 : nil }).map {
                ($0, items[$0])
            }
        case .scalar, .nothing: return nil
        }
    }

    private var partNames: [String] {
        switch content {
        case .mapping(let pairs): pairs.compactMap(\.key.scalar)
        case .sequence(let items): items.flatMap(\.names)
        case .scalar, .nothing: []
        }
    }

    /// What a part of a list is called.
    private var names: [String] {
        switch content {
        case .mapping(let pairs):
            pairs.filter { Self.nameKeys.contains($0.key.scalar ?? "") }.compactMap(\.value.scalar)
        case .scalar(let text): [text]
        case .sequence, .nothing: []
        }
    }
}
