/// A value in a YAML file, with the place where it stands. Everything is text until a reader asks for more:
/// `NO`, `012` and `09:15` stay as they were written.
struct YAMLNode: Sendable {
    var content: YAMLContent
    /// From 1.
    var line: Int
    /// From 1, in Unicode scalars.
    var column: Int

    /// What it is, for a sentence: "a list".
    var kind: String {
        switch content {
        case .scalar: "a single value"
        case .sequence: "a list"
        case .mapping: "a group of settings"
        case .nothing: "nothing"
        }
    }

    var isNothing: Bool {
        if case .nothing = content { true } else { false }
    }

    var scalar: String? {
        if case .scalar(let text) = content { text } else { nil }
    }
}

/// What stands at a node. Not within `YAMLNode`, since the compiler then takes the two for a circle when it builds
/// some of the files that read them.
indirect enum YAMLContent: Sendable {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
    /// Nothing written, `~` or `null`.
    case nothing
}
