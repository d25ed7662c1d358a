public import Attendance

/// The books that are chained: each line covers the one before, so that none can be changed, slipped in or taken
/// out unnoticed.
public enum Book: String, Sendable, CaseIterable {
    case entries, decisions, sent
}

/// The last link of a chain.
public struct ChainHead: Hashable, Sendable {
    /// 0 before the first link.
    public var number: Int64
    /// 32 bytes of SHA-256; noughts before the first link.
    public var hash: [UInt8]

    static let start = ChainHead(number: 0, hash: [UInt8](repeating: 0, count: 32))

    /// Adds a link over the fields that `fill` lays down.
    mutating func advance(_ fill: (inout Sealed) -> Void) {
        number += 1
        var sealed = Sealed()
        sealed.add(fixed: hash)
        sealed.add(number)
        fill(&sealed)
        hash = sealed.hash
    }

    /// The hash as it is printed: 64 hexadecimal digits.
    public var hex: String { Hex.text(of: hash) }
}

/// Bytes as hexadecimal digits, two to a byte.
enum Hex {
    static func text(of bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static func bytes(of text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16)
            else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}

extension Transaction {
    public func chainHead(_ book: Book, year: AcademicYear, school: SchoolID) throws -> ChainHead {
        if let head = held?.head(book, year, of: school) { return head }
        return try first(
            "SELECT number, hash FROM chain WHERE school_id = ? AND book = ? AND year = ?",
            [.integer(school.rawValue), .text(book.rawValue), .integer(year.start)]
        ) { ChainHead(number: $0.integer(0), hash: $0.bytes(1)) } ?? .start
    }

    /// Every chain of a school and its head.
    public func chainHeads(school: SchoolID) throws -> [(book: Book, year: AcademicYear, head: ChainHead)] {
        try held?.write(in: self)
        return try rows(
            "SELECT book, year, number, hash FROM chain WHERE school_id = ? ORDER BY book, year",
            [.integer(school.rawValue)]
        ) { row in
            Book(rawValue: row.text(0)).map {
                (
                    $0, AcademicYear(startingIn: row.int(1)),
                    ChainHead(number: row.integer(2), hash: row.bytes(3))
                )
            }
        }.compactMap { $0 }
    }

    func save(_ head: ChainHead, _ book: Book, year: AcademicYear, school: SchoolID) throws {
        if let held { return held.hold(head, book, year, of: school) }
        try write(head, book, year: year, school: school)
    }

    func write(_ head: ChainHead, _ book: Book, year: AcademicYear, school: SchoolID) throws {
        try run(
            """
            INSERT INTO chain (school_id, book, year, number, hash) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (school_id, book, year) DO UPDATE SET number = excluded.number, hash = excluded.hash
            """,
            [
                .integer(school.rawValue), .text(book.rawValue), .integer(year.start), .integer(head.number),
                .bytes(head.hash),
            ]
        )
    }

    /// Adds a line to the decisions, or to the things sent. `body` is JSON, kept as it is.
    public func append(
        to book: Book, kind: String, pupil: PupilID?, body: String, on day: CalendarDate, by act: RecordedAct,
        school: SchoolID
    ) throws {
        let year = AcademicYear(containing: day)
        var head = try chainHead(book, year: year, school: school)
        head.advance { sealed in
            sealed.add(pupil?.rawValue ?? 0)
            sealed.add(kind)
            sealed.add(body)
            sealed.add(fixed: act.hash)
        }
        try run(
            """
            INSERT INTO ledger (school_id, book, year, number, pupil_id, kind, body, act_id, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .text(book.rawValue), .integer(year.start), .integer(head.number),
                pupil.map { .integer($0.rawValue) } ?? .null, .text(kind), .text(body),
                .integer(act.id.rawValue),
                .bytes(head.hash),
            ]
        )
        try save(head, book, year: year, school: school)
    }
}
