import Crypto
import Foundation

/// Signs what is kept in visitors' browsers, so that they can keep it and not change it.
struct Seal: Sendable {
    private let key: SymmetricKey

    init(secret: [UInt8]) {
        key = SymmetricKey(
            data: HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: secret), info: Array("rollcall web".utf8),
                outputByteCount: 32))
    }

    /// The same text for the same words and secret, 43 letters.
    func mark(of text: String, for purpose: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(purpose)\u{0}\(text)".utf8), using: key)
        return Array(code).base64URL
    }

    /// The text with its mark; `opened` gives the text back if nobody has changed it.
    func sealed(_ text: String, for purpose: String) -> String {
        let body = Array(text.utf8).base64URL
        return "\(body).\(mark(of: body, for: purpose))"
    }

    func opened(_ sealed: String, for purpose: String) -> String? {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isSame(mark(of: String(parts[0]), for: purpose), String(parts[1])),
            let bytes = [UInt8](base64URL: String(parts[0]))
        else { return nil }
        return String(bytes: bytes, encoding: .utf8)
    }

    /// Unreadable too where it is kept; `unlocked` gives the text back.
    func locked(_ text: String, for purpose: String) -> String? {
        let box = try? AES.GCM.seal(
            Array(text.utf8), using: key(for: purpose), authenticating: Array(purpose.utf8))
        return box?.combined.map { Array($0).base64URL }
    }

    func unlocked(_ locked: String, for purpose: String) -> String? {
        guard let bytes = [UInt8](base64URL: locked), let box = try? AES.GCM.SealedBox(combined: bytes),
            let plain = try? AES.GCM.open(
                box, using: key(for: purpose), authenticating: Array(purpose.utf8))
        else { return nil }
        return String(data: plain, encoding: .utf8)
    }

    private func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Array("locked \(purpose)".utf8), outputByteCount: 32)
    }

    /// Compares in a time that tells nothing of where they differ.
    static func isSame(_ one: String, _ other: String) -> Bool {
        let (a, b) = (Array(one.utf8), Array(other.utf8))
        guard a.count == b.count else { return false }
        var difference: UInt8 = 0
        for index in a.indices { difference |= a[index] ^ b[index] }
        return difference == 0
    }

    /// 32 random bytes as 43 letters.
    static func token() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }.base64URL
    }
}

extension [UInt8] {
    /// Base 64 with `-` and `_`, without `=`.
    fileprivate var base64URL: String {
        let text = Data(self).base64EncodedString()
        return String(
            text.compactMap { letter in
                switch letter {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: letter
                }
            })
    }

    fileprivate init?(base64URL text: String) {
        var plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: plain) else { return nil }
        self = Array(data)
    }
}
