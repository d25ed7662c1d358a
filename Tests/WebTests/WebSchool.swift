import Attendance
import Formats
import Foundation
import Store
import Synchronization
import TestBooks
import Testing

@testable import Office

/// A school in books of its own: class 8B of four, a teacher who takes it, and others who may do more or less.
/// AM register 09:00 to 09:30, on Hallmoor's policy; the clock stands at 09:05 on a Thursday until moved.
final class WebSchool: Sendable {
    let database: TemporaryDatabase
    let office: Office
    let id: SchoolID
    let pupils: [String: PupilID]
    private let people: [String: PersonID]

    static let password = "marble otter fifty-two"
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let law: Law = {
        let (law, problems) = LawReader.load(directory: root.appendingPathComponent("Law/England").path)
        guard let law else { fatalError("\(problems)") }
        return law
    }()
    /// Slow to make on purpose, so made once.
    private static let hash = Task { try await PasswordHash.make(password).description }

    private static let calendar = """
        format: 1
        academic-year: 2025/26
        terms:
          - {name: Autumn, from: 2025-09-03, to: 2025-12-19, half-term: {from: 2025-10-27, to: 2025-10-31}}
          - {name: Spring, from: 2026-01-06, to: 2026-03-27, half-term: {from: 2026-02-16, to: 2026-02-20}}
          - {name: Summer, from: 2026-04-13, to: 2026-07-16, half-term: {from: 2026-05-25, to: 2026-05-29}}
        """

    /// By the name before `@school.example`: who they are there.
    private static let staff: [(name: String, roles: Set<Role>)] = [
        ("teacher", [.teacher]), ("other", [.teacher]), ("office", [.office]), ("governor", [.governor]),
        ("admin", [.administrator]), ("locked", [.teacher]), ("twice", [.teacher]),
    ]

    /// A fictional school asks nobody for codes.
    init(isFictional: Bool = true, isEmpty: Bool = false) async throws {
        let box = ClockBox(try LondonClock.instant(of: try #require(Moment("2025-11-20T09:05"))))
        database = try await TemporaryDatabase()
        let driver = database.driver
        let clauses = ClauseLibrary.load(directory: Self.root.appendingPathComponent("Policies/clauses").path)
        let office = Office(store: Store(driver: driver), law: Self.law, clauses: clauses, now: { box.now })
        self.box = box
        self.office = office
        let policy = Self.root.appendingPathComponent("Policies/hallmoor.yaml")
        let id = try await office.createSchool(
            slug: "test",
            policy: SourceFile(name: "hallmoor.yaml", text: try String(contentsOf: policy, encoding: .utf8)),
            calendars: [SourceFile(name: "2025-26.yaml", text: Self.calendar)], isFictional: isFictional,
            by: .system)
        self.id = id
        let hash = isEmpty ? nil : try await Self.hash.value
        (pupils, people) = try await office.store.write(id) { transaction in
            let start = try #require(CalendarDate("2025-09-03"))
            let act = try transaction.record(Act(.admit, at: box.now, by: .system), school: id)
            var people: [String: PersonID] = [:]
            for (name, roles) in isEmpty ? [] : Self.staff {
                let person = try transaction.addPerson(
                    PersonDetails(
                        title: "Ms", forename: "R", surname: name.capitalized, email: "\(name)@school.example"
                    ))
                try transaction.saveStaff(
                    person, code: nil, position: "the \(name)", from: start, to: nil, school: id)
                try transaction.setRoles(roles, of: person, from: start, school: id)
                var row = SignInRow(person: person, name: "\(name)@school.example")
                row.passwordHash = hash
                try transaction.save(row)
                people[name] = person
            }
            let pupils = try Self.fill8B(transaction, id, start, act, taker: people["teacher"])
            return (pupils, people)
        }
    }

    private static func fill8B(
        _ transaction: any Transaction, _ id: SchoolID, _ start: CalendarDate, _ act: RecordedAct,
        taker: PersonID?
    ) throws -> [String: PupilID] {
        let year = AcademicYear(containing: start)
        let group = try transaction.addGroup(named: "8B", kind: .registration, year: year, school: id)
        var pupils: [String: PupilID] = [:]
        for (place, name) in ["Ada", "Ben", "Cleo", "Dev"].enumerated() {
            let upn = UPN.make(la: 999, establishment: 4000, year: 20, serial: place + 1)
            let pupil = try transaction.addPupil(
                PupilDetails(
                    upn: upn?.text, surname: "Okafor", forename: name, born: CalendarDate("2013-01-10")),
                school: id)
            try transaction.admit(pupil, from: start, school: id)
            try transaction.setYearGroup(try #require(YearGroup(number: 8)), of: pupil, in: year, school: id)
            try transaction.join(group, pupil, from: Session(start, .am), school: id)
            pupils[name] = pupil
        }
        if let made = try transaction.group(group, school: id) {
            try transaction.ensureOwnRegisters(of: made, from: start, by: act, school: id)
        }
        if let taker {
            for half in Session.Half.allCases {
                guard let row = try transaction.register(named: "8B", in: Session(start, half), school: id)
                else {
                    continue
                }
                try transaction.addTaker(.person(taker), of: row.id, from: start, by: act, school: id)
            }
        }
        return pupils
    }

    private let box: ClockBox

    /// Puts the school's clock at a moment.
    func set(_ moment: String) throws {
        box.set(try LondonClock.instant(of: try #require(Moment(moment))))
    }

    func pass(seconds: Int64) { box.set(box.now + seconds) }

    /// A session of one of the staff, without the password.
    func open(_ name: String) async throws -> OpenedSession {
        let person: PersonID = try #require(people[name])
        let (id, office) = (id, office)
        let at = office.now()
        return try await office.store.writeInstallation {
            try office.open(person, school: id, isComplete: true, at: at, $0)
        }
    }

    /// A session of somebody new, who holds one role.
    func open(_ role: Role, at school: SchoolID? = nil) async throws -> OpenedSession {
        let (id, office) = (school ?? id, office)
        let at = office.now()
        return try await office.store.writeInstallation { transaction in
            let start = try #require(CalendarDate("2025-09-03"))
            let person = try transaction.addPerson(
                PersonDetails(
                    title: "Mr", forename: "S", surname: role.rawValue,
                    email: "\(role.rawValue)-\(id)@school.example"))
            try transaction.saveStaff(
                person, code: nil, position: role.title, from: start, to: nil, school: id)
            try transaction.setRoles([role], of: person, from: start, school: id)
            try transaction.save(SignInRow(person: person, name: "\(role.rawValue)-\(id)@school.example"))
            return try office.open(person, school: id, isComplete: true, at: at, transaction)
        }
    }

    /// Another school in the same books, with nobody on its roll.
    func addOtherSchool() async throws -> SchoolID {
        let policy = Self.root.appendingPathComponent("Policies/hallmoor.yaml")
        return try await office.createSchool(
            slug: "other",
            policy: SourceFile(name: "hallmoor.yaml", text: try String(contentsOf: policy, encoding: .utf8)),
            calendars: [SourceFile(name: "2025-26.yaml", text: Self.calendar)], isFictional: true, by: .system
        )
    }

    func lastAct() async throws -> ActID? {
        let id = id
        return try await office.store.read { try $0.acts(school: id, most: 1).first?.id }
    }

    /// As whom they act.
    func signedIn(_ name: String) throws -> SignedIn {
        let roles = Self.staff.first { $0.name == name }?.roles ?? []
        return SignedIn(
            person: people[name], name: "Ms R \(name.capitalized)", position: "the \(name)",
            roles: roles, school: id)
    }

    /// The standing codes of a session, by forename.
    func codes(_ session: String = "2025-11-20 AM") async throws -> [String: String] {
        let id = id
        let session = try #require(Session(session))
        let lines = try await office.store.read { try $0.wholeSheet(in: session, school: id) }
        return Dictionary(
            uniqueKeysWithValues: lines.compactMap { line in line.code.map { (line.forename, $0.text) } })
    }
}

/// A clock that a test can move.
private final class ClockBox: Sendable {
    private let instant: Mutex<Instant>

    init(_ instant: Instant) { self.instant = Mutex(instant) }
    func set(_ new: Instant) { instant.withLock { $0 = new } }
    var now: Instant { instant.withLock { $0 } }
}
