import Attendance
import Store
import TestBooks
import Testing

@testable import Office

/// Registers go when the law lets them, not a day before, and what went is still known.
@Suite(.bothEngines) struct PurgingTests {
    private static let year = AcademicYear(startingIn: 2018)

    /// A school with marks of July 2019, one of them with a note, made on 19 July; `amended` makes a later entry.
    private func school(amended: String? = nil) async throws -> TestSchool {
        let school = try await TestSchool()
        let (id, pupils) = (school.id, [school.pupil("Ada"), school.pupil("Ben")])
        for moment in ["2019-07-19T09:00"] + (amended.map { [$0] } ?? []) {
            let at = try LondonClock.instant(of: #require(Moment(moment)))
            try await school.office.store.write(id) { transaction in
                let act = try transaction.record(
                    Act(.take, at: at, by: NamedPerson(person: nil, name: "T", position: "Tutor")), school: id
                )
                let session = TestSchool.session("2019-07-18 AM")
                _ = try transaction.append(
                    pupils.map {
                        NewEntry(pupil: $0, session: session, code: .presentAM, note: "said \(moment)")
                    }, by: act, school: id)
            }
        }
        return school
    }

    private func purge(_ school: TestSchool, at moment: String, isDryRun: Bool = false) async throws
        -> RegisterYear
    {
        school.set(moment)
        return try await school.office.purge(
            Self.year, isDryRun: isDryRun, by: .operator(at: school.id))
    }

    @Test func `a year goes the day after the law's time, and not on its last day`() async throws {
        let school = try await school()
        let id = school.id
        try await school.take(["Ada": "/"])
        await #expect(throws: OfficeError.self) { try await purge(school, at: "2025-07-31T12:00") }

        let found = try await purge(school, at: "2025-08-01T00:01")

        #expect(found.entries == 2 && found.notes == 2 && found.pupils == 2)
        let (left, decisions, verified) = try await school.office.store.read { transaction in
            (
                try transaction.registerYear(Self.year, school: id),
                try transaction.chainHead(
                    .decisions, year: AcademicYear(startingIn: 2025), school: id),
                try transaction.verify(school: id, key: nil)
            )
        }
        #expect(left == nil)
        #expect(decisions.number == 1)
        #expect(verified.differences == [])
        #expect(try await school.history("Ada").count == 1)
    }

    @Test func `an entry made later keeps its whole year`() async throws {
        let school = try await school(amended: "2020-02-29T10:00")
        await #expect(throws: OfficeError.self) { try await purge(school, at: "2026-03-01T12:00") }
        #expect(try await purge(school, at: "2026-03-02T12:00").entries == 4)
    }

    @Test func `a dry run tells the same and removes nothing`() async throws {
        let school = try await school()
        let told = try await purge(school, at: "2025-11-20T09:00", isDryRun: true)
        #expect(try await purge(school, at: "2025-11-20T09:00") == told)
        await #expect(throws: OfficeError.notFound("The registers of 2018/19 hold no entries.")) {
            try await purge(school, at: "2025-11-20T09:00", isDryRun: true)
        }
    }

    @Test func `a head signed before and kept outside does not make the books unsound afterwards`()
        async throws
    {
        let school = try await school()
        let (id, key) = (school.id, SigningKey())
        let signed = try await school.office.store.write(id) {
            try $0.signHeads(school: id, with: key, at: Instant(seconds: 1_600_000_000))
        }
        #expect(signed.count == 1)
        _ = try await purge(school, at: "2025-11-20T09:00")
        let found = try await school.office.store.read {
            try $0.verify(school: id, key: key, outside: signed)
        }
        #expect(found.differences == [])
    }

    @Test func `the entries are guarded again afterwards, and nobody below an administrator may`()
        async throws
    {
        let school = try await school()
        let id = school.id
        await #expect(throws: OfficeError.self) {
            try await school.office.purge(Self.year, isDryRun: true, by: school.officeStaff)
        }
        try await school.take(["Ada": "/"])
        _ = try await purge(school, at: "2025-11-21T09:00")
        for table in ["mark_entry", "act"] {
            await #expect {
                try await school.office.store.write(id) { try $0.run("DELETE FROM \(table)", []) }
            } throws: {
                if case .appendOnly = $0 as? StoreError {
                    true
                } else {
                    table == "signed_head" && $0 is StoreError
                }
            }
        }
    }
}
