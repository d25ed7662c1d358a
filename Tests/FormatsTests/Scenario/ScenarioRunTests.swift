import Attendance
import Formats
import Testing

/// Scenarios played under a small policy: a call at 10:00 for an unexplained morning, a letter after it, and a
/// notice that nobody may issue.
@Suite struct ScenarioRuns {
    private let rules: SchoolRules = {
        var policy = Project.policy("serenity")
        policy.rules = RuleBook(
            rules: [
                Rule(
                    name: "call", source: PolicySource(clauses: [ClauseID("SER-8.1")]),
                    time: RuleTime(.time(time("10:00"))),
                    when: .marked(.am, CodeChoice([.noReasonYet])),
                    then: [
                        StepPlan(.call, what: "", to: [.priority(1)], by: RoleName(.office)),
                        StepPlan(.letter, what: "letter-1", to: [.parents], due: .time(time("15:00"))),
                    ], repetition: .daily)
            ],
            refusals: [
                Refusal(
                    name: "never", source: PolicySource(clauses: [ClauseID("SER-6.2")]),
                    act: ActPattern(did: [.issue]), when: .always, because: "no notice is issued here")
            ])
        let (calendar, _) = CalendarReader.load("\(Project.root)/Tests/Scenarios/calendar-2025-26.yaml")
        return SchoolRules(
            policies: [(day("2025-08-01"), policy)], law: Project.law,
            calendars: SchoolCalendars([calendar].compactMap(\.self)))
    }()

    /// What differs, as `LINE says`, for a pupil away without a reason on 13 November.
    private func differences(_ rest: String) throws -> [String] {
        let scenario = try Scenarios.one(
            "  - name: a\n    marks: {2025-11-10: '// // // NN //'}\n" + rest)
        return scenario.differences(under: rules).map { "\($0.place.line) \($0.when): \($0.says)" }
    }

    @Test(arguments: [
        "clause: SER-8.1", "do: call", "to: priority-1", "by: office", "rule: call", "scope: pupil",
        "due: 2025-11-13", "due: 2025-11-13T10:00", "clauses: [SER-8.1]", "do: letter, what: letter-1",
        "do: letter, due: 2025-11-13T15:00",
    ])
    func aStepMatchesInWhatIsSaidOfIt(fields: String) throws {
        #expect(try differences("    expect: [{on: 2025-11-13, due: [{\(fields)}]}]\n") == [])
        #expect(try differences("    expect: [{on: 2025-11-13, not-due: [{\(fields)}]}]\n").count == 1)
    }

    @Test(arguments: [
        "clause: SER-8.2", "do: text", "do: call, to: priority-2", "do: call, what: letter-1", "rule: other",
        "due: 2025-11-14", "do: call, due: 2025-11-13T15:00", "clauses: [SER-8.1, SER-8.2]", "by: ewo",
        "do: call, because: [flag]", "scope: school", "key: k", "code: O", "session: 2025-11-13 AM",
        "decided-by: headteacher",
    ])
    func aStepThatIsOtherwiseInOneThingDoesNotMatch(fields: String) throws {
        let found = try differences("    expect: [{on: 2025-11-13, due: [{\(fields)}]}]\n")

        #expect(found == ["6 on 2025-11-13: nothing matches {\(fields)}; there is:"])
        #expect(try differences("    expect: [{on: 2025-11-13, not-due: [{\(fields)}]}]\n") == [])
    }

    @Test func onlyLeavesNoRoomForOthers() throws {
        let call = "    expect: [{on: 2025-11-13, only: true, due: [{do: call}]}]\n"
        let both = "    expect: [{on: 2025-11-13, only: true, due: [{do: call}, {do: letter}]}]\n"
        let none = "    expect: [{on: 2025-11-12, only: true, due: []}]\n"

        #expect(try differences(call) == ["6 on 2025-11-13: nothing else should be due; there is:"])
        #expect(try differences(both) == [])
        #expect(try differences(none) == [])
    }

    @Test func aMomentSeesWhatIsOpenAndDueByThen() throws {
        #expect(try differences("    expect: [{at: 2025-11-13T09:59, only: true}]\n") == [])
        #expect(
            try differences("    expect: [{at: 2025-11-13T10:00, only: true, due: [{do: call}]}]\n") == [])
        #expect(try differences("    expect: [{at: 2025-11-13T14:59, not-due: [{do: letter}]}]\n") == [])
        #expect(
            try differences("    expect: [{at: 2025-11-13T15:00, due: [{do: letter}, {do: call}]}]\n") == [])
    }

    @Test func whatWasDoneInTheSameMinuteIsDoneBeforeTheExpectation() throws {
        let call = "    events: [{at: 2025-11-13T10:05, did: call, to: priority-1, outcome: reached}]\n"

        #expect(
            try differences(call + "    expect: [{at: 2025-11-13T10:04, due: [{do: call}]}]\n") == [])
        #expect(
            try differences(call + "    expect: [{at: 2025-11-13T10:05, not-due: [{do: call}]}]\n") == [])
        #expect(try differences(call + "    expect: [{on: 2025-11-13, due: [{do: call}]}]\n") == [])
    }

    @Test func figuresLabelsAndCodesAreComparedExactly() throws {
        let right =
            "{on: 2025-11-13, figures: {attended: 92, possible: 94, attendance: 97.9, persistentlyAbsent: no, "
            + "byCode: {N: 2}}, labels: [], codes: {2025-11-13 AM: N, 2025-11-12 PM: /}, grounds: []}"
        let wrong =
            "{on: 2025-11-13, figures: {attended: 91, absence: 2.2}, labels: [persistently-absent], "
            + "codes: {2025-11-13 AM: I}, grounds: [SER-6.2]}"

        #expect(try differences("    expect: [\(right)]\n") == [])
        #expect(
            try differences("    expect: [\(wrong)]\n") == [
                "6 on 2025-11-13: attended should be 91 and is 92 (92 attended of 94 possible).",
                "6 on 2025-11-13: absence should be 2.2 and is 2.1 (92 attended of 94 possible).",
                "6 on 2025-11-13: 2025-11-13 AM should be I and is N.",
                "6 on 2025-11-13: the labels should be [persistently-absent] and are [].",
                "6 on 2025-11-13: the grounds of the request should be [SER-6.2] and are [].",
            ])
    }

    @Test(arguments: [
        ("refused: any", ""), ("refused: SER-6.2", ""),
        ("refused: SER-6.1", "issue notice: it should have been refused citing SER-6.1:"),
        ("what: notice", "issue notice: it should have succeeded, and was refused:"),
    ])
    func anActIsRefusedAsItShouldBe(field: String, says: String) throws {
        let what = field.hasPrefix("what") ? field : "what: notice, \(field)"
        let found = try differences("    events: [{at: 2025-11-13T10:05, did: issue, \(what)}]\n")

        #expect(found == (says.isEmpty ? [] : ["6 at 2025-11-13T10:05: \(says)"]))
    }

    @Test func anActThatShouldBeRefusedAndIsNotDiffers() throws {
        let found = try differences(
            "    events: [{at: 2025-11-13T10:05, did: sent, what: letter-1, refused: any}]\n")

        #expect(found == ["6 at 2025-11-13T10:05: sent letter-1: it should have been refused, and was not."])
    }

    @Test func aDayThatNoCalendarCoversDiffers() throws {
        #expect(
            try differences("    expect: [{on: 2026-09-13}]\n") == [
                "6 at 2026-09-13T23:59: no calendar of the file covers this day."
            ])
    }

    @Test func aDisputedScenarioPassesWhenItDiffersAndOnlyThen() {
        let place = FilePlace(line: 4, column: 3)
        let difference = ScenarioDifference(place: place, when: "on 2025-11-13", says: "x", found: ["y"])
        func result(_ disputed: Bool, _ found: [ScenarioDifference]) -> ScenarioResult {
            ScenarioResult(
                file: "s.yaml", scenario: "a", place: place, isDisputed: disputed, differences: found)
        }

        #expect(result(false, []).passes && result(true, [difference]).passes)
        #expect(!result(false, [difference]).passes && !result(true, []).passes)
        #expect(result(false, [difference]).report == ["s.yaml:4: a\n  on 2025-11-13: x\n    y"])
        #expect(result(true, []).report[0].contains("Take out the line disputed: true."))
    }
}

@Suite struct ReplacedSettings {
    private func run(_ with: String) throws -> [Problem] {
        let (file, problems) = Scenarios.read("  - name: a\n    with: {\(with)}\n    expect: []\n")
        #expect(problems == [])
        var runner = ScenarioRunner(law: Project.law, clauses: Project.clauses)
        return runner.run(try #require(file)).problems
    }

    @Test func standInForThoseOfThePolicy() throws {
        #expect(try run("school.type: academy-special, school.name: \"A school: here, #1 o'clock\"") == [])
    }

    @Test func thatThePolicyDoesNotHaveAreAMistakeOfTheScenario() throws {
        let problems = try run("school.tpye: academy-special")

        #expect(problems.map(\.file) == ["s.yaml"])
        #expect(problems.map(\.line) == [5])
        #expect(
            problems.map(\.problem) == ["There is nothing at 'school.tpye' that could be replaced."])
    }
}
