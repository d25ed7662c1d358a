import Attendance
import Testing

@testable import Formats

@Suite struct ContactFiles {
    @Test func rollcallsOwnFormGivesEveryField() throws {
        let read = try contacts(fixture("rollcall-contacts.csv"))
        #expect(read.problems.isEmpty, "\(read.problems)")
        try #require(read.rows.count == 4)
        let mother = read.rows[0]
        #expect(mother.pupil == PupilReference(upn: ada, admissionNumber: "1001"))
        #expect(mother.contactID == .value("77"))
        #expect(mother.order == .value(1))
        #expect(mother.responsibility == .value(true))
        #expect(mother.phones == [.value("07700 900123"), .blank, .blank])
        #expect(mother.courtOrder == .blank)
        #expect(read.rows[1].phones[0] == .value("07700900124"))
        #expect(read.rows[1].courtOrder == .value(.bars([.collection, .information])))
        #expect(read.rows[2].relationship == .value("PAM"))
        #expect(read.rows[2].interpreter == .value(true))
        #expect(read.rows[2].phones[0] == .value("01632960001"))
        #expect(read.rows[2].courtOrder == .value(.absent))
        #expect(read.rows[3].relationship == .value("SWR"))
    }

    @Test func contactsBesideEachPupil() throws {
        let read = try contacts(fixture("bromcom-flat.csv"))
        #expect(read.errors.isEmpty)
        try #require(read.rows.count == 2)
        #expect(read.rows[0].pupil.upn == ada)
        #expect(read.rows[0].pupil.misID == "5001")
        #expect(read.rows[0].pupil.surname == "Okafor")
        #expect(read.rows[0].order == .value(1))
        #expect(read.rows[0].title == .value("Mrs"))
        #expect(read.rows[0].forename == .value("Ngozi"))
        #expect(read.rows[0].phones[0] == .value("07700900123"))
        #expect(read.rows[0].responsibility == .value(true))
        #expect(read.rows[1].order == .value(2))
        #expect(read.rows[1].surname == .value("Okafor"))
        #expect(read.rows[1].phones[0] == .blank, "a spreadsheet has taken its last digits")
        #expect(read.warnings.contains { $0.problem.contains("7.70E+09") })
    }

    @Test func anOrderThatDoesNotSayWhatItBarsIsUnspecified() throws {
        let read = try contacts(
            csv("UPN,Surname,Court Order\nQ999100125001,Okafor,Y\nQ999100125001,Hale,N\n"))
        #expect(read.rows.map(\.courtOrder) == [.value(.unspecified), .value(.absent)])
        #expect(read.warnings.map(\.line) == [2])
    }

    @Test func mistakesAreToldWithTheirPlace() throws {
        let text = """
            UPN,Surname,Order,LivesWith,Email,CourtOrder
            Q999100125001,Okafor,first,perhaps,nobody,sleeping
            Q999100125001,,1,,,
            ,Okafor,1,,,
            """
        let read = try contacts(csv(text))
        #expect(read.rows.isEmpty)
        #expect(read.errors.map(\.line) == [2, 2, 2, 3, 4])
        #expect(read.warnings.map(\.column) == [36])
    }

    @Test func aWideContactWithoutANameIsRefused() throws {
        let text = "UPN,Contact1Name,Contact1Telephone,Contact2Name\nQ999100125001,,07700900123,Mum\n"
        let read = try contacts(csv(text))
        #expect(read.errors.count == 1)
        #expect(read.rows.isEmpty)
    }

    @Test func aFileWithoutContactsSaysSo() throws {
        let problem = try #require(throws: Problem.self) { try contacts(csv("UPN,Relationship,Order\n")) }
        #expect(problem.problem.contains("Surname"))
    }
}

@Suite struct StaffAndRegisterFiles {
    @Test func staffWithTheirRoles() throws {
        let read = try staff(fixture("rollcall-staff.csv"))
        #expect(read.problems.isEmpty)
        #expect(
            read.rows.map(\.roles) == [
                .value([.tutor, .teacher]), .value([.deputyHeadteacher, .attendanceLead]),
            ])
        #expect(read.rows[1].forename == .value("Siân"))
    }

    @Test func anUnknownRoleIsRefusedWithTheList() throws {
        let read = try staff(csv("StaffID,Surname,Roles\nA,Hale,wizard\n,Hale,\nB,,\n"))
        #expect(read.errors.map(\.line) == [2, 3, 4])
        #expect(read.errors[0].remedy.contains("attendance-officer"))
    }

    @Test func registersOfOneSessionOrBoth() throws {
        let read = try registers(fixture("rollcall-registers.csv"))
        #expect(read.problems.isEmpty)
        #expect(read.rows.map(\.halves) == [[.am], [.pm], [.pm], [.am, .pm]])
        #expect(read.rows.map(\.to) == [.blank, .value(day("2025-12-19")), .blank, .blank])
        #expect(read.rows[3].staffID == .blank)
    }

    @Test func daysInTheWrongOrderAreRefused() throws {
        let read = try registers(
            csv("Register,Session,From,To\n7A,AM,2025-09-03,2025-09-02\n,PM,,\n7A,XM,,\n"))
        #expect(read.errors.map(\.line) == [2, 3, 4])
    }

    @Test func classesWithTheirDays() throws {
        let read = try classes(fixture("rollcall-classes.csv"))
        #expect(read.problems.isEmpty)
        #expect(read.rows.map(\.name) == ["10Y/Ma3", "10Y/Ma3"])
        #expect(read.rows[0].to == .value(day("2026-07-16")))
        #expect(try classes(csv("Class,UPN\n,Q999100125001\n10Y,\n")).errors.map(\.line) == [2, 3])
    }
}
