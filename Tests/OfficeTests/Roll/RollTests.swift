import Attendance
import Store
import Testing

@testable import Office

extension TestSchool {
    /// A registration group; 8B is the one that is there.
    func group(_ name: String = "8B", year: Int = 2025) async throws -> GroupID {
        let id = id
        let found = try await office.store.read {
            try $0.group(named: name, kind: .registration, in: AcademicYear(startingIn: year), school: id)
        }
        return try #require(found?.id)
    }

    /// The forenames on a register, by surname and forename.
    func onRegister(_ name: String, _ session: String) async throws -> [String] {
        let id = id
        return try await office.store.read { transaction throws in
            let session = Self.session(session)
            guard let register = try transaction.register(named: name, in: session, school: id) else {
                return []
            }
            return try transaction.roster(of: register, in: session, school: id).map(\.forename)
        }
    }

    func record(_ pupil: PupilID) async throws -> Pupil {
        let id = id
        return try #require(try await office.store.read { try $0.pupil(pupil, school: id) })
    }

    func details(_ name: String) async throws -> PupilDetails { try await record(pupil(name)).details }
}

@Suite struct AdmittingTests {
    private let today = CalendarDate("2025-11-20")!

    private func starter(_ forename: String, group: GroupID?, on day: CalendarDate) -> NewPupil {
        NewPupil(
            details: PupilDetails(surname: "Zephyr", forename: forename, born: CalendarDate("2013-02-03")),
            starts: day, yearGroup: YearGroup(number: 8), registrationGroup: group)
    }

    @Test func aStarterEnteredAtTenToNineIsOnTheNineOClockRegister() async throws {
        let school = try await TestSchool(at: "2025-11-20T08:50")
        let new = starter("Nia", group: try await school.group(), on: today)

        let nia = try await school.office.admit(new, by: school.officeStaff).id

        #expect(try await school.onRegister("8B", "2025-11-20 AM").last == "Nia")
        #expect(try await !school.onRegister("8B", "2025-11-19 PM").contains("Nia"))
        school.set("2025-11-20T09:05")
        let taking = try await school.office.take(
            [TakenMark(pupil: nia, code: "/")], register: "8B", in: TestSchool.session("2025-11-20 AM"),
            submit: false, by: school.officeStaff)
        #expect(taking.stored.count == 1)
    }

    @Test func aStarterWithoutAGroupIsOnTheOfficesRegister() async throws {
        let school = try await TestSchool()
        _ = try await school.office.admit(starter("Nia", group: nil, on: today), by: school.officeStaff)
        #expect(try await school.onRegister("Office", "2025-11-20 AM") == ["Nia"])
        #expect(try await school.onRegister("Office", "2025-11-19 PM") == [])
    }

    @Test func everythingThatIsWrongIsSaidAtOnce() async throws {
        let school = try await TestSchool()
        var new = starter(" ", group: nil, on: CalendarDate("2024-11-20")!)
        new.details.upn = "nonsense"
        new.details.sex = "X"
        new.details.born = today + 1
        await #expect {
            _ = try await school.office.admit(new, by: school.officeStaff)
        } throws: { error in
            guard case .invalid(let problems) = error as? OfficeError else { return false }
            return Set(problems.map(\.field)) == ["Forename", "UPN", "Sex", "DOB", "EntryDate"]
        }
    }

    @Test func aUPNThatSomebodyHasIsRefusedByTheirName() async throws {
        let school = try await TestSchool()
        var new = starter("Nia", group: nil, on: today)
        new.details.upn = try await school.details("Ada").upn
        await #expect(throws: OfficeError.invalid("UPN", "Ada Test has that already.")) {
            _ = try await school.office.admit(new, by: school.officeStaff)
        }
    }

    @Test func aWrongCheckLetterIsKeptWithAWarning() async throws {
        let school = try await TestSchool()
        var new = starter("Nia", group: nil, on: today)
        let right = try #require(UPN.make(la: 999, establishment: 4000, year: 20, serial: 77)).text
        new.details.upn = (right.hasPrefix("A") ? "B" : "A") + right.dropFirst()
        let edit = try await school.office.admit(new, by: school.officeStaff)
        #expect(edit.warnings.map(\.field) == ["UPN"])
    }

    @Test func aTeacherDoesNotAdmitAndAGroupOfNobodysIsNotFound() async throws {
        let school = try await TestSchool()
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.admit(starter("Nia", group: nil, on: today), by: school.teacher)
        }
        await #expect(throws: OfficeError.notFound("There is no such registration group.")) {
            _ = try await school.office.admit(
                starter("Nia", group: GroupID(rawValue: 424_242), on: today), by: school.officeStaff)
        }
    }

    @Test func aStartIsPutOffUnlessTheNameWasOnATakenRegister() async throws {
        let school = try await TestSchool()
        let office = school.office
        let group = try await school.group()
        let nia = try await office.admit(starter("Nia", group: group, on: today), by: school.officeStaff).id

        try await office.changeStart(of: nia, from: today, to: today + 4, by: school.officeStaff)
        #expect(try await !school.onRegister("8B", "2025-11-21 AM").contains("Nia"))
        #expect(try await school.onRegister("8B", "2025-11-24 AM").contains("Nia"))
        try await office.changeStart(of: nia, from: today + 4, to: today, by: school.officeStaff)
        #expect(try await school.onRegister("8B", "2025-11-20 AM").contains("Nia"))

        _ = try await office.take(
            [TakenMark(pupil: nia, code: "/")], register: "8B", in: TestSchool.session("2025-11-20 AM"),
            submit: false, by: school.officeStaff)
        await #expect(throws: OfficeError.self) {
            try await office.changeStart(of: nia, from: today, to: today + 1, by: school.officeStaff)
        }
    }

    @Test func aPupilWhoLeftComesBackAsAStayOfItsOwn() async throws {
        let school = try await TestSchool()
        let office = school.office
        let ada = school.pupil("Ada")
        let left = CalendarDate("2025-11-14")!
        try await office.delete(
            ada, Deletion(ground: "k", day: left, confirmed: []), by: school.officeStaff)
        await #expect(throws: OfficeError.self) {
            try await office.readmit(
                ada, from: left, yearGroup: YearGroup(number: 8), registrationGroup: nil,
                by: school.officeStaff)
        }

        try await office.readmit(
            ada, from: today, yearGroup: YearGroup(number: 8), registrationGroup: school.group(),
            by: school.officeStaff)

        let record = try await school.record(ada)
        #expect(record.admissions.map(\.from) == [CalendarDate("2025-09-03")!, today])
        #expect(try await school.onRegister("8B", "2025-11-14 PM").contains("Ada"))
        #expect(try await !school.onRegister("8B", "2025-11-17 AM").contains("Ada"))
        #expect(try await school.onRegister("8B", "2025-11-20 AM").contains("Ada"))
    }
}

@Suite struct EditingTests {
    private let today = CalendarDate("2025-11-20")!

    @Test func anEditMakesRollcallMasterOfTheFieldsThatChangedAndOfNoOther() async throws {
        let school = try await TestSchool()
        var details = try await school.details("Ada")
        details.preferredForename = "Addie"
        details.transportRun = " Blue bus "
        let home = Address(lines: " 1 High Street \n\n Anytown ", postcode: "ab1 2cd")

        let edit = try await school.office.editPupil(
            school.pupil("Ada"), to: details, address: home, by: school.officeStaff)

        #expect(Set(edit.changed) == ["PreferredForename", "TransportRun", "Address"])
        let record = try await school.office.record(of: school.pupil("Ada"), by: school.officeStaff)
        #expect(record.ownFields == ["PreferredForename", "TransportRun", "Address"])
        #expect(record.pupil.name == "Addie Test")
        #expect(record.pupil.details.transportRun == "Blue bus")
        #expect(record.pupil.address == Address(lines: "1 High Street\nAnytown", postcode: "AB1 2CD"))
    }

    @Test func theActNamesTheFieldsAndNotWhatTheyHold() async throws {
        let school = try await TestSchool()
        var details = try await school.details("Ada")
        details.surname = "Newname"
        _ = try await school.office.editPupil(
            school.pupil("Ada"), to: details, address: nil, by: school.officeStaff)
        try await school.office.setFlags(
            [.childProtection], of: school.pupil("Ada"), from: today, by: school.officeStaff)

        let acts = try #require(
            try await school.office.record(of: school.pupil("Ada"), by: school.officeStaff).acts)
        #expect(acts.map(\.act.by.name) == ["O Office", "O Office"])
        #expect(
            acts.map(\.act.detail) == [
                #"{"fields":["Flags"],"from":"2025-11-20"}"#, #"{"fields":["Surname"]}"#,
            ])
    }

    @Test func anEditOfNothingMakesNoAct() async throws {
        let school = try await TestSchool()
        let edit = try await school.office.editPupil(
            school.pupil("Ada"), to: school.details("Ada"), address: nil, by: school.officeStaff)
        #expect(edit.changed.isEmpty)
        let record = try await school.office.record(of: school.pupil("Ada"), by: school.officeStaff)
        #expect(record.acts == [] && record.ownFields.isEmpty)
    }

    @Test func twoWhoEditOneRecordDoNotUndoEachOther() async throws {
        let school = try await TestSchool()
        let seen = try await school.details("Ada")
        var (first, second) = (seen, seen)
        first.sex = "F"
        second.surname = "Other"
        let ada = school.pupil("Ada")
        _ = try await school.office.editPupil(
            ada, to: first, address: nil, basedOn: seen, by: school.officeStaff)
        await #expect {
            _ = try await school.office.editPupil(
                ada, to: second, address: nil, basedOn: seen, by: school.officeStaff)
        } throws: { error in
            if case .conflict = error as? OfficeError { true } else { false }
        }
        #expect(try await school.details("Ada") == first)
    }

    @Test func aPupilWhoIsNotOfThisSchoolIsNotFound() async throws {
        let school = try await TestSchool()
        let stranger = PupilID(rawValue: 987_654)
        let expected = OfficeError.notFound("There is no such pupil at this school.")
        await #expect(throws: expected) {
            _ = try await school.office.record(of: stranger, by: school.officeStaff)
        }
        await #expect(throws: expected) {
            try await school.office.setFlags([], of: stranger, from: today, by: school.officeStaff)
        }
        await #expect(throws: expected) {
            _ = try await school.office.addContact(
                ContactDetails(forename: "A", surname: "B"), to: stranger, as: ContactLink(priority: 1),
                by: school.officeStaff)
        }
    }

    @Test func aTeacherSeesWhoTheyAreAndNeitherFlagsContactsNorTheirHome() async throws {
        let school = try await TestSchool()
        let ada = school.pupil("Ada")
        try await school.office.setFlags([.childInNeed], of: ada, from: today, by: school.officeStaff)
        _ = try await school.office.editPupil(
            ada, to: school.details("Ada"), address: Address(lines: "1 High Street"), by: school.officeStaff)

        let seen = try await school.office.record(of: ada, by: school.teacher)
        #expect(seen.pupil.name == "Ada Test")
        #expect(seen.pupil.flags.isEmpty && seen.pupil.address == nil)
        #expect(seen.contacts == nil && seen.acts == nil)
        let whole = try await school.office.record(of: ada, by: school.officeStaff)
        #expect(whole.pupil.flags(on: today) == [.childInNeed] && whole.pupil.address != nil)
    }

    @Test func aGovernorSeesNobodysName() async throws {
        let school = try await TestSchool()
        let governor = SignedIn(
            person: PersonID(rawValue: 5), name: "G", position: "Governor", roles: [.governor],
            school: school.id)
        await #expect(throws: OfficeError.self) { _ = try await school.office.roll(on: today, by: governor) }
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.record(of: school.pupil("Ada"), by: governor)
        }
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.searchRoll("Ada", by: governor)
        }
    }

    @Test func aFieldGivenBackIsTheMISsAgain() async throws {
        let school = try await TestSchool()
        let ada = school.pupil("Ada")
        try await school.office.setYearGroup(
            YearGroup(number: 9)!, of: ada, in: AcademicYear(startingIn: 2025), by: school.officeStaff)
        #expect(try await school.office.record(of: ada, by: school.officeStaff).ownFields == ["YearGroup"])
        try await school.office.giveBack(["YearGroup"], of: .pupil, ada.rawValue, by: school.officeStaff)
        #expect(try await school.office.record(of: ada, by: school.officeStaff).ownFields.isEmpty)
    }

    @Test func namesWithMarkupAndQuotesAreKeptAsTheyAre() async throws {
        let school = try await TestSchool()
        var details = try await school.details("Ada")
        details.surname = "<b>O'Neill</b>\"; DROP TABLE pupil;--"
        _ = try await school.office.editPupil(
            school.pupil("Ada"), to: details, address: nil, by: school.officeStaff)
        #expect(try await school.details("Ada").surname == details.surname)
        let found = try await school.office.searchRoll("oneill", by: school.officeStaff)
        #expect(found.map(\.id) == [school.pupil("Ada")])
    }
}
