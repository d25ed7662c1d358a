import Attendance
import Foundation
import Office
import TestBooks
import Testing

@Suite(.bothEngines) struct StepsAPITests {
    private struct Step: Decodable {
        struct Pupil: Decodable { var id: String }
        struct Reason: Decodable {
            var reason: String
            var text: String
        }
        var scope: String
        var pupil: Pupil?
        var `do`: String
        var due: String
        var rule: String
        var clauses: [String]
        var because: [Reason]
        var key: String
    }
    private struct Finding: Decodable {
        var pupil: Step.Pupil
        var rule: String
        var answer: String
    }

    private func token(_ server: TestServer, _ role: Role = .office) async throws -> [String: String] {
        let token = try await server.school.office.createToken(
            name: "MIS", role: role, school: server.school.id, by: .operator(at: server.school.id))
        return ["Authorization": "Bearer \(token)"]
    }

    private let path = "/api/v1/schools/test"

    @Test func stepsOfAMomentSayWhoWhatWhenAndWhy() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let answer = try await server.browser().get("\(path)/due?at=2025-11-20T12:00", headers)
            #expect(answer.status == 200)
            let steps = try JSONDecoder().decode([Step].self, from: Data(answer.body.utf8))
            for step in steps {
                #expect(Moment(step.due) != nil && StepKind(rawValue: step.do) != nil, "\(step)")
                #expect(!step.key.isEmpty && !step.rule.isEmpty)
                #expect(step.scope != "pupil" || step.pupil != nil)
                #expect(step.because.allSatisfy { !$0.text.isEmpty && !$0.reason.isEmpty })
            }
            #expect(Set(steps.map(\.key)).count == steps.count)
            let later = try await server.browser().get(
                "\(path)/due?at=2025-11-20T12:00&since=2025-11-20T12:00", headers)
            #expect(later.body == "[]")
        }
    }

    @Test func findingsAreOfEachPupilAndRuleOrOfOnePupil() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let answer = try await server.browser().get("\(path)/findings?on=2025-11-19", headers)
            let all = try JSONDecoder().decode([Finding].self, from: Data(answer.body.utf8))
            let ben = try #require(server.school.pupils["Ben"]).description
            let one = try await server.browser().get("\(path)/findings?on=2025-11-19&pupil=\(ben)", headers)
            let own = try JSONDecoder().decode([Finding].self, from: Data(one.body.utf8))
            #expect(!own.isEmpty)
            #expect(own.allSatisfy { $0.pupil.id == ben })
            #expect(own.count == all.count { $0.pupil.id == ben })
            #expect(Set(all.map(\.pupil.id)).count == 4)
        }
    }

    @Test(arguments: [
        ("due?at=yesterday", 422), ("due?since=2025-13-01T09:00", 422), ("due?at=2030-01-10T09:00", 409),
        ("findings?on=2025-02-30", 422), ("findings?on=2030-01-10", 409), ("findings?pupil=x", 422),
    ])
    func whatCannotBeAnsweredSaysSo(_ question: String, _ status: Int) async throws {
        try await TestServer.run { server in
            let answer = try await server.browser().get("\(path)/\(question)", try await token(server))
            #expect(answer.status == status, "\(answer.body)")
        }
    }

    @Test(arguments: [Role.teacher, .governor, .administrator])
    func theyAreForThoseWhoMaySeeReasons(_ role: Role) async throws {
        try await TestServer.run { server in
            let headers = try await token(server, role)
            for question in ["due", "findings"] {
                #expect(try await server.browser().get("\(path)/\(question)", headers).status == 403)
            }
            #expect(try await server.browser().get("\(path)/due", [:]).status == 401)
        }
    }
}
