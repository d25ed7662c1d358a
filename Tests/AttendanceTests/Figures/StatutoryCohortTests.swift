import Attendance
import Testing

@Suite struct StatutoryCohortTests {
    let cohort = StatutoryCohort(AcademicYear(startingIn: 2025))

    @Test(arguments: [
        // five on 31 August 2025, and a day too young; fifteen, and sixteen
        ("2020-08-31", true), ("2020-09-01", false), ("2009-09-01", true), ("2009-08-31", false),
    ])
    func agesFiveToFifteenOnThirtyFirstAugustAreIn(_ born: String, _ isIn: Bool) {
        #expect(cohort.ageDay == day("2025-08-31"))
        #expect(cohort.contains(born: day(born), isBoarder: false, possible: 1) == isIn)
    }

    @Test func boardersAndPupilsWithNothingPossibleAreOut() {
        #expect(!cohort.contains(born: day("2015-01-01"), isBoarder: true, possible: 1))
        #expect(!cohort.contains(born: day("2015-01-01"), isBoarder: false, possible: 0))
    }

    @Test func yearElevensSecondHalfOfSummerIsNotPublished() {
        let expected = SchoolCalendar.example().sessions(for: nil)

        let eleven = cohort.published(expected, born: day("2010-08-31"))
        let ten = cohort.published(expected, born: day("2010-09-01"))

        #expect(eleven.last == session("2026-05-22 PM"))
        #expect(eleven.count < expected.count)
        #expect(ten == expected)
    }

    @Test func theSpringBankHolidayIsTheLastMondayOfMayUnlessMoved() {
        #expect(StatutoryCohort.springBankHoliday(in: 2026) == day("2026-05-25"))
        #expect(StatutoryCohort.springBankHoliday(in: 2027) == day("2027-05-31"))
        #expect(StatutoryCohort.springBankHoliday(in: 2022) == day("2022-06-02"))
    }
}
