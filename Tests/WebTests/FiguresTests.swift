import Attendance
import Office
import Store
import Testing

@testable import Web

/// The figures page, as the books of a small school fill it.
@Suite struct FiguresPage {
    private func taken(_ server: TestServer) async throws {
        let office = server.school.office
        let id = server.school.id
        let session = try #require(Session("2025-11-19 AM"))
        let pupils = server.school.pupils
        try await office.store.write(id) { transaction in
            let act = try transaction.record(Act(.importFile, at: office.now(), by: .system), school: id)
            let codes: [(String, AttendanceCode)] = [
                ("Ada", .present(.am)), ("Ben", .noReasonYet), ("Cleo", .illness), ("Dev", .late),
            ]
            let entries = try codes.map { name, code in
                NewEntry(pupil: try #require(pupils[name]), session: session, code: code)
            }
            _ = try transaction.append(entries, by: act, school: id)
        }
    }

    @Test func countsAreShownWithTheirDefinitionAndDays() async throws {
        try await TestServer.run { server in
            try await taken(server)
            let office = try await server.browser(of: "office")
            let page = try await office.get("/figures?period=days&from=2025-11-19&to=2025-11-19&by=pupil")
            #expect(page.status == 200)
            #expect(page.body.contains("2 attended of 4 possible sessions, 19 Nov to 19 Nov"))
            #expect(page.body.contains("50.0%"))
            #expect(page.body.contains("Okafor, Ada"))
            // The afternoon was held and nobody has a mark.
            #expect(page.body.contains("Missing marks") && page.body.contains(">4<"))
            #expect(try await office.get("/figures").status == 200)
            #expect(
                try await office.get("/figures?period=term&by=registration-group&of=year:8").status == 200)
        }
    }

    @Test func governorsSeeNoPupilAndNoGroupUnderFive() async throws {
        try await TestServer.run { server in
            try await taken(server)
            let governor = try await server.browser(of: "governor")
            let page = try await governor.get("/figures?period=days&from=2025-11-19&to=2025-11-19")
            #expect(page.status == 200)
            #expect(page.body.contains("under 5"))
            #expect(!page.body.contains("50.0%") && !page.body.contains("Okafor"))
            #expect(try await governor.get("/figures?by=pupil").status == 403)
            #expect(try await governor.get("/figures?by=ehcp").status == 403)
        }
    }

    @Test func theRowsCanBeHadAsAFileForASpreadsheet() async throws {
        try await TestServer.run { server in
            try await taken(server)
            let office = try await server.browser(of: "office")
            let query = "period=days&from=2025-11-19&to=2025-11-19"
            #expect(
                try await office.get("/figures?\(query)").body.contains("/figures.csv?period=days&amp;from="))
            let file = try await office.get("/figures.csv?\(query)&by=pupil")
            #expect(file.status == 200 && file.headers["content-type"] == "text/csv; charset=utf-8")
            #expect(
                file.headers["content-disposition"]
                    == "attachment; filename=\"figures-2025-11-19-to-2025-11-19-by-pupil.csv\"")
            let lines = file.body.split(separator: "\r\n")
            #expect(lines.count == 5)
            #expect(lines.first?.hasSuffix("Severely absent,From,To,Counted") == true)
            #expect(lines.contains { $0.hasPrefix("\"Okafor, Ada\",") && $0.contains(",100.0,0.0,1,1,1,1,") })

            let governor = try await server.browser(of: "governor")
            #expect(try await governor.get("/figures.csv?\(query)&by=pupil").status == 403)
            let seen = try await governor.get("/figures.csv?\(query)").body
            #expect(seen.contains("under 5") && !seen.contains("50.0"))
        }
    }

    @Test func aNameThatASpreadsheetWouldRunIsAText() {
        #expect(FiguresFile.text("=HYPERLINK(1)") == "'=HYPERLINK(1)")
        #expect(FiguresFile.text("O'Brien-Ng, Ada") == "O'Brien-Ng, Ada")
    }

    @Test func whatCannotBeReadIsSaidBesideItsFieldAndKept() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let page = try await office.get("/figures?period=days&from=%3Cb%3E&to=2025-11-19")
            #expect(page.status == 422)
            #expect(page.body.contains("Give the first day") && page.body.contains("value=\"&lt;b&gt;\""))
            #expect(try await office.get("/figures?by=nonsense").status == 422)
            #expect(try await office.get("/figures?period=days&from=1990-01-01&to=1990-02-01").status == 422)
            let stranger = try await server.browser().get("/figures")
            #expect(stranger.status == 303)
        }
    }
}
