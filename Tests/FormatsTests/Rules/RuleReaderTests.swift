import Attendance
import Formats
import Testing

@Suite struct RulesAreRead {
    private func rule(_ more: String, then: String = "then: [{task: a-task}]") throws -> Rule {
        let text = Rules.surroundings + "rules:\n  - {rule: one, \(more), \(then)}\n"
        return try #require(try Rules.book(text).rules.first)
    }

    private func step(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> StepPlan {
        try #require(
            try Rules.book("rules: [{rule: one, then: {\(text)}}]", sourceLocation: sourceLocation)
                .rules.first?.then.first)
    }

    @Test func whatIsLeftOutIsAsTheManualSays() throws {
        let rule = try #require(
            try Rules.book("rules: [{rule: one, then: [{letter: first-letter}]}]").rules.first)

        #expect(rule.when == .always)
        #expect(rule.scope == .pupil)
        #expect(rule.time == RuleTime(.closing(.pm), on: .schoolDays, throughYesterday: false))
        #expect(rule.repetition == .untilRecovered)
        #expect(rule.ends == Ending())
        #expect(rule.then == [StepPlan(.letter, what: "first-letter", to: [.parents])])
        #expect(rule.title == "" && rule.citation == "" && rule.label == nil && rule.insteadOf == nil)
    }

    @Test func aWholeRuleIsReadWithItsClausesReadingsAndPlace() throws {
        let book = try Rules.book(
            """
            rules:
              - rule: attendance-95-letter
                title: Attendance below 95%
                clause: SER-8.15
                reading: {taken: this, rather-than: that}
                when: {attendance: {below: 95}}
                unless:
                  - {siblings: yes, months: 9, because: "one at a time", clause: SER-8.13, reading: so}
                then:
                  - letter: attendance-95-letter
                    by: attendance-officer
                    due: {school-days: 3}
                    decided-by: headteacher
                    when: {flags: [cin]}
                    content: [figures, dates]
                    enclose: {leaflet: {when: {siblings: yes}, clause: SER-8.19}, form: {}}
                    clause: [SER-8.17, SER-8.18]
                    reading: every letter
                repeat: {once-per: half-term}
                ends: {on: [returns, day-ends], clause: SER-8.13}
                label: SER-9.17
            """)
        var step = StepPlan(
            .letter, what: "attendance-95-letter", to: [.parents], by: RoleName(.attendanceOfficer),
            due: .schoolDays(Rules.number(3)), decidedBy: RoleName(.headteacher),
            clauses: [ClauseID("SER-8.17"), ClauseID("SER-8.18")], when: .flags([.childInNeed]),
            content: ["figures", "dates"],
            enclose: [
                .init(what: "leaflet", when: .siblingsAtSchool, clauses: [ClauseID("SER-8.19")]),
                .init(what: "form"),
            ])
        step.reading = Reading(taken: "every letter")
        var exception = RuleException(
            when: .all([.siblingsAtSchool, .months([9])]), because: "one at a time",
            clauses: [ClauseID("SER-8.13")])
        exception.reading = Reading(taken: "so")
        let expected = Rule(
            name: "attendance-95-letter", title: "Attendance below 95%",
            source: PolicySource(
                clauses: [ClauseID("SER-8.15")], reading: Reading(taken: "this", ratherThan: "that"),
                place: FilePlace(line: 6, column: 5)),
            when: .attendance(
                Comparison(.below, Rules.number(95)), over: .yearToDate, ownTarget: false, leastPossible: nil),
            unless: [exception], then: [step], repetition: .oncePer(.halfTerm),
            ends: Ending([.returns, .dayEnds], clauses: [ClauseID("SER-8.13")]), label: "SER-9.17")

        #expect(book.rules == [expected])
    }

    @Test(arguments: [
        ("pupil", RuleScope.pupil, Repeat.untilRecovered), ("school", .school, .untilRecovered),
        ("parent", .parent, .untilRecovered), ("leave-request", .leaveRequest, .oncePerItem),
        ("{session: N}", .session(Rules.codes("N")), .oncePerItem),
        ("{act: {did: report}}", .act(ActPattern(did: [.report])), .oncePerItem),
    ])
    func whatARuleIsAboutAndHowOftenItThenRepeats(text: String, scope: RuleScope, often: Repeat) throws {
        let rule = try rule("about: \(text)")

        #expect(rule.scope == scope)
        #expect(rule.repetition == often)
    }

    @Test(arguments: [
        ("start-of-day", RuleTime.Clock.startOfDay), ("\"10:00\"", .time(time("10:00"))),
        ("am-closes", .closing(.am)), ("pm-closes", .closing(.pm)), ("act", .act),
    ])
    func everyTime(text: String, expected: RuleTime.Clock) throws {
        #expect(try rule("about: leave-request, at: \(text)").time.clock == expected)
    }

    @Test(arguments: [
        ("school-days", RuleTime.Days.schoolDays), ("every-day", .everyDay),
        ("{weekday: thursday}", .weekday(.thursday)), ("first-of-week", .firstOfWeek),
        ("last-of-week", .lastOfWeek), ("first-of-half-term", .firstOfHalfTerm),
        ("last-of-half-term", .lastOfHalfTerm), ("first-of-term", .firstOfTerm),
        ("last-of-term", .lastOfTerm), ("first-of-year", .firstOfYear), ("last-of-year", .lastOfYear),
        ("first-of-month", .firstOfMonth), ("{date: 2026-01-06}", .date(day("2026-01-06"))),
        ("{every-school-days: 10}", .everySchoolDays(10)),
    ])
    func everyKindOfDay(text: String, expected: RuleTime.Days) throws {
        #expect(
            try rule("on: \(text), through: yesterday").time
                == RuleTime(on: expected, throughYesterday: true))
    }

    @Test(arguments: [
        ("daily", Repeat.daily), ("once", .once), ("once-per-run", .oncePerRun),
        ("once-per-item", .oncePerItem), ("until-recovered", .untilRecovered),
        ("{once-per: year}", .oncePer(.year)), ("{once-per: term}", .oncePer(.term)),
        ("{once-per: half-term}", .oncePer(.halfTerm)), ("{once-per: month}", .oncePer(.month)),
        ("{once-per: week}", .oncePer(.week)),
    ])
    func everyRepeat(text: String, expected: Repeat) throws {
        #expect(try rule("repeat: \(text)").repetition == expected)
    }

    @Test func everyEnding() throws {
        let all = Ending.Cause.allCases

        #expect(try rule("ends: [\(all.map(\.rawValue).joined(separator: ", "))]").ends == Ending(all))
        #expect(try rule("ends: returns").ends == Ending([.returns]))
    }

    @Test(arguments: StepKind.allCases) func everyStep(kind: StepKind) throws {
        switch kind {
        case .call, .text, .email:
            #expect(
                try step("\(kind.rawValue): [priority-1, contacts], what: welfare")
                    == StepPlan(kind, what: "welfare", to: [.priority(1), .contacts]))
            #expect(try step("\(kind.rawValue): parents") == StepPlan(kind, what: "", to: [.parents]))
        case .code:
            let code = try #require(AttendanceCode("O", on: day("2025-09-01")))
            #expect(try step("code: O") == StepPlan(.code, what: "O", code: code))
        default:
            let to: [Recipient] = kind == .letter ? [.parents] : []
            #expect(try step("\(kind.rawValue): a-name") == StepPlan(kind, what: "a-name", to: to))
            #expect(
                try step("\(kind.rawValue): a-name, to: staff:dsl")
                    == StepPlan(kind, what: "a-name", to: [.staff(RoleName(.dsl))]))
        }
    }

    @Test(arguments: [
        ("at-once", Due.atOnce), ("\"10:00\"", .time(time("10:00"))), ("same-day", .sameDay),
        ("{school-days: 3}", .schoolDays(Rules.number(3))),
        ("{calendar-days: {law: penalty-full-days}}", .calendarDays(.law(.penaltyFullDays))),
        ("{day-of-run: 6}", .dayOfRun(6)), ("{weekday: thursday}", .weekday(.thursday)),
    ])
    func everyDue(text: String, expected: Due) throws {
        #expect(try step("task: a-task, due: \(text)").due == expected)
    }

    @Test(arguments: Recipient.names + ["priority-1", "priority-9", "staff:ewo"])
    func everybodyAStepMayBeFor(name: String) throws {
        #expect(try step("task: a-task, to: \(name)").to.map(\.text) == [name])
    }

    @Test func enclosuresMayBeAList() throws {
        #expect(
            try step("letter: a-letter, enclose: [leaflet, form]").enclose
                == [.init(what: "leaflet"), .init(what: "form")])
    }

    @Test func aRoleThatThePolicyAddsMayActAndBeWrittenTo() throws {
        let book = try Rules.book(
            """
            roles: [transport-team, {role: safer-schools, title: Safer Schools officer, clause: SER-8.1}]
            rules: [{rule: one, then: [{task: a-task, by: safer-schools, to: staff:transport-team}]}]
            """)

        #expect(book.rules[0].then[0].by == RoleName("safer-schools"))
        #expect(book.roles.map(\.title) == ["transport team", "Safer Schools officer"])
        #expect(book.title(of: RoleName("safer-schools")) == "Safer Schools officer")
        #expect(book.title(of: RoleName(.dsl)) == "designated safeguarding lead")
    }
}
