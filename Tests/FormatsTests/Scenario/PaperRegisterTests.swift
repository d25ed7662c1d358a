import Attendance
import Formats
import Testing

@Suite struct PaperRegister {
    private func marks(_ week: String, of monday: String = "2025-11-10") throws -> [Session: AttendanceCode] {
        let scenario = try Scenarios.one(
            """
              - name: a
                marks: {\(monday): '\(week)'}
                expect: [{on: 2025-11-13}]
            """)
        return scenario.pupil.taken
    }

    /// The week's ten sessions as text, a dot for none.
    private func week(_ taken: [Session: AttendanceCode], of monday: String = "2025-11-10") -> String {
        (0..<5).map { number in
            Session.Half.allCases.map { taken[Session(day(monday) + number, $0)]?.text ?? "." }.joined()
        }.joined(separator: " ")
    }

    @Test(arguments: [
        (#"/\ /\ /\ NN NN"#, #"/\ /\ /\ NN NN"#),
        (#"// \\ II .. ##"#, #"/\ /\ II .. ##"#),
        (#"Y1Y1 J1\ N\ C2. .C1"#, #"Y1Y1 J1\ N\ C2. .C1"#),
        (#"C2C2   CC  C1C   CC2 LU"#, #"C2C2 CC C1C CC2 LU"#),
        (#"/ \ /\ I I N\ /U"#, #"/\ /\ II N\ /U"#),
    ])
    func aWeekIsReadTwoCodesADayTheLongestFirst(written: String, read: String) throws {
        #expect(try week(marks(written)) == read)
    }

    @Test func daysNotGivenArePresentAndHolidaysHaveNoSession() throws {
        let taken = try marks("NN NN NN NN NN")

        #expect(taken[Session(day("2025-11-07"), .am)] == .presentAM)
        #expect(taken[Session(day("2025-11-07"), .pm)] == .presentPM)
        #expect(taken[Session(day("2025-10-27"), .am)] == nil)
        #expect(taken[Session(day("2025-11-15"), .am)] == nil)
        #expect(taken.count == 380)
        #expect(try marks("NN .. N. NN NN").count == 377)
    }

    @Test(arguments: [
        ("2025-11-10: 'NN NN NN NN N'", "5:25 There are 9 marks in the week, not 10."),
        ("2025-11-10: 'NN NN NN NN NN NN'", "5:25 There are 6 days in the week."),
        ("2025-11-10: 'NN NA NN NN NN'", "5:25 'NA' is not written in codes of the register."),
        ("2025-11-11: 'NN NN NN NN NN'", "5:13 2025-11-11 is a Tuesday."),
        ("2025-11-31: 'NN NN NN NN NN'", "5:13 '2025-11-31' is not a day."),
    ])
    func aWeekThatCannotBeReadIsAnError(week: String, problem: String) {
        let (file, _) = Scenarios.read("  - name: a\n    marks: {\(week)}\n    expect: []\n")

        #expect(file == nil)
        #expect(Scenarios.problems("  - name: a\n    marks: {\(week)}\n    expect: []\n") == [problem])
    }

    @Test(arguments: [
        ("2025-10-27: 'NN NN NN NN NN'", true), ("2025-10-27: '## ## .. /\\ ##'", false),
        ("2025-11-10: 'NN NN NN'", true),
    ])
    func marksThatSayNothingAreAWarning(week: String, warns: Bool) {
        let (file, problems) = Scenarios.read("  - name: a\n    marks: {\(week)}\n    expect: []\n")

        #expect(file != nil)
        #expect(problems.map(\.severity) == (warns ? [.warning] : []))
    }

    @Test func lessonsAreOneCodeForEachPeriod() throws {
        let scenario = try Scenarios.one(
            #"""
              - name: a
                lessons: {2025-11-10: '/////  //N.. /// / /'}
                expect: []
            """#)

        #expect(scenario.pupil.lessons[day("2025-11-10")]?.count == 5)
        #expect(
            scenario.pupil.lessons[day("2025-11-11")] == [.presentAM, .presentAM, .noReasonYet, nil, nil])
        #expect(scenario.pupil.lessons[day("2025-11-14")]?.count == 1)
    }
}
