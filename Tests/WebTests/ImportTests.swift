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

    private static func chosenFile(_ csrf: String?) -> String {
        let fields = [("csrf", csrf), ("kind", "pupils"), ("dialect", ""), ("text", "")]
        let parts = fields.compactMap { name, value in
            value.map { "--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\($0)\r\n" }
        }
        return parts.joined()
            + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"autumn.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\n\(pupils)\r\n--edge--\r\n"
    }
    private static let multipart = ["Content-Type": "multipart/form-data; boundary=edge"]

    @Test func `a chosen file is reported on under its own name`() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/imports").csrf)
            let sent = try await office.send(
                "POST", "/imports", body: Self.chosenFile(csrf), Self.multipart)
            let report = try await office.get(try #require(sent.location))
            #expect(report.body.contains("autumn.csv"))
            #expect(report.body.contains("Pupils, in Rollcall"))
        }
    }

    @Test func `a chosen file without the page's own token, or cut off, is refused`() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/imports").csrf)
            let forged = try await office.send(
                "POST", "/imports", body: Self.chosenFile(nil), Self.multipart)
            #expect(forged.status == 403)
            let cut = try await office.send(
                "POST", "/imports", body: String(Self.chosenFile(csrf).dropLast(30)), Self.multipart)
            #expect(cut.status == 400)
        }
    }

    @Test func `a file larger than a form is taken only from whoever may import`() async throws {
        try await TestServer.run(limit: 4096) { server in
            let large = String(repeating: ",Brontë,Emily,2013-03-01,8,8B,2025-11-20\n", count: 200)
            for (who, status) in [("office", 303), ("teacher", 413)] {
                let browser = try await server.browser(of: who)
                let csrf = try #require(try await browser.get("/settings").csrf)
                let body =
                    Self.chosenFile(csrf).split(separator: "\r\n--edge--")[0] + large + "\r\n--edge--\r\n"
                let sent = try await browser.send("POST", "/imports", body: String(body), Self.multipart)
                #expect(sent.status == status, "\(who)")
            }
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
