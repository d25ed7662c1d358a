public import Attendance
import Crypto

/// Six digits that an authenticator app shows for thirty seconds (RFC 6238, over RFC 4226, with HMAC-SHA-1 as
/// every such app has it).
public struct OneTimeCode: Hashable, Sendable {
    /// In base 32, as apps take it.
    public let secret: String

    static let seconds: Int64 = 30

    init(secret: String) {
        self.secret = secret
    }

    /// 20 random bytes, as long as the hash.
    static func new() -> OneTimeCode { OneTimeCode(secret: Secret.base32(Secret.random(20))) }

    /// The thirty seconds an instant lies in.
    static func step(at instant: Instant) -> Int64 { instant.seconds / seconds }

    /// The code of a step.
    func code(step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let key = SymmetricKey(data: Secret.bytes(base32: secret))
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// The code that the app shows at an instant.
    public func code(at instant: Instant) -> String { code(step: Self.step(at: instant)) }

    /// The step a typed code is of: the present one, or one to either side for clocks that differ, but none up to
    /// the last one used. Nil when it is of none of these.
    func step(of typed: String, at instant: Instant, after last: Int64?) -> Int64? {
        let digits = Array(typed.utf8.filter { (48...57).contains($0) })
        guard digits.count == 6 else { return nil }
        let now = Self.step(at: instant)
        return [now, now - 1, now + 1].first { step in
            step > last ?? .min && Secret.areEqual(Array(code(step: step).utf8), digits)
        }
    }

    /// The address that an app reads from a square barcode, or a telephone opens.
    public func uri(for name: String, issuer: String) -> String {
        let issuer = Self.escaped(issuer)
        return "otpauth://totp/\(issuer):\(Self.escaped(name))?secret=\(secret)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=6&period=\(Self.seconds)"
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
            }
        }.joined()
    }
}
