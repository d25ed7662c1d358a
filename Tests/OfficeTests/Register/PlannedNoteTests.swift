import Attendance
import Store
import Testing

@testable import Office

/// K and B are lawful only with a note of what is done where: a plan's note goes into the register with its code.
struct PlannedNoteTests {
    private static let note = "Riverside College, catering, Thursdays"
    private let morning = TestSchool.session("2025-11-20 AM")

    private func school(at moment: String = "2025-11-20T09:05", _ code: String = "B") async throws
        -> TestSchool
    {
        let school = try await TestSchool(at: moment)
        try await school.office.plan(
            code, for: [school.pupil("Ben")], from: morning, to: morning, note: Self.note,
            by: school.officeStaff)
        return school
    }

    @Test(arguments: ["B", "K"])
    func `a register that is submitted keeps the plan's note with its code`(code: String) async throws {
        let school = try await school(code)
        try await school.take(["Ada": "/"], submit: true)
        let entry = try #require(try await school.history("Ben").last)
        #expect(entry.code?.text == code)
        #expect(entry.note == Self.note)
        #expect(try await school.history("Ada").last?.note == nil)
    }

    @Test func `so does a register that is completed late`() async throws {
        let school = try await school()
        school.set("2025-11-20T15:00")
        _ = try await school.office.completeLate(
            [TakenMark(pupil: school.pupil("Ada"), code: "/")], register: "8B", in: morning,
            takenBy: "T Teacher", source: .paper, reason: "The network was down", by: school.officeStaff)
        #expect(try await school.history("Ben").last?.note == Self.note)
    }

    @Test func `and a closure that finds somebody planned to be elsewhere`() async throws {
        let school = try await school(at: "2025-11-20T07:40")
        try await school.office.closeSite(
            from: morning, to: morning, yearGroups: [], reason: "Snow", by: school.officeStaff)
        #expect(try await school.codes() == ["Ada": "Y4", "Ben": "B", "Cleo": "Y4", "Dev": "Y4"])
        #expect(try await school.history("Ben").last?.note == Self.note)
        #expect(try await school.history("Ada").last?.note == nil)
    }
}
