import Attendance
import Hummingbird
import Logging
import Office
import Testing

@testable import Web

/// What every request passes, whatever page it asks for.
@Suite struct Doors {
    @Test func everyPageForbidsWhatIsNotOurs() async throws {
        try await TestServer.run { server in
            for path in ["/sign-in", "/nowhere", "/settings"] {
                let answer = try await server.browser().get(path)
                let policy = try #require(answer.headers["content-security-policy"])
                #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
                #expect(!policy.contains("unsafe"))
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["x-frame-options"] == "DENY")
                #expect(answer.headers["cache-control"] == "no-store")
            }
        }
    }

    @Test func pagesHoldNoScriptOrStyleInline() throws {
        let views = try Views(folder: TestResources.folder.templates)
        for sample in Sample.all {
            let html = String(decoding: try views.bytes(sample.template, with: sample.value), as: UTF8.self)
            #expect(html.firstMatch(of: /<script(?![^>]*src=)/) == nil, "\(sample.name)")
            #expect(html.firstMatch(of: /\sstyle="/) == nil, "\(sample.name)")
            #expect(html.firstMatch(of: /<style|\son[a-z]+="|javascript:/) == nil, "\(sample.name)")
        }
    }

    @Test func nothingChangesWithoutTheTokenOfTheVisitorsOwnPage() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let page = try await browser.get("/settings")
            let csrf = try #require(page.csrf)

            #expect(try await browser.post("/sign-out", []).status == 403)
            #expect(try await browser.post("/sign-out", [("csrf", "")]).status == 403)
            #expect(try await browser.post("/sign-out", [("csrf", String(csrf.dropLast()))]).status == 403)
            #expect(
                try await browser.post("/sign-out", [("csrf", csrf)], ["Sec-Fetch-Site": "cross-site"]).status
                    == 403)
            #expect(
                try await browser.send("POST", "/sign-out", body: "{}", ["Content-Type": "application/json"])
                    .status
                    == 403)
            #expect(try await browser.get("/settings").status == 200, "still signed in after all of that")
            #expect(
                try await browser.send("POST", "/sign-out", body: "", ["X-CSRF-Token": csrf]).status == 303,
                "a script may send it in a header")
        }
    }

    @Test func aFormOfSomebodySignedOutMeanwhileLeadsBackToItsPage() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let csrf = try #require(try await browser.get("/settings").csrf)
            try await server.school.office.signOutEverywhere(try server.school.signedIn("teacher"))

            let answer = try await browser.post(
                "/settings/password", [("csrf", csrf)],
                ["Referer": "http://127.0.0.1:\(server.port)/settings"])
            #expect(answer.location == "/sign-in?next=/settings")
            let script = try await browser.post(
                "/settings/password", [("csrf", csrf)], ["Accept": "application/json"])
            #expect(script.status == 401)
            #expect(script.headers["content-type"] == "application/problem+json")
        }
    }

    @Test func cookiesAreKeptFromScriptsAndOtherSites() async throws {
        try await TestServer.run { server in
            let here = try await server.browser().get("/sign-in")
            let mine = try #require(here.headers["set-cookie"])
            #expect(mine.contains("HttpOnly") && mine.contains("SameSite=Lax") && !mine.contains("Secure"))

            let away = try await server.browser().get(
                "/sign-in", ["Host": "rollcall.kestrelrise.sch.example"])
            let theirs = try #require(away.headers["set-cookie"])
            #expect(theirs.hasPrefix("__Host-rollcall-visit="))
            #expect(
                theirs.contains("Secure") && theirs.contains("HttpOnly") && theirs.contains("SameSite=Lax"))
        }
    }

    @Test func aFormThatIsTooLargeIsRefused() async throws {
        try await TestServer.run(limit: 1000) { server in
            let browser = server.browser()
            let csrf = try #require(try await browser.get("/sign-in").csrf)

            let answer = try await browser.post(
                "/sign-in", [("csrf", csrf), ("email", String(repeating: "a", count: 2000))])

            #expect(answer.status == 413)
        }
    }

    @Test func assetsAreKeptForEverUnderTheirOwnHash() async throws {
        try await TestServer.run { server in
            let page = try await server.browser().get("/sign-in")
            let match = try #require(
                page.body.firstMatch(of: /href="(\/assets\/[0-9a-f]{12}\/rollcall\.css)"/))
            let address = String(match.1)

            let style = try await server.browser().get(address)
            #expect(style.status == 200)
            #expect(style.headers["content-type"] == "text/css; charset=utf-8")
            #expect(style.headers["cache-control"] == "public, max-age=31536000, immutable")
            let tag = try #require(style.headers["etag"])
            let again = try await server.browser().get(address, ["If-None-Match": tag])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            for wrong in [
                "/assets/000000000000/rollcall.css", "/assets/../Templates/layout.mustache", "/assets/",
            ] {
                #expect(try await server.browser().get(wrong).status == 404)
            }
        }
    }

    @Test func errorsAreAPageForPeopleAndAProblemForPrograms() async throws {
        try await TestServer.run { server in
            let page = try await server.browser().get("/nowhere")
            #expect(page.status == 404)
            #expect(page.body.contains("<h1>Not found</h1>"))

            let problem = try await server.browser().get("/api/v1/nowhere")
            #expect(problem.status == 404)
            #expect(problem.headers["content-type"] == "application/problem+json")
            #expect(problem.body.contains(#""status":404"#))
        }
    }

    @Test func theThemeIsRememberedAndSaidToTheBrowser() async throws {
        try await TestServer.run { server in
            let browser = server.browser()
            let page = try await browser.get("/sign-in")
            #expect(page.body.contains(#"<html lang="en-GB">"#))
            let csrf = try #require(page.csrf)

            _ = try await browser.post("/theme", [("csrf", csrf), ("theme", "dark")])
            #expect(try await browser.get("/sign-in").body.contains(#"data-theme="dark""#))
            _ = try await browser.post("/theme", [("csrf", csrf), ("theme", "auto")])
            #expect(!(try await browser.get("/sign-in").body.contains("data-theme=")))
        }
    }

    @Test func whoMayNotIsTurnedAwayBeforeTheHandler() throws {
        var visit = Visit(peer: "")
        #expect(throws: SignInStep.self) { try Self.context(OfficeContext.self, visit) }
        visit.token = "t"
        visit.isPending = true
        #expect(throws: SignInStep.self) { try Self.context(StaffContext.self, visit) }
        visit.isPending = false
        visit.person = Self.somebody(.teacher)
        #expect(throws: HTTPError.self) { try Self.context(OfficeContext.self, visit) }
        #expect(throws: Never.self) { try Self.context(TakerContext.self, visit) }
        visit.person = Self.somebody(.governor)
        #expect(throws: HTTPError.self) { try Self.context(RollContext.self, visit) }
        #expect(throws: Never.self) { try Self.context(FiguresContext.self, visit) }
    }

    private static func somebody(_ role: Role) -> SignedIn {
        SignedIn(
            person: PersonID(rawValue: 7), name: "Ms R Achebe", position: "Teacher", roles: [role],
            school: SchoolID(rawValue: 1))
    }

    private static func context<C: SignedInContext>(_ kind: C.Type, _ visit: Visit) throws -> C {
        try C(context: AppContext(Quiet(), visit))
    }
}

private struct Quiet: RequestContextSource {
    let logger = Logger(label: "test")
}

@Suite struct Seals {
    private let seal = Seal(secret: Array(repeating: 7, count: 32))

    @Test func whatIsSealedComesBackOnlyWhole() throws {
        let sealed = seal.sealed("Saoirse ✓", for: "flash")

        #expect(seal.opened(sealed, for: "flash") == "Saoirse ✓")
        #expect(seal.opened(sealed, for: "session") == nil)
        #expect(seal.opened("A" + sealed.dropFirst(), for: "flash") == nil)
        #expect(seal.opened(String(sealed.dropLast()), for: "flash") == nil)
        #expect(Seal(secret: Array(repeating: 8, count: 32)).opened(sealed, for: "flash") == nil)
    }

    @Test func tokensAreLongAndNeverTheSame() {
        let tokens = (0..<100).map { _ in Seal.token() }

        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.count == 43 })
    }
}

@Suite struct Limits {
    @Test func triesComeBackWithTime() {
        let limit = SignInLimit(burst: 2, perMinute: 6)
        let start = Instant(seconds: 1_000_000)

        #expect(limit.allows("a", at: start) && limit.allows("a", at: start))
        #expect(!limit.allows("a", at: start))
        #expect(limit.allows("b", at: start), "another address has its own")
        #expect(!limit.allows("a", at: start + 9))
        #expect(limit.allows("a", at: start + 10))
    }
}

@Suite struct FormReading {
    @Test func namesAndValuesAreReadAsTheBrowserWroteThem() {
        let form = FormFields(urlEncoded: "name=Saoirse+O%E2%80%99Rourke&a=1&a=2&empty=&bare&odd=%zz%4".utf8)

        #expect(form["name"] == "Saoirse O’Rourke")
        #expect(form.all("a") == ["1", "2"])
        #expect(form["empty"] == "" && form["bare"] == "" && form["none"] == nil)
        #expect(form["odd"] == "%zz%4")
    }

    @Test func marksAreReadByPupil() {
        let form = FormFields(
            urlEncoded: "mark%5Bp17%5D=%2F&mark[p18]=N&mark[p18]=L&marks[p19]=N&mark=x".utf8)

        #expect(form.keyed("mark") == ["p17": "/", "p18": "L"])
    }
}
