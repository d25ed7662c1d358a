import Attendance
import Testing

@Suite struct SchoolCalendarTests {
    @Test func aWeekdayOfTermIsASchoolDayOfTwoSessions() {
        let calendar = SchoolCalendar.example()

        #expect(calendar.isSession(session("2025-09-03 AM")))
        #expect(calendar.isSession(session("2025-09-03 PM")))
        #expect(!calendar.isSchoolDay(day("2025-09-02")))
        #expect(calendar.isSchoolDay(day("2025-12-19")))
        #expect(!calendar.isSchoolDay(day("2025-12-20")))
        #expect(calendar.closedCode(of: session("2025-09-03 AM")) == nil)
    }

    @Test func weekendsHalfTermsAndClosedDaysAreNot() {
        let calendar = SchoolCalendar.example()

        #expect(calendar.isSchoolDay(day("2025-10-24")))
        for closed in ["2025-10-25", "2025-10-26", "2025-10-27", "2025-10-31", "2025-11-01", "2026-05-04"] {
            #expect(!calendar.isSchoolDay(day(closed)), "\(closed)")
            #expect(calendar.closedCode(of: Session(day(closed), .am)) == .plannedClosure)
        }
        #expect(calendar.isSchoolDay(day("2025-11-03")))
        #expect(calendar.closure(of: session("2026-05-04 AM"))?.reason == "Early May bank holiday")
        #expect(calendar.closure(of: session("2025-10-27 AM")) == nil)
    }

    @Test func theExampleYearHasTheDaysCountedByHand() {
        // Whole weeks outside the half-terms, the days of the weeks cut short, and the bank holiday.
        let autumn = 3 + 14 * 5
        let spring = 4 + 10 * 5
        let summer = 12 * 5 + 4 - 1
        let calendar = SchoolCalendar.example()

        #expect(calendar.sessions(for: nil).count == 2 * (autumn + spring + summer))
        #expect(calendar.sessions(for: nil).count == 380)
    }

    @Test func aClosureMayBeOfHalfADay() {
        let calendar = SchoolCalendar.example(closing: [
            Closure(date: day("2025-12-19"), reason: "Early finish", half: .pm)
        ])

        #expect(calendar.isSession(session("2025-12-19 AM")))
        #expect(!calendar.isSession(session("2025-12-19 PM")))
        #expect(calendar.isSchoolDay(day("2025-12-19")))
    }

    @Test func aClosureMayBeOfSomeYearGroupsAndBearAnotherCode() {
        let (seven, eight) = (YearGroup("7")!, YearGroup("8")!)
        let calendar = SchoolCalendar.example(closing: [
            Closure(
                date: day("2025-09-03"), reason: "Staggered start", yearGroups: [eight], code: .partClosed),
            Closure(date: day("2025-09-04"), reason: "Election", half: .am),
        ])

        #expect(!calendar.isSchoolDay(day("2025-09-03"), for: eight))
        #expect(calendar.isSchoolDay(day("2025-09-03"), for: seven))
        #expect(calendar.isSchoolDay(day("2025-09-03")))
        #expect(calendar.closedCode(of: session("2025-09-03 PM"), for: eight) == .partClosed)
        #expect(calendar.closedCode(of: session("2025-09-03 PM"), for: seven) == nil)
        // What closes to everybody closes to a year group with closures of its own.
        #expect(!calendar.isSession(session("2025-09-04 AM"), for: eight))
        #expect(calendar.sessions(for: eight).count == calendar.sessions(for: seven).count - 2)
    }

    @Test func termsAndTheirHalvesAreFoundByDay() {
        let calendar = SchoolCalendar.example()

        #expect(calendar.term(containing: day("2025-10-28"))?.name == "Autumn")
        #expect(calendar.halfTerm(containing: day("2025-10-28")) == nil)
        #expect(calendar.halfTerm(containing: day("2025-10-24"))?.name == "Autumn 1")
        #expect(calendar.halfTerm(containing: day("2025-11-03"))?.name == "Autumn 2")
        #expect(calendar.term(containing: day("2025-12-25")) == nil)
        #expect(calendar.halfTerms.count == 6)
    }

    @Test func everyFaultIsFoundAtOnce() {
        let year = AcademicYear(startingIn: 2025)
        let faults = SchoolCalendar.faults(
            year: year,
            terms: [
                Term(name: "Autumn", from: day("2025-09-03"), to: day("2025-09-02")),
                Term(name: "Spring", from: day("2026-01-05"), to: day("2026-09-01")),
                Term(
                    name: "Summer", from: day("2026-04-13"), to: day("2026-07-16"),
                    halfTerm: day("2026-04-13")...day("2026-04-17")),
            ],
            closures: [
                Closure(date: day("2024-05-06"), reason: "of another year"),
                Closure(date: day("2026-05-05"), reason: "nobody", yearGroups: []),
                Closure(date: day("2026-05-06"), reason: "an absence", code: .illness),
                Closure(date: day("2025-12-25"), reason: "Christmas Day"),
                Closure(date: day("2026-05-09"), reason: "a Saturday"),
            ])

        #expect(
            faults == [
                .termEndsBeforeItBegins(term: 0), .termOutsideYear(term: 1, year), .termsOverlap(term: 2),
                .halfTermOutsideTerm(term: 2), .closureOutsideYear(closure: 0, year),
                .closureWithoutYearGroups(closure: 1), .closureCode(closure: 2, .illness),
                .closureWithoutEffect(closure: 3), .closureWithoutEffect(closure: 4),
            ])
        #expect(faults.filter(\.isWarning).count == 2)
        #expect(faults.allSatisfy { $0.description.hasSuffix(".") })
    }

    @Test func aCalendarWithFaultsIsNotMadeButWarningsPass() throws {
        let year = AcademicYear(startingIn: 2025)
        #expect(throws: CalendarFaults([.noTerms])) { try SchoolCalendar(year: year, terms: []) }

        let calendar = SchoolCalendar.example(closing: [
            Closure(date: day("2025-12-25"), reason: "Christmas Day")
        ])
        #expect(calendar.sessions(for: nil) == SchoolCalendar.example().sessions(for: nil))
    }

    @Test func aTermMayNotEndOnTheDayThatTheRareYearHasNoPlaceFor() {
        let year = AcademicYear(startingIn: 2027)
        let terms = ["2028-07-28", "2028-07-31"].map {
            [Term(name: "Summer", from: day("2028-04-24"), to: day($0))]
        }

        #expect(SchoolCalendar.faults(year: year, terms: terms[0], closures: []).isEmpty)
        #expect(
            SchoolCalendar.faults(year: year, terms: terms[1], closures: [])
                == [.termOutsideYear(term: 0, year)])
    }

    @Test func aLeapDayIsADayLikeAnother() throws {
        let calendar = try SchoolCalendar(
            year: AcademicYear(startingIn: 2027),
            terms: [Term(name: "Spring", from: day("2028-02-28"), to: day("2028-03-01"))])

        #expect(
            calendar.sessions(for: nil).sessions.map(\.description) == [
                "2028-02-28 AM", "2028-02-28 PM", "2028-02-29 AM", "2028-02-29 PM", "2028-03-01 AM",
                "2028-03-01 PM",
            ])
    }
}
