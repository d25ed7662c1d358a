import Attendance
import Formats
import Testing

@Suite struct BooksOfRulesAreRead {
    @Test func namedValuesHaveAUnitAndAreSetOrNot() throws {
        let book = try Rules.book(
            """
            values:
              welfare-check: {school-days: unset, clause: SER-7.3}
              reward: {percent: 95.5}
              covid-lines: {answer: no}
              chosen: {answer: unset}
            """)

        #expect(book.values["welfare-check"]?.value == NamedValue(nil, unit: "school-days"))
        #expect(book.values["welfare-check"]?.source.clauses == [ClauseID("SER-7.3")])
        #expect(
            book.values["reward"]?.value == NamedValue(.amount(Amount(hundredths: 9550)), unit: "percent"))
        #expect(book.values["covid-lines"]?.value == NamedValue(.answer(false)))
        #expect(book.values["chosen"]?.value == NamedValue(nil))
    }

    @Test(arguments: [
        "school-days", "calendar-days", "school-weeks", "calendar-weeks", "calendar-months", "sessions",
        "percent", "points", "minutes", "times",
    ])
    func everyUnit(unit: String) throws {
        let value = try Rules.book("values: {one: {\(unit): 5}}").values["one"]?.value

        #expect(value == NamedValue(.amount(Amount(5)), unit: unit))
    }

    @Test func windowsAndListsOfReasons() throws {
        let book = try Rules.book(
            """
            windows:
              - {window: assessment, from: 2026-05-11, to: 2026-06-19, year-groups: [11], clause: SER-8.1}
              - {window: assessment, from: 2026-05-18, to: 2026-06-12, year-groups: [13]}
              - {window: mocks, from: unset, to: unset, before: {school-days: 5}}
            reasons:
              - {list: minor, reasons: [Sore Throat, cough], code: O, effect: enter, unless: {flags: [medical]}}
              - {list: usual, reasons: [ill], code: I}
              - {list: doubtful, reasons: [tired], effect: ask}
            """)

        #expect(book.windows.map(\.value.yearGroups) == [[YearGroup("11")!], [YearGroup("13")!], []])
        #expect(book.windows.map(\.value.schoolDaysBefore) == [0, 0, 5])
        #expect(book.windows.last?.value.days == nil)
        #expect(book.windows.first?.value.days == day("2026-05-11")...day("2026-06-19"))
        #expect(book.windows.first?.source.clauses == [ClauseID("SER-8.1")])
        #expect(book.reasons.map(\.effect) == [.enter, .propose, .ask])
        #expect(book.reasons.map { $0.code?.text } == ["O", "I", nil])
        #expect(book.reasons.first?.reasons == ["sore throat", "cough"])
        #expect(book.reasons.first?.unless == .flags([.medical]))
    }

    @Test func aProcessWithEveryPart() throws {
        let process = try #require(
            try Rules.book(
                """
                processes:
                  - process: stages
                    title: Stages
                    clause: SER-8.1
                    about: parent
                    review: {on: first-of-week, at: "08:00", through: yesterday}
                    resets: {unless-in: [watch]}
                    states:
                      - state: none
                        moves:
                          - {on: review, when: {attendance: {below: 96}}, to: sent, then: [{letter: stage-1}], clause: SER-8.2}
                      - state: sent
                        title: Letter sent
                        clause: SER-8.3
                        closes-steps: yes
                        enter: [{task: ring}]
                        moves: [{on: {received: stage-1, else: {school-days: 2}}, to: watch}]
                      - state: watch
                        window: {school-days: 10, baseline: letter}
                        moves:
                          - {on: window-ends, when: {attendance: {below: baseline, over: window}}, to: none}
                          - {on: {act: {did: decide, what: stage}}, to: sent}
                          - {on: {after: {calendar-days: 5}}, when: {days-absent: {more-than: 1, over: state}}, to: none}
                """
            ).processes.first)
        let five = Rules.number(5)

        #expect(process.name == "stages" && process.title == "Stages" && process.scope == .parent)
        #expect(process.source.clauses == [ClauseID("SER-8.1")])
        #expect(
            process.review
                == RuleTime(.time(time("08:00")), on: .firstOfWeek, throughYesterday: true))
        #expect(process.resetsUnlessIn == ["watch"])
        #expect(process.states.map(\.name) == ["none", "sent", "watch"])
        let (none, sent, watch) = (process.states[0], process.states[1], process.states[2])
        #expect(
            none.moves == [
                Process.Move(
                    on: .review,
                    when: .attendance(
                        Comparison(.below, Rules.number(96)), over: .yearToDate, ownTarget: false,
                        leastPossible: nil),
                    to: "sent", then: [StepPlan(.letter, what: "stage-1", to: [.parents])],
                    clauses: [ClauseID("SER-8.2")])
            ])
        #expect(sent.title == "Letter sent" && sent.clauses == [ClauseID("SER-8.3")] && sent.closesSteps)
        #expect(sent.onEntry == [StepPlan(.task, what: "ring")])
        #expect(sent.moves.map(\.on) == [.received(otherwiseAfter: .schoolDays(Rules.number(2)))])
        #expect(sent.moves.map(\.letter) == ["stage-1"])
        #expect(watch.window == Process.Window(.schoolDays(Rules.number(10)), baseline: .letter))
        #expect(
            watch.moves.map(\.on) == [
                .windowEnds, .act(ActPattern(did: [.decide], what: ["stage"])), .after(.calendarDays(five)),
            ])
        #expect(
            watch.moves[0].when
                == .attendance(
                    Comparison(.below, .baseline), over: .window, ownTarget: false, leastPossible: nil))
        #expect(
            watch.moves[2].when
                == .days(.absent, Comparison(.moreThan, Rules.number(1)), over: .state))
    }

    @Test func aProcessNeverBeginsAnewUnlessItSaysSo() throws {
        func resets(_ more: String) throws -> [String]? {
            try Rules.book("processes: [{process: one, states: [{state: a}]\(more)}]").processes[0]
                .resetsUnlessIn
        }

        #expect(try resets("") == nil)
        #expect(try resets(", resets: no") == nil)
        #expect(try resets(", resets: yes") == [])
    }

    @Test func refusals() throws {
        let book = try Rules.book(
            """
            refuse:
              - refusal: warning-first
                act: {did: issue, what: penalty-notice}
                when: {not-on-file: {did: sent, what: warning, same-contact: yes}}
                because: no warning has been sent
                clause: SER-6.2
              - {refusal: never, act: {did: visit}, because: nobody visits}
            """)
        let warning = ActPattern(did: [.sent], what: ["warning"], sameContact: true)

        #expect(book.refusals.map(\.name) == ["warning-first", "never"])
        #expect(book.refusals[0].act == ActPattern(did: [.issue], what: ["penalty-notice"]))
        #expect(book.refusals[0].when == .none([.onFile(warning, .some, over: .yearToDate)]))
        #expect(book.refusals[0].because == "no warning has been sent")
        #expect(book.refusals[0].source.clauses == [ClauseID("SER-6.2")])
        #expect(book.refusals[1].when == .always)
    }

    @Test func leave() throws {
        let leave = try Rules.book(
            """
            leave:
              decided-by: {roles: [headteacher, ceo], clause: SER-7.2}
              routes:
                - {route: religious, when: {asked-for: religious-observance}, proposal: grant, code: R, otherwise: O, says: A day of religion., clause: SER-7.3}
                - {route: other, proposal: grounds}
              grounds:
                - {ground: september, when: {asked-months: [9]}, liftable: no, says: In September., clause: SER-7.1}
                - {ground: prompt, when: {in-past: yes}, only-flags: yes, says: In the past.}
            """
        ).leave

        #expect(leave.decidedBy?.value == [RoleName(.headteacher), RoleName(.ceo)])
        #expect(leave.decidedBy?.source.clauses == [ClauseID("SER-7.2")])
        #expect(leave.routes.map(\.proposal) == [.grant, .grounds])
        #expect(leave.routes[0].codeIfGranted?.text == "R" && leave.routes[0].codeIfTakenAnyway?.text == "O")
        #expect(leave.routes.map(\.when) == [.leave(.reasons(["religious-observance"])), .always])
        #expect(leave.grounds.map(\.liftable) == [false, true])
        #expect(leave.grounds.map(\.onlyFlags) == [false, true])
        #expect(leave.grounds.map(\.says) == ["In September.", "In the past."])
    }

    @Test(arguments: LeaveRoute.Proposal.allCases) func everyProposal(proposal: LeaveRoute.Proposal) throws {
        let text = "leave: {routes: [{route: one, proposal: \(proposal.rawValue)}]}"

        #expect(try Rules.book(text).leave.routes.map(\.proposal) == [proposal])
    }

    @Test func clausesElsewhere() throws {
        let book = try Rules.book(
            """
            clauses-elsewhere:
              - {clauses: [SER-4.3, SER-9.1], runs: the register}
              - {clauses: SER-8.1, not-yet: nothing does it}
              - {clauses: SER-8.2, not-executable: an aim without a test}
            """)

        #expect(book.clauses[ClauseID("SER-4.3")] == ClauseNote(.runs, by: "the register"))
        #expect(book.clauses[ClauseID("SER-9.1")] == ClauseNote(.runs, by: "the register"))
        #expect(book.clauses[ClauseID("SER-8.1")] == ClauseNote(.notYet, reason: "nothing does it"))
        #expect(
            book.clauses[ClauseID("SER-8.2")] == ClauseNote(.notExecutable, reason: "an aim without a test"))
    }

    @Test func aPolicyWithoutRulesHasAnEmptyBook() throws {
        #expect(try Rules.book("") == RuleBook())
    }
}
