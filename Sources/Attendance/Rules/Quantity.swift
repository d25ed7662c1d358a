/// A number of a rule, exact to the hundredth: 95 per cent, 3.5 days.
public struct Amount: Hashable, Comparable, Sendable {
    public let hundredths: Int

    public init(hundredths: Int) {
        self.hundredths = hundredths
    }

    public init(_ whole: Int) {
        hundredths = whole * 100
    }

    /// Reads `95`, `3.5`, `82.25`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = parts.first, !first.isEmpty, first.utf8.count <= 7,
            first.utf8.allSatisfy({ (48...57).contains($0) }), let whole = Int(first)
        else { return nil }
        guard parts.count == 2 else {
            hundredths = whole * 100
            return
        }
        let rest = parts[1]
        guard (1...2).contains(rest.utf8.count), rest.utf8.allSatisfy({ (48...57).contains($0) }),
            let part = Int(rest)
        else { return nil }
        hundredths = whole * 100 + (rest.utf8.count == 1 ? part * 10 : part)
    }

    public static func < (a: Amount, b: Amount) -> Bool { a.hundredths < b.hundredths }
}

extension Amount: CustomStringConvertible {
    /// `95`, `3.5`.
    public var description: String {
        let (whole, part) = hundredths.quotientAndRemainder(dividingBy: 100)
        if part == 0 { return "\(whole)" }
        return part % 10 == 0 ? "\(whole).\(part / 10)" : "\(whole).\(part < 10 ? "0" : "")\(part)"
    }
}

/// Where a rule takes a number from.
public enum Quantity: Hashable, Sendable {
    case literal(Amount)
    /// A figure of the law, as it is on the day.
    case law(LawFigureName)
    /// One of the policy's named values; while it is unset every rule that asks for it is off.
    case value(String)
    /// A number filled in, by name, in the act being looked at.
    case said(String)
    /// The rate with which the window of a process is compared.
    case baseline
}

/// How a measure is held against a number. Rates are compared as counts, never as rounded percentages.
public enum Relation: String, Hashable, Sendable, CaseIterable {
    case below
    case atMost = "at-most"
    case exactly
    case atLeast = "at-least"
    case moreThan = "more-than"

    /// Whether something that compares so with the number passes: negative for less, 0 for equal.
    public func holds(_ order: Int) -> Bool {
        switch self {
        case .below: order < 0
        case .atMost: order <= 0
        case .exactly: order == 0
        case .atLeast: order >= 0
        case .moreThan: order > 0
        }
    }
}

/// `below 95`, `at least 10`.
public struct Comparison: Hashable, Sendable {
    public var relation: Relation
    public var quantity: Quantity

    public init(_ relation: Relation, _ quantity: Quantity) {
        self.relation = relation
        self.quantity = quantity
    }

    public static let some = Comparison(.atLeast, .literal(Amount(1)))
}

/// A set of codes, as rules name it: codes, and the classes of the statistics.
public struct CodeChoice: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    public init() {}

    public init(_ codes: some Sequence<AttendanceCode>) {
        for code in codes { insert(code) }
    }

    public mutating func insert(_ code: AttendanceCode) {
        if code.rawValue < 64 {
            low |= 1 << UInt64(code.rawValue)
        } else {
            high |= 1 << UInt64(code.rawValue - 64)
        }
    }

    /// - Parameter byte: as in year marks; 0 for no mark, which is in no set.
    @inlinable public func contains(byte: UInt8) -> Bool {
        byte < 64 ? lowBits >> UInt64(byte) & 1 == 1 : byte < 128 && highBits >> UInt64(byte - 64) & 1 == 1
    }

    public func contains(_ code: AttendanceCode) -> Bool { contains(byte: code.rawValue) }

    @usableFromInline var lowBits: UInt64 { low }
    @usableFromInline var highBits: UInt64 { high }

    public var codes: [AttendanceCode] { AttendanceCode.all.filter(contains) }
    public var isEmpty: Bool { low == 0 && high == 0 }

    public func union(_ other: CodeChoice) -> CodeChoice {
        var both = self
        both.low |= other.low
        both.high |= other.high
        return both
    }

    /// The classes that a rule may name.
    public static let classes: [(name: String, choice: CodeChoice)] = [
        ("absent", CodeChoice(AttendanceCode.all.filter(\.sessionClass.isAbsence))),
        ("authorised", CodeChoice(AttendanceCode.all.filter { $0.sessionClass == .authorised })),
        ("unauthorised", CodeChoice(AttendanceCode.all.filter { $0.sessionClass == .unauthorised })),
        ("attended", CodeChoice(AttendanceCode.all.filter(\.sessionClass.isAttended))),
        ("present", CodeChoice(AttendanceCode.all.filter { $0.sessionClass == .present })),
        ("not-possible", CodeChoice(AttendanceCode.all.filter { $0.sessionClass == .notPossible })),
        ("late", CodeChoice([.late, .lateAfterClose])),
    ]

    public static let absent = classes[0].choice
    public static let unauthorised = classes[2].choice
    public static let attended = classes[3].choice
}
