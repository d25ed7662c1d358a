import Attendance
import Formats
import Testing

@Suite struct ScenarioReading {
    @Test func theExampleOfTheContractIsRead() throws {
        let scenario = try Scenarios.one(
            #"""
              - name: ten days, no contact, child in need
                pupil: {year: 9, flags: [cin], contacts: [priority-1, priority-2, social-worker]}
                marks:                                  # weeks by their Monday, five days, am+pm
                  2025-11-10: '/\ /\ /\ NN NN'
                  2025-11-17: 'NN NN NN NN NN'
                events:                                 # what people did, in order
                  - {at: 2025-11-13T10:05, did: call, to: priority-1, outcome: no-answer}
                expect:
                  - on: 2025-11-13                      # or at: 2025-11-13T10:00
                    due:
                      - {clause: SER-8.1, do: call, to: priority-1}
                    not-due:
                      - {do: call, to: priority-2}
                    figures: {attended: 92, possible: 94}
                    labels: []
                    codes: {2025-11-13 AM: N}
            """#)

        let facts = scenario.pupil.facts
        #expect(facts.yearGroup == YearGroup(number: 9))
        #expect(facts.flags == [.childInNeed])
        #expect(facts.contacts.map(\.recipient.text) == ["priority-1", "priority-2", "social-worker"])
        #expect(facts.contacts.map(\.hasResponsibility) == [true, true, false])
        #expect(facts.isOfCompulsoryAge(on: day("2025-11-13")))
        #expect(facts.entry.map { $0 < day("2025-09-03") } == true)
        let act = try #require(scenario.events.first?.acts.first)
        #expect(
            act
                == PupilAct(
                    at: Moment("2025-11-13T10:05")!, did: .call, to: .priority(1), outcome: "no-answer"))
        #expect(scenario.events.first?.refusal == nil)
        let expected = try #require(scenario.expectations.first)
        #expect(expected.when == .on(day("2025-11-13")))
        #expect(expected.due.first?.holding == ["SER-8.1"])
        #expect(expected.due.first?.kind == .call)
        #expect(expected.notDue.first?.to == .priority(2))
        #expect(expected.labels == [])
        #expect(expected.grounds == nil)
        #expect(expected.figures.map(\.value) == ["92", "94"])
        #expect(expected.codes.first?.code == .noReasonYet)
        #expect(!expected.only && !scenario.isDisputed)
    }

    @Test func eventsAreInTheOrderOfTheirMomentsAndThenOfTheFile() throws {
        let scenario = try Scenarios.one(
            """
              - name: a
                events:
                  - {at: 2025-11-14T10:05, did: arrive}
                  - {at: 2025-11-13T10:05, did: call, to: priority-1}
                  - {at: 2025-11-13T10:05, did: leave, permission: true}
            """)

        #expect(scenario.events.compactMap { $0.acts.first?.did } == [.call, .leave, .arrive])
        #expect(scenario.events[1].acts[0].details == ["permission": "yes"])
    }

    @Test func anEventSaysEverythingThatRulesAskFor() throws {
        let scenario = try Scenarios.one(
            #"""
              - name: a
                events:
                  - {at: 2025-11-13T09:00, did: report, from: priority-1, about: [2025-11-13, 2025-11-14],
                     reason: ill, by-channel: phone}
                  - {at: 2025-11-13T09:01, did: amend, session: 2025-11-13 PM, to: /, reason: was there,
                     refused: any}
                  - {at: 2025-11-13T09:02, did: sent, what: letter-1, received: 2025-11-17, to: parents}
                  - {at: 2025-11-13T09:03, did: decide, what: leave, answer: yes, by: headteacher,
                     from: 2025-12-01, to: 2025-12-02, reason: once}
                  - {at: 2025-11-13T09:04, did: request-leave, from: 2025-12-01, to: 2025-12-05, by: priority-2,
                     reason: holiday, says: [licence]}
                  - {at: 2025-11-13T09:05, did: record, what: notice-to-improve, for: priority-1, targets: [a, b],
                     parent-agreement: false, refused: [SER-6.2, 'LAW:2024 Regs reg 11']}
                  - {at: 2025-11-13T09:06, did: amend, session: [2025-11-13 AM, 2025-11-13 PM], to: I}
            """#)

        let acts = scenario.events.map { $0.acts[0] }
        #expect(acts[0].to == .priority(1))
        #expect(acts[0].about == [day("2025-11-13"), day("2025-11-14")])
        #expect(acts[0].details == ["by-channel": "phone"])
        #expect(acts[1].code == .presentPM)
        #expect(acts[1].session == Session(day("2025-11-13"), .pm))
        #expect(scenario.events[1].refusal == .any)
        #expect(acts[2].received == day("2025-11-17"))
        #expect(acts[2].to == .parents)
        #expect(acts[3].by == RoleName(.headteacher))
        #expect(acts[3].answer == "yes")
        #expect(acts[3].from == day("2025-12-01") && acts[3].until == day("2025-12-02"))
        #expect(acts[4].to == .priority(2) && acts[4].by == RoleName(.contact))
        #expect(acts[4].details == ["licence": "yes"])
        #expect(acts[5].details == ["targets": "a, b", "parent-agreement": "no"])
        #expect(scenario.events[5].refusal == .citing(["SER-6.2", "LAW:2024 Regs reg 11"]))
        #expect(scenario.events[6].acts.map(\.session?.half) == [.am, .pm])
    }

    @Test func aPupilIsInYearNineWithTwoContactsUnlessSaidOtherwise() throws {
        let plain = try Scenarios.one("  - {name: a, expect: [{on: 2025-11-13}]}\n").pupil.facts
        let other = try Scenarios.one(
            """
              - name: a
                pupil: {key-stage: KS4, contacts: [], entry: 2025-11-24, leaving: 2025-12-05, target: 92.5,
                        plan: attendance, enrol-status: C, siblings: [{year: 7}]}
                expect: [{at: "2025-11-13T10:00"}]
            """)

        #expect(plain.yearGroup == YearGroup(number: 9))
        #expect(plain.born == day("2011-09-01"))
        #expect(plain.contacts.map(\.recipient) == [.priority(1), .priority(2)])
        #expect(plain.siblings == 0)
        #expect(other.pupil.facts.yearGroup == YearGroup(number: 10))
        #expect(other.pupil.facts.contacts == [])
        #expect(other.pupil.facts.target == Amount("92.5"))
        #expect(other.pupil.facts.plans == ["attendance"])
        #expect(other.pupil.enrolStatus == "C")
        #expect(other.pupil.facts.siblings == 1)
        #expect(other.siblings.map(\.facts.key) == ["sibling-1"])
        #expect(other.pupil.taken.keys.map(\.date).min() == day("2025-11-24"))
        #expect(other.pupil.taken.keys.map(\.date).max() == day("2025-12-05"))
        #expect(other.pupil.taken.count == 20)
    }

    @Test func allMistakesAreToldAtOnceEachWithItsPlace() {
        let problems = Scenarios.problems(
            """
              - nme: a
                pupil: {year: 16, flags: [cn]}
                events:
                  - {at: 2025-11-13, did: call, outcom: reached}
                  - {at: 2025-11-13T10:00, did: rang}
                  - {at: 2025-11-13T10:00, did: record, what: evidence, recieved: 2025-11-13}
                  - {at: 2025-11-13T10:00, did: issue, what: penalty-notice, by: headtecher, refused: SER-99.9}
                expect:
                  - {on: 2025-11-13, at: 2025-11-13T10:00}
                  - on: 2025-11-13
                    due: [{clause: SER-8.111, do: cal, because: [atendance]}]
                    figures: {atended: 3}
                    labels: [persistent]
                    codes: {2025-11-13: N, 2025-11-14 AM: NN}
            """)

        #expect(
            problems == [
                "4:5 'nme' is not a setting of a scenario.", "4:5 A scenario has no 'name'.",
                "5:19 '16' is not a year group.", "5:31 'cn' is not a flag.",
                "7:14 '2025-11-13' is not a moment.",
                "7:37 'outcom' is not a setting of an event of 'call'.",
                "8:37 'rang' is not something that people do.",
                "9:61 'recieved' is not a setting of an event of 'record'.",
                "10:70 'headtecher' is not a role.",
                "10:91 'SER-99.9' is not a clause of any list in Policies/clauses/.",
                "12:9 An expectation is either on a day or at a moment.",
                "14:24 'SER-8.111' is not a clause of any list in Policies/clauses/.",
                "14:39 'cal' is not a kind of step.", "14:54 'atendance' is not a reason.",
                "15:19 'atended' is not a figure.",
                "16:18 'persistent' is not a clause of any list in Policies/clauses/.",
                "17:17 '2025-11-13' is not a session.", "17:47 'NN' is not a code.",
            ])
    }

    @Test func aFileThatIsNotThereIsNamedWhereItIsAskedFor() {
        let (file, problems) = ScenarioReader.read(
            file: "s.yaml", text: "policy: nowhere.yaml\ncalendar: [also.yaml]\nscenarios: []\n",
            clauses: Scenarios.clauses, find: Scenarios.find)

        #expect(file == nil)
        #expect(
            problems.map { "\($0.line):\($0.column) \($0.problem)" } == [
                "1:9 There is no file 'nowhere.yaml'.", "2:12 There is no file 'also.yaml'.",
                "3:12 The list is empty.",
            ])
    }

    @Test func aPathIsTakenFromTheProjectOrElseFromTheScenariosFolder() {
        let text = """
            policy: ../../Policies/serenity.yaml
            calendar: calendar-2025-26.yaml
            scenarios: [{name: a, expect: [{on: 2025-11-13}]}]
            """
        let (file, problems) = ScenarioReader.read(
            file: "\(Project.root)/Tests/Scenarios/s.yaml", text: text, clauses: Scenarios.clauses,
            find: { _ in nil })

        #expect(problems.map(\.description) == [])
        #expect(file?.policy == "\(Project.root)/Tests/Scenarios/../../Policies/serenity.yaml")
        #expect(file?.calendars.years.count == 1)
    }
}
