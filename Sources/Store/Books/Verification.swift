public import Attendance

/// What `rollcall verify` found in one school's books.
public struct Verification: Hashable, Sendable {
    /// One chain, walked from its first link.
    public struct Chain: Hashable, Sendable {
        public var book: Book
        public var year: AcademicYear
        public var links: Int64
        /// The head as it was found by walking, in hexadecimal.
        public var head: String
    }

    public var chains: [Chain] = []
    public var pupilYears = 0
    /// What differs, in words; empty when the books are sound. Names no pupil but by number.
    public var differences: [String] = []

    public var isSound: Bool { differences.isEmpty }

    /// More than these are counted, not told one by one.
    static let mostTold = 50

    mutating func differs(_ what: String) {
        if differences.count < Self.mostTold {
            differences.append(what)
        } else if differences.count == Self.mostTold {
            differences.append("and more: the first \(Self.mostTold) are told")
        }
    }
}

extension Transaction {
    /// Walks every chain of a school, rebuilds its year marks from the entries and compares, and checks each head
    /// ever signed. `outside` are signed heads kept elsewhere than in these books.
    public func verify(school: SchoolID, key: SigningKey?, outside: [SignedHead] = []) throws -> Verification
    {
        var found = Verification()
        let acts = try actHashes(school: school)
        var signed = try signedHeads(school: school)
        let purged = try purgedYears(school: school)
        for head in outside where head.school == school && !signed.contains(head) {
            // Of a year that was removed when its time had come, as the decisions say.
            if head.book == .entries, let gone = purged[head.year], head.head.number <= gone.links {
                continue
            }
            found.differs(
                "a head of \(head.book.rawValue) \(head.year), signed at link \(head.head.number), is gone")
            signed.append(head)
        }
        let wanted = Dictionary(grouping: signed) { Link(book: $0.book, year: $0.year) }
        var links = Set(try chainHeads(school: school).map { Link(book: $0.book, year: $0.year) })
        links.formUnion(wanted.keys)
        links.formUnion(try yearsWithLines(school: school))
        for link in links.sorted() {
            let heads = wanted[link] ?? []
            let walked =
                link.book == .entries
                ? try walkEntries(link.year, acts: acts, signed: heads, school: school, into: &found)
                : try walkLedger(link, acts: acts, signed: heads, school: school, into: &found)
            let kept = try chainHead(link.book, year: link.year, school: school)
            if kept != walked {
                found.differs(
                    "\(link.book.rawValue) \(link.year): the chain ends at link \(walked.number), but its head "
                        + "was left at \(kept.number) (\(kept.hex.prefix(12))…)")
            }
            for head in heads {
                if head.head.number > walked.number {
                    found.differs(
                        "\(link.book.rawValue) \(link.year): cut off: link \(head.head.number) was signed, the last "
                            + "is \(walked.number)")
                }
                if let key {
                    let statement = SignedHead.statement(
                        school: school, book: head.book, year: head.year, head: head.head, at: head.signedAt)
                    if !key.isValid(head.signature, of: statement) {
                        found.differs(
                            "\(link.book.rawValue) \(link.year): the signature on link \(head.head.number) is not "
                                + "this installation's")
                    }
                }
            }
            found.chains.append(
                Verification.Chain(book: link.book, year: link.year, links: walked.number, head: walked.hex))
        }
        return found
    }

    private func yearsWithLines(school: SchoolID) throws -> [Link] {
        let ledgers = try rows(
            "SELECT DISTINCT book, year FROM ledger WHERE school_id = ?", [.integer(school.rawValue)]
        ) { row in
            Book(rawValue: row.text(0)).map { Link(book: $0, year: AcademicYear(startingIn: row.int(1))) }
        }
        let entries = try rows(
            """
            SELECT DISTINCT year FROM mark_entry WHERE school_id = ?
            UNION SELECT DISTINCT year FROM year_mark WHERE school_id = ?
            """, [.integer(school.rawValue), .integer(school.rawValue)]
        ) { Link(book: .entries, year: AcademicYear(startingIn: $0.int(0))) }
        return ledgers.compactMap { $0 } + entries
    }

    /// Every act's hash, made anew from what the act now says.
    private func actHashes(school: SchoolID) throws -> [Int64: [UInt8]] {
        var hashes: [Int64: [UInt8]] = [:]
        try each("SELECT \(Act.columns) FROM act a WHERE a.school_id = ?", [.integer(school.rawValue)]) {
            let act = try? Act.recorded(from: $0, at: 0)
            hashes[$0.integer(0)] = act?.hash ?? []
        }
        return hashes
    }

    private func walkEntries(
        _ year: AcademicYear, acts: [Int64: [UInt8]], signed: [SignedHead], school: SchoolID,
        into found: inout Verification
    ) throws -> ChainHead {
        var head = ChainHead.start
        var rebuilt: [Int64: [UInt8]] = [:]
        let wanted = Dictionary(
            signed.map { ($0.head.number, $0.head.hash) }, uniquingKeysWith: { first, _ in first })
        let blank = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
        try each(
            """
            SELECT e.number, e.pupil_id, e.slot, e.code, e.minutes_late, e.note_hash, e.act_id, e.hash, n.salt, n.note
            FROM mark_entry e
            LEFT JOIN entry_note n ON n.school_id = e.school_id AND n.year = e.year AND n.number = e.number
            WHERE e.school_id = ? AND e.year = ? ORDER BY e.number
            """,
            [.integer(school.rawValue), .integer(year.start)]
        ) { row in
            let number = row.integer(0)
            let slot = row.int(2)
            let code = row.integer(3)
            if number != head.number + 1 {
                found.differs("entries \(year): after link \(head.number) comes \(number)")
            }
            let noteHash = row.bytes(5)
            head.advance { sealed in
                MarkEntry.seal(
                    &sealed, pupil: row.integer(1), slot: slot, code: UInt8(truncatingIfNeeded: code),
                    minutesLate: row.intOrNil(4), noteHash: noteHash.isEmpty ? nil : noteHash,
                    actHash: acts[row.integer(6)] ?? [])
            }
            if head.hash != row.bytes(7) || !(0...255).contains(code) {
                found.differs("entries \(year): link \(number) is not what was sealed")
            }
            if let note = row.textOrNil(9), SaltedNote.hash(note, salt: row.bytes(8)) != noteHash {
                found.differs("entries \(year): the note of link \(number) is not what was sealed")
            }
            // Go on from what stands there, so that one altered link is told once and not for all that follow.
            head = ChainHead(number: number, hash: row.bytes(7))
            if let expected = wanted[number], expected != head.hash {
                found.differs("entries \(year): link \(number) is not the one that was signed")
            }
            if (0..<AcademicYear.sessionCount).contains(slot) {
                rebuilt[row.integer(1), default: blank][slot] = UInt8(truncatingIfNeeded: code)
            } else {
                found.differs("entries \(year): link \(number) is for no session of the year")
            }
        }
        try compareYearMarks(year, with: rebuilt, blank: blank, school: school, into: &found)
        return head
    }

    private func compareYearMarks(
        _ year: AcademicYear, with rebuilt: [Int64: [UInt8]], blank: [UInt8], school: SchoolID,
        into found: inout Verification
    ) throws {
        var unseen = Set(rebuilt.keys)
        try each(
            "SELECT pupil_id, marks FROM year_mark WHERE school_id = ? AND year = ? ORDER BY pupil_id",
            [.integer(school.rawValue), .integer(year.start)]
        ) { row in
            found.pupilYears += 1
            unseen.remove(row.integer(0))
            let kept = row.bytes(1)
            let wanted = rebuilt[row.integer(0)] ?? blank
            if kept == wanted { return }
            let first = zip(kept, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            let place = first.map { " from \(year.session(at: $0))" } ?? ""
            found.differs("year marks \(year) of pupil \(row.integer(0)) differ from the entries\(place)")
        }
        for pupil in unseen.sorted() {
            found.differs("year marks \(year) of pupil \(pupil) are gone; the entries hold some")
        }
    }

    private func walkLedger(
        _ link: Link, acts: [Int64: [UInt8]], signed: [SignedHead], school: SchoolID,
        into found: inout Verification
    ) throws -> ChainHead {
        var head = ChainHead.start
        let wanted = Dictionary(
            signed.map { ($0.head.number, $0.head.hash) }, uniquingKeysWith: { first, _ in first })
        let name = "\(link.book.rawValue) \(link.year)"
        try each(
            """
            SELECT number, pupil_id, kind, body, act_id, hash FROM ledger
            WHERE school_id = ? AND book = ? AND year = ? ORDER BY number
            """,
            [.integer(school.rawValue), .text(link.book.rawValue), .integer(link.year.start)]
        ) { row in
            let number = row.integer(0)
            if number != head.number + 1 {
                found.differs("\(name): after link \(head.number) comes \(number)")
            }
            head.advance { sealed in
                sealed.add(row.integerOrNil(1) ?? 0)
                sealed.add(row.text(2))
                sealed.add(row.text(3))
                sealed.add(fixed: acts[row.integer(4)] ?? [])
            }
            if head.hash != row.bytes(5) { found.differs("\(name): link \(number) is not what was sealed") }
            head = ChainHead(number: number, hash: row.bytes(5))
            if let expected = wanted[number], expected != head.hash {
                found.differs("\(name): link \(number) is not the one that was signed")
            }
        }
        return head
    }
}

/// One chain's name.
private struct Link: Hashable, Comparable {
    let book: Book
    let year: AcademicYear
    static func < (a: Link, b: Link) -> Bool { (a.book.rawValue, a.year) < (b.book.rawValue, b.year) }
}
