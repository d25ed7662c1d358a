import Attendance
import Office
import Testing

@testable import Web

/// The roll and its search.
@Suite struct RollPage {
    @Test func everyoneOnRollIsListedAndAWordOfTheNameFindsThem() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let page = try await office.get("/pupils")
            #expect(page.status == 200)
            #expect(page.body.contains("4 pupils on roll") && page.body.contains("Okafor, Cleo"))
            let found = try await office.get("/pupils?q=cl%C3%A9o")
            #expect(found.body.contains("Okafor, Cleo") && !found.body.contains("Okafor, Ben"))
            let none = try await office.get("/pupils?q=%27%3B+DROP+TABLE+pupil--")
            #expect(none.status == 200 && none.body.contains("Nobody found"))
            let nobody = try await office.get("/pupils?year=9")
            #expect(nobody.body.contains("Nobody found"))
        }
    }

    @Test func aUPNIsSearchedForWithoutStandingInAnAddress() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let page = try await office.get("/pupils")
            let csrf = try #require(page.csrf)
            let upn = try #require(UPN.make(la: 999, establishment: 4000, year: 20, serial: 2)).text
            #expect(page.body.contains(upn))
            let found = try await office.post("/pupils", [("csrf", csrf), ("q", upn.lowercased())])
            let ben = try #require(server.school.pupils["Ben"])
            #expect(found.location == "/pupils/\(ben)")
            let none = try await office.post("/pupils", [("csrf", csrf), ("q", "A000000000000")])
            #expect(none.status == 200 && none.body.contains("Nobody found"))
            let name = try await office.post("/pupils", [("csrf", csrf), ("q", "Ben"), ("year", "8")])
            #expect(name.location == "/pupils?q=Ben&year=8")
            let teacher = try await server.browser(of: "teacher").get("/pupils")
            #expect(teacher.status == 200 && !teacher.body.contains(upn), "a UPN is for those who need it")
            #expect(!page.body.contains("href=\"/pupils?q=\(upn)"))
        }
    }

    @Test func governorsSeeNoNames() async throws {
        try await TestServer.run { server in
            let status = try await server.browser(of: "governor").get("/pupils").status
            #expect(status == 403)
        }
    }
}
