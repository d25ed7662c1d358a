import Attendance

/// A mapping with a known list of keys. Making one reports every key that is not on the list.
struct YAMLGroup {
    let node: YAMLNode
    private let report: YAMLReport
    private let values: [String: YAMLNode]
    /// The keys that are there, in the order of the file, with or without a value.
    let names: [String]
    /// For sentences: "a register's times".
    private let what: String

    /// Nil, with a problem, when the node is not a mapping.
    init?(_ node: YAMLNode, _ what: String, keys: [String], report: YAMLReport) {
        guard case .mapping(let pairs) = node.content else {
            report.error(
                at: node, "\(sentenceCase(what)) should be a group of settings, not \(node.kind).",
                "Write the settings as name: value; known here are \(keys.joined(separator: ", ")).")
            return nil
        }
        var values = [String: YAMLNode]()
        var names = [String]()
        for (key, value) in pairs {
            guard let name = key.scalar else {
                report.error(at: key, "A name of a setting should be a single word.", "Write name: value.")
                continue
            }
            guard keys.contains(name) else {
                report.error(
                    at: key, "'\(report.short(name))' is not a setting of \(what).",
                    report.suggestion(for: name, among: keys))
                continue
            }
            values[name] = value
            names.append(name)
        }
        self.names = names
        self.node = node
        self.report = report
        self.values = values
        self.what = what
    }

    /// The value of a key that is there and not empty.
    subscript(key: String) -> YAMLNode? {
        guard let value = values[key], !value.isNothing else { return nil }
        return value
    }

    /// The value of a key that must be there; nil with a problem when it is not.
    func required(_ key: String) -> YAMLNode? {
        if let value = values[key] {
            guard !value.isNothing else {
                let isComment = report.text.excerpt(line: value.line).contains(" #")
                report.error(
                    at: value, "'\(key)' has no value.",
                    isComment
                        ? "A # outside quotes begins a comment; write '#' where you mean the code."
                        : "Write it after the colon.")
                return nil
            }
            return value
        }
        report.error(at: node, "\(sentenceCase(what)) has no '\(key)'.", "Add a line \(key): with its value.")
        return nil
    }

    /// The value of a key that may be left out, but not left empty: nil with a problem when it is.
    func filled(_ key: String) -> YAMLNode? {
        names.contains(key) ? required(key) : nil
    }

    /// The value of such a key, read by one of the report's functions.
    func filled<Value>(_ key: String, _ read: (YAMLNode) -> Value?) -> Value? {
        filled(key).flatMap(read)
    }

    /// The value read by one of the report's functions, when the key is there.
    func optional<Value>(_ key: String, _ read: (YAMLNode) -> Value?) -> Value? {
        self[key].flatMap(read)
    }

    /// The value read by one of the report's functions; a problem when the key is not there.
    func required<Value>(_ key: String, _ read: (YAMLNode) -> Value?) -> Value? {
        required(key).flatMap(read)
    }
}
