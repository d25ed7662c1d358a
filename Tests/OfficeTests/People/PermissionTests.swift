import Attendance
import Store
import Testing

@testable import Office

@Suite struct PermissionTests {
    private func signedIn(_ roles: Role...) -> SignedIn {
        SignedIn(
            person: PersonID(rawValue: 1), name: "A", position: "B", roles: Set(roles),
            school: SchoolID(rawValue: 1))
    }

    @Test(arguments: [Role.governor, .trust, .ceo, .localAuthority])
    func aggregatesAreAllThatAGovernorOrTrustOfficerSees(_ role: Role) {
        #expect(Permission.of(role) == [.seeAggregates])
        #expect(signedIn(role).seesOnlyAggregates)
    }

    @Test func aTeacherTakesRegistersAndAsksButDoesNotAmendOrSeeReasons() {
        let teacher = signedIn(.teacher)
        #expect(teacher.may(.takeRegister) && teacher.may(.requestAmendment) && teacher.may(.seeFigures))
        for permission in [
            Permission.amend, .takeAnyRegister, .seeReasons, .seeFlags, .seeContacts, .seeSensitiveCodes,
            .editRoll, .closures, .importFiles, .manageStaff, .administer,
        ] {
            #expect(!teacher.may(permission), "\(permission)")
        }
    }

    @Test func custodyIsForThoseWhoNeedToKnow() {
        let mayKnow = Set(Role.allCases.filter { signedIn($0).may(.seeSensitiveCodes) })
        #expect(
            mayKnow == [.attendanceOfficer, .attendanceLead, .headteacher, .deputyHeadteacher, .dsl])
    }

    @Test func rolesAddUp() {
        let both = signedIn(.teacher, .governor)
        #expect(both.may(.takeRegister) && both.may(.seeAggregates))
        #expect(!both.seesOnlyAggregates)
    }

    @Test func aSupplyTeacherTakesRegistersWhateverElseTheirRoleSays() {
        var supply = signedIn(.supplyTeacher, .office)
        supply.only = OnlyRegisters(registers: [RegisterID(rawValue: 5)], day: CalendarDate("2025-11-20")!)
        #expect(Permission.allCases.filter { supply.may($0) } == [.takeRegister])
        #expect(supply.only?.covers(RegisterID(rawValue: 5), on: CalendarDate("2025-11-20")!) == true)
        #expect(supply.only?.covers(RegisterID(rawValue: 6), on: CalendarDate("2025-11-20")!) == false)
        #expect(supply.only?.covers(RegisterID(rawValue: 5), on: CalendarDate("2025-11-21")!) == false)
    }

    @Test func theArrivalsDeskNotesArrivalsAndNothingElse() {
        #expect(Permission.of(.arrivalsDesk) == [.recordArrivals])
        #expect(Permission.of(.contact).isEmpty)
    }

    @Test func everyPermissionIsSomebodysAndARefusalSaysWhose() throws {
        for permission in Permission.allCases {
            #expect(!Permission.roles(that: permission).isEmpty, "\(permission)")
        }
        #expect(
            throws: OfficeError.notAllowed(
                "You may not see sensitive codes. These may: attendance officer, attendance lead, designated "
                    + "safeguarding lead, headteacher, deputy headteacher.")
        ) { try signedIn(.office).require(.seeSensitiveCodes) }
    }

    @Test func theOperatorMayDoAllAndIsNobodysRole() {
        let op = SignedIn.operator(at: SchoolID(rawValue: 1))
        #expect(Permission.allCases.allSatisfy { op.may($0) })
        #expect(op.isOperator)
        #expect(!signedIn(.administrator, .headteacher).isOperator)
    }
}
