import Attendance
import Store
import TestBooks
import Testing

@testable import Office

/// A person with a sign-in at the test school.
struct Colleague {
    let person: PersonID
    let name: String
    let password = "three plain words"
}

extension TestSchool {
    /// Puts somebody on the staff who signs in as their forename.
    func colleague(_ forename: String, _ roles: Set<Role>) async throws -> Colleague {
        let details = StaffDetails(
            person: PersonDetails(forename: forename, surname: "Staff"), position: "Member of staff",
            roles: roles)
        let person = try await office.addStaff(
            details, from: CalendarDate("2025-09-01")!, by: .operator(at: id))
        let colleague = Colleague(person: person, name: forename.lowercased())
        let hash = try await Self.hash.value
        try await office.store.writeInstallation { transaction in
            var row = SignInRow(person: person, name: colleague.name)
            row.passwordHash = hash.description
            try transaction.save(row)
        }
        return colleague
    }

    /// One hash for all, since making one takes long on purpose.
    private static let hash = Task { try await PasswordHash.make("three plain words", cost: passwordCost) }

    func signIn(_ colleague: Colleague) async throws -> SignInAnswer {
        try await office.signIn(name: colleague.name, password: colleague.password)
    }

    /// The token of a session that opened; fails the test otherwise.
    func open(_ colleague: Colleague) async throws -> String {
        guard case .opened(let session) = try await signIn(colleague) else {
            throw OfficeError.notFound("no session opened")
        }
        return session.token
    }
}

@Suite(.bothEngines) struct SignInTests {
    @Test func theRightNameAndPasswordOpenASessionWithThePersonsRoles() async throws {
        let school = try await TestSchool()
        let thea = try await school.colleague("Thea", [.teacher, .tutor])

        let token = try await school.open(thea)
        let session = try #require(try await school.office.currentSession(token: token))

        #expect(session.signedIn.person == thea.person)
        #expect(session.signedIn.name == "Thea Staff")
        #expect(session.signedIn.position == "Member of staff")
        #expect(session.signedIn.roles == [.teacher, .tutor])
        #expect(session.signedIn.school == school.id)
        let stored = try await school.office.store.read { transaction throws in
            try transaction.rows("SELECT token_hash FROM sign_in_session") { $0.text(0) }
        }
        #expect(!stored.isEmpty && !stored.contains(token))
    }

    @Test func theNameIsTakenInAnyCaseAndThePasswordExactly() async throws {
        let school = try await TestSchool()
        let thea = try await school.colleague("Thea", [.teacher])
        let office = school.office

        guard case .opened = try await office.signIn(name: " THEA ", password: thea.password) else {
            Issue.record("a name in large letters was refused")
            return
        }
        #expect(try await office.signIn(name: "thea", password: "Three plain words") == .refused)
        #expect(try await office.signIn(name: "nobody", password: thea.password) == .refused)
        #expect(try await office.signIn(name: "", password: "") == .refused)
    }

    @Test func fiveWrongTriesCloseASignInForAMinuteAndFurtherOnesForLonger() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:00")
        let thea = try await school.colleague("Thea", [.teacher])
        let office = school.office
        for _ in 1...4 { #expect(try await office.signIn(name: "thea", password: "wrong") == .refused) }
        guard case .opened = try await school.signIn(thea) else {
            Issue.record("closed after four wrong tries")
            return
        }
        for _ in 1...5 { #expect(try await office.signIn(name: "thea", password: "wrong") == .refused) }

        #expect(try await school.signIn(thea) == .refused)
        school.set("2025-11-20T09:01")
        #expect(try await office.signIn(name: "thea", password: "wrong") == .refused)
        school.set("2025-11-20T09:02")
        #expect(try await school.signIn(thea) == .refused)
        school.set("2025-11-20T09:03")
        #expect(try await school.open(thea).count == 43)
    }

    @Test func waitsGrowFromAMinuteToAnHour() {
        #expect(SignInRule.wait(after: 4) == nil)
        #expect(SignInRule.wait(after: 5) == 60)
        #expect(SignInRule.wait(after: 6) == 120)
        #expect(SignInRule.wait(after: 10) == 1920)
        #expect(SignInRule.wait(after: 11) == 3600)
        #expect(SignInRule.wait(after: 4_000) == 3600)
    }

    @Test func aSessionEndsAfterHalfAnHourUnusedAndAfterTwelveHoursWhateverHappens() async throws {
        let school = try await TestSchool(at: "2025-11-20T08:00")
        let token = try await school.open(school.colleague("Thea", [.teacher]))
        let office = school.office

        for time in ["08:29", "08:58", "09:27", "09:56"] {
            school.set("2025-11-20T\(time)")
            #expect(try await office.currentSession(token: token) != nil, "used at \(time)")
        }
        school.set("2025-11-20T10:26")
        #expect(try await office.currentSession(token: token) == nil)

        school.set("2025-11-20T07:00")
        let busy = try await school.open(school.colleague("Tom", [.teacher]))
        for minute in stride(from: 7 * 60 + 20, to: 19 * 60, by: 20) {
            school.set("2025-11-20T\(TimeOfDay(minutes: minute)!)")
            #expect(try await office.currentSession(token: busy) != nil)
        }
        school.set("2025-11-20T19:00")
        #expect(try await office.currentSession(token: busy) == nil)
    }

    @Test func theIdleTimeIsASettingOfTheInstallation() async throws {
        let school = try await TestSchool(at: "2025-11-20T08:00")
        let token = try await school.open(school.colleague("Thea", [.teacher]))
        try await school.office.store.writeInstallation { try $0.set(SignInRule.idleSetting, to: "5") }

        school.set("2025-11-20T08:04")
        #expect(try await school.office.currentSession(token: token) != nil)
        school.set("2025-11-20T08:09")
        #expect(try await school.office.currentSession(token: token) == nil)
    }

    @Test func signingOutEndsOneSessionAndSigningOutEverywhereTheOthersToo() async throws {
        let school = try await TestSchool()
        let office = school.office
        let thea = try await school.colleague("Thea", [.teacher])
        let (first, second, third) = (
            try await school.open(thea), try await school.open(thea), try await school.open(thea)
        )

        try await office.signOut(session: first)
        #expect(try await office.currentSession(token: first) == nil)
        let session = try #require(try await office.currentSession(token: second))
        #expect(try await office.sessions(of: session.signedIn, token: second).filter(\.isThis).count == 1)
        try await office.signOutEverywhere(session.signedIn, keeping: second)
        #expect(try await office.currentSession(token: second) != nil)
        #expect(try await office.currentSession(token: third) == nil)
    }

    @Test func somebodyWhoseRolesEndedIsNotSignedInAnyMore() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:00")
        let thea = try await school.colleague("Thea", [.teacher])
        let token = try await school.open(thea)

        try await school.office.endStaff(
            thea.person, after: CalendarDate("2025-11-19")!, by: .operator(at: school.id))

        #expect(try await school.office.currentSession(token: token) == nil)
        #expect(try await school.signIn(thea) == .refused)
    }

    @Test func aClosedSignInOpensNothingUntilItIsOpened() async throws {
        let school = try await TestSchool()
        let office = school.office
        let thea = try await school.colleague("Thea", [.teacher])
        let token = try await school.open(thea)

        try await office.disableSignIn(of: thea.person, by: .operator(at: school.id))
        #expect(try await office.currentSession(token: token) == nil)
        #expect(try await school.signIn(thea) == .refused)

        try await office.enableSignIn(of: thea.person, by: .operator(at: school.id))
        #expect(try await school.open(thea).count == 43)
    }

    @Test func aNewPasswordEndsTheOtherSessionsAndTheOldPassword() async throws {
        let school = try await TestSchool()
        let office = school.office
        let thea = try await school.colleague("Thea", [.teacher])
        let (here, elsewhere) = (try await school.open(thea), try await school.open(thea))
        let signedIn = try #require(try await office.currentSession(token: here)).signedIn

        await #expect(throws: OfficeError.invalid("old", "That is not your password.")) {
            try await office.changePassword(
                from: "not this one", to: "four other plain words", by: signedIn, session: here)
        }
        await #expect(throws: OfficeError.self) {
            try await office.changePassword(from: thea.password, to: "short", by: signedIn, session: here)
        }
        try await office.changePassword(
            from: thea.password, to: "four other plain words", by: signedIn, session: here)

        #expect(try await office.currentSession(token: here) != nil)
        #expect(try await office.currentSession(token: elsewhere) == nil)
        #expect(try await school.signIn(thea) == .refused)
        guard case .opened = try await office.signIn(name: "thea", password: "four other plain words") else {
            Issue.record("the new password was refused")
            return
        }
    }

    @Test(arguments: ["short", "aaaaaaaaaaaa", "password123", "thea staff 12", "Password123"])
    func passwordsThatAnybodyWouldTryFirstAreRefused(_ password: String) {
        #expect(PasswordRule.problem(with: password, of: "thea@school.example") != nil)
    }

    @Test func threeWordsWillDoForAPassword() {
        #expect(PasswordRule.problem(with: "three plain words", of: "thea") == nil)
        #expect(PasswordRule.problem(with: "abcdefghi!", of: "thea") == nil)
        #expect(PasswordRule.problem(with: "abcdefghi", of: "thea") != nil)
    }
}

extension SignInTests {
    @Test func aHashMadeWithOtherParametersIsMadeAnewAtTheNextSignIn() async throws {
        let school = try await TestSchool()
        let thea = try await school.colleague("Thea", [.teacher])
        let stored = { try await school.office.store.read { try $0.signIn(of: thea.person)?.passwordHash } }
        let old = try await PasswordHash.make(
            thea.password, cost: PasswordHash.Cost(log2Rounds: 2, blockSize: 8, parallelism: 1))
        try await school.office.store.writeInstallation { transaction in
            var row = SignInRow(person: thea.person, name: thea.name)
            row.passwordHash = old.description
            try transaction.save(row)
        }
        #expect(try await school.office.signIn(name: "thea", password: "wrong") == .refused)
        #expect(try await stored() == old.description)

        _ = try await school.open(thea)

        #expect(try await stored().flatMap { PasswordHash($0) }?.cost == TestSchool.passwordCost)
        _ = try await school.open(thea)
    }
}
