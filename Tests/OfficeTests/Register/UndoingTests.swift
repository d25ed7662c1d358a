import Attendance
import Formats
import Store
import TestBooks
import Testing

@testable import Office

@Suite(.bothEngines) struct UndoingTests {
    private let yesterday = TestSchool.session("2025-11-19 AM")

    private func sheet(_ school: TestSchool) async throws -> RegisterSheet {
        try await school.office.sheet(named: "8B", in: yesterday, by: school.officeStaff)
    }

    @Test func `a register that only an import had as taken is untaken again`() async throws {
        let school = try await TestSchool()
        let file = try await school.marks("Ada,2025-11-19,AM,/", "Ben,2025-11-19,AM,I")
        let batch = try #require(try await school.importText(.marks, file).batch)
        #expect(try await sheet(school).isSubmitted)

        let undone = try await school.office.undo(batch, by: school.theOperator)

        #expect(undone == TakenBack(setBack: 2, left: 0, registers: 1))
        #expect(try await sheet(school).taken == nil)
        _ = try await school.office.completeLate(
            [TakenMark(pupil: school.pupil("Ada"), code: "/")], register: "8B", in: yesterday,
            takenBy: "T Teacher", source: .paper, reason: "Never imported", by: school.officeStaff)
        #expect(try await school.codes("2025-11-19 AM")["Ada"] == "/")
        let found = try await school.office.store.read { [id = school.id] in
            try $0.verify(school: id, key: nil)
        }
        #expect(found.differences == [])
    }

    @Test func `it stays taken while another file's mark of it stands`() async throws {
        let school = try await TestSchool()
        try await school.importText(.marks, school.marks("Ben,2025-11-19,AM,I"), named: "first.csv")
        let batch = try #require(
            try await school.importText(.marks, school.marks("Ada,2025-11-19,AM,/"), named: "second.csv")
                .batch)

        let undone = try await school.office.undo(batch, by: school.theOperator)

        #expect(undone == TakenBack(setBack: 1, left: 0, registers: 0))
        #expect(try await sheet(school).taken?.reason == "first.csv")
        #expect(try await school.codes("2025-11-19 AM") == ["Ben": "I"])
    }

    @Test func `what stood before comes back whole: code, minutes and note`() async throws {
        let school = try await TestSchool()
        try await school.importText(
            .marks, school.marks("Ada,2025-11-19,AM,L,5", "Ben,2025-11-19,AM,B,,At college"))
        let act = try await school.office.amend(
            [
                Amendment(pupil: school.pupil("Ada"), session: yesterday, to: "L", minutesLate: 20),
                Amendment(pupil: school.pupil("Ben"), session: yesterday, to: "I"),
            ], reason: "The desk's list", by: school.officeStaff
        ).act

        let undone = try await school.office.undo(try #require(act), by: school.officeStaff)

        #expect(undone.setBack == 2)
        #expect(try await school.history("Ada", "2025-11-19 AM").last?.minutesLate == 5)
        let ben = try #require(try await school.history("Ben", "2025-11-19 AM").last)
        #expect(ben.code?.text == "B")
        #expect(ben.note == "At college")
    }

    @Test func `an act is taken back once`() async throws {
        let school = try await TestSchool()
        let batch = try #require(
            try await school.importText(.marks, school.marks("Ada,2025-11-19,AM,/")).batch)
        try await school.office.undo(batch, by: school.theOperator)
        let acts = try await school.actCount()
        await #expect(throws: OfficeError.self) {
            try await school.office.undo(batch, by: school.theOperator)
        }
        #expect(try await school.actCount() == acts)
    }

    @Test(arguments: [
        (Act.Kind.rollover, nil as String?, "Move pupils"),
        (.importFile, "pupils", "only an import of marks"),
        (.take, nil, "amended, with a reason"), (.close, nil, "amended, with a reason"),
        (.undo, nil, "Do that again"), (.policy, nil, "changed no marks"),
    ])
    func `an act of another kind is refused with what to do`(kind: Act.Kind, detail: String?, words: String)
        async throws
    {
        let school = try await TestSchool()
        let (id, at) = (school.id, school.office.now())
        let act = try await school.office.store.write(id) {
            try $0.record(Act(kind, at: at, by: .system, detail: detail), school: id).id
        }
        let refusal = await #expect(throws: OfficeError.self) {
            try await school.office.undo(act, by: school.theOperator)
        }
        guard case .conflict(let text) = refusal else { throw try #require(refusal) }
        #expect(text.contains(words))
    }

    @Test func `a year of a school is taken back in seconds`() async throws {
        let school = try await TestSchool()
        var lines = "UPN,Date,Session,Code\n"
        let upns = [try await school.upn("Ada"), try await school.upn("Ben"), try await school.upn("Cleo")]
        let days = CalendarDate("2025-09-03")!
        for upn in upns {
            for day in (0..<75).map({ days + $0 }) where day.weekday.rawValue <= 5 {
                guard !(CalendarDate("2025-10-27")!...CalendarDate("2025-10-31")!).contains(day) else {
                    continue
                }
                lines += "\(upn),\(day),AM,/\n\(upn),\(day),PM,\\\n"
            }
        }
        let report = try await school.importText(.marks, lines)
        let batch = try #require(report.batch)
        let undone = try await school.office.undo(batch, by: school.theOperator)
        #expect(undone.setBack == report.count(.added))
        #expect(undone.registers * 3 == undone.setBack)
    }
}
