/// A percentage for people to read: exact tenths, rounded half up from counts.
///
/// Nothing is ever decided on one. 89.96 % prints as 90.0 and is persistent absence.
public struct Percentage: Hashable, Sendable {
    public let tenths: Int

    /// Nil when `whole` is 0. Both are counts, neither negative.
    public init?(_ part: Int, of whole: Int) {
        guard whole > 0, part >= 0 else { return nil }
        tenths = (part * 2000 + whole) / (whole * 2)
    }
}

extension Percentage: CustomStringConvertible {
    /// `89.5`.
    public var description: String { "\(tenths / 10).\(tenths % 10)" }
}
