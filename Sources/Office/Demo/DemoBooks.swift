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
        let id = try await store.writeInstallation { transaction in
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
    public let profile: DemoProfile
    public let pupils: Int
    public let now: Moment

    init(_ demo: DemoSchool) {
        profile = demo.profile
        pupils = demo.pupils.filter { $0.spell.contains(demo.now.date) }.count
        now = demo.now
    }

    /// Reads `laurence-jackson 1000 2025-11-20T09:35`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let profile = DemoProfile.named(String(parts[0])), let pupils = Int(parts[1]),
            let now = Moment(parts[2])
        else { return nil }
        self.profile = profile
        self.pupils = pupils
        self.now = now
    }

    public var description: String { "\(profile.policy) \(pupils) \(now)" }
}

extension EnglishSchoolYear {
    /// `calendar-2025-26.yaml`.
    public var fileName: String {
        "calendar-\(year.description.map { $0 == "/" ? "-" : String($0) }.joined()).yaml"
    }
}

/// A made-up school going into the books, within one transaction.
struct DemoWriting {
    let demo: DemoSchool
    let school: SchoolID
    let books: any Transaction
    private var setUp: RecordedAct?
    private var people: [NamedPerson] = []
    private var contacts: [ContactID] = []
    private var pupils: [PupilID] = []
    private var registers: [RegisterID] = []

    init(_ demo: DemoSchool, school: SchoolID, _ transaction: any Transaction) {
        self.demo = demo
        self.school = school
        books = transaction
    }

    private var begins: CalendarDate { demo.years[0].year.firstDay }

    private func instant(_ moment: Moment) throws -> Instant {
        try LondonClock.instant(of: moment)
    }

    mutating func writePeople(passwordHash: String) throws {
        for member in demo.staff {
            let person = try books.addPerson(
                PersonDetails(
                    title: member.title, forename: member.forename, surname: member.surname,
                    email: member.email))
            try books.saveStaff(
                person, code: member.code, position: member.position, from: begins, to: nil, school: school)
            try books.setRoles(Set(member.roles), of: person, from: begins, school: school)
            people.append(NamedPerson(person: person, name: member.name, position: member.position))
        }
        for visitor in demo.visitors {
            guard let person = people[visitor.member].person else { continue }
            var row = SignInRow(person: person, name: visitor.name)
            row.passwordHash = passwordHash
            try books.save(row)
        }
        setUp = try books.record(
            Act(
                .demo, at: try instant(Moment(begins, TimeOfDay(minutes: 540) ?? .midnight)), by: .system,
                detail: "a fictional school, made up for trying things out"),
            school: school)
    }

    mutating func writeRoll() throws {
        for contact in demo.contacts {
            contacts.append(
                try books.addContact(
                    ContactDetails(
                        misID: contact.misID, title: contact.title, forename: contact.forename,
                        surname: contact.surname, phones: contact.phones, email: contact.email,
                        language: contact.language, needsInterpreter: contact.needsInterpreter,
                        address: contact.address.map { address($0) }),
                    school: school))
        }
        for pupil in demo.pupils {
            let id = try books.addPupil(
                PupilDetails(
                    upn: pupil.upn, admissionNumber: pupil.admissionNumber, surname: pupil.surname,
                    forename: pupil.forename, preferredSurname: pupil.preferredSurname,
                    preferredForename: pupil.preferredForename, born: pupil.born, sex: pupil.sex,
                    sen: pupil.sen,
                    enrolStatus: pupil.enrolStatus, transportRun: pupil.transportRun),
                school: school)
            pupils.append(id)
            try books.setAddress(address(pupil.address), of: id, school: school)
            try books.admit(id, from: pupil.spell.from, school: school)
            for (year, yearGroup) in pupil.yearGroups.sorted(by: { $0.key < $1.key }) {
                try books.setYearGroup(yearGroup, of: id, in: year, school: school)
            }
            let days = Set(pupil.flags.map(\.from)).sorted()
            for day in days {
                let held = pupil.flags.filter { $0.from <= day }.map(\.flag)
                try books.setFlags(Set(held), of: id, from: day, school: school)
            }
            for link in pupil.contacts {
                try books.link(
                    contacts[link.contact], to: id,
                    as: ContactLink(
                        priority: link.priority, relationship: link.relationship,
                        hasResponsibility: link.hasResponsibility, livesWith: link.livesWith,
                        getsLetters: link.getsLetters, mayCollect: link.mayCollect, bars: link.bars),
                    school: school)
            }
        }
    }

    private func address(_ place: Int) -> Address {
        Address(lines: demo.addresses[place].lines, postcode: demo.addresses[place].postcode)
    }

    mutating func writeGroups() throws {
        var groups: [GroupID] = []
        for group in demo.groups {
            let kind: PupilGroup.Kind = group.kind == .registration ? .registration : .classGroup
            let id = try books.addGroup(named: group.name, kind: kind, year: group.year, school: school)
            groups.append(id)
            for member in group.members {
                try books.join(id, pupils[member.pupil], from: member.from, to: member.to, school: school)
            }
        }
        for register in demo.registers {
            let id = try books.addRegister(
                named: register.name, half: register.half, group: groups[register.group], room: register.room,
                precedence: .named, from: register.from, to: register.to, school: school)
            registers.append(id)
            for taker in register.takers {
                guard let person = people[taker.staff].person else { continue }
                try books.addTaker(
                    .person(person), of: id, from: taker.from, to: taker.to, by: setUp, school: school)
            }
        }
        try books.ensureOfficeRegisters(from: begins, by: setUp, school: school)
    }

    func writeActs(_ progress: (Int, Int) -> Void) throws {
        for (number, act) in demo.acts.enumerated() {
            if number % 500 == 0 { progress(number, demo.acts.count) }
            let recorded = try books.record(
                Act(
                    act.kind, at: try instant(act.at), by: act.by.map { people[$0] } ?? .system,
                    reason: act.reason, detail: act.detail),
                school: school)
            if !act.entries.isEmpty {
                _ = try books.append(
                    act.entries.map {
                        NewEntry(
                            pupil: pupils[$0.pupil], session: $0.session, code: $0.code,
                            minutesLate: $0.minutesLate, note: $0.note)
                    },
                    by: recorded, school: school)
            }
            for effect in act.effects { try write(effect, by: recorded) }
        }
        progress(demo.acts.count, demo.acts.count)
    }

    private func write(_ effect: DemoAct.Effect, by act: RecordedAct) throws {
        switch effect {
        case .report(let pupil, let from, let to, let reason, let code, let toldBy, let channel):
            _ = try books.addReport(
                for: pupils[pupil], from: from, to: to, reason: reason, code: code, toldBy: toldBy,
                channel: channel, by: act, school: school)
        case .question(let kind, let pupil, let session, let ours, let theirs, let source, let detail):
            try books.ask(
                kind, pupil: pupils[pupil], session: session, ours: ours, theirs: theirs, source: source,
                detail: detail, by: act, school: school)
        case .plan(let pupil, let from, let to, let code, let pattern, let note):
            _ = try books.addPlan(
                for: pupils[pupil], from: from, to: to, code: code, pattern: pattern, note: note, by: act,
                school: school)
        case .closure(let from, let to, let code, let reason):
            try books.addClosure(
                from: from, to: to, code: code, yearGroups: [], reason: reason, by: act, school: school)
        case .admission(let pupil), .groupMove(let pupil):
            try books.note(act, about: [pupils[pupil]], school: school)
        case .deletion(let pupil):
            let spell = demo.pupils[pupil].spell
            guard let last = spell.to, let ground = demo.pupils[pupil].ground else { return }
            try books.endAdmission(
                of: pupils[pupil], from: spell.from, on: last, ground: ground, nextSchool: nil, by: act,
                school: school)
            try books.note(act, about: [pupils[pupil]], school: school)
        }
    }

    func writeTakings() throws {
        for taking in demo.takings {
            var row = RegisterSessionRow(register: registers[taking.register], session: taking.session)
            row.openedAt = try taking.opened.map { try instant($0) }
            row.submittedAt = try taking.submitted.map { try instant($0) }
            row.takenBy = taking.by.map { people[$0].name }
            row.takenByPosition = taking.by.map { people[$0].position }
            row.closedAt = try taking.closed.map { try instant($0) }
            row.enteredAfterwards = taking.isEnteredAfterwards
            row.source = taking.source
            row.reason = taking.reason
            row.walker = taking.walker.flatMap { people[$0].person }
            try books.save(row, school: school)
        }
    }
}
