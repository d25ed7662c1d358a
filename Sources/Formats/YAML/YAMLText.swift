import Attendance
import Yams

/// The text of a YAML file on its way to nodes.
///
/// What a reader of settings has no use for and an unfriendly file could do harm with is refused before it is
/// parsed: aliases, very deep nesting, very long files.
struct YAMLText {
    /// Bytes of UTF-8.
    static let longest = 1_048_576
    static let deepest = 60

    let file: String
    let text: String
    let lines: [Substring]

    init(file: String, text: String) {
        self.file = file
        self.text = Self.withPlainLineEnds(text)
        lines = self.text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The line in question, without its indentation and cut to a readable length.
    func excerpt(line: Int) -> String {
        guard lines.indices.contains(line - 1) else { return "" }
        let line = lines[line - 1].drop { $0 == " " || $0 == "\t" }
        let printable = line.prefix(90).map { character in
            character.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } ? character : "·"
        }
        return String(printable) + (line.count > 90 ? "…" : "")
    }

    func problem(line: Int = 0, column: Int = 0, _ problem: String, _ remedy: String) -> Problem {
        Problem(
            file: file, line: line, column: column, problem: problem, remedy: remedy,
            excerpt: line > 0 ? excerpt(line: line) : "")
    }

    /// The file's one document. A nil node comes with at least one problem; problems may come with a node, when
    /// keys were written twice: the first of them then stands.
    func compose() -> (node: YAMLNode?, problems: [Problem]) {
        if let refusal = refusal() { return (nil, [refusal]) }
        var source = text
        var problems = [Problem]()
        var renamed = Set<String>()
        // Yams gives up at the first mapping in which a key stands twice, and says where the first of the two is.
        // That key gets a stand-in of the same length, so that all places stay, and the file is parsed again.
        while true {
            do {
                guard let node = try Yams.compose(yaml: source, .basic, .default, .utf8) else {
                    return (nil, [problem("The file is empty.", "Write the settings the file should hold.")])
                }
                let converted = convert(node)
                guard renamed.isEmpty else {
                    var found = [Problem]()
                    let cleaned = withoutStandIns(converted, renamed, &found)
                    return (cleaned, problems + found)
                }
                return (converted, problems)
            } catch let error as YamlError {
                if case .duplicatedKeysInMapping(_, let context) = error, renamed.count < 200,
                    let next = renaming(source, at: context.mark, number: renamed.count)
                {
                    source = next.source
                    renamed.insert(next.standIn)
                    continue
                }
                problems.append(sentence(for: error))
                return (nil, problems)
            } catch {
                problems.append(problem("The file cannot be read as YAML.", "Check how it is laid out."))
                return (nil, problems)
            }
        }
    }

    private func refusal() -> Problem? {
        if text.utf8.count > Self.longest {
            return problem(
                "The file is longer than \(Self.longest / 1024) kB.",
                "A file of settings is a few pages long; check that this is the file you meant.")
        }
        if let bad = text.unicodeScalars.firstIndex(where: isControl) {
            let place = place(of: bad)
            return problem(
                line: place.line, column: place.column, "There is a control character in the file.",
                "Save it as plain text; it may be a document or a damaged file.")
        }
        return YAMLShape(lines: lines).refusal.map {
            problem(line: $0.line, column: $0.column, $0.problem, $0.remedy)
        }
    }

    /// A byte order mark goes; every end of line is one `\n`, so that lines are counted here as the parser counts
    /// them.
    private static func withPlainLineEnds(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\u{FEFF}" where previous == nil: break
            case "\r": plain.append("\n")
            case "\n" where previous == "\r": break
            case "\u{85}", "\u{2028}", "\u{2029}": plain.append(" ")
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }

    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 32 && scalar != "\n" && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
            || scalar.value == 0xFEFF || scalar.value == 0xFFFE || scalar.value == 0xFFFF
    }

    private func place(of index: String.Index) -> (line: Int, column: Int) {
        let before = text.unicodeScalars[..<index]
        let line = before.count { $0 == "\n" } + 1
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        return (line, column)
    }

    private func convert(_ node: Node) -> YAMLNode {
        let content: YAMLContent
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            content =
                isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
                ? .nothing : .scalar(scalar.string)
        case .sequence(let sequence): content = .sequence(sequence.map(convert))
        case .mapping(let mapping):
            content = .mapping(mapping.map { (convert($0.key), convert($0.value)) })
        case .alias: content = .nothing
        }
        return YAMLNode(content: content, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }
}

/// Keys written twice.
extension YAMLText {
    /// Puts private characters over the key at a mark; nil when there is no plain word there.
    private func renaming(
        _ source: String, at mark: Mark, number: Int
    ) -> (source: String, standIn: String)? {
        var scalars = Array(source.unicodeScalars)
        var start = 0
        var line = 1
        while line < mark.line, start < scalars.count {
            if scalars[start] == "\n" { line += 1 }
            start += 1
        }
        start += mark.column - 1
        guard start < scalars.count else { return nil }
        let quote = scalars[start] == "'" || scalars[start] == "\"" ? scalars[start] : nil
        if quote != nil { start += 1 }
        var end = start
        while end < scalars.count, scalars[end] != "\n",
            quote.map({ scalars[end] != $0 }) ?? !(":,}]".unicodeScalars.contains(scalars[end]))
        { end += 1 }
        guard end > start, let mask = Unicode.Scalar(0xE000 + UInt32(number)) else { return nil }
        while end > start, quote == nil, scalars[end - 1] == " " { end -= 1 }
        for place in start..<end { scalars[place] = mask }
        var next = String.UnicodeScalarView()
        next.append(contentsOf: scalars)
        return (String(next), String(repeating: Character(mask), count: end - start))
    }

    /// Gives every stand-in its own key back, and every later key of the same name a problem.
    private func withoutStandIns(
        _ node: YAMLNode, _ standIns: Set<String>, _ problems: inout [Problem]
    ) -> YAMLNode {
        var node = node
        switch node.content {
        case .scalar, .nothing: break
        case .sequence(let items):
            node.content = .sequence(items.map { withoutStandIns($0, standIns, &problems) })
        case .mapping(let pairs):
            var seen = [String: Int]()
            var kept = [(key: YAMLNode, value: YAMLNode)]()
            for (key, value) in pairs {
                var key = key
                if let text = key.scalar, standIns.contains(text) {
                    key.content = .scalar(original(of: key, length: text.unicodeScalars.count))
                }
                let value = withoutStandIns(value, standIns, &problems)
                guard let text = key.scalar, let first = seen[text] else {
                    if let text = key.scalar { seen[text] = key.line }
                    kept.append((key, value))
                    continue
                }
                problems.append(
                    problem(
                        line: key.line, column: key.column,
                        "'\(text)' is written twice, first in line \(first).",
                        "Keep one of the two."))
            }
            node.content = .mapping(kept)
        }
        return node
    }

    private func original(of key: YAMLNode, length: Int) -> String {
        guard lines.indices.contains(key.line - 1) else { return "" }
        let line = lines[key.line - 1].unicodeScalars.dropFirst(key.column - 1)
        let isQuoted = line.first == "'" || line.first == "\""
        return String(line.dropFirst(isQuoted ? 1 : 0).prefix(length))
    }
}

/// What the parser says, in words.
extension YAMLText {
    private func sentence(for error: YamlError) -> Problem {
        switch error {
        case .scanner(_, let said, let mark, _), .parser(_, let said, let mark, _),
            .composer(_, let said, let mark, _):
            let (what, remedy) = Self.inWords(said)
            // What is missing at the end of the file is missing after its last line that says something.
            guard lines.indices.contains(mark.line - 1), !lines[mark.line - 1].isEmpty else {
                let last = lines.lastIndex { !$0.isEmpty } ?? 0
                return problem(line: last + 1, column: lines[last].unicodeScalars.count + 1, what, remedy)
            }
            return problem(line: mark.line, column: mark.column, what, remedy)
        case .duplicatedKeysInMapping(_, let context):
            return problem(
                line: context.mark.line, column: context.mark.column, "The same thing is written twice here.",
                "Keep one of the two.")
        default:
            return problem(
                "The file cannot be read as YAML.",
                "Save it as plain text in UTF-8; compare its layout with a policy in Policies/.")
        }
    }

    private static func inWords(_ said: String) -> (problem: String, remedy: String) {
        let table: [(part: String, problem: String, remedy: String)] = [
            (
                "character that cannot start any token", "This cannot begin a value.",
                "Indent with spaces, never tabs, and put values that begin with @, ` or % in quotes."
            ),
            (
                "unknown escape character", "A backslash in double quotes begins an escape.",
                "Write the afternoon mark in single quotes: '\\'."
            ),
            (
                "unexpected end of stream", "A quoted value is never closed.",
                "Put the second quote where the value ends; write the afternoon mark in single quotes: '\\'."
            ),
            (
                "mapping values are not allowed", "There is a second colon where one value should be.",
                "Put the value in quotes, or begin a new line for the next setting."
            ),
            (
                "could not find expected ':'", "There is no colon after this name.",
                "Write name: value, with a space after the colon."
            ),
            (
                "did not find expected ',' or", "A list or group in brackets is not closed or lacks a comma.",
                "Put commas between the parts, close the bracket, and write '#' in quotes: alone it begins a comment."
            ),
            (
                "did not find expected key", "This does not line up with the settings above it.",
                "Indent it like its neighbours, with spaces; put values with quotes inside in quotes."
            ),
            (
                "did not find expected '-' indicator", "This does not line up with the list above it.",
                "Begin each part of the list with - in the same column."
            ),
            (
                "found unexpected ':'", "There is a colon here without a space or a value after it.",
                "Write name: value, with a space after the colon."
            ),
            (
                "expected a single document", "There is a second document in the file.",
                "Remove the line --- and keep one document."
            ),
            (
                "another document", "There is a second document in the file.",
                "Remove the line --- and keep one document."
            ),
        ]
        for (part, problem, remedy) in table where said.contains(part) { return (problem, remedy) }
        return (
            "The file cannot be read as YAML here (\(said)).",
            "Check the indentation, quotes and brackets of this line and the one before."
        )
    }
}
