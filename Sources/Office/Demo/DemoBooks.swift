public import Attendance
public import Formats
import Store

/// A made-up school as it now stands in the books, and how to look around in it.
public struct DemoBooks: Hashable, Sendable {
    public var school: SchoolID
    public var signIns: [DemoSignIn]
}

/// A way into the made-up school. No second factor is asked for, since nobody real is in it.
public struct DemoSignIn: Hashable, Sendable {
    /// What it shows: `teacher`, `attendance lead`.
    public var role: String
    public var name: String
    public var password: String
    /// Who one then is, with their position.
    public var person: String
}

extension DemoSchool {
    static let password = "demo-school-1"

    /// Those a visitor may sign in as; names and one password that are easy to type.
    public var signIns: [DemoSignIn] {
        visitors.map { role, name, member in
            DemoSignIn(
                role: role, name: name, password: Self.password,
                person: "\(staff[member].name), \(staff[member].position)")
        }
    }

    /// What each is, the name they sign in by, and their place among the staff.
    var visitors: [(role: String, name: String, member: Int)] {
        let own = registers.first { $0.half == .am && groups[$0.group].year == year }
        let teacher = own?.takers.first?.staff ?? DemoMaker.Post.allCases.count
        let posts: [(role: String, name: String, DemoMaker.Post)] = [
            ("office", "office", .office), ("attendance officer", "attendance", .attendanceOfficer),
            ("attendance lead", "lead", .attendanceLead), ("headteacher", "head", .headteacher),
            ("designated safeguarding lead", "dsl", .dsl), ("governor", "governor", .governor),
            ("administrator", "admin", .administrator),
        ]
        return [("teacher", "teacher", teacher)] + posts.map { ($0.role, $0.name, $0.2.rawValue) }
    }
}

extension DemoRequest {
    /// A school whose marks keep to the register times of its policy.
    ///
    /// Throws the policy's problems as `Problems`.
    public init(
        profile: DemoProfile, policy: SourceFile, pupils: Int = 1000, now: Moment, law: Law,
        clauses: ClauseLibrary
    ) throws {
        let (read, problems) = PolicyReader.read(
            file: policy.name, text: policy.text, law: law, clauses: clauses)
        guard let read else { throw Problems(problems) }
        self.init(
            profile: profile, pupils: pupils, now: now,
            times: read.registerTimes(under: law, on: now.date) ?? RegisterTimesTable([]))
    }
}

extension Office {
    /// The setting that says of what the made-up school in the books was made: policy, pupils, moment.
    private static let demoSetting = "demo"

    private func readPolicy(_ file: SourceFile) throws -> Policy {
        let (read, problems) = PolicyReader.read(
            file: file.name, text: file.text, law: law, clauses: clauses)
        guard let read else { throw Problems(problems) }
        return read
    }

    /// Writes a made-up school into books that hold no school yet, whole or not at all.
    ///
    /// - Parameters:
    ///   - policy: the policy file that the school follows.
    ///   - progress: told, now and then, how many of the school's acts have been written, and how many there are.
    /// Throws the policy's problems as `Problems`; `OfficeError.conflict` when the books hold a school.
    public func makeDemo(
        _ demo: DemoSchool, policy: SourceFile,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> DemoBooks {
        let inForceFrom = try readPolicy(policy).inForceFrom.value
        let hash = try await PasswordHash.make(DemoSchool.password).description
        let at = now()
        let id = try await store.writeInstallation(isLong: true) { transaction in
            guard try transaction.schools().isEmpty else {
                throw OfficeError.conflict(
                    "These books hold a school already: choose an empty folder with --data.")
            }
            let id = try transaction.addSchool(
                slug: demo.profile.slug, name: demo.profile.name, isFictional: true)
            try transaction.adoptPolicy(
                policy.text, fileName: policy.name, sha256: policy.sha256, from: inForceFrom, at: at,
                school: id)
            for year in demo.years {
                try transaction.addCalendar(
                    year.text, fileName: year.fileName, year: year.year, at: at, school: id)
            }
            try transaction.set(Self.demoSetting, to: DemoOrigin(demo).description)
            var writing = DemoWriting(demo, school: id, transaction)
            try writing.writePeople(passwordHash: hash)
            try writing.writeRoll()
            try writing.writeGroups()
            try writing.writeActs(progress)
            try writing.writeTakings()
            return id
        }
        await store.driver.countTables()
        try await signHeads(school: id)
        return DemoBooks(school: id, signIns: demo.signIns)
    }

    /// Of what the made-up school in these books was made; nil when they hold none.
    public func demoOrigin() async throws -> DemoOrigin? {
        try await store.read { try $0.setting(Self.demoSetting) }.flatMap { DemoOrigin($0) }
    }
}

/// Of what a made-up school was made, so that it can be made again, and its clock begun where it was left.
public struct DemoOrigin: Hashable, Sendable, LosslessStringConvertible {
    /// The name of the policy it follows.
    public let policy: String
    public let pupils: Int
    public let now: Moment

    init(_ demo: DemoSchool) {
        policy = demo.profile.policy
        pupils = demo.pupils.filter { $0.spell.contains(demo.now.date) }.count
        now = demo.now
    }

    /// Reads `ashmoor 1000 2025-11-20T09:35`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let pupils = Int(parts[1]),
            let now = Moment(parts[2])
        else { return nil }
        policy = String(parts[0])
        self.pupils = pupils
        self.now = now
    }

    public var description: String { "\(policy) \(pupils) \(now)" }
}

extension EnglishSchoolYear {
    /// `calendar-2025-26.yaml`.
    public var fileName: String {
        "calendar-\(year.description.map { $0 == "/" ? "-" : String($0) }.joined()).yaml"
    }
}
