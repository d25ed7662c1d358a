public import Attendance
import Foundation

/// What one school's registers of an academic year come to.
public struct RegisterYear: Hashable, Sendable {
    public var year: AcademicYear
    public var entries: Int
    public var notes: Int
    public var pupils: Int
    /// When the last of its entries was made, which may be long after the year.
    public var lastMade: Instant
    public var head: ChainHead
}

/// A year whose entries are gone, as the decisions keep it: how many there were, and the chain's head.
struct PurgedYear: Codable {
    var book: String
    var year: Int
    var links: Int64
    var head: String

    static let kind = "purge"
}

extension Transaction {
    /// What the registers of a year hold; nil where they hold nothing.
    public func registerYear(_ year: AcademicYear, school: SchoolID) throws -> RegisterYear? {
        let key: [SQLValue] = [.integer(school.rawValue), .integer(year.start)]
        let found = try first(
            """
            SELECT count(*), count(DISTINCT e.pupil_id), max(a.at) FROM mark_entry e
            JOIN act a ON a.school_id = e.school_id AND a.id = e.act_id
            WHERE e.school_id = ? AND e.year = ?
            """, key
        ) { ($0.int(0), $0.int(1), Instant(seconds: $0.integer(2))) }
        guard let (entries, pupils, lastMade) = found, entries > 0 else { return nil }
        let notes = try first("SELECT count(*) FROM entry_note WHERE school_id = ? AND year = ?", key) {
            $0.int(0)
        }
        return RegisterYear(
            year: year, entries: entries, notes: notes ?? 0, pupils: pupils, lastMade: lastMade,
            head: try chainHead(.entries, year: year, school: school))
    }

    /// Removes the registers of a year, and writes among the decisions of `day` that they are gone.
    func purge(_ found: RegisterYear, on day: CalendarDate, by act: Act, school: SchoolID) throws {
        let recorded = try record(act, school: school)
        let purged = PurgedYear(
            book: Book.entries.rawValue, year: found.year.start, links: found.head.number,
            head: found.head.hex)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try append(
            to: .decisions, kind: PurgedYear.kind, pupil: nil,
            body: String(decoding: try encoder.encode(purged), as: UTF8.self), on: day, by: recorded,
            school: school)
        let key: [SQLValue] = [.integer(school.rawValue), .integer(found.year.start)]
        for table in ["entry_note", "mark_entry", "year_mark", "act_entries"] {
            try run("DELETE FROM \(table) WHERE school_id = ? AND year = ?", key)
        }
        for table in ["chain", "signed_head"] {
            try run("DELETE FROM \(table) WHERE school_id = ? AND year = ? AND book = 'entries'", key)
        }
        try run(
            "DELETE FROM register_session WHERE school_id = ? AND session >= ? AND session <= ?",
            [
                .integer(school.rawValue), .text(Session(found.year.firstDay, .am).description),
                .text(Session(found.year.lastDay, .pm).description),
            ])
    }

    /// The years whose registers were removed by a recorded act.
    func purgedYears(school: SchoolID) throws -> [AcademicYear: PurgedYear] {
        let bodies = try rows(
            "SELECT body FROM ledger WHERE school_id = ? AND book = 'decisions' AND kind = ?",
            [.integer(school.rawValue), .text(PurgedYear.kind)]
        ) { $0.text(0) }
        var years: [AcademicYear: PurgedYear] = [:]
        for body in bodies {
            let purged = try JSONDecoder().decode(PurgedYear.self, from: Data(body.utf8))
            years[AcademicYear(startingIn: purged.year)] = purged
        }
        return years
    }
}

extension Store {
    /// Removes the registers of a year for good, with the guard of the entries off for the length of the write.
    /// `mayGo` is asked inside it and throws where they may not.
    public func purge(
        _ year: AcademicYear, on day: CalendarDate, by act: Act, school: SchoolID,
        mayGo: @escaping @Sendable (RegisterYear?) throws -> RegisterYear
    ) async throws -> RegisterYear {
        try await driver.withoutGuard(of: ["mark_entry", "signed_head"], school: school.rawValue) {
            transaction in
            let found = try mayGo(try transaction.registerYear(year, school: school))
            try transaction.purge(found, on: day, by: act, school: school)
            return found
        }
    }
}
