import Attendance
import Testing

@Suite struct AcademicYearTests {
    @Test func itRunsFromAugustToJuly() {
        let year = AcademicYear(startingIn: 2025)

        #expect(year.firstDay == day("2025-08-01") && year.lastDay == day("2026-07-31"))
        #expect(AcademicYear(containing: day("2025-07-31")) == year.previous)
        #expect(AcademicYear(containing: day("2025-08-01")) == year)
        #expect(AcademicYear(containing: day("2026-07-31")) == year)
        #expect(AcademicYear(containing: day("2026-08-01")) == year.next)
    }

    @Test func theGridBeginsOnTheMondayOnOrBeforeTheFirstOfAugust() {
        #expect(AcademicYear(startingIn: 2025).gridStart == day("2025-07-28"))
        #expect(AcademicYear(startingIn: 2022).gridStart == day("2022-08-01"))
        #expect(AcademicYear(startingIn: 2025).index(of: session("2025-07-28 AM")) == 0)
        #expect(AcademicYear(startingIn: 2025).index(of: session("2025-07-27 PM")) == nil)
        #expect(AcademicYear(startingIn: 2025).index(of: session("2026-08-02 PM")) == 741)
        #expect(AcademicYear(startingIn: 2025).index(of: session("2026-08-03 AM")) == nil)
    }

    /// 1 August 2027 is a Sunday and 2028 a leap year: the 53 weeks from Monday 26 July 2027 end a day short.
    @Test func theRareYearThatIsADayTooLongGivesItsLastDayToTheNext() {
        #expect(AcademicYear(containing: day("2028-07-30")) == AcademicYear(startingIn: 2027))
        #expect(AcademicYear(containing: day("2028-07-31")) == AcademicYear(startingIn: 2028))
        #expect(AcademicYear(startingIn: 2028).index(of: session("2028-07-31 AM")) == 0)
    }

    @Test func everyDayHasAPlaceInTheGridOfItsYear() {
        for date in day("1990-01-01")...day("2090-01-01") {
            let year = AcademicYear(containing: date)
            if year.index(of: Session(date, .pm)).map(year.session(at:)) != Session(date, .pm) {
                Issue.record("\(date) has no place in \(year)")
            }
        }
    }

    @Test(arguments: ["2025/27", "2025-26", "25/26", "2025/2026", "", "/", "2025/26/"])
    func whatIsNoYearIsNone(_ text: String) {
        #expect(AcademicYear(text) == nil)
    }

    @Test func aYearIsWrittenAsItIsRead() {
        #expect(AcademicYear("1999/00")?.start == 1999)
        #expect(AcademicYear("1999/00")?.description == "1999/00")
        #expect(AcademicYear(startingIn: 2009).description == "2009/10")
    }
}

@Suite struct LondonClockTests {
    @Test(arguments: [
        // winter, summer, and the minutes on either side of each change of 2026
        ("2026-01-15T09:00", 1_768_467_600), ("2026-07-15T09:00", 1_784_102_400),
        ("2026-03-29T00:59", 1_774_745_940), ("2026-03-29T02:00", 1_774_746_000),
        ("2026-10-25T00:59", 1_792_886_340), ("2026-10-25T02:00", 1_792_893_600),
    ])
    func momentsAndInstantsAnswerEachOther(_ moment: String, _ seconds: Int64) throws {
        let moment = try #require(Moment(moment))

        #expect(try LondonClock.instant(of: moment) == Instant(seconds: seconds))
        #expect(LondonClock.moment(at: Instant(seconds: seconds)) == moment)
    }

    @Test func theRepeatedHourIsTheFirst() throws {
        let moment = try #require(Moment("2026-10-25T01:30"))
        let first = try LondonClock.instant(of: moment)

        #expect(LondonClock.isSummer(first))
        #expect(LondonClock.moment(at: first + 3600) == moment)
    }

    @Test(arguments: ["2026-03-29T01:00", "2026-03-29T01:59"])
    func theHourThatIsSkippedIsAnError(_ text: String) throws {
        let moment = try #require(Moment(text))

        #expect(throws: LondonClock.NoSuchMoment.self) { try LondonClock.instant(of: moment) }
    }
}

@Suite struct EdgesOfTheCalendarTests {
    @Test(arguments: ["1900-01-01", "2199-12-31"])
    func `the first and last day that can be written have weeks and years around them`(text: String) throws {
        let day = try #require(CalendarDate(text))
        let year = AcademicYear(containing: day)
        #expect(year.firstDay <= day && day <= year.lastDay)
        #expect(year.previous.gridStart < year.gridStart && year.gridStart < year.next.gridStart)
        #expect(CompulsorySchoolAge(born: day).firstDay >= day)
    }

    @Test(arguments: ["1899-12-31", "2200-01-01", "0001-01-01", "9999-12-31"])
    func `days that no school's books can hold are not read`(text: String) {
        #expect(CalendarDate(text) == nil)
    }
}
