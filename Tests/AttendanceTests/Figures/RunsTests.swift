import Attendance
import Testing

@Suite struct RunsTests {
    static let calendars = SchoolCalendars([.example(), .following])

    /// The expected sessions of the marks given, from their first day to a last one.
    static func line(
        _ weeks: [String: [String]], from: String, through: String, closing closures: [Closure] = []
    ) -> [MarkedSession] {
        let expected = SchoolCalendar.example(closing: closures).sessions(for: nil)
            .restricted(to: day(from)...day(through))
        return [MarkedSession]([(YearMarks(weeks), expected)])
    }

    static let absentWeek = Array(repeating: "O", count: 10)
    static let illWeek = Array(repeating: "I", count: 10)

    @Test func aLineIsTheExpectedSessionsInOrderAcrossYears() {
        var later = YearMarks(year: AcademicYear(startingIn: 2026))
        later.set(.visit, for: session("2026-09-02 AM"))
        let earlier = YearMarks(["2026-07-13": [".", ".", ".", ".", ".", ".", "/", "\\"]])

        let line = [MarkedSession]([
            (later, SchoolCalendar.following.sessions(for: nil).through(session("2026-09-02 PM"))),
            (
                earlier,
                SchoolCalendar.example().sessions(for: nil)
                    .restricted(to: day("2026-07-16")...day("2026-07-31"))
            ),
        ])

        #expect(
            line.map { "\($0.session) \($0.code?.text ?? ".")" } == [
                "2026-07-16 AM /", "2026-07-16 PM \\", "2026-09-02 AM V", "2026-09-02 PM .",
            ])
        #expect(line.through(session("2026-07-16 PM")).count == 2)
    }

    @Test func tenSchoolDaysOfUnauthorisedAbsenceAreReachedOnTheTenth() throws {
        let nine = Self.line(
            ["2025-09-08": Self.absentWeek, "2025-09-15": Array(Self.absentWeek.prefix(8)) + ["/", "\\"]],
            from: "2025-09-08", through: "2025-09-19")
        let ten = Self.line(
            ["2025-09-08": Self.absentWeek, "2025-09-15": Self.absentWeek], from: "2025-09-08",
            through: "2025-09-19")

        #expect(nine.longestRun(.unauthorised)?.length == 9)
        #expect(nine.currentRun(.unauthorised) == nil)
        let run = try #require(ten.currentRun(.unauthorised))
        #expect(run.length == 10 && run.day(10) == day("2025-09-19") && run.day(11) == nil)
        #expect(run.first == day("2025-09-08") && run.last == day("2025-09-19"))
        #expect(run.sessions.count == 20)
    }

    @Test func neutralCodesNeitherBreakNorCountAndHolidaysAreNotThere() throws {
        // Two whole neutral days, a half neutral one, and half-term between.
        let line = Self.line(
            [
                "2025-10-20": ["U", "N", "D", "D", "Y1", "O", "Q", "X", "G", "O"],
                "2025-11-03": Self.absentWeek,
            ], from: "2025-10-20", through: "2025-11-07")

        let run = try #require(line.currentRun(.unauthorised))

        #expect(run.length == 8)
        #expect(run.sessions.count == 15)
        #expect(!run.days.contains(day("2025-10-21")) && run.days.contains(day("2025-10-22")))
    }

    @Test(arguments: ["/", "L", "B", "I", "C2"])
    func anyAttendanceOrAuthorisedAbsenceBreaksTheRun(_ text: String) {
        let line = Self.line(
            ["2025-09-08": ["O", "O", "O", text, "O", "O", "O", "O", "O", "O"]], from: "2025-09-08",
            through: "2025-09-12")

        #expect(line.runs(.unauthorised).map(\.length) == [1, 3])
        #expect(line.currentRun(.unauthorised)?.first == day("2025-09-10"))
    }

    @Test func aMissingMarkDoesNotBreakTheRunAndItsDayDoesNotCount() {
        let line = Self.line(
            ["2025-09-08": ["O", "O", "O", ".", "O", "O", ".", ".", "O", "O"]], from: "2025-09-08",
            through: "2025-09-12")

        #expect(
            line.currentRun(.unauthorised)?.days == [
                day("2025-09-08"), day("2025-09-10"), day("2025-09-12"),
            ])
    }

    @Test func continuousAbsenceIsBrokenByEveryOtherCode() {
        for text in ["I", "U", "D", "Y1", "/"] {
            let line = Self.line(
                ["2025-09-08": ["G", "N", "O", "O", text, "O", "O", "O", "N", "G"]], from: "2025-09-08",
                through: "2025-09-12")
            #expect(line.runs(.continuousAbsence).map(\.length) == [2, 2], "\(text)")
        }
    }

    @Test func aRunOfIllnessCountsAnyAbsenceAskedFor() {
        let line = Self.line(
            ["2025-09-08": Self.illWeek, "2025-09-15": ["I", "I", "M", "I", "/", "\\"]], from: "2025-09-08",
            through: "2025-09-17")

        #expect(line.longestRun(RunRule(counting: [.illness]))?.length == 6)
        #expect(line.longestRun(.absent)?.length == 7)
        #expect(line.currentRun(.absent) == nil)
        #expect(line.longestRun(.unauthorised) == nil)
    }

    @Test func ofTwoRunsOfOneLengthTheEarlierIsTheLongest() {
        let line = Self.line(
            ["2025-09-08": ["O", "O", "/", "\\", "O", "O", "/", "\\", "/", "\\"]], from: "2025-09-08",
            through: "2025-09-12")

        #expect(line.longestRun(.absent)?.first == day("2025-09-08"))
        #expect([MarkedSession]().runs(.absent).isEmpty)
        #expect([MarkedSession]().currentRun(.absent) == nil)
    }

    /// Against days written as letters and split where a run is broken.
    @Test(arguments: 0..<40)
    func runsAreThosePickedOutByHand(_ seed: UInt64) {
        var random = Seeded(seed)
        let texts = ["O", "O", "O", "N", "U", "G", "D", "Y1", "X", "#", "I", "/", "."]
        let written = Int.random(in: 4...texts.count, using: &random)
        let expected = SchoolCalendar.example().sessions(for: nil)
            .restricted(to: day("2025-09-03")...day("2025-12-19"))
        var marks = YearMarks(year: AcademicYear(startingIn: 2025))
        var paper = [CalendarDate: [String]]()
        for session in expected.sessions {
            let text = texts.prefix(written).randomElement(using: &random)!
            paper[session.date, default: []].append(text)
            if text != "." { marks.set(code(text), for: session) }
        }

        let runs = [MarkedSession]([(marks, expected)]).runs(.unauthorised)

        let letters = paper.sorted { $0.key < $1.key }.map { _, codes -> Character in
            if codes.contains("I") || codes.contains("/") { return "b" }
            if codes.contains(".") { return "-" }
            return codes.contains { "GNOU".contains($0) } ? "c" : "-"
        }
        let lengths = letters.split(separator: "b").map { $0.count { $0 == "c" } }.filter { $0 > 0 }
        #expect(runs.map(\.length) == lengths)
    }

    @Test func daysAbsentAreWholeOrHalf() {
        let line = Self.line(
            ["2025-09-08": ["I", "I", "/", "O", "U", "\\", "D", "I", ".", "I"]], from: "2025-09-08",
            through: "2025-09-12")

        #expect(line.daysAbsent() == DaysAbsent(whole: 1, half: 4))
        #expect(line.daysAbsent().sessions == 6)
        #expect(line.daysAbsent().description == "3")
        #expect(line.daysAbsent(where: { $0 == .otherAbsence }).description == "0.5")
    }
}

@Suite struct RollingCountTests {
    static let unauthorised: @Sendable (AttendanceCode) -> Bool = { $0.sessionClass == .unauthorised }

    @Test func tenSessionsInTenSchoolWeeksAreCountedOverAHoliday() throws {
        // Week 1 and week 10 of a window with half-term inside it.
        let line = RunsTests.line(
            ["2025-09-15": ["O", "O", "O", "O", "O"], "2025-11-24": ["U", "U", "N", "G", "O"]],
            from: "2025-09-03", through: "2025-11-28")

        let reached = try #require(
            try line.firstRollingCount(
                of: 10, inSchoolWeeks: 10, of: RunsTests.calendars, where: Self.unauthorised))

        #expect(reached.through == session("2025-11-26 AM"))
        #expect(reached.count == 10 && reached.isComplete)
        #expect(reached.sessions.first == session("2025-09-15 AM"))
    }

    @Test func oneWeekFurtherApartTheyAreNotCountedTogether() throws {
        let line = RunsTests.line(
            ["2025-09-15": ["O", "O", "O", "O", "O"], "2025-12-01": ["U", "U", "N", "G", "O"]],
            from: "2025-09-03", through: "2025-12-05")

        let counts = try line.rollingCounts(
            inSchoolWeeks: 10, of: RunsTests.calendars, where: Self.unauthorised)

        #expect(counts.map(\.count) == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5])
        #expect(counts[0].isComplete == false && counts[9].isComplete)
    }

    @Test func theWindowRunsFromOneSchoolYearIntoTheNext() throws {
        let earlier = YearMarks(["2026-07-13": ["O", "O", "O", "O", "O", "O", "O", "O"]])
        var later = YearMarks(year: AcademicYear(startingIn: 2026))
        later.set(.otherAbsence, for: session("2026-09-02 AM"))
        later.set(.otherAbsence, for: session("2026-09-02 PM"))
        let line = [MarkedSession]([
            (earlier, SchoolCalendar.example().sessions(for: nil)),
            (later, SchoolCalendar.following.sessions(for: nil).through(session("2026-09-02 PM"))),
        ])

        let reached = try line.firstRollingCount(
            of: 10, inSchoolWeeks: 2, of: RunsTests.calendars, where: Self.unauthorised)

        #expect(reached?.through == session("2026-09-02 PM"))
        #expect(
            try line.firstRollingCount(
                of: 10, inSchoolWeeks: 1, of: RunsTests.calendars, where: Self.unauthorised) == nil)
    }

    @Test func sessionsInAWindowStopAtTheSessionAskedFor() throws {
        let line = RunsTests.line(
            ["2025-09-08": ["O", "/", "O", "\\", "O"], "2025-09-15": ["O"]], from: "2025-09-03",
            through: "2025-09-19")
        let window = try RunsTests.calendars.schoolWeeks(1, endingWith: day("2025-09-10"))

        let counted = line.sessions(in: window, through: session("2025-09-09 PM"), where: Self.unauthorised)

        #expect(counted == [session("2025-09-08 AM"), session("2025-09-09 AM")])
    }

    @Test func sessionsOfAYearWithoutACalendarAreAnError() {
        let line = [MarkedSession(session("2024-10-01 AM"), .otherAbsence)]

        #expect(throws: CalendarGap(day("2024-10-01"))) {
            try line.rollingCounts(inSchoolWeeks: 10, of: RunsTests.calendars, where: Self.unauthorised)
        }
    }

    /// Against counting each window afresh, by its days.
    @Test(arguments: 0..<20)
    func rollingCountsAreThoseOfTheirWindows(_ seed: UInt64) throws {
        var random = Seeded(seed)
        let expected = SchoolCalendar.example().sessions(for: nil)
        var marks = YearMarks(year: AcademicYear(startingIn: 2025))
        for session in expected.sessions {
            marks.set(Int.random(in: 0..<8, using: &random) == 0 ? .otherAbsence : .late, for: session)
        }
        let line = [MarkedSession]([(marks, expected)])
        let weeks = Int.random(in: 1...12, using: &random)

        let counts = try line.rollingCounts(
            inSchoolWeeks: weeks, of: RunsTests.calendars, where: Self.unauthorised)

        #expect(counts.count == line.count { $0.code == .otherAbsence })
        for count in counts {
            let window = try RunsTests.calendars.schoolWeeks(weeks, endingWith: count.through.date)
            #expect(
                count.sessions
                    == line.sessions(in: window, through: count.through, where: Self.unauthorised))
        }
    }
}
