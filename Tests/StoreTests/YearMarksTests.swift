import Attendance
import TestBooks
import Testing

@testable import Store

@Suite("A year's marks", .bothEngines)
struct YearMarksTests {
    private let monday = CalendarDate("2025-09-08")!

    private func entry(
        _ pupil: Int64, _ day: CalendarDate, _ half: Session.Half, _ code: AttendanceCode
    ) -> NewEntry {
        NewEntry(pupil: PupilID(rawValue: pupil), session: Session(day, half), code: code)
    }

    /// Appends each list by an act of its own.
    private static func append(_ lists: [[NewEntry]], school: SchoolID, _ transaction: any Transaction) throws
    {
        for entries in lists {
            let act = try transaction.record(Act(.take, at: .aMondayMorning, by: .tutor), school: school)
            _ = try transaction.append(entries, by: act, school: school)
        }
    }

    private func codes(_ books: TemporaryBooks, _ days: ClosedRange<CalendarDate>) async throws -> [[String]]
    {
        try await books.store.read { transaction in
            try (1001...1003).map { pupil in
                try transaction.standingCodes(of: PupilID(rawValue: pupil), in: days, school: books.school)
                    .sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
            }
        }
    }

    /// Pupils with and without a row of marks in one save, several codes, one pupil twice, two sessions, two years.
    private var lists: [[NewEntry]] {
        let next = monday + 364
        return [
            [entry(1001, monday, .am, .presentAM)],
            [
                entry(1001, monday, .pm, .presentPM), entry(1002, monday, .pm, .illness),
                entry(1003, monday, .pm, .presentPM),
            ],
            [
                entry(1003, monday + 1, .am, .noReasonYet), entry(1002, monday + 1, .am, .presentAM),
                entry(1003, monday + 1, .am, .illness),
            ],
            [entry(1001, monday + 1, .am, .presentAM), entry(1001, monday + 1, .pm, .illness)],
            [entry(1002, monday, .pm, .late), entry(1003, next, .am, .presentAM)],
            [
                entry(1001, monday + 2, .am, .presentAM), entry(1002, monday + 2, .am, .presentAM),
                entry(1003, monday + 2, .am, .late),
            ],
        ]
    }

    private var wanted: [[String]] {
        [
            ["2025-09-08 AM /", "2025-09-08 PM \\", "2025-09-09 AM /", "2025-09-09 PM I", "2025-09-10 AM /"],
            ["2025-09-08 PM L", "2025-09-09 AM /", "2025-09-10 AM /"],
            ["2025-09-08 PM \\", "2025-09-09 AM I", "2025-09-10 AM L", "2026-09-07 AM /"],
        ]
    }

    @Test("are what the entries say, for pupils with and without any before, one named twice, and two years")
    func agreeWithTheEntries() async throws {
        let books = try await TemporaryBooks()
        let (school, lists) = (books.school, lists)
        try await books.store.write(school) { try Self.append(lists, school: school, $0) }

        #expect(try await codes(books, monday...(monday + 370)) == wanted)
        #expect(try await books.store.read { try $0.verify(school: school, key: nil) }.differences == [])
    }

    @Test("of one session are set by a statement for each code, whoever else is on the register")
    func areSetTogether() async throws {
        let books = try await TemporaryBooks(pupils: 30)
        let (school, monday) = (books.school, monday)
        func entries(_ half: Session.Half) -> [NewEntry] {
            (1001...1030).map { entry($0, monday, half, $0 % 10 == 0 ? .illness : .present(half)) }
        }
        let (first, second) = (entries(.am), entries(.pm))
        let statements = try await books.store.write(school) { transaction in
            try Self.append([first], school: school, transaction)
            let counted = CountedTransaction(transaction)
            try Self.append([second], school: school, counted)
            return counted.statements
        }
        #expect(statements.filter { $0.hasPrefix("UPDATE year_mark") }.count == 2)
        #expect(statements.filter { $0.hasPrefix("INSERT INTO mark_entry") }.count == 1)
        #expect(statements.count == 8)
        #expect(try await books.store.read { try $0.verify(school: school, key: nil) }.differences == [])
    }

    @Test("and chains come out the same from one long write as from many short ones")
    func longWrites() async throws {
        let (short, long) = (try await TemporaryBooks(), try await TemporaryBooks())
        let (school, lists) = (short.school, lists)
        for entries in lists {
            try await short.store.write(school) { try Self.append([entries], school: school, $0) }
        }
        let within = try await long.store.writeInstallation(isLong: true) { transaction in
            try Self.append(Array(lists.prefix(3)), school: school, transaction)
            // Asked in the middle, what is held is answered too.
            let marks = try transaction.yearMarks(in: AcademicYear(startingIn: 2025), school: school)
            let heads = try transaction.chainHeads(school: school)
            try Self.append(Array(lists.dropFirst(3)), school: school, transaction)
            return (marks.count, heads.map(\.head.number))
        }
        #expect(within == (3, [7]))

        #expect(try await codes(long, monday...(monday + 370)) == wanted)
        let (one, other) = (
            try await short.store.read { try $0.verify(school: school, key: nil) },
            try await long.store.read { try $0.verify(school: school, key: nil) }
        )
        #expect(other.differences == [])
        #expect(one.chains.map(\.head) == other.chains.map(\.head))
        let next = try await long.store.write(school) { transaction in
            try transaction.record(Act(.take, at: .aMondayMorning, by: .tutor), school: school).id.rawValue
        }
        #expect(next == Int64(lists.count + 1))
    }
}

/// Passes statements on and remembers them.
private final class CountedTransaction: Transaction {
    private let transaction: any Transaction
    private(set) var statements: [String] = []

    init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        statements.append(sql)
        return try transaction.run(sql, values)
    }

    func each(_ sql: String, _ values: [SQLValue], _ body: (Row) throws -> Void) throws {
        statements.append(sql)
        try transaction.each(sql, values, body)
    }

    func lock(school: Int64) throws { try transaction.lock(school: school) }
}
