import Attendance
import Formats
import Testing

@testable import Office

@Suite struct EnglishSchoolYearTests {
    @Test func `Easter falls where the almanac has it`() {
        let known = [
            2000: "2000-04-23", 2019: "2019-04-21", 2024: "2024-03-31", 2025: "2025-04-20",
            2026: "2026-04-05", 2038: "2038-04-25",
        ]
        for (year, day) in known { #expect(MoveableDays.easter(in: year).description == day) }
    }

    @Test func `the feasts of a year fall near where they were kept`() {
        let kept = ["2024-04-10", "2024-06-16", "2025-03-30", "2025-06-06", "2026-03-20", "2026-05-27"].map {
            CalendarDate($0)!
        }
        let found = MoveableDays.eids(in: CalendarDate("2024-01-01")!...CalendarDate("2026-12-31")!)
        #expect(found.count == kept.count)
        for (day, keptOn) in zip(found, kept) { #expect(abs(day - keptOn) <= 1, "\(day), kept on \(keptOn)") }
    }

    @Test func `every year has terms without a fault and 190 days, or as many as end in July`() {
        for start in 2015...2050 {
            let year = EnglishSchoolYear(AcademicYear(startingIn: start))
            let days = (year.terms[0].from...year.terms[2].to).filter { year.calendar.isSchoolDay($0) }.count
            #expect((188...190).contains(days), "\(year.year): \(days)")
            #expect(
                SchoolCalendar.faults(year: year.year, terms: year.terms, closures: year.closures).isEmpty)
            #expect(!year.calendar.isSchoolDay(MoveableDays.easter(in: start + 1) - 2))
            #expect(!year.calendar.isSchoolDay(MoveableDays.easter(in: start + 1) + 1))
        }
    }

    @Test func `the text is a calendar file that says the same`() throws {
        let all = [7, 8, 12].compactMap { YearGroup(number: $0) }
        let year = EnglishSchoolYear(AcademicYear(startingIn: 2025), staggered: ([all[0]], all))
        let (calendar, problems) = CalendarReader.read(file: "calendar.yaml", text: year.text)
        #expect(problems.isEmpty, "\(problems)")
        #expect(calendar == year.calendar)
        #expect(year.calendar.isSession(Session(CalendarDate("2025-09-02")!, .am), for: all[0]))
        #expect(!year.calendar.isSession(Session(CalendarDate("2025-09-02")!, .am), for: all[1]))
        #expect(year.calendar.isSession(Session(CalendarDate("2025-09-02")!, .pm), for: all[1]))
    }

    @Test func `now is 09:35 on the latest school day that has got so far`() {
        let asked = [
            "2025-11-20T09:35": "2025-11-20T09:35", "2025-11-20T09:34": "2025-11-19T09:35",
            "2025-11-22T12:00": "2025-11-21T09:35", "2025-08-15T12:00": "2025-07-22T09:35",
            "2026-01-01T00:00": "2025-12-19T09:35",
        ]
        for (real, now) in asked {
            #expect(DemoRequest.latestMoment(asOf: Moment(real)!).description == now, "asked at \(real)")
        }
    }
}

@Suite struct SeededGeneratorTests {
    @Test func `what is drawn stays within bounds and reaches both ends`() {
        var generator = SeededGenerator(seed: 1, "bounds")
        let drawn = (0..<4000).map { _ in generator.within(3...9) }
        #expect(Set(drawn) == Set(3...9))
        let runs = (0..<4000).map { _ in generator.run(700, most: 5) }
        #expect(Set(runs) == Set(1...5))
    }

    @Test func `labels part streams`() {
        var one = SeededGenerator(seed: 1, "a", "bc")
        var other = SeededGenerator(seed: 1, "ab", "c")
        #expect(one.next() != other.next())
    }
}
