import Attendance
import Testing

@Suite struct CompulsorySchoolAgeTests {
    @Test(arguments: [
        // the fifth birthday on a prescribed day, and the day after one
        ("2020-08-31", "2025-08-31"), ("2020-09-01", "2025-12-31"), ("2020-12-31", "2025-12-31"),
        ("2021-01-01", "2026-03-31"), ("2021-03-31", "2026-03-31"), ("2021-04-01", "2026-08-31"),
        // 29 February
        ("2020-02-29", "2025-03-31"),
    ])
    func itBeginsOnThePrescribedDayOnOrNextAfterTheFifthBirthday(_ born: String, _ first: String) {
        let age = CompulsorySchoolAge(born: day(born))

        #expect(age.firstDay == day(first))
        #expect(!age.contains(day(first) - 1))
        #expect(age.contains(day(first)))
    }

    @Test(arguments: [
        // 16 on 1 September 2025: Year 11 is 2025/26, and the last Friday of June 2026 is the 26th
        ("2009-09-01", "2026-06-26"), ("2010-08-31", "2026-06-26"), ("2009-08-31", "2025-06-27"),
        // between the leaving date and September, still of the same school year
        ("2010-07-15", "2026-06-26"), ("2010-06-26", "2026-06-26"), ("2010-06-27", "2026-06-26"),
    ])
    func itEndsOnTheLastFridayOfJuneOfTheSchoolYearOfTheSixteenthBirthday(_ born: String, _ last: String) {
        let age = CompulsorySchoolAge(born: day(born))

        #expect(age.lastDay == day(last))
        #expect(age.contains(day(last)))
        #expect(!age.contains(day(last) + 1))
    }

    @Test(arguments: [(2024, "2024-06-28"), (2025, "2025-06-27"), (2026, "2026-06-26"), (2028, "2028-06-30")])
    func theLeavingDateIsTheLastFridayOfJune(_ year: Int, _ date: String) {
        #expect(CompulsorySchoolAge.schoolLeavingDate(in: year) == day(date))
    }

    @Test func theLeavingDateOfEveryYearIsAFridayInTheLastWeekOfJune() {
        for year in 1998...2100 {
            let date = CompulsorySchoolAge.schoolLeavingDate(in: year)
            #expect(date.weekday == .friday && date.month == 6 && date.day >= 24, "\(date)")
        }
    }

    @Test func ageChangesOnTheBirthdayAndForALeapDayOnTheFirstOfMarch() {
        #expect(day("2010-05-15").age(on: day("2026-05-14")) == 15)
        #expect(day("2010-05-15").age(on: day("2026-05-15")) == 16)
        #expect(day("2020-02-29").age(on: day("2025-02-28")) == 4)
        #expect(day("2020-02-29").age(on: day("2025-03-01")) == 5)
        #expect(day("2020-02-29").birthday(4) == day("2024-02-29"))
    }
}
