import Attendance
import Store
import Testing

@testable import Office

@Suite struct RolloverTests {
    private let year = AcademicYear(startingIn: 2026)
    private let first = CalendarDate("2026-09-03")!
    private let y8 = YearGroup(number: 8)!
    private let y9 = YearGroup(number: 9)!

    private static let nextCalendar = """
        format: 1
        academic-year: 2026/27
        terms:
          - {name: Autumn, from: 2026-09-03, to: 2026-12-18, half-term: {from: 2026-10-26, to: 2026-10-30}}
        """

    /// In July: four pupils of Year 8 in 8B, whose tutor takes the mornings until the end of term, as a file has it;
    /// one of Year 11 in 11A.
    private func school() async throws -> (TestSchool, Colleague, PupilID) {
        let school = try await TestSchool(at: "2026-07-16T10:00")
        try await school.office.addCalendar(
            SourceFile(name: "2026-27.yaml", text: Self.nextCalendar), school: school.id, by: .system)
        let thea = try await school.colleague("Thea", [.tutor])
        let id = school.id
        let group = try await school.group()
        let leaver = try await school.office.store.write(id) { transaction in
            let start = CalendarDate("2025-09-03")!
            for register in try transaction.registers(of: group, on: start, school: id) {
                try transaction.endRegister(register.id, after: start - 1, school: id)
            }
            let tutor = try transaction.addRegister(
                named: "8B", half: .am, group: group, room: "B2", precedence: .named, from: start,
                to: CalendarDate("2026-07-16"), school: id)
            try transaction.addTaker(
                .person(thea.person), of: tutor, from: start, to: CalendarDate("2026-07-16"), by: nil,
                school: id)
            let top = try transaction.addGroup(
                named: "11A", kind: .registration, year: AcademicYear(startingIn: 2025), school: id)
            let leaver = try transaction.addPupil(
                PupilDetails(surname: "Top", forename: "Lee", born: CalendarDate("2010-02-02")), school: id)
            try transaction.admit(leaver, from: start, school: id)
            try transaction.setYearGroup(
                YearGroup(number: 11)!, of: leaver, in: AcademicYear(startingIn: 2025), school: id)
            try transaction.join(top, leaver, from: Session(start, .am), school: id)
            try transaction.ensureOfficeRegisters(from: start, by: nil, school: id)
            return leaver
        }
        return (school, thea, leaver)
    }

    private func suggested(_ school: TestSchool) async throws -> Rollover {
        try await school.office.suggestRollover(to: year, firstDay: first, by: school.officeStaff)
    }

    @Test(arguments: [
        ("7A", "8A"), ("10.2", "11.2"), ("RB", "1B"), ("R", "1"), ("Year 3 Oak", "Year 4 Oak"),
        ("Oak", "Oak"),
        ("Robins", "Robins"),
    ])
    func aGroupsNameGoesUpAYear(_ name: String, _ next: String) {
        #expect(Office.nextName(name) == next)
    }

    @Test func theSuggestionTakesGroupsUpAndTheHighestYearOut() async throws {
        let (school, _, _) = try await school()
        let suggestion = try await suggested(school)
        #expect(suggestion.leavingYears == [YearGroup(number: 11)!])
        #expect(Set(suggestion.groups.map(\.name)) == ["9B", nil])
        #expect(suggestion.newGroups.map(\.name) == ["8B"])
    }

    @Test func theDryRunChangesNothingAndSaysWhatTheActThenDoes() async throws {
        let (school, thea, leaver) = try await school()
        let id = school.id
        let rollover = try await suggested(school)
        let count = {
            try await school.office.store.read { transaction throws in
                try ["act", "group_member", "register", "pupil_year", "pupil_group"].map { table in
                    try transaction.first("SELECT count(*) FROM \(table) WHERE school_id = \(id)") {
                        $0.int(0)
                    }
                }
            }
        }
        let before = try await count()

        let plan = try await school.office.planRollover(rollover, by: school.officeStaff)

        #expect(try await count() == before)
        #expect(plan.up.map(\.pupil.forename) == ["Ada", "Ben", "Cleo", "Dev"])
        #expect(plan.up.allSatisfy { $0.yearGroup == y9 && $0.group == "9B" })
        #expect(plan.leavers.map(\.id) == [leaver])
        #expect(
            plan.groups == [
                RolloverPlan.Group(was: nil, name: "8B", takers: [.role(.office)]),
                RolloverPlan.Group(was: "8B", name: "9B", takers: [.person(thea.person)]),
            ])
        #expect(try await school.office.rollOver(rollover, by: school.officeStaff) == plan)
        #expect(try await count() != before)
    }

    @Test func afterItTheNewRegistersAreCalledAndTheOldOnesStayAsTheyWere() async throws {
        let (school, thea, leaver) = try await school()
        _ = try await school.office.rollOver(suggested(school), by: school.officeStaff)

        #expect(try await school.onRegister("8B", "2026-07-16 AM").count == 4)
        #expect(try await school.onRegister("9B", "2026-09-03 AM") == ["Ada", "Ben", "Cleo", "Dev"])
        #expect(try await school.onRegister("9B", "2026-09-03 PM").count == 4)
        #expect(try await school.onRegister("8B", "2026-09-03 AM") == [])
        #expect(try await school.onRegister("Office", "2026-09-03 AM") == ["Lee"])
        let ada = try await school.record(school.pupil("Ada"))
        #expect(ada.yearGroup(on: first) == y9 && ada.yearGroup(on: CalendarDate("2026-07-16")!) == y8)
        #expect(ada.registrationGroup(in: TestSchool.session("2026-07-16 PM")) == "8B")
        #expect(try await school.record(leaver).isOnRoll(on: first))
        let setUps = try await school.office.registerSetUps(on: first, by: school.officeStaff)
        let tutor = try #require(setUps.first { $0.name == "9B" && $0.register.half == .am })
        #expect(tutor.takers == [.person(thea.person)] && tutor.register.room == "B2")
        #expect(setUps.first { $0.name == "9B" && $0.register.half == .pm }?.takers == [.role(.office)])
    }

    @Test func itIsOneAct() async throws {
        let (school, _, _) = try await school()
        _ = try await school.office.rollOver(suggested(school), by: school.officeStaff)
        let id = school.id
        let acts = try await school.office.store.read { try $0.acts(school: id, kinds: [.rollover]) }
        #expect(acts.map(\.act.by.name) == ["O Office"])
        #expect(
            acts.first?.act.detail
                == #"{"from":"2026-09-03","note":"2026/27: 4 up, 1 leaving, 0 starting"}"#)
        let record = try await school.office.record(of: school.pupil("Ada"), by: school.officeStaff)
        #expect(record.acts?.map(\.id) == acts.map(\.id))
    }

    @Test func aSecondTimeMovesNobodyUpTwice() async throws {
        let (school, _, leaver) = try await school()
        let rollover = try await suggested(school)
        _ = try await school.office.rollOver(rollover, by: school.officeStaff)

        let again = try await school.office.rollOver(rollover, by: school.officeStaff)

        #expect(again.up.isEmpty && again.already.count == 4 && again.leavers.map(\.id) == [leaver])
        let id = school.id
        let groups = try await school.office.store.read {
            try $0.groups(in: AcademicYear(startingIn: 2026), school: id).map(\.name)
        }
        #expect(groups == ["8B", "9B"])
        #expect(try await school.onRegister("9B", "2026-09-03 AM").count == 4)
        #expect(try await school.record(school.pupil("Ada")).yearGroup(on: first) == y9)
    }

    @Test func startersMovesAndThoseWhoRepeatAYearAreDecidedByAPerson() async throws {
        let (school, _, _) = try await school()
        var rollover = try await suggested(school)
        rollover.moves = [school.pupil("Ben"): "8B"]
        rollover.repeating = [school.pupil("Ben")]
        rollover.starters = [
            Rollover.Starter(
                NewPupil(
                    details: PupilDetails(surname: "New", forename: "Nia", born: CalendarDate("2014-03-03")),
                    starts: first + 1, yearGroup: y8), group: "8B")
        ]
        let plan = try await school.office.rollOver(rollover, by: school.officeStaff)

        #expect(plan.starters.map(\.pupil.name) == ["Nia New"])
        #expect(try await school.onRegister("8B", "2026-09-03 AM") == ["Ben"])
        #expect(try await school.onRegister("8B", "2026-09-04 AM") == ["Nia", "Ben"])
        #expect(try await school.record(school.pupil("Ben")).yearGroup(on: first) == y8)
    }

    @Test func aYearGroupThatStartsLaterHasNoSessionsBeforeIt() async throws {
        let (school, _, _) = try await school()
        var rollover = try await suggested(school)
        rollover.laterStarts = [y9: first + 1]
        _ = try await school.office.rollOver(rollover, by: school.officeStaff)

        let rules = try await school.office.school(school.id)
        #expect(!rules.isSession(Session(first, .am), y9) && !rules.isSession(Session(first, .pm), y9))
        #expect(rules.isSession(Session(first + 1, .am), y9))
        #expect(rules.isSession(Session(first, .am), y8))
    }

    @Test func whatIsWrongIsSaidAtOnceAndNothingHappens() async throws {
        let (school, _, _) = try await school()
        var rollover = try await suggested(school)
        rollover.firstDay = CalendarDate("2026-07-01")!
        rollover.moves = [school.pupil("Ben"): "9Z"]
        rollover.groups.append(Rollover.Group(from: GroupID(rawValue: 999_999), name: "9C"))
        rollover.starters = [
            Rollover.Starter(
                NewPupil(details: PupilDetails(surname: "", forename: "Nia"), starts: first, yearGroup: y8),
                group: "7Q")
        ]
        await #expect {
            _ = try await school.office.rollOver(rollover, by: school.officeStaff)
        } throws: { error in
            guard case .invalid(let problems) = error as? OfficeError else { return false }
            return Set(problems.map(\.field)).isSuperset(
                of: ["firstDay", "moves", "groups", "starters.0.Surname", "starters.0.RegGroup"])
        }
        #expect(try await school.onRegister("8B", "2026-07-16 AM").count == 4)
    }

    @Test func aTeacherDoesNotRollTheSchoolOver() async throws {
        let (school, _, _) = try await school()
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.suggestRollover(to: year, firstDay: first, by: school.teacher)
        }
    }
}
