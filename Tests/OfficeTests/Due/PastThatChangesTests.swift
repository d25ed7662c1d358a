import Attendance
import Store
import TestBooks
import Testing

@testable import Office

@Suite("Steps when nobody looked, and when the past changes", .bothEngines)
struct PastThatChangesTests {
    @Test(
        "after days in which nobody looked, what is over is written as over and what is open with its own moments"
    )
    func catchesUp() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-17T08:00")
        try await school.morningWithoutBen("2025-11-18")
        try await school.morningWithoutBen("2025-11-19")
        try await school.look("2025-11-20T08:00")
        let steps = try await school.steps()
        #expect(
            steps.map { "\($0.rule) \($0.raised) \($0.state.rawValue)" } == [
                "first-call 2025-11-18T09:30 dropped", "first-call 2025-11-19T09:30 dropped",
                "two-sessions 2025-11-19T09:30 open",
            ])
        #expect(steps[0].change?.cause == "The day is over.")
        #expect(steps[0].change?.at.date == CalendarDate("2025-11-18"))
        #expect(steps[2].due == Moment("2025-11-24T23:59"))
    }

    @Test("the first look at a school writes the day's steps and not those of the months before")
    func firstLook() async throws {
        let school = try await DueSchool()
        for day in ["2025-11-17", "2025-11-18", "2025-11-20"] { try await school.morningWithoutBen(day) }
        try await school.look("2025-11-20T09:31")
        #expect(try await school.openRules() == ["first-call"])
        #expect(try await school.due("2025-11-20T09:31") == ["first-call 2025-11-20T10:00"])
        // As it would have been on a day before anybody looked.
        #expect(
            try await school.due("2025-11-18T09:31").sorted() == [
                "first-call 2025-11-18T10:00", "two-sessions 2025-11-21T23:59",
            ])
        try await school.look("2025-11-21T08:00")
        #expect(try await school.openRules() == [])
    }

    @Test("a mark amended away closes what followed from it, and amended back it stands again, once")
    func amendedAway() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-17T08:00")
        try await school.morningWithoutBen("2025-11-18")
        try await school.morningWithoutBen("2025-11-19")
        try await school.look("2025-11-19T09:32")
        #expect(try await school.openRules() == ["first-call", "two-sessions"])
        school.school.set("2025-11-19T11:00")
        try await school.office.amend(
            [Amendment(pupil: school.ben, session: TestSchool.session("2025-11-18 AM"), to: "I")],
            reason: "ill",
            by: school.school.officeStaff)
        try await school.look("2025-11-19T11:01")
        let letter = try #require(try await school.steps().first { $0.rule == "two-sessions" })
        #expect(letter.state == .dropped)
        #expect(letter.change?.cause == "What it was raised for no longer holds.")
        // What stood at the time is told as it stood.
        #expect(try await school.due("2025-11-19T10:00").contains("two-sessions 2025-11-24T23:59"))
        // Whoever amends says nothing of the step: it is not a person who closed it.
        school.school.set("2025-11-19T11:30")
        try await school.office.amend(
            [Amendment(pupil: school.ben, session: TestSchool.session("2025-11-18 AM"), to: "N")],
            reason: "taken for another", by: school.school.officeStaff)
        let written = try await school.look("2025-11-19T11:31")
        #expect(written.raised == [])
        #expect(written.changed == [letter.key])
        let again = try await school.steps().filter { $0.rule == "two-sessions" }
        #expect(again.map(\.state) == [.open])
        #expect(again.map { $0.change?.cause } == ["What closed it no longer stands."])
        #expect(try await school.due("2025-11-19T11:31").contains { $0.hasPrefix("two-sessions ") })
        #expect(try await school.look("2025-11-19T11:32", with: school.anotherServer) == StepsWritten())
    }

    @Test("an absence found late is due from when it is found")
    func foundLate() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-20T08:00")
        school.school.set("2025-11-20T11:00")
        try await school.look("2025-11-20T11:00")
        #expect(try await school.openRules() == [])
        _ = try await school.office.completeLate(
            ["Ada", "Cleo", "Dev"].map { TakenMark(pupil: school.school.pupil($0), code: "/") },
            register: "8B",
            in: TestSchool.session("2025-11-20 AM"), takenBy: "T Teacher", source: .paper,
            reason: "forgotten",
            by: school.school.officeStaff)
        try await school.look("2025-11-20T11:02")
        let call = try #require(try await school.steps().first)
        #expect(call.rule == "first-call")
        #expect(call.raised == Moment("2025-11-20T11:00"))
        #expect(call.due == Moment("2025-11-20T11:00"))
        #expect(try await school.look("2025-11-20T11:03", with: school.anotherServer) == StepsWritten())
    }

    @Test("a register that closed while the program looked away is known as at its closing")
    func closedAfterTheLook() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-20T08:00")
        school.school.set("2025-11-20T09:05")
        try await school.school.take(["Ada": "/", "Cleo": "/", "Dev": "/"], submit: true)
        try await school.look("2025-11-20T09:35")
        #expect(try await school.openRules() == [])
        try await school.office.closeRegisters(school: school.school.id)
        try await school.look("2025-11-20T09:36")
        #expect(try await school.steps().map(\.raised) == [Moment("2025-11-20T09:30")])
    }

    @Test("a flag holds from its own day, and steps that nothing asks for any more are dropped")
    func flagsFromTheirDay() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-18T08:00")
        let (office, staff, ben) = (school.office, school.school.officeStaff, school.ben)
        school.school.set("2025-11-19T10:00")
        try await office.setFlags(
            [.childInNeed], of: ben, from: CalendarDate("2025-11-19")!, by: staff)
        try await school.look("2025-11-19T10:01")
        #expect(try await school.steps().map { "\($0.rule) \($0.raised)" } == ["in-need 2025-11-19T00:00"])
        #expect(try await school.due("2025-11-18T23:00") == [])
        // It never held after all.
        try await office.setFlags([], of: ben, from: CalendarDate("2025-11-19")!, by: staff)
        try await school.look("2025-11-19T10:05")
        let step = try #require(try await school.steps().first)
        #expect(step.state == .dropped)
        #expect(step.change?.cause == "What it followed from no longer stands.")
        try await office.setFlags([.childInNeed], of: ben, from: CalendarDate("2025-11-19")!, by: staff)
        try await school.look("2025-11-19T10:10")
        #expect(try await school.openRules() == ["in-need"])
    }

    @Test("what a person dropped stays dropped, with the reason")
    func droppedByAPerson() async throws {
        let school = try await DueSchool()
        try await school.look("2025-11-20T08:00")
        try await school.morningWithoutBen("2025-11-20")
        try await school.look("2025-11-20T09:31")
        let key = try #require(try await school.steps().first?.key)
        let (office, staff) = (school.office, school.school.officeStaff)
        await #expect(throws: OfficeError.self) { try await office.dropStep(key, because: " ", by: staff) }
        try await office.dropStep(key, because: "his mother is here", by: staff)
        #expect(try await school.look("2025-11-20T09:40") == StepsWritten())
        #expect(try await school.look("2025-11-20T09:41", with: school.anotherServer) == StepsWritten())
        let step = try #require(try await school.steps().first)
        #expect(step.state == .dropped)
        #expect(step.change?.cause == "his mother is here" && step.change?.byName == "O Office")
        #expect(try await school.due("2025-11-20T09:41") == [])
        await #expect(throws: OfficeError.conflict("This step is dropped already.")) {
            try await office.dropStep(key, because: "again", by: staff)
        }
    }

    @Test("a day that no calendar covers is an error and not a guess")
    func beyondTheCalendar() async throws {
        let school = try await DueSchool()
        await #expect(
            throws: OfficeError.conflict("No calendar covers 2026-09-10: add the calendar of 2026/27.")
        ) { try await school.due("2026-09-10T09:00") }
        // What the law asked for while there was a calendar is written; of the days after nothing is.
        try await school.look("2026-09-10T09:00")
        #expect(try await school.steps() == [])
        #expect(try await school.look("2026-09-10T09:05") == StepsWritten())
    }
}
