import Attendance
import Foundation
import Office
import TestBooks
import Testing

@Suite(.bothEngines) struct RegisterAPITests {
    private static let path = "/api/v1/schools/test/registers/8B/2025-11-20/AM"

    private struct Sheet: Decodable {
        struct Pupil: Decodable {
            var id: String
            var upn: String?
            var name: String
            var code: String?
            var entry: Int?
            var opens: String?
            var closes: String?
        }
        var register: String
        var closed: Bool
        var pupils: [Pupil]
    }
    private struct Answered: Decodable, Equatable {
        struct Mark: Decodable, Equatable {
            var upn: String?
            var code: String?
            var entry: Int?
            var because: String?
        }
        var stored: [Mark]
        var unchanged: [Mark]
        var refused: [Mark]
        var conflicts: [Mark]
    }

    private func token(_ server: TestServer, _ role: Role = .office) async throws -> [String: String] {
        let token = try await server.school.office.createToken(
            name: "MIS", role: role, school: server.school.id, by: .operator(at: server.school.id))
        return ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
    }

    private func decoded<T: Decodable>(_ type: T.Type, _ answer: TestBrowser.Answer) throws -> T {
        try JSONDecoder().decode(type, from: Data(answer.body.utf8))
    }

    @Test func aRegisterIsReadTakenAndReadAgain() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let browser = server.browser()

            let before = try decoded(Sheet.self, try await browser.get(Self.path, headers))
            let first = try #require(before.pupils.first)
            let body = #"{"marks": [{"upn": "\#(first.upn ?? "")", "code": "/"}], "submit": true}"#
            let put = try await browser.send("PUT", Self.path, body: body, headers)
            let after = try decoded(Sheet.self, try await browser.get(Self.path, headers))

            #expect(before.pupils.count == 4)
            #expect(
                before.pupils.allSatisfy { $0.code == nil && $0.opens == "09:00" && $0.closes == "09:30" })
            #expect(put.status == 200)
            let stored = try decoded(Answered.self, put).stored
            #expect(stored.map(\.code) == ["/"])
            #expect(after.pupils.first?.code == "/")
            #expect(after.pupils.first?.entry == stored.first?.entry)
            #expect(!after.closed)
        }
    }

    @Test func theSameRequestWithTheSameKeyDoesNothingTwice() async throws {
        try await TestServer.run { server in
            var headers = try await token(server)
            headers["Idempotency-Key"] = "abc"
            let browser = server.browser()
            let pupil = server.school.pupils.values.first?.description ?? ""
            let body = #"{"marks": [{"id": "\#(pupil)", "code": "N"}]}"#

            let first = try await browser.send("PUT", Self.path, body: body, headers)
            let again = try await browser.send("PUT", Self.path, body: body, headers)
            let other = try await browser.send(
                "PUT", Self.path, body: body.replacingOccurrences(of: "N", with: "/"), headers)

            #expect(first.status == 200)
            #expect(again.status == 200)
            #expect(again.body == first.body)
            #expect(other.status == 409)
        }
    }

    @Test func aMarkFromAnOldScreenIsAConflictThatNamesWhatStands() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let browser = server.browser()
            let pupil = server.school.pupils.values.first?.description ?? ""
            func put(_ code: String, _ basedOn: Int) async throws -> Answered {
                let body = #"{"marks": [{"id": "\#(pupil)", "code": "\#(code)", "basedOn": \#(basedOn)}]}"#
                return try decoded(
                    Answered.self, try await browser.send("PUT", Self.path, body: body, headers))
            }

            let entry = try #require(try await put("N", 0).stored.first?.entry)
            let stale = try await put("/", 0)
            let confirmed = try await put("/", entry)

            #expect(stale.stored.isEmpty)
            #expect(stale.conflicts.map(\.entry) == [entry])
            #expect(stale.conflicts.map(\.code) == ["N"])
            #expect(confirmed.stored.count == 1)
        }
    }

    @Test func everythingRefusedIs422AndSaysWhyForEach() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let body = #"{"marks": [{"upn": "X999999999999", "code": "/"}]}"#

            let answer = try await server.browser().send("PUT", Self.path, body: body, headers)

            #expect(answer.status == 422)
            let because = try decoded(Answered.self, answer).refused.first?.because ?? ""
            #expect(because.contains("not on register"))
        }
    }

    @Test(arguments: [
        "", "[]", "{\"marks\": 3}", "{\"marks\": [{\"code\": \"/\"}]}", "\u{0}\u{1}",
        "{\"marks\": [{\"upn\": \"A\"}]}",
    ])
    func aBodyThatCannotBeReadIs422AndChangesNothing(_ body: String) async throws {
        try await TestServer.run { server in
            let headers = try await token(server)

            let answer = try await server.browser().send("PUT", Self.path, body: body, headers)

            #expect(answer.status == 422)
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }

    @Test(arguments: [
        (#"{"mark": []}"#, "mark"), (#"{"marks": [], "Submit": true}"#, "Submit"),
        (
            #"{"marks": [{"id": "1", "code": "/"}, {"id": "2", "code": "L", "minutes_late": 5}]}"#,
            "marks[1].minutes_late"
        ),
    ])
    func aFieldThatIsNotKnownIsNamedAndNothingIsTaken(_ body: String, _ field: String) async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let ada = server.school.pupils["Ada"]?.description ?? ""
            let body = body.replacingOccurrences(of: #""1""#, with: #""\#(ada)""#)

            let answer = try await server.browser().send("PUT", Self.path, body: body, headers)

            #expect(answer.status == 422)
            #expect(answer.body.contains(#""field":"\#(field)""#))
            #expect(answer.body.contains("may have"))
            #expect(try await server.school.codes().isEmpty)
        }
    }

    @Test func ofTwoMarksForOnePupilTheSecondIsRefusedAndTwoNamesForTwoPupilsAreToo() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let (ada, ben) = (server.school.pupils["Ada"]!, server.school.pupils["Ben"]!)
            let twice = try await server.browser().send(
                "PUT", Self.path,
                body: #"{"marks": [{"id": "\#(ada)", "code": "/"}, {"id": "\#(ada)", "code": "N"}]}"#, headers
            )
            let mixed = try await server.browser().send(
                "PUT", Self.path,
                body: #"{"marks": [{"id": "\#(ben)", "upn": "A123456789012", "code": "/"}]}"#, headers)

            let answered = try decoded(Answered.self, twice)
            #expect(answered.stored.map(\.code) == ["/"])
            #expect(answered.refused.first?.because?.contains("Two marks") == true)
            #expect(mixed.status == 422)
            #expect(try decoded(Answered.self, mixed).refused.first?.because?.contains("two pupils") == true)
            #expect(try await server.school.codes() == ["Ada": "/"])
        }
    }

    @Test func aClosedRegisterIs409() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let pupil = server.school.pupils.values.first?.description ?? ""
            let body = #"{"marks": [{"id": "\#(pupil)", "code": "/"}]}"#

            let answer = try await server.browser().send(
                "PUT", Self.path.replacingOccurrences(of: "11-20", with: "11-19"), body: body, headers)

            #expect(answer.status == 409)
        }
    }

    @Test func withoutATokenNothingIsSaid() async throws {
        try await TestServer.run { server in
            let guess = ["Authorization": "Bearer rc_guess"]
            for path in [
                Self.path, "/api/v1/schools", "/api/v1/schools/test/pupils", "/api/v1/schools/test/figures",
            ] {
                let without = try await server.browser().get(path)
                let guessed = try await server.browser().get(path, guess)
                #expect(without.status == 401)
                #expect(guessed.status == 401)
            }
        }
    }

    @Test func aGovernorsTokenSeesFiguresOfTheSchoolAndOfNoPupil() async throws {
        try await TestServer.run { server in
            let headers = try await token(server, .governor)
            let browser = server.browser()
            let figures = "/api/v1/schools/test/figures?from=2025-09-03&to=2025-11-19&by="

            let ofSchool = try await browser.get(figures + "school", headers).status
            let refused = [figures + "pupil", "/api/v1/schools/test/pupils", Self.path]
            #expect(ofSchool == 200)
            for path in refused {
                let status = try await browser.get(path, headers).status
                #expect(status == 403)
            }
        }
    }

    @Test func anAmendmentNeedsAReasonAndIsAnswered201() async throws {
        try await TestServer.run { server in
            let headers = try await token(server)
            let browser = server.browser()
            let pupil = server.school.pupils.values.first?.description ?? ""
            func amend(_ reason: String) async throws -> TestBrowser.Answer {
                try await browser.send(
                    "POST", "/api/v1/schools/test/amendments",
                    body:
                        #"{"id": "\#(pupil)", "date": "2025-11-19", "session": "AM", "to": "I", "reason": "\#(reason)"}"#,
                    headers)
            }

            let without = try await amend("").status
            let with = try await amend("Mother rang").status
            #expect(without == 422)
            #expect(with == 201)
        }
    }

    @Test func theDescriptionOfTheInterfaceNamesEveryRouteOfIt() async throws {
        try await TestServer.run { server in
            let answer = try await server.browser().get("/api/openapi.json")

            #expect(answer.status == 200)
            for path in [
                "/schools", "/schools/{school}/pupils", "/schools/{school}/figures",
                "/schools/{school}/registers/{register}/{date}/{half}", "/schools/{school}/amendments",
            ] {
                #expect(answer.body.contains("\"\(path)\""))
            }
        }
    }
}
