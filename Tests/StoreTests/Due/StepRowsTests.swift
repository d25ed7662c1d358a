import Attendance
import Store
import TestBooks
import Testing

@Suite("Steps and what people did, in the books", .bothEngines)
struct StepRowsTests {
    private let pupil = PupilID(rawValue: 1001)
    private let raised = Moment("2025-11-13T09:30")!

    private func step(
        _ key: String, by role: RoleName? = RoleName("office"), raised: String = "2025-11-13T09:30"
    )
        -> WrittenStep
    {
        WrittenStep(
            Step(
                key: key, scope: .pupil, kind: .letter, what: "letter-1", to: .parents, by: role,
                decidedBy: RoleName("headteacher"), raised: Moment(raised)!, due: Moment("2025-11-14T23:59")!,
                rule: "five-days", clauses: [ClauseID("SER-8.1"), ClauseID("SER-8.2")], citation: "reg 10",
                because: [], session: Session("2025-11-13 AM"), code: .noReasonYet, content: ["a", "b"],
                enclosed: ["leaflet"]),
            of: pupil, because: "[]")
    }

    @Test("an act comes back as it was recorded, and acts in the order of recording")
    func actsComeBack() async throws {
        let books = try await TemporaryBooks()
        let (school, pupil) = (books.school, pupil)
        let first = PupilAct(
            at: Moment("2025-11-13T10:05")!, did: .call, what: "", to: .priority(1), by: RoleName("office"),
            outcome: "no-answer")
        let second = PupilAct(
            at: Moment("2025-11-13T09:00")!, did: .requestLeave, what: "leave", to: .parents, by: nil,
            outcome: "reached", answer: "yes", reason: "a \"wedding\"",
            about: [CalendarDate("2025-11-13")!, CalendarDate("2025-11-14")!],
            session: Session("2025-11-13 PM"), code: .illness, from: CalendarDate("2025-12-01"),
            until: CalendarDate("2025-12-05"), received: CalendarDate("2025-11-17"),
            details: ["licence": "yes", "targets": "two\nlines"])
        let numbers = try await books.store.write(school) { transaction in
            let act = try transaction.record(Act(.pupilAct, at: .aMondayMorning, by: .tutor), school: school)
            return try [first, second].map { try transaction.add($0, about: pupil, by: act, school: school) }
        }
        try await books.store.read { transaction throws in
            let all = try transaction.pupilActs(of: pupil, school: school)
            #expect(all.map(\.act) == [first, second])
            #expect(all.map(\.number) == numbers)
            #expect(try transaction.pupilActs(after: numbers[0], school: school).map(\.act) == [second])
            #expect(try transaction.pupilActs(of: PupilID(rawValue: 1002), school: school).isEmpty)
        }
    }

    @Test("a step raised twice is there once, as it was first raised")
    func raisedOnce() async throws {
        let books = try await TemporaryBooks()
        let (school, first, later) = (books.school, step("k"), step("k", raised: "2025-11-14T09:30"))
        let news = try await books.store.write(school) { transaction in
            [
                try transaction.raise(first, at: .aMondayMorning, school: school),
                try transaction.raise(later, at: .aMondayMorning, school: school),
            ]
        }
        #expect(news == [true, false])
        #expect(try await books.store.read { try $0.steps(of: pupil, school: school) } == [first])
    }

    @Test("what stands of a step is its last change, and only open ones are a role's work")
    func lastChangeStands() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let steps = [step("a"), step("b"), step("c", by: RoleName("ewo"))]
        try await books.store.write(school) { transaction in
            for step in steps { try transaction.raise(step, at: .aMondayMorning, school: school) }
            let act = try transaction.record(Act(.pupilAct, at: .aMondayMorning, by: .tutor), school: school)
            try transaction.change(
                "a", StepChange(.done, at: self.raised, pupilAct: 7, act: act.id, byName: "A Tutor"),
                at: .aMondayMorning, school: school)
            try transaction.change(
                "b", StepChange(.dropped, at: self.raised, cause: "the pupil is back"), at: .aMondayMorning,
                school: school)
            try transaction.change(
                "b", StepChange(.reopened, at: self.raised), at: .aMondayMorning, school: school)
        }
        try await books.store.read { transaction throws in
            #expect(try transaction.openSteps(school: school).map(\.key) == ["b", "c"])
            #expect(try transaction.openSteps(by: RoleName("ewo"), school: school).map(\.key) == ["c"])
            let standing = try transaction.steps(of: pupil, school: school)
            #expect(standing.map(\.state) == [.done, .open, .open])
            #expect(standing[0].change?.byName == "A Tutor" && standing[0].change?.pupilAct == 7)
            let all = try transaction.standingSteps(school: school)
            #expect(all.count == 3)
            #expect(all["a"]??.state == .done)
            #expect(all["b"] == .some(nil))
            #expect(try transaction.step("c", school: school) == steps[2])
            let days = CalendarDate("2025-11-13")!...CalendarDate("2025-11-13")!
            #expect(try transaction.steps(raisedIn: days, school: school).count == 3)
            let after = CalendarDate("2025-11-14")!...CalendarDate("2025-11-20")!
            #expect(try transaction.steps(raisedIn: after, school: school).isEmpty)
        }
    }

    @Test(
        "nothing of it can be changed or removed",
        arguments: [
            "UPDATE step SET due = ''", "DELETE FROM step", "UPDATE step_change SET cause = ''",
            "DELETE FROM step_change", "UPDATE pupil_event SET reason = ''", "DELETE FROM pupil_event",
        ])
    func isGuarded(sql: String) async throws {
        let books = try await TemporaryBooks()
        let (school, pupil, step) = (books.school, pupil, step("k"))
        try await books.store.write(school) { transaction in
            let act = try transaction.record(Act(.pupilAct, at: .aMondayMorning, by: .tutor), school: school)
            _ = try transaction.add(
                PupilAct(at: self.raised, did: .call), about: pupil, by: act, school: school)
            try transaction.raise(step, at: .aMondayMorning, school: school)
            try transaction.change(
                "k", StepChange(.done, at: self.raised), at: .aMondayMorning, school: school)
        }
        await #expect(throws: StoreError.self) {
            try await books.store.write(school) { try $0.run(sql, []) }
        }
    }

    @Test("the moment from which steps are written stays the first one")
    func begunOnce() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        #expect(try await books.store.read { try $0.stepsBegun(school: school) } == nil)
        for moment in ["2025-11-13T09:30", "2025-12-01T08:00"] {
            try await books.store.write(school) { try $0.beginSteps(at: Moment(moment)!, school: school) }
        }
        #expect(try await books.store.read { try $0.stepsBegun(school: school) } == raised)
    }
}
