import Attendance
import Store
import Testing

@testable import Office

@Suite struct ClosingTests {
    @Test func unmarkedPupilsOfASubmittedRegisterBecomeNByTheSystemAtClosingTime() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/"], submit: true)

        school.set("2025-11-20T09:29")
        #expect(try await school.office.closeRegisters(school: school.id) == 0)
        school.set("2025-11-20T10:17")
        #expect(try await school.office.closeRegisters(school: school.id) == 1)

        #expect(try await school.codes() == ["Ada": "/", "Ben": "N", "Cleo": "N", "Dev": "N"])
        let entry = try #require(try await school.history("Ben").last)
        #expect(entry.act.act.by == .system)
        #expect(LondonClock.moment(at: entry.act.act.at).time == TimeOfDay("09:30"))
    }

    @Test func runningTheClockAgainChangesNothing() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/"], submit: true)
        school.set("2025-11-20T09:30")
        try await school.office.closeRegisters(school: school.id)

        #expect(try await school.office.closeRegisters(school: school.id) == 0)

        #expect(try await school.history("Ben").count == 1)
    }

    @Test func inARegisterThatNobodySubmittedPupilsAreMissingNotN() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/"])

        school.set("2025-11-20T11:00")
        try await school.office.closeRegisters(school: school.id)

        #expect(try await school.codes() == ["Ada": "/"])
        let day = CalendarDate("2025-11-20")!
        let figures = try await school.office.figures(FigureQuestion(days: day...day), school: school.id)
        #expect(figures.first?.figures.counts.missing == 3)
        #expect(figures.first?.figures.counts.possible == 1)
    }

    @Test func anUntakenRegisterIsCompletedLateWithTakerSourceAndReason() async throws {
        let school = try await TestSchool(at: "2025-11-20T11:00")
        let marks = [TakenMark(pupil: school.pupil("Ada"), code: "/")]
        let session = TestSchool.session("2025-11-20 AM")

        await #expect(throws: OfficeError.self) {
            try await school.office.completeLate(
                marks, register: "8B", in: session, takenBy: "T Teacher", source: .paper, reason: " ",
                by: school.officeStaff)
        }
        _ = try await school.office.completeLate(
            marks, register: "8B", in: session, takenBy: "T Teacher", source: .paper, reason: "Network down",
            by: school.officeStaff)

        #expect(try await school.codes() == ["Ada": "/", "Ben": "N", "Cleo": "N", "Dev": "N"])
        let sheet = try await school.office.sheet(named: "8B", in: session, by: school.officeStaff)
        #expect(sheet.taken?.enteredAfterwards == true)
        #expect(sheet.taken?.source == "paper")
        #expect(sheet.taken?.takenBy == "T Teacher")
        await #expect(throws: OfficeError.self) {
            try await school.office.completeLate(
                marks, register: "8B", in: session, takenBy: "T Teacher", source: .paper, reason: "Again",
                by: school.officeStaff)
        }
    }
}

@Suite struct AmendingTests {
    private func closedSchool() async throws -> TestSchool {
        let school = try await TestSchool()
        try await school.take(["Ada": "/"], submit: true)
        school.set("2025-11-20T10:00")
        try await school.office.closeRegisters(school: school.id)
        return school
    }

    private func amend(
        _ school: TestSchool, _ name: String, to code: String, reason: String = "Mother rang",
        note: String? = nil,
        granted: String? = nil, session: String = "2025-11-20 AM", by: SignedIn? = nil
    ) async throws {
        try await school.office.amend(
            [
                Amendment(
                    pupil: school.pupil(name), session: TestSchool.session(session), to: code, note: note,
                    grantedOn: granted.flatMap { CalendarDate($0) })
            ], reason: reason, by: by ?? school.officeStaff)
    }

    @Test func anAmendmentKeepsOriginalAmendedReasonDateNameAndPosition() async throws {
        let school = try await closedSchool()

        try await amend(school, "Ben", to: "I", reason: "Mother rang: ill")

        let history = try await school.history("Ben")
        #expect(history.map { $0.code?.text } == ["N", "I"])
        let act = try #require(history.last?.act.act)
        #expect(act.reason == "Mother rang: ill")
        #expect(
            act.by == NamedPerson(person: PersonID(rawValue: 1), name: "O Office", position: "Administrator"))
        #expect(LondonClock.moment(at: act.at) == Moment("2025-11-20T10:00"))
    }

    @Test(arguments: ["", "   "])
    func anAmendmentWithoutAReasonIsRefused(_ reason: String) async throws {
        let school = try await closedSchool()

        await #expect(throws: OfficeError.self) { try await amend(school, "Ben", to: "I", reason: reason) }

        #expect(try await school.codes()["Ben"] == "N")
    }

    @Test func aTeacherAsksAndTheOfficeAmends() async throws {
        let school = try await closedSchool()
        let amendment = Amendment(
            pupil: school.pupil("Ben"), session: TestSchool.session("2025-11-20 AM"), to: "/")
        await #expect(throws: OfficeError.self) {
            try await amend(school, "Ben", to: "/", by: school.teacher)
        }

        try await school.office.requestAmendment(amendment, reason: "He was at the back", by: school.teacher)
        let question = try #require(try await school.office.openQuestions(by: school.officeStaff).first)
        try await school.office.settle(question.id, code: "/", answer: "", by: school.officeStaff)

        #expect(try await school.codes()["Ben"] == "/")
        #expect(try await school.history("Ben").last?.act.act.reason == "He was at the back")
        #expect(try await school.office.openQuestions(by: school.officeStaff).isEmpty)
    }

    @Test func leaveCannotBeGrantedAfterTheSession() async throws {
        let school = try await closedSchool()
        var head = school.officeStaff
        head.roles = [.headteacher]

        await #expect(throws: ActRefused.self) {
            try await amend(school, "Ben", to: "C", granted: "2025-11-12")
        }
        await #expect(throws: OfficeError.self) { try await amend(school, "Ben", to: "C", by: head) }
        await #expect(throws: OfficeError.self) {
            try await amend(school, "Ben", to: "C", granted: "2025-11-21", by: head)
        }
        try await amend(school, "Ben", to: "C", granted: "2025-11-12", by: head)

        #expect(try await school.codes()["Ben"] == "C")
    }

    @Test(arguments: [("2025-11-27T15:30", true), ("2025-11-28T08:00", false)])
    func nIsACorrectionOnlyWithinFiveSchoolDays(_ moment: String, _ isAllowed: Bool) async throws {
        let school = try await closedSchool()
        school.set(moment)

        if isAllowed {
            try await amend(school, "Ada", to: "N", reason: "Marked by mistake")
        } else {
            // The law's rules refuse it before the register does.
            await #expect(throws: ActRefused.self) {
                try await amend(school, "Ada", to: "N", reason: "Marked by mistake")
            }
        }
    }

    @Test func oneOfManyThatCannotBeMadeLeavesAllAsTheyWere() async throws {
        let school = try await closedSchool()
        let session = TestSchool.session("2025-11-20 AM")

        await #expect(throws: OfficeError.self) {
            try await school.office.amend(
                [
                    Amendment(pupil: school.pupil("Ben"), session: session, to: "I"),
                    Amendment(pupil: school.pupil("Cleo"), session: session, to: "Y"),
                ], reason: "Reported", by: school.officeStaff)
        }

        #expect(try await school.codes()["Ben"] == "N")
    }
}

@Suite struct ClosureTests {
    @Test func anUnexpectedClosureFillsThoseExpectedAndCanBeTakenBack() async throws {
        let school = try await TestSchool(at: "2025-11-20T07:40")
        let morning = TestSchool.session("2025-11-20 AM")
        let afternoon = TestSchool.session("2025-11-20 PM")
        try await school.office.plan(
            "D", for: [school.pupil("Cleo")], from: morning, to: afternoon, note: nil, by: school.officeStaff)

        let act = try await school.office.closeSite(
            from: morning, to: afternoon, yearGroups: [], reason: "Snow", by: school.officeStaff)

        #expect(try await school.codes() == ["Ada": "Y4", "Ben": "Y4", "Cleo": "D", "Dev": "Y4"])
        school.set("2025-11-20T16:00")
        let day = morning.date
        let closed = try await school.office.figures(FigureQuestion(days: day...day), school: school.id)
        #expect(closed.first?.figures.counts.possible == 0)
        #expect(closed.first?.figures.counts.missing == 0)

        let undone = try await school.office.undo(act, by: school.officeStaff)

        #expect(undone.left == 0)
        #expect(try await school.codes() == [:])
        let found = try await school.office.store.read { [id = school.id] in
            try $0.verify(school: id, key: nil)
        }
        #expect(found.differences == [])
    }

    @Test func someoneMarkedPresentBeforeTheClosureStaysPresent() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/", "Ben": "N"])

        try await school.office.closeSite(
            from: TestSchool.session("2025-11-20 AM"), to: TestSchool.session("2025-11-20 PM"),
            yearGroups: [],
            reason: "Boiler", by: school.officeStaff)

        #expect(try await school.codes()["Ada"] == "/")
        #expect(try await school.codes()["Ben"] == "Y4")
        #expect(try await school.codes("2025-11-20 PM")["Ada"] == "Y4")
    }

    @Test func aSessionChangedSinceIsLeftWhenAnActIsTakenBack() async throws {
        let school = try await TestSchool(at: "2025-11-20T07:40")
        let session = TestSchool.session("2025-11-20 AM")
        let act = try await school.office.closeSite(
            from: session, to: session, yearGroups: [], reason: "Snow", by: school.officeStaff)
        try await school.office.amend(
            [Amendment(pupil: school.pupil("Ada"), session: session, to: "Y6")], reason: "Health guidance",
            by: school.officeStaff)

        let undone = try await school.office.undo(act, by: school.officeStaff)

        #expect(undone.setBack == 3)
        #expect(undone.left == 1)
        #expect(try await school.codes() == ["Ada": "Y6"])
    }
}
