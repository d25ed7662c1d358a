import Attendance
import Foundation
import Office
import Store
import Testing

@testable import Web

@Suite struct TakingARegister {
    private static let address = "/registers/2025-11-20/am/8B"

    /// The register's form as a browser without scripts would send it, with these marks chosen.
    private static func form(
        _ page: TestBrowser.Answer, _ school: WebSchool, _ marks: [String: String], _ act: String,
        _ more: [(String, String)] = []
    ) throws -> [(String, String)] {
        var fields = [("csrf", try #require(page.csrf)), ("do", act)] + more
        for match in page.body.matches(
            of: /name="((?:was|basedOn|minutes|note)\[p\d+\])"[^>]*value="([^"]*)"/)
        {
            fields.append((String(match.1), String(match.2)))
        }
        for (name, code) in marks { fields.append(("mark[\(try key(name, school))]", code)) }
        return fields
    }

    private static func key(_ name: String, _ school: WebSchool) throws -> String {
        "p\(try #require(school.pupils[name] as PupilID?))"
    }

    private struct Saved: Decodable {
        struct Mark: Decodable {
            var pupil: String
            var code: String
            var entry: String
            var said: String?
        }
        struct Told: Decodable {
            var pupil: String
            var text: String
            var entry: String?
        }
        var saved: [Mark]
        var conflicts: [Told]
        var refused: [Told]
        var act: String?
        var next: String?
    }

    private static func save(
        _ browser: TestBrowser, _ fields: [(String, String)]
    ) async throws -> (status: Int, saved: Saved?) {
        let answer = try await browser.post(address + "/marks", fields, ["Accept": "application/json"])
        return (answer.status, try? JSONDecoder().decode(Saved.self, from: Data(answer.body.utf8)))
    }

    @Test func withoutAScriptOnlyPupilsWhoseMarkChangedAreSaved() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let page = try await browser.get(Self.address)
            #expect(page.status == 200)
            #expect(page.body.contains("Ada Okafor"))

            let saved = try await browser.post(
                Self.address + "/marks", Self.form(page, server.school, ["Ada": "/", "Ben": "N"], "save"))
            #expect(saved.location == Self.address)
            let after = try await browser.get(Self.address)
            #expect(after.body.contains("Saved: 1 present, 1 not here, 2 not marked."))

            // The office changes Ada meanwhile; the teacher's page, which still shows "/", touches Cleo only.
            _ = try await server.school.office.take(
                [TakenMark(pupil: server.school.pupils["Ada"], code: "L", minutesLate: 3)], register: "8B",
                in: Session(server.school.office.today, .am), submit: false,
                by: server.school.signedIn("office"))
            _ = try await browser.post(
                Self.address + "/marks",
                Self.form(after, server.school, ["Ada": "/", "Ben": "N", "Cleo": "/"], "save"))
            #expect(try await server.school.codes() == ["Ada": "L", "Ben": "N", "Cleo": "/"])
        }
    }

    @Test func everyoneElseIsPresentFillsBlanksOnlyAndCanBeTakenBack() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let page = try await browser.get(Self.address)

            let filled = try await browser.post(
                Self.address + "/marks", Self.form(page, server.school, ["Ben": "N"], "fill"))
            #expect(filled.status == 303)
            #expect(try await server.school.codes() == ["Ada": "/", "Ben": "N", "Cleo": "/", "Dev": "/"])
            let after = try await browser.get(Self.address)
            #expect(after.body.contains("3 marked present: 3 present, 1 not here."))
            let act = try #require(after.body.firstMatch(of: /name="act" value="(\d+)"/)).1

            let undone = try await browser.post(
                Self.address + "/undo", [("csrf", try #require(after.csrf)), ("act", String(act))])
            #expect(undone.location == Self.address)
            #expect(try await server.school.codes() == ["Ben": "N"], "what was marked by hand stays")

            let again = try await browser.get(Self.address)
            _ = try await browser.post(
                Self.address + "/marks", Self.form(again, server.school, ["Ben": "N"], "fill"))
            #expect(try await server.school.codes() == ["Ada": "/", "Ben": "N", "Cleo": "/", "Dev": "/"])
        }
    }

    @Test func `a script's fill is taken back without the marks made by hand beside it`() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let csrf = try #require(try await browser.get(Self.address).csrf)
            let (ada, ben) = (try Self.key("Ada", server.school), try Self.key("Ben", server.school))
            let first = try await Self.save(
                browser,
                [
                    ("csrf", csrf), ("do", "save"), ("mark[\(ben)]", "N"), ("basedOn[\(ben)]", "0"),
                    ("fill[\(ada)]", "/"), ("basedOn[\(ada)]", "0"),
                ])
            #expect(try await server.school.codes() == ["Ada": "/", "Ben": "N"])

            let back = try await Self.save(
                browser, [("csrf", csrf), ("do", "undo"), ("act", try #require(first.saved?.act))])

            #expect(try await server.school.codes() == ["Ben": "N"])
            let stands = try #require(back.saved?.saved.first)
            #expect(stands.pupil == ada && stands.code == "")
            let marked = try await Self.save(
                browser,
                [("csrf", csrf), ("do", "save"), ("mark[\(ada)]", "L"), ("basedOn[\(ada)]", stands.entry)])
            #expect(marked.saved?.conflicts.isEmpty == true && marked.saved?.saved.first?.code == "L")
        }
    }

    @Test func `without a script one's own mark is kept beside somebody else's until one is chosen`()
        async throws
    {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let page = try await browser.get(Self.address)
            _ = try await server.school.office.take(
                [TakenMark(pupil: server.school.pupils["Ada"], code: "L", minutesLate: 3)], register: "8B",
                in: Session(server.school.office.today, .am), submit: false,
                by: server.school.signedIn("office"))

            let asked = try await browser.post(
                Self.address + "/marks", Self.form(page, server.school, ["Ada": "N"], "save"))

            #expect(asked.status == 409 && asked.body.contains("Keep mine"))
            let ada = try Self.key("Ada", server.school)
            let mine = /name="mark\[(p\d+)\]" value="N" checked/
            #expect(asked.body.matches(of: mine).map { String($0.1) } == [ada])
            let entry = try #require(asked.body.firstMatch(of: /name="mine\[p\d+\]" value="(\d+)"/)).1
            let again = try await browser.post(
                Self.address + "/marks", Self.form(asked, server.school, ["Ada": "N"], "save"))
            #expect(again.status == 409, "asked until somebody says")
            let kept = try await browser.post(
                Self.address + "/marks",
                Self.form(asked, server.school, ["Ada": "N"], "", [("mine[\(ada)]", String(entry))]))
            #expect(kept.status == 303)
            #expect(try await server.school.codes() == ["Ada": "N"])
        }
    }

    @Test func whoIsNotMarkedIsSaidBeforeTheRegisterGoesIn() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let page = try await browser.get(Self.address)

            let asked = try await browser.post(
                Self.address + "/marks", Self.form(page, server.school, ["Ada": "/", "Ben": "/"], "submit"))
            #expect(asked.status == 200)
            #expect(asked.body.contains("2 pupils are not marked. When the register closes at 09:30"))
            #expect(asked.body.contains("Cleo Okafor") && !asked.body.contains("Ada Okafor"))

            let gone = try await browser.post(
                Self.address + "/marks", [("csrf", try #require(asked.csrf)), ("do", "submit-anyway")])
            #expect(gone.location == Self.address)
            #expect(try await browser.get(Self.address).body.contains("Submitted at 09:05"))
        }
    }

    @Test func theScriptIsToldWhatStandsAndWhoElseWasThere() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let csrf = try #require(try await browser.get(Self.address).csrf)
            let (ada, ben) = (try Self.key("Ada", server.school), try Self.key("Ben", server.school))

            let first = try await Self.save(
                browser,
                [("csrf", csrf), ("do", "save"), ("mark[\(ada)]", "/"), ("basedOn[\(ada)]", "0")])
            let entry = try #require(first.saved?.saved.first)
            #expect(entry.pupil == ada && entry.code == "/" && entry.entry != "0")

            let stale = try await Self.save(
                browser,
                [
                    ("csrf", csrf), ("do", "save"), ("mark[\(ada)]", "N"), ("basedOn[\(ada)]", "0"),
                    ("mark[\(ben)]", "/"), ("basedOn[\(ben)]", "0"), ("mark[p999999]", "/"),
                ])
            #expect(stale.status == 200)
            #expect(stale.saved?.conflicts.first?.entry == entry.entry)
            #expect(
                stale.saved?.conflicts.first?.text
                    == "Somebody else taking this register recorded Present meanwhile.")
            #expect(stale.saved?.refused.map(\.pupil) == ["p999999"])
            #expect(try await server.school.codes() == ["Ada": "/", "Ben": "/"])

            let sure = try await Self.save(
                browser,
                [("csrf", csrf), ("do", "save"), ("mark[\(ada)]", "N"), ("basedOn[\(ada)]", entry.entry)])
            #expect(sure.saved?.saved.first?.code == "N")

            let filled = try await Self.save(
                browser, [("csrf", csrf), ("do", "save"), ("fill[\(ada)]", "/"), ("basedOn[\(ada)]", "0")])
            #expect(filled.saved?.conflicts.isEmpty == true, "a fill never quarrels")
            #expect(filled.saved?.saved.first?.code == "N", "it shows what stands")
        }
    }

    @Test func whatIsKnownBeforehandReadsNotExpectedAndTellsNoMore() async throws {
        try await TestServer.run { server in
            let ben = try #require(server.school.pupils["Ben"] as PupilID?)
            _ = try await server.school.office.take(
                [TakenMark(pupil: ben, code: "I")], register: "8B",
                in: Session(server.school.office.today, .am),
                submit: false, by: server.school.signedIn("office"))
            let browser = try await server.browser(of: "teacher")

            let page = try await browser.get(Self.address)

            #expect(page.body.contains("Not expected"))
            #expect(!page.body.contains("llness"))
            #expect(!page.body.contains(#"value="I""#))
            #expect(page.body.contains(#"<b data-count="notExpected">1</b>"#))
        }
    }

    @Test func aRegisterIsItsTakersAndTheOfficesAlone() async throws {
        try await TestServer.run { server in
            let (other, governor) = (
                try await server.browser(of: "other"), try await server.browser(of: "governor")
            )
            let (office, teacher) = (
                try await server.browser(of: "office"), try await server.browser(of: "teacher")
            )

            #expect(try await other.get(Self.address).status == 403)
            #expect(try await governor.get(Self.address).status == 403)
            #expect(try await office.get(Self.address).status == 200)
            #expect(try await teacher.get("/registers/2025-11-20/am/9Z").status == 404)
            #expect(try await teacher.get("/registers/2025-11-31/am/8B").status == 404)
            #expect(try await teacher.get("/registers").body.contains("Take the register"))
            #expect(!(try await other.get("/registers").body.contains("8B")))
        }
    }

    @Test func aClosedRegisterTakesNoMarks() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let csrf = try #require(try await browser.get(Self.address).csrf)
            try server.school.set("2025-11-20T09:31")

            let late = try await Self.save(
                browser,
                [("csrf", csrf), ("do", "save"), ("mark[\(try Self.key("Ada", server.school))]", "/")])

            #expect(late.status == 409)
            let page = try await browser.get(Self.address)
            #expect(page.body.contains("closed without being taken"))
            #expect(page.body.contains(" disabled>"))
        }
    }

    @Test func anUntakenRegisterIsCompletedLateWithAReason() async throws {
        try await TestServer.run { server in
            try server.school.set("2025-11-20T11:00")
            let browser = try await server.browser(of: "office")
            let page = try await browser.get(Self.address + "/late")
            #expect(page.status == 200)

            let marks = ["Ada": "/", "Ben": "/", "Cleo": "N", "Dev": "/"]
            let unreasoned = try await browser.post(
                Self.address + "/late",
                Self.form(page, server.school, marks, "", [("takenBy", "Ms R Teacher"), ("source", "paper")]))
            #expect(unreasoned.status == 422)
            #expect(unreasoned.body.contains(##"href="#f-reason""##))
            #expect(unreasoned.body.contains(#"value="Ms R Teacher""#))
            let done = try await browser.post(
                Self.address + "/late",
                Self.form(
                    page, server.school, marks, "",
                    [("takenBy", "Ms R Teacher"), ("source", "paper"), ("reason", "No power in the room")]))
            #expect(done.location == Self.address)
            #expect(try await server.school.codes() == ["Ada": "/", "Ben": "/", "Cleo": "N", "Dev": "/"])
            #expect(try await browser.get(Self.address).body.contains("Entered afterwards at 11:00"))
        }
    }

    @Test func afterClosingATeacherAsksTheOffice() async throws {
        try await TestServer.run { server in
            try server.school.set("2025-11-20T11:00")
            let browser = try await server.browser(of: "teacher")
            let page = try await browser.get(Self.address + "/requests")
            let ada = try #require(server.school.pupils["Ada"] as PupilID?)
            let fields = [("csrf", try #require(page.csrf)), ("pupil", "\(ada)"), ("to", "/")]

            #expect(try await browser.post(Self.address + "/requests", fields).status == 422)
            let asked = try await browser.post(
                Self.address + "/requests", fields + [("reason", "She was with me")])

            #expect(asked.location == Self.address)
            let questions = try await server.school.office.openQuestions(by: server.school.signedIn("office"))
            #expect(questions.count == 1)
        }
    }

    @Test func theOfficeGivesARegisterToAColleagueOrToSupply() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "office")
            let csrf = try #require(try await browser.get(Self.address + "/cover").csrf)
            let other = try #require(try server.school.signedIn("other").person)

            let given = try await browser.post(
                Self.address + "/cover/colleague", [("csrf", csrf), ("person", "\(other)")])
            #expect(given.status == 303)
            let colleague = try await server.browser(of: "other")
            #expect(try await colleague.get(Self.address).status == 200)

            let nameless = try await browser.post(
                Self.address + "/cover/supply", [("csrf", csrf), ("name", "Osei")])
            #expect(nameless.status == 422)
            let supply = try await browser.post(
                Self.address + "/cover/supply", [("csrf", csrf), ("name", "Tunde Osei")])
            #expect(supply.status == 200)
            #expect(supply.body.firstMatch(of: /[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/) != nil)
            let teacher = try await server.browser(of: "teacher")
            #expect(try await teacher.get(Self.address + "/cover").status == 403)
        }
    }
}

@Suite struct RegisterForms {
    @Test func onlyWhatDiffersFromWhatStoodIsTouched() {
        let form = RegisterForm(
            FormFields(
                urlEncoded:
                    "do=save&mark[p1]=/&was[p1]=/&mark[p2]=N&was[p2]=/&basedOn[p2]=7&was[p3]=&note[p4]=ill+at+home&was[p4]="
                    .utf8))

        #expect(form.marks.map { $0.pupil?.rawValue } == [2, 4])
        #expect(form.marks.first?.basedOn == 7)
        #expect(form.marks.last?.note == "ill at home")
    }

    @Test func keepingTheirsTouchesNobodyAndKeepingMineKnowsTheirs() {
        let theirs = RegisterForm(
            FormFields(urlEncoded: "mark[p1]=N&was[p1]=/&basedOn[p1]=3&theirs[p1]=9".utf8))
        let mine = RegisterForm(FormFields(urlEncoded: "mark[p1]=N&was[p1]=N&basedOn[p1]=3&mine[p1]=9".utf8))

        #expect(theirs.marks.isEmpty)
        #expect(mine.marks.first?.basedOn == 9)
    }

    @Test(arguments: ["p", "p0", "17", "p-3", "p1x", "q1"]) func whatIsNoPupilIsNone(_ key: String) {
        #expect(RegisterRow.pupil(of: key) == nil)
    }

    @Test func namesOfRegistersSurviveTheAddress() {
        let address = RegisterAddress(
            name: "9 Science/2 & +Ü", session: Session(CalendarDate("2025-11-20")!, .pm))

        let part = String(address.path.split(separator: "/").last ?? "")
        #expect(!part.contains(" ") && part.percentDecoded == "9 Science/2 & +Ü")
    }
}

@Suite struct FormsThatCameTooLate {
    private static let address = "/registers/2025-11-20/am/8B"

    @Test func `marks sent after being signed out wait sealed in the sign-in page and are offered after it`()
        async throws
    {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "teacher")
            let page = try await browser.get(Self.address)
            let ada = try #require(server.school.pupils["Ada"] as PupilID?)
            let fields = [
                ("csrf", try #require(page.csrf)), ("do", "save"), ("mark[p\(ada)]", "N"),
                ("was[p\(ada)]", ""), ("basedOn[p\(ada)]", "0"),
            ]
            browser.keep("rollcall-session", "ended")

            let asked = try await browser.post(Self.address + "/marks", fields)

            #expect(asked.status == 401)
            #expect(
                !asked.body.contains("mark[p"), "what was sent is not to be read by the next at the screen")
            let sealed = try #require(asked.body.firstMatch(of: /name="unsent" value="([^"]+)"/)).1
            let offered = try await browser.post(
                "/sign-in",
                [
                    ("csrf", try #require(asked.csrf)), ("email", "teacher@school.example"),
                    ("password", WebSchool.password), ("next", Self.address), ("unsent", String(sealed)),
                ])
            #expect(offered.status == 200 && offered.body.contains("What you sent was not saved"))
            #expect(try await server.school.codes() == [:], "nothing is saved before somebody says so")
            let saved = try await browser.post(
                Self.address + "/marks",
                [("csrf", try #require(offered.csrf))]
                    + fields.dropFirst().filter { offered.body.contains("name=\"\($0.0)\"") })
            #expect(saved.location == Self.address)
            #expect(try await server.school.codes() == ["Ada": "N"])
        }
    }

    @Test func `what somebody made up or changed is not offered`() throws {
        let seal = Seal(secret: Array("a secret of at least thirty-two bytes".utf8))
        let form = try #require(
            UnsentForm(path: "/registers/x", form: FormFields(pairs: [("a", "b"), ("csrf", "c")]), page: "/"))
        let sealed = try #require(form.sealed(by: seal))

        #expect(UnsentForm(sealed: sealed, by: seal)?.fields.map(\.name) == ["a"])
        #expect(UnsentForm(sealed: "AAAA" + sealed.dropFirst(4), by: seal) == nil)
        #expect(UnsentForm(sealed: "", by: seal) == nil)
        #expect(UnsentForm(sealed: sealed, by: Seal(secret: Array("another".utf8))) == nil)
    }

    @Test(arguments: ["/settings/password", "/sign-in", "//elsewhere.example/registers/", "/imports"])
    func `forms with a password, and those with a file, do not wait`(_ path: String) {
        #expect(UnsentForm(path: path, form: FormFields(pairs: [("a", "b")]), page: "/") == nil)
    }
}
