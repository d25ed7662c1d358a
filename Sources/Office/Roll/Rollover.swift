public import Attendance
public import Store

/// What the school decides about September, before it is carried out as one act.
public struct Rollover: Hashable, Sendable {
    /// A registration group of the year that ends, and what becomes of it.
    public struct Group: Hashable, Sendable {
        public var from: GroupID
        /// Its name in the new year; nil when it is dissolved.
        public var name: String?
        /// Tutors go up with their group.
        public var keepsTakers: Bool

        public init(from: GroupID, name: String?, keepsTakers: Bool = true) {
            self.from = from
            self.name = name
            self.keepsTakers = keepsTakers
        }
    }

    /// A registration group that is new in September, for the pupils who start.
    public struct NewGroup: Hashable, Sendable {
        public var name: String
        public var takers: Set<Taker>

        public init(name: String, takers: Set<Taker> = []) {
            self.name = name
            self.takers = takers
        }
    }

    /// A pupil who starts in September, with the name of a group of the new year.
    public struct Starter: Hashable, Sendable {
        public var pupil: NewPupil
        public var group: String?

        public init(_ pupil: NewPupil, group: String?) {
            self.pupil = pupil
            self.group = group
        }
    }

    /// The year that begins.
    public var year: AcademicYear
    /// The first day on which the new groups are called.
    public var firstDay: CalendarDate
    public var groups: [Group]
    public var newGroups: [NewGroup]
    /// Pupils who go to another group than their own one's, by the name of one of the new year.
    public var moves: [PupilID: String]
    /// Year groups that leave. They stay on the roll until a named person records the ground.
    public var leavingYears: Set<YearGroup>
    /// Pupils who stay in their year group.
    public var repeating: Set<PupilID>
    public var starters: [Starter]
    /// Year groups that begin later than the others: the first day of each.
    public var laterStarts: [YearGroup: CalendarDate]

    public init(
        year: AcademicYear, firstDay: CalendarDate, groups: [Group], newGroups: [NewGroup] = [],
        moves: [PupilID: String] = [:], leavingYears: Set<YearGroup> = [], repeating: Set<PupilID> = [],
        starters: [Starter] = [], laterStarts: [YearGroup: CalendarDate] = [:]
    ) {
        self.year = year
        self.firstDay = firstDay
        self.groups = groups
        self.newGroups = newGroups
        self.moves = moves
        self.leavingYears = leavingYears
        self.repeating = repeating
        self.starters = starters
        self.laterStarts = laterStarts
    }
}

/// What a rollover comes to: shown by the dry run, and the same once it is carried out.
public struct RolloverPlan: Hashable, Sendable {
    /// One pupil's September.
    public struct Line: Hashable, Sendable {
        public var pupil: PupilSummary
        public var yearGroup: YearGroup?
        /// The registration group's name in the new year.
        public var group: String?
    }

    /// A registration group of the new year: what it was before, and who takes its registers.
    public struct Group: Hashable, Sendable {
        public var was: String?
        public var name: String
        public var takers: [Taker]
    }

    /// By surname.
    public var up: [Line] = []
    /// They have no group from September on, and stay on the roll until a named person records the ground: (l) for
    /// those over compulsory school age who do not go on to the sixth form, (a) once another school has them.
    public var leavers: [PupilSummary] = []
    public var starters: [Line] = []
    /// On the roll, with a year group in the new year already: admitted ahead, or moved by hand.
    public var already: [PupilSummary] = []
    public var groups: [Group] = []
    /// What a person should look at; nothing here stops the act.
    public var remarks: [String] = []
}

extension Office {
    /// A rollover as it usually is, for a person to change: each group goes up with its tutors, `7A` to `8A`; the
    /// highest year group leaves; the lowest one's groups are made anew.
    public func suggestRollover(
        to year: AcademicYear, firstDay: CalendarDate, by signedIn: SignedIn
    ) async throws -> Rollover {
        try signedIn.require(.rollover)
        let last = firstDay - 1
        return try await store.read { transaction in
            let school = signedIn.school
            let years = try transaction.yearGroups(in: year.previous, school: school)
            let pupils = try transaction.pupils(onRoll: last, school: school).filter { years[$0.id] != nil }
            let leaving = years.values.max()
            let lowest = years.values.min()
            var yearsOfGroup: [String: Set<YearGroup>] = [:]
            for pupil in pupils {
                guard let group = pupil.registrationGroup, let yearGroup = years[pupil.id] else { continue }
                yearsOfGroup[group, default: []].insert(yearGroup)
            }
            let groups = try transaction.groups(in: year.previous, kind: .registration, school: school)
            let upward = groups.map { group in
                let members = yearsOfGroup[group.name] ?? []
                let isOver = members.isEmpty || members == leaving.map { [$0] }
                return Rollover.Group(from: group.id, name: isOver ? nil : Self.nextName(group.name))
            }
            let kept = Set(upward.compactMap(\.name))
            let intake = groups.filter {
                yearsOfGroup[$0.name] == lowest.map { [$0] } && !kept.contains($0.name)
            }
            return Rollover(
                year: year, firstDay: firstDay, groups: upward,
                newGroups: intake.map { Rollover.NewGroup(name: $0.name) },
                leavingYears: leaving.map { [$0] } ?? [])
        }
    }

    /// `7A` becomes `8A`, `RB` `1B`, `Year 3 Oak` `Year 4 Oak`; a name that begins with no year stays.
    static func nextName(_ name: String) -> String {
        if let start = name.firstIndex(where: \.isNumber) {
            let digits = name[start...].prefix(while: \.isNumber)
            guard let number = Int(digits), number < 14 else { return name }
            return name[..<start] + String(number + 1) + name[digits.endIndex...]
        }
        if name.hasPrefix("R"), name.count <= 2 { return "1" + name.dropFirst() }
        return name
    }

    /// The dry run: what a rollover would come to. Changes nothing.
    public func planRollover(_ rollover: Rollover, by signedIn: SignedIn) async throws -> RolloverPlan {
        try signedIn.require(.rollover)
        let today = self.today
        return try await store.read {
            try RolloverDecision(rollover, on: today, school: signedIn.school, $0).plan
        }
    }

    /// Carries a rollover out, as one act: the whole of it, or nothing.
    ///
    /// Throws `OfficeError.invalid` with all that is wrong, `.conflict` when a pupil would be on two registers.
    public func rollOver(_ rollover: Rollover, by signedIn: SignedIn) async throws -> RolloverPlan {
        try signedIn.require(.rollover)
        let at = now()
        let today = self.today
        return try await store.write(signedIn.school) { transaction in
            let decision = try RolloverDecision(rollover, on: today, school: signedIn.school, transaction)
            let plan = decision.plan
            let act = try transaction.record(
                .rollover, at: at, by: signedIn,
                detail: RollDetail.text(
                    from: rollover.firstDay.description,
                    note: "\(rollover.year): \(plan.up.count) up, \(plan.leavers.count) leaving, "
                        + "\(plan.starters.count) starting"),
                about: plan.up.map(\.pupil.id) + plan.leavers.map(\.id))
            try self.carryOut(decision, by: act, signedIn, at: at, transaction)
            return plan
        }
    }

    private func carryOut(
        _ decision: RolloverDecision, by act: RecordedAct, _ signedIn: SignedIn, at instant: Instant,
        _ transaction: any Transaction
    ) throws {
        let rollover = decision.rollover
        let school = signedIn.school
        let first = Session(rollover.firstDay, .am)
        try endOldYear(rollover, school: school, transaction)
        var groups: [String: PupilGroup] = [:]
        for new in decision.groups {
            groups[new.name] = try make(new, rollover, by: act, school: school, transaction)
        }
        for line in decision.plan.up {
            if let yearGroup = line.yearGroup {
                try transaction.setYearGroup(yearGroup, of: line.pupil.id, in: rollover.year, school: school)
            }
            if let group = line.group.flatMap({ groups[$0] }) {
                try transaction.join(group.id, line.pupil.id, from: first, school: school)
            }
        }
        for starter in rollover.starters {
            var pupil = starter.pupil
            pupil.registrationGroup = starter.group.flatMap { groups[$0]?.id }
            _ = try admit(pupil, by: signedIn, at: instant, as: act, transaction)
        }
        for (yearGroup, day) in rollover.laterStarts where day > rollover.firstDay {
            try transaction.addClosure(
                from: first, to: Session(day - 1, .pm), code: .plannedClosure, yearGroups: [yearGroup],
                reason: "\(yearGroup.name) starts on \(day)", by: act, school: school)
        }
        if let double = try transaction.doublyRegistered(from: rollover.firstDay, school: school).first {
            throw OfficeError.conflict(
                "\(double.pupilName) would be on two registers: \(double.registers.joined(separator: " and "))."
            )
        }
    }

    /// Every group, class and register of the year before ends with the day before the first.
    private func endOldYear(
        _ rollover: Rollover, school: SchoolID, _ transaction: any Transaction
    ) throws {
        let last = rollover.firstDay - 1
        let first = Session(rollover.firstDay, .am)
        for group in try transaction.groups(in: rollover.year.previous, school: school) {
            for register in try transaction.registers(of: group.id, on: last, school: school)
            where register.to.map({ $0 > last }) ?? true {
                try transaction.endRegister(register.id, after: last, school: school)
            }
            for member in try transaction.stays(in: group.id, reaching: first, school: school) {
                try transaction.leave(group.id, member, from: first, school: school)
            }
        }
    }

    /// A registration group of the new year, with the registers its predecessor had and its own where it had none.
    private func make(
        _ new: RolloverDecision.NewYearGroup, _ rollover: Rollover, by act: RecordedAct, school: SchoolID,
        _ transaction: any Transaction
    ) throws -> PupilGroup {
        let known = try transaction.group(
            named: new.name, kind: .registration, in: rollover.year, school: school)
        let id =
            try known?.id
            ?? transaction.addGroup(named: new.name, kind: .registration, year: rollover.year, school: school)
        let group = PupilGroup(id: id, name: new.name, kind: .registration, year: rollover.year)
        let there = try transaction.registers(of: id, on: rollover.firstDay, school: school)
        for half in Session.Half.allCases where !there.contains(where: { $0.register.half == half }) {
            guard !new.takers.isEmpty, new.halves.contains(half) else { continue }
            let register = try transaction.addRegister(
                named: new.name, half: half, group: id, room: new.rooms[half], precedence: .named,
                from: rollover.firstDay, school: school)
            for taker in new.takers {
                try transaction.addTaker(
                    taker, of: register, from: rollover.firstDay, by: act, school: school)
            }
        }
        try transaction.ensureOwnRegisters(of: group, from: rollover.firstDay, by: act, school: school)
        return group
    }
}
