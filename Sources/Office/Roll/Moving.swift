public import Attendance
public import Store

extension Office {
    /// Makes a registration group or a class for an academic year.
    ///
    /// A registration group gets a register of its own in each half of the day, which the office may take, until the
    /// school says who takes what.
    public func createGroup(
        named name: String, kind: PupilGroup.Kind, in year: AcademicYear, by signedIn: SignedIn
    ) async throws -> GroupID {
        try signedIn.require(.manageRegisters)
        let name = name.trimmedOfSpace
        if name.isEmpty { throw OfficeError.invalid("name", "Give a name.") }
        if kind == .office { throw OfficeError.invalid("kind", "The office's group is made by itself.") }
        let at = now()
        let day = max(today, year.firstDay)
        return try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            if try transaction.group(named: name, kind: kind, in: year, school: school) != nil {
                throw OfficeError.invalid("name", "There is a group \(name) in \(year) already.")
            }
            let id = try transaction.addGroup(named: name, kind: kind, year: year, school: school)
            let act = try transaction.record(
                Act(
                    .registers, at: at, by: signedIn.named,
                    detail: RollDetail.text(group: name, from: day.description, note: "new group")),
                school: school)
            if let group = try transaction.group(id, school: school) {
                try transaction.ensureOwnRegisters(of: group, from: day, by: act, school: school)
            }
            return id
        }
    }

    /// Moves pupils to a registration group, or out of any. In the middle of a day it takes effect from the next
    /// session that nobody has begun to call; past registers keep the group as it was.
    ///
    /// `day` nil is as soon as may be. Gives the first session in the new group. Throws `OfficeError.conflict` when a
    /// pupil would be on two registers in one session.
    public func move(
        _ pupils: [PupilID], to group: GroupID?, from day: CalendarDate? = nil, by signedIn: SignedIn
    ) async throws -> Session {
        try signedIn.require(.editRoll)
        let at = now()
        return try await store.write(signedIn.school) { transaction in
            try self.move(pupils, to: group, from: day, by: signedIn, at: at, transaction).session
        }
    }

    /// The same inside a transaction of the caller's, with the act.
    func move(
        _ pupils: [PupilID], to group: GroupID?, from day: CalendarDate?, by signedIn: SignedIn, at: Instant,
        reason: String? = nil, _ transaction: any Transaction
    ) throws -> (session: Session, act: RecordedAct) {
        let moment = LondonClock.moment(at: at)
        let school = signedIn.school
        let target = try group.map { id in
            guard let found = try transaction.group(id, school: school), found.kind == .registration else {
                throw OfficeError.notFound("There is no such registration group.")
            }
            return found
        }
        for pupil in pupils { _ = try transaction.requireDetails(of: pupil, school: school) }
        let earliest = Session(day ?? moment.date, .am)
        let left = try pupils.map { pupil in
            try transaction.otherGroups(
                of: pupil, kind: .registration, than: group, from: earliest, school: school)
        }
        let groups = Set(left.flatMap { $0.map(\.group.id) } + (group.map { [$0] } ?? []))
        let session = try effectiveSession(day, groups: groups, at: moment, school: school, transaction)
        if let target, target.year != AcademicYear(containing: session.date) {
            throw OfficeError.invalid(
                "day", "\(target.name) is a group of \(target.year?.description ?? "no") year.")
        }
        let act = try transaction.record(
            .moveGroup, at: at, by: signedIn, reason: reason,
            detail: RollDetail.text(
                fields: [PupilField.registrationGroup.rawValue], group: target?.name,
                from: session.description), about: pupils)
        for (pupil, old) in zip(pupils, left) {
            for stay in old {
                try transaction.leave(stay.group.id, pupil, from: session, school: school)
            }
            if let target { try joinOnce(target, pupil, from: session, school: school, transaction) }
            try transaction.setMaster(
                .rollcall, of: [PupilField.registrationGroup.rawValue], .pupil, pupil.rawValue, school: school
            )
            try transaction.requireOneRegister(each: pupil, from: session.date, school: school)
        }
        return (session, act)
    }

    /// Puts pupils in a class from a day on, beside their registration group.
    public func join(
        _ pupils: [PupilID], class group: GroupID, from day: CalendarDate? = nil,
        to last: CalendarDate? = nil,
        by signedIn: SignedIn
    ) async throws -> Session {
        try signedIn.require(.editRoll)
        let at = now()
        let moment = self.moment
        return try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            let target = try transaction.requireClass(group, school: school)
            let session = try self.effectiveSession(
                day, groups: [group], at: moment, school: school, transaction)
            _ = try transaction.record(
                .moveGroup, at: at, by: signedIn,
                detail: RollDetail.text(group: target.name, from: session.description, note: "joins"),
                about: pupils)
            for pupil in pupils {
                _ = try transaction.requireDetails(of: pupil, school: school)
                try self.joinOnce(
                    target, pupil, from: session, to: last.map { Session($0, .pm) }, school: school,
                    transaction)
                try transaction.requireOneRegister(each: pupil, from: session.date, school: school)
            }
            return session
        }
    }

    /// Takes pupils out of a class from a day on.
    public func leave(
        _ pupils: [PupilID], class group: GroupID, from day: CalendarDate? = nil, by signedIn: SignedIn
    ) async throws -> Session {
        try signedIn.require(.editRoll)
        let at = now()
        let moment = self.moment
        return try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            let target = try transaction.requireClass(group, school: school)
            let session = try self.effectiveSession(
                day, groups: [group], at: moment, school: school, transaction)
            _ = try transaction.record(
                .moveGroup, at: at, by: signedIn,
                detail: RollDetail.text(group: target.name, from: session.description, note: "leaves"),
                about: pupils)
            for pupil in pupils {
                _ = try transaction.requireDetails(of: pupil, school: school)
                try transaction.leave(group, pupil, from: session, school: school)
            }
            return session
        }
    }

    /// The first session that a move may reach: of today, one that none of the groups' registers has been opened
    /// for; of a later day, its morning.
    private func effectiveSession(
        _ day: CalendarDate?, groups: Set<GroupID>, at moment: Moment, school: SchoolID,
        _ transaction: any Transaction
    ) throws -> Session {
        let day = day ?? moment.date
        if day > moment.date { return Session(day, .am) }
        if day < moment.date {
            throw OfficeError.invalid(
                "day", "Registers already taken keep the group as it was: choose today or a later day.")
        }
        for half in Session.Half.allCases where moment.time.hour < (half == .am ? 12 : 16) {
            let session = Session(day, half)
            let begun = try transaction.registerSessions(in: session, school: school)
            let registers = try transaction.registers(in: session, school: school)
            if !registers.contains(where: { groups.contains($0.group) && begun[$0.id]?.openedAt != nil }) {
                return session
            }
        }
        return Session(day + 1, .am)
    }

    /// Joins unless the pupil is in the group then already.
    private func joinOnce(
        _ group: PupilGroup, _ pupil: PupilID, from session: Session, to last: Session? = nil,
        school: SchoolID, _ transaction: any Transaction
    ) throws {
        let stays = try transaction.memberships(of: pupil, school: school)
        if stays.contains(where: { $0.group.id == group.id && $0.contains(session) }) { return }
        try transaction.join(group.id, pupil, from: session, to: last, school: school)
    }
}

extension Transaction {
    func requireClass(_ id: GroupID, school: SchoolID) throws -> PupilGroup {
        guard let found = try group(id, school: school), found.kind == .classGroup else {
            throw OfficeError.notFound("There is no such class.")
        }
        return found
    }

    /// Throws `OfficeError.conflict` when a pupil would be on two registers in one session from a day on.
    func requireOneRegister(each pupil: PupilID, from day: CalendarDate, school: SchoolID) throws {
        try require(try doublyRegistered(from: day, pupil: pupil, school: school))
    }

    /// The same of everyone on a register.
    func requireOneRegister(eachOn register: RegisterID, from day: CalendarDate, school: SchoolID) throws {
        try require(try doublyRegistered(from: day, register: register, school: school))
    }

    private func require(_ doubles: [DoubleRegistration]) throws(OfficeError) {
        guard let first = doubles.first else { return }
        let more = doubles.count > 1 ? " So would \(doubles.count - 1) more." : ""
        throw .conflict(
            "\(first.pupilName) would be on two registers of the \(first.half == .am ? "morning" : "afternoon"): "
                + "\(first.registers.joined(separator: " and ")).\(more)")
    }
}
