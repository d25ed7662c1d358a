import Attendance
import Formats
import Testing

@Suite struct ValuesThatStandIn {
    private static let text = """
        format: 1
        clauses: serenity
        in-force-from: {date: 2025-09-01, clause: SER-0.1}
        school: {name: Ashgrove School, type: academy-secondary}
        registers:
          times:
            - {session: AM, opens: "08:45", closes: "09:10"}
            - {session: PM, opens: "13:00", closes: "13:25"}
        codes: {no-reason: {school-days: 5, clause: SER-4.3}}
        values:
          welfare-check: {school-days: unset, clause: SER-7.3}
        rules:
          - rule: one
            when: {attendance: {below: 95, over: term}}
            then: [{letter: first}, {task: second, due: same-day}]
        processes:
          - process: stages
            states:
              - {state: none, window: {school-days: 10, baseline: letter}}
        """

    private func read(_ replacements: PolicyReplacement...) -> (policy: Policy?, problems: [Problem]) {
        PolicyReader.read(
            file: "p.yaml", text: Self.text, replacing: replacements, law: Project.law,
            clauses: Project.clauses)
    }

    private func policy(_ path: String, _ yaml: String) throws -> Policy {
        let read = read(PolicyReplacement(path, yaml: yaml))
        return try #require(read.policy, "\(read.problems.map(\.description))")
    }

    @Test func aSettingByItsPath() throws {
        #expect(try policy("school.type", "academy-special").school.type.value == .academySpecial)
        #expect(try policy("registers.times.AM.closes", "\"09:15\"").registers?.times.count == 2)
        #expect(
            try policy("registers.times.PM", "{session: PM, opens: \"13:00\", closes: \"13:29\"}")
                .registers?.times[1].value.times.closes == time("13:29"))
    }

    @Test func aNamedValueWithOrWithoutItsUnit() throws {
        let five = NamedValue(.amount(Amount(5)), unit: "school-days")

        for path in ["values.welfare-check.school-days", "welfare-check.school-days", "welfare-check"] {
            let value = try policy(path, "5").rules.values["welfare-check"]
            #expect(value?.value == five)
            #expect(value?.source.clauses == [ClauseID("SER-7.3")])
        }
        #expect(
            try policy("welfare-check", "{calendar-days: 5}").rules.values["welfare-check"]?.value
                == NamedValue(.amount(Amount(5)), unit: "calendar-days"))
    }

    @Test func theOnlyValueBesideAClauseIsReplacedAndTheClauseStays() throws {
        let policy = try policy("in-force-from", "2025-10-01")

        #expect(policy.inForceFrom.value == day("2025-10-01"))
        #expect(policy.inForceFrom.source.clauses == [ClauseID("SER-0.1")])
        #expect(try self.policy("codes.no-reason", "4").codes.noReasonSchoolDays?.value == 4)
    }

    @Test func aPartOfARuleOrProcessByNameOrNumber() throws {
        #expect(
            try policy("rules.one.when.attendance.below", "90").rules.rules[0].when
                == .attendance(
                    Comparison(.below, Rules.number(90)), over: .term, ownTarget: false, leastPossible: nil))
        #expect(try policy("rules.0.then.1.due", "at-once").rules.rules[0].then[1].due == .atOnce)
        #expect(try policy("rules.one.then.second.due", "at-once").rules.rules[0].then[1].due == .atOnce)
        #expect(
            try policy("processes.stages.states.none.window.school-days", "15").rules.processes[0].states[0]
                .window == Process.Window(.schoolDays(Rules.number(15)), baseline: .letter))
    }

    @Test func severalAtOnceTheLaterSeeingTheEarlier() throws {
        let read = read(
            PolicyReplacement("welfare-check", yaml: "{calendar-days: unset}"),
            PolicyReplacement("welfare-check.calendar-days", yaml: "7"))

        #expect(
            read.policy?.rules.values["welfare-check"]?.value
                == NamedValue(.amount(Amount(7)), unit: "calendar-days"))
    }

    @Test(arguments: [
        ("welfare-chek.school-days", "Use one of"),
        ("welfare-check.school-day", "Did you mean 'school-days'?"),
        ("school.tpye", "Did you mean 'type'?"), ("rules.onee.when", "Did you mean 'one'?"),
        ("rules.7", "Use one of one."), ("school.name.first", "Leave out 'first'"), ("", "Use one of format"),
        ("valuse", "Did you mean 'values'?"),
    ])
    func aPathThatIsNotThereIsAProblem(path: String, remedy: String) {
        let (policy, problems) = read(PolicyReplacement(path, yaml: "5"))

        #expect(policy == nil)
        #expect(problems.map(\.problem) == ["There is nothing at '\(path)' that could be replaced."])
        #expect(problems.first?.remedy.hasPrefix(remedy) == true, "\(problems.map(\.remedy))")
    }

    @Test func aWrongValueIsReportedWhereItStandsIn() {
        let (policy, problems) = read(PolicyReplacement("welfare-check", yaml: "soon"))

        #expect(policy == nil)
        #expect(problems.map { [$0.line, $0.column] } == [[11, 32]])
        #expect(problems.first?.problem == "'soon' is not a number of school-days.")
    }
}

@Suite struct WhatThePolicyDoesNotDecide {
    @Test func everyValueThatIsUnsetIsListedWithWhatWaitsForIt() throws {
        let text =
            Rules.head + """
                values:
                  welfare-check: {school-days: unset}
                  lines: {answer: unset}
                  spare: {percent: unset}
                  reward: {percent: 95}
                rules:
                  - {rule: one, when: {age: {at-least: {school-days: {value: welfare-check}}}, value: lines}, then: [{task: a-task}]}
                  - {rule: two, when: {attendance: {below: {value: reward}}}, then: [{task: a-task}]}
                  - {rule: three, then: [{task: a-task, due: {school-days: {value: welfare-check}}}]}
                windows: [{window: mocks, from: unset, to: unset}, {window: set, from: 2026-05-18, to: 2026-06-12}]
                processes:
                  - process: stages
                    states: [{state: none, moves: [{on: {after: {school-days: {value: welfare-check}}}, to: none}]}]
                """
        let check = PolicyCheck(
            file: "p.yaml", text: text, law: Project.law, clauses: Project.clauses, on: day("2025-11-13"))

        #expect(
            check.leftOpen.filter { $0.setting.hasPrefix("values.") || $0.setting.hasPrefix("windows.") } == [
                OpenSetting(
                    setting: "values.welfare-check",
                    consequence:
                        "The policy does not decide 'welfare-check'; off until it does: one, three, stages."),
                OpenSetting(
                    setting: "values.lines",
                    consequence: "The policy does not decide 'lines'; taken as no by: one."),
                OpenSetting(
                    setting: "values.spare",
                    consequence: "The policy does not decide 'spare'; nothing asks for it."),
                OpenSetting(
                    setting: "windows.mocks",
                    consequence: "The policy does not say when 'mocks' is; no day is in it."),
            ])
        #expect(check.summary.contains("Left open: values.welfare-check. The policy does not decide"))
    }
}
