import Attendance
import Formats
import Testing

private func n(_ number: Int) -> Quantity { Rules.number(number) }
private func c(_ relation: Relation, _ number: Int) -> Comparison { Comparison(relation, n(number)) }

@Suite struct ConditionsAreRead {
    private static let unauthorised = CodeChoice.unauthorised
    private static let warning = ActPattern(did: [.sent], what: ["warning"])

    private static let measures: [(String, Condition)] = [
        (
            "attendance: {below: 95}",
            .attendance(c(.below, 95), over: .yearToDate, ownTarget: false, leastPossible: nil)
        ),
        (
            "attendance: {at-least: 82.5, over: term, or-own-target: yes, least-possible: 20}",
            .attendance(
                Comparison(.atLeast, .literal(Amount(hundredths: 8250))), over: .term, ownTarget: true,
                leastPossible: n(20))
        ),
        (
            "absence: {at-least: {law: persistent-absence}}",
            .absence(Comparison(.atLeast, .law(.persistentAbsence)), over: .yearToDate)
        ),
        (
            "days: {of: I, more-than: 3.5}",
            .days(
                Rules.codes("I"), Comparison(.moreThan, .literal(Amount(hundredths: 350))), over: .yearToDate)
        ),
        ("days-absent: {at-most: 3, over: half-term}", .days(.absent, c(.atMost, 3), over: .halfTerm)),
        (
            "sessions: {of: [unauthorised, 'I'], at-least: 10, over: {school-weeks: 10}, unspent: yes}",
            .sessions(
                unauthorised.union(Rules.codes("I")), c(.atLeast, 10), over: .schoolWeeks(n(10)),
                unspent: true)
        ),
        (
            "sessions: {of: late, exactly: 2, over: {school-weeks: 10}, in-any: yes}",
            .sessionsInAny(
                Rules.codes("L", "U"), c(.exactly, 2), schoolWeeks: .literal(Amount(10)), unspent: false)
        ),
        (
            "sessions: {of: late, exactly: 2}",
            .sessions(Rules.codes("L", "U"), c(.exactly, 2), over: .yearToDate, unspent: false)
        ),
        (
            "share: {of: I, among: absent, at-least: 50, over: term}",
            .share(Rules.codes("I"), among: .absent, c(.atLeast, 50), over: .term)
        ),
        (
            "days: {of: I, at-least: 15, expected: yes}",
            .daysExpected(Rules.codes("I"), c(.atLeast, 15), over: .yearToDate)
        ),
        (
            "sessions: {of: L, more-than: {said: early-sessions}}",
            .sessions(
                Rules.codes("L"), Comparison(.moreThan, .said("early-sessions")), over: .yearToDate,
                unspent: false)
        ),
        ("run: {of: absent, at-least: 4}", .run(.absent, c(.atLeast, 4), strict: false)),
        (
            "run: {of: absent, at-least: 4, whole-days: yes}",
            .runOfWholeDays(.absent, c(.atLeast, 4), strict: false)
        ),
        (
            "run: {of: I, at-least: 4, passing-over: [M, C2]}",
            .runPassing(Rules.codes("I"), over: Rules.codes("M", "C2"), c(.atLeast, 4))
        ),
        ("run: {of: absent, at-least: 4, of-item: yes}", .runAround(.absent, c(.atLeast, 4))),
        ("fall: {at-least: 5, over: {school-days: 10}}", .fall(c(.atLeast, 5), over: .schoolDays(n(10)))),
        ("run: {of: '#', at-least: 4, strict: yes}", .run(Rules.codes("#"), c(.atLeast, 4), strict: true)),
        ("unexplained-day: {exactly: 1}", .unexplainedDay(c(.exactly, 1))),
        ("age: {at-least: {school-days: 5}}", .age(.atLeast, .schoolDays(n(5)))),
        ("age: {more-than: {minutes: 30}}", .age(.moreThan, .minutes(n(30)))),
        (
            "age: {at-least: {school-days: {value: welfare-check}}}",
            .age(.atLeast, .schoolDays(.value("welfare-check")))
        ),
        (
            "change: {from: last-term, to: term, at-least: 5}",
            .change(from: .lastTerm, to: .term, c(.atLeast, 5))
        ),
    ]

    private static let ofTheDay: [(String, Condition)] = [
        ("marked: {am: N}", .marked(.am, Rules.codes("N"))),
        ("marked: {pm: [absent]}", .marked(.pm, .absent)),
        ("marked: {either: '/'}", .marked(nil, Rules.codes("/"))),
        ("marked: {am: N, pm: N}", .all([.marked(.am, Rules.codes("N")), .marked(.pm, Rules.codes("N"))])),
        ("not-arrived: yes", .notArrived),
        ("not-arrived: no", .none([.notArrived])),
        ("reason-given: yes", .reasonGiven),
        ("reason-given: no", .none([.reasonGiven])),
        ("returned: no", .none([.returned])),
        ("return-overdue: yes", .returnOverdue),
        ("months: [9, 10]", .months([9, 10])),
        ("terms: [1, 3]", .terms([1, 3])),
        ("weekdays: [friday]", .weekdays([.friday])),
        ("dates: {from: 2025-11-03, to: 2025-11-07}", .dates(day("2025-11-03")...day("2025-11-07"))),
        ("in-window: assessment", .calendarWindow("assessment")),
    ]

    private static let ofThePupil: [(String, Condition)] = [
        ("flags: [cin, cp]", .flags([.childInNeed, .childProtection])),
        ("year-groups: [7]", .yearGroups([YearGroup("7")!])),
        ("key-stages: [KS4]", .keyStages([.ks4])),
        ("compulsory-school-age: yes", .compulsorySchoolAge(true)),
        ("compulsory-school-age: no", .compulsorySchoolAge(false)),
        ("school-types: [independent-special]", .schoolTypes([.independentSpecial])),
        ("penalty-notices-apply: yes", .penaltyNoticesApply),
        ("penalty-notices-apply: no", .none([.penaltyNoticesApply])),
        ("has-contact: social-worker", .contact(.socialWorker)),
        (
            "has-contact: [social-worker, priority-2]",
            .any([.contact(.socialWorker), .contact(.priority(2))])
        ),
        ("contacts: {below: 2}", .contacts(c(.below, 2))),
        ("siblings: yes", .siblingsAtSchool),
        ("has-plan: attendance", .plan("attendance")),
    ]

    private static let ofTheRecord: [(String, Condition)] = [
        ("on-file: {did: sent, what: warning}", .onFile(warning, .some, over: .yearToDate)),
        (
            "on-file: {did: sent, what: warning, over: {years: 3}, at-least: 2}",
            .onFile(warning, c(.atLeast, 2), over: .years(n(3)))
        ),
        (
            "not-on-file: {did: sent, what: warning, over: always}",
            .none([.onFile(warning, .some, over: .always)])
        ),
        (
            "since: {did: sent, what: warning, at-least: {school-days: 10}}",
            .since(warning, .atLeast, .schoolDays(n(10)))
        ),
        ("state: {stages: [none, two]}", .state(process: "stages", states: ["none", "two"])),
        (
            "state: {stages: two, tiers: first}",
            .all([.state(process: "stages", states: ["two"]), .state(process: "tiers", states: ["first"])])
        ),
        ("state-not: {stages: two}", .none([.state(process: "stages", states: ["two"])])),
        ("met: other", .met("other")),
        ("value-set: welfare-check", .valueSet("welfare-check")),
        ("value: sorry", .valueIs("sorry")),
        ("step-open: a-task", .stepOpen(what: "a-task", overdue: false)),
        ("step-overdue: a-task", .stepOpen(what: "a-task", overdue: true)),
        ("reason-lists: [minor-illness]", .reasonLists(["minor-illness"])),
        ("act: {did: sent, what: warning}", .act(warning)),
        ("too-late: yes", .tooLate),
        ("too-late: no", .none([.tooLate])),
    ]

    private static let ofActTimes: [(String, Condition)] = [
        ("falls: {every: {calendar-days: 14}}", .falls(.every(.calendarDays(n(14))))),
        ("falls: {on: to}", .falls(.on("to"))),
        ("falls: {after: to}", .falls(.after("to"))),
        ("lasts: {more-than: {calendar-weeks: 6}}", .lasts(.moreThan, .calendarWeeks(n(6)))),
        ("lasts: {more-than: {calendar-months: 2}}", .lasts(.moreThan, .months(n(2)))),
        ("day-of: {did: sent, what: warning, at-most: 5}", .dayOf(warning, c(.atMost, 5))),
        (
            "hours: {from: \"09:00\", before: \"15:00\"}",
            .hours(from: time("09:00"), before: time("15:00"))
        ),
        ("on-roll: {at-least: {calendar-days: 5}}", .onRoll(.atLeast, .calendarDays(n(5)))),
        ("entry-starts-year: yes", .entryStartsYear),
        ("entry-starts-year: no", .none([.entryStartsYear])),
    ]

    private static let ofLeave: [(String, Condition)] = [
        ("notice: {below: 28}", .leave(.notice(c(.below, 28)))),
        ("in-past: yes", .leave(.past)),
        ("in-past: no", .none([.leave(.past)])),
        ("asked-for: [holiday, cost]", .leave(.reasons(["holiday", "cost"]))),
        ("asked-days: {more-than: 5}", .leave(.schoolDays(c(.moreThan, 5)))),
        ("asked-months: [9]", .leave(.months([9]))),
        ("asked-in: assessment", .leave(.calendarWindow("assessment"))),
        (
            "asked-attendance: {below: 95, over: 12-months}",
            .leave(.attendance(c(.below, 95), over: .twelveMonths))
        ),
        ("taken: holiday", .leave(.taken(reasons: ["holiday"]))),
        ("says: licence", .leave(.says("licence"))),
        ("grounds-found: {exactly: 0}", .leave(.groundsFound(c(.exactly, 0)))),
        ("says-not: licence", .none([.leave(.says("licence"))])),
        ("before-leave: {did: sent, what: warning, months: 12}", .leave(.before(warning, months: n(12)))),
    ]

    private static let groups: [(String, Condition)] = [
        ("siblings: yes, returned: no", .all([.siblingsAtSchool, .none([.returned])])),
        ("all-of: [{siblings: yes}, {returned: yes}]", .all([.siblingsAtSchool, .returned])),
        (
            "any-of: [{siblings: yes}, {months: 9, returned: yes}]",
            .any([.siblingsAtSchool, .all([.months([9]), .returned])])
        ),
        ("none-of: [{siblings: yes}]", .none([.siblingsAtSchool])),
    ]

    private static let all: [(String, Condition)] = [
        measures, ofTheDay, ofThePupil, ofTheRecord, ofActTimes, ofLeave, groups,
    ].flatMap { $0 }

    @Test(arguments: all)
    func eachToItsValue(text: String, expected: Condition) throws {
        #expect(try Rules.condition(text) == expected)
    }

    @Test func everyConditionOfTheManualIsAmongThem() throws {
        let tried = Self.all.map(\.0).joined(separator: " ")
        let manual = Project.text("docs/policy-language.md")
        let start = try #require(manual.firstRange(of: "## Conditions")).upperBound
        let end = try #require(manual.firstRange(of: "`PERIOD`: ")).lowerBound
        let keys = manual[start..<end].matches(of: #/`([a-z-]+): /#).map { String($0.1) }

        #expect(keys.count > 45)
        for key in keys { #expect(tried.contains("\(key): "), "\(key)") }
    }

    @Test(arguments: [
        ("today", Period.today), ("year-to-date", .yearToDate), ("term", .term), ("half-term", .halfTerm),
        ("week", .week), ("last-term", .lastTerm), ("last-half-term", .lastHalfTerm),
        ("last-week", .lastWeek), ("12-months", .twelveMonths), ("always", .always),
        ("{school-weeks: 10}", .schoolWeeks(n(10))), ("{school-days: 20}", .schoolDays(n(20))),
        ("{calendar-days: 28}", .calendarDays(n(28))), ("{years: 3}", .years(n(3))),
        ("{years: {law: penalty-limit-years}}", .years(.law(.penaltyLimitYears))),
        ("{before-act: {school-days: 10}}", .beforeAct(.schoolDays(n(10)))),
        ("{before-act: {calendar-months: 36}}", .beforeAct(.months(n(36)))), ("absence", .absence),
        ("{since: {did: sent, what: warning}}", .since(warning)),
    ])
    func everyPeriod(text: String, expected: Period) throws {
        #expect(
            try Rules.condition("days-absent: {more-than: 3, over: \(text)}")
                == .days(.absent, c(.moreThan, 3), over: expected))
    }

    @Test func everyPartOfAnAct() throws {
        let text = """
            act: {did: [amend, sent], what: [a, b], to: [parents, staff:dsl], by: office, outcome: held,
              answer: yes, reason: [holiday, a day out], from-codes: N, to-codes: unauthorised, same-contact: yes,
              same-item: yes, with: targets, lacking: [end-date], said: {ground: [i, h]}, in-advance: yes,
              after-item: yes, out-of-order: [agreement, from], standing: yes}
            """
        var expected = ActPattern(
            did: [.amend, .sent], what: ["a", "b"], to: [.parents, .staff(RoleName(.dsl))],
            by: [RoleName(.office)], outcomes: ["held"], answers: ["yes"], reasons: ["holiday", "a day out"],
            fromCodes: Rules.codes("N"), toCodes: .unauthorised, sameContact: true, sameItem: true,
            with: ["targets"], lacking: ["end-date"], standing: true)
        expected.said = ["ground": ["i", "h"]]
        expected.inAdvance = true
        expected.afterItem = true
        expected.outOfOrder = ["agreement", "from"]

        #expect(try Rules.condition(text) == .act(expected))
    }

    @Test(arguments: Did.allCases) func everyAct(did: Did) throws {
        #expect(try Rules.condition("act: {did: \(did.rawValue)}") == .act(ActPattern(did: [did])))
    }

    @Test(arguments: CodeChoice.classes.map(\.name)) func everyClassOfCodes(name: String) throws {
        let choice = try #require(CodeChoice.classes.first { $0.name == name }).choice

        #expect(try Rules.condition("marked: {am: \(name)}") == .marked(.am, choice))
    }
}
