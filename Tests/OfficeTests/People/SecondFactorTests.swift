import Attendance
import Store
import Testing

@testable import Office

@Suite struct SecondFactorTests {
    /// RFC 6238, appendix B: the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func codesAreThoseOfTheStandard(_ seconds: Int64, _ code: String) {
        let secret = Secret.base32(Array("12345678901234567890".utf8))
        #expect(secret == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(OneTimeCode(secret: secret).code(at: Instant(seconds: seconds)) == code)
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
    func aCodeIsGoodForTheStepsToEitherSide(_ steps: Int64, _ isGood: Bool) {
        let code = OneTimeCode.new()
        let now = Instant(seconds: 1_763_600_000)
        let typed = code.code(at: now + steps * 30)
        let expected = isGood ? OneTimeCode.step(at: now) + steps : nil
        #expect(code.step(of: typed, at: now, after: nil) == expected)
    }

    @Test func aStepOnceUsedAndThoseBeforeItAreNotUsedAgain() {
        let code = OneTimeCode.new()
        let now = Instant(seconds: 1_763_600_000)
        let step = OneTimeCode.step(at: now)
        #expect(code.step(of: code.code(step: step), at: now, after: step) == nil)
        #expect(code.step(of: code.code(step: step - 1), at: now, after: step) == nil)
        #expect(code.step(of: code.code(step: step + 1), at: now, after: step) == step + 1)
    }

    @Test func theAddressForTheAppNamesTheSchoolAndThePerson() {
        let uri = OneTimeCode(secret: "GEZDGNBV").uri(
            for: "o.office@school.example", issuer: "Rollcall, Ash & Elm")
        #expect(
            uri == "otpauth://totp/Rollcall%2C%20Ash%20%26%20Elm:o.office%40school.example?secret=GEZDGNBV"
                + "&issuer=Rollcall%2C%20Ash%20%26%20Elm&algorithm=SHA1&digits=6&period=30")
    }

    struct Need: Sendable {
        var roles: Set<Role>
        var isFictional = false
        var isNeeded: Bool
    }

    @Test(arguments: [
        Need(roles: [.teacher, .tutor], isNeeded: false), Need(roles: [.office], isNeeded: true),
        Need(roles: [.attendanceLead], isNeeded: true), Need(roles: [.administrator], isNeeded: true),
        Need(roles: [.teacher, .senco], isNeeded: true), Need(roles: [.governor], isNeeded: true),
        Need(roles: [.office], isFictional: true, isNeeded: false),
        Need(roles: [.administrator], isFictional: true, isNeeded: false),
    ])
    func everyRoleButATeachersNeedsAnAppSaveInAFictionalSchool(_ need: Need) async throws {
        let school = try await TestSchool(isFictional: need.isFictional)
        let answer = try await school.signIn(school.colleague("Sam", need.roles))
        switch answer {
        case .opened: #expect(!need.isNeeded)
        case .needsEnrolment: #expect(need.isNeeded)
        default: Issue.record("\(answer)")
        }
    }

    @Test func theSessionBetweenPasswordAndCodeOpensNothingAndTheNextOneHasAnotherToken() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:00", isFictional: false)
        let office = school.office
        let olga = try await school.colleague("Olga", [.office])
        guard case .needsEnrolment(let pending, let code, let name) = try await school.signIn(olga) else {
            Issue.record("no enrolment was asked for")
            return
        }
        #expect(name == "olga")
        #expect(try await office.currentSession(token: pending.token) == nil)
        #expect(try await office.pendingSession(token: pending.token)?.csrf == pending.csrf)
        #expect(try await office.enrolment(pending: pending.token)?.code == code)
        #expect(try await office.confirm(session: pending.token, code: "000000") == .refused)

        guard
            case .opened(let session) = try await office.confirm(
                session: pending.token, code: code.code(at: office.now()))
        else {
            Issue.record("the right code was refused")
            return
        }
        #expect(session.token != pending.token)
        #expect(try await office.pendingSession(token: pending.token) == nil)
        #expect(try await office.currentSession(token: session.token)?.hasSecondFactor == true)

        // From now on a code is asked for, and none twice.
        guard case .needsCode(let second) = try await school.signIn(olga) else {
            Issue.record("no code was asked for")
            return
        }
        #expect(try await office.enrolment(pending: second.token) == nil)
        #expect(
            try await office.confirm(session: second.token, code: code.code(at: office.now())) == .refused)
        school.set("2025-11-20T09:01")
        guard
            case .opened = try await office.confirm(session: second.token, code: code.code(at: office.now()))
        else {
            Issue.record("the next code was refused")
            return
        }
    }

    @Test func wrongCodesCountTowardsTheWaitThoughThePasswordIsRight() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:00", isFictional: false)
        let office = school.office
        let olga = try await school.colleague("Olga", [.office])
        guard case .needsEnrolment(let pending, let code, _) = try await school.signIn(olga) else {
            Issue.record("no enrolment was asked for")
            return
        }
        for _ in 1...3 { _ = try await office.confirm(session: pending.token, code: "000000") }
        _ = try await school.signIn(olga)
        for _ in 1...2 { _ = try await office.confirm(session: pending.token, code: "000000") }

        #expect(
            try await office.confirm(session: pending.token, code: code.code(at: office.now())) == .refused)
        #expect(try await school.signIn(olga) == .refused)
    }

    @Test func theSessionThatWaitsForACodeIsOverAfterTenMinutes() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:00", isFictional: false)
        let office = school.office
        guard
            case .needsEnrolment(let pending, let code, _) = try await school.signIn(
                school.colleague("Olga", [.office]))
        else {
            Issue.record("no enrolment was asked for")
            return
        }
        school.set("2025-11-20T09:10")
        #expect(try await office.pendingSession(token: pending.token) == nil)
        #expect(
            try await office.confirm(session: pending.token, code: code.code(at: office.now())) == .refused)
    }

    @Test func aTeacherMaySetUpAnAppAndIsAskedForCodesFromThenOn() async throws {
        let school = try await TestSchool(isFictional: false)
        let office = school.office
        let thea = try await school.colleague("Thea", [.teacher])
        let session = try #require(try await office.currentSession(token: school.open(thea)))
        let (code, _) = try await office.beginSecondFactor(by: session.signedIn)
        guard case .opened = try await school.signIn(thea) else {
            Issue.record("an app that is not confirmed was asked for")
            return
        }
        await #expect(throws: OfficeError.self) {
            try await office.confirmSecondFactor(code: "000000", by: session.signedIn)
        }
        try await office.confirmSecondFactor(code: code.code(at: office.now()), by: session.signedIn)
        guard case .needsCode = try await school.signIn(thea) else {
            Issue.record("no code was asked for")
            return
        }

        try await office.forgetSecondFactor(of: thea.person, by: .operator(at: school.id))
        guard case .opened = try await school.signIn(thea) else {
            Issue.record("a code of the lost telephone was asked for")
            return
        }
    }
}
