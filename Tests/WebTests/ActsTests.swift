import Attendance
import Office
import Store
import Testing

@testable import Web

/// The list of acts, each act, and the way back.
@Suite struct ActsPagesTests {
    private static let yesterday = "2025-11-19 AM"

    private func amended(_ server: TestServer) async throws -> ActID {
        let school = server.school
        let done = try await school.office.amend(
            [
                Amendment(
                    pupil: try #require(school.pupils["Ada"]), session: try #require(Session(Self.yesterday)),
                    to: "I")
            ], reason: "Mother rang about her asthma", by: try school.signedIn("office"))
        return try #require(done.act)
    }

    @Test func anAmendmentIsListedWithItsReasonAndTakenBackFromItsOwnPage() async throws {
        try await TestServer.run { server in
            let act = try await amended(server)
            let office = try await server.browser(of: "office")

            let list = try await office.get("/acts")
            #expect(list.status == 200)
            #expect(list.body.contains("Amended marks") && list.body.contains("Mother rang about her asthma"))
            #expect(list.body.contains("Ada Okafor") && list.body.contains("1 mark"))

            let page = try await office.get("/acts/\(act)")
            #expect(page.body.contains("Illness") && page.body.contains("Take it back"))
            let csrf = try #require(page.csrf)
            let answer = try await office.post("/undo", [("csrf", csrf), ("act", act.description)])
            #expect(answer.status == 303)
            #expect(try await server.school.codes(Self.yesterday)["Ada"] == nil)

            let after = try await office.get("/acts/\(act)")
            #expect(after.body.contains("This was taken back by") && !after.body.contains("Take it back"))
            #expect(try await office.get("/acts").body.contains("taken back"))
        }
    }

    @Test func whoMaySeeNoReasonsReadsThatMarksWereAmendedAndNotWhy() async throws {
        try await TestServer.run { server in
            let act = try await amended(server)
            let admin = try await server.browser(of: "admin")
            for path in ["/acts", "/acts/\(act)"] {
                let page = try await admin.get(path)
                #expect(page.status == 200 && page.body.contains("Amended marks"), "\(path)")
                #expect(!page.body.contains("asthma") && !page.body.contains("Illness"), "\(path)")
                #expect(!page.body.contains("Take it back"), "\(path)")
            }
            #expect(try await server.browser(of: "teacher").get("/acts").status == 403)
            #expect(try await server.browser(of: "teacher").get("/acts/\(act)").status == 403)
        }
    }

    @Test(arguments: [
        ("2025-11-20 AM to 2025-11-20 PM", "20 Nov 2025"),
        ("2025-11-20 AM to 2025-11-20 AM", "20 Nov 2025 AM"),
        ("P 2025-11-20 AM to 2025-11-24 PM", "P 20 Nov 2025 to 24 Nov 2025"),
        ("2025-11-20 PM to 2025-11-24 AM", "20 Nov 2025 PM to 24 Nov 2025 AM"),
        ("Register 8B 2025-11-20 AM", "Register 8B 20 Nov 2025 AM"),
        ("marks-2025-99-99.csv", "marks-2025-99-99.csv"),
    ])
    func daysInADetailAreReadable(_ detail: String, _ words: String) {
        #expect(Act.readable(detail) == words)
    }

    @Test func theListIsNarrowedByKindPersonAndDay() async throws {
        try await TestServer.run { server in
            _ = try await amended(server)
            let office = try await server.browser(of: "office")
            func holds(_ query: String) async throws -> Bool {
                try await office.get("/acts?\(query)").body.contains("Mother rang")
            }
            #expect(try await holds("what=amendments"))
            #expect(try await !holds("what=roll"))
            #expect(try await holds("who=Ms%20R%20Office"))
            #expect(try await !holds("who=Ms%20R%20Teacher"))
            #expect(try await holds("on=2025-11-20"))
            #expect(try await !holds("on=2025-11-19"))
            #expect(try await office.get("/acts?on=nonsense").status == 422)
            #expect(try await office.get("/acts/999999").status == 404)
            #expect(try await office.get("/acts/nonsense").status == 404)
        }
    }
}

/// Somebody is named to go to the room of a register that is not in.
@Suite struct SendingSomebody {
    @Test func theBoardSaysWhoIsOnTheWay() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            #expect(try await office.get("/today").body.contains("Send somebody"))
            let address = "/registers/2025-11-20/am/8B/walker"
            let page = try await office.get(address)
            #expect(page.status == 200 && page.body.contains("R Office (you)"))
            let chosen = try #require(page.body.firstMatch(of: /<option value="(\d+)" selected>/)).1
            let csrf = try #require(page.csrf)
            let fields = [("csrf", csrf)]

            #expect(try await office.post(address, fields).status == 422)
            #expect(try await office.post(address, fields + [("walker", "999999")]).status == 404)
            #expect(
                try await office.post(address, fields + [("walker", String(chosen))]).status == 303)
            let board = try await office.get("/today").body
            #expect(board.contains("R Office is on the way") && board.contains("Send another"))
        }
    }
}
