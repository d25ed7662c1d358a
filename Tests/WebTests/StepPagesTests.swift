import Attendance
import Office
import Store
import Testing

@testable import Web

/// Where a pupil stands, the steps that are due, and the forms that do them.
@Suite struct StepPages {
    private static let today = CalendarDate("2025-11-20")!

    /// Ada is absent and nobody knows why; the register has closed.
    private static func absent(_ server: TestServer) async throws -> PupilID {
        let ada = try #require(server.school.pupils["Ada"] as PupilID?)
        let id = server.school.id
        try await server.school.office.store.write(id) { transaction in
            let contact = try transaction.addContact(
                ContactDetails(forename: "Jo", surname: "Okafor"), school: id)
            try transaction.link(
                contact, to: ada, as: ContactLink(priority: 1, hasResponsibility: true), school: id)
        }
        let marks = try ["Ada": "N", "Ben": "/", "Cleo": "/", "Dev": "/"].map { name, code in
            TakenMark(pupil: try #require(server.school.pupils[name] as PupilID?), code: code)
        }
        _ = try await server.school.office.take(
            marks, register: "8B", in: Session(today, .am), submit: true,
            by: server.school.signedIn("teacher"))
        try server.school.set("2025-11-20T11:05")
        try await server.school.office.writeSteps(school: server.school.id)
        return ada
    }

    private static func step(
        _ kind: StepKind, of pupil: PupilID, _ server: TestServer
    ) async throws -> DueStep {
        let due = try await server.school.office.due(
            at: server.school.office.moment, pupil: pupil, school: server.school.id)
        return try #require(
            due.first { $0.step.kind == kind && $0.pupil == pupil }, "\(due.map(\.step.key))")
    }

    @Test
    func
        `a call that is due stands on both pages with its reasons and clauses, and is gone once it is logged`()
        async throws
    {
        try await TestServer.run { server in
            let ada = try await Self.absent(server)
            let call = try await Self.step(.call, of: ada, server)
            let words = try await server.school.office.reasonWriting(
                on: Self.today, school: server.school.id)
            let why = try #require(words.sentences(why: call.step).first)
            #expect(why == "A call at 11:00 to every family that has not answered.", "its rule's title")
            let office = try await server.browser(of: "office")
            for path in ["/pupils/\(ada)/standing", "/today"] {
                let page = try await office.get(path)
                #expect(page.status == 200)
                #expect(page.body.contains("Log the call") && page.body.contains("<summary>Why"), "\(path)")
                #expect(page.body.contains(why), "\(path)")
                if let clause = call.step.clauses.first {
                    #expect(page.body.contains(clause.text), "\(path)")
                }
            }
            let address = StepAddress(pupil: ada, key: call.step.key, back: "/today#steps")
            let form = try await office.get(address.form)
            #expect(form.status == 200 && form.body.contains("What came of it"))
            let csrf = try #require(form.csrf)
            let fields = [
                ("csrf", csrf), ("key", call.step.key), ("do", "log"), ("back", address.back),
                ("to", call.step.to?.text ?? "priority-1"), ("note", "rang <twice>"),
            ]
            let incomplete = try await office.post(address.path, fields)
            #expect(incomplete.status == 422 && incomplete.body.contains("Choose what came of it"))
            #expect(incomplete.body.contains("rang &lt;twice&gt;"), "what was typed is kept")
            let done = try await office.post(address.path, fields + [("outcome", "no-answer")])
            #expect(done.status == 303 && done.location == "/today#steps")
            let left = try await server.school.office.due(
                at: server.school.office.moment, pupil: ada, school: server.school.id)
            #expect(!left.contains { $0.step.key == call.step.key })
            #expect(try await office.get("/pupils/\(ada)/standing").body.contains(">Done<"))
            #expect(try await office.post(address.path, fields).status == 404, "somebody has seen to it")
        }
    }

    @Test func `a step is dismissed only with a reason, and stays dismissed`() async throws {
        try await TestServer.run { server in
            let ada = try await Self.absent(server)
            let call = try await Self.step(.call, of: ada, server)
            let office = try await server.browser(of: "office")
            let address = StepAddress(pupil: ada, key: call.step.key, back: "/pupils/\(ada)/standing")
            let csrf = try #require(try await office.get(address.form(.dismiss)).csrf)
            let fields = [("csrf", csrf), ("key", call.step.key), ("do", "dismiss")]
            let bare = try await office.post(address.path, fields)
            #expect(bare.status == 422 && bare.body.contains("Say why the step is not needed"))
            let done = try await office.post(address.path, fields + [("reason", "Seen at the gate")])
            #expect(done.status == 303 && done.location == address.back)
            let page = try await office.get(address.back).body
            #expect(page.contains("Seen at the gate") && page.contains("Dismissed"))
            #expect(!page.contains("Log the call"))
        }
    }

    @Test func `teachers see where their own pupils stand, do nothing, and no other pupil's`() async throws {
        try await TestServer.run { server in
            let ada = try await Self.absent(server)
            let call = try await Self.step(.call, of: ada, server)
            let (teacher, other) = (
                try await server.browser(of: "teacher"), try await server.browser(of: "other")
            )
            let page = try await teacher.get("/pupils/\(ada)/standing")
            #expect(page.status == 200 && page.body.contains("What may still be missed"))
            #expect(!page.body.contains("Log the call"))
            #expect(page.body.contains("shown to those who may see it"))
            let address = StepAddress(pupil: ada, key: call.step.key, back: "/today")
            #expect(try await teacher.get(address.form).status == 403)
            #expect(try await other.get("/pupils/\(ada)/standing").status == 403)
            #expect(try await !other.get("/pupils/\(ada)").body.contains("/standing"))
            #expect(try await server.browser(of: "governor").get("/pupils/\(ada)/standing").status == 403)
        }
    }

    @Test func `how many sessions may be missed is said from exact counts`() async throws {
        try await TestServer.run { server in
            let ada = try await Self.absent(server)
            let stands = try await server.school.office.standing(
                of: ada, by: server.school.signedIn("office"))
            let year = stands.standing.year
            let edge = stands.standing.rules.flatMap(\.edges).compactMap { edge -> (RateEdge, Int)? in
                guard case .rate(let rate, .yearToDate, let remaining, _) = edge,
                    rate.measure == .absence, rate.hundredths == 1000
                else { return nil }
                return (rate, remaining)
            }.first
            let (rate, remaining) = try #require(edge)
            #expect((rate.absent, rate.possible) == (year.absent, year.possible))
            // Sessions of the year that are not over: by the calendar, one by one.
            let calendar = try #require(
                try await server.school.office.school(server.school.id).calendars[
                    AcademicYear(startingIn: 2025)])
            let later = calendar.sessions(for: YearGroup(number: 8)).sessions.filter {
                $0 > Session(Self.today, .am)
            }
            #expect(remaining == later.count)
            let most = try #require(rate.mayBeMissed(of: remaining))
            #expect((year.absent + most) * 10 < year.possible + remaining)
            #expect((year.absent + most + 1) * 10 >= year.possible + remaining)
            let page = try await server.browser(of: "office").get("/pupils/\(ada)/standing").body
            #expect(
                rate.isPassed()
                    ? page.contains("If no more than \(most) of the \(remaining) sessions")
                    : page.contains("\(most) more sessions may be missed"))
        }
    }

    @Test func `a day that is none comes back with what was typed`() async throws {
        try await TestServer.run { server in
            let ada = try await Self.absent(server)
            let call = try await Self.step(.call, of: ada, server)
            let office = try await server.browser(of: "office")
            let address = StepAddress(pupil: ada, key: call.step.key, back: "/today")
            let csrf = try #require(try await office.get(address.form).csrf)
            let answer = try await office.post(
                address.path,
                [
                    ("csrf", csrf), ("key", call.step.key), ("do", "log"), ("to", "priority-1"),
                    ("outcome", "reached"), ("reason", "ill"), ("from", "tomorrow"), ("until", "2025-11-20"),
                ])
            #expect(answer.status == 422 && answer.body.contains("Give the day as 2025-11-20"))
            #expect(answer.body.contains("There is a problem") && answer.body.contains("tomorrow"))
        }
    }

    @Test func `an act that is refused comes back with its clause and what to do`() async throws {
        try await TestServer.run { server in
            let ada = try await Self.absent(server)
            try server.school.set("2025-11-28T10:00")
            try await server.school.office.writeSteps(school: server.school.id)
            let code = try await Self.step(.code, of: ada, server)
            let office = try await server.browser(of: "office")
            let address = StepAddress(pupil: ada, key: code.step.key, back: "/today")
            let form = try await office.get(address.form)
            #expect(form.status == 200 && form.body.contains("What was decided"))
            let answer = try await office.post(
                address.path,
                [
                    ("csrf", try #require(form.csrf)), ("key", code.step.key), ("do", "decide"),
                    ("answer", "yes"), ("reason", "nobody <said> anything"),
                ])
            #expect(answer.status == 422 && answer.body.contains("There is a problem"))
            #expect(answer.body.contains("A senior leader agrees every C and every O (HAL-A3.16)"))
            #expect(answer.body.contains("dismiss the step and say why"), "what to do")
            #expect(answer.body.contains("nobody &lt;said&gt; anything"), "what was typed is kept")
            #expect(try await server.school.codes()["Ada"] == "N", "nothing was entered")
            _ = try await Self.step(.code, of: ada, server)
        }
    }

    @Test func `a teacher reads nothing of penalties, safeguarding or letters about a parent`() async throws {
        try await TestServer.run { server in
            let ada = try await Self.absent(server)
            let page = try await server.browser(of: "teacher").get("/pupils/\(ada)/standing").body
            for word in ["enalty", "rosecution", "ocial worker", "afeguarding", "referral", "Under way"] {
                #expect(!page.contains(word), "a teacher reads: \(word)")
            }
            #expect(page.contains("What may still be missed"))
        }
    }
}
