import Attendance
import Foundation
import Store
import Testing

@testable import Office

@Suite struct DemoBooksTests {
    private func office(at moment: Moment) async throws -> (office: Office, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "rollcall-demo-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let driver = try SQLiteDriver(path: folder.appendingPathComponent("rollcall.sqlite").path)
        try await driver.migrate()
        let at = try LondonClock.instant(of: moment)
        let office = Office(
            store: Store(driver: driver), law: Demo.law, clauses: Demo.clauses, signingKey: SigningKey(),
            now: { at })
        return (office, folder)
    }

    @Test func `the books hold the school as it was made up, and are sound`() async throws {
        let profile = DemoProfile.all[0]
        let now = Demo.moment("2025-11-20T09:35")
        let (office, folder) = try await office(at: now)
        defer { try? FileManager.default.removeItem(at: folder) }
        let policy = try Demo.policy(profile)
        let demo = DemoSchool.make(
            try DemoRequest(
                profile: profile, policy: policy, pupils: 40, now: now, law: Demo.law, clauses: Demo.clauses))
        let made = try await office.makeDemo(demo, policy: policy)

        let school = try await office.school(made.school)
        #expect(school.isFictional)
        #expect(school.name == profile.name)
        let origin = try await office.demoOrigin()
        #expect(origin?.description == "laurence-jackson 40 2025-11-20T09:35")
        let key = office.signingKey
        let verification = try await office.store.read { try $0.verify(school: made.school, key: key) }
        #expect(verification.isSound, "\(verification.differences)")
        #expect(
            verification.chains.reduce(0) { $0 + $1.links }
                == demo.acts.reduce(0) { $0 + Int64($1.entries.count) })

        // Every pupil's marks, to the session.
        var expected: [String: [AcademicYear: YearMarks]] = [:]
        for entry in demo.standing {
            let year = AcademicYear(containing: entry.session.date)
            expected[demo.pupils[entry.pupil].upn, default: [:]][year, default: YearMarks(year: year)]
                .set(entry.code, for: entry.session)
        }
        let upns = try await office.store.read { transaction in
            try transaction.rows("SELECT id, upn FROM pupil") {
                (PupilID(rawValue: $0.integer(0)), $0.text(1))
            }
        }
        #expect(upns.count == demo.pupils.count)
        for year in [demo.year.previous, demo.year] {
            let marks = try await office.store.read { try $0.yearMarks(in: year, school: made.school) }
            for (pupil, upn) in upns {
                #expect(marks[pupil] == expected[upn]?[year]?.bytes, "\(upn) \(year)")
            }
        }
    }

    @Test func `a visitor signs in without a second factor, and a second school is refused`() async throws {
        let profile = DemoProfile.all[0]
        let now = Demo.moment("2025-09-12T09:35")
        let (office, folder) = try await office(at: now)
        defer { try? FileManager.default.removeItem(at: folder) }
        let policy = try Demo.policy(profile)
        let demo = DemoSchool.make(
            try DemoRequest(
                profile: profile, policy: policy, pupils: 20, now: now, law: Demo.law, clauses: Demo.clauses))
        let made = try await office.makeDemo(demo, policy: policy)
        #expect(Set(made.signIns.map(\.name)).count == made.signIns.count)
        for name in ["lead"] {
            let visitor = try #require(made.signIns.first { $0.name == name })
            let answer = try await office.signIn(name: visitor.name, password: visitor.password)
            guard case .opened = answer else {
                Issue.record("\(name): \(answer)")
                continue
            }
        }
        await #expect(throws: OfficeError.self) { _ = try await office.makeDemo(demo, policy: policy) }
    }
}
