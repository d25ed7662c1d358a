import Attendance
import Office
import Store
import Testing

@testable import Web

@Suite struct SigningIn {
    @Test func aStrangerIsSentToSignInAndComesBackToThePage() async throws {
        try await TestServer.run { server in
            let browser = server.browser()

            let turnedAway = try await browser.get("/settings?tab=1")
            #expect(turnedAway.status == 303)
            #expect(turnedAway.location == "/sign-in?next=/settings%3Ftab%3D1")

            let page = try await browser.get("/sign-in?next=/settings%3Ftab%3D1")
            #expect(page.status == 200)
            let signedIn = try await browser.post(
                "/sign-in",
                [
                    ("csrf", try #require(page.csrf)), ("email", "Teacher@school.example "),
                    ("password", WebSchool.password), ("next", "/settings?tab=1"),
                ])
            #expect(signedIn.status == 303)
            #expect(signedIn.location == "/settings?tab=1")
            let settings = try await browser.get("/settings")
            #expect(settings.status == 200)
            #expect(settings.body.contains("the teacher"))
        }
    }

    @Test func aWrongPasswordKeepsTheEmailAndNeverThePassword() async throws {
        try await TestServer.run { server in
            let browser = server.browser()
            let page = try await browser.get("/sign-in")

            let answer = try await browser.post(
                "/sign-in",
                [
                    ("csrf", try #require(page.csrf)), ("email", "teacher@school.example"),
                    ("password", "hunter2 & co"),
                ]
            )

            #expect(answer.status == 422)
            #expect(answer.body.contains("There is a problem"))
            #expect(answer.body.contains(#"value="teacher@school.example""#))
            #expect(!answer.body.contains("hunter2"))
            #expect(browser.cookies["rollcall-session"] == nil)
        }
    }

    @Test func nothingIsTriedWithoutAnEmailAndAPassword() async throws {
        try await TestServer.run { server in
            let browser = server.browser()
            let page = try await browser.get("/sign-in")

            let answer = try await browser.post(
                "/sign-in", [("csrf", try #require(page.csrf)), ("email", " "), ("password", "")])

            #expect(answer.status == 422)
            #expect(answer.body.contains(##"href="#f-email">Enter your email"##))
            #expect(answer.body.contains(##"href="#f-password">Enter your password"##))
        }
    }

    @Test func theOfficeOfARealSchoolSetsUpAPhoneBeforeItIsIn() async throws {
        try await TestServer.run(isFictional: false) { server in
            let browser = server.browser()
            try await browser.signIn("office@school.example")
            let halfWay = try #require(browser.cookies["rollcall-session"])
            #expect(try await browser.get("/settings").location == "/sign-in/code?next=/settings")

            let page = try await browser.get("/sign-in/code?next=/settings")
            #expect(page.body.contains("Set up codes from your phone"))
            let csrf = try #require(page.csrf)
            let wrong = try await browser.post("/sign-in/code", [("csrf", csrf), ("code", "12")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains("Enter the six digits"))

            let app = try #require(try await server.school.office.enrolment(pending: halfWay)).code
            let code = app.code(at: server.school.office.now())
            let right = try await browser.post(
                "/sign-in/code",
                [("csrf", csrf), ("code", "\(code.prefix(3)) \(code.suffix(3))"), ("next", "/settings")])
            #expect(right.location == "/settings")
            #expect(
                browser.cookies["rollcall-session"] != halfWay, "the token changes when the sign-in is whole")
            #expect(try await browser.get("/settings").body.contains(">On</span>"))
        }
    }

    @Test func aSupplyTeacherSignsInWithTheOfficesCode() async throws {
        try await TestServer.run { server in
            let (office, school) = (server.school.office, server.school)
            let sheets = try await office.registers(
                in: .init(office.today, .am), by: school.signedIn("office"))
            let code = try await office.issueSupplySignIn(
                for: sheets.map(\.register.id), on: office.today, name: "Tunde Osei",
                by: school.signedIn("office"))
            let browser = server.browser()
            let csrf = try #require(try await browser.get("/sign-in/supply").csrf)

            let wrong = try await browser.post("/sign-in/supply", [("csrf", csrf), ("code", "AAAA-AAAA")])
            #expect(wrong.status == 422)
            let right = try await browser.post(
                "/sign-in/supply", [("csrf", csrf), ("code", code.code.lowercased())])

            #expect(right.location == "/registers")
            #expect(try await browser.get("/settings").body.contains("Tunde Osei"))
        }
    }

    @Test func whoWasInvitedChoosesAPassword() async throws {
        try await TestServer.run { server in
            let admin = try server.school.signedIn("admin")
            let person = try #require(try server.school.signedIn("other").person)
            let invitation = try await server.school.office.invite(person, by: admin)
            let browser = server.browser()
            let csrf = try #require(try await browser.get("/sign-in/invitation").csrf)
            let fields = [("csrf", csrf), ("name", invitation.signInName), ("code", invitation.code)]

            let short = try await browser.post("/sign-in/invitation", fields + [("password", "short")])
            #expect(short.status == 422)
            #expect(short.body.contains(##"href="#f-password""##))
            let long = try await browser.post(
                "/sign-in/invitation", fields + [("password", "velvet maple ninety")])
            #expect(long.status == 303)
            #expect(try await browser.get("/settings").status == 200)
        }
    }

    @Test func theFirstAdministratorIsMadeByTheCodeOfTheTerminal() async throws {
        try await TestServer.run(isEmpty: true) { server in
            let code = try #require(try await server.school.office.setUpCode())
            let browser = server.browser()
            #expect(try await browser.get("/sign-in").location == "/set-up")
            let csrf = try #require(try await browser.get("/set-up").csrf)
            let fields = [
                ("csrf", csrf), ("forename", "Joan"), ("surname", "Whitlock"),
                ("position", "Business manager"),
                ("email", "j@school.example"), ("password", "velvet maple ninety"),
            ]

            let wrong = try await browser.post("/set-up", fields + [("code", "ABCD")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains(#"value="Whitlock""#), "what was typed is kept")
            let right = try await browser.post("/set-up", fields + [("code", code)])
            #expect(right.status == 303)
            #expect(try await browser.get("/settings").body.contains("Business manager"))
            #expect(try await browser.get("/set-up").status == 404, "and nobody after")
        }
    }

    @Test func signingOutEndsTheSessionHereAndInTheBooks() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let token = try #require(browser.cookies["rollcall-session"])
            let page = try await browser.get("/settings")

            let out = try await browser.post("/sign-out", [("csrf", try #require(page.csrf))])

            #expect(out.location == "/sign-in")
            #expect(browser.cookies["rollcall-session"] == nil)
            #expect(try await server.school.office.currentSession(token: token) == nil)
        }
    }

    @Test func aSessionThatLiesIdleEnds() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            server.school.pass(seconds: 29 * 60)
            #expect(try await browser.get("/settings").status == 200)
            server.school.pass(seconds: 29 * 60)
            #expect(try await browser.get("/settings").status == 200, "using it puts the end off")
            server.school.pass(seconds: 31 * 60)
            #expect(try await browser.get("/settings").location == "/sign-in?next=/settings")
        }
    }

    @Test func aNewPasswordNeedsThePresentOne() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "twice")
            let elsewhere = try await server.browser(of: "twice")
            let csrf = try #require(try await browser.get("/settings").csrf)

            let wrong = try await browser.post(
                "/settings/password", [("csrf", csrf), ("old", "no"), ("new", "velvet maple ninety")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains(##"href="#f-old""##))
            let right = try await browser.post(
                "/settings/password",
                [("csrf", csrf), ("old", WebSchool.password), ("new", "velvet maple ninety")])
            #expect(right.location == "/settings")

            let said = try await browser.get("/settings")
            #expect(said.body.contains("Your password is changed"))
            #expect(
                !(try await browser.get("/settings").body.contains("Your password is changed")), "said once")
            #expect(try await elsewhere.get("/settings").status == 303)
        }
    }

    @Test func oneAddressMayNotTryForEver() async throws {
        try await TestServer.run { server in
            let browser = server.browser()
            let page = try await browser.get("/sign-in")
            let fields = [("csrf", try #require(page.csrf)), ("email", ""), ("password", "x")]

            for _ in 0..<20 { #expect(try await browser.post("/sign-in", fields).status == 422) }

            #expect(try await browser.post("/sign-in", fields).status == 429)
            let other = ["X-Forwarded-For": "192.0.2.1, 198.51.100.7"]
            #expect(
                try await browser.post("/sign-in", fields, other).status == 422,
                "behind the trusted proxy another address has tries of its own")
            server.school.pass(seconds: 3)
            #expect(try await browser.post("/sign-in", fields).status == 422, "they come back with time")
        }
    }

    @Test(arguments: [
        ("/today", "/today"), ("/pupils?q=a", "/pupils?q=a"), ("//evil.example", "/"),
        ("https://evil.example", "/"), ("/\\evil.example", "/"), ("/a b", "/"), ("", "/"),
        ("javascript:alert(1)", "/"), ("/\u{7F}", "/"),
    ])
    func theWayOnStaysOnThisServer(_ given: String, _ taken: String) {
        #expect(OwnPath.of(given) == taken)
    }
}
