import Attendance
import Office
import Store
import Testing

@testable import Web

/// Pupils and contacts added and changed by forms.
@Suite struct PupilForms {
    private static let form: [(String, String)] = [
        ("Forename", "Zoë <b>"), ("Surname", "O'Neill'; DROP TABLE pupil;--"), ("DOB", "2013-02-28"),
        ("EntryDate", "2025-11-20"), ("YearGroup", "8"),
    ]

    @Test func aStarterAddedBeforeRegistrationIsOnTheRegister() async throws {
        try await TestServer.run { server in
            try server.school.set("2025-11-20T08:50")
            let office = try await server.browser(of: "office")
            let page = try await office.get("/pupils/new")
            #expect(page.status == 200)
            let csrf = try #require(page.csrf)
            let day = try #require(CalendarDate("2025-11-20"))
            let groups = try await server.school.office.groups(
                on: day, by: try server.school.signedIn("office"))
            let group = try #require(groups.first { $0.name == "8B" })
            let done = try await office.post(
                "/pupils/new", [("csrf", csrf), ("RegGroup", "\(group.id)")] + Self.form)
            #expect(done.status == 303)
            #expect(done.location?.hasPrefix("/pupils/") == true)
            let sheet = try await server.school.office.sheet(
                named: "8B", in: Session(day, .am),
                by: try server.school.signedIn("teacher"))
            #expect(sheet.pupils.contains { $0.line.forename == "Zoë <b>" })
            let roll = try await office.get("/pupils?q=zoe")
            #expect(roll.body.contains("Zoë &lt;b&gt;") && !roll.body.contains("Zoë <b>"))
            #expect(roll.body.contains("DROP TABLE"))
        }
    }

    @Test func whatIsWrongIsSaidAndWhatWasTypedIsKept() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/pupils/new").csrf)
            let answer = try await office.post(
                "/pupils/new",
                [
                    ("csrf", csrf), ("Forename", "<script>alert(1)</script>"), ("DOB", "31/02/2013"),
                    ("UPN", "nonsense"), ("EntryDate", "tomorrow"),
                ])
            #expect(answer.status == 422)
            #expect(answer.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(!answer.body.contains("<script>alert"))
            #expect(
                answer.body.contains("Give the date of birth") && answer.body.contains("Give the first day"))
            let wrong = try await office.post(
                "/pupils/new", [("csrf", csrf), ("UPN", "nonsense"), ("EntryDate", "2025-11-20")])
            #expect(wrong.status == 422 && wrong.body.contains("A UPN is a letter and twelve digits"))
            #expect(try await office.get("/pupils").body.contains("4 pupils on roll"))
        }
    }

    @Test func onlyTheOfficeChangesTheRoll() async throws {
        try await TestServer.run { server in
            let ada = try #require(server.school.pupils["Ada"])
            for name in ["teacher", "governor"] {
                let browser = try await server.browser(of: name)
                let csrf = try #require(try await browser.get("/settings").csrf)
                for path in [
                    "/pupils/new", "/pupils/\(ada)/edit", "/pupils/\(ada)/group", "/pupils/\(ada)/flags",
                    "/pupils/\(ada)/leave", "/pupils/\(ada)/contacts/new", "/paper-set",
                ] {
                    #expect(try await browser.get(path).status == 403, "\(name) \(path)")
                    if path != "/paper-set" {
                        #expect(
                            try await browser.post(path, [("csrf", csrf)]).status == 403, "\(name) \(path)")
                    }
                }
            }
            let office = try await server.browser(of: "office")
            #expect(try await office.get("/pupils/999999/edit").status == 404)
        }
    }

    @Test func twoWhoEditOneRecordLoseNothing() async throws {
        try await TestServer.run { server in
            let ada = try #require(server.school.pupils["Ada"])
            let office = try await server.browser(of: "office")
            let page = try await office.get("/pupils/\(ada)/edit")
            let csrf = try #require(page.csrf)
            let basedOn = try #require(
                page.body.firstMatch(of: /name="basedOn" value="([^"]+)"/).map { String($0.1) })
            func edit(_ name: String) async throws -> TestBrowser.Answer {
                try await office.post(
                    "/pupils/\(ada)/edit",
                    [("csrf", csrf), ("basedOn", basedOn), ("Forename", name), ("Surname", "Okafor")])
            }
            #expect(try await edit("Adaeze").status == 303)
            let second = try await edit("Adanna")
            #expect(second.status == 422)
            #expect(second.body.contains("Somebody else changed") && second.body.contains("Adanna"))
            #expect(try await office.get("/pupils?q=Adaeze").body.contains("Okafor, Adaeze"))
        }
    }

    @Test func contactsStandInTheirOrderWithWhatACourtOrderBars() async throws {
        try await TestServer.run { server in
            let ada = try #require(server.school.pupils["Ada"])
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/pupils/\(ada)/contacts/new").csrf)
            let added = try await office.post(
                "/pupils/\(ada)/contacts/new",
                [
                    ("csrf", csrf), ("Forename", "Ngozi"), ("Surname", "Okafor"),
                    ("Phone", "020 7946 0000\n07700 900123"), ("Order", "1"), ("Relationship", "mother"),
                    ("MayCollect", "no"), ("CourtOrder", "collection"), ("CourtOrder", "information"),
                ])
            #expect(added.status == 303 && added.location == "/pupils/\(ada)/contacts")
            let signedIn = try server.school.signedIn("office")
            let contact = try #require(
                try await server.school.office.record(of: ada, by: signedIn).contacts?.first)
            #expect(contact.phones == ["020 7946 0000", "07700 900123"])
            #expect(contact.link.bars == [.collection, .information])
            #expect(contact.link.mayCollect == false && contact.link.livesWith == nil)

            let path = "/pupils/\(ada)/contacts/\(contact.id)"
            let page = try await office.get(path)
            #expect(page.status == 200 && page.body.contains("07700 900123"))
            let basedOn = try #require(
                page.body.firstMatch(of: /name="basedOn" value="([^"]+)"/).map { String($0.1) })
            let wrong = try await office.post(
                path, [("csrf", csrf), ("basedOn", basedOn), ("Surname", "Okafor"), ("Order", "first")])
            #expect(wrong.status == 422 && wrong.body.contains("Write 1 for whoever is called first"))
            let changed = try await office.post(
                path, [("csrf", csrf), ("basedOn", basedOn), ("Surname", "Eze"), ("Order", "2")])
            #expect(changed.status == 303)
            #expect(
                try await office.post(path + "/remove", [("csrf", csrf), ("reason", " ")]).status == 422)
            #expect(
                try await office.post(path + "/remove", [("csrf", csrf), ("reason", "moved away")]).status
                    == 303)
            let rest = try await server.school.office.record(of: ada, by: signedIn).contacts
            #expect(rest?.isEmpty == true)
        }
    }

    @Test func aPupilLeavesOnlyOnAGroundWithItsConditionsConfirmed() async throws {
        try await TestServer.run { server in
            let ben = try #require(server.school.pupils["Ben"])
            let office = try await server.browser(of: "office")
            let page = try await office.get("/pupils/\(ben)/leave")
            #expect(page.status == 200 && page.body.contains("Regulation 9(1)(a)"))
            let csrf = try #require(page.csrf)
            let none = try await office.post(
                "/pupils/\(ben)/leave", [("csrf", csrf), ("day", "2025-11-20")])
            #expect(none.status == 422)
            let next = try await office.post(
                "/pupils/\(ben)/leave", [("csrf", csrf), ("day", "2025-11-20"), ("ground", "a")])
            let path = try #require(next.location)
            #expect(path == "/pupils/\(ben)/leave/a?day=2025-11-20")
            #expect(try await office.get(path).status == 200)
            let bare = "/pupils/\(ben)/leave/a"
            let refused = try await office.post(bare, [("csrf", csrf), ("day", "2025-11-20")])
            #expect(refused.status == 422)
            let confirmed = (0..<12).map { ("confirmed", "\($0)") }
            let done = try await office.post(
                bare, [("csrf", csrf), ("day", "2025-11-20")] + confirmed)
            #expect(done.status == 303)
            #expect(try await office.get("/pupils?on=2025-11-21").body.contains("3 pupils on roll"))
        }
    }

    @Test func aMoveAndFlagsTakeEffectFromADay() async throws {
        try await TestServer.run { server in
            let dev = try #require(server.school.pupils["Dev"])
            let office = try await server.browser(of: "office")
            let csrf = try #require(try await office.get("/pupils/\(dev)/group").csrf)
            #expect(
                try await office.post(
                    "/pupils/\(dev)/group",
                    [("csrf", csrf), ("group", "none"), ("day", "2025-11-24"), ("year", "9")]
                ).status == 303)
            let record = try await server.school.office.record(
                of: dev, by: try server.school.signedIn("office")
            ).pupil
            let monday = try #require(CalendarDate("2025-11-24"))
            #expect(record.yearGroup(on: monday)?.number == 9)
            #expect(record.registrationGroup(in: Session(monday - 3, .pm)) == "8B")
            #expect(record.registrationGroup(in: Session(monday, .am)) == nil)
            #expect(
                try await office.post(
                    "/pupils/\(dev)/group", [("csrf", csrf), ("group", "none"), ("day", "soon")]
                ).status == 422)
            #expect(
                try await office.post(
                    "/pupils/\(dev)/flags",
                    [("csrf", csrf), ("flag", "eal"), ("flag", "medical"), ("day", "2025-11-20")]
                ).status == 303)
            let roll = try await office.get("/pupils")
            #expect(roll.body.contains("EAL") && roll.body.contains("Medical condition"))
            let teacher = try await server.browser(of: "teacher").get("/pupils")
            #expect(!teacher.body.contains("Medical condition"))
        }
    }

    @Test func thePaperSetHoldsRegistersContactsAndWhoIsOnSite() async throws {
        try await TestServer.run { server in
            let office = try await server.browser(of: "office")
            let page = try await office.get("/paper-set")
            #expect(page.status == 200)
            #expect(page.body.contains("8B") && page.body.contains("Okafor, Cleo"))
            #expect(page.body.contains("Ms R Teacher"))
            #expect(page.body.contains("0 seen, 4 not marked yet"))
            #expect(try await office.get("/paper-set?on=2025-11-22").status == 200)
        }
    }
}
