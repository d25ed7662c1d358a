/// What one mark means to the statistics. The raw value is the high nibble of the code's byte.
public enum SessionClass: UInt8, Hashable, Sendable, CaseIterable, Comparable, Codable {
    /// In the room: `/ \ L`.
    case present = 1
    /// At an approved educational activity elsewhere: `K V P W B`, and `J` and `D` while they counted so.
    case approvedEducationalActivity
    case authorised
    case unauthorised
    /// Not a possible attendance: out of the denominator as well.
    case notPossible
    /// Kept away by coronavirus, 2020/21 and 2021/22: in the denominator, in neither numerator.
    case covidPossible
    /// Not collected: `Z` and `#`.
    case administrative

    public static func < (a: SessionClass, b: SessionClass) -> Bool { a.rawValue < b.rawValue }

    /// Present, or at an approved educational activity.
    public var isAttended: Bool { self == .present || self == .approvedEducationalActivity }
    /// Authorised or unauthorised absence.
    public var isAbsence: Bool { self == .authorised || self == .unauthorised }
    /// Whether the session is in the denominator of every rate.
    public var isPossible: Bool { isAttended || isAbsence || self == .covidPossible }

    /// As it is named in files and JSON.
    public var name: String {
        switch self {
        case .present: "present"
        case .approvedEducationalActivity: "approvedEducationalActivity"
        case .authorised: "authorised"
        case .unauthorised: "unauthorised"
        case .notPossible: "notPossible"
        case .covidPossible: "covidPossible"
        case .administrative: "administrative"
        }
    }

    /// Reads `name`; nil for anything else.
    public init?(name: some StringProtocol) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
