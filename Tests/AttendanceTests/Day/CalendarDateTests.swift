import Attendance
import Testing

@Suite struct CalendarDateTests {
    @Test func everyDayFollowsTheOneBefore() {
        var date = day("1900-01-01")
        var weekday = date.weekday.rawValue
        while date.year < 2105 {
            let next = date + 1
            let (year, month, dayOfMonth) = date.civil
            let isLast = dayOfMonth == CalendarDate.days(inMonth: month, of: year)

            let expected =
                isLast
                ? CalendarDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
                : CalendarDate(year: year, month: month, day: dayOfMonth + 1)
            if next != expected || next.weekday.rawValue != weekday % 7 + 1 {
                Issue.record("\(next) does not follow \(date)")
            }
            weekday = next.weekday.rawValue
            date = next
        }
    }

    @Test func dayZeroIsTheFirstOfJanuary1970WhichWasAThursday() {
        #expect(day("1970-01-01").dayNumber == 0)
        #expect(day("1970-01-01").weekday == .thursday)
        #expect(day("2025-09-01").weekday == .monday)
        #expect(day("1969-12-31").dayNumber == -1 && day("1969-12-28").weekday == .sunday)
    }

    @Test(arguments: [
        "2025-02-29", "1900-02-29", "2100-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025-4-30",
        "0000-01-01", "2025-09-15 ", "2025/09/15", "20250915", "", "٢٠٢٥-09-15", "-025-01-01",
    ])
    func whatIsNoDayIsNone(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(arguments: ["2024-02-29", "2000-02-29", "2025-12-31", "1900-01-01", "2199-12-31"])
    func aDayIsWrittenAsItIsRead(_ text: String) {
        #expect(CalendarDate(text)?.description == text)
    }

    @Test func theMondayOfAWeekIsThatOfItsSunday() {
        #expect(day("2025-09-14").monday == day("2025-09-08"))
        #expect(day("2025-09-08").monday == day("2025-09-08"))
        #expect(day("2025-03-02").monday == day("2025-02-24"))
    }

    @Test func daysAreCountedOverALeapDay() {
        #expect(day("2024-03-01") - day("2024-02-28") == 2)
        #expect(day("2025-03-01") - day("2025-02-28") == 1)
        #expect(day("2024-02-28") + 1 == day("2024-02-29"))
        #expect((day("2024-02-28")...day("2024-03-01")).count == 3)
    }

    @Test func weekdaysAreReadByName() {
        #expect(Weekday(name: "friday") == .friday)
        #expect(Weekday(name: "Fri") == nil)
        #expect(Weekday.allCases.map(\.name).first == "Monday")
    }
}

@Suite struct SessionTests {
    @Test func sessionsAreInTheOrderOfTheDay() {
        #expect(session("2025-09-15 AM") < session("2025-09-15 PM"))
        #expect(session("2025-09-15 PM") < session("2025-09-16 AM"))
    }

    @Test(arguments: ["2025-09-15", "2025-09-15 XM", "2025-09-15  AM", "2025-02-30 AM", "AM 2025-09-15"])
    func whatIsNoSessionIsNone(_ text: String) {
        #expect(Session(text) == nil)
    }

    @Test func aSessionIsWrittenAsItIsRead() {
        #expect(session("2025-09-15 AM").description == "2025-09-15 AM")
        #expect(Session("2025-09-15 pm") == session("2025-09-15 PM"))
    }
}

@Suite struct TimeOfDayTests {
    @Test(arguments: [("9:05", "09:05"), ("00:00", "00:00"), ("23:59", "23:59")])
    func aTimeIsReadOnTheTwentyFourHourClock(_ text: String, _ written: String) {
        #expect(TimeOfDay(text)?.description == written)
    }

    @Test(arguments: ["24:00", "9:5", "12:60", "0905", "9.05", "", ":", "+9:05", "1:005", "9:05am"])
    func whatIsNoTimeIsNone(_ text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test func minutesAreCountedBothWays() {
        #expect(time("09:30") - time("08:45") == 45)
        #expect(time("08:45") - time("09:30") == -45)
    }

    @Test func aMomentIsADayAndATime() {
        #expect(Moment("2025-11-20T09:35") == Moment(day("2025-11-20"), time("09:35")))
        #expect(Moment("2025-11-20 09:35") == nil && Moment("2025-11-20T24:00") == nil)
        #expect(Moment("2025-11-20T09:35")?.description == "2025-11-20T09:35")
        #expect(Moment(day("2025-11-20"), time("23:59")) < Moment(day("2025-11-21"), .midnight))
    }
}
