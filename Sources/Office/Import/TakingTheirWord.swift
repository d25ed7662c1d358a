public import Attendance
import Store

extension Office {
    /// Settles a question that a file raised by taking its word: moves the pupil to the group, puts the field as the
    /// file has it, makes the contact who they are. From then on the MIS is master of it again.
    ///
    /// `contact` says who is meant, where that is the question; nil adds somebody new. Throws `OfficeError`.
    public func takeTheirWord(
        in id: QuestionID, contact: ContactID? = nil, by person: SignedIn
    ) async throws {
        try person.require(.amend)
        try person.require(.editRoll)
        let at = now()
        try await store.write(person.school) { transaction in
            guard let question = try transaction.question(id, school: person.school) else {
                throw OfficeError.notFound("There is no such question.")
            }
            guard question.settledBy == nil else {
                throw OfficeError.conflict("Somebody has settled this already: \(question.answer ?? "").")
            }
            guard let pupil = question.pupil,
                let word = question.theirWord.first(where: { $0.contact == contact })
            else {
                throw OfficeError.invalid(
                    "answer",
                    "There is nothing to take over by itself here: change the record, then mark it as seen to."
                )
            }
            let settling = Settling(
                office: self, question: question, pupil: pupil, by: person, at: at, transaction: transaction)
            let act = try settling.apply(to: contact)
            _ = try transaction.settle(id, answer: word.label, by: act, school: person.school)
        }
    }
}

/// One question being settled by taking a file's word, within its transaction.
private struct Settling {
    let office: Office
    let question: Question
    let pupil: PupilID
    let by: SignedIn
    let at: Instant
    let transaction: any Transaction

    var school: SchoolID { by.school }
    var today: CalendarDate { LondonClock.moment(at: at).date }

    /// The act that it is done by.
    func apply(to contact: ContactID?) throws -> RecordedAct {
        if question.kind == .groupChange { return try moveGroup() }
        switch Proposal(question.proposal) {
        case nil: throw OfficeError.invalid("answer", "It is not known what the file says.")
        case .address(let address):
            try transaction.setAddress(address, of: pupil, school: school)
            return try kept([PupilField.address.rawValue])
        case .field(let field, let value): return try set(field, to: value)
        case .contact(let proposal): return try apply(proposal, to: contact)
        }
    }

    /// The act of settling, with the fields of the pupil's record of which the MIS is master from now on.
    private func kept(_ fields: [String]) throws -> RecordedAct {
        try transaction.setMaster(.mis, of: fields, .pupil, pupil.rawValue, school: school)
        return try record(RollDetail.text(fields: fields), about: [pupil])
    }

    private func record(_ detail: String, about pupils: [PupilID]) throws -> RecordedAct {
        try transaction.record(
            .settle, at: at, by: by, reason: "As in \(question.source ?? "a file").", detail: detail,
            about: pupils)
    }

    // MARK: Pupils

    private func moveGroup() throws -> RecordedAct {
        guard let name = question.theirs, let found = try transaction.pupil(pupil, school: school),
            let stay = found.admissions.last
        else { throw OfficeError.notFound("There is no such pupil at this school.") }
        let moment = LondonClock.moment(at: at)
        let year = AcademicYear(containing: max(moment.date, stay.from))
        let known = try transaction.group(named: name, kind: .registration, in: year, school: school)
        let group =
            try known?.id
            ?? transaction.addGroup(named: name, kind: .registration, year: year, school: school)
        let (_, act) = try office.move(
            [pupil], to: group, from: stay.from > moment.date ? stay.from : nil, by: by, at: at,
            reason: "As in \(question.source ?? "a file").", transaction)
        if known == nil, let made = try transaction.group(group, school: school) {
            try transaction.ensureOwnRegisters(
                of: made, from: max(moment.date, stay.from), by: act, school: school)
            try transaction.requireOneRegister(each: pupil, from: moment.date, school: school)
        }
        try transaction.setMaster(
            .mis, of: [PupilField.registrationGroup.rawValue], .pupil, pupil.rawValue, school: school)
        return act
    }

    private func set(_ field: PupilField, to value: String?) throws -> RecordedAct {
        guard let found = try transaction.pupil(pupil, school: school) else {
            throw OfficeError.notFound("There is no such pupil at this school.")
        }
        var details = found.details
        let year = AcademicYear(containing: max(today, found.admissions.last?.from ?? today))
        switch field {
        case .upn: details.upn = value
        case .admissionNumber: details.admissionNumber = value
        case .misID: details.misID = value
        case .surname: details.surname = value ?? ""
        case .forename: details.forename = value ?? ""
        case .preferredSurname: details.preferredSurname = value
        case .preferredForename: details.preferredForename = value
        case .born: details.born = value.flatMap { CalendarDate($0) }
        case .sex: details.sex = value
        case .sen: details.sen = value
        case .enrolStatus: details.enrolStatus = value
        case .transportRun: details.transportRun = value
        case .yearGroup:
            guard let yearGroup = value.flatMap({ YearGroup($0) }) else { throw unreadable(field) }
            try transaction.setYearGroup(yearGroup, of: pupil, in: year, school: school)
        case .flags:
            let flags = (value ?? "").split(separator: ";").compactMap { PupilFlag(rawValue: String($0)) }
            try transaction.setFlags(Set(flags), of: pupil, from: today, school: school)
        case .entryDate: return try begin(found, on: value.flatMap { CalendarDate($0) })
        case .address, .registrationGroup: throw unreadable(field)
        }
        details = details.tidied
        if details != found.details {
            let problems =
                try details.problems(on: today)
                + transaction.clashes(of: details, except: pupil, on: today, school: school)
            if !problems.isEmpty { throw OfficeError.invalid(problems) }
            try transaction.change(pupil, to: details, school: school)
        }
        return try kept([field.rawValue])
    }

    private func begin(_ found: Pupil, on day: CalendarDate?) throws -> RecordedAct {
        guard let day, let stay = found.admissions.last else { throw unreadable(.entryDate) }
        guard try transaction.mayBegin(stay, of: found, on: day, school: school) else {
            throw OfficeError.invalid(
                PupilField.entryDate.rawValue,
                "There are marks, or an earlier stay, before \(day): put those right first, then take the file's day."
            )
        }
        let act = try kept([PupilField.entryDate.rawValue])
        try transaction.begin(stay, of: pupil, on: day, by: act, school: school)
        return act
    }

    private func unreadable(_ field: PupilField) -> OfficeError {
        .invalid(
            field.rawValue, "Change the \(field.rawValue) on the pupil's own page, then mark this as seen to."
        )
    }

    // MARK: Contacts

    private func apply(_ proposal: ContactProposal, to chosen: ContactID?) throws -> RecordedAct {
        let id =
            chosen ?? (proposal.mayBeNew ? nil : proposal.candidates.first.map { ContactID(rawValue: $0.id) })
        let contact: ContactID
        if let id {
            guard var details = try transaction.contact(id, school: school)?.details else {
                throw OfficeError.notFound("That contact is no longer here.")
            }
            contact = id
            let old = details
            if let theirs = proposal.details {
                for field in proposal.fields { details.take(field, from: theirs) }
                // A telephone the office knows besides is kept, after theirs.
                if proposal.mayBeNew {
                    let known = Set(details.phones.map(ContactBook.digits))
                    details.phones += old.phones.filter { !known.contains(ContactBook.digits($0)) }
                }
            }
            if details != old { try transaction.change(contact, to: details, school: school) }
        } else {
            guard let details = proposal.details, !details.surname.isEmpty || !details.forename.isEmpty else {
                throw OfficeError.invalid(
                    "answer", "The file gives no name: add the contact on the pupil's page.")
            }
            contact = try transaction.addContact(details, school: school)
        }
        try link(contact, proposal)
        try transaction.setMaster(
            .mis, of: proposal.fields.map(\.rawValue), .contact, contact.rawValue, school: school)
        try transaction.setMaster(
            .mis, of: proposal.linkFields.map { $0.key(of: contact) }, .contactLink, pupil.rawValue,
            school: school)
        let about = Set(try transaction.pupils(of: contact, school: school)).union([pupil])
        return try record(
            RollDetail.text(
                fields: proposal.fields.map(\.rawValue) + proposal.linkFields.map(\.rawValue),
                contact: contact),
            about: about.sorted { $0.rawValue < $1.rawValue })
    }

    private func link(_ contact: ContactID, _ proposal: ContactProposal) throws {
        guard let theirs = proposal.link else { return }
        guard
            var link = try transaction.contacts(of: pupil, school: school).first(where: { $0.id == contact })?
                .link
        else { return try transaction.place(contact, at: theirs, for: pupil, school: school) }
        for field in proposal.linkFields { link.take(field, from: theirs) }
        try transaction.place(contact, at: link, for: pupil, school: school)
    }
}

extension Transaction {
    /// Whether a stay may begin on another day: no mark of it lies before, and no other stay reaches into it.
    func mayBegin(_ stay: Admission, of pupil: Pupil, on day: CalendarDate, school: SchoolID) throws -> Bool {
        let overlaps = pupil.admissions.contains { $0.from != stay.from && $0.to.map { $0 >= day } ?? true }
        if overlaps || stay.to.map({ $0 < day }) ?? false { return false }
        guard day > stay.from else { return true }
        return try !entries(of: pupil.id, in: stay.from...(day - 1), school: school).contains {
            $0.code != nil
        }
    }

    /// Moves the first day of a stay, and of the groups that began with it.
    func begin(
        _ stay: Admission, of pupil: PupilID, on day: CalendarDate, by act: RecordedAct, school: SchoolID
    ) throws {
        try changeAdmission(of: pupil, from: stay.from, to: day, school: school)
        try moveFirstMemberships(of: pupil, from: stay.from, to: day, school: school)
        try ensureOfficeRegisters(from: day, by: act, school: school)
    }
}
