/// The id of a clause of a school's policy: `ABC-8.1`.
public struct ClauseID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { text }

    public static func < (a: ClauseID, b: ClauseID) -> Bool { a.text < b.text }
}

/// How an unclear clause is read, so that those who approve the policy can see it and change it.
public struct Reading: Hashable, Sendable {
    /// The reading taken, as the rest of a sentence that begins "Read as".
    public var taken: String
    /// The reading ruled out, as the rest of "rather than"; nil when the clause is silent and not ambiguous.
    public var ratherThan: String?

    public init(taken: String, ratherThan: String? = nil) {
        self.taken = taken
        self.ratherThan = ratherThan
    }
}

/// Where a school's policy says something, and where in its file.
public struct PolicySource: Hashable, Sendable {
    /// Empty when the file names none.
    public var clauses: [ClauseID]
    public var reading: Reading?
    public var place: FilePlace

    public init(
        clauses: [ClauseID] = [], reading: Reading? = nil, place: FilePlace = FilePlace(line: 0, column: 0)
    ) {
        self.clauses = clauses
        self.reading = reading
        self.place = place
    }

    /// Whether the policy is silent and somebody chose: a reading of no clause.
    public var isChosen: Bool { clauses.isEmpty && reading != nil }
}

/// Something the school decides, with where its policy says so.
public struct Setting<Value: Sendable>: Sendable {
    public var value: Value
    public var source: PolicySource

    public init(_ value: Value, _ source: PolicySource = PolicySource()) {
        self.value = value
        self.source = source
    }
}

extension Setting: Equatable where Value: Equatable {}
extension Setting: Hashable where Value: Hashable {}
