/// What is wrong with a form, by field, in the order of the questions. Each message says what to do.
struct FieldErrors: Error, Sendable {
    private(set) var all: [(name: String, message: String)] = []

    init(_ all: [(name: String, message: String)] = []) {
        self.all = all
    }

    var isEmpty: Bool { all.isEmpty }

    subscript(name: String) -> String? { all.first { $0.name == name }?.message }

    mutating func add(_ name: String, _ message: String) {
        all.append((name, message))
    }

    /// For the top of the page; nil when there is nothing to say.
    var summary: ErrorSummary? {
        isEmpty
            ? nil
            : ErrorSummary(items: all.map { Link(href: "#" + Field.id(of: $0.name), label: $0.message) })
    }
}

/// The errors of a form, first on its page, each a link to its field.
struct ErrorSummary: Encodable, Sendable {
    var items: [Link]
}
