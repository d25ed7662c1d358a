import Attendance
import Store
import Testing

@testable import Office

@Suite struct MovingTests {
    private let year = AcademicYear(startingIn: 2025)
    private let today = CalendarDate("2025-11-20")!

    private func with8A(at moment: String = "2025-11-20T08:40") async throws -> (TestSchool, GroupID) {
        let school = try await TestSchool(at: moment)
        let group = try await school.office.createGroup(
            named: "8A", kind: .registration, in: year, by: school.officeStaff)
        return (school, group)
    }

    private func lesson(_ name: String, _ school: TestSchool, _ pupils: String...) async throws -> GroupID {
        let group = try await school.office.createGroup(
            named: name, kind: .classGroup, in: year, by: school.officeStaff)
        _ = try await school.office.join(
            pupils.map { school.pupil($0) }, class: group, by: school.officeStaff)
        return group
    }

    private func register(_ name: String, _ group: GroupID, _ halves: Set<Session.Half>) -> NewRegister {
        NewRegister(name: name, halves: halves, group: group, takers: [.role(.office)], from: today)
    }

    @Test func aMoveBeforeTheRegisterIsOpenedHoldsFromThisMorning() async throws {
        let (school, group) = try await with8A()
        let from = try await school.office.move([school.pupil("Ada")], to: group, by: school.officeStaff)
        #expect(from == TestSchool.session("2025-11-20 AM"))
        #expect(try await school.onRegister("8A", "2025-11-20 AM") == ["Ada"])
        #expect(try await school.onRegister("8B", "2025-11-20 AM") == ["Ben", "Cleo", "Dev"])
        #expect(try await school.onRegister("8B", "2025-11-19 PM") == ["Ada", "Ben", "Cleo", "Dev"])
    }

    @Test func aMoveInTheMiddleOfTheDayHoldsFromTheNextSession() async throws {
        let (school, group) = try await with8A()
        school.set("2025-11-20T09:05")
        try await school.take(["Ada": "/"])

        let from = try await school.office.move([school.pupil("Ada")], to: group, by: school.officeStaff)

        #expect(from == TestSchool.session("2025-11-20 PM"))
        #expect(try await school.onRegister("8B", "2025-11-20 AM").contains("Ada"))
        #expect(try await school.onRegister("8A", "2025-11-20 PM") == ["Ada"])
    }

    @Test(arguments: [
        ("11:59", "2025-11-20 AM"), ("12:00", "2025-11-20 PM"), ("15:59", "2025-11-20 PM"),
        ("16:00", "2025-11-21 AM"),
    ])
    func aMoveAfterASessionsTimeHoldsFromTheOneAfter(_ time: String, _ expected: String) async throws {
        let (school, group) = try await with8A(at: "2025-11-20T\(time)")
        let from = try await school.office.move([school.pupil("Ada")], to: group, by: school.officeStaff)
        #expect(from == TestSchool.session(expected))
    }

    @Test func aMoveIsNotDatedBack() async throws {
        let (school, group) = try await with8A()
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.move(
                [school.pupil("Ada")], to: group, from: today - 1, by: school.officeStaff)
        }
        let from = try await school.office.move(
            [school.pupil("Ada")], to: group, from: today + 4, by: school.officeStaff)
        #expect(from == TestSchool.session("2025-11-24 AM"))
        #expect(try await school.onRegister("8B", "2025-11-21 PM").contains("Ada"))
        #expect(try await school.onRegister("8A", "2025-11-24 AM") == ["Ada"])
    }

    @Test func aMoveThatIsTakenBackTheSameMorningLeavesThePupilWhereTheyWere() async throws {
        let (school, group) = try await with8A()
        let (ada, old) = (school.pupil("Ada"), try await school.group())
        _ = try await school.office.move([ada], to: group, by: school.officeStaff)
        _ = try await school.office.move([ada], to: old, by: school.officeStaff)
        #expect(try await school.onRegister("8A", "2025-11-20 AM") == [])
        #expect(try await school.onRegister("8B", "2025-11-20 AM").contains("Ada"))
        #expect(try await school.onRegister("8B", "2025-11-19 AM").contains("Ada"))
    }

    @Test func aGroupOfAnotherYearTakesNobody() async throws {
        let school = try await TestSchool(at: "2025-11-20T08:40")
        let next = try await school.office.createGroup(
            named: "9B", kind: .registration, in: year.next, by: school.officeStaff)
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.move([school.pupil("Ada")], to: next, by: school.officeStaff)
        }
    }

    @Test func aLessonsGroupBecomesTheAfternoonRegister() async throws {
        let (school, _) = try await with8A()
        let maths = try await lesson("8x/Ma1", school, "Ada", "Ben")
        let mona = try await school.colleague("Mona", [.teacher])
        var afternoon = register("8x/Ma1", maths, [.pm])
        afternoon.takers = [.person(mona.person)]
        _ = try await school.office.setUpRegister(afternoon, by: school.officeStaff)

        #expect(try await school.onRegister("8B", "2025-11-20 AM") == ["Ada", "Ben", "Cleo", "Dev"])
        #expect(try await school.onRegister("8B", "2025-11-20 PM") == ["Cleo", "Dev"])
        #expect(try await school.onRegister("8x/Ma1", "2025-11-20 PM") == ["Ada", "Ben"])
        school.set("2025-11-20T13:15")
        let session = try await school.office.currentSession(token: school.open(mona))
        let signedIn = try #require(session).signedIn
        let mine = try await school.office.registers(in: TestSchool.session("2025-11-20 PM"), by: signedIn)
        #expect(mine.map(\.register.name) == ["8x/Ma1"])
    }

    @Test func aPupilOnTwoRegistersForOneSessionIsRefused() async throws {
        let (school, _) = try await with8A()
        let maths = try await lesson("8x/Ma1", school, "Ada")
        let english = try await lesson("8x/En1", school, "Ada")
        _ = try await school.office.setUpRegister(register("Maths", maths, [.pm]), by: school.officeStaff)

        await #expect(
            throws: OfficeError.conflict(
                "Ada Test would be on two registers of the afternoon: Maths and English.")
        ) {
            _ = try await school.office.setUpRegister(
                register("English", english, [.am, .pm]), by: school.officeStaff)
        }

        #expect(try await school.onRegister("English", "2025-11-20 AM") == [])
        _ = try await school.office.setUpRegister(register("English", english, [.am]), by: school.officeStaff)
        #expect(try await school.onRegister("English", "2025-11-20 AM") == ["Ada"])
    }

    @Test func joiningAClassThatWouldPutAPupilOnTwoRegistersIsRefused() async throws {
        let (school, _) = try await with8A()
        let maths = try await lesson("8x/Ma1", school, "Ada")
        let english = try await lesson("8x/En1", school, "Ben")
        _ = try await school.office.setUpRegister(register("Maths", maths, [.pm]), by: school.officeStaff)
        _ = try await school.office.setUpRegister(register("English", english, [.pm]), by: school.officeStaff)

        await #expect(throws: OfficeError.self) {
            _ = try await school.office.join([school.pupil("Ada")], class: english, by: school.officeStaff)
        }

        _ = try await school.office.leave([school.pupil("Ada")], class: maths, by: school.officeStaff)
        _ = try await school.office.join([school.pupil("Ada")], class: english, by: school.officeStaff)
        #expect(try await school.onRegister("English", "2025-11-20 PM") == ["Ada", "Ben"])
    }

    @Test func anExamHallHoldsItsPupilsForTheDayInsteadOfTheirOwnRegister() async throws {
        let (school, _) = try await with8A()
        let hall = try await school.office.createGroup(
            named: "Hall", kind: .classGroup, in: year, by: school.officeStaff)
        _ = try await school.office.join(
            [school.pupil("Ada")], class: hall, from: today + 1, to: today + 1, by: school.officeStaff)
        _ = try await school.office.setUpRegister(
            NewRegister(
                name: "Hall", halves: [.am], group: hall, takers: [.role(.office)], from: today + 1,
                to: today + 1, isInstead: true), by: school.officeStaff)
        #expect(try await school.onRegister("Hall", "2025-11-21 AM") == ["Ada"])
        #expect(try await !school.onRegister("8B", "2025-11-21 AM").contains("Ada"))
        #expect(try await school.onRegister("8B", "2025-11-21 PM").contains("Ada"))
        #expect(try await school.onRegister("8B", "2025-11-24 AM").contains("Ada"))
    }

    @Test func aTutorsRegisterTakesThePlaceOfTheGroupsOwnAndGivesItBackWhenItEnds() async throws {
        let (school, _) = try await with8A()
        let thea = try await school.colleague("Thea", [.tutor])
        var tutors = register("8B", try await school.group(), [.am, .pm])
        tutors.takers = [.person(thea.person)]
        let registers = try await school.office.setUpRegister(tutors, by: school.officeStaff)
        let takers = { (day: CalendarDate) in
            try await school.office.registerSetUps(on: day, by: school.officeStaff)
                .filter { $0.name == "8B" }.map(\.takers)
        }
        let office: [[Taker]] = [[.role(.office)], [.role(.office)]]
        let tutor: [[Taker]] = [[.person(thea.person)], [.person(thea.person)]]
        #expect(try await takers(today - 1) == office)
        #expect(try await takers(today) == tutor)

        for register in registers {
            try await school.office.endRegister(register, after: today + 6, by: school.officeStaff)
        }

        #expect(try await takers(today + 6) == tutor)
        #expect(try await takers(today + 7) == office)
        #expect(try await school.onRegister("8B", "2025-11-27 AM").count == 4)
    }

    @Test func takersChangeFromADayOnAndTwoMayShare() async throws {
        let (school, _) = try await with8A()
        let thea = try await school.colleague("Thea", [.tutor]).person
        let tom = try await school.colleague("Tom", [.tutor]).person
        var tutors = register("8B", try await school.group(), [.am])
        tutors.takers = [.person(thea)]
        let id = try await school.office.setUpRegister(tutors, by: school.officeStaff)[0]
        try await school.office.changeRegister(
            id, takers: [.person(thea), .person(tom)], room: "B2", from: today + 4, by: school.officeStaff)
        try await school.office.changeRegister(
            id, takers: [.person(tom)], room: "B2", from: today + 8, by: school.officeStaff)

        let schoolID = school.id
        for (day, people) in [
            (today, [thea]), (today + 4, [thea, tom]), (today + 7, [thea, tom]), (today + 8, [tom]),
        ] {
            let takers = try await school.office.store.read {
                try $0.takers(of: id, on: day, school: schoolID)
            }
            #expect(Set(takers) == Set(people.map { "person:\($0)" }), "\(day)")
        }
        await #expect(throws: OfficeError.self) {
            try await school.office.changeRegister(
                id, takers: [.role(.governor)], room: nil, from: today, by: school.officeStaff)
        }
    }
}
