import Attendance
import Store
import TestBooks
import Testing

@testable import Office

@Suite("The day's steps", .bothEngines)
struct StepsOfTheDayTests {
    @Test("a step is due from the closing of the register, and not a minute before")
    func dueFromClosing() async throws {
        let school = try await DueSchool()
        try await school.morningWithoutBen("2025-11-20")
        #expect(try await school.due("2025-11-20T09:29") == [])
        #expect(try await school.due("2025-11-20T09:30") == ["first-call 2025-11-20T10:00"])
        #expect(
            try await school.due("2025-11-20T09:31", since: "2025-11-20T09:29") == [
                "first-call 2025-11-20T10:00"
            ])
        #expect(try await school.due("2025-11-20T09:31", since: "2025-11-20T09:30") == [])
    }

    @Test("a step is raised once, however often and by however many servers it is looked at")
    func raisedOnce() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-20T08:00")
        try await school.morningWithoutBen("2025-11-20")
        let other = school.anotherServer
        async let first = school.office.writeSteps(school: school.school.id)
        async let second = other.writeSteps(school: school.school.id)
        let raised = try await (first.raised + second.raised).filter { $0.hasPrefix("first-call") }
        #expect(raised.count == 1)
        #expect(try await school.look("2025-11-20T09:40").raised == [])
        #expect(try await school.openRules() == ["first-call"])
    }

    @Test("a program started anew has the same open steps as the one that was killed")
    func sameAfterRestart() async throws {
        let school = try await DueSchool()
        for day in ["2025-11-18", "2025-11-19", "2025-11-20"] {
            try await school.morningWithoutBen(day)
            try await school.look("\(day)T09:32")
        }
        let before = try await school.steps()
        let at = try #require(Moment("2025-11-20T09:32"))
        let keys = try await school.office.due(at: at, school: school.school.id).map(\.step.key)
        let fresh = school.anotherServer
        #expect(try await fresh.due(at: at, school: school.school.id).map(\.step.key) == keys)
        let again = try await school.look("2025-11-20T09:33", with: fresh)
        #expect(again == StepsWritten())
        #expect(try await school.steps() == before)
        #expect(before.filter(\.isOpen).map(\.rule) == ["two-sessions", "first-call"])
    }

    @Test("a call that reached somebody does the step, under the name of whoever recorded it")
    func callDoesTheStep() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-20T08:00")
        try await school.morningWithoutBen("2025-11-20")
        try await school.look("2025-11-20T09:31")
        school.school.set("2025-11-20T09:45")
        let number = try await school.office.recordAct(
            try school.act(.call, "2025-11-20T09:44", outcome: "reached"), about: school.ben,
            by: school.school.officeStaff)
        let step = try #require(try await school.steps().first)
        #expect(step.state == .done)
        #expect(step.change?.pupilAct == number)
        #expect(step.change?.byName == "O Office")
        #expect(step.change?.at == Moment("2025-11-20T09:44"))
        #expect(try await school.due("2025-11-20T09:45") == [])
        #expect(try await school.due("2025-11-20T09:43") == ["first-call 2025-11-20T10:00"])
    }

    @Test("what a parent said enters the code where the policy says so, as an amendment with its reason")
    func reportEntersTheCode() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-20T08:00")
        try await school.morningWithoutBen("2025-11-20")
        try await school.look("2025-11-20T09:31")
        school.school.set("2025-11-20T09:50")
        try await school.office.recordAct(
            try school.act(.report, "2025-11-20T09:50", reason: "a bad cough"), about: school.ben,
            by: school.school.officeStaff)
        let history = try await school.school.history("Ben")
        #expect(history.map { $0.code?.text } == ["N", "I"])
        #expect(history.last?.act.act.reason == "a bad cough")
        #expect(try await school.steps().map(\.state) == [.dropped])
        #expect(try await school.look("2025-11-20T10:00") == StepsWritten())
        // The same from the books alone.
        let fresh = school.anotherServer
        #expect(try await school.look("2025-11-20T10:05", with: fresh) == StepsWritten())
    }

    @Test("an amendment that the policy forbids is refused with its clause until what it asks for is done")
    func refusedUntilTold() async throws {
        let school = try await DueSchool()
        try await school.morningWithoutBen("2025-11-20")
        let (office, staff) = (school.office, school.school.officeStaff)
        let amendment = Amendment(
            pupil: school.ben, session: TestSchool.session("2025-11-20 AM"), to: "O")
        do {
            try await office.amend([amendment], reason: "no answer", by: staff)
            Issue.record("it was not refused")
        } catch let refused as ActRefused {
            #expect(refused.grounds.map(\.refusal) == ["told-first"])
            #expect(refused.grounds.first?.clauses == [ClauseID("HAL-1.2")])
            #expect(refused.sentence == "The parents have not been told (HAL-1.2).")
        }
        #expect(try await school.school.codes()["Ben"] == "N")
        try await office.amend(
            [Amendment(pupil: school.ben, session: TestSchool.session("2025-11-20 AM"), to: "I")],
            reason: "ill", by: staff)
        try await office.recordAct(
            try school.act(.call, "2025-11-20T09:31", outcome: "reached"), about: school.ben, by: staff)
        try await office.amend([amendment], reason: "no reason given", by: staff)
        #expect(try await school.school.codes()["Ben"] == "O")
    }

    @Test("an amendment is refused to a role, and done by whoever has another besides")
    func refusedToARole() async throws {
        let school = try await DueSchool()
        try await school.morningWithoutBen("2025-11-20")
        let (office, staff) = (school.office, school.school.officeStaff)
        try await office.recordAct(
            try school.act(.call, "2025-11-20T09:31", outcome: "reached"), about: school.ben, by: staff)
        let session = TestSchool.session("2025-11-20 AM")
        func amend(_ code: String, by person: SignedIn) async throws {
            try await office.amend(
                [Amendment(pupil: school.ben, session: session, to: code)], reason: "said later", by: person)
        }
        try await amend("O", by: staff)
        await #expect(throws: ActRefused.self) { try await amend("I", by: staff) }
        #expect(try await school.school.codes()["Ben"] == "O")
        var both = staff
        both.roles = [.office, .headteacher]
        try await amend("I", by: both)
        #expect(try await school.school.codes()["Ben"] == "I")
    }

    @Test("what waits for a decision goes out only after it")
    func decisionFirst() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-18T08:00")
        try await school.morningWithoutBen("2025-11-18")
        try await school.morningWithoutBen("2025-11-19")
        try await school.look("2025-11-19T09:32")
        let staff = school.school.officeStaff
        var head = staff
        head.roles = [.headteacher]
        let sent = try school.act(.sent, "2025-11-19T09:32", what: "first-letter")
        await #expect(throws: OfficeError.notAllowed("This is for the headteacher.")) {
            try await school.office.recordAct(sent, about: school.ben, by: staff)
        }
        try await school.office.recordAct(sent, about: school.ben, by: head)
        #expect(try await school.steps().first { $0.rule == "two-sessions" }?.state == .done)
    }

    @Test("those who see only figures record nothing")
    func notForEverybody() async throws {
        let school = try await DueSchool()
        var governor = school.school.officeStaff
        governor.roles = [.governor]
        let call = try school.act(.call, "2025-11-20T09:00")
        await #expect(throws: OfficeError.self) {
            try await school.office.recordAct(call, about: school.ben, by: governor)
        }
        let later = try school.act(.call, "2025-11-20T09:06")
        await #expect(throws: OfficeError.invalid("at", "2025-11-20T09:06 has not come yet.")) {
            try await school.office.recordAct(later, about: school.ben, by: school.school.officeStaff)
        }
    }
}
