import Crypto

/// Random texts, and what the books keep of them.
enum Secret {
    /// 43 characters that nobody guesses: 32 random bytes in base 64 as addresses and cookies allow it.
    static func token() -> String { base64URL(random(32)) }

    /// A code to read out or copy by hand: letters and digits that are not taken for one another, in groups of
    /// four. Each character holds five bits.
    static func code(characters: Int) -> String {
        let letters = random(characters).map { alphabet[Int($0) % alphabet.count] }
        return stride(from: 0, to: characters, by: 4).map { start in
            String(decoding: letters[start..<min(start + 4, characters)], as: UTF8.self)
        }.joined(separator: "-")
    }

    /// A code as it was meant, however it was typed: large letters, no spaces and hyphens.
    static func normal(code: String) -> String {
        String(
            decoding: code.uppercased().utf8.filter { alphabet.contains($0) }, as: UTF8.self)
    }

    /// What the books keep of a token or a long code: 64 hexadecimal digits of SHA-256.
    static func hash(_ secret: String) -> String {
        SHA256.hash(data: Array(secret.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static func random(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// Whether two are equal, in a time that does not tell where they differ.
    static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// 32 of them: no 0 and O, no 1 and I.
    private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// RFC 4648, section 5, without padding.
    private static func base64URL(_ bytes: [UInt8]) -> String {
        digits(
            of: bytes, bits: 6,
            in: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8))
    }

    /// RFC 4648, section 6, without padding: how authenticator apps are given a secret.
    static func base32(_ bytes: [UInt8]) -> String {
        digits(of: bytes, bits: 5, in: base32Alphabet)
    }

    static func bytes(base32 text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var held = 0
        var count = 0
        for character in text.utf8 {
            guard let value = base32Alphabet.firstIndex(of: character) else { continue }
            held = (held << 5 | value) & 0xFFFF
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(held >> count & 0xFF))
            }
        }
        return bytes
    }

    private static let base32Alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    private static func digits(of bytes: [UInt8], bits: Int, in alphabet: [UInt8]) -> String {
        var text: [UInt8] = []
        var held = 0
        var count = 0
        for byte in bytes {
            held = (held << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= bits {
                count -= bits
                text.append(alphabet[held >> count & ((1 << bits) - 1)])
            }
        }
        if count > 0 { text.append(alphabet[held << (bits - count) & ((1 << bits) - 1)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
