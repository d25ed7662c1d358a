import Attendance
import Formats
import Foundation
import Store
import Synchronization
import TestBooks
import Testing

@testable import Office

/// A special school on Hallmoor's policy with one class, 8B, in books of its own; AM register 09:00 to 09:30.
///
/// Ada is never away, Ben often is, Cleo goes to two schools, Dev is sixteen.
final class TestSchool: Sendable {
    let database: TemporaryDatabase
    let office: Office
    let id: SchoolID
    let pupils: [String: PupilID]

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let law: Law = {
        let (law, problems) = LawReader.load(directory: root.appendingPathComponent("Law/England").path)
        guard let law else { fatalError("\(problems)") }
        return law
    }()

    static let clauses = ClauseLibrary.load(
        directory: root.appendingPathComponent("Policies/clauses").path)

    /// Passwords are dear to try on purpose; here they are many.
    static let passwordCost = PasswordHash.Cost(log2Rounds: 4, blockSize: 8, parallelism: 1)

    static let calendar = """
        format: 1
        academic-year: 2025/26
        terms:
          - {name: Autumn, from: 2025-09-03, to: 2025-12-19, half-term: {from: 2025-10-27, to: 2025-10-31}}
          - {name: Spring, from: 2026-01-06, to: 2026-03-27, half-term: {from: 2026-02-16, to: 2026-02-20}}
          - {name: Summer, from: 2026-04-13, to: 2026-07-16, half-term: {from: 2026-05-25, to: 2026-05-29}}
        """

    init(
        at moment: String = "2025-11-20T09:05", policy: String = "hallmoor", isFictional: Bool = true,
        policyText: String? = nil
    ) async throws {
        let clock = try #require(Moment(moment))
        database = try await TemporaryDatabase()
        let driver = database.driver
        let box = ClockBox(clock)
        self.box = box
        var office = Office(
            store: Store(driver: driver), law: Self.law, clauses: Self.clauses, now: { box.now })
        office.passwordCost = Self.passwordCost
        self.office = office
        let text =
            try policyText
            ?? String(
                contentsOf: Self.root.appendingPathComponent("Policies/\(policy).yaml"), encoding: .utf8)
        let id = try await office.createSchool(
            slug: "test", policy: SourceFile(name: "\(policy).yaml", text: text),
            calendars: [SourceFile(name: "2025-26.yaml", text: Self.calendar)], isFictional: isFictional,
            by: .system
        )
        self.id = id
        pupils = try await office.store.write(id) { transaction in
            let year = AcademicYear(startingIn: 2025)
            let start = CalendarDate("2025-09-03")!
            let act = try transaction.record(Act(.admit, at: box.now, by: .system), school: id)
            let group = try transaction.addGroup(named: "8B", kind: .registration, year: year, school: id)
            var pupils: [String: PupilID] = [:]
            for (place, name) in ["Ada", "Ben", "Cleo", "Dev"].enumerated() {
                let upn = UPN.make(la: 999, establishment: 4000, year: 20, serial: place + 1)
                let pupil = try transaction.addPupil(
                    PupilDetails(
                        upn: upn?.text, surname: "Test", forename: name,
                        born: CalendarDate(name == "Dev" ? "2009-05-02" : "2013-01-10")), school: id)
                try transaction.admit(pupil, from: start, school: id)
                try transaction.setYearGroup(YearGroup(number: 8)!, of: pupil, in: year, school: id)
                try transaction.join(group, pupil, from: Session(start, .am), school: id)
                pupils[name] = pupil
            }
            if let made = try transaction.group(group, school: id) {
                try transaction.ensureOwnRegisters(of: made, from: start, by: act, school: id)
            }
            return pupils
        }
    }

    private let box: ClockBox

    /// Puts the school's clock at a moment.
    func set(_ moment: String) { box.set(Moment(moment)!) }

    var officeStaff: SignedIn {
        SignedIn(
            person: PersonID(rawValue: 1), name: "O Office", position: "Administrator", roles: [.office],
            school: id)
    }
    var teacher: SignedIn {
        SignedIn(
            person: PersonID(rawValue: 2), name: "T Teacher", position: "Tutor of 8B", roles: [.teacher],
            school: id)
    }

    func pupil(_ name: String) -> PupilID { pupils[name]! }

    /// `TestSchool.today AM`.
    static func session(_ text: String) -> Session { Session(text)! }

    @discardableResult
    func take(
        _ marks: [String: String], in session: String = "2025-11-20 AM", submit: Bool = false,
        by person: SignedIn? = nil
    ) async throws -> Taking {
        try await office.take(
            marks.map { TakenMark(pupil: pupil($0.key), code: $0.value) }, register: "8B",
            in: Self.session(session), submit: submit, by: person ?? officeStaff)
    }

    /// The standing codes of a session, by forename; those without a mark left out.
    func codes(_ session: String = "2025-11-20 AM") async throws -> [String: String] {
        let id = id
        let lines = try await office.store.read { try $0.wholeSheet(in: Self.session(session), school: id) }
        return Dictionary(
            uniqueKeysWithValues: lines.compactMap { line in line.code.map { (line.forename, $0.text) } })
    }

    func history(_ name: String, _ session: String = "2025-11-20 AM") async throws -> [MarkEntry] {
        let (id, pupil, session) = (id, pupil(name), Self.session(session))
        return try await office.store.read {
            try $0.entries(of: pupil, in: session.date...session.date, school: id).filter {
                $0.session == session
            }
        }
    }
}

/// A clock that a test can move.
final class ClockBox: Sendable {
    private let moment: Mutex<Moment>

    init(_ moment: Moment) { self.moment = Mutex(moment) }
    func set(_ new: Moment) { moment.withLock { $0 = new } }
    var now: Instant {
        (try? LondonClock.instant(of: moment.withLock { $0 })) ?? Instant(seconds: 0)
    }
}
