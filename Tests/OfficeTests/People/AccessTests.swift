import Attendance
import Store
import Testing

@testable import Office

/// First run, invitations, tokens, cover and the staff themselves.
@Suite struct AccessTests {
    private let today = CalendarDate("2025-11-20")!

    @Test func theFirstAdministratorIsMadeByTheCodeOfTheTerminalAndOnlyOnce() async throws {
        let school = try await TestSchool()
        let office = school.office
        let code = try #require(try await office.setUpCode())
        let details = PersonDetails(forename: "Ann", surname: "Admin", email: "ann@school.example")
        let setUp = { (code: String) in
            try await office.setUp(
                code: code, school: school.id, details: details, position: "Network manager",
                signInName: "ann@school.example", password: "three plain words")
        }

        await #expect(throws: OfficeError.self) { _ = try await setUp("AAAA-BBBB-CCCC-DDDD") }
        guard case .opened(let session) = try await setUp(code.lowercased()) else {
            Issue.record("the first administrator was not signed in")
            return
        }
        #expect(try await office.currentSession(token: session.token)?.signedIn.roles == [.administrator])
        #expect(try await office.setUpCode() == nil)
        #expect(try await !office.isFirstRun())
        await #expect(throws: OfficeError.self) { _ = try await setUp(code) }
    }

    @Test func aNewCodeOfTheTerminalTakesThePlaceOfTheOneBefore() async throws {
        let school = try await TestSchool()
        let old = try #require(try await school.office.setUpCode())
        _ = try await school.office.setUpCode()
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.setUp(
                code: old, school: school.id, details: PersonDetails(forename: "Ann", surname: "Admin"),
                position: "Network manager", signInName: "ann", password: "three plain words")
        }
    }

    @Test func anInvitationLetsAPersonChooseAPasswordOnceAndWithinAWeek() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:00")
        let office = school.office
        let op = SignedIn.operator(at: school.id)
        let details = StaffDetails(
            person: PersonDetails(forename: "Thea", surname: "Teach", email: "thea@school.example"),
            position: "Tutor of 8B", roles: [.teacher])
        let person = try await office.addStaff(details, from: today, by: op)
        let invitation = try await office.invite(person, by: op)
        #expect(invitation.signInName == "thea@school.example")

        #expect(
            try await office.accept(
                invitation: "AAAA-BBBB-CCCC", signInName: "thea@school.example", password: "three plain words"
            )
                == .refused)
        guard
            case .opened = try await office.accept(
                invitation: invitation.code, signInName: "Thea@school.example", password: "three plain words")
        else {
            Issue.record("the invitation was refused")
            return
        }
        #expect(
            try await office.accept(
                invitation: invitation.code, signInName: "thea@school.example", password: "others plain words"
            )
                == .refused)

        let again = try await office.invite(person, by: op)
        #expect(
            try await office.signIn(name: "thea@school.example", password: "three plain words") == .refused)
        school.set("2025-11-27T09:00")
        #expect(
            try await office.accept(
                invitation: again.code, signInName: "thea@school.example", password: "three plain words")
                == .refused)
    }

    @Test func aNameIsOnePersonsOnly() async throws {
        let school = try await TestSchool()
        let thea = try await school.colleague("Thea", [.teacher])
        let tom = try await school.colleague("Tom", [.teacher])
        await #expect(
            throws: OfficeError.invalid("signInName", "Somebody else signs in as thea: choose another name.")
        ) {
            _ = try await school.office.invite(
                tom.person, signInName: thea.name, by: .operator(at: school.id))
        }
    }

    @Test func aTokenSpeaksForItsRoleAtItsSchoolUntilItIsEnded() async throws {
        let school = try await TestSchool()
        let office = school.office
        let op = SignedIn.operator(at: school.id)
        let other = try await office.store.writeInstallation {
            try $0.addSchool(slug: "other", name: "Other", isFictional: true)
        }
        let token = try await office.createToken(
            name: "Timetable", role: .office, school: school.id, by: op)
        let everywhere = try await office.createToken(name: "Trust report", role: .trust, school: nil, by: op)

        let signedIn = try #require(try await office.signedIn(token: token, at: school.id))
        #expect(signedIn.name == "Timetable" && signedIn.roles == [.office] && signedIn.person == nil)
        #expect(try await office.signedIn(token: token, at: other) == nil)
        #expect(try await office.signedIn(token: everywhere, at: other)?.roles == [.trust])
        #expect(try await office.signedIn(token: token + "x", at: school.id) == nil)

        let row = try #require(try await office.tokens(by: op).first { $0.name == "Timetable" })
        #expect(row.tokenHash != token)
        try await office.endToken(hash: row.tokenHash, by: op)
        #expect(try await office.signedIn(token: token, at: school.id) == nil)
    }

    @Test func anAdministratorMakesTokensForTheirOwnSchoolOnly() async throws {
        let school = try await TestSchool()
        let admin = SignedIn(
            person: PersonID(rawValue: 9), name: "A", position: "Network manager", roles: [.administrator],
            school: school.id)
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.createToken(name: "All", role: .office, school: nil, by: admin)
        }
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.createToken(
                name: "Mine", role: .office, school: school.id, by: school.officeStaff)
        }
        _ = try await school.office.createToken(name: "Mine", role: .office, school: school.id, by: admin)
    }

    @Test func aColleagueTakesTheRegisterTheyWereGivenThatDayOnly() async throws {
        let school = try await TestSchool()
        let office = school.office
        let thea = try await school.colleague("Thea", [.teacher])
        let token = try await school.open(thea)
        let signedIn = try #require(try await office.currentSession(token: token)).signedIn
        let registers = try await office.registerSetUps(on: today, by: school.officeStaff).map(\.id)
        await #expect(throws: OfficeError.self) {
            try await school.take(["Ada": "/"], by: signedIn)
        }

        try await office.giveRegisters(registers, on: today, to: thea.person, by: school.officeStaff)

        #expect(try await school.take(["Ada": "/"], by: signedIn).stored.count == 1)
        #expect(try await school.history("Ada").last?.act.act.by.name == "Thea Staff")
        school.set("2025-11-21T09:05")
        await #expect(throws: OfficeError.self) {
            try await school.take(["Ada": "/"], in: "2025-11-21 AM", by: signedIn)
        }
        await #expect(throws: OfficeError.self) {
            try await office.giveRegisters(
                registers, on: CalendarDate("2025-11-20")!, to: thea.person, by: school.officeStaff)
        }
    }

    @Test func aRegisterGivenForADayIsTakenBack() async throws {
        let school = try await TestSchool()
        let office = school.office
        let thea = try await school.colleague("Thea", [.teacher])
        let signedIn = try #require(try await office.currentSession(token: school.open(thea))).signedIn
        let registers = try await office.registerSetUps(on: today, by: school.officeStaff)
        try await office.giveRegisters(
            registers.map(\.id), on: today, to: thea.person, by: school.officeStaff)

        for register in registers {
            try await office.takeBackRegister(
                register.id, on: today, from: thea.person, by: school.officeStaff)
        }

        await #expect(throws: OfficeError.self) { try await school.take(["Ada": "/"], by: signedIn) }
    }

    @Test func aSupplyTeacherTakesTheOneGroupsRegistersOnTheOneDayUnderTheirOwnName() async throws {
        let school = try await TestSchool()
        let office = school.office
        let registers = try await office.registerSetUps(on: today, by: school.officeStaff).filter {
            $0.name == "8B"
        }
        let code = try await office.issueSupplySignIn(
            for: registers.map(\.id), on: today, name: "Sid Supply", by: school.officeStaff)

        guard case .opened(let session) = try await office.signInSupply(code: code.code.lowercased()) else {
            Issue.record("the code was refused")
            return
        }
        let signedIn = try #require(try await office.currentSession(token: session.token)).signedIn
        #expect(signedIn.position == "supply teacher" && signedIn.person == nil)
        #expect(try await school.take(["Ada": "/"], submit: true, by: signedIn).stored.count == 1)
        #expect(
            try await school.history("Ada").last?.act.act.by
                == NamedPerson(person: nil, name: "Sid Supply", position: "supply teacher"))
        await #expect(throws: OfficeError.self) { _ = try await office.roll(on: today, by: signedIn) }

        #expect(try await office.signInSupply(code: "AAAA-BBBB") == .refused)
        school.set("2025-11-21T09:05")
        #expect(try await office.signInSupply(code: code.code) == .refused)
        #expect(try await office.currentSession(token: session.token) == nil)
    }

    @Test func aSupplySignInThatTheOfficeEndsIsOverAtOnce() async throws {
        let school = try await TestSchool()
        let office = school.office
        let registers = try await office.registerSetUps(on: today, by: school.officeStaff).map(\.id)
        let code = try await office.issueSupplySignIn(
            for: registers, on: today, name: "Sid Supply", by: school.officeStaff)
        guard case .opened(let session) = try await office.signInSupply(code: code.code) else {
            Issue.record("the code was refused")
            return
        }

        try await office.endSupplySignIn(issuedBy: code.act, by: school.officeStaff)

        #expect(try await office.currentSession(token: session.token) == nil)
        #expect(try await office.signInSupply(code: code.code) == .refused)
    }

    @Test func aSupplyTeacherHasAFullName() async throws {
        let school = try await TestSchool()
        let registers = try await school.office.registerSetUps(on: today, by: school.officeStaff).map(\.id)
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.issueSupplySignIn(
                for: registers, on: today, name: "Supply", by: school.officeStaff)
        }
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.issueSupplySignIn(
                for: [], on: today, name: "Sid Supply", by: school.officeStaff)
        }
    }

    @Test func aNewRoleEndsSessionsSoThatTheNextSignInAsksForWhatItNeeds() async throws {
        let school = try await TestSchool(isFictional: false)
        let office = school.office
        let thea = try await school.colleague("Thea", [.teacher])
        let token = try await school.open(thea)
        let details = StaffDetails(
            person: PersonDetails(forename: "Thea", surname: "Staff"), position: "Attendance lead",
            roles: [.teacher, .attendanceLead])

        try await office.changeStaff(thea.person, to: details, from: today, by: .operator(at: school.id))

        #expect(try await office.currentSession(token: token) == nil)
        guard case .needsEnrolment = try await school.signIn(thea) else {
            Issue.record("no second factor was asked for")
            return
        }
    }

    @Test func theLastAdministratorStays() async throws {
        let school = try await TestSchool()
        let office = school.office
        let op = SignedIn.operator(at: school.id)
        let ann = try await school.colleague("Ann", [.administrator])
        let plain = StaffDetails(
            person: PersonDetails(forename: "Ann", surname: "Staff"), position: "Teacher", roles: [.teacher])

        await #expect(throws: OfficeError.self) {
            try await office.changeStaff(ann.person, to: plain, from: today, by: op)
        }
        await #expect(throws: OfficeError.self) {
            try await office.endStaff(ann.person, after: today, by: op)
        }

        _ = try await school.colleague("Bob", [.administrator])
        try await office.changeStaff(ann.person, to: plain, from: today, by: op)
    }

    @Test func onlyAnAdministratorMakesAnAdministrator() async throws {
        let school = try await TestSchool()
        let head = SignedIn(
            person: PersonID(rawValue: 9), name: "H", position: "Headteacher", roles: [.headteacher],
            school: school.id)
        let details = StaffDetails(
            person: PersonDetails(forename: "Sam", surname: "Staff"), position: "Office",
            roles: [.administrator])
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.addStaff(details, from: today, by: head)
        }
        var office = details
        office.roles = [.office]
        _ = try await school.office.addStaff(office, from: today, by: head)
    }

    @Test func emailsAndStaffCodesAreOnePersonsOnly() async throws {
        let school = try await TestSchool()
        let op = SignedIn.operator(at: school.id)
        let details = StaffDetails(
            person: PersonDetails(forename: "Sam", surname: "Staff", email: "sam@school.example"),
            code: "SST",
            position: "Teacher", roles: [.teacher])
        _ = try await school.office.addStaff(details, from: today, by: op)
        var other = details
        other.code = nil
        await #expect(throws: OfficeError.invalid("email", "Sam Staff has that email already.")) {
            _ = try await school.office.addStaff(other, from: today, by: op)
        }
        other = details
        other.person.email = nil
        await #expect(throws: OfficeError.invalid("code", "Sam Staff has that staff code already.")) {
            _ = try await school.office.addStaff(other, from: today, by: op)
        }
    }
}
