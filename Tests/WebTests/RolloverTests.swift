import Testing

@testable import Web

/// September on the pages: suggestion, dry run, act.
@Suite struct RolloverPagesTests {
    @Test func theDryRunChangesNothingAndTheActMovesTheSchoolUp() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let page = try await office.get("/pupils/rollover?firstDay=2026-09-03")
            #expect(page.status == 200 && page.body.contains("Move up to 2026/27"))
            let group = try #require(page.body.firstMatch(of: /name="(name\[\d+\])"/)).1
            let fields = [
                ("csrf", try #require(page.csrf)), ("firstDay", "2026-09-03"), (String(group), "9B"),
                ("newGroups", "8B"),
            ]

            let plan = try await office.post("/pupils/rollover", fields)
            #expect(plan.status == 200 && plan.body.contains("Nothing has been changed yet"))
            #expect(plan.body.contains("Move the school up on 3 September 2026"))
            #expect(try await !office.get("/pupils?on=2026-09-03").body.contains(">9B<"))

            #expect(try await office.post("/pupils/rollover/carry-out", fields).status == 303)
            #expect(try await office.get("/pupils?on=2026-09-03").body.contains(">9B<"))
            // Once is enough.
            #expect(try await office.post("/pupils/rollover/carry-out", fields).status == 422)
        }
    }

    @Test func whatIsWrongIsSaidAndWhatWasTypedIsKept() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/pupils/rollover").csrf)
            let page = try await office.post(
                "/pupils/rollover",
                [("csrf", csrf), ("firstDay", "September"), ("newGroups", "7 <Oak>")])
            #expect(page.status == 422)
            #expect(page.body.contains("Give the first day") && page.body.contains("7 &lt;Oak&gt;"))
            #expect(try await server.browser(of: "teacher").get("/pupils/rollover").status == 403)
        }
    }
}
