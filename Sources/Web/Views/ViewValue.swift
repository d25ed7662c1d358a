/// What a template sees of a view: text, yes or no, a list, or names with values.
enum ViewValue: Sendable {
    case absent
    case flag(Bool)
    case text(String)
    case list([ViewValue])
    case named(ViewNames)

    /// What a section passes over: nothing, no, and a list of none. Empty text is text.
    var isEmpty: Bool {
        switch self {
        case .absent, .flag(false): true
        case .list(let items): items.isEmpty
        case .flag, .text, .named: false
        }
    }
}

/// The names a struct offers to a template, with what they stand for. An optional that is nil is still a name.
final class ViewNames: Sendable {
    private let names: [String]
    private let values: [ViewValue]

    init(names: [String], values: [ViewValue]) {
        self.names = names
        self.values = values
    }

    /// Nil when there is no such name, which is never the template's right.
    subscript(name: String) -> ViewValue? {
        for index in names.indices where names[index] == name { return values[index] }
        return nil
    }
}
