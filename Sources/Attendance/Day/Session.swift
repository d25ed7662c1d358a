/// A half-day on which the register is called. Not an instant: it has no clock time.
public struct Session: Hashable, Comparable, Sendable {
    public enum Half: UInt8, Hashable, Sendable, CaseIterable, Codable, Comparable {
        case am, pm
        public static func < (a: Half, b: Half) -> Bool { a.rawValue < b.rawValue }

        /// `AM` or `PM`.
        public var name: String { self == .am ? "AM" : "PM" }
        /// Reads `AM` or `PM`, in any case; nil for anything else.
        public init?(name: some StringProtocol) {
            switch name.uppercased() {
            case "AM": self = .am
            case "PM": self = .pm
            default: return nil
            }
        }
    }

    public var date: CalendarDate
    public var half: Half

    public init(_ date: CalendarDate, _ half: Half) {
        self.date = date
        self.half = half
    }

    public static func < (a: Session, b: Session) -> Bool { (a.date, a.half) < (b.date, b.half) }
}

extension Session: CustomStringConvertible {
    /// `2025-11-13 AM`.
    public var description: String { "\(date) \(half.name)" }

    /// Reads `2025-11-13 AM`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CalendarDate(parts[0]), let half = Half(name: parts[1]) else {
            return nil
        }
        self.init(date, half)
    }
}
