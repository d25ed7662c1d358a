import Attendance
import Foundation
import Hummingbird
import Office
import Store
import Testing

@testable import Web

/// Every address, tried by somebody of every role, and by the office of another school in the same books.
@Suite struct EveryRole {
    /// Any one of which lets somebody in, by how an address begins; the longest beginning counts. Written down here a
    /// second time on purpose: a page given to more people than before is a decision, and shows in this list.
    private static let doors: [(start: String, permissions: [Permission])] = [
        ("/acts", [.seeActs]), ("/calendar", [.closures, .administer]), ("/calendar/closures", [.closures]),
        ("/calendar/new", [.administer]), ("/figures", [.seeFigures, .seeAggregates]),
        ("/figures.csv", [.seeFigures, .seeAggregates]),
        ("/imports", [.importFiles]), ("/paper-set", [.takeAnyRegister]), ("/pupils", [.seeRoll]),
        ("/pupils/new", [.editRoll]), ("/pupils/{pupil}/amend", [.amend]),
        ("/pupils/{pupil}/contacts/", [.editRoll]), ("/pupils/{pupil}/edit", [.editRoll]),
        ("/pupils/{pupil}/flags", [.editRoll]), ("/pupils/{pupil}/group", [.editRoll]),
        ("/pupils/{pupil}/leave", [.editRoll]), ("/pupils/{pupil}/plan", [.amend]),
        ("/pupils/{pupil}/report", [.amend]), ("/pupils/{pupil}/steps", [.recordActs]),
        ("/steps", [.recordActs]), ("/what-if", [.tryPolicies]),
        ("/registers", [.takeRegister, .takeAnyRegister]),
        ("/registers/{date}/{half}/{register}/cover", [.cover]),
        ("/staff", [.manageStaff, .manageRegisters, .cover]), ("/staff/new", [.manageStaff]),
        ("/staff/{person}", [.manageStaff]), ("/today", [.seeToday]), ("/today/questions", [.amend]),
        ("/today/walkers", [.amend]), ("/undo", [.amend]),
    ]

    private static func permissions(of path: String) -> [Permission]? {
        doors.filter { path == $0.start || path.hasPrefix($0.start) && isWhole($0.start, of: path) }
            .max { $0.start.count < $1.start.count }?.permissions
    }

    private static func isWhole(_ start: String, of path: String) -> Bool {
        start.hasSuffix("/") || path.dropFirst(start.count).first.map { $0 == "/" || $0 == "s" } ?? true
    }

    @Test func nobodyPassesADoorThatIsNotOfTheirRole() async throws {
        try await TestServer.run { server in
            let routes = try KnownRoutes.all(server.school).filter {
                !KnownRoutes.open.contains($0.path) && !KnownRoutes.own.contains($0.path)
                    && !$0.path.hasPrefix("/api/") && $0.path != "/policy"
            }
            let unlisted = routes.filter { Self.permissions(of: $0.path) == nil }
            #expect(unlisted.isEmpty, "add to the list of doors who may: \(unlisted.map(\.path))")
            var passed = 0
            for role in Role.allCases {
                let browser = server.browser()
                browser.keep("rollcall-session", try await server.school.open(role).token)
                let csrf = try #require(try await browser.get("/settings").csrf)
                let may = Permission.of(role)
                // The board's live events never end.
                for route in routes where !route.path.hasSuffix("/events") {
                    let doors = Self.permissions(of: route.path) ?? []
                    let answer = try await browser.send(
                        route.method, route.address, body: route.method == "GET" ? nil : "",
                        ["X-CSRF-Token": csrf])
                    #expect(answer.status < 500, "\(role) \(route.method) \(route.path)")
                    if doors.contains(where: may.contains) {
                        passed += answer.status == 403 ? 0 : 1
                    } else {
                        #expect(
                            answer.status == 403,
                            "\(role) \(route.method) \(route.path) answers \(answer.status)")
                    }
                }
            }
            #expect(passed > 300, "hardly a door opened to anybody: \(passed)")
        }
    }

    @Test func anotherSchoolsOfficeFindsNothingOfThisOne() async throws {
        try await TestServer.run { server in
            let other = try await server.school.addOtherSchool()
            let browser = server.browser()
            browser.keep("rollcall-session", try await server.school.open(.office, at: other).token)
            let csrf = try #require(try await browser.get("/settings").csrf)
            let ada = try #require(server.school.pupils["Ada"])
            let before = try await server.school.lastAct()
            for route in try KnownRoutes.all(server.school) where route.path.contains("{pupil}") {
                let address = route.address.replacingOccurrences(of: "/pupils/1", with: "/pupils/\(ada)")
                let answer = try await browser.send(
                    route.method, address, body: route.method == "GET" ? nil : "", ["X-CSRF-Token": csrf])
                #expect(answer.status == 404, "\(route.method) \(route.path) answers \(answer.status)")
                #expect(!answer.body.contains("Okafor"), "\(route.method) \(route.path)")
            }
            for path in [
                "/registers/2025-11-20/am/8B", "/pupils", "/today", "/figures", "/paper-set",
            ] {
                let answer = try await browser.get(path)
                #expect(!answer.body.contains("Okafor"), "\(path)")
            }
            #expect(try await server.school.lastAct() == before)
        }
    }

    @Test func anotherSchoolsTokenReachesNothingOfThisOne() async throws {
        try await TestServer.run { server in
            let other = try await server.school.addOtherSchool()
            let token = try await server.school.office.createToken(
                name: "MIS", role: .office, school: other, by: .operator(at: other))
            let headers = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
            let ada = try #require(server.school.pupils["Ada"])
            for (method, path, body) in [
                ("GET", "pupils", nil as String?), ("GET", "figures?from=2025-09-03&to=2025-11-20", nil),
                ("GET", "registers/8B/2025-11-20/AM", nil), ("GET", "due", nil), ("GET", "findings", nil),
                ("PUT", "registers/8B/2025-11-20/AM", #"{"marks": [{"id": "\#(ada)", "code": "/"}]}"#),
                (
                    "POST", "amendments",
                    #"{"id": "\#(ada)", "date": "2025-11-19", "session": "AM", "to": "I", "reason": "x"}"#
                ),
            ] {
                let answer = try await server.browser().send(
                    method, "/api/v1/schools/test/\(path)", body: body, headers)
                #expect([401, 404].contains(answer.status), "\(method) \(path) answers \(answer.status)")
            }
            // The pupil's id at their own school, which has no such pupil.
            let forged = try await server.browser().send(
                "POST", "/api/v1/schools/other/amendments",
                body: #"{"id": "\#(ada)", "date": "2025-11-19", "session": "AM", "to": "I", "reason": "x"}"#,
                headers)
            #expect(forged.status == 422)
            #expect(try await server.school.codes().isEmpty)
        }
    }
}
