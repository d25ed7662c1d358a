import Attendance
import Formats
import Foundation
import Office
import Store
import Synchronization
import Testing

@testable import Web

/// Another policy is tried in the background, and its figures are those of the command.
@Suite struct WhatIfPagesTests {
    private static func lead(_ server: TestServer, _ role: Role = .headteacher) async throws -> TestBrowser {
        let browser = server.browser()
        browser.keep("rollcall-session", try await server.school.open(role).token)
        return browser
    }

    private static func policy(_ name: String) throws -> String {
        try String(
            contentsOf: WebSchool.root.appendingPathComponent("Policies/\(name).yaml"), encoding: .utf8)
    }

    /// The form as it comes, filled in.
    private static func fields(_ csrf: String, _ more: [(String, String)]) -> [(String, String)] {
        let assumed = Assumptions()
        return [
            ("csrf", csrf), ("from", "2025-11-17"), ("to", "2025-11-19"), ("reached", "0"),
            ("received-after", "2"), ("meeting-after", "5"), ("confirm-codes", "yes"),
        ] + assumed.minutes.map { ("minutes[\($0.key.rawValue)]", "\($0.value)") } + more
    }

    @Test
    func `a trial says how far it has come, and ends with the command's figures and each pupil's reasons`()
        async throws
    {
        try await TestServer.run { server in
            let marks = try ["Ada": "O", "Ben": "/", "Cleo": "/", "Dev": "/"].map { name, code in
                TakenMark(pupil: try #require(server.school.pupils[name] as PupilID?), code: code)
            }
            for day in ["2025-11-17", "2025-11-18", "2025-11-19"] {
                try server.school.set("\(day)T09:05")
                _ = try await server.school.office.take(
                    marks, register: "8B", in: try #require(Session("\(day) AM")), submit: true,
                    by: server.school.signedIn("teacher"))
            }
            try server.school.set("2025-11-20T09:05")
            let head = try await Self.lead(server)
            let form = try await head.get("/what-if")
            #expect(form.status == 200 && form.body.contains("Laurence Jackson School"))
            let csrf = try #require(form.csrf)
            let begun = try await head.post(
                "/what-if", Self.fields(csrf, [("policy", "laurence-jackson.yaml")]))
            #expect(begun.status == 303, "\(begun.body)")
            let address = try #require(begun.location)
            var page = try await head.get(address)
            var looks = 0
            while page.body.contains("<progress"), looks < 600 {
                #expect(page.body.contains("http-equiv=\"refresh\""), "without scripts it renews itself too")
                try await Task.sleep(for: .milliseconds(200))
                page = try await head.get(address)
                looks += 1
            }
            let answer = try await server.school.office.whatIf(
                SourceFile(
                    name: "laurence-jackson.yaml", text: try Self.policy("laurence-jackson")),
                CalendarDate("2025-11-17")!...CalendarDate("2025-11-19")!, school: server.school.id)
            #expect(answer.then.steps > 0 && !answer.differently.isEmpty)
            for (name, now, then) in [
                ("Calls", answer.now.byKind[.call] ?? 0, answer.then.byKind[.call] ?? 0),
                ("Letters", answer.now.byKind[.letter] ?? 0, answer.then.byKind[.letter] ?? 0),
                ("All steps", answer.now.steps, answer.then.steps),
            ] {
                let row = try #require(page.body.firstRange(of: "<th scope=\"row\">\(name)</th>"))
                let cells = page.body[row.upperBound...].prefix(200)
                #expect(
                    cells.contains(">\(now.inWords)</td>") && cells.contains(">\(then.inWords)</td>"),
                    "\(name)")
            }
            let ada = try #require(answer.differently.first { $0.name.contains("Ada") })
            let thing = try #require((ada.onlyThen + ada.onlyNow).first)
            #expect(page.body.contains("Okafor, Ada"))
            let on = "\(thing.first.dayAndMonth) \(thing.first.year)"
            #expect(page.body.contains("On \(on).") || page.body.contains("First on \(on)."))
            #expect(!page.body.contains("http-equiv=\"refresh\""))
            #expect(try await head.get("/what-if").body.contains(address), "it is listed")
            #expect(try await Self.lead(server, .attendanceLead).get(address).status == 200)
            #expect(try await server.browser(of: "office").get(address).status == 403)
            let other = try await server.school.addOtherSchool()
            let stranger = server.browser()
            stranger.keep(
                "rollcall-session", try await server.school.open(.headteacher, at: other).token)
            #expect(try await stranger.get(address).status == 404)
        }
    }

    @Test func `what is wrong with the form or the file is said beside the field, all at once`() async throws
    {
        try await TestServer.run { server in
            let head = try await Self.lead(server)
            let csrf = try #require(try await head.get("/what-if").csrf)
            func answer(_ more: [(String, String)]) async throws -> TestBrowser.Answer {
                let given = Set(more.map(\.0))
                return try await head.post(
                    "/what-if", Self.fields(csrf, []).filter { !given.contains($0.0) } + more)
            }
            let none = try await answer([])
            #expect(none.status == 422 && none.body.contains("Choose a policy, or a file of your own"))
            let bad = try await answer([("text", "format: 1\nrules: 7\n")])
            #expect(bad.status == 422 && bad.body.contains("pasted.yaml, line 2, column"))
            #expect(bad.body.contains("rules: 7"), "what was pasted is kept")
            let turned = try await answer([
                ("policy", "serenity.yaml"), ("from", "2025-11-19"), ("to", "2025-11-18"), ("reached", "101"),
                ("minutes[call]", "-1"),
            ])
            #expect(turned.status == 422 && turned.body.contains("must not be before the first"))
            #expect(
                turned.body.contains("from 0 to 100<") && turned.body.contains("from 0 to 1,000") == false)
            #expect(turned.body.contains("from 0 to 1000"))
            let today = try await answer([("policy", "serenity.yaml"), ("to", "2025-11-20")])
            #expect(today.status == 422 && today.body.contains("the last is 2025-11-19"))
            let elsewhere = try await answer([("policy", "../Policies/serenity.yaml")])
            #expect(elsewhere.status == 422, "only the program's own files")
        }
    }
}

/// Trials one after the other, seen by their own school.
@Suite struct WhatIfShelfTests {
    private let now = Instant(seconds: 1_763_631_300)
    private let person = SignedIn(
        person: nil, name: "H", position: "head", roles: [.headteacher], school: SchoolID(rawValue: 1))
    private let question = WhatIfQuestion(
        file: SourceFile(name: "a.yaml", text: ""), title: "A",
        days: CalendarDate("2025-11-17")!...CalendarDate("2025-11-19")!, assumptions: Assumptions())

    private func state(_ id: String, _ shelf: WhatIfShelf, until: (WhatIfShelf.State) -> Bool) async throws
        -> WhatIfShelf.State
    {
        for _ in 0..<500 {
            let state = try #require(await shelf.trial(id, of: person.school, at: now)).state
            if until(state) { return state }
            try await Task.sleep(for: .milliseconds(10))
        }
        return .waiting
    }

    @Test func `one waits for the other, and one that is stopped lets the next begin`() async throws {
        let shelf = WhatIfShelf()
        let first = await shelf.begin(question, by: person, at: now) { _, progress in
            progress.tell(1, 10)
            try await Task.sleep(for: .seconds(60))
            throw OfficeError.conflict("never")
        }
        let second = await shelf.begin(question, by: person, at: now) { _, _ in
            throw OfficeError.conflict("No calendar covers it.")
        }
        _ = try await state(first, shelf) { if case .running = $0 { true } else { false } }
        guard case .waiting = try #require(await shelf.trial(second, of: person.school, at: now)).state else {
            Issue.record("the second did not wait")
            return
        }
        await shelf.stop(first, of: SchoolID(rawValue: 2))
        #expect(try #require(await shelf.trial(first, of: person.school, at: now)).state.isOver == false)
        await shelf.stop(first, of: person.school)
        guard case .stopped = try #require(await shelf.trial(first, of: person.school, at: now)).state,
            case .failed(let why) = try await state(second, shelf, until: \.isOver)
        else {
            Issue.record("the first was not stopped, or the second did not follow")
            return
        }
        #expect(why == ["No calendar covers it."])
    }

    @Test func `trials are kept for six hours, and another school finds none`() async throws {
        let shelf = WhatIfShelf()
        let id = await shelf.begin(question, by: person, at: now) { _, _ in throw CancellationError() }
        _ = try await state(id, shelf, until: \.isOver)
        #expect(await shelf.all(of: SchoolID(rawValue: 2), at: now).isEmpty)
        #expect(await shelf.all(of: person.school, at: now + 6 * 3600).count == 1)
        #expect(await shelf.all(of: person.school, at: now + 6 * 3600 + 1).isEmpty)
    }
}
