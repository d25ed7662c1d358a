/// A national curriculum year group: `N1`, `N2`, `R`, `1` to `14`, in that order.
public struct YearGroup: Hashable, Comparable, Sendable {
    /// -2 for N1, -1 for N2, 0 for Reception, then the year's own number.
    public let number: Int

    /// Nil outside -2 to 14.
    public init?(number: Int) {
        guard (-2...14).contains(number) else { return nil }
        self.number = number
    }

    private init(known: Int) { number = known }

    /// Reads the contract's own form and what exports write: `7`, `Y7`, `Year 7`, `yr 07`, `R`, `RF`, `0`,
    /// `Reception`, `N1`, `Nursery 1`, in any case. Nil for anything else: `Nursery` alone could be either year,
    /// and `X` says that the national curriculum years are not followed.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text.lowercased().filter { !$0.isWhitespace })
        for lead in ["yeargroup", "year", "yr", "y"] where rest.hasPrefix(lead) && rest.count > lead.count {
            rest.removeFirst(lead.count)
            break
        }
        switch rest {
        case "r", "rf", "0", "00", "rec", "reception": self = .reception
        case "n1", "nursery1": self = .nursery1
        case "n2", "nursery2": self = .nursery2
        default:
            guard (1...2).contains(rest.utf8.count), rest.utf8.allSatisfy({ (48...57).contains($0) }),
                let number = Int(rest), number >= 1
            else { return nil }
            self.init(number: number)
        }
    }

    public static let nursery1 = YearGroup(known: -2)
    public static let nursery2 = YearGroup(known: -1)
    public static let reception = YearGroup(known: 0)
    public static let all: [YearGroup] = (-2...14).map { YearGroup(known: $0) }

    /// `Year 7`, `Reception`, `Nursery 1`.
    public var name: String {
        switch number {
        case -2: "Nursery 1"
        case -1: "Nursery 2"
        case 0: "Reception"
        default: "Year \(number)"
        }
    }

    public var keyStage: KeyStage {
        switch number {
        case ...0: .eyfs
        case 1...2: .ks1
        case 3...6: .ks2
        case 7...9: .ks3
        case 10...11: .ks4
        default: .ks5
        }
    }

    /// The year group a pupil moves up to; nil after Year 14.
    public var next: YearGroup? { YearGroup(number: number + 1) }

    public static func < (a: YearGroup, b: YearGroup) -> Bool { a.number < b.number }
}

extension YearGroup: CustomStringConvertible {
    /// `N1`, `N2`, `R`, `7`.
    public var description: String {
        switch number {
        case -2: "N1"
        case -1: "N2"
        case 0: "R"
        default: "\(number)"
        }
    }
}

extension YearGroup: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let yearGroup = YearGroup(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is not a year group; write N1, N2, R or 1 to 14")
        }
        self = yearGroup
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A key stage; the sixth form is KS5.
public enum KeyStage: Int, Hashable, Sendable, CaseIterable, Comparable, Codable {
    case eyfs, ks1, ks2, ks3, ks4, ks5

    /// `EYFS`, `KS1`.
    public var name: String { self == .eyfs ? "EYFS" : "KS\(rawValue)" }

    /// Reads `KS3`, `Key Stage 3`, `EYFS`, in any case; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let plain = text.lowercased().filter { !$0.isWhitespace && $0 != "-" }
        guard
            let found = Self.allCases.first(where: {
                plain == $0.name.lowercased() || ($0 != .eyfs && plain == "keystage\($0.rawValue)")
            })
        else { return nil }
        self = found
    }

    public var yearGroups: [YearGroup] { YearGroup.all.filter { $0.keyStage == self } }

    public static func < (a: KeyStage, b: KeyStage) -> Bool { a.rawValue < b.rawValue }
}
