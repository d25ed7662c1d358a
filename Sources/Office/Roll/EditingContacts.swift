public import Attendance
public import Store

extension Office {
    /// Adds a contact to a pupil. Those already there at this place in the order, or after it, move down.
    public func addContact(
        _ details: ContactDetails, to pupil: PupilID, as link: ContactLink, by signedIn: SignedIn
    ) async throws -> ContactID {
        try signedIn.require(.editRoll)
        let at = now()
        let details = details.tidied
        try Self.check(details, link)
        return try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            _ = try transaction.requireDetails(of: pupil, school: school)
            try self.checkMISID(of: details, except: nil, school: school, transaction)
            let contact = try transaction.addContact(details, school: school)
            _ = try transaction.record(
                .editContact, at: at, by: signedIn,
                detail: RollDetail.text(contact: contact, note: "added"), about: [pupil])
            try transaction.place(contact, at: link, for: pupil, school: school)
            try transaction.setMaster(
                .rollcall, of: ContactLinkField.allCases.map { $0.key(of: contact) }, .contactLink,
                pupil.rawValue, school: school)
            return contact
        }
    }

    /// Changes a contact's own particulars, for every pupil they are linked to: a brother's and a sister's mother is
    /// one person. Rollcall is master of each field changed.
    public func editContact(
        _ contact: ContactID, to details: ContactDetails, by signedIn: SignedIn
    ) async throws -> RollEdit<ContactID> {
        try signedIn.require(.editRoll)
        let at = now()
        let details = details.tidied
        try Self.check(details, nil)
        return try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            guard let old = try transaction.contact(contact, school: school)?.details else {
                throw OfficeError.notFound("There is no such contact at this school.")
            }
            try self.checkMISID(of: details, except: contact, school: school, transaction)
            let fields = old.differences(to: details).map(\.rawValue)
            guard !fields.isEmpty else { return RollEdit(id: contact, warnings: [], changed: []) }
            _ = try transaction.record(
                .editContact, at: at, by: signedIn, detail: RollDetail.text(fields: fields, contact: contact),
                about: try transaction.pupils(of: contact, school: school))
            try transaction.change(contact, to: details, school: school)
            try transaction.setMaster(.rollcall, of: fields, .contact, contact.rawValue, school: school)
            return RollEdit(id: contact, warnings: [], changed: fields)
        }
    }

    /// Links a contact who is already known to a pupil, as a brother's to a sister, or changes what they are to the
    /// pupil: their place in the order, what a court order bars.
    public func linkContact(
        _ contact: ContactID, to pupil: PupilID, as link: ContactLink, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.editRoll)
        let at = now()
        try Self.check(nil, link)
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            _ = try transaction.requireDetails(of: pupil, school: school)
            guard try transaction.contact(contact, school: school) != nil else {
                throw OfficeError.notFound("There is no such contact at this school.")
            }
            let old = try transaction.contacts(of: pupil, school: school).first { $0.id == contact }?.link
            let fields = old?.differences(to: link) ?? ContactLinkField.allCases
            guard !fields.isEmpty else { return }
            _ = try transaction.record(
                .editContact, at: at, by: signedIn,
                detail: RollDetail.text(
                    fields: old == nil ? [] : fields.map(\.rawValue), contact: contact,
                    note: old == nil ? "linked" : nil), about: [pupil])
            try transaction.place(contact, at: link, for: pupil, school: school)
            try transaction.setMaster(
                .rollcall, of: fields.map { $0.key(of: contact) }, .contactLink, pupil.rawValue,
                school: school)
        }
    }

    /// A contact is no longer one of a pupil's; their record stays, for brothers and sisters and for what was said
    /// to them.
    public func unlinkContact(
        _ contact: ContactID, from pupil: PupilID, reason: String, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.editRoll)
        let reason = reason.trimmedOfSpace
        if reason.isEmpty { throw OfficeError.invalid("reason", "Say why the contact is taken away.") }
        let at = now()
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            let links = try transaction.contacts(of: pupil, school: school)
            guard links.contains(where: { $0.id == contact }) else {
                throw OfficeError.notFound("That is not a contact of this pupil.")
            }
            _ = try transaction.record(
                .editContact, at: at, by: signedIn, reason: reason,
                detail: RollDetail.text(contact: contact, note: "unlinked"), about: [pupil])
            try transaction.unlink(contact, from: pupil, school: school)
            // So that the next file does not bring the contact back.
            try transaction.setMaster(
                .rollcall, of: ContactLinkField.allCases.map { $0.key(of: contact) }, .contactLink,
                pupil.rawValue, school: school)
        }
    }

    /// Contacts found by part of a name, to link one to another pupil.
    public func searchContacts(_ text: String, by signedIn: SignedIn) async throws -> [Contact] {
        try signedIn.require(.seeContacts)
        return try await store.read { try $0.searchContacts(text, school: signedIn.school) }
    }

    /// A contact with the pupils they are linked to.
    public func contact(
        _ id: ContactID, by signedIn: SignedIn
    ) async throws -> (contact: Contact, pupils: [PupilSummary]) {
        try signedIn.require(.seeContacts)
        let day = today
        return try await store.read { transaction in
            guard let contact = try transaction.contact(id, school: signedIn.school) else {
                throw OfficeError.notFound("There is no such contact at this school.")
            }
            let pupils = try transaction.pupils(of: id, school: signedIn.school).compactMap {
                try transaction.pupilSummary($0, on: day, school: signedIn.school)
            }
            return (contact, pupils)
        }
    }

    private func checkMISID(
        of details: ContactDetails, except own: ContactID?, school: SchoolID, _ transaction: any Transaction
    ) throws {
        guard let misID = details.misID,
            let other = try transaction.findContact(misID: misID, school: school), other != own
        else { return }
        throw OfficeError.invalid(ContactField.misID.rawValue, "Another contact has that id already.")
    }

    private static func check(_ details: ContactDetails?, _ link: ContactLink?) throws(OfficeError) {
        var problems: [FieldProblem] = []
        func wrong(_ field: String, _ message: String) {
            problems.append(FieldProblem(field: field, message: message))
        }
        if let details {
            if details.surname.isEmpty && details.forename.isEmpty {
                wrong(ContactField.surname.rawValue, "Give a name.")
            }
            if let email = details.email, !email.isPlausibleEmail {
                wrong(ContactField.email.rawValue, "That is not an email address.")
            }
            for phone in details.phones where phone.filter(\.isNumber).count < 6 {
                wrong(
                    ContactField.phones.rawValue, "'\(phone.prefix(40))' is too short for a telephone number."
                )
            }
        }
        if let link, !(1...99).contains(link.priority) {
            wrong(ContactLinkField.priority.rawValue, "Write 1 for whoever is called first, 2 for the next.")
        }
        if !problems.isEmpty { throw .invalid(problems) }
    }
}

extension ContactDetails {
    /// As it is kept: no space around anything, blanks as nothing.
    var tidied: ContactDetails {
        func text(_ value: String?) -> String? { value?.trimmedOfSpace.nilIfEmpty }
        return ContactDetails(
            misID: text(misID), title: text(title), forename: forename.trimmedOfSpace,
            surname: surname.trimmedOfSpace,
            phones: phones.map(\.trimmedOfSpace).filter { !$0.isEmpty },
            email: text(email)?.lowercased(), language: text(language), needsInterpreter: needsInterpreter,
            address: address?.tidied)
    }
}

extension Transaction {
    /// Puts a contact at a place in a pupil's order. Where somebody else stands there, that one and those after it
    /// move down; two whom a file gave one place stay as they are until one is moved.
    func place(
        _ contact: ContactID, at link: ContactLink, for pupil: PupilID, school: SchoolID
    ) throws {
        let all = try contacts(of: pupil, school: school)
        let others = all.filter { $0.id != contact }
        let stays = all.contains { $0.id == contact && $0.link.priority == link.priority }
        if !stays, others.contains(where: { $0.link.priority == link.priority }) {
            for other in others where other.link.priority >= link.priority {
                var moved = other.link
                moved.priority += 1
                try self.link(other.id, to: pupil, as: moved, school: school)
            }
        }
        try self.link(contact, to: pupil, as: link, school: school)
    }
}
