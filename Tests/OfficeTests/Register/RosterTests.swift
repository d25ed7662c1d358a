import Attendance
import Store
import Testing

@testable import Office

@Suite("A register's pupils, kept in memory")
struct RosterTests {
    private static let session = TestSchool.session("2025-11-20 AM")

    private func sheet(_ school: TestSchool, _ office: Office? = nil) async throws -> RegisterSheet {
        try await (office ?? school.office).sheet(named: "8B", in: Self.session, by: school.officeStaff)
    }

    /// Another program on the same books, with a memory of its own.
    private func otherProgram(_ school: TestSchool) -> Office {
        Office(
            store: school.office.store, law: TestSchool.law, clauses: TestSchool.clauses,
            now: school.office.now)
    }

    @Test("a pupil who joins after the register was opened is on it the next time")
    func joins() async throws {
        let school = try await TestSchool()
        #expect(try await sheet(school).pupils.count == 4)
        let id = school.id
        try await school.office.store.write(id) { transaction in
            let year = AcademicYear(startingIn: 2025)
            let pupil = try transaction.addPupil(
                PupilDetails(surname: "Test", forename: "Eve", born: CalendarDate("2013-02-02")), school: id)
            try transaction.admit(pupil, from: Self.session.date, school: id)
            try transaction.setYearGroup(#require(YearGroup(number: 8)), of: pupil, in: year, school: id)
            let group = try #require(try transaction.register(named: "8B", in: Self.session, school: id))
                .group
            try transaction.join(group, pupil, from: Self.session, school: id)
        }
        #expect(try await sheet(school).pupils.map(\.line.forename).contains("Eve"))
    }

    @Test("what another program writes down is seen by this one")
    func otherPrograms() async throws {
        let school = try await TestSchool()
        let other = otherProgram(school)
        #expect(try await sheet(school).pupils.compactMap(\.planned) == [])
        _ = try await other.plan(
            "M", for: [school.pupil("Ada")], from: Self.session, to: Self.session, note: nil,
            by: school.officeStaff)
        #expect(try await sheet(school).pupils.compactMap(\.planned) == [.medicalAppointment])
        #expect(try await sheet(school, other).pupils.compactMap(\.planned) == [.medicalAppointment])
    }

    @Test("marks are never kept with it")
    func marks() async throws {
        let school = try await TestSchool()
        let other = otherProgram(school)
        _ = try await sheet(school)
        _ = try await other.take(
            [TakenMark(pupil: school.pupil("Ben"), code: "N")], register: "8B", in: Self.session,
            submit: false,
            by: school.officeStaff)
        let ben = try await sheet(school).pupils.first { $0.line.forename == "Ben" }
        #expect(ben?.line.code == .noReasonYet)
        #expect(ben?.line.madeBy == .take)
    }

    @Test("a write that changes the roll and then fails leaves the roster as it was")
    func failedWrite() async throws {
        let school = try await TestSchool()
        #expect(try await sheet(school).pupils.count == 4)
        let id = school.id
        await #expect(throws: OfficeError.self) {
            try await school.office.store.write(id) { transaction in
                try transaction.run("DELETE FROM group_member WHERE school_id = ?", [.integer(id.rawValue)])
                let inside = try school.office.school(id, in: transaction)
                let register = try school.office.register(
                    named: "8B", in: Self.session, school: inside, transaction)
                #expect(
                    try school.office.roster(of: register, in: Self.session, school: inside, transaction)
                        .pupils
                        .isEmpty)
                throw OfficeError.conflict("as a disk that fails")
            }
        }
        #expect(try await sheet(school).pupils.count == 4)
    }

    @Test("a pupil reported ill and then seen is asked about once, however often the minutes change")
    func asksOnce() async throws {
        let school = try await TestSchool()
        let id = school.id
        let ada = school.pupil("Ada")
        try await school.office.store.write(id) { transaction in
            let act = try transaction.record(
                Act(.report, at: school.office.now(), by: .system), school: id)
            _ = try transaction.addReport(
                for: ada, from: Self.session, to: Self.session, reason: "ill", code: .illness, toldBy: nil,
                channel: nil, by: act, school: id)
        }
        for minutes in [5, 7, 9] {
            _ = try await school.office.take(
                [TakenMark(pupil: ada, code: "L", minutesLate: minutes)], register: "8B", in: Self.session,
                submit: false, by: school.officeStaff)
        }
        let asked = try await school.office.store.read {
            try $0.first("SELECT count(*) FROM question WHERE kind = 'present-but-reported'") { $0.int(0) }
        }
        #expect(asked == 1)
    }
}
