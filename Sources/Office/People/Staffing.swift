public import Attendance
public import Store

/// Somebody as a school employs them, about to be written down.
public struct StaffDetails: Hashable, Sendable {
    public var person: PersonDetails
    /// What the MIS calls them.
    public var code: String?
    public var position: String
    public var roles: Set<Role>

    public init(person: PersonDetails, code: String? = nil, position: String, roles: Set<Role>) {
        self.person = person
        self.code = code
        self.position = position
        self.roles = roles
    }
}

extension Office {
    /// The staff on a day, by surname.
    public func staff(on day: CalendarDate, by signedIn: SignedIn) async throws -> [StaffMember] {
        guard signedIn.may(.manageStaff) || signedIn.may(.manageRegisters) || signedIn.may(.cover) else {
            try signedIn.require(.manageStaff)
            return []
        }
        return try await store.read { try $0.staff(on: day, school: signedIn.school) }
    }

    /// Puts somebody on the staff. A person another school of the installation knows by the same email is the same
    /// person.
    public func addStaff(
        _ details: StaffDetails, from day: CalendarDate, by signedIn: SignedIn
    ) async throws -> PersonID {
        try signedIn.require(.manageStaff)
        try Self.check(details.person, position: details.position)
        let at = now()
        return try await store.write(signedIn.school) { transaction in
            try self.checkRoles(details.roles, instead: [], by: signedIn)
            try self.checkCode(details.code, of: nil, on: day, school: signedIn.school, transaction)
            let known = try details.person.email.flatMap { try transaction.person(email: $0)?.id }
            if let known,
                let member = try transaction.staffMember(known, on: day, school: signedIn.school),
                member.isEmployed(on: day)
            {
                throw OfficeError.invalid("email", "\(member.name) has that email already.")
            }
            let person = try known ?? transaction.addPerson(details.person)
            try transaction.saveStaff(
                person, code: details.code, position: details.position, from: day, to: nil,
                school: signedIn.school)
            try transaction.setRoles(details.roles, of: person, from: day, school: signedIn.school)
            let roles = details.roles.map(\.rawValue).sorted().joined(separator: ", ")
            _ = try transaction.record(
                Act(
                    .staff, at: at, by: signedIn.named,
                    detail: "added \(details.person.forename) \(details.person.surname): \(roles)"),
                school: signedIn.school)
            return person
        }
    }

    /// Changes how somebody is employed, and, from a day on, which roles they hold.
    ///
    /// A change of roles ends their sessions: the next sign-in asks for what the new role needs.
    public func changeStaff(
        _ person: PersonID, to details: StaffDetails, from day: CalendarDate, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.manageStaff)
        try Self.check(details.person, position: details.position)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            guard let member = try transaction.staffMember(person, on: day, school: signedIn.school) else {
                throw OfficeError.notFound("There is no such person on the staff.")
            }
            try self.checkRoles(details.roles, instead: member.roles, by: signedIn)
            try self.checkLastAdministrator(
                person, keeps: details.roles.contains(.administrator), on: day, school: signedIn.school,
                transaction)
            try self.checkCode(details.code, of: person, on: day, school: signedIn.school, transaction)
            if let email = details.person.email, let other = try transaction.person(email: email),
                other.id != person
            {
                throw OfficeError.invalid("email", "\(other.name) has that email already.")
            }
            var changed: [String] = []
            let old = member.person
            if old.title != details.person.title || old.forename != details.person.forename
                || old.surname != details.person.surname
            {
                changed.append("name")
            }
            if old.email != details.person.email?.lowercased() { changed.append("email") }
            if member.code != details.code { changed.append("staff code") }
            if member.position != details.position { changed.append("position") }
            if member.roles != details.roles {
                changed.append(
                    "roles from \(day): " + details.roles.map(\.rawValue).sorted().joined(separator: ", "))
            }
            guard !changed.isEmpty else { return }
            try transaction.change(person, to: details.person)
            try transaction.saveStaff(
                person, code: details.code, position: details.position, from: member.from, to: member.to,
                school: signedIn.school)
            if member.roles != details.roles {
                try transaction.setRoles(details.roles, of: person, from: day, school: signedIn.school)
                try transaction.endSessions(of: person)
            }
            // So that the next file does not undo it.
            var fields: [String] = []
            if old.title != details.person.title { fields.append("Title") }
            if old.forename != details.person.forename { fields.append("Forename") }
            if old.surname != details.person.surname { fields.append("Surname") }
            if old.email != details.person.email?.lowercased() { fields.append("Email") }
            if member.code != details.code { fields.append("StaffID") }
            if member.position != details.position { fields.append("Position") }
            if member.roles != details.roles { fields.append("Roles") }
            try transaction.setMaster(
                .rollcall, of: fields, .staff, person.rawValue, school: signedIn.school)
            _ = try transaction.record(
                Act(
                    .staff, at: at, by: signedIn.named,
                    detail: "changed \(member.name): " + changed.joined(separator: "; ")),
                school: signedIn.school)
        }
    }

    /// Somebody leaves: their last day. From the next they hold no role and take no register, and their sessions
    /// end.
    public func endStaff(_ person: PersonID, after last: CalendarDate, by signedIn: SignedIn) async throws {
        try signedIn.require(.manageStaff)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            guard let member = try transaction.staffMember(person, on: last, school: signedIn.school) else {
                throw OfficeError.notFound("There is no such person on the staff.")
            }
            if member.roles.contains(.administrator) { try signedIn.require(.administer) }
            try self.checkLastAdministrator(
                person, keeps: false, on: last + 1, school: signedIn.school, transaction)
            try transaction.saveStaff(
                person, code: member.code, position: member.position, from: member.from, to: last,
                school: signedIn.school)
            try transaction.setRoles([], of: person, from: last + 1, school: signedIn.school)
            for register in try transaction.registers(
                takenBy: [.person(person)], on: last, school: signedIn.school)
            {
                try transaction.removeTaker(
                    .person(person), of: register.id, from: last + 1, school: signedIn.school)
            }
            try transaction.endSessions(of: person)
            _ = try transaction.record(
                Act(.staff, at: at, by: signedIn.named, detail: "\(member.name) leaves after \(last)"),
                school: signedIn.school)
        }
    }

    /// Only whoever may administer gives or takes the administrator's role; some roles are nobody's on the staff.
    private func checkRoles(
        _ roles: Set<Role>, instead old: Set<Role>, by signedIn: SignedIn
    ) throws(OfficeError) {
        if roles.contains(.administrator) != old.contains(.administrator) {
            try signedIn.require(.administer)
        }
        if roles.contains(.supplyTeacher) || roles.contains(.contact) {
            throw .invalid(
                "roles", "A supply teacher's sign-in is issued for a day; a contact is not on the staff.")
        }
    }

    private func checkLastAdministrator(
        _ person: PersonID, keeps: Bool, on day: CalendarDate, school: SchoolID,
        _ transaction: any Transaction
    ) throws {
        let holders = try transaction.holders(of: .administrator, on: day, school: school)
        if !keeps, holders == [person] {
            throw OfficeError.conflict("There must be an administrator: make somebody else one first.")
        }
    }

    private func checkCode(
        _ code: String?, of person: PersonID?, on day: CalendarDate, school: SchoolID,
        _ transaction: any Transaction
    ) throws {
        guard let code, let other = try transaction.staffMember(code: code, on: day, school: school),
            other.id != person
        else { return }
        throw OfficeError.invalid("code", "\(other.name) has that staff code already.")
    }
}
