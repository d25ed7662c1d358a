import Attendance
import Office
import Testing

@testable import Web

/// The board of a session: what it says of pupils without a mark, and where their names lead.
@Suite struct TodayTests {
    private static let session = Session(CalendarDate("2025-11-20")!, .am)
    private static let everyAbsence = "Every absence has a reason."
    private static let soFar = "Nobody is marked absent without a reason so far;"

    @Test func `while a pupil has no mark the board does not say that every absence has a reason`()
        async throws
    {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let untaken = try await office.get("/today").body
            #expect(untaken.contains("\(Self.soFar) 4 pupils have no mark."))
            #expect(!untaken.contains(Self.everyAbsence))

            try await server.school.mark(["Ada": "/", "Ben": "/", "Cleo": "L"], submit: true)
            let allButOne = try await office.get("/today").body
            #expect(allButOne.contains("\(Self.soFar) one pupil has no mark."))
            #expect(!allButOne.contains(Self.everyAbsence))

            try await server.school.mark(["Dev": "/"], submit: true)
            let whole = try await office.get("/today").body
            #expect(whole.contains(Self.everyAbsence))
            #expect(!whole.contains(Self.soFar))
        }
    }

    @Test func `an absence without a reason is asked about until there is one`() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            try await server.school.mark(["Ada": "N", "Ben": "/", "Cleo": "/", "Dev": "/"], submit: true)
            let ada = try #require(server.school.pupils["Ada"] as PupilID?)
            let reason = "/pupils/\(ada)/amend?from=2025-11-20-am"
            let absent = try await office.get("/today").body
            #expect(absent.contains(reason))
            #expect(!absent.contains(Self.everyAbsence) && !absent.contains(Self.soFar))

            _ = try await server.school.office.amend(
                [Amendment(pupil: ada, session: Self.session, to: "I")], reason: "Her mother rang",
                by: server.school.signedIn("office"))
            let known = try await office.get("/today").body
            #expect(known.contains(Self.everyAbsence) && !known.contains(reason))
        }
    }

    @Test func `names under a register that was not taken lead to its late completion`() async throws {
        try await TestServer.run { server in
            let school = server.school
            let ada = try #require(school.pupils["Ada"] as PupilID?)
            let late = "/registers/2025-11-20/am/8B/late"
            try school.set("2025-11-20T09:29")
            let (office, welfare) = (try await server.browser(of: "office"), server.browser())
            welfare.keep("rollcall-session", try await school.open(.ewo).token)
            #expect(try await !office.get("/today").body.contains("was not taken"), "it is still open")

            try school.set("2025-11-20T09:45")
            let board = try await office.get("/today").body
            #expect(board.contains("8B was not taken: 4 without a mark"))
            #expect(board.contains(#"<a href="\#(late)#p\#(ada)">Ada Okafor</a>"#))
            #expect(!board.contains("/amend?") && !board.contains(Self.everyAbsence))
            #expect(try await office.get(late).body.contains(#"id="p\#(ada)""#))
            let seen = try await welfare.get("/today").body
            #expect(seen.contains(#"<a href="/pupils/\#(ada)">Ada Okafor</a>"#), "who may not complete it")

            _ = try await school.office.completeLate(
                [TakenMark(pupil: ada, code: "N")], register: "8B", in: Self.session, takenBy: "Ms R Teacher",
                source: .paper, reason: "No network", by: school.signedIn("office"))
            let completed = try await office.get("/today").body
            #expect(!completed.contains("was not taken") && completed.contains("/pupils/\(ada)/amend?"))
        }
    }
}

extension WebSchool {
    /// Marks taken in the morning's register by its teacher, by forename.
    fileprivate func mark(_ marks: [String: String], submit: Bool) async throws {
        let taken = try marks.map { name, code in
            TakenMark(pupil: try #require(pupils[name] as PupilID?), code: code)
        }
        _ = try await office.take(
            taken, register: "8B", in: Session(office.today, .am), submit: submit, by: signedIn("teacher"))
    }
}
