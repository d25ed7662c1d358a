import Attendance
import Formats
import Store
import Testing

@testable import Office

/// A question that a file raised, settled by taking its word, does what it says; settled by keeping, nothing.
struct TakingTheirWordTests {
    static let header =
        "UPN,Surname,Forename,PreferredForename,DOB,YearGroup,RegGroup,EntryDate,Flags,Address,Postcode\n"
    static let contacts = "UPN,ContactID,Order,Title,Forename,Surname,Relationship,Phone,Email,MayCollect\n"

    private func pupilFile(
        _ school: TestSchool, preferred: String = "", born: String = "2013-01-10", group: String = "8B",
        entry: String = "2025-09-03", flags: String = "", address: String = ""
    ) async throws -> String {
        try await Self.header
            + "\(school.upn("Ada")),Test,Ada,\(preferred),\(born),8,\(group),\(entry),\(flags),\(address),\n"
    }

    private func only(_ school: TestSchool, _ kind: Question.Kind) async throws -> Question {
        let open = try await school.questions(kind)
        #expect(open.count == 1)
        return try #require(open.first)
    }

    // MARK: Groups

    @Test func `a pupil is moved to the group the file has, from the next session nobody has begun`()
        async throws
    {
        let school = try await TestSchool()
        try await school.importText(.pupils, pupilFile(school, group: "8C"))
        let question = try await only(school, .groupChange)
        #expect(question.theirWord.map(\.label) == ["Move to 8C"])

        try await school.office.takeTheirWord(in: question.id, by: school.officeStaff)

        let ada = try await school.found("Ada")
        #expect(ada.registrationGroup(in: TestSchool.session("2025-11-20 AM")) == "8C")
        #expect(ada.registrationGroup(in: TestSchool.session("2025-11-19 PM")) == "8B")
        let sheet = try await school.office.sheet(
            named: "8C", in: TestSchool.session("2025-11-20 AM"), by: school.officeStaff)
        #expect(sheet.pupils.map(\.line.forename) == ["Ada"])
        #expect(try await school.questions(.groupChange).isEmpty)
        let again = try await school.importText(.pupils, pupilFile(school, group: "8C"))
        #expect(again.count(.unchanged) == 1)
    }

    @Test func `a group that changes back and forth is asked about each time, and kept is asked once`()
        async throws
    {
        let school = try await TestSchool()
        for group in ["8C", "8B", "8C"] {
            try await school.importText(.pupils, pupilFile(school, group: group))
            let question = try await only(school, .groupChange)
            try await school.office.takeTheirWord(in: question.id, by: school.officeStaff)
        }
        try await school.importText(.pupils, pupilFile(school, group: "8D"))
        try await school.office.settle(
            only(school, .groupChange).id, code: nil, answer: "kept", by: school.officeStaff)
        try await school.importText(.pupils, pupilFile(school, group: "8D"))
        #expect(try await school.questions(.groupChange).isEmpty)
        #expect(
            try await school.found("Ada").registrationGroup(in: TestSchool.session("2025-11-21 AM")) == "8C")
    }

    // MARK: Fields

    @Test func `a field set here is put as the file has it, and the file is its master again`() async throws {
        let school = try await TestSchool()
        var details = try await school.found("Ada").details
        details.preferredForename = "Addie"
        _ = try await school.office.editPupil(
            school.pupil("Ada"), to: details, address: nil, by: school.officeStaff)
        try await school.importText(.pupils, pupilFile(school, preferred: "Adelaide"))

        try await school.office.takeTheirWord(in: only(school, .fieldDiffers).id, by: school.officeStaff)

        #expect(try await school.found("Ada").details.preferredForename == "Adelaide")
        let next = try await school.importText(.pupils, pupilFile(school, preferred: "Addy"))
        #expect(next.count(.changed) == 1)
        #expect(try await school.found("Ada").details.preferredForename == "Addy")
        #expect(try await school.questions(.fieldDiffers).isEmpty)
    }

    @Test func `flags and an address too`() async throws {
        let school = try await TestSchool()
        let day = CalendarDate("2025-11-20")!
        try await school.office.setFlags(
            [.serviceChild], of: school.pupil("Ada"), from: day, by: school.officeStaff)
        _ = try await school.office.editPupil(
            school.pupil("Ada"), to: school.found("Ada").details, address: Address(lines: "2 Mill Lane"),
            by: school.officeStaff)
        try await school.importText(
            .pupils, pupilFile(school, flags: "fsm", address: "\"1 High Street\nTown\""))
        for question in try await school.questions(.fieldDiffers) {
            try await school.office.takeTheirWord(in: question.id, by: school.officeStaff)
        }
        let ada = try await school.found("Ada")
        #expect(ada.flags(on: day).contains(.freeSchoolMeals))
        #expect(ada.address == Address(lines: "1 High Street\nTown"))
    }

    @Test func `a day of entry with marks before it is refused, and the question stays`() async throws {
        let school = try await TestSchool()
        try await school.importText(.marks, school.marks("Ada,2025-09-03,AM,/"))
        try await school.importText(.pupils, pupilFile(school, entry: "2025-09-08"))
        let question = try await only(school, .fieldDiffers)
        await #expect(throws: OfficeError.self) {
            try await school.office.takeTheirWord(in: question.id, by: school.officeStaff)
        }
        #expect(try await school.found("Ada").admissions.map(\.from) == [CalendarDate("2025-09-03")!])
        #expect(try await school.questions(.fieldDiffers).count == 1)
    }

    // MARK: Contacts

    private func known(_ school: TestSchool) async throws -> PupilContact {
        try await school.importText(
            .contacts, Self.contacts + "\(school.upn("Ada")),,1,,Ali,Khan,PAF,07700 900001,,\n")
        return try #require(try await school.contacts("Ada").first)
    }

    @Test func `a contact who is somebody here gets what the file says, and keeps the telephone`()
        async throws
    {
        let school = try await TestSchool()
        let contact = try await known(school)
        let file =
            try await Self.contacts
            + "\(school.upn("Ada")),,2,Mr,Ali,Khan,PAF,07700 900002,ali@example.org,true\n"
        try await school.importText(.contacts, file)
        let question = try await only(school, .contactMatch)
        #expect(question.theirWord.map(\.contact) == [contact.id, nil])

        try await school.office.takeTheirWord(
            in: question.id, contact: contact.id, by: school.officeStaff)

        let all = try await school.contacts("Ada")
        #expect(all.map(\.id) == [contact.id])
        #expect(all.first?.phones == ["07700 900002", "07700 900001"])
        #expect(all.first?.contact.details.email == "ali@example.org")
        #expect(all.first?.link.priority == 2)
        #expect(all.first?.link.mayCollect == true)
        let again = try await school.importText(.contacts, file)
        #expect(again.count(.asked) == 0)
    }

    @Test func `or is somebody else, who is added`() async throws {
        let school = try await TestSchool()
        let contact = try await known(school)
        let file = try await Self.contacts + "\(school.upn("Ada")),,2,,Ali,Khan,GPF,07700 900002,,\n"
        try await school.importText(.contacts, file)

        try await school.office.takeTheirWord(in: only(school, .contactMatch).id, by: school.officeStaff)

        let all = try await school.contacts("Ada")
        #expect(all.count == 2)
        #expect(all.first?.id == contact.id)
        #expect(all.last?.phones == ["07700 900002"])
        #expect(all.last?.link.relationship == "GPF")
        let again = try await school.importText(.contacts, file)
        #expect(again.count(.asked) == 0)
        #expect(again.count(.added) == 0)
    }

    @Test func `a contact whom nobody offered cannot be chosen`() async throws {
        let school = try await TestSchool()
        _ = try await known(school)
        try await school.importText(
            .contacts, Self.contacts + "\(school.upn("Ada")),,2,,Ali,Khan,GPF,07700 900002,,\n")
        let id = try await only(school, .contactMatch).id
        await #expect(throws: OfficeError.self) {
            try await school.office.takeTheirWord(
                in: id, contact: ContactID(rawValue: 99_999), by: school.officeStaff)
        }
        #expect(try await school.questions(.contactMatch).count == 1)
    }

    @Test func `a contact's telephone that the office set is put as the file has it`() async throws {
        let school = try await TestSchool()
        let file = try await Self.contacts + "\(school.upn("Ada")),C1,1,,Ngozi,Okafor,PAM,07700 900001,,\n"
        try await school.importText(.contacts, file)
        let contact = try #require(try await school.contacts("Ada").first)
        var details = contact.contact.details
        details.phones = ["07700 900099"]
        _ = try await school.office.editContact(contact.id, to: details, by: school.officeStaff)
        let changed = file.replacing(",07700 900001,", with: ",07700 900002,")
        try await school.importText(.contacts, changed)

        try await school.office.takeTheirWord(in: only(school, .fieldDiffers).id, by: school.officeStaff)

        #expect(try await school.contacts("Ada").first?.phones == ["07700 900002"])
        let next = try await school.importText(.contacts, changed.replacing("900002", with: "900003"))
        #expect(next.count(.changed) == 1)
    }

    @Test func `a contact taken away here is one of the pupil's again`() async throws {
        let school = try await TestSchool()
        let file = try await Self.contacts + "\(school.upn("Ada")),C1,1,,Ngozi,Okafor,PAM,07700 900001,,\n"
        try await school.importText(.contacts, file)
        let contact = try #require(try await school.contacts("Ada").first)
        try await school.office.unlinkContact(
            contact.id, from: school.pupil("Ada"), reason: "asked to be", by: school.officeStaff)
        try await school.importText(.contacts, file)

        try await school.office.takeTheirWord(in: only(school, .fieldDiffers).id, by: school.officeStaff)

        #expect(try await school.contacts("Ada").map(\.id) == [contact.id])
        #expect(try await school.importText(.contacts, file).count(.unchanged) == 1)
    }

    // MARK: Who and when

    @Test func `it is an act of whoever chose, and is done once`() async throws {
        let school = try await TestSchool()
        try await school.importText(.pupils, pupilFile(school, group: "8C"))
        let question = try await only(school, .groupChange)
        await #expect(throws: OfficeError.self) {
            try await school.office.takeTheirWord(in: question.id, by: school.teacher)
        }
        try await school.office.takeTheirWord(in: question.id, by: school.officeStaff)
        let (id, asked) = (school.id, question.id)
        let settled = try #require(try await school.office.store.read { try $0.question(asked, school: id) })
        let act = try #require(settled.settledBy)
        let made = try await school.office.store.read { try $0.act(act, school: id) }
        #expect(made?.act.by.name == school.officeStaff.name)
        #expect(made?.act.reason?.contains("file.csv") == true)
        await #expect(throws: OfficeError.self) {
            try await school.office.takeTheirWord(in: asked, by: school.officeStaff)
        }
    }

    @Test func `a question that is not about a mark is not settled by a code`() async throws {
        let school = try await TestSchool()
        try await school.importText(.pupils, pupilFile(school, group: "8C"))
        let id = try await only(school, .groupChange).id
        await #expect(throws: OfficeError.self) {
            try await school.office.settle(id, code: "8C", answer: "", by: school.officeStaff)
        }
        #expect(try await school.questions(.groupChange).count == 1)
    }
}
