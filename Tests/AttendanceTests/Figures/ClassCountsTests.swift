import Attendance
import Testing

@Suite struct ClassCountsTests {
    let year = AcademicYear(startingIn: 2025)

    static func slowly(_ rows: [[UInt8]], _ mask: SessionMask) -> ClassCounts {
        var figures = Figures()
        for row in rows {
            let marks = YearMarks(year: mask.year, bytes: row)!
            figures += Figures(ofPupil: SessionCounts(marks, expected: mask))
        }
        return ClassCounts(adding: figures)
    }

    /// A pupil-year of only one code must not overflow what the sums are held in.
    @Test(arguments: AttendanceCode.all)
    func aYearOfOneCodeIsCountedWhole(_ code: AttendanceCode) {
        let row = [UInt8](repeating: code.rawValue, count: AcademicYear.sessionCount)
        let mask = SessionMask.all(of: year)

        let counts = row.withUnsafeBytes { ClassCounts(ofRows: $0, expected: mask) }

        #expect(counts == Self.slowly([row], mask))
    }

    /// Every place of the row is counted once, the overlap of its last vector too.
    @Test func everyPlaceIsCountedOnce() {
        for place in 0..<AcademicYear.sessionCount {
            var row = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
            row[place] = AttendanceCode.illness.rawValue
            let counts = row.withUnsafeBytes {
                ClassCounts(ofRows: $0, expected: SessionMask.all(of: year))
            }
            #expect(counts.authorised == 1 && counts.missing == 741, "\(place)")
            let none = row.withUnsafeBytes {
                ClassCounts(ofRows: $0, expected: SessionMask.none(of: year))
            }
            #expect(none.authorised == 0 && none.missing == 0 && none.enrolments == 0)
        }
    }

    @Test(arguments: [
        (380, 38, true, false), (380, 37, false, false), (100, 50, true, true), (1, 1, true, true),
    ])
    func thresholdsAreThoseOfThePupilsFigures(
        _ possible: Int, _ absent: Int, _ persistent: Bool, _ severe: Bool
    ) {
        var row = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
        for place in 0..<possible {
            row[place] = (place < absent ? AttendanceCode.otherAbsence : .presentAM).rawValue
        }

        let counts = row.withUnsafeBytes { ClassCounts(ofRows: $0, expected: SessionMask.all(of: year)) }

        #expect(counts.possible == possible && counts.absent == absent)
        #expect(counts.persistentlyAbsent == (persistent ? 1 : 0))
        #expect(counts.severelyAbsent == (severe ? 1 : 0))
    }

    @Test func nothingAndAnUnfinishedRowCountAsNothing() {
        let none = [UInt8]().withUnsafeBytes { ClassCounts(ofRows: $0, expected: SessionMask.all(of: year)) }
        let part = [UInt8](repeating: 0x10, count: 741).withUnsafeBytes {
            ClassCounts(ofRows: $0, expected: SessionMask.all(of: year))
        }

        #expect(none == ClassCounts() && part == ClassCounts())
    }

    @Test func countsOfTwoHalvesAddUp() {
        var random = Seeded(7)
        let codes = AttendanceCode.all.map(\.rawValue) + [0]
        let rows = (0..<50).map { _ in
            (0..<AcademicYear.sessionCount).map { _ in codes.randomElement(using: &random)! }
        }
        let mask = SchoolCalendar.example().sessions(for: nil)

        let whole = rows.flatMap(\.self).withUnsafeBytes { ClassCounts(ofRows: $0, expected: mask) }
        var sum = rows[..<20].flatMap(\.self).withUnsafeBytes { ClassCounts(ofRows: $0, expected: mask) }
        sum += rows[20...].flatMap(\.self).withUnsafeBytes { ClassCounts(ofRows: $0, expected: mask) }

        #expect(whole == sum)
        #expect(whole == Self.slowly(rows, mask))
    }
}
