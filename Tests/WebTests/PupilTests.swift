import Attendance
import Office
import TestBooks
import Testing

@testable import Web

@Suite(.bothEngines) struct PupilPage {
    @Test func theOfficeSeesFiguresPictureAndEntries() async throws {
        try await TestServer.run { server in
            let school = server.school
            let ada = try #require(school.pupils["Ada"])
            let session = try #require(Session("2025-11-19 AM"))
            let office = try school.signedIn("office")
            try await school.office.amend(
                [Amendment(pupil: ada, session: session, to: "G")], reason: "<b>Nobody answered</b>",
                by: office)
            let browser = try await server.browser(of: "office")

            let page = try await browser.get("/pupils/\(ada)?session=2025-11-19-am")

            #expect(page.status == 200)
            #expect(page.body.contains("<h1>Ada Okafor</h1>"))
            #expect(page.body.contains("0 attended, here or at an approved activity, of 1 possible sessions"))
            #expect(page.body.contains("&lt;b&gt;Nobody answered&lt;/b&gt;"))
            #expect(page.body.contains("Ms R Office, the office"))
            #expect(page.body.contains("Half-term") || page.body.contains("half-term"))
            for tab in ["contacts", "details"] {
                #expect(try await browser.get("/pupils/\(ada)/\(tab)").status == 200)
            }
        }
    }

    @Test func marksAreAmendedFromOneSessionToAnotherInOneAct() async throws {
        try await TestServer.run { server in
            let ada = try #require(server.school.pupils["Ada"])
            let browser = try await server.browser(of: "office")
            let form = try await browser.get("/pupils/\(ada)/amend?from=2025-11-18-pm&to=2025-11-19-pm")
            #expect(form.body.contains(#"value="2025-11-18""#))

            let answer = try await browser.post(
                "/pupils/\(ada)/amend",
                [
                    ("csrf", try #require(form.csrf)), ("from", "2025-11-18"), ("fromHalf", "pm"),
                    ("to", "2025-11-19"), ("toHalf", "pm"), ("code", "I"), ("reason", "Mother rang"),
                ])

            #expect(answer.status == 303)
            #expect(answer.location == "/pupils/\(ada)?session=2025-11-19-pm#entries")
            #expect(try await server.school.codes("2025-11-18 AM")["Ada"] == nil)
            for session in ["2025-11-18 PM", "2025-11-19 AM", "2025-11-19 PM"] {
                #expect(try await server.school.codes(session)["Ada"] == "I")
            }
            #expect(try await browser.get("/pupils/\(ada)").body.contains("3 marks are amended."))
        }
    }

    @Test func anAmendmentWithoutAReasonIsRefusedAndWhatWasTypedIsKept() async throws {
        try await TestServer.run { server in
            let ada = try #require(server.school.pupils["Ada"])
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get("/pupils/\(ada)/amend").csrf)

            let answer = try await browser.post(
                "/pupils/\(ada)/amend",
                [
                    ("csrf", csrf), ("from", "2025-11-19"), ("fromHalf", "am"), ("to", "2025-11-19"),
                    ("toHalf", "am"), ("code", "B"), ("note", "Rugby <away>"), ("reason", "  "),
                ])

            #expect(answer.status == 422)
            #expect(answer.body.contains("an amendment without one is not allowed"))
            #expect(answer.body.contains(#"value="Rugby &lt;away&gt;""#))
            #expect(answer.body.contains(#"<option value="B" selected>"#))
            #expect(try await server.school.codes("2025-11-19 AM")["Ada"] == nil)
        }
    }

    @Test func whatIsRefusedIsSaid() async throws {
        try await TestServer.run { server in
            let ada = try #require(server.school.pupils["Ada"])
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get("/pupils/\(ada)/amend").csrf)
            func amend(_ code: String, from: String) async throws -> TestBrowser.Answer {
                try await browser.post(
                    "/pupils/\(ada)/amend",
                    [("csrf", csrf), ("from", from), ("code", code), ("reason", "Why not")])
            }

            let leave = try await amend("C", from: "2025-11-19")
            #expect(leave.status != 303 && leave.body.contains("senior leader agrees every C"))
            let holiday = try await amend("O", from: "2025-10-28")
            #expect(holiday.status == 422 && holiday.body.contains("No session was held"))
            let odd = try await amend("Q9", from: "2025-11-19")
            #expect(odd.status == 422 && odd.body.contains("is not a code of the register"))
            let day = try await amend("O", from: "19/11/2025")
            #expect(day.status == 422 && day.body.contains(#"value="19/11/2025""#))
        }
    }

    @Test func aReportIsKeptAndFillsTheReasonOfTheAmendment() async throws {
        try await TestServer.run { server in
            let ben = try #require(server.school.pupils["Ben"])
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get("/pupils/\(ben)/report").csrf)
            let empty = try await browser.post(
                "/pupils/\(ben)/report", [("csrf", csrf), ("from", "2025-11-20"), ("toldBy", "Uncle")])
            #expect(empty.status == 422 && empty.body.contains(#"value="Uncle""#))

            let answer = try await browser.post(
                "/pupils/\(ben)/report",
                [
                    ("csrf", csrf), ("from", "2025-11-20"), ("fromHalf", "am"), ("to", "2025-11-21"),
                    ("toHalf", "pm"), ("reason", "Temperature"), ("code", "I"), ("toldBy", "Uncle"),
                    ("channel", "email"), ("do", "amend"),
                ])

            #expect(answer.status == 303)
            let form = try await browser.get(try #require(answer.location))
            #expect(form.body.contains("Uncle, by email: Temperature"))
            #expect(form.body.contains(#"<option value="I" selected>"#))
            #expect(try await browser.get("/pupils/\(ben)").body.contains("<q>Temperature</q>"))
        }
    }

    @Test func anAbsenceIsPlannedForSomeDaysAndEnded() async throws {
        try await TestServer.run { server in
            let cleo = try #require(server.school.pupils["Cleo"])
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get("/pupils/\(cleo)/plan").csrf)

            let answer = try await browser.post(
                "/pupils/\(cleo)/plan",
                [
                    ("csrf", csrf), ("from", "2025-11-21"), ("to", "2025-12-12"), ("code", "D"),
                    ("on[monday-am]", "yes"),
                ])
            #expect(answer.location == "/pupils/\(cleo)")
            let page = try await browser.get("/pupils/\(cleo)")
            #expect(page.body.contains("monday AM"))
            let match = try #require(page.body.firstMatch(of: /\/pupils\/[0-9]+\/plans\/[0-9]+\/end/))
            let end = String(match.0)
            #expect(try await browser.post(end, [("csrf", csrf), ("reason", "")]).status == 422)
            #expect(
                try await browser.post(end, [("csrf", csrf), ("reason", "One school now")]).status == 303)
            #expect(try await browser.get("/pupils/\(cleo)").body.contains("Nothing is planned."))
            #expect(try await browser.get(end).status == 404)
            let illness = try await browser.post(
                "/pupils/\(cleo)/plan", [("csrf", csrf), ("from", "2025-11-21"), ("code", "N")])
            #expect(illness.status == 422)
        }
    }

    @Test func anArrivalGoesByThePublishedTimes() async throws {
        try await TestServer.run { server in
            try server.school.set("2025-11-20T10:00")
            let dev = try #require(server.school.pupils["Dev"])
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get("/pupils/\(dev)/arrival").csrf)

            let future = try await browser.post(
                "/pupils/\(dev)/arrival", [("csrf", csrf), ("time", "10:30")])
            #expect(future.status == 422 && future.body.contains("has not come yet"))
            let answer = try await browser.post(
                "/pupils/\(dev)/arrival", [("csrf", csrf), ("time", "09:10")])
            #expect(answer.status == 303)
            #expect(try await server.school.codes()["Dev"] == "L")
        }
    }

    @Test func aTeacherSeesNoReasonsAndMayChangeNothing() async throws {
        try await TestServer.run { server in
            let school = server.school
            let ada = try #require(school.pupils["Ada"])
            let session = try #require(Session("2025-11-19 AM"))
            try await school.office.amend(
                [Amendment(pupil: ada, session: session, to: "I", note: "Sickness bug")],
                reason: "Mother rang", by: try school.signedIn("office"))
            let browser = try await server.browser(of: "teacher")

            let page = try await browser.get("/pupils/\(ada)?session=2025-11-19-am")

            #expect(page.status == 200)
            #expect(page.body.contains("the reason is not shown"))
            for secret in ["Illness", "Sickness bug", "Mother rang", "/amend", "/contacts"] {
                #expect(!page.body.contains(secret), "\(secret)")
            }
            #expect(try await browser.get("/pupils/\(ada)/contacts").status == 403)
            for act in ["amend", "report", "plan", "arrival"] {
                #expect(try await browser.get("/pupils/\(ada)/\(act)").status == 403)
                let sent = try await browser.post(
                    "/pupils/\(ada)/\(act)", [("csrf", try #require(page.csrf)), ("reason", "x")])
                #expect(sent.status == 403)
            }
        }
    }

    @Test func aPupilWhoIsNobodyIsNotFound() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get("/settings").csrf)
            for id in ["999999", "0", "-1", "me", "1%27%20OR%201"] {
                for path in ["", "/contacts", "/details", "/amend", "/report", "/plan", "/arrival"] {
                    #expect(try await browser.get("/pupils/\(id)\(path)").status == 404, "\(id)\(path)")
                }
                let sent = try await browser.post(
                    "/pupils/\(id)/amend",
                    [("csrf", csrf), ("from", "2025-11-19"), ("code", "I"), ("reason", "x")])
                #expect(sent.status == 404)
                let told = try await browser.post(
                    "/pupils/\(id)/report", [("csrf", csrf), ("from", "2025-11-19"), ("reason", "x")])
                #expect(told.status == 404)
            }
        }
    }

    @Test func aGovernorHasNoPupils() async throws {
        try await TestServer.run { server in
            let ada = try #require(server.school.pupils["Ada"])
            #expect(try await server.browser(of: "governor").get("/pupils/\(ada)").status == 403)
        }
    }

    @Test func detentionIsShownOnlyToThoseWhoMaySeeIt() async throws {
        let school = SchoolID(rawValue: 1)
        func person(_ role: Role) -> SignedIn {
            SignedIn(person: nil, name: "A", position: "b", roles: [role], school: school)
        }
        #expect(person(.attendanceLead).maySee(.criminalJustice))
        #expect(!person(.office).maySee(.criminalJustice))
        #expect(person(.office).maySee(.illness))
        #expect(!person(.teacher).maySee(.illness))
        #expect(person(.teacher).maySee(.late))
    }
}
