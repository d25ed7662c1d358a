import Attendance
import Formats
import Testing

/// What the law's list of differences finds in policies made up for it, and in their neighbours that agree.
@Suite struct Differences {
    private func check(
        _ text: String, type: String = "academy-secondary", on date: String = "2025-11-13"
    ) -> PolicyCheck {
        let head = """
            format: 1
            in-force-from: 2025-09-01
            school: {name: Ashgrove School, type: \(type)}
            registers:
              times:
                - {session: AM, opens: "08:45", closes: "09:15", clause: SER-4.3}
                - {session: PM, opens: "13:00", closes: "13:30", clause: SER-4.3}

            """
        return PolicyCheck(
            file: "p.yaml", text: head + text, law: Project.law, clauses: Project.clauses, on: day(date))
    }

    private func found(_ text: String, type: String = "academy-secondary") -> [String] {
        let check = check(text, type: type)
        #expect(check.problems.map(\.description) == [])
        // Numbers of the school's own are another matter than what is looked at here.
        return check.conflicts.filter { $0.check != "X-ALL-1" }.map {
            let kind = [PolicyConflict.Treatment.refused: "refused", .warned: "warned", .noted: "noted"]
            return "\(kind[$0.treatment]!): \($0.check ?? "-") \($0.says)"
        }
    }

    private func rule(_ when: String, _ then: String = "{task: look}", _ more: String = "") -> String {
        "rules:\n  - {rule: made-up, when: \(when), then: [\(then)]\(more.isEmpty ? "" : ", \(more)")}\n"
    }

    private func label(_ when: String, _ more: String = "") -> String {
        "rules:\n  - {rule: ours, label: ours, when: \(when)\(more.isEmpty ? "" : ", \(more)")}\n"
    }

    @Test func aLabelAtAnotherShareThanTheLawsIsOverridden() {
        #expect(
            found(label("{attendance: {below: 85}}")) == [
                "refused: - The label of 'ours' goes by attendance of 85%."
            ])
        #expect(found(label("{absence: {at-least: 15}}")).count == 1)
        #expect(found(label("{absence: {at-least: 10}}")) == [])
        #expect(found(label("{attendance: {at-most: 90}}")) == [])
        #expect(found(label("{flags: [medical]}")) == [])
    }

    @Test func aLabelThatLeavesSomeOutIsOverridden() {
        let medical = "unless: [{flags: [medical], because: medical reasons}]"

        #expect(found(label("{absence: {at-least: 10}}", medical)).count == 1)
        #expect(found(label("{absence: {at-least: 10}}")) == [])
        #expect(found(label("{flags: [fsm]}", medical)) == [])
    }

    @Test(arguments: [
        ("{absence: {more-than: 50}}", 1), ("{absence: {at-least: 50}}", 0), ("{attendance: {below: 50}}", 1),
        ("{attendance: {at-most: 50}}", 0), ("{attendance: {below: 51}}", 0),
        ("{none-of: [{attendance: {at-least: 50}}]}", 0),
    ])
    func severeAbsenceBeginsAtExactlyHalf(when: String, count: Int) {
        #expect(found(rule(when)).count == count)
    }

    @Test(arguments: [
        ("{run: {of: I, more-than: 5}}", 1), ("{attendance: {below: 95}}", 1),
        ("{days: {of: I, at-least: 5}}", 1), ("{on-file: {did: record, what: doubt}}", 0),
    ])
    func evidenceByNumberIsWarnedOf(when: String, count: Int) {
        let found = found(rule(when, "{letter: evidence-request}"))

        #expect(found.filter { $0.hasPrefix("warned: - Medical evidence") }.count == count)
        #expect(self.found(rule(when, "{letter: certificate}")) == [])
    }

    @Test func aRuleThatIsAskedForCountsAsIfWrittenOut() {
        let text = """
            rules:
              - {rule: low, when: {attendance: {below: 95}}}
              - {rule: ask, when: {met: low}, then: [{letter: evidence-request}]}
            """

        #expect(found(text).count == 1)
        #expect(found(text.replacing("attendance: {below: 95}", with: "flags: [medical]")) == [])
    }

    @Test(arguments: [
        ("cough", "O", 1), ("cough", "I", 0), ("birthday", "O", 0), ("unwell", "O", 1), ("unwell", "G", 0),
    ])
    func wordsOfIllnessAreNotUnauthorised(word: String, code: String, count: Int) {
        #expect(found("reasons:\n  - {list: ours, reasons: [\(word)], code: \(code)}\n").count == count)
    }

    @Test(arguments: [("I", "O", 1), ("I", "M", 0), ("N", "O", 0)])
    func sessionsOfIllnessStaySo(from: String, to: String, count: Int) {
        #expect(
            found(rule("{reason-given: no}", "{code: \(to)}", "about: {session: \(from)}")).count == count)
    }

    @Test(arguments: [
        ("authorised", "unauthorised", "{state: {list: [on]}}", 1),
        ("I", "unauthorised", "{state: {list: [on]}}", 0),
        ("authorised", "unauthorised", "{not-on-file: {did: record, what: evidence}}", 0),
        ("authorised", "G", "{state: {list: [on]}}", 0),
    ])
    func absenceDoesNotStayAuthorisedByAList(from: String, to: String, when: String, count: Int) {
        let text = """
            processes:
              - process: list
                states:
                  - {state: off, moves: [{on: {act: {did: record, what: support}}, to: on}]}
                  - {state: on}
            refuse:
              - {refusal: kept, act: {did: amend, from-codes: \(from), to-codes: \(to)}, when: \(when), because: so}
            """
        #expect(found(text).filter { $0.contains("stays authorised") }.count == count)
    }

    @Test(arguments: [
        (3, "lateness-warning", 1), (9, "penalty-notice", 2), (10, "lateness-warning", 0), (3, "talk", 0),
    ])
    func aWarningBelowTheThresholdIsWarnedOf(count: Int, name: String, findings: Int) {
        #expect(
            found(rule("{sessions: {of: U, at-least: \(count)}}", "{task: \(name)}")).count == findings)
    }

    @Test func aLegalStepByAPercentageIsNoted() {
        #expect(found(rule("{attendance: {below: 85}}", "{task: legal-action}")).count == 1)
        #expect(found(rule("{attendance: {below: 85}}", "{task: phone-call}")) == [])
        #expect(found(rule("{flags: [cin]}", "{task: legal-action}")) == [])
    }

    @Test func aPenaltyNoticeWithoutACountIsWarnedOf() {
        let counted = "{sessions: {of: unauthorised, at-least: {law: penalty-threshold-sessions}}}"
        let refusal = """
            refuse:
              - refusal: too-few
                act: {did: issue, what: penalty-notice}
                when: {sessions: {of: unauthorised, below: 10, over: {school-weeks: 10}}}
                because: too few
            """
        let truant = rule("{on-file: {did: record, what: truancy}}", "{task: penalty-notice}")

        #expect(found(truant).count == 1)
        #expect(found(truant + refusal) == [])
        #expect(found(rule(counted, "{task: penalty-notice}")) == [])
    }

    @Test func aPenaltyNoticeThatSomebodyDecidedOnNeedsNoCountOfItsOwn() {
        func process(_ act: String) -> String {
            """
            processes:
              - process: notices
                states:
                  - {state: none, moves: [{on: {act: \(act)}, to: checked}]}
                  - {state: checked, moves: [{on: {act: {did: record, what: la-check}}, to: ready}]}
                  - {state: ready, enter: [{letter: penalty-notice}]}
            """
        }

        #expect(found(process("{did: decide, what: penalty-notice}")) == [])
        #expect(found(process("{did: record, what: truancy}")).count == 1)
    }

    @Test func onlyThoseWithThePowerIssueNotices() {
        let counted = "{sessions: {of: unauthorised, at-least: 10}}"
        let byHead = rule(counted, "{task: penalty-notice, decided-by: headteacher}")
        let byOther = rule(counted, "{task: penalty-notice, decided-by: ceo}")

        #expect(found(byHead) == [])
        #expect(found(byHead, type: "independent").count == 1)
        #expect(found(byOther).first?.hasPrefix("refused: - ") == true)
        #expect(found(byOther, type: "independent").count == 1)
    }

    @Test(arguments: [
        ("{asked-months: [9]}", "", 1), ("{year-groups: [7]}", "", 1),
        ("{asked-days: {more-than: 5}}", "", 1),
        ("{notice: {below: 28}}", "", 1), ("{notice: {below: 28}}", ", only-flags: yes", 0),
        ("{before-leave: {did: issue, what: penalty-notice, months: 12}}", "", 1),
        ("{asked-for: [holiday]}", "", 0),
        ("{asked-for: [study-leave], none-of: [{year-groups: [11]}]}", "", 0),
        ("{asked-for: [religious-observance], notice: {below: 28}}", "", 1),
        ("{asked-for: [performance], asked-attendance: {below: 95}}", "", 1),
        ("{asked-for: [holiday], asked-attendance: {below: 95}}", "", 0), ("{in-past: yes}", "", 0),
    ])
    func leaveIsDecidedOnItsOwnFacts(when: String, more: String, count: Int) {
        #expect(
            found("leave:\n  grounds:\n    - {ground: ours, when: \(when), says: so\(more)}\n").count == count
        )
    }

    @Test func noticeForReligiousObservanceIsOverriddenAndForLeaveWarnedOf() {
        func ground(_ when: String) -> String {
            "leave:\n  grounds:\n    - {ground: ours, when: \(when), says: so}\n"
        }

        #expect(found(ground("{notice: {below: 28}}")).first?.hasPrefix("warned: ") == true)
        #expect(
            found(ground("{asked-for: [travelling], notice: {below: 28}}")).first?.hasPrefix("refused: ")
                == true)
    }

    @Test func aPolicysOwnConditionsForDeletionAreOverridden() {
        func refusal(_ act: String) -> String {
            """
            refuse:
              - refusal: early
                act: \(act)
                when: {none-of: [{run: {of: absent, at-least: 20}}]}
                because: too early
            """
        }

        #expect(found(refusal("{did: record, what: deletion}")).count == 1)
        #expect(found(refusal("{did: record, what: support}")) == [])
    }

    @Test func privilegesByAPercentageAreWarnedOf() {
        #expect(found(rule("{attendance: {below: 96}}", "{task: privileges}")).count == 1)
        #expect(found(rule("{attendance: {at-least: 96}}", "{award: certificate}")) == [])
    }

    @Test(arguments: [(100, 1), (95, 0)])
    func aTargetOfEverySessionIsNoted(target: Int, count: Int) {
        let text = """
            processes:
              - process: stages
                states:
                  - state: watched
                    window: {school-days: 20}
                    moves:
                      - {on: window-ends, when: {attendance: {at-least: \(target), over: window}}, to: done}
                  - {state: done}
            """
        #expect(found(text).count == count)
    }

    @Test(arguments: [
        ("{figures: {penalty-first-reduced: 6000, penalty-first-full: 12000}}", "refused"),
        ("{figures: {penalty-first-reduced: 8000, penalty-first-full: 16000}}", "noted"),
        ("{figures: {penalty-first-reduced: 8000, penalty-first-full: 16000, penalty-second: 16000}}", ""),
        ("{figures: {penalty-threshold-weeks: academic-year}}", "refused"),
        ("{figures: {penalty-threshold-weeks: 12}}", "refused"),
        ("{figures: {penalty-threshold-weeks: 10}}", ""),
        ("{figures: {public-place-reduced: 6000}}", "noted"), ("{figures: {public-place-reduced: 5000}}", ""),
        ("{attendance: 95, days-absent: 10}", "noted"), ("{attendance: 95, days-absent: 9.5}", ""),
        ("{band: at-risk, attendance: {below: 90}}", "warned"),
        ("{band: at-risk, attendance: {below: 91}}", ""), ("{band: good, attendance: {below: 90}}", ""),
        ("{practice: home-packages}", "refused"), ("{practice: data-on-request}", "noted"),
    ])
    func whatAPolicyStatesIsHeldAgainstTheLaw(statement: String, treatment: String) {
        let found = found("statements:\n  - \(statement)\n")

        #expect(found.map { String($0.prefix { $0 != ":" }) } == (treatment.isEmpty ? [] : [treatment]))
    }

    @Test(arguments: [
        ("{practice: no-such-thing}", "a practice that the law's files know"),
        ("{figures: {no-such-figure: 1}}", "no figure of the law"), ("{attendance: 95}", "of one thing"),
        ("{band: at-risk, practice: home-packages}", "of one thing"),
        ("{practice: home-packages, attendance: 95}", "stands beside"),
        ("{attendance: 95, days-absent: some}", "not a number of days"),
        ("{band: at-risk, attendance: {below: 90, at-least: 85}}", "against one number"),
    ])
    func aStatementThatCannotBeReadIsAnError(statement: String, problem: String) {
        let check = check("statements:\n  - \(statement)\n")

        #expect(check.policy == nil)
        #expect(check.problems.first?.problem.contains(problem) == true)
    }

    @Test func aRowIsToldByTheClauseOfWhatWasFound() {
        let text = "statements:\n  - {practice: home-packages, clause: SER-10.5}\n"

        #expect(check(text).checks == ["X-SER-5"])
        #expect(check(text.replacing("SER-10.5", with: "SER-10.6")).checks == [])
        #expect(check(text.replacing("SER-10.5", with: "SER-10.6")).exitCode == 1)
    }

    @Test func nothingIsFoundBeforeTheLawOfTheDay() {
        let text = "statements:\n  - {figures: {penalty-first-reduced: 6000}}\n"

        #expect(check(text, on: "2024-08-18").exitCode == 0)
        #expect(check(text, on: "2024-08-19").exitCode == 1)
    }
}
