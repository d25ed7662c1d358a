import Attendance
import Formats
import Store
import Testing

@testable import Office

struct ContactImportTests {
    static let header = "UPN,ContactID,Order,Title,Forename,Surname,Relationship,Phone,Email,CourtOrder\n"

    @Test func `brothers and sisters share a contact, each with their own order`() async throws {
        let school = try await TestSchool()
        let file =
            try await Self.header
            + "\(school.upn("Ada")),C1,1,Mrs,Ngozi,Okafor,PAM,07700 900001,n@example.org,\n"
            + "\(school.upn("Ben")),C1,2,Mrs,Ngozi,Okafor,PAM,07700 900001,n@example.org,\n"
        let report = try await school.importText(.contacts, file)
        #expect(report.problems.kept == [])
        let (ada, ben) = (try await school.contacts("Ada"), try await school.contacts("Ben"))
        #expect(ada.map(\.id) == ben.map(\.id))
        #expect(ada.map(\.link.priority) == [1])
        #expect(ben.map(\.link.priority) == [2])
        let again = try await school.importText(.contacts, file)
        #expect(again.count(.unchanged) == 2)
        #expect(again.batch == nil)
    }

    @Test func `without an id, name and telephone make the same person, however the number is written`()
        async throws
    {
        let school = try await TestSchool()
        try await school.importText(
            .contacts, Self.header + "\(school.upn("Ada")),,1,,Ngozi,Okafor,PAM,07700 900001,,\n")
        let report = try await school.importText(
            .contacts, Self.header + "\(school.upn("Ben")),,1,,Ngozi,Okafor,PAM,+44 7700 900001,,\n")
        #expect(report.count(.changed) == 1)
        #expect(try await school.contacts("Ada").map(\.id) == school.contacts("Ben").map(\.id))
    }

    @Test func `a namesake of whom nothing agrees is a question, put once`() async throws {
        let school = try await TestSchool()
        try await school.importText(
            .contacts, Self.header + "\(school.upn("Ada")),,1,,Ali,Khan,PAF,07700 900001,,\n")
        let other = try await Self.header + "\(school.upn("Ada")),,2,,Ali,Khan,GPF,07700 900002,,\n"
        for _ in 0..<2 {
            #expect(try await school.importText(.contacts, other).count(.asked) == 1)
        }
        #expect(try await school.contacts("Ada").count == 1)
        #expect(try await school.questions(.contactMatch).count == 1)
        // The same name in another family is another person.
        let family = try await school.importText(
            .contacts, Self.header + "\(school.upn("Ben")),,1,,Ali,Khan,PAF,07700 900003,,\n")
        #expect(family.count(.added) == 1)
    }

    @Test func `the office's new telephone number is not undone`() async throws {
        let school = try await TestSchool()
        let file = try await Self.header + "\(school.upn("Ada")),C1,1,,Ngozi,Okafor,PAM,07700 900001,,\n"
        try await school.importText(.contacts, file)
        let contact = try #require(try await school.contacts("Ada").first)
        var details = contact.contact.details
        details.phones = ["07700 900099"]
        _ = try await school.office.editContact(contact.id, to: details, by: school.officeStaff)
        let changed = file.replacing(",07700 900001,", with: ",07700 900002,")
        for _ in 0..<2 {
            #expect(try await school.importText(.contacts, changed).count(.differs) == 1)
        }
        #expect(try await school.contacts("Ada").first?.phones == ["07700 900099"])
        #expect(try await school.questions(.fieldDiffers).count == 1)
    }

    @Test func `what an order bars is kept, and an order that does not say bars everything`() async throws {
        let school = try await TestSchool()
        try await school.importText(
            .contacts,
            Self.header + "\(school.upn("Ada")),C1,1,,Ngozi,Okafor,PAM,,,collection;information\n"
                + "\(school.upn("Ben")),C2,1,,Obi,Okafor,PAF,,,true\n")
        #expect(try await school.contacts("Ada").first?.link.bars == [.collection, .information])
        #expect(try await school.contacts("Ben").first?.link.bars == Set(OrderBar.allCases))
        // A blank clears nothing.
        try await school.importText(
            .contacts, Self.header + "\(school.upn("Ada")),C1,1,,Ngozi,Okafor,PAM,,,\n")
        #expect(try await school.contacts("Ada").first?.link.bars == [.collection, .information])
    }

    @Test func `a contact taken away here is not brought back`() async throws {
        let school = try await TestSchool()
        let file = try await Self.header + "\(school.upn("Ada")),C1,1,,Ngozi,Okafor,PAM,07700 900001,,\n"
        try await school.importText(.contacts, file)
        let contact = try #require(try await school.contacts("Ada").first)
        try await school.office.unlinkContact(
            contact.id, from: school.pupil("Ada"), reason: "asked to be", by: school.officeStaff)
        #expect(try await school.importText(.contacts, file).count(.differs) == 1)
        #expect(try await school.contacts("Ada").isEmpty)
    }

    @Test func `a contact of nobody here applies nothing`() async throws {
        let school = try await TestSchool()
        let report = try await school.importText(
            .contacts,
            Self.header + "\(school.upn("Ada")),C1,1,,Ngozi,Okafor,PAM,,,\n"
                + "\(UPN.make(la: 999, establishment: 4000, year: 20, serial: 700)!.text),C2,1,,A,B,PAM,,,\n")
        #expect(report.errorCount == 1)
        #expect(try await school.contacts("Ada").isEmpty)
    }

    @Test(arguments: [
        ("07700 900001", "07700900001"), ("+44 7700 900001", "07700900001"),
        ("0044 (0)7700 900001", "07700900001"),
    ])
    func `a telephone number is compared by its digits`(written: String, digits: String) {
        #expect(ContactBook.digits(written) == digits)
    }
}
