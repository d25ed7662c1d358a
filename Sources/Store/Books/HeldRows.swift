import Attendance

/// Rows that a long write changes again and again, held in memory and written once at its end: each school's next
/// number, the heads of its chains, the years of marks.
///
/// PostgreSQL keeps every state of a row until the transaction ends, and reads past all of them to find the last: ten
/// thousand changes of one row take the square of that. Not for writes that take part of themselves back, since what
/// is held here would not be.
final class HeldRows {
    private struct HeadKey: Hashable {
        var school: SchoolID
        var book: Book
        var year: AcademicYear
    }

    private var nextIDs: [SchoolID: Int64] = [:]
    private var heads: [HeadKey: ChainHead] = [:]
    private var marks: [SchoolID: [YearOfPupil: [UInt8]]] = [:]

    /// The next number of a school, which `read` finds the first time.
    func nextID(of school: SchoolID, _ read: () throws -> Int64) rethrows -> Int64 {
        let next = try nextIDs[school] ?? read()
        nextIDs[school] = next + 1
        return next
    }

    func head(_ book: Book, _ year: AcademicYear, of school: SchoolID) -> ChainHead? {
        heads[HeadKey(school: school, book: book, year: year)]
    }

    func hold(_ head: ChainHead, _ book: Book, _ year: AcademicYear, of school: SchoolID) {
        heads[HeadKey(school: school, book: book, year: year)] = head
    }

    func marks(of place: YearOfPupil, school: SchoolID) -> [UInt8]? { marks[school]?[place] }

    func hold(_ year: [UInt8], of place: YearOfPupil, school: SchoolID) {
        marks[school, default: [:]][place] = year
    }

    /// Writes what is held and holds nothing any more.
    func write(in transaction: any Transaction) throws {
        for (school, next) in nextIDs {
            try transaction.run(
                "UPDATE school SET next_id = ? WHERE id = ?", [.integer(next), .integer(school.rawValue)])
        }
        let heads = heads
        let marks = marks
        nextIDs = [:]
        self.heads = [:]
        self.marks = [:]
        for (key, head) in heads {
            try transaction.write(head, key.book, year: key.year, school: key.school)
        }
        for (school, years) in marks { try transaction.write(years, school: school) }
    }
}

extension Transaction {
    /// What this write holds back; nil where it writes each thing as it comes.
    var held: HeldRows? { (self as? RollWatch)?.held }
}
