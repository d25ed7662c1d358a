internal import Attendance

extension ExchangeWriter where Row == ContactRow {
    /// A file of contacts, one contact of one pupil to a row. Bromcom, which has three contacts beside each pupil, is
    /// written by ``WideContactWriter``; here it gives Rollcall's own form.
    ///
    /// What a dialect does not carry is read back as unknown: SIMS has no `interpreter` and `mayCollect`, and of a
    /// court order only that there is one; Arbor has no `livesWith`, `language`, `interpreter`, `letters` and court
    /// order.
    public init(as dialect: Dialect) {
        switch dialect {
        case .rollcall, .bromcom: self.init(.rollcallContacts)
        case .sims: self.init(.simsContacts)
        case .arbor: self.init(.arborContacts)
        }
    }
}

extension Layout<ContactRow> {
    fileprivate static let rollcallContacts = Layout(
        .rollcall, of: "Contacts",
        [
            Column("UPN") { $0.pupil.upn?.text ?? "" },
            Column("AdmissionNumber") { $0.pupil.admissionNumber ?? "" },
            Column("ContactID") { $0.contactID.text },
            Column("Order") { $0.order.map(\.description).text },
            Column("Title") { $0.title.text },
            Column("Forename") { $0.forename.text },
            Column("Surname") { $0.surname.text },
            Column("Relationship") { $0.relationship.text },
            Column("Responsibility") { Dialect.rollcall.answer($0.responsibility) },
            Column("LivesWith") { Dialect.rollcall.answer($0.livesWith) },
            Column("Phone") { $0.phones[0].text },
            Column("Phone2") { $0.phones[1].text },
            Column("Phone3") { $0.phones[2].text },
            Column("Email") { $0.email.text },
            Column("Address") { $0.address.text },
            Column("Postcode") { $0.postcode.text },
            Column("Language") { $0.language.text },
            Column("Interpreter") { Dialect.rollcall.answer($0.interpreter) },
            Column("Letters") { Dialect.rollcall.answer($0.letters) },
            Column("MayCollect") { Dialect.rollcall.answer($0.mayCollect) },
            Column("CourtOrder") { row in
                switch row.courtOrder {
                case .unknown, .blank: ""
                case .value(.absent): "none"
                case .value(.unspecified): "true"
                case .value(.bars(let bars)): bars.map(\.rawValue).sorted().joined(separator: ";")
                }
            },
        ])

    fileprivate static let simsContacts = Layout(
        .sims, of: "Contacts",
        [
            Column("PersonID") { $0.pupil.misID ?? "" },
            Column("Adno") { $0.pupil.admissionNumber ?? "" },
            Column("UPN") { $0.pupil.upn?.text ?? "" },
            Column("Pupil Name") { row in
                [row.pupil.surname, row.pupil.forename].compactMap(\.self).joined(separator: ", ")
            },
            Column("Contact Person ID") { $0.contactID.text },
            Column("Contact Priority") { $0.order.map(\.description).text },
            Column("Contact Title") { $0.title.text },
            Column("Contact Surname") { $0.surname.text },
            Column("Contact Forename") { $0.forename.text },
            Column("Relationship") { Dialect.sims.relationship($0.relationship) },
            Column("Parental Responsibility") { Dialect.sims.answer($0.responsibility) },
            Column("Lives with pupil") { Dialect.sims.answer($0.livesWith) },
            Column("Mobile Telephone") { $0.phones[0].text },
            Column("Home Telephone") { $0.phones[1].text },
            Column("Work Telephone") { $0.phones[2].text },
            Column("Email address") { $0.email.text },
            Column("Contact Address") { $0.address.text },
            Column("Contact Postcode") { $0.postcode.text },
            Column("First Language") { $0.language.text },
            Column("Correspondence") { Dialect.sims.answer($0.letters) },
            Column("Court Order") { row in
                switch row.courtOrder {
                case .unknown, .blank: ""
                case .value(.absent): "N"
                case .value: "Y"
                }
            },
        ])

    fileprivate static let arborContacts = Layout(
        .arbor, of: "Guardians",
        [
            Column("Arbor Student ID") { $0.pupil.misID ?? "" },
            Column("UPN") { $0.pupil.upn?.text ?? "" },
            Column("Admission Number") { $0.pupil.admissionNumber ?? "" },
            Column("Student") { $0.pupil.fullName ?? "" },
            Column("Guardian ID") { $0.contactID.text },
            Column("Guardian Title") { $0.title.text },
            Column("Guardian First Name") { $0.forename.text },
            Column("Guardian Last Name") { $0.surname.text },
            Column("Guardian relationship type") { Dialect.arbor.relationship($0.relationship) },
            Column("Is legal guardian") { Dialect.arbor.answer($0.responsibility) },
            Column("Emergency contact priority") { $0.order.map(\.description).text },
            Column("Is authorised to collect") { Dialect.arbor.answer($0.mayCollect) },
            Column("Mobile phone") { $0.phones[0].text },
            Column("Home phone") { $0.phones[1].text },
            Column("Work phone") { $0.phones[2].text },
            Column("Primary email") { $0.email.text },
            Column("Home address") { $0.address.text },
            Column("Home postcode") { $0.postcode.text },
        ])
}

/// Writes the contacts of pupils as Bromcom's flat view has them: three beside each pupil.
///
/// Rows of one pupil are added one after the other, in order. Not carried: a fourth contact, the contact's id, a second
/// and third telephone, address, postcode, where the contact lives, language, letters, collection and court orders.
public struct WideContactWriter: Sendable {
    /// Contacts beyond the third of a pupil, which have no place in the file.
    public private(set) var leftOut = 0
    private var csv = CSVWriter(withReturns: true)
    private var pupil: PupilReference?
    private var contacts: [ContactRow] = []

    public init() {
        var header = ["StudentId", "UPN", "AdmissionNumber", "FirstName", "LastName", "TutorGroupName"]
        for number in 1...3 {
            header += ["Name", "Telephone", "Email", "Relationship", "ParentalResponsibility"]
                .map { "Contact\(number)\($0)" }
        }
        csv.row(header)
    }

    public mutating func add(_ row: ContactRow) {
        if row.pupil != pupil { endPupil() }
        pupil = row.pupil
        if contacts.count < 3 { contacts.append(row) } else { leftOut += 1 }
    }

    /// Ends the file.
    public mutating func finish() { endPupil() }

    /// Hands over what was written since the last call.
    public mutating func take() -> [UInt8] { csv.take() }

    private mutating func endPupil() {
        guard let pupil else { return }
        var cells = [
            pupil.misID ?? "", pupil.upn?.text ?? "", pupil.admissionNumber ?? "", pupil.forename ?? "",
            pupil.surname ?? "", pupil.registrationGroup ?? "",
        ]
        for place in 0..<3 {
            guard place < contacts.count else {
                cells += ["", "", "", "", ""]
                continue
            }
            let contact = contacts[place]
            cells += [
                name(of: contact), contact.phones[0].text, contact.email.text,
                Dialect.bromcom.relationship(contact.relationship),
                Dialect.bromcom.answer(contact.responsibility),
            ]
        }
        csv.row(cells.map { $0.isEmpty ? $0 : $0 + "  " })
        self.pupil = nil
        contacts = []
    }

    /// `Mrs Ngozi Okafor`; with a comma where that could be cut in the wrong place.
    private func name(of contact: ContactRow) -> String {
        let (title, forename, surname) = (contact.title.text, contact.forename.text, contact.surname.text)
        let plain = [title, forename, surname].filter { !$0.isEmpty }.joined(separator: " ")
        let read = NameText(plain, order: .forenameFirst)
        if (read.title, read.forename, read.surname) == (title, forename, surname) { return plain }
        let lead = title.isEmpty ? surname : "\(title) \(surname)"
        return forename.isEmpty ? lead + "," : "\(lead), \(forename)"
    }
}
