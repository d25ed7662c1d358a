import Attendance
import Office
import Store
import Testing

@testable import Web

@Suite struct StaffPage {
    @Test func anAdministratorAddsSomebodyAndMakesACodeThatIsShownOnce() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "admin")
            let list = try await browser.get("/staff?tab=staff")
            #expect(list.status == 200 && list.body.contains("R Teacher"))
            let registers = try await browser.get("/staff")
            #expect(registers.body.contains("/registers/2025-11-20/am/8B/cover"))
            let csrf = try #require(list.csrf)

            let wrong = try await browser.post(
                "/staff/new",
                [("csrf", csrf), ("forename", "Ines <i>"), ("from", "2025-11-20"), ("role[teacher]", "yes")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains("Give a surname.") && wrong.body.contains("Ines &lt;i&gt;"))

            let answer = try await browser.post(
                "/staff/new",
                [
                    ("csrf", csrf), ("forename", "Ines"), ("surname", "Carvalho"), ("position", "Teacher"),
                    ("email", "ines@school.example"), ("from", "2025-11-20"), ("role[teacher]", "yes"),
                ])
            #expect(answer.status == 303)
            let address = try #require(answer.location)
            #expect(try await browser.get(address).body.contains("No sign-in yet"))
            let made = try await browser.post("\(address)/invite", [("csrf", csrf)])
            #expect(made.status == 200 && made.body.contains(#"class="secret""#))
            #expect(!(try await browser.get(address).body.contains(#"class="secret""#)))

            #expect(try await browser.post("\(address)/close", [("csrf", csrf)]).status == 303)
            #expect(try await browser.get(address).body.contains("Closed"))
            #expect(try await browser.post("\(address)/open", [("csrf", csrf)]).status == 303)
            #expect(
                try await browser.post("\(address)/end", [("csrf", csrf), ("last", "soon")]).status == 422)
            #expect(
                try await browser.post("\(address)/end", [("csrf", csrf), ("last", "2025-11-20")]).status
                    == 303)
        }
    }

    @Test func theOfficeSeesTheListsAndChangesNobody() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "office")
            let list = try await browser.get("/staff?tab=staff")
            #expect(list.status == 200)
            // A name is no link to a page that would refuse them.
            #expect(list.body.contains("R Teacher") && !list.body.contains(/\/staff\/[0-9]+/))
            let id = try #require(try server.school.signedIn("teacher").person)
            #expect(try await browser.get("/staff/\(id)").status == 403)
            #expect(try await browser.get("/staff/new").status == 403)
            let sent = try await browser.post("/staff/\(id)/invite", [("csrf", try #require(list.csrf))])
            #expect(sent.status == 403)
            #expect(try await server.browser(of: "teacher").get("/staff").status == 403)
        }
    }

    @Test func nobodyIsNotFound() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "admin")
            let csrf = try #require(try await browser.get("/staff").csrf)
            for id in ["999999", "x"] {
                #expect(try await browser.get("/staff/\(id)").status == 404)
                #expect(try await browser.post("/staff/\(id)/close", [("csrf", csrf)]).status == 404)
            }
            #expect(
                try await browser.post("/staff/supply/end", [("csrf", csrf), ("act", "77")]).status == 404)
        }
    }

    @Test func aSupplySignInIsListedAndEnded() async throws {
        try await TestServer.run { server in
            let school = server.school
            let office = try school.signedIn("office")
            let setUps = try await school.office.registerSetUps(on: school.office.today, by: office)
            let first = try #require(setUps.first { $0.name == "8B" })
            _ = try await school.office.issueSupplySignIn(
                for: [first.id], on: school.office.today, name: "Pat Novak", by: office)
            let browser = try await server.browser(of: "office")

            let page = try await browser.get("/staff")
            #expect(page.body.contains("Pat Novak"))
            let act = try #require(page.body.firstMatch(of: /name="act" value="([0-9]+)"/)).1
            let answer = try await browser.post(
                "/staff/supply/end", [("csrf", try #require(page.csrf)), ("act", String(act))])
            #expect(answer.status == 303)
            #expect(!(try await browser.get("/staff").body.contains("Pat Novak")))
        }
    }
}

@Suite struct CalendarPage {
    @Test func theSchoolIsClosedUnexpectedlyAndTheClosureTakenBack() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "office")
            let page = try await browser.get("/calendar")
            #expect(page.status == 200 && page.body.contains("November 2025"))
            let csrf = try #require(page.csrf)

            let answer = try await browser.post(
                "/calendar/closures/new",
                [
                    ("csrf", csrf), ("what", "Y4"), ("from", "2025-11-20"), ("fromHalf", "am"),
                    ("to", "2025-11-20"), ("toHalf", "am"), ("reason", "Boiler"),
                ])
            #expect(answer.status == 303)
            #expect(try await server.school.codes() == ["Ada": "Y4", "Ben": "Y4", "Cleo": "Y4", "Dev": "Y4"])
            #expect(try await server.school.codes("2025-11-20 PM").isEmpty)
            let closed = try await browser.get("/calendar")
            let act = try #require(
                closed.body.firstMatch(of: /name="act" value="([0-9]+)">Take back/)
            ).1
            let back = try await browser.post(
                "/calendar/closures/take-back", [("csrf", csrf), ("act", String(act))])
            #expect(back.status == 303)
            #expect(try await server.school.codes().isEmpty)
            let again = try await browser.post(
                "/calendar/closures/take-back", [("csrf", csrf), ("act", String(act))])
            #expect(again.status == 404)
        }
    }

    @Test func aPartWithoutYearGroupsAndWithoutAReasonIsRefusedAndKept() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get("/calendar/closures/new").csrf)

            let answer = try await browser.post(
                "/calendar/closures/new",
                [("csrf", csrf), ("what", "Y3"), ("from", "2025-11-20"), ("to", "2025-11-19")])

            #expect(answer.status == 422)
            #expect(answer.body.contains("Tick the year groups"))
            #expect(answer.body.contains("must not be before the first"))
            #expect(answer.body.contains("Say why the school is closed"))
            #expect(answer.body.contains(#"value="2025-11-19""#))
            #expect(try await server.school.codes().isEmpty)
        }
    }

    @Test func aCalendarFileIsRefusedWithThePlacesOfItsProblems() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "admin")
            let csrf = try #require(try await browser.get("/calendar/new").csrf)
            let wrong = try await browser.post(
                "/calendar/new",
                [("csrf", csrf), ("name", "next.yaml"), ("text", "format: 1\r\nacademic-year: next\r\n")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains("Line 2, column"))
            #expect(wrong.body.contains("academic-year: next"))

            let answer = try await browser.post(
                "/calendar/new",
                [
                    ("csrf", csrf), ("name", "next.yaml"),
                    (
                        "text",
                        "format: 1\r\nacademic-year: 2026/27\r\nterms:\r\n  - {name: Autumn, from: 2026-09-03, to: 2026-12-18}\r\n"
                    ),
                ])
            #expect(answer.status == 303)
            #expect(try await browser.get("/calendar?year=2026").body.contains("September 2026"))
        }
    }

    @Test func whoMayNotIsTurnedAway() async throws {
        try await TestServer.run { server in
            let teacher = try await server.browser(of: "teacher")
            #expect(try await teacher.get("/calendar").status == 403)
            #expect(try await teacher.get("/calendar/closures/new").status == 403)
            #expect(try await server.browser(of: "office").get("/calendar/new").status == 403)
            #expect(try await server.browser(of: "admin").get("/calendar/closures/new").status == 403)
            #expect(try await server.browser(of: "office").get("/calendar?year=1").status == 200)
        }
    }
}

@Suite struct PolicyPage {
    @Test func anybodyOnTheStaffReadsThePolicyInForce() async throws {
        try await TestServer.run { server in
            let page = try await server.browser(of: "teacher").get("/policy")
            #expect(page.status == 200)
            #expect(page.body.contains("hallmoor.yaml, beside the law of"))
            #expect(page.body.contains("9 December 2025"))
            #expect(page.body.contains("4. Recording attendance"))
            #expect(try await server.browser().get("/policy").status == 303)
        }
    }

    @Test func eachDifferenceIsListedAndStandsBesideItsSentence() async throws {
        try await TestServer.run { server in
            let page = try await server.browser(of: "teacher").get("/policy").body

            for row in ["X-HAL-1", "X-HAL-2", "X-HAL-8"] {
                #expect(page.split(separator: "<b>\(row)</b>").count == 3, "\(row)")
            }
            #expect(page.contains("HAL-4.1.9, HAL-4.1.7 against Working together 2024"))
            #expect(page.contains("Not yet done by the system"))
            #expect(page.contains("What the law asks for besides"))
        }
    }
}
