public import Attendance
public import Store

/// The code of a supply teacher's sign-in for one day.
public struct SupplyCode: Hashable, Sendable {
    /// `K7QM-3XPD`: shown once, to be typed on the classroom's computer.
    public var code: String
    public var name: String
    /// The act that issued it, by which it is ended.
    public var act: ActID

    /// As it is written beside the marks.
    static let position = "supply teacher"

    /// What the books keep. The same for a code and day wherever it is typed, since it is found by this; scrypt,
    /// since a code that is short enough to type is short enough to guess from a fast hash.
    static func hash(
        _ code: String, on day: CalendarDate, cost: PasswordHash.Cost
    ) async throws -> String {
        let hash = try await PasswordHash.make(
            Secret.normal(code: code), salt: Array("rollcall supply \(day)".utf8), cost: cost)
        return hash.description
    }
}

extension Office {
    /// Gives registers to a colleague for a day: those of a group's morning and afternoon, as a rule. Whoever else
    /// may take them still may.
    public func giveRegisters(
        _ registers: [RegisterID], on day: CalendarDate, to person: PersonID, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.cover)
        let at = now()
        try checkCover(registers, on: day)
        try await store.write(signedIn.school) { transaction in
            guard let member = try transaction.staffMember(person, on: day, school: signedIn.school),
                member.isEmployed(on: day)
            else { throw OfficeError.notFound("There is no such person on the staff that day.") }
            let names = try self.names(of: registers, on: day, school: signedIn.school, transaction)
            let act = try transaction.record(
                Act(.cover, at: at, by: signedIn.named, detail: "\(names) on \(day) to \(member.name)"),
                school: signedIn.school)
            for register in registers {
                try transaction.addTaker(
                    .person(person), of: register, from: day, to: day, by: act, school: signedIn.school)
            }
        }
    }

    /// Takes a register that was given for a day back from a colleague.
    public func takeBackRegister(
        _ register: RegisterID, on day: CalendarDate, from person: PersonID, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.cover)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            let given = try transaction.allTakers(of: register, school: signedIn.school)
            guard given.contains(where: { $0.taker == .person(person) && $0.from == day && $0.to == day })
            else {
                throw OfficeError.notFound("That register was not given to that person for that day.")
            }
            let names = try self.names(of: [register], on: day, school: signedIn.school, transaction)
            _ = try transaction.record(
                Act(.cover, at: at, by: signedIn.named, detail: "\(names) on \(day) taken back"),
                school: signedIn.school)
            try transaction.removeTaker(.person(person), of: register, from: day, school: signedIn.school)
        }
    }

    /// Makes a sign-in for somebody who is not on the staff, for one group's registers on one day. Nobody shares a
    /// sign-in: the name is written beside the marks.
    public func issueSupplySignIn(
        for registers: [RegisterID], on day: CalendarDate, name: String, by signedIn: SignedIn
    ) async throws -> SupplyCode {
        try signedIn.require(.cover)
        let name = name.trimmedOfSpace
        guard name.split(whereSeparator: \.isWhitespace).count >= 2 else {
            throw OfficeError.invalid("name", "Give the supply teacher's forename and surname.")
        }
        try checkCover(registers, on: day)
        let code = Secret.code(characters: 8)
        let codeHash = try await SupplyCode.hash(code, on: day, cost: passwordCost)
        let at = now()
        return try await store.write(signedIn.school) { transaction in
            let names = try self.names(of: registers, on: day, school: signedIn.school, transaction)
            let act = try transaction.record(
                Act(
                    .cover, at: at, by: signedIn.named,
                    detail: "\(names) on \(day) to \(name), supply teacher"),
                school: signedIn.school)
            try transaction.add(
                SupplySignIn(
                    codeHash: codeHash, school: signedIn.school,
                    only: OnlyRegisters(registers: Set(registers), day: day), name: name, issuedBy: act.id))
            return SupplyCode(code: code, name: name, act: act.id)
        }
    }

    /// The supply teachers' sign-ins for a day.
    public func supplySignIns(on day: CalendarDate, by signedIn: SignedIn) async throws -> [SupplySignIn] {
        try signedIn.require(.cover)
        return try await store.read { try $0.supplySignIns(on: day, school: signedIn.school) }
    }

    /// Ends a supply teacher's sign-in before its day does.
    public func endSupplySignIn(issuedBy issued: ActID, by signedIn: SignedIn) async throws {
        try signedIn.require(.cover)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            _ = try transaction.record(
                Act(.cover, at: at, by: signedIn.named, detail: "ended the sign-in of act \(issued)"),
                school: signedIn.school)
            try transaction.endSupplySignIns(issuedBy: issued, at: at, school: signedIn.school)
        }
    }

    private func checkCover(_ registers: [RegisterID], on day: CalendarDate) throws(OfficeError) {
        if registers.isEmpty { throw .invalid("register", "Choose a register.") }
        if day < today { throw .invalid("day", "That day is over. Complete its register late instead.") }
    }

    /// `7A AM, 7A PM`; throws when one of them is not called that day.
    private func names(
        of registers: [RegisterID], on day: CalendarDate, school: SchoolID, _ transaction: any Transaction
    ) throws -> String {
        let called = try transaction.registers(on: day, school: school)
        return try registers.map { id in
            guard let found = called.first(where: { $0.id == id }) else {
                throw OfficeError.notFound("There is no such register on \(day).")
            }
            return "\(found.name) \(found.register.half.name)"
        }.joined(separator: ", ")
    }
}

extension StaffMember {
    func isEmployed(on day: CalendarDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}
