/// A unique pupil number: a check letter, three digits of local authority, four of establishment, two of the
/// year, and a serial of three characters whose last is a letter when the number is temporary.
///
/// Well formed is all that is asked; a check letter that does not agree deserves a warning, not a refusal, since
/// real files hold such numbers. Source: Department for Education, Unique Pupil Numbers guidance.
public struct UPN: Hashable, Sendable {
    /// 13 characters, upper case.
    public let text: String

    /// Reads a number in either case, with spaces around it; nil when it is malformed.
    public init?(_ text: some StringProtocol) {
        let upper = text.uppercased()
        let characters = upper.utf8.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
        guard upper.utf8.drop(while: { $0 == 0x20 }).dropFirst(characters.count).allSatisfy({ $0 == 0x20 })
        else { return nil }
        let bytes = Array(characters)
        guard bytes.count == 13, Self.letters.contains(bytes[0]),
            bytes[1..<12].allSatisfy(Self.isDigit),
            Self.isDigit(bytes[12]) || Self.letters.contains(bytes[12])
        else { return nil }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// A number with its check letter; nil when a part has too many digits. Year is the last two digits' source:
    /// 2025 gives 25.
    public static func make(la: Int, establishment: Int, year: Int, serial: Int) -> UPN? {
        guard (0...999).contains(la), (0...9999).contains(establishment), year >= 0,
            (0...999).contains(serial)
        else { return nil }
        let tail =
            padded(la, to: 3) + padded(establishment, to: 4) + padded(year % 100, to: 2)
            + padded(serial, to: 3)
        return UPN("\(checkLetter(ofTail: Array(tail.utf8)))\(tail)")
    }

    /// Given to a pupil whose permanent number is not yet known.
    public var isTemporary: Bool { text.utf8.last.map { !Self.isDigit($0) } ?? false }

    /// The letter that the other twelve characters call for.
    public var expectedCheckLetter: Character { Self.checkLetter(ofTail: Array(text.utf8.dropFirst())) }

    public var hasRightCheckLetter: Bool { text.first == expectedCheckLetter }

    /// `A` to `Z` without `I`, `O` and `S`.
    private static let letters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Each character's value times its place, 2 to 13, summed; the remainder by 23 names the letter.
    private static func checkLetter(ofTail tail: [UInt8]) -> Character {
        var sum = 0
        for (place, byte) in tail.enumerated() {
            let value = isDigit(byte) ? Int(byte) - 48 : letters.firstIndex(of: byte) ?? 0
            sum += value * (place + 2)
        }
        return Character(UnicodeScalar(letters[sum % 23]))
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension UPN: CustomStringConvertible {
    public var description: String { text }
}
