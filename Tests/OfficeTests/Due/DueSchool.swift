import Attendance
import Foundation
import Store
import Testing

@testable import Office

/// The test school on a policy with a few rules: a call when somebody is away unexplained, a letter at two sessions
/// without a reason, a task for a child in need, and a word with the parent before O is entered.
struct DueSchool {
    let school: TestSchool

    static let policy = """
        format: 1
        clauses: hallmoor
        in-force-from: 2025-09-01
        school: {name: Elmfield School, type: academy-special}
        school-day: {arrive-by: "09:00", starts: "09:00", ends: "15:00"}
        registers:
          closing-minute: {is: late}
          times:
            - {session: AM, opens: "09:00", closes: "09:30"}
            - {session: PM, opens: "12:45", closes: "12:55", session-ends: "15:00"}
        reasons:
          - {list: minor-illness, reasons: [cough], code: I, effect: enter}
        rules:
          - rule: first-call
            clause: HAL-1.1
            at: am-closes
            when: {unexplained-day: {at-least: 1}, marked: {either: N}}
            then: [{call: priority-1, what: unexplained, by: office, due: "10:00"}]
            repeat: daily
            ends: [returns, reason-known, reached, day-ends]
          - rule: two-sessions
            clause: HAL-1.2
            at: am-closes
            when: {sessions: {of: [N, O], at-least: 2}}
            then: [{letter: first-letter, by: attendance-officer, due: {school-days: 3}, decided-by: headteacher}]
            ends: [no-longer-met]
          - rule: in-need
            clause: HAL-1.3
            at: start-of-day
            when: {flags: [cin]}
            then: [{task: check-on, by: dsl}]
        refuse:
          - refusal: told-first
            act: {did: amend, to-codes: O}
            when: {not-on-file: {did: call, outcome: reached}}
            because: the parents have not been told
            clause: HAL-1.2
          - refusal: later-reason
            act: {did: amend, from-codes: O, to-codes: I, by: [office]}
            because: a later reason is not the office's to accept
            clause: HAL-1.3
        """

    init(at moment: String = "2025-11-20T09:05") async throws {
        school = try await TestSchool(at: moment, policyText: Self.policy)
        let (id, ben) = (school.id, school.pupil("Ben"))
        try await school.office.store.write(id) { transaction in
            for (priority, name) in ["Jo", "Sam"].enumerated() {
                let contact = try transaction.addContact(
                    ContactDetails(forename: name, surname: "Test"), school: id)
                try transaction.link(
                    contact, to: ben, as: ContactLink(priority: priority + 1, hasResponsibility: true),
                    school: id)
            }
        }
    }

    var office: Office { school.office }
    var ben: PupilID { school.pupil("Ben") }

    /// A server of its own on the same books, with nothing in memory.
    var anotherServer: Office {
        let clock = office.now
        return Office(store: office.store, law: TestSchool.law, clauses: TestSchool.clauses, now: { clock() })
    }

    /// Takes and closes the morning's register with Ben left out, so that he is N at 09:30.
    func morningWithoutBen(_ day: String) async throws {
        school.set("\(day)T09:05")
        try await school.take(
            ["Ada": "/", "Cleo": "/", "Dev": "/"], in: "\(day) AM", submit: true)
        school.set("\(day)T09:31")
        try await office.closeRegisters(school: school.id)
    }

    @discardableResult
    func look(_ moment: String, with server: Office? = nil) async throws -> StepsWritten {
        school.set(moment)
        return try await (server ?? office).writeSteps(school: school.id)
    }

    /// Rules of the steps open for Ben by what is written, in order.
    func openRules() async throws -> [String] {
        try await steps().filter(\.isOpen).map(\.rule)
    }

    /// Written for Ben by the rules of this policy; the law's own left out.
    func steps() async throws -> [WrittenStep] {
        let (id, ben) = (school.id, ben)
        return try await office.store.read { try $0.steps(of: ben, school: id) }
            .filter { ["first-call", "two-sessions", "in-need"].contains($0.rule) }
    }

    /// Rules of the steps that are due for Ben.
    func due(_ moment: String, since: String? = nil) async throws -> [String] {
        try await office.due(
            at: try #require(Moment(moment)), since: since.flatMap { Moment($0) }, pupil: ben,
            school: school.id
        ).filter { ["first-call", "two-sessions", "in-need"].contains($0.step.rule) }
            .map { "\($0.step.rule) \($0.step.due)" }
    }

    func act(
        _ did: Did, _ at: String, what: String = "", outcome: String = "", reason: String = "",
        answer: String = ""
    )
        throws -> PupilAct
    {
        PupilAct(
            at: try #require(Moment(at)), did: did, what: what, to: .priority(1), outcome: outcome,
            answer: answer,
            reason: reason)
    }
}
