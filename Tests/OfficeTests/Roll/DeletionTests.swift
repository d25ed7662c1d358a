import Attendance
import Store
import Testing

@testable import Office

@Suite struct DeletionTests {
    private let day = CalendarDate("2025-11-19")!

    /// What is said against it; empty when the pupil was taken off the roll.
    private func problems(
        _ school: TestSchool, _ deletion: Deletion, of name: String = "Ada"
    ) async throws -> [FieldProblem] {
        do {
            try await school.office.delete(school.pupil(name), deletion, by: school.officeStaff)
            return []
        } catch OfficeError.invalid(let problems) {
            return problems
        }
    }

    private func mark(
        _ school: TestSchool, _ name: String, _ codes: [(CalendarDate, AttendanceCode)]
    ) async throws {
        let (id, pupil) = (school.id, school.pupil(name))
        let at = school.office.now()
        let entries = codes.flatMap { day, code in
            Session.Half.allCases.map { NewEntry(pupil: pupil, session: Session(day, $0), code: code) }
        }
        try await school.office.store.write(id) { transaction in
            let act = try transaction.record(Act(.importFile, at: at, by: .system), school: id)
            _ = try transaction.append(entries, by: act, school: id)
        }
    }

    /// The last school days up to 19 November, the earliest first.
    private func schoolDays(_ count: Int, _ school: TestSchool) async throws -> [CalendarDate] {
        let calendars = try await school.office.school(school.id).calendars
        return try calendars.lastSchoolDays(count, endingOn: day)
    }

    @Test func everyGroundOfTheRegulationsIsThere() async throws {
        let school = try await TestSchool()
        let letters = school.office.deletionGrounds(on: day).map(\.letter)
        #expect(letters == "abcdefghijklmno".map { String($0) })
    }

    @Test func eachConditionHasToBeConfirmed() async throws {
        let school = try await TestSchool()
        let deletion = Deletion(ground: "9(1)(a)", day: day, confirmed: [0, 2])
        let problems = try await problems(school, deletion)
        #expect(problems.map(\.field) == ["confirmed"])
        #expect(problems.first?.message.contains("mobile child") == true)
        #expect(try await school.record(school.pupil("Ada")).isOnRoll(on: day + 1))
    }

    @Test func theLastDayCountsAndTheNextDoesNot() async throws {
        let school = try await TestSchool()
        let deletion = Deletion(
            ground: "9(1)(a)", day: day, confirmed: [0, 1, 2], note: "Letter filed", nextSchool: "Elm Academy"
        )
        #expect(try await problems(school, deletion).isEmpty)

        let stay = try #require(try await school.record(school.pupil("Ada")).admissions.first)
        #expect(stay.to == day && stay.ground == "9(1)(a)" && stay.nextSchool == "Elm Academy")
        #expect(try await school.onRegister("8B", "2025-11-19 PM").contains("Ada"))
        #expect(try await !school.onRegister("8B", "2025-11-20 AM").contains("Ada"))
        let record = try await school.office.record(of: school.pupil("Ada"), by: school.officeStaff)
        let act = try #require(record.acts?.first)
        #expect(act.id == stay.deletedBy)
        #expect(act.act.reason == "Registered at another school. Letter filed")
    }

    @Test func onlyANamedPersonWhoSignedInDeletes() async throws {
        let school = try await TestSchool()
        let deletion = Deletion(ground: "k", day: day, confirmed: [])
        for person in [school.teacher, .operator(at: school.id)] {
            await #expect {
                try await school.office.delete(school.pupil("Ada"), deletion, by: person)
            } throws: { error in
                if case .notAllowed = error as? OfficeError { true } else { false }
            }
        }
    }

    @Test func aDayToComeIsNoDeletion() async throws {
        let school = try await TestSchool()
        let tomorrow = Deletion(ground: "k", day: day + 2, confirmed: [])
        #expect(try await problems(school, tomorrow).map(\.field) == ["day"])
        let today = Deletion(ground: "k", day: day + 1, confirmed: [])
        #expect(try await problems(school, today).isEmpty)
    }

    @Test func itIsNotDatedBackBeforeADayThePupilAttended() async throws {
        let school = try await TestSchool()
        try await mark(school, "Ada", [(day - 1, .presentAM), (day, .noReasonYet)])
        let before = Deletion(ground: "k", day: day - 2, confirmed: [])
        #expect(try await problems(school, before).map(\.field) == ["day"])
        let onIt = Deletion(ground: "k", day: day - 1, confirmed: [])
        #expect(try await problems(school, onIt).isEmpty)
    }

    @Test func aGroundThatTheRegulationsDoNotHaveIsRefused() async throws {
        let school = try await TestSchool()
        let deletion = Deletion(ground: "z", day: day, confirmed: [])
        #expect(try await problems(school, deletion).map(\.field) == ["ground"])
    }

    @Test func twentySchoolDaysOfGNOrOAreContinuousAbsence() async throws {
        let school = try await TestSchool()
        let days = try await schoolDays(21, school)
        let codes: [AttendanceCode] = [.noReasonYet, .holidayNotGranted, .otherAbsence]
        // What came before the twenty does not matter.
        try await mark(school, "Ada", [(days[0], .presentAM)])
        try await mark(school, "Ada", days.dropFirst().enumerated().map { ($1, codes[$0 % 3]) })
        let deletion = Deletion(ground: "i", day: day, confirmed: [0, 1, 2, 3])
        #expect(try await problems(school, deletion).isEmpty)
    }

    @Test(arguments: [AttendanceCode.illness, .presentAM, .medicalAppointment])
    func oneSessionWithAnyOtherCodeBreaksTheTwentyDays(_ code: AttendanceCode) async throws {
        let school = try await TestSchool()
        let days = try await schoolDays(20, school)
        try await mark(school, "Ada", days.map { ($0, .noReasonYet) })
        try await mark(school, "Ada", [(days[0], code)])
        let deletion = Deletion(ground: "i", day: day, confirmed: [0, 1, 2, 3])
        #expect(try await problems(school, deletion).map(\.field) == ["ground"])
    }

    @Test func aSessionWithNoMarkBreaksTheTwentyDays() async throws {
        let school = try await TestSchool()
        let days = try await schoolDays(20, school)
        try await mark(school, "Ada", days.dropFirst().map { ($0, .noReasonYet) })
        let deletion = Deletion(ground: "i", day: day, confirmed: [0, 1, 2, 3])
        #expect(try await problems(school, deletion).first?.message.contains("no mark") == true)
    }

    @Test(arguments: [(9, true), (10, false)])
    func nobodyWhoAttendedOnTheTenSchoolDaysIsDeletedAfterLeave(_ back: Int, _ isRefused: Bool) async throws {
        let school = try await TestSchool()
        let days = try await schoolDays(11, school)
        try await mark(school, "Ada", [(days[days.count - 1 - back], .presentAM)])
        let deletion = Deletion(ground: "h", day: day, confirmed: [0, 1, 2, 3])
        #expect(try await problems(school, deletion).isEmpty != isRefused)
    }

    @Test func overCompulsorySchoolAgeIsWorkedOutFromTheDateOfBirth() async throws {
        let school = try await TestSchool(at: "2026-07-16T15:30")
        let deletion = Deletion(ground: "l", day: CalendarDate("2026-07-16")!, confirmed: [0])
        // Dev turned sixteen in May 2025, so that his last day was in June of that year; Ada is thirteen.
        #expect(try await problems(school, deletion).map(\.field) == ["ground"])
        #expect(try await problems(school, deletion, of: "Dev").isEmpty)
    }

    @Test func aDeletionMadeInErrorIsTakenBackAndBothStayInTheBooks() async throws {
        let school = try await TestSchool()
        let ada = school.pupil("Ada")
        _ = try await problems(school, Deletion(ground: "k", day: day, confirmed: []))
        await #expect(throws: OfficeError.self) {
            try await school.office.takeBackDeletion(of: ada, reason: "", by: school.officeStaff)
        }

        try await school.office.takeBackDeletion(of: ada, reason: "Wrong pupil", by: school.officeStaff)

        #expect(try await school.onRegister("8B", "2025-11-20 AM").contains("Ada"))
        let record = try await school.office.record(of: ada, by: school.officeStaff)
        #expect(record.acts?.map(\.act.kind) == [.delete, .delete])
        await #expect(throws: OfficeError.self) {
            try await school.office.takeBackDeletion(of: ada, reason: "Again", by: school.officeStaff)
        }
    }
}
