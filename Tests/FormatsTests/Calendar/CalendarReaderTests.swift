import Attendance
import Formats
import Testing

@Suite struct CalendarFiles {
    private let whole = """
        format: 1
        academic-year: 2025/26
        terms:
          - {name: Autumn, from: 2025-09-03, to: 2025-12-19, half-term: {from: 2025-10-27, to: 2025-10-31}}
          - {name: Spring, from: 2026-01-06, to: 2026-03-27, half-term: {from: 2026-02-16, to: 2026-02-20}}
          - {name: Summer, from: 2026-04-13, to: 2026-07-16, half-term: {from: 2026-05-25, to: 2026-05-29}}
        closed:
          - {date: 2026-05-04, reason: Early May bank holiday}
        """

    private func problems(_ text: String) -> [String] {
        CalendarReader.read(file: "c.yaml", text: text).problems.map {
            "\($0.line): \($0.severity == .warning ? "warning: " : "")\($0.problem)"
        }
    }

    @Test func theCalendarOfTheContractHas190SchoolDays() throws {
        let (calendar, problems) = CalendarReader.read(file: "c.yaml", text: whole)
        let read = try #require(calendar)

        #expect(problems.isEmpty)
        #expect(read.sessions(for: nil).count == 380)
        #expect(!read.isSchoolDay(day("2026-05-04")))
        #expect(read.closure(of: Session(day("2026-05-04"), .am))?.reason == "Early May bank holiday")
        #expect(read.terms.map(\.name) == ["Autumn", "Spring", "Summer"])
    }

    @Test func aClosureMayBeForSomeYearGroupsHalfADayAndAnotherCode() throws {
        let text =
            whole
            + "\n  - {date: 2025-09-03, reason: Year 7 start, year-groups: [8, 9, Year 10], session: PM, code: 'Y7'}\n"
        let calendar = try #require(CalendarReader.read(file: "c.yaml", text: text).calendar)
        let session = Session(day("2025-09-03"), .pm)

        #expect(!calendar.isSession(session, for: YearGroup("8")))
        #expect(calendar.isSession(session, for: YearGroup("7")))
        #expect(calendar.isSession(Session(day("2025-09-03"), .am), for: YearGroup("8")))
        #expect(calendar.closedCode(of: session, for: YearGroup("10")) == .unavoidableCause)
    }

    @Test(arguments: [
        ("to: 2025-12-19", "to: 2025-08-19", "4: The term ends before it begins."),
        (
            "from: 2025-09-03", "from: 2025-07-31",
            "4: The term is not within 2025/26, which runs from 2025-08-01 to 2026-07-31."
        ),
        ("from: 2026-01-06", "from: 2025-12-19", "5: The term begins before the one before it has ended."),
        ("from: 2025-10-27", "from: 2025-09-03", "4: The half-term is not within its term."),
        ("to: 2026-05-29}", "to: 2026-07-16}", "6: The half-term is not within its term."),
        ("from: 2026-05-25", "from: 2026-06-25", "6: The half-term ends before it begins."),
        ("2026-05-04", "2025-05-05", "8: The day is not in 2025/26."),
        ("2026-05-04", "2026-05-03", "8: warning: The school is not open on that day anyway."),
        ("2026-05-04", "2026-05-26", "8: warning: The school is not open on that day anyway."),
        ("2025/26", "2025/27", "2: '2025/27' is not an academic year."),
        (
            "2025/26", "2024/25",
            "4: The term is not within 2024/25, which runs from 2024-08-01 to 2025-07-31."
        ),
        ("reason:", "reasons:", "8: 'reasons' is not a setting of a closure."),
        ("name: Spring", "name: ", "5: 'name' has no value."),
        ("2026-03-27", "27/03/2026", "5: '27/03/2026' is not a day."),
        ("bank holiday}", "bank holiday, session: noon}", "8: 'noon' is not a session."),
        (
            "bank holiday}", "bank holiday, code: 'I'}",
            "8: A closed session cannot bear I; leave it out for #, or use one of Y1 to Y7."
        ),
        (
            "bank holiday}", "bank holiday, year-groups: []}",
            "8: The closure names an empty list of year groups."
        ),
        ("bank holiday}", "bank holiday, year-groups: [seven]}", "8: 'seven' is not a year group."),
        (
            "bank holiday}", "bank holiday}\n  - {date: 2026-05-04, reason: Training, session: PM}",
            "9: 2026-05-04 is closed in line 8 already."
        ),
        ("format: 1", "format: one", "1: This is not a format that can be read."),
    ])
    func whatACalendarCannotMeanIsNamedWithItsLine(part: String, instead: String, expected: String) {
        let text = whole.replacing(part, with: instead)
        let found = problems(text)

        #expect(found.contains(expected), "\(found)")
        let isWarning = expected.contains("warning")
        #expect((CalendarReader.read(file: "c.yaml", text: text).calendar != nil) == isWarning)
        for problem in CalendarReader.read(file: "c.yaml", text: text).problems {
            #expect(!problem.remedy.isEmpty)
        }
    }

    @Test func twoClosuresOfOneDayAreFineWhenTheyShutDifferentPupilsOrHalves() {
        let halves =
            whole
            + "\n  - {date: 2025-09-04, reason: a, session: AM}\n  - {date: 2025-09-04, reason: b, session: PM}"
        let years =
            whole
            + "\n  - {date: 2025-09-04, reason: a, year-groups: [7]}\n  - {date: 2025-09-04, reason: b, year-groups: [8]}"

        #expect(problems(halves).isEmpty)
        #expect(problems(years).isEmpty)
    }

    @Test func allProblemsAreFoundAtOnce() {
        let found = problems(
            """
            format: 1
            academic-year: 2025/26
            terms:
              - {name: Autumn, from: 2025-12-19, to: 2025-09-03}
              - {name: Spring, from: 2026-01-06, to: 2026-13-27}
            closed:
              - {date: 2026-05-04}
            """)

        #expect(found.count == 3)
    }

    @Test func aCalendarWithoutTermsIsRefused() {
        #expect(
            problems("format: 1\nacademic-year: 2025/26\nterms: []\n") == ["1: The calendar has no terms."])
        #expect(problems("format: 1\nacademic-year: 2025/26\n") == ["1: A calendar has no 'terms'."])
    }
}
