import Attendance
import Testing

@Suite struct SchoolCalendarsTests {
    let calendars = SchoolCalendars([.following, .example()])

    @Test func yearsAreSortedAndALaterCalendarReplacesItsYear() {
        var changed = calendars
        changed.put(.example(closing: [Closure(date: day("2025-09-03"), reason: "Training")]))

        #expect(calendars.years.map(\.year.start) == [2025, 2026])
        #expect(changed.years.map(\.year.start) == [2025, 2026])
        #expect(changed[AcademicYear(startingIn: 2025)]?.isSchoolDay(day("2025-09-03")) == false)
    }

    @Test func askingOutsideTheYearsHeldIsAnError() throws {
        #expect(calendars.covers(day("2025-08-01")))
        #expect(!calendars.covers(day("2025-07-31")))
        #expect(throws: CalendarGap(day("2025-07-31"))) { try calendars.isSchoolDay(day("2025-07-31")) }
        #expect(throws: CalendarGap(day("2027-08-01"))) {
            try calendars.schoolDays(in: day("2027-07-20")...day("2027-08-05"))
        }
        #expect(throws: CalendarGap(day("2027-08-01"))) {
            try calendars.schoolDay(1, after: day("2027-07-21"))
        }
        #expect(CalendarGap(day("2027-08-01")).year == AcademicYear(startingIn: 2027))
    }

    @Test func theNextSchoolDayStepsOverWeekendsHolidaysAndYears() throws {
        #expect(try calendars.schoolDay(1, after: day("2025-09-03")) == day("2025-09-04"))
        #expect(try calendars.schoolDay(1, after: day("2025-09-05")) == day("2025-09-08"))
        #expect(try calendars.schoolDay(5, after: day("2025-10-22")) == day("2025-11-05"))
        #expect(try calendars.schoolDay(1, after: day("2025-10-28")) == day("2025-11-03"))
        #expect(try calendars.schoolDay(2, after: day("2026-07-16")) == day("2026-09-03"))
    }

    @Test func theSchoolDayBeforeStepsBackAsFar() throws {
        #expect(try calendars.schoolDay(1, before: day("2026-09-02")) == day("2026-07-16"))
        #expect(try calendars.schoolDay(5, before: day("2025-11-05")) == day("2025-10-22"))
        #expect(try calendars.schoolDay(onOrBefore: day("2025-10-31")) == day("2025-10-24"))
        #expect(try calendars.schoolDay(onOrAfter: day("2025-10-31")) == day("2025-11-03"))
        #expect(try calendars.schoolDay(onOrAfter: day("2025-11-03")) == day("2025-11-03"))
    }

    @Test func schoolDaysBetweenCountTheEndAndNotTheStart() throws {
        let (start, end) = (day("2025-10-22"), day("2025-11-05"))

        #expect(try calendars.schoolDays(from: start, to: start) == 0)
        #expect(try calendars.schoolDays(from: start, to: start + 1) == 1)
        #expect(try calendars.schoolDays(from: start, to: end) == 5)
        #expect(try calendars.schoolDays(from: end, to: start) == -5)
    }

    @Test func countingForwardAndWalkingForwardAgree() throws {
        var random = Seeded(5)
        for _ in 0..<200 {
            let start = day("2025-09-01") + Int.random(in: 0..<300, using: &random)
            let count = Int.random(in: 1...60, using: &random)

            let end = try calendars.schoolDay(count, after: start)
            #expect(try calendars.schoolDays(from: start, to: end) == count)
            #expect(try calendars.isSchoolDay(end))
        }
    }

    @Test func sessionsOfARangeAreThoseHeld() throws {
        let sessions = try calendars.sessions(in: day("2025-10-24")...day("2025-11-03"))

        #expect(
            sessions.map(\.description) == [
                "2025-10-24 AM", "2025-10-24 PM", "2025-11-03 AM", "2025-11-03 PM",
            ])
    }

    @Test func theLastSchoolDaysStopWhereTheCalendarsBegin() throws {
        #expect(
            try calendars.lastSchoolDays(2, endingOn: day("2026-09-02")) == [
                day("2026-07-16"), day("2026-09-02"),
            ])
        #expect(
            try calendars.lastSchoolDays(20, endingOn: day("2025-09-05")) == [
                day("2025-09-03"), day("2025-09-04"), day("2025-09-05"),
            ])
    }

    @Test func aSchoolWeekHasAtLeastOneSession() throws {
        #expect(try calendars.schoolWeek(containing: day("2025-10-29")) == nil)
        #expect(try calendars.schoolWeek(containing: day("2025-09-07"))?.monday == day("2025-09-01"))
        #expect(try calendars.schoolWeek(containing: day("2025-09-08"))?.monday == day("2025-09-08"))
    }

    @Test func aWindowOfSchoolWeeksLeavesOutHolidaysAndCrossesYears() throws {
        let window = try calendars.schoolWeeks(3, endingWith: day("2026-09-10"))

        #expect(window.weeks.map(\.monday) == [day("2026-07-13"), day("2026-08-31"), day("2026-09-07")])
        #expect(window.isComplete)
        #expect(window.days == day("2026-07-13")...day("2026-09-13"))
    }

    @Test func aWindowAskedForInAHolidayEndsWithTheWeekBefore() throws {
        let window = try calendars.schoolWeeks(2, endingWith: day("2025-10-29"))

        #expect(window.weeks.map(\.monday) == [day("2025-10-13"), day("2025-10-20")])
    }

    @Test func aWindowThatReachesBeforeTheCalendarsSaysSo() throws {
        let window = try calendars.schoolWeeks(10, endingWith: day("2025-09-18"))

        #expect(window.weeks.map(\.monday) == [day("2025-09-01"), day("2025-09-08"), day("2025-09-15")])
        #expect(!window.isComplete)
        #expect(throws: CalendarGap.self) { try calendars.schoolWeeks(10, endingWith: day("2025-07-01")) }
    }

    @Test func theWeekAfterAHalfTermIsTheFirstWithASession() throws {
        #expect(try calendars.schoolWeek(after: day("2025-10-24")).monday == day("2025-11-03"))
        #expect(throws: CalendarGap.self) { try calendars.schoolWeek(after: day("2027-07-21")) }
    }
}
