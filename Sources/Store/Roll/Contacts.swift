public import Attendance

extension Transaction {
    /// A pupil's contacts in the order in which they are to be called.
    public func contacts(of pupil: PupilID, school: SchoolID) throws -> [PupilContact] {
        let phones = try phones(
            """
            JOIN pupil_contact l ON l.school_id = f.school_id AND l.contact_id = f.contact_id
            WHERE f.school_id = ? AND l.pupil_id = ?
            """, [.integer(school.rawValue), .integer(pupil.rawValue)])
        return try rows(
            """
            SELECT \(Contact.columns), \(ContactLink.columns) FROM pupil_contact l
            JOIN contact c ON c.school_id = l.school_id AND c.id = l.contact_id
            LEFT JOIN address d ON d.school_id = c.school_id AND d.id = c.address_id
            WHERE l.school_id = ? AND l.pupil_id = ? ORDER BY l.priority, c.id
            """,
            [.integer(school.rawValue), .integer(pupil.rawValue)]
        ) { row in
            PupilContact(
                contact: Contact(row, phones: phones[ContactID(rawValue: row.integer(0))] ?? []),
                link: ContactLink(row, at: 10))
        }
    }

    /// The contacts of everyone on the roll on a day, in the order in which they are to be called.
    public func contacts(onRoll day: CalendarDate, school: SchoolID) throws -> [PupilID: [PupilContact]] {
        let phones = try phones("WHERE f.school_id = ?", [.integer(school.rawValue)])
        var all: [PupilID: [PupilContact]] = [:]
        try each(
            """
            SELECT \(Contact.columns), \(ContactLink.columns), l.pupil_id FROM pupil_contact l
            JOIN contact c ON c.school_id = l.school_id AND c.id = l.contact_id
            LEFT JOIN address d ON d.school_id = c.school_id AND d.id = c.address_id
            WHERE l.school_id = ? AND EXISTS (
                SELECT 1 FROM admission a
                WHERE a.school_id = l.school_id AND a.pupil_id = l.pupil_id AND a.from_day <= ?
                    AND (a.to_day IS NULL OR a.to_day >= ?))
            ORDER BY l.pupil_id, l.priority, c.id
            """,
            [.integer(school.rawValue), .text(day.description), .text(day.description)]
        ) { row in
            all[PupilID(rawValue: row.integer(17)), default: []].append(
                PupilContact(
                    contact: Contact(row, phones: phones[ContactID(rawValue: row.integer(0))] ?? []),
                    link: ContactLink(row, at: 10)))
        }
        return all
    }

    public func contact(_ id: ContactID, school: SchoolID) throws -> Contact? {
        let key: [SQLValue] = [.integer(school.rawValue), .integer(id.rawValue)]
        let phones = try phones("WHERE f.school_id = ? AND f.contact_id = ?", key)[id] ?? []
        return try first(
            """
            SELECT \(Contact.columns) FROM contact c
            LEFT JOIN address d ON d.school_id = c.school_id AND d.id = c.address_id
            WHERE c.school_id = ? AND c.id = ?
            """, key
        ) { Contact($0, phones: phones) }
    }

    /// Every contact of a school: what an import matches a file against.
    public func allContacts(school: SchoolID) throws -> [Contact] {
        let phones = try phones("WHERE f.school_id = ?", [.integer(school.rawValue)])
        return try rows(
            """
            SELECT \(Contact.columns) FROM contact c
            LEFT JOIN address d ON d.school_id = c.school_id AND d.id = c.address_id
            WHERE c.school_id = ? ORDER BY c.id
            """,
            [.integer(school.rawValue)]
        ) { Contact($0, phones: phones[ContactID(rawValue: $0.integer(0))] ?? []) }
    }

    /// What every contact is to every pupil they are linked to.
    public func allContactLinks(school: SchoolID) throws -> [PupilID: [ContactID: ContactLink]] {
        var all: [PupilID: [ContactID: ContactLink]] = [:]
        try each(
            "SELECT l.pupil_id, l.contact_id, \(ContactLink.columns) FROM pupil_contact l WHERE l.school_id = ?",
            [.integer(school.rawValue)]
        ) { row in
            all[PupilID(rawValue: row.integer(0)), default: [:]][ContactID(rawValue: row.integer(1))] =
                ContactLink(row, at: 2)
        }
        return all
    }

    public func findContact(misID: String, school: SchoolID) throws -> ContactID? {
        try first(
            "SELECT id FROM contact WHERE school_id = ? AND mis_id = ?",
            [.integer(school.rawValue), .text(misID)]
        ) { ContactID(rawValue: $0.integer(0)) }
    }

    /// Contacts found by part of a name, each word beginning a word of it; by surname.
    public func searchContacts(_ text: String, most: Int = 20, school: SchoolID) throws -> [Contact] {
        let words = text.plainName.split(separator: " ")
        guard !words.isEmpty else { return [] }
        let names = words.map { _ in "(c.plain_name LIKE ? OR c.plain_name LIKE ?)" }
        let found = try rows(
            """
            SELECT c.id FROM contact c WHERE c.school_id = ? AND \(names.joined(separator: " AND "))
            ORDER BY c.surname, c.forename, c.id LIMIT \(most)
            """,
            [.integer(school.rawValue)] + words.flatMap { [.text("\($0)%"), .text("% \($0)%")] }
        ) { ContactID(rawValue: $0.integer(0)) }
        return try found.compactMap { try contact($0, school: school) }
    }

    /// The pupils a contact is linked to: brothers and sisters.
    public func pupils(of contact: ContactID, school: SchoolID) throws -> [PupilID] {
        try rows(
            "SELECT pupil_id FROM pupil_contact WHERE school_id = ? AND contact_id = ? ORDER BY pupil_id",
            [.integer(school.rawValue), .integer(contact.rawValue)]
        ) { PupilID(rawValue: $0.integer(0)) }
    }

    public func addContact(_ details: ContactDetails, school: SchoolID) throws -> ContactID {
        let id = ContactID(rawValue: try nextID(school: school))
        try run(
            """
            INSERT INTO contact (mis_id, title, forename, surname, plain_name, email, language,
                needs_interpreter, address_id, school_id, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            try values(of: details, school: school) + [.integer(school.rawValue), .integer(id.rawValue)])
        try setPhones(details.phones, of: id, school: school)
        return id
    }

    public func change(_ id: ContactID, to details: ContactDetails, school: SchoolID) throws {
        try run(
            """
            UPDATE contact SET mis_id = ?, title = ?, forename = ?, surname = ?, plain_name = ?, email = ?,
                language = ?, needs_interpreter = ?, address_id = ?
            WHERE school_id = ? AND id = ?
            """,
            try values(of: details, school: school) + [.integer(school.rawValue), .integer(id.rawValue)])
        try run(
            "DELETE FROM contact_phone WHERE school_id = ? AND contact_id = ?",
            [.integer(school.rawValue), .integer(id.rawValue)])
        try setPhones(details.phones, of: id, school: school)
    }

    /// Links a contact to a pupil, or changes what they are to the pupil.
    public func link(
        _ contact: ContactID, to pupil: PupilID, as link: ContactLink, school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO pupil_contact (priority, relationship, has_responsibility, lives_with, gets_letters,
                may_collect, order_bars, school_id, pupil_id, contact_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (school_id, pupil_id, contact_id) DO UPDATE SET
                priority = excluded.priority, relationship = excluded.relationship,
                has_responsibility = excluded.has_responsibility, lives_with = excluded.lives_with,
                gets_letters = excluded.gets_letters, may_collect = excluded.may_collect,
                order_bars = excluded.order_bars
            """,
            link.values + [
                .integer(school.rawValue), .integer(pupil.rawValue), .integer(contact.rawValue),
            ]
        )
    }

    public func unlink(_ contact: ContactID, from pupil: PupilID, school: SchoolID) throws {
        try run(
            "DELETE FROM pupil_contact WHERE school_id = ? AND pupil_id = ? AND contact_id = ?",
            [.integer(school.rawValue), .integer(pupil.rawValue), .integer(contact.rawValue)]
        )
    }

    /// In the order of the columns that `addContact` and `change` write.
    private func values(of details: ContactDetails, school: SchoolID) throws -> [SQLValue] {
        let address = try details.address.map { try addressID(of: $0, school: school) }
        return [
            .text(details.misID), .text(details.title), .text(details.forename), .text(details.surname),
            .text(details.plainName), .text(details.email), .text(details.language),
            .flag(details.needsInterpreter), address.map { .integer($0) } ?? .null,
        ]
    }

    private func setPhones(_ phones: [String], of contact: ContactID, school: SchoolID) throws {
        for (place, number) in phones.enumerated() {
            try run(
                "INSERT INTO contact_phone (school_id, contact_id, place, number) VALUES (?, ?, ?, ?)",
                [
                    .integer(school.rawValue), .integer(contact.rawValue), .integer(place + 1),
                    .text(number),
                ]
            )
        }
    }

    private func phones(_ condition: String, _ values: [SQLValue]) throws -> [ContactID: [String]] {
        var all: [ContactID: [String]] = [:]
        try each(
            "SELECT f.contact_id, f.number FROM contact_phone f \(condition) ORDER BY f.contact_id, f.place",
            values
        ) { all[ContactID(rawValue: $0.integer(0)), default: []].append($0.text(1)) }
        return all
    }
}
