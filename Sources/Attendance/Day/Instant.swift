/// A point in time, in whole seconds of UTC since 1 January 1970. Kept in the books; never shown as it is.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    public let seconds: Int64

    public init(seconds: Int64) {
        self.seconds = seconds
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
    public static func + (a: Instant, seconds: Int64) -> Instant { Instant(seconds: a.seconds + seconds) }
    /// Whole seconds from `b` to `a`.
    public static func - (a: Instant, b: Instant) -> Int64 { a.seconds - b.seconds }

    public init(from decoder: any Decoder) throws {
        seconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }
}
