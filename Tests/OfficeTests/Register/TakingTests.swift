import Attendance
import Store
import TestBooks
import Testing

@testable import Office

@Suite(.bothEngines) struct TakingTests {
    @Test func onlyThePupilsNamedAreTouched() async throws {
        let school = try await TestSchool()

        let taking = try await school.take(["Ada": "/", "Ben": "N"])

        #expect(taking.stored.map(\.code.text).sorted() == ["/", "N"])
        #expect(try await school.codes() == ["Ada": "/", "Ben": "N"])
    }

    @Test func theSameMarkAgainMakesNoEntry() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/"])

        let taking = try await school.take(["Ada": "/"])

        #expect(taking.unchanged.map(\.pupil) == [school.pupil("Ada")])
        #expect(try await school.history("Ada").count == 1)
    }

    @Test func aCorrectionWhileTheRegisterIsOpenNeedsNoReasonAndKeepsBoth() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/"])

        try await school.take(["Ada": "N"])

        #expect(try await school.history("Ada").map { $0.code?.text } == ["/", "N"])
    }

    @Test func twoSavesAtOnceAreBothKept() async throws {
        let school = try await TestSchool()

        async let first = school.take(["Ada": "/"])
        async let second = school.take(["Ben": "/"])
        _ = try await (first, second)

        #expect(try await school.codes() == ["Ada": "/", "Ben": "/"])
    }

    @Test func aMarkForAPupilWhoIsNotOnTheRegisterIsRefused() async throws {
        let school = try await TestSchool()

        let taking = try await school.office.take(
            [
                TakenMark(upn: "X999000000000", code: "/"),
                TakenMark(pupil: PupilID(rawValue: 99_999), code: "/"),
            ],
            register: "8B", in: TestSchool.session("2025-11-20 AM"), submit: false, by: school.officeStaff)

        #expect(taking.refused.count == 2)
        #expect(!taking.isAnythingAccepted)
    }

    @Test func presentIsWrittenForTheHalfOfTheDay() async throws {
        let school = try await TestSchool(at: "2025-11-20T12:50")

        try await school.take(["Ada": "/"], in: "2025-11-20 PM")

        #expect(try await school.codes("2025-11-20 PM") == ["Ada": "\\"])
    }

    @Test(arguments: [
        (0, "L"), (29, "L"), (30, "U"), (45, "U"),
    ])
    func lateGoesByTheTimeOfArrivalNeverByTheButton(_ minutes: Int, _ code: String) async throws {
        let school = try await TestSchool(at: "2025-11-20T09:29")

        _ = try await school.office.take(
            [TakenMark(pupil: school.pupil("Ben"), code: "L", minutesLate: minutes)], register: "8B",
            in: TestSchool.session("2025-11-20 AM"), submit: false, by: school.officeStaff)

        #expect(try await school.codes() == ["Ben": code])
        #expect(try await school.history("Ben").last?.minutesLate == minutes)
    }

    @Test func lateWithoutMinutesTakesThemFromTheClock() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:12")

        try await school.take(["Ben": "L"])

        #expect(try await school.history("Ben").last?.minutesLate == 12)
    }

    @Test func nNeverTakesThePlaceOfAReason() async throws {
        let school = try await TestSchool()
        try await school.take(["Ben": "I"])

        let taking = try await school.take(["Ben": "N"])

        #expect(taking.refused.count == 1)
        #expect(try await school.codes() == ["Ben": "I"])
    }

    @Test func nNeverTakesThePlaceOfAnArrivalAtTheDesk() async throws {
        let school = try await TestSchool(at: "2025-11-20T09:10")
        try await school.office.arrive(
            school.pupil("Ben"), at: TimeOfDay("09:08")!, on: CalendarDate("2025-11-20")!,
            by: school.officeStaff)

        let taking = try await school.take(["Ben": "N"])

        #expect(taking.refused.count == 1)
        #expect(try await school.codes() == ["Ben": "L"])
    }

    @Test func seenInTheRoomBeatsAnyPlanAndAReportBecomesAQuestion() async throws {
        let school = try await TestSchool()
        let session = TestSchool.session("2025-11-20 AM")
        try await school.office.plan(
            "V", for: [school.pupil("Cleo")], from: session, to: session, note: nil, by: school.officeStaff)
        try await school.office.report(
            school.pupil("Ben"), from: session, to: session, reason: "ill", code: "I", toldBy: "mother",
            channel: "phone", by: school.officeStaff)

        try await school.take(["Ben": "/", "Cleo": "/"])

        #expect(try await school.codes() == ["Ben": "/", "Cleo": "/"])
        let open = try await school.office.openQuestions(by: school.officeStaff)
        #expect(open.map(\.kind) == [.presentButReported])
        #expect(open.first?.pupil == school.pupil("Ben"))
    }

    @Test func aPlanIsWrittenDownOnlyWhenTheRegisterIsTaken() async throws {
        let school = try await TestSchool()
        let session = TestSchool.session("2025-11-20 AM")
        try await school.office.plan(
            "V", for: [school.pupil("Cleo")], from: session, to: session, note: nil, by: school.officeStaff)
        #expect(try await school.codes() == [:])

        try await school.take(["Ada": "/"], submit: true)

        #expect(try await school.codes() == ["Ada": "/", "Cleo": "V"])
    }

    @Test func aMarkMadeFromAnOldScreenIsAConflictAndBothAreKeptWhenConfirmed() async throws {
        let school = try await TestSchool()
        try await school.take(["Ben": "N"])
        let session = TestSchool.session("2025-11-20 AM")

        let stale = try await school.office.take(
            [TakenMark(pupil: school.pupil("Ben"), code: "/", basedOn: 0)], register: "8B", in: session,
            submit: false, by: school.officeStaff)
        #expect(stale.conflicts.count == 1)
        #expect(stale.stored.isEmpty)
        let entry = try #require(stale.conflicts.first?.entry)
        let confirmed = try await school.office.take(
            [TakenMark(pupil: school.pupil("Ben"), code: "/", basedOn: entry)], register: "8B", in: session,
            submit: false, by: school.officeStaff)

        #expect(confirmed.stored.count == 1)
        #expect(try await school.history("Ben").count == 2)
    }

    @Test(arguments: [("2025-11-20T09:29", true), ("2025-11-20T09:30", false)])
    func theRegisterClosesAtItsPublishedTime(_ moment: String, _ isOpen: Bool) async throws {
        let school = try await TestSchool(at: moment)

        if isOpen {
            try await school.take(["Ada": "/"])
        } else {
            await #expect(throws: OfficeError.self) { try await school.take(["Ada": "/"]) }
        }
    }

    @Test func aJuneRegisterPostedInNovemberIsRefused() async throws {
        let school = try await TestSchool(at: "2026-06-10T10:00")

        await #expect {
            try await school.take(["Ada": "/"], in: "2025-11-20 AM")
        } throws: { error in
            if case OfficeError.conflict = error { true } else { false }
        }
        #expect(try await school.codes() == [:])
    }

    @Test(arguments: ["2025-11-21 AM", "2025-11-22 AM", "2025-10-28 AM"])
    func noRegisterIsTakenAheadOnASaturdayOrInAHoliday(_ session: String) async throws {
        let school = try await TestSchool(
            at: session.contains("11-21") ? "2025-11-20T09:05" : "\(session.prefix(10))T09:05")

        await #expect(throws: OfficeError.self) { try await school.take(["Ada": "/"], in: session) }
    }

    @Test(arguments: [
        ("B", nil, false), ("B", "Museum", true), ("Y7", nil, false), ("Z", nil, false), ("X", nil, false),
    ])
    func theLawsConditionsOnACodeHold(_ code: String, _ note: String?, _ isTaken: Bool) async throws {
        let school = try await TestSchool()

        let taking = try await school.office.take(
            [TakenMark(pupil: school.pupil("Ada"), code: code, note: note)], register: "8B",
            in: TestSchool.session("2025-11-20 AM"), submit: false, by: school.officeStaff)

        #expect(taking.stored.count == (isTaken ? 1 : 0))
        #expect(taking.refused.count == (isTaken ? 0 : 1))
    }

    @Test func aTeacherEntersOnlyWhatTeachersMay() async throws {
        let school = try await TestSchool()
        try await school.giveToTeacher()

        let taking = try await school.take(["Ada": "/", "Ben": "I"], by: school.teacher)

        #expect(taking.stored.map(\.code.text) == ["/"])
        #expect(taking.refused.count == 1)
    }

    @Test func aTeacherWhoseRegisterItIsNotMayNotOpenIt() async throws {
        let school = try await TestSchool()

        await #expect {
            try await school.take(["Ada": "/"], by: school.teacher)
        } throws: { error in
            if case OfficeError.notAllowed = error { true } else { false }
        }
    }
}

extension TestSchool {
    /// Names the teacher as taker of both of 8B's registers.
    func giveToTeacher() async throws {
        let id = id
        try await office.store.write(id) { transaction in
            for half in Session.Half.allCases {
                let session = Session(CalendarDate("2025-11-20")!, half)
                guard let register = try transaction.register(named: "8B", in: session, school: id) else {
                    continue
                }
                try transaction.addTaker(
                    .person(PersonID(rawValue: 2)), of: register.id, from: CalendarDate("2025-09-03")!,
                    by: nil,
                    school: id)
            }
        }
    }
}
