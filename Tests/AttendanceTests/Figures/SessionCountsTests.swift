import Attendance
import Testing

@Suite struct SessionCountsTests {
    /// Counts made of so many sessions of each code.
    static func counts(_ codes: [String: Int]) -> SessionCounts {
        var counts = SessionCounts()
        for (text, times) in codes { counts.add(code(text), times: times) }
        return counts
    }

    @Test func thirtyEightAbsencesOf380ArePersistentAndThirtySevenAreNot() {
        let at = Self.counts(["/": 190, "\\": 152, "I": 38])
        let below = Self.counts(["/": 190, "\\": 153, "I": 37])

        #expect(at.possible == 380 && at.absent == 38 && at.isPersistentlyAbsent)
        #expect(below.possible == 380 && below.absent == 37 && !below.isPersistentlyAbsent)
        #expect(at.attendance?.description == "90.0")
    }

    @Test func aPartTimeTimetableIsAbsenceAndShown() {
        let counts = Self.counts(["C2": 60, "/": 40])

        #expect(counts.possible == 100)
        #expect(counts.absence?.description == "60.0")
        #expect(counts.isSeverelyAbsent && counts.isPersistentlyAbsent)
        #expect(counts.ofWhichC2 == 60)
        #expect(counts.authorised == 60)
    }

    @Test func sessionsTheSiteWasClosedAreNotPossible() {
        let counts = Self.counts(["Y4": 20, "/": 180])

        #expect(counts.possible == 180)
        #expect(counts.notPossible == 20)
        #expect(counts.attendance?.description == "100.0")
    }

    @Test func aPupilWhollyAtTheOtherSchoolIsInNoAverageAndNoCount() {
        let elsewhere = Figures(ofPupil: Self.counts(["D": 10]))
        let here = Figures(ofPupil: Self.counts(["/": 9, "I": 1]))

        #expect(elsewhere.counts.attendance == nil && elsewhere.counts.absence == nil)
        #expect(!elsewhere.counts.isPersistentlyAbsent && !elsewhere.counts.isSeverelyAbsent)
        #expect(elsewhere.pupils == 1 && elsewhere.enrolments == 0)
        #expect((elsewhere + here).enrolments == 1)
        #expect((elsewhere + here).persistentAbsenceRate?.description == "100.0")
        #expect((elsewhere + here).counts.attendance?.description == "90.0")
    }

    @Test func oneSessionPossibleAndMissedIsPersistentAndSevere() {
        let counts = Self.counts(["O": 1])

        #expect(counts.isPersistentlyAbsent && counts.isSeverelyAbsent)
    }

    @Test func nothingPossibleIsNeither() {
        #expect(!SessionCounts().isPersistentlyAbsent && !SessionCounts().isSeverelyAbsent)
        #expect(SessionCounts().attendance == nil)
    }

    @Test func severeIsHalfOrMore() {
        #expect(Self.counts(["/": 50, "G": 50]).isSeverelyAbsent)
        #expect(!Self.counts(["/": 51, "G": 50]).isSeverelyAbsent)
        #expect(!Self.counts(["/": 51, "G": 49]).isSeverelyAbsent)
    }

    @Test func aLabelIsNeverMadeFromARoundedNumber() {
        // 89.96 % prints as 90.0 and is persistent; 90.04 % prints as 90.0 and is not.
        let below = Self.counts(["/": 2249, "I": 251])
        let above = Self.counts(["/": 2251, "I": 249])

        #expect(below.attendance?.description == "90.0" && below.isPersistentlyAbsent)
        #expect(above.attendance?.description == "90.0" && !above.isPersistentlyAbsent)
    }

    @Test func lateBeforeCloseIsPresentAndLateAfterCloseIsAbsent() {
        let counts = Self.counts(["L": 3, "U": 2])

        #expect(counts.present == 3 && counts.lateBeforeClose == 3)
        #expect(counts.unauthorised == 2 && counts.lateAfterClose == 2)
        #expect(counts.attendance?.description == "60.0")
    }

    @Test func keptAwayByCovidIsPossibleAndNeitherPresentNorAbsent() {
        let counts = Self.counts(["X02": 10, "X01": 5, "/": 80, "I": 10])

        #expect(counts.possible == 100)
        #expect(counts.covidPossible == 10)
        #expect(counts.attendance?.description == "80.0")
        #expect(counts.absence?.description == "10.0")
        #expect(counts.isPersistentlyAbsent)
    }

    @Test func theOldMeaningsAreCountedAsTheyWere() {
        var counts = SessionCounts()
        counts.add(AttendanceCode("D", on: day("2011-08-31")))
        counts.add(AttendanceCode("J", on: day("2024-07-01")))
        counts.add(AttendanceCode("H", on: day("2024-07-01")))

        #expect(counts.approvedEducationalActivity == 2)
        #expect(counts.authorised == 1)
    }

    @Test func missingIsShownAndIsNeitherPresentNorPossible() {
        var counts = Self.counts(["/": 9, "I": 1])
        counts.add(nil, times: 5)

        #expect(counts.missing == 5)
        #expect(counts.possible == 10)
        #expect(counts.attendance?.description == "90.0")
    }

    @Test func onlyExpectedAndClosedSessionsCount() {
        let calendar = SchoolCalendar.example()
        let marks = YearMarks([
            "2025-09-01": [".", ".", ".", ".", "/", "\\", "I", ".", "/", "\\", "/"],
            "2025-09-08": ["/", "\\", "N", "N"],
        ])
        let expected = calendar.sessions(for: nil).through(session("2025-09-08 PM"))

        let counts = SessionCounts(marks, expected: expected)

        // Saturday's mark and Tuesday's are outside; Thursday afternoon is missing.
        #expect(counts.present == 6 && counts.authorised == 1 && counts.unauthorised == 0)
        #expect(counts.missing == 1)
        #expect(counts.byCode.map { "\($0.code)\($0.count)" } == ["/3", "\\3", "I1"])
    }

    @Test func aDamagedByteIsMissingAndNotCounted() throws {
        var bytes = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
        let year = AcademicYear(startingIn: 2025)
        let first = try #require(year.index(of: session("2025-09-03 AM")))
        bytes[first] = 0xFF
        bytes[first + 1] = 0x1F
        let marks = try #require(YearMarks(year: year, bytes: bytes))

        let counts = SessionCounts(
            marks, expected: SchoolCalendar.example().sessions(for: nil).through(session("2025-09-03 PM")))

        #expect(counts.missing == 2 && counts.byCode.isEmpty)
        #expect(marks.unknownBytes == [first, first + 1])
    }

    @Test func marksOfOneYearAreNotCountedOnAnothersMask() {
        let marks = YearMarks(["2025-09-01": [".", ".", ".", ".", "/"]])

        let counts = SessionCounts(marks, expected: SchoolCalendar.following.sessions(for: nil))

        #expect(counts == SessionCounts())
    }

    @Test func aGroupsRateIsOfItsSessionsAndNotTheMeanOfRates() {
        let ada = Figures(ofPupil: Self.counts(["/": 300]))
        let ben = Figures(ofPupil: Self.counts(["O": 10]))

        let group = ada + ben

        #expect(group.counts.attendance?.description == "96.8")
        #expect(group.persistentlyAbsent == 1 && group.severelyAbsent == 1 && group.pupils == 2)
        #expect(group.severeAbsenceRate?.description == "50.0")
        #expect(!group.counts.isPersistentlyAbsent)
    }
}

@Suite struct PercentageTests {
    @Test(arguments: [
        (179, 200, "89.5"), (1, 3, "33.3"), (2, 3, "66.7"), (0, 5, "0.0"), (5, 5, "100.0"),
        // exactly half a tenth goes up, anything less does not
        (1, 2000, "0.1"), (49, 100_000, "0.0"), (1999, 2000, "100.0"), (99_949, 100_000, "99.9"),
    ])
    func printsTenthsRoundedHalfUp(_ part: Int, _ whole: Int, _ text: String) {
        #expect(Percentage(part, of: whole)?.description == text)
    }

    @Test func ofNothingThereIsNone() {
        #expect(Percentage(0, of: 0) == nil)
    }
}
