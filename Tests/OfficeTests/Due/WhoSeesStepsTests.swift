import Foundation
import Store
import TestBooks
import Testing

@testable import Attendance
@testable import Office

/// Ben is a child in need, and has been away for two mornings that nobody explains: a call for the office, a letter on
/// which the headteacher decides, and a check for the safeguarding lead are open.
@Suite("Who sees which steps", .bothEngines)
struct WhoSeesStepsTests {
    private func school() async throws -> DueSchool {
        let school = try await DueSchool(at: "2025-11-17T09:05")
        try await school.office.setFlags(
            [.childInNeed], of: school.ben, from: CalendarDate("2025-11-17")!, by: school.school.officeStaff)
        try await school.look("2025-11-17T09:06")
        for day in ["2025-11-17", "2025-11-18"] { try await school.morningWithoutBen(day) }
        try await school.look("2025-11-18T09:40")
        return school
    }

    private func person(_ role: Role, at school: DueSchool) -> SignedIn {
        SignedIn(
            person: nil, name: "P", position: role.title, roles: [role], school: school.school.id)
    }

    private func rules(_ steps: [DueStep], of pupil: PupilID) -> Set<String> {
        Set(steps.filter { $0.pupil == pupil }.map(\.step.rule))
            .intersection(["first-call", "two-sessions", "in-need"])
    }

    @Test("the office sees calls and letters, not what is for the safeguarding lead")
    func office() async throws {
        let school = try await school()
        let open = try await school.office.openSteps(by: person(.office, at: school))
        #expect(!open.isAsWritten)
        #expect(rules(open.steps, of: school.ben) == ["first-call", "two-sessions"])
        let stands = try await school.office.standing(of: school.ben, by: person(.office, at: school))
        #expect(rules(stands.open, of: school.ben) == ["first-call", "two-sessions"])
        #expect(!stands.standing.rules.contains { $0.finding.rule == "in-need" } && stands.isPartial)
        let key = try #require(
            try await school.office.due(at: school.office.moment, school: school.school.id)
                .first { $0.step.rule == "in-need" }
        ).step.key
        await #expect(throws: OfficeError.self, "nor by the step's own address") {
            _ = try await school.office.stepToDo(key, of: school.ben, by: person(.office, at: school))
        }
    }

    @Test(
        "the safeguarding lead, and those who lead on attendance or the school, see all of it",
        arguments: [
            Role.dsl, .attendanceLead, .headteacher,
        ])
    func leads(_ role: Role) async throws {
        let school = try await school()
        let open = try await school.office.openSteps(by: person(role, at: school))
        #expect(rules(open.steps, of: school.ben) == ["first-call", "two-sessions", "in-need"])
        let check = try #require(open.steps.first { $0.step.rule == "in-need" })
        #expect(check.step.because.contains(.flag(.childInNeed)))
        let stands = try await school.office.standing(of: school.ben, by: person(role, at: school))
        #expect(stands.standing.rules.contains { $0.finding.rule == "in-need" })
    }

    @Test("what stands in the books is shown to the same people while everybody's time is being played")
    func asWritten() async throws {
        let school = try await school()
        let server = school.anotherServer
        let office = try await server.openSteps(by: person(.office, at: school))
        #expect(office.isAsWritten)
        #expect(rules(office.steps, of: school.ben) == ["first-call", "two-sessions"])
        #expect(office.steps.allSatisfy { $0.step.because.isEmpty })
        let lead = try await server.openSteps(by: person(.dsl, at: school))
        #expect(rules(lead.steps, of: school.ben) == ["first-call", "two-sessions", "in-need"])
        #expect(await !server.stepsAreReady(school: school.school.id))
        try await server.writeSteps(school: school.school.id)
        #expect(await server.stepsAreReady(school: school.school.id))
        #expect(try await !server.openSteps(by: person(.office, at: school)).isAsWritten)
    }

    @Test("one pupil's page does not wait for everybody's time, and comes to the same")
    func onePupilAlone() async throws {
        let school = try await school()
        let server = school.anotherServer
        let lead = person(.headteacher, at: school)
        let alone = try await server.standing(of: school.ben, by: lead)
        #expect(await !server.stepsAreReady(school: school.school.id))
        let together = try await school.office.standing(of: school.ben, by: lead)
        #expect(alone.open.map(\.step) == together.open.map(\.step) && !alone.open.isEmpty)
        #expect(alone.standing.rules == together.standing.rules)
    }

    @Test("a rule is shown to a teacher only where it asks for rates alone and nothing of anybody else")
    func teachers() {
        let teacher = SignedIn(
            person: nil, name: "T", position: "tutor", roles: [.tutor], school: SchoolID(rawValue: 1))
        let edge = Standing.Edge.rate(
            RateEdge(.attendance, .below, hundredths: 9500, attended: 99, absent: 1, possible: 100)!,
            over: .yearToDate, remaining: 50, until: CalendarDate("2026-07-16")!)
        func rule(
            by staff: Set<RoleName> = [], rates: Bool = true, confidential: Bool = false,
            parents: Bool = false
        ) -> Standing.OfRule {
            Standing.OfRule(
                finding: Finding(
                    rule: "some", answer: .met, clauses: [], citation: "", because: [], exception: "",
                    label: "some"),
                title: "Some rule", isOfLaw: false, edges: [edge], staff: staff, isConfidential: confidential,
                isOfRatesAlone: rates, isOfParents: parents)
        }
        #expect(teacher.seen(rule()) == rule(), "a label of rates alone")
        #expect(teacher.seen(rule(by: [RoleName(.tutor)], rates: false)) != nil, "the tutor's own")
        let letters = teacher.seen(rule(by: [RoleName(.attendanceOfficer)]))
        #expect(letters?.edges == [edge] && letters?.title == "" && letters?.finding.rule == "")
        #expect(letters?.finding.answer == .notMet && letters?.finding.label == nil)
        #expect(teacher.seen(rule(rates: false)) == nil, "a label of something else")
        #expect(teacher.seen(rule(by: [RoleName(.office)], rates: false)) == nil)
        #expect(teacher.seen(rule(by: [RoleName(.tutor)], confidential: true)) == nil)
        #expect(teacher.seen(rule(parents: true)) == nil, "penalties are about a parent")
    }
}
