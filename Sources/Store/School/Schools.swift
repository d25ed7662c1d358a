public import Attendance

/// A school of this installation, as the books list it.
public struct SchoolRow: Hashable, Sendable {
    public var id: SchoolID
    /// The short name used in addresses and on the command line: letters, digits and hyphens.
    public var slug: String
    public var name: String
    /// Another whenever a policy, a calendar or a closure of the school changes: what is kept in memory of those is
    /// good while this is the same.
    public var edition: Int64
    /// A school made up for trying things out; the pages say so.
    public var isFictional: Bool

    /// Another after every act that changes who is on which register, or what is known of them before it is taken.
    public var rollEdition: Int64

    static let columns = "id, slug, name, edition, is_fictional, roll_edition"

    init(_ row: Row) {
        id = SchoolID(rawValue: row.integer(0))
        slug = row.text(1)
        name = row.text(2)
        edition = row.integer(3)
        isFictional = row.flag(4)
        rollEdition = row.integer(5)
    }
}

/// A text that a school adopted, as it was read: a policy file or a calendar file.
public struct AdoptedText: Hashable, Sendable {
    public var fileName: String
    public var body: String
    public var at: Instant
    /// For a policy, the day it is in force from.
    public var from: CalendarDate?
    /// For a calendar, its academic year.
    public var year: AcademicYear?
}

extension Transaction {
    public func schools() throws -> [SchoolRow] {
        try rows("SELECT \(SchoolRow.columns) FROM school ORDER BY id") { SchoolRow($0) }
    }

    public func school(_ id: SchoolID) throws -> SchoolRow? {
        try first("SELECT \(SchoolRow.columns) FROM school WHERE id = ?", [.integer(id.rawValue)]) {
            SchoolRow($0)
        }
    }

    public func school(slug: String) throws -> SchoolRow? {
        try first("SELECT \(SchoolRow.columns) FROM school WHERE slug = ?", [.text(slug)]) { SchoolRow($0) }
    }

    /// Adds a school. Its slug must be free.
    public func addSchool(slug: String, name: String, isFictional: Bool) throws -> SchoolID {
        let id = try first("SELECT coalesce(max(id), 0) + 1 FROM school") { $0.integer(0) } ?? 1
        try run(
            "INSERT INTO school (id, slug, name, next_id, is_fictional) VALUES (?, ?, ?, 1, ?)",
            [.integer(id), .text(slug), .text(name), .flag(isFictional)]
        )
        return SchoolID(rawValue: id)
    }

    /// Says that what is kept in memory of a school's policies, calendars and closures must be read anew.
    public func changeEdition(of school: SchoolID) throws {
        try run("UPDATE school SET edition = ? WHERE id = ?", [.newEdition, .integer(school.rawValue)])
    }

    /// Keeps a policy as it was read. Of two in force from one day, the one adopted later counts; all are kept.
    public func adoptPolicy(
        _ body: String, fileName: String, sha256: String, from day: CalendarDate, at instant: Instant,
        school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO policy_version (school_id, from_day, adopted_at, file_name, sha256, body)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (school_id, from_day, adopted_at)
            DO UPDATE SET file_name = excluded.file_name, sha256 = excluded.sha256, body = excluded.body
            """,
            [
                .integer(school.rawValue), .text(day.description), .integer(instant.seconds), .text(fileName),
                .text(sha256), .text(body),
            ]
        )
        try changeEdition(of: school)
    }

    /// Every policy a school adopted, by the day it is in force from, the later adopted last.
    public func policies(school: SchoolID) throws -> [AdoptedText] {
        try rows(
            """
            SELECT from_day, adopted_at, file_name, body FROM policy_version
            WHERE school_id = ? ORDER BY from_day, adopted_at
            """,
            [.integer(school.rawValue)]
        ) {
            AdoptedText(
                fileName: $0.text(2), body: $0.text(3), at: Instant(seconds: $0.integer(1)),
                from: CalendarDate($0.text(0)), year: nil)
        }
    }

    /// Keeps a calendar as it was read. The one added last for a year counts; all are kept.
    public func addCalendar(
        _ body: String, fileName: String, year: AcademicYear, at instant: Instant, school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO calendar_year (school_id, year, added_at, file_name, body) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (school_id, year, added_at)
            DO UPDATE SET file_name = excluded.file_name, body = excluded.body
            """,
            [
                .integer(school.rawValue), .integer(year.start), .integer(instant.seconds), .text(fileName),
                .text(body),
            ]
        )
        try changeEdition(of: school)
    }

    /// The calendar in use for each academic year, in order.
    public func calendars(school: SchoolID) throws -> [AdoptedText] {
        let all = try rows(
            "SELECT year, added_at, file_name, body FROM calendar_year WHERE school_id = ? ORDER BY year, added_at",
            [.integer(school.rawValue)]
        ) {
            AdoptedText(
                fileName: $0.text(2), body: $0.text(3), at: Instant(seconds: $0.integer(1)), from: nil,
                year: AcademicYear(startingIn: $0.int(0)))
        }
        let newest = Dictionary(all.map { ($0.year, $0) }, uniquingKeysWith: { _, later in later })
        return newest.values.sorted {
            ($0.year ?? AcademicYear(startingIn: 0)) < ($1.year ?? AcademicYear(startingIn: 0))
        }
    }

    /// A setting of the installation; nil when it was never set.
    public func setting(_ name: String) throws -> String? {
        try first("SELECT value FROM setting WHERE name = ?", [.text(name)]) { $0.text(0) }
    }

    public func set(_ name: String, to value: String) throws {
        try run(
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [.text(name), .text(value)]
        )
    }

    /// Forgets a setting if it has this value; false when it has not. Two that try at once do not both succeed.
    public func take(setting name: String, equalTo value: String) throws -> Bool {
        try run("DELETE FROM setting WHERE name = ? AND value = ?", [.text(name), .text(value)]) == 1
    }
}

extension Transaction {
    /// A number that grows with everything that is written down at a school.
    public func lastChange(school: SchoolID) throws -> Int64 {
        try first("SELECT next_id + edition FROM school WHERE id = ?", [.integer(school.rawValue)]) {
            $0.integer(0)
        } ?? 0
    }
}
