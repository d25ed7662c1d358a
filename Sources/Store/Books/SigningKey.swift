public import Attendance
import Crypto

/// The installation's signing key (Ed25519). The head of a chain signed today proves tomorrow that nothing before
/// it has been changed or cut off.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A new key.
    public init() {
        key = Curve25519.Signing.PrivateKey()
    }

    /// A key read back from where it is kept; nil when it is not 32 bytes.
    public init?(bytes: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else { return nil }
        self.key = key
    }

    /// 32 bytes, to be kept where only this program can read them.
    public var bytes: [UInt8] { Array(key.rawRepresentation) }
    /// 32 bytes that anyone may have, to check signatures by.
    public var publicBytes: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }
    func isValid(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        key.publicKey.isValidSignature(signature, for: bytes)
    }
}

/// The head of one chain at the time it was signed.
public struct SignedHead: Hashable, Sendable {
    public var school: SchoolID
    public var book: Book
    public var year: AcademicYear
    public var head: ChainHead
    public var signedAt: Instant
    public var signature: [UInt8]

    /// What is signed.
    static func statement(
        school: SchoolID, book: Book, year: AcademicYear, head: ChainHead, at instant: Instant
    ) -> [UInt8] {
        var sealed = Sealed()
        sealed.add("rollcall head")
        sealed.add(school.rawValue)
        sealed.add(book.rawValue)
        sealed.add(Int64(year.start))
        sealed.add(head.number)
        sealed.add(fixed: head.hash)
        sealed.add(instant.seconds)
        return sealed.hash
    }
}

extension SignedHead {
    /// As a line of text, to be kept outside the books.
    public var line: String {
        "\(school) \(book.rawValue) \(year.start) \(head.number) \(head.hex) \(signedAt.seconds) "
            + Hex.text(of: signature)
    }

    /// Reads such a line; nil for anything else.
    public init?(line: some StringProtocol) {
        let parts = line.split(separator: " " as Character).map { String($0) }
        guard parts.count == 7, let school = SchoolID(parts[0]), let book = Book(rawValue: parts[1]),
            let year = Int(parts[2]), let number = Int64(parts[3]), let hash = Hex.bytes(of: parts[4]),
            let seconds = Int64(parts[5]), let signature = Hex.bytes(of: parts[6])
        else { return nil }
        self.init(
            school: school, book: book, year: AcademicYear(startingIn: year),
            head: ChainHead(number: number, hash: hash), signedAt: Instant(seconds: seconds),
            signature: signature)
    }
}

extension Transaction {
    /// Signs the head of every chain of a school that has grown since it was last signed; gives those signed now.
    @discardableResult
    public func signHeads(school: SchoolID, with key: SigningKey, at instant: Instant) throws -> [SignedHead]
    {
        try chainHeads(school: school).compactMap { book, year, head in
            let last = try lastSignedNumber(book, year: year, school: school)
            guard head.number > last else { return nil }
            let signature = try key.signature(
                of: SignedHead.statement(school: school, book: book, year: year, head: head, at: instant))
            try run(
                """
                INSERT INTO signed_head (school_id, book, year, number, hash, signed_at, signature)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(school.rawValue), .text(book.rawValue), .integer(year.start),
                    .integer(head.number),
                    .bytes(head.hash), .integer(instant.seconds), .bytes(signature),
                ]
            )
            return SignedHead(
                school: school, book: book, year: year, head: head, signedAt: instant, signature: signature)
        }
    }

    private func lastSignedNumber(_ book: Book, year: AcademicYear, school: SchoolID) throws -> Int64 {
        try first(
            "SELECT max(number) FROM signed_head WHERE school_id = ? AND book = ? AND year = ?",
            [.integer(school.rawValue), .text(book.rawValue), .integer(year.start)]
        ) { $0.integer(0) } ?? 0
    }

    /// Every head of a school that was ever signed, oldest first.
    public func signedHeads(school: SchoolID) throws -> [SignedHead] {
        try rows(
            """
            SELECT book, year, number, hash, signed_at, signature FROM signed_head
            WHERE school_id = ? ORDER BY book, year, number
            """,
            [.integer(school.rawValue)]
        ) { row in
            Book(rawValue: row.text(0)).map {
                SignedHead(
                    school: school, book: $0, year: AcademicYear(startingIn: row.int(1)),
                    head: ChainHead(number: row.integer(2), hash: row.bytes(3)),
                    signedAt: Instant(seconds: row.integer(4)), signature: row.bytes(5))
            }
        }.compactMap { $0 }
    }
}
