import Crypto
import CryptoExtras
import Foundation

/// What the books keep of a password: scrypt's answer, with the parameters it was asked with, so that they can be
/// raised later and old answers still be checked.
///
/// Written `$scrypt$ln=14,r=8,p=5$SALT$KEY`, salt and key in base 64.
public struct PasswordHash: Hashable, Sendable, LosslessStringConvertible {
    struct Cost: Hashable, Sendable {
        /// Rounds are 2 to this power.
        var log2Rounds: Int
        var blockSize: Int
        var parallelism: Int

        /// OWASP's second of five equal choices: 16 MB for as long as it runs, about an eighth of a second. Two at
        /// once are then well inside the server's memory.
        static let current = Cost(log2Rounds: 14, blockSize: 8, parallelism: 5)
    }

    let cost: Cost
    let salt: [UInt8]
    let key: [UInt8]

    /// Work for these takes long: it is done on threads of its own, two at once and no more.
    private static let queue: OperationQueue = {
        let queue = OperationQueue()
        queue.name = "rollcall.passwords"
        queue.maxConcurrentOperationCount = 2
        return queue
    }()

    /// Hashes a password with a new salt.
    public static func make(_ password: String) async throws -> PasswordHash {
        try await make(password, salt: Secret.random(16), cost: .current)
    }

    static func make(_ password: String, cost: Cost) async throws -> PasswordHash {
        try await make(password, salt: Secret.random(16), cost: cost)
    }

    /// Hashes with a given salt: of a code that is found by its hash, and so must always give the same.
    static func make(_ password: String, salt: [UInt8], cost: Cost) async throws -> PasswordHash {
        let key = try await derive(password, salt: salt, cost: cost, count: 32)
        return PasswordHash(cost: cost, salt: salt, key: key)
    }

    /// Whether this is the hash of a password.
    public func matches(_ password: String) async throws -> Bool {
        let key = try await Self.derive(password, salt: salt, cost: cost, count: self.key.count)
        return Secret.areEqual(key, self.key)
    }

    /// Takes as long as checking a password does, so that a name nobody has is not told from one that somebody
    /// has by the time the answer takes.
    static func waste(_ password: String, cost: Cost) async {
        _ = try? await derive(password, salt: [UInt8](repeating: 0, count: 16), cost: cost, count: 32)
    }

    private static func derive(
        _ password: String, salt: [UInt8], cost: Cost, count: Int
    ) async throws -> [UInt8] {
        // One text has one form, however a keyboard puts accents together.
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation {
                continuation.resume(
                    with: Result {
                        try KDF.Scrypt.deriveKey(
                            from: bytes, salt: salt, outputByteCount: count, rounds: 1 << cost.log2Rounds,
                            blockSize: cost.blockSize, parallelism: cost.parallelism
                        ).withUnsafeBytes { Array($0) }
                    })
            }
        }
    }

    init(cost: Cost, salt: [UInt8], key: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    public var description: String {
        let salt = Data(salt).base64EncodedString()
        let key = Data(key).base64EncodedString()
        return "$scrypt$ln=\(cost.log2Rounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(salt)$\(key)"
    }

    /// Nil for a text that is no such hash.
    public init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let salt = Data(base64Encoded: String(parts[3])), let key = Data(base64Encoded: String(parts[4])),
            key.count >= 16
        else { return nil }
        var numbers: [Substring: Int] = [:]
        for pair in parts[2].split(separator: ",") {
            let sides = pair.split(separator: "=")
            guard sides.count == 2, let number = Int(sides[1]) else { return nil }
            numbers[sides[0]] = number
        }
        guard let log2Rounds = numbers["ln"], (1...20).contains(log2Rounds), let blockSize = numbers["r"],
            (1...32).contains(blockSize), let parallelism = numbers["p"], (1...16).contains(parallelism)
        else { return nil }
        self.init(
            cost: Cost(log2Rounds: log2Rounds, blockSize: blockSize, parallelism: parallelism),
            salt: Array(salt), key: Array(key))
    }
}

/// What a password must be: long enough, and none that everybody tries first. No rules about signs and digits,
/// which make passwords worse (NCSC, password guidance).
enum PasswordRule {
    static let shortest = 10
    static let longest = 200

    /// What is wrong with a password, for whoever chose it; nil when nothing is.
    static func problem(with password: String, of name: String) -> String? {
        if password.count < shortest {
            return "Choose a password of at least \(shortest) characters: three words are easy to remember."
        }
        if password.utf8.count > longest { return "Choose a password of at most \(longest) characters." }
        let plain = password.lowercased()
        let own = name.lowercased().prefix { $0 != "@" }
        if Set(plain).count < 4 || common.contains(plain) || (own.count > 3 && plain.hasPrefix(own)) {
            return "That password is one of the first that anybody would try: choose another."
        }
        return nil
    }

    private static let common: Set<String> = [
        "password10", "password12", "password123", "password1234", "passw0rd123", "1234567890", "0123456789",
        "12345678910", "qwertyuiop", "qwerty12345", "1q2w3e4r5t", "letmein123", "welcome123", "welcome1234",
        "iloveyou123", "football123", "liverpool123", "arsenal123", "administrator", "attendance",
        "attendance1", "attendance123", "rollcall123", "rollcall1234", "register123", "schoolschool",
        "changeme123", "abcdefghij", "abcd123456", "teacher123",
    ]
}
