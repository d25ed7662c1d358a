import Attendance
import Store
import Testing

@testable import Office

@Suite struct ContactTests {
    private func mother(
        _ school: TestSchool, of pupil: String = "Ada", priority: Int = 1
    ) async throws -> ContactID {
        try await school.office.addContact(
            ContactDetails(forename: "Mia", surname: "Test", phones: ["07700 900001"]),
            to: school.pupil(pupil),
            as: ContactLink(priority: priority, relationship: "Mother", hasResponsibility: true),
            by: school.officeStaff)
    }

    private func contacts(_ school: TestSchool, _ pupil: String = "Ada") async throws -> [PupilContact] {
        try #require(
            try await school.office.record(of: school.pupil(pupil), by: school.officeStaff).contacts)
    }

    @Test func aBrotherAndASisterShareOneMotherAndHerNewNumber() async throws {
        let school = try await TestSchool()
        let mother = try await mother(school)
        try await school.office.linkContact(
            mother, to: school.pupil("Ben"), as: ContactLink(priority: 1, relationship: "Mother"),
            by: school.officeStaff)

        let edit = try await school.office.editContact(
            mother,
            to: ContactDetails(
                forename: "Mia", surname: "Test", phones: ["07700 900009", " 07700 900001 ", ""]),
            by: school.officeStaff)

        #expect(edit.changed == ["Phone"])
        for name in ["Ada", "Ben"] {
            #expect(try await contacts(school, name).map(\.phones) == [["07700 900009", "07700 900001"]])
        }
        let (_, pupils) = try await school.office.contact(mother, by: school.officeStaff)
        #expect(pupils.map(\.forename) == ["Ada", "Ben"])
    }

    @Test func theNewNumberIsRollcallsFromThenOn() async throws {
        let school = try await TestSchool()
        let mother = try await mother(school)
        _ = try await school.office.editContact(
            mother, to: ContactDetails(forename: "Mia", surname: "Test", phones: ["07700 900009"]),
            by: school.officeStaff)
        let id = school.id
        let fields = try await school.office.store.read {
            try $0.rollcallFields(of: .contact, mother.rawValue, school: id)
        }
        #expect(fields == ["Phone"])
    }

    @Test func aNewContactInAPlaceThatIsTakenMovesTheOthersDown() async throws {
        let school = try await TestSchool()
        let first = try await mother(school)
        let second = try await mother(school, priority: 2)
        let newFirst = try await mother(school, priority: 1)

        #expect(try await contacts(school).map(\.id) == [newFirst, first, second])
        #expect(try await contacts(school).map(\.link.priority) == [1, 2, 3])
    }

    @Test func whatAnOrderBarsIsKeptForThatPupilOnly() async throws {
        let school = try await TestSchool()
        let father = try await mother(school)
        try await school.office.linkContact(
            father, to: school.pupil("Ben"), as: ContactLink(priority: 1), by: school.officeStaff)

        try await school.office.linkContact(
            father, to: school.pupil("Ada"),
            as: ContactLink(priority: 1, relationship: "Father", bars: [.contact, .collection]),
            by: school.officeStaff)

        let link = try #require(try await contacts(school).first?.link)
        #expect(link.bars == [.contact, .collection] && !link.mayBeTold)
        #expect(try await contacts(school, "Ben").first?.link.mayBeTold == true)
        let record = try await school.office.record(of: school.pupil("Ada"), by: school.officeStaff)
        let detail = try #require(record.acts?.first?.act.detail)
        #expect(detail.contains("CourtOrder") && !detail.contains("collection"))
    }

    @Test func aContactTakenAwayFromOnePupilStaysTheOthers() async throws {
        let school = try await TestSchool()
        let mother = try await mother(school)
        try await school.office.linkContact(
            mother, to: school.pupil("Ben"), as: ContactLink(priority: 1), by: school.officeStaff)
        await #expect(throws: OfficeError.self) {
            try await school.office.unlinkContact(
                mother, from: school.pupil("Ada"), reason: " ", by: school.officeStaff)
        }

        try await school.office.unlinkContact(
            mother, from: school.pupil("Ada"), reason: "Moved abroad", by: school.officeStaff)

        #expect(try await contacts(school).isEmpty)
        #expect(try await contacts(school, "Ben").map(\.id) == [mother])
    }

    @Test func whatIsTypedWrongIsSaidFieldByField() async throws {
        let school = try await TestSchool()
        await #expect {
            _ = try await school.office.addContact(
                ContactDetails(forename: "", surname: " ", phones: ["12"], email: "not an email"),
                to: school.pupil("Ada"), as: ContactLink(priority: 0), by: school.officeStaff)
        } throws: { error in
            guard case .invalid(let problems) = error as? OfficeError else { return false }
            return Set(problems.map(\.field)) == ["Surname", "Phone", "Email", "Order"]
        }
    }

    @Test func aTeacherNeitherSeesNorChangesContacts() async throws {
        let school = try await TestSchool()
        let mother = try await mother(school)
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.contact(mother, by: school.teacher)
        }
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.searchContacts("Mia", by: school.teacher)
        }
        await #expect(throws: OfficeError.self) {
            try await school.office.unlinkContact(
                mother, from: school.pupil("Ada"), reason: "because", by: school.teacher)
        }
        let found = try await school.office.searchContacts("mia te", by: school.officeStaff)
        #expect(found.map(\.id) == [mother])
    }
}
