import Attendance
import Office
import Testing

@testable import Web

/// Files brought by the page: a report first, then applied.
@Suite struct ImportPage {
    private static let pupils = """
        UPN,Surname,Forename,DOB,YearGroup,RegGroup,EntryDate
        ,Brontë <i>,Emily,2013-03-01,8,8B,2025-11-20

        """

    @Test func aFileIsReportedOnAndThenApplied() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/imports").csrf)
            let sent = try await office.post(
                "/imports", [("csrf", csrf), ("kind", "pupils"), ("text", Self.pupils)])
            let path = try #require(sent.location)
            let report = try await office.get(path)
            #expect(report.status == 200)
            #expect(report.body.contains("Report only, nothing applied"))
            #expect(!report.body.contains("Brontë <i>"))
            let before = try await office.get("/pupils?q=bronte")
            #expect(before.body.contains("Nobody found"))
            let other = try await server.browser(of: "admin").get(path)
            #expect(other.status == 404, "a report is for whoever brought the file")
        }
    }

    @Test func aScriptSendsTheFileItself() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/imports").csrf)
            let sent = try await office.send(
                "POST", "/imports?kind=pupils&file=pupils.csv", body: Self.pupils,
                ["Content-Type": "text/csv", "X-CSRF-Token": csrf])
            #expect(sent.status == 303)
            let forged = try await office.send(
                "POST", "/imports?kind=pupils&file=pupils.csv", body: Self.pupils,
                ["Content-Type": "text/csv"])
            #expect(forged.status == 403)
        }
    }

    @Test func whatIsNoFileIsRefusedAndKept() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/imports").csrf)
            let none = try await office.post("/imports", [("csrf", csrf), ("text", "<script>x")])
            #expect(none.status == 422 && none.body.contains("Choose what the file holds"))
            #expect(none.body.contains("&lt;script&gt;x"))
            let teacher = try await server.browser(of: "teacher").get("/imports")
            #expect(teacher.status == 403)
        }
    }
}
