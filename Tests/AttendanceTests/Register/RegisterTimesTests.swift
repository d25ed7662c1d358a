import Attendance
import Testing

@Suite struct RegisterTimesTests {
    static func times(_ opens: String, _ closes: String, _ ends: String) -> RegisterTimes {
        RegisterTimes(opens: time(opens), closes: time(closes), sessionEnds: time(ends))!
    }

    @Test(arguments: [
        ("08:00", "/", 0), ("08:30", "/", 0), ("08:31", "L", 1), ("08:59", "L", 29), ("09:00", "U", 30),
        ("11:59", "U", 209),
    ])
    func anArrivalIsJudgedByThePublishedTimes(_ arrival: String, _ mark: String, _ minutes: Int) {
        let morning = Self.times("08:30", "09:00", "12:00")

        #expect(morning.code(arrivingAt: time(arrival), in: .am)?.text == mark)
        #expect(morning.minutesLate(arrivingAt: time(arrival)) == minutes)
    }

    @Test(arguments: [("09:29", "L"), ("09:30", "L"), ("09:31", "U")])
    func aPolicyMayCountTheClosingMinuteAsInTime(_ arrival: String, _ mark: String) {
        let morning = RegisterTimes(
            opens: time("09:00"), closes: time("09:30"), sessionEnds: time("12:00"),
            closingMinuteIsInTime: true)

        #expect(morning?.code(arrivingAt: time(arrival), in: .am)?.text == mark)
        #expect(morning?.closedFrom == time("09:31"))
        #expect(Self.times("09:00", "09:30", "12:00").closedFrom == time("09:30"))
    }

    @Test func whoComesWhenTheSessionHasEndedHasNotAttendedIt() {
        let morning = Self.times("08:30", "09:00", "12:00")

        #expect(morning.code(arrivingAt: time("12:00"), in: .am) == nil)
    }

    @Test func inTheAfternoonPresentIsTheOtherStroke() {
        let afternoon = Self.times("13:00", "13:25", "15:15")

        #expect(afternoon.code(arrivingAt: time("12:59"), in: .pm) == .presentPM)
        #expect(afternoon.minutesOpen == 25)
    }

    @Test func timesOutOfOrderAreNone() {
        let (a, b, c) = (time("08:30"), time("09:00"), time("12:00"))

        #expect(RegisterTimes(opens: b, closes: a, sessionEnds: c) == nil)
        #expect(RegisterTimes(opens: a, closes: a, sessionEnds: c) == nil)
        #expect(RegisterTimes(opens: a, closes: c, sessionEnds: b) == nil)
        #expect(RegisterTimes(opens: a, closes: b, sessionEnds: b) != nil)
    }
}

@Suite struct RegisterTimesTableTests {
    typealias Rule = RegisterTimesTable.Rule
    static let usual = RegisterTimesTests.times("12:45", "12:55", "15:00")
    static let older = RegisterTimesTests.times("13:15", "13:25", "15:00")
    static let friday = RegisterTimesTests.times("12:30", "12:40", "14:00")
    static let lastDay = RegisterTimesTests.times("12:00", "12:10", "13:00")
    static let examYear = RegisterTimesTests.times("13:30", "13:40", "15:30")

    /// A school whose afternoon register is later in Key Stage 4 and the sixth form, with an exam year, a short
    /// Friday and an early finish.
    let table = RegisterTimesTable([
        Rule(half: .pm, times: usual),
        Rule(half: .pm, keyStages: [.ks4, .ks5], times: older),
        Rule(half: .pm, yearGroups: [YearGroup("11")!], times: examYear),
        Rule(half: .pm, weekdays: [.friday], times: friday),
        Rule(half: .pm, dates: day("2025-12-19")...day("2025-12-19"), times: lastDay),
    ])

    @Test(arguments: [
        // Thursday
        ("2025-12-18 PM", "9", usual), ("2025-12-18 PM", "10", older), ("2025-12-18 PM", "11", examYear),
        ("2025-12-18 PM", "12", older),
        // Friday
        ("2025-12-12 PM", "9", friday), ("2025-12-12 PM", "11", friday),
        // the last Friday of term
        ("2025-12-19 PM", "9", lastDay), ("2025-12-19 PM", "11", lastDay),
    ])
    func theNarrowestRuleHolds(_ when: String, _ yearGroup: String, _ expected: RegisterTimes) {
        #expect(table.times(for: session(when), yearGroup: YearGroup(yearGroup)) == expected)
    }

    @Test func aPupilOfNoKnownYearGroupHasTheGeneralTimes() {
        #expect(table.times(for: session("2025-12-18 PM"), yearGroup: nil) == Self.usual)
    }

    @Test func aHalfWithoutTimesHasNone() {
        #expect(table.times(for: session("2025-12-18 AM"), yearGroup: YearGroup("9")) == nil)
    }

    @Test func theLastClosingIsThatOfTheLastPupils() {
        let groups = [YearGroup("7")!, YearGroup("10")!, YearGroup("11")!]

        #expect(table.lastClosing(of: session("2025-12-18 PM"), yearGroups: groups) == time("13:40"))
        #expect(table.lastClosing(of: session("2025-12-19 PM"), yearGroups: groups) == time("12:10"))
        #expect(table.lastClosing(of: session("2025-12-19 AM"), yearGroups: groups) == nil)
    }

    @Test func rulesOfWhichNeitherIsNarrowerConflict() {
        let rules = [
            Rule(half: .pm, yearGroups: [YearGroup("10")!, YearGroup("11")!], times: Self.older),
            Rule(half: .pm, yearGroups: [YearGroup("11")!], times: Self.examYear),
            Rule(half: .am, yearGroups: [YearGroup("11")!], times: Self.usual),
            Rule(half: .pm, yearGroups: [YearGroup("9")!], times: Self.usual),
            Rule(half: .pm, yearGroups: [YearGroup("11")!], times: Self.examYear),
        ]

        let conflicts = RegisterTimesTable.conflicts(in: rules)

        #expect(conflicts.map { "\($0.0)-\($0.1)" } == ["0-1", "0-4"])
        #expect(
            RegisterTimesTable.conflicts(in: [
                Rule(half: .pm, times: Self.usual),
                Rule(half: .pm, keyStages: [.ks4], times: Self.older),
                Rule(half: .pm, dates: day("2025-12-01")...day("2025-12-05"), times: Self.lastDay),
                Rule(half: .pm, dates: day("2025-12-06")...day("2025-12-06"), times: Self.friday),
            ]).isEmpty)
    }
}
