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
        let bytes = text.utf8
        guard bytes.count == 13 else { return nil }
        let space = bytes.index(bytes.startIndex, offsetBy: 10)
        guard bytes[space] == UInt8(ascii: " "), let date = CalendarDate(text[..<space]),
            let half = Half(name: text[bytes.index(after: space)...])
        else { return nil }
        self.init(date, half)
    }
}
