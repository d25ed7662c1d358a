public import Attendance
public import Store

/// A register as the office sets it up.
public struct NewRegister: Hashable, Sendable {
    public var name: String
    /// The halves of the day it is called in: for each it is a register of its own, by the same name.
    public var halves: Set<Session.Half>
    public var group: GroupID
    public var room: String?
    public var takers: Set<Taker>
    public var from: CalendarDate
    public var to: CalendarDate?
    /// Holds its pupils instead of the registers they are usually on: an exam hall, a trip.
    public var isInstead: Bool

    public init(
        name: String, halves: Set<Session.Half>, group: GroupID, room: String? = nil, takers: Set<Taker>,
        from: CalendarDate, to: CalendarDate? = nil, isInstead: Bool = false
    ) {
        self.name = name
        self.halves = halves
        self.group = group
        self.room = room
        self.takers = takers
        self.from = from
        self.to = to
        self.isInstead = isInstead
    }
}

extension Office {
    /// Sets up a register: a set of pupils, the halves of the day, and whoever may take it.
    ///
    /// The group's own register of that half, made with the group, is called no more. Throws `OfficeError.conflict`
    /// when a pupil would be on two registers in one session.
    public func setUpRegister(_ new: NewRegister, by signedIn: SignedIn) async throws -> [RegisterID] {
        try signedIn.require(.manageRegisters)
        let at = now()
        let today = self.today
        return try await store.write(signedIn.school) { transaction in
            try self.checkNew(new, on: today, school: signedIn.school, transaction)
            let act = try transaction.record(
                Act(
                    .registers, at: at, by: signedIn.named,
                    detail: RollDetail.text(group: new.name, from: new.from.description, note: "new register")
                ),
                school: signedIn.school)
            return try self.add(new, by: act, school: signedIn.school, transaction)
        }
    }

    /// The same inside a transaction of the caller's, the facts checked by it.
    func add(
        _ new: NewRegister, by act: RecordedAct, school: SchoolID, _ transaction: any Transaction
    ) throws -> [RegisterID] {
        let own = try transaction.registers(of: new.group, on: new.from, school: school)
            .filter { $0.register.precedence == .group && new.halves.contains($0.register.half) }
        if !new.isInstead {
            for register in own where register.to.map({ $0 >= new.from }) ?? true {
                try transaction.endRegister(register.id, after: new.from - 1, school: school)
            }
        }
        return try new.halves.sorted().map { half in
            let register = try transaction.addRegister(
                named: new.name.trimmedOfSpace, half: half, group: new.group,
                room: new.room?.trimmedOfSpace.nilIfEmpty, precedence: new.isInstead ? .instead : .named,
                from: new.from, to: new.to, school: school)
            for taker in new.takers {
                try transaction.addTaker(
                    taker, of: register, from: new.from, to: new.to, by: act, school: school)
            }
            try transaction.requireOneRegister(eachOn: register, from: new.from, school: school)
            return register
        }
    }

    /// From a day on, a register is taken by exactly these, in this room.
    public func changeRegister(
        _ register: RegisterID, takers: Set<Taker>, room: String?, from day: CalendarDate,
        by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.manageRegisters)
        let at = now()
        let today = self.today
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            guard let row = try transaction.register(register, school: school) else {
                throw OfficeError.notFound("There is no such register.")
            }
            if day < today {
                throw OfficeError.invalid(
                    "from", "Choose today or a later day: past registers keep who took them.")
            }
            try self.checkTakers(takers, on: day, school: school, transaction)
            let act = try transaction.record(
                Act(
                    .registers, at: at, by: signedIn.named,
                    detail: RollDetail.text(
                        group: "\(row.name) \(row.half.name)", from: day.description,
                        note: "takers: " + takers.map(\.description).sorted().joined(separator: ", "))),
                school: school)
            let standing = try transaction.allTakers(of: register, school: school)
                .filter { $0.to == nil || $0.to.map { $0 > day } ?? false }
            for old in standing where !takers.contains(old.taker) {
                try transaction.removeTaker(old.taker, of: register, from: day, school: school)
            }
            for taker in takers
            where !standing.contains(where: { $0.taker == taker && $0.from <= day && $0.to == nil }) {
                try transaction.addTaker(taker, of: register, from: day, by: act, school: school)
            }
            try transaction.setRoom(room?.trimmedOfSpace.nilIfEmpty, of: register, school: school)
        }
    }

    /// A register is called for the last time; its pupils are on the group's own from then on, or the office's.
    public func endRegister(
        _ register: RegisterID, after last: CalendarDate, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.manageRegisters)
        let at = now()
        let today = self.today
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            guard let row = try transaction.register(register, school: school), row.precedence >= .named
            else {
                throw OfficeError.notFound("There is no such register, or it is one that stays.")
            }
            if last < today - 1 {
                throw OfficeError.invalid(
                    "last", "Choose yesterday or a later day: past registers stay as they were.")
            }
            let act = try transaction.record(
                Act(
                    .registers, at: at, by: signedIn.named,
                    detail: RollDetail.text(
                        group: "\(row.name) \(row.half.name)", from: (last + 1).description, note: "ended")),
                school: school)
            try transaction.endRegister(register, after: last, school: school)
            guard let group = try transaction.group(row.group, school: school), group.kind == .registration,
                row.precedence == .named
            else { return }
            let others = try transaction.registers(of: group.id, on: last + 1, school: school)
                .filter { $0.register.half == row.half && ($0.to.map { $0 > last } ?? true) }
            guard others.isEmpty else { return }
            let own = try transaction.addRegister(
                named: group.name, half: row.half, group: group.id, precedence: .group, from: last + 1,
                school: school)
            try transaction.addTaker(.role(.office), of: own, from: last + 1, by: act, school: school)
        }
    }

    private func checkNew(
        _ new: NewRegister, on today: CalendarDate, school: SchoolID, _ transaction: any Transaction
    ) throws {
        var problems: [FieldProblem] = []
        func wrong(_ field: String, _ message: String) {
            problems.append(FieldProblem(field: field, message: message))
        }
        let name = new.name.trimmedOfSpace
        if name.isEmpty { wrong("name", "Give a name.") }
        if new.halves.isEmpty { wrong("halves", "Choose morning, afternoon or both.") }
        if new.takers.isEmpty { wrong("takers", "Say who takes it: a person, or a role.") }
        if new.from < today { wrong("from", "Choose today or a later day.") }
        if let to = new.to, to < new.from { wrong("to", "The last day must not be before the first.") }
        if !problems.isEmpty { throw OfficeError.invalid(problems) }
        guard let group = try transaction.group(new.group, school: school), group.kind != .office else {
            throw OfficeError.notFound("There is no such group.")
        }
        for half in new.halves {
            if let other = try transaction.register(
                named: name, in: Session(new.from, half), school: school),
                !(other.group == group.id && other.precedence == .group)
            {
                throw OfficeError.invalid(
                    "name",
                    "There is a register \(name) in the \(half == .am ? "morning" : "afternoon") already.")
            }
        }
        try checkTakers(new.takers, on: new.from, school: school, transaction)
    }

    private func checkTakers(
        _ takers: Set<Taker>, on day: CalendarDate, school: SchoolID, _ transaction: any Transaction
    ) throws {
        for case .person(let person) in takers {
            guard let member = try transaction.staffMember(person, on: day, school: school),
                member.isEmployed(on: day)
            else { throw OfficeError.invalid("takers", "One of them is not on the staff on \(day).") }
        }
        for case .role(let role) in takers where !Permission.of(role).contains(.takeRegister) {
            throw OfficeError.invalid("takers", "Nobody who is only \(role.title) may take a register.")
        }
    }
}
