import Attendance
import Formats
import Testing

/// Lessons of a paper register, and when they are.
@Suite struct Lessons {
    private func year(_ number: Int) -> YearGroup? { YearGroup(number: number) }

    @Test func lessonsOfAPolicyWithoutTimesAreSaidNotToBePlayed() throws {
        let (file, _) = Scenarios.read(
            """
              - name: a
                lessons: {2025-11-10: '/N/// ///// ///// ///// /////'}
                expect: [{on: 2025-11-10, not-due: [{what: truancy}]}]

            """)
        var runner = ScenarioRunner(law: Project.law, clauses: Project.clauses)

        let (results, problems) = runner.run(try #require(file))

        #expect(problems.map(\.severity) == [.warning])
        #expect(problems.map(\.line) == [4])
        #expect(results.map(\.passes) == [true])
    }

    @Test func aLessonThatABreakDividesHasOneMarkOrTwo() {
        let policy = Project.policy("laurence-jackson")
        let five = policy.lessons(of: year(7), on: .monday, marks: 5)
        let six = policy.lessons(of: year(7), on: .monday, marks: 6)

        #expect(five.map(\.starts.description) == ["08:50", "10:05", "11:05", "12:05", "13:40"])
        #expect(six.map(\.starts.description) == ["08:50", "10:05", "11:05", "12:05", "13:10", "13:40"])
        #expect(six.map(\.period) == ["1", "2", "3", "4", "4", "5"])
    }

    @Test func timesOfADayOfTheWeekTakeThePlaceOfTheOthers() throws {
        var policy = Project.policy("serenity")
        let usual = LessonTime(period: "1", starts: time("09:00"))
        let friday = LessonTime(period: "1", starts: time("09:30"), weekdays: [.friday])
        let older = LessonTime(
            period: "2", starts: time("10:00"), yearGroups: Set([year(12)].compactMap(\.self)))
        policy.lessons = [usual, friday, older].map { Setting($0) }

        #expect(policy.lessons(of: year(9), on: .thursday) == [usual])
        #expect(policy.lessons(of: year(9), on: .friday) == [friday])
        #expect(policy.lessons(of: year(12), on: .thursday) == [usual, older])
        #expect(policy.lessons(of: nil, on: .thursday) == [usual])
    }
}
