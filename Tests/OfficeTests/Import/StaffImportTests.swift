import Attendance
import Formats
import Store
import Testing

@testable import Office

struct StaffImportTests {
    static let staff = """
        StaffID,Title,Forename,Surname,Position,Email,Roles
        AOB,Ms,Adaeze,Obi,tutor of 8B,a.obi@example.org,teacher;tutor
        JSM,Mr,John,Smith,,j.smith@example.org,teacher
        """

    private func takers(_ school: TestSchool, _ name: String, _ session: String) async throws -> [String] {
        try await school.office.sheet(
            named: name, in: TestSchool.session(session), by: school.officeStaff
        ).takers
    }

    @Test func `staff come with position, code and roles, and the same file again changes nothing`()
        async throws
    {
        let school = try await TestSchool()
        let report = try await school.importText(.staff, Self.staff)
        #expect(report.problems.kept == [])
        #expect(report.count(.added) == 2)
        let id = school.id
        let member = try await school.office.store.read {
            try $0.staffMember(code: "AOB", on: CalendarDate("2025-11-20")!, school: id)
        }
        #expect(member?.position == "tutor of 8B")
        #expect(member?.roles == [.teacher, .tutor])
        let again = try await school.importText(.staff, Self.staff)
        #expect(again.count(.unchanged) == 2)
        #expect(again.batch == nil)
    }

    @Test func `a position that was changed here is not undone by the next file`() async throws {
        let school = try await TestSchool()
        try await school.importText(.staff, Self.staff)
        let id = school.id
        let day = CalendarDate("2025-11-20")!
        let member = try #require(
            try await school.office.store.read { try $0.staffMember(code: "AOB", on: day, school: id) })
        try await school.office.changeStaff(
            member.id,
            to: StaffDetails(
                person: PersonDetails(
                    title: "Ms", forename: "Adaeze", surname: "Obi", email: "a.obi@example.org"), code: "AOB",
                position: "head of Year 8", roles: [.teacher, .tutor]), from: day, by: school.theOperator)
        let report = try await school.importText(.staff, Self.staff)
        #expect(report.count(.differs) == 1)
        #expect(report.batch == nil)
        let still = try await school.office.store.read {
            try $0.staffMember(code: "AOB", on: day, school: id)
        }
        #expect(still?.position == "head of Year 8")
    }

    @Test func `whoever may not administer makes no administrator by a file`() async throws {
        let school = try await TestSchool()
        var head = school.officeStaff
        head.roles = [.headteacher]
        let file = "StaffID,Forename,Surname,Roles\nX,A,B,administrator\n"
        let report = try await school.importText(.staff, file, by: head)
        #expect(report.errorCount == 1)
        await #expect(throws: OfficeError.self) {
            try await school.importText(.staff, file, by: school.officeStaff)
        }
    }

    @Test func `a register of a group's own name is given to its tutors for their days`() async throws {
        let school = try await TestSchool()
        try await school.importText(.staff, Self.staff)
        let file = """
            Register,Session,StaffID,From,To,Room
            8B,,AOB,2025-09-03,2025-11-19,R4
            8B,AM,JSM,2025-11-20,,R4
            """
        let report = try await school.importText(.registers, file)
        #expect(report.problems.kept == [])
        #expect(report.isApplied)
        let before = try await takers(school, "8B", "2025-11-19 AM")
        let since = try await takers(school, "8B", "2025-11-20 AM")
        #expect(before.count { $0.hasPrefix("person:") } == 1)
        #expect(since.count { $0.hasPrefix("person:") } == 1)
        #expect(before != since)
        #expect(try await takers(school, "8B", "2025-11-20 PM").allSatisfy { !$0.hasPrefix("person:") })
        let again = try await school.importText(.registers, file)
        #expect(again.count(.unchanged) == 2)
        #expect(again.batch == nil)
    }

    @Test func `a class is the afternoon register of those in it`() async throws {
        let school = try await TestSchool()
        try await school.importText(.staff, Self.staff)
        let classes = try await """
        Class,UPN,From,To
        8x/Ma1,\(school.upn("Ada")),2025-09-03,
        8x/Ma1,\(school.upn("Ben")),2025-09-03,2025-11-19
        """
        #expect(try await school.importText(.classes, classes).count(.added) == 2)
        let registers = "Register,Session,StaffID,From,Group\n8x/Ma1,PM,JSM,2025-09-03,8x/Ma1\n"
        let report = try await school.importText(.registers, registers)
        #expect(report.problems.kept == [])
        let sheet = try await school.office.sheet(
            named: "8x/Ma1", in: TestSchool.session("2025-11-20 PM"), by: school.officeStaff)
        #expect(sheet.pupils.map(\.line.forename) == ["Ada"])
        let rest = try await school.office.sheet(
            named: "8B", in: TestSchool.session("2025-11-20 PM"), by: school.officeStaff)
        #expect(rest.pupils.map(\.line.forename) == ["Ben", "Cleo", "Dev"])
        #expect(try await school.importText(.classes, classes).batch == nil)
        #expect(try await school.importText(.registers, registers).batch == nil)
    }

    @Test(arguments: ["8B,AM,XXX,2025-09-03", "9Z,AM,AOB,2025-09-03", "8B,AM,AOB,2019-09-03"])
    func `a register of nobody, of no group or of no known year is refused`(row: String) async throws {
        let school = try await TestSchool()
        try await school.importText(.staff, Self.staff)
        let report = try await school.importText(.registers, "Register,Session,StaffID,From\n\(row)\n")
        #expect(report.errorCount == 1)
        #expect(!report.isApplied)
    }
}
