public import Attendance

extension Transaction {
    /// A pupil as lists show them on a day, on roll or not; nil when this school has none of that id.
    public func pupilSummary(_ id: PupilID, on day: CalendarDate, school: SchoolID) throws -> PupilSummary? {
        try first(
            "SELECT \(PupilSummary.columns) FROM pupil p WHERE p.school_id = ? AND p.id = ?",
            PupilSummary.values(on: day) + [.integer(school.rawValue), .integer(id.rawValue)]
        ) { PupilSummary($0) }
    }

    /// Everyone on the roll on a day, by surname and forename.
    public func pupils(onRoll day: CalendarDate, school: SchoolID) throws -> [PupilSummary] {
        try rows(
            """
            SELECT \(PupilSummary.columns) FROM pupil p
            WHERE p.school_id = ? AND EXISTS (
                SELECT 1 FROM admission a
                WHERE a.school_id = p.school_id AND a.pupil_id = p.id AND a.from_day <= ?
                    AND (a.to_day IS NULL OR a.to_day >= ?))
            ORDER BY 5, 4, 1
            """,
            PupilSummary.values(on: day) + [
                .integer(school.rawValue), .text(day.description), .text(day.description),
            ]
        ) { PupilSummary($0) }.inNameOrder()
    }

    /// Everyone who was on the roll on any day of a range, by surname, as lists show them on its last day.
    public func pupils(
        onRollIn days: ClosedRange<CalendarDate>, school: SchoolID
    ) throws -> [PupilSummary] {
        try rows(
            """
            SELECT \(PupilSummary.columns) FROM pupil p
            WHERE p.school_id = ? AND EXISTS (
                SELECT 1 FROM admission a
                WHERE a.school_id = p.school_id AND a.pupil_id = p.id AND a.from_day <= ?
                    AND (a.to_day IS NULL OR a.to_day >= ?))
            ORDER BY 5, 4, 1
            """,
            PupilSummary.values(on: days.upperBound) + [
                .integer(school.rawValue), .text(days.upperBound.description),
                .text(days.lowerBound.description),
            ]
        ) { PupilSummary($0) }.inNameOrder()
    }

    /// Pupils found by part of a name, a UPN or an admission number, by surname; on roll or not.
    ///
    /// Every word must begin a word of the name, without regard to case or accents.
    public func searchPupils(
        _ text: String, on day: CalendarDate, most: Int = 50, school: SchoolID
    ) throws -> [PupilSummary] {
        let words = text.plainName.split(separator: " ")
        guard !words.isEmpty else { return [] }
        let exact = text.uppercased().filter { !$0.isWhitespace }
        let names = words.map { _ in "(p.plain_name LIKE ? OR p.plain_name LIKE ?)" }
        return try rows(
            """
            SELECT \(PupilSummary.columns) FROM pupil p
            WHERE p.school_id = ? AND (p.upn = ? OR p.admission_number = ? OR \(names.joined(separator: " AND ")))
            ORDER BY 5, 4, 1 LIMIT \(most)
            """,
            PupilSummary.values(on: day) + [.integer(school.rawValue), .text(exact), .text(exact)]
                + words.flatMap { [.text("\($0)%"), .text("% \($0)%")] }
        ) { PupilSummary($0) }.inNameOrder()
    }

    /// All that is recorded of a pupil; nil when this school has none of that id.
    public func pupil(_ id: PupilID, school: SchoolID) throws -> Pupil? {
        let key: [SQLValue] = [.integer(school.rawValue), .integer(id.rawValue)]
        let found = try first(
            """
            SELECT \(PupilDetails.columns), d.lines, d.postcode FROM pupil p
            LEFT JOIN address d ON d.school_id = p.school_id AND d.id = p.address_id
            WHERE p.school_id = ? AND p.id = ?
            """, key
        ) { row in
            (
                PupilDetails(row, at: 0),
                row.textOrNil(12).map { Address(lines: $0, postcode: row.textOrNil(13)) }
            )
        }
        guard let (details, address) = found else { return nil }
        return Pupil(
            id: id, details: details, address: address,
            admissions: try admissions(of: id, school: school),
            yearGroups: try yearGroups(of: id, school: school),
            flags: try flags(of: id, school: school),
            memberships: try memberships(of: id, school: school))
    }

    /// A pupil's own particulars; nil when this school has none of that id.
    public func details(of id: PupilID, school: SchoolID) throws -> PupilDetails? {
        try first(
            "SELECT \(PupilDetails.columns) FROM pupil p WHERE p.school_id = ? AND p.id = ?",
            [.integer(school.rawValue), .integer(id.rawValue)]
        ) { PupilDetails($0, at: 0) }
    }

    /// Every pupil a school ever had, with their particulars: what an import matches a file against.
    public func allDetails(school: SchoolID) throws -> [PupilID: PupilDetails] {
        var all: [PupilID: PupilDetails] = [:]
        try each(
            "SELECT \(PupilDetails.columns), p.id FROM pupil p WHERE p.school_id = ?",
            [.integer(school.rawValue)]
        ) { all[PupilID(rawValue: $0.integer(12))] = PupilDetails($0, at: 0) }
        return all
    }

    public func findPupil(upn: String, school: SchoolID) throws -> PupilID? {
        try findPupil("upn", upn, school: school)
    }

    public func findPupil(admissionNumber: String, school: SchoolID) throws -> PupilID? {
        try findPupil("admission_number", admissionNumber, school: school)
    }

    public func findPupil(misID: String, school: SchoolID) throws -> PupilID? {
        try findPupil("mis_id", misID, school: school)
    }

    private func findPupil(_ column: String, _ value: String, school: SchoolID) throws -> PupilID? {
        try first(
            "SELECT id FROM pupil WHERE school_id = ? AND \(column) = ?",
            [.integer(school.rawValue), .text(value)]
        ) { PupilID(rawValue: $0.integer(0)) }
    }

    /// Pupils of that surname and forename, legal or preferred, without regard to case or accents.
    public func findPupils(
        surname: String, forename: String, born: CalendarDate? = nil, school: SchoolID
    ) throws -> [PupilID] {
        let wanted = "\(surname) \(forename)".plainName
        return try rows(
            """
            SELECT id FROM pupil
            WHERE school_id = ? AND (plain_name = ? OR plain_name LIKE ? OR plain_name LIKE ?)
                AND (? = '' OR born = ?)
            ORDER BY id
            """,
            [
                .integer(school.rawValue), .text(wanted), .text("\(wanted) %"), .text("% \(wanted)"),
                .text(born?.description ?? ""), .text(born?.description),
            ]
        ) { PupilID(rawValue: $0.integer(0)) }
    }

    /// Adds a pupil. UPN, admission number and MIS id must be nobody else's at this school.
    public func addPupil(_ details: PupilDetails, school: SchoolID) throws -> PupilID {
        let id = PupilID(rawValue: try nextID(school: school))
        try run(
            """
            INSERT INTO pupil (upn, admission_number, mis_id, surname, forename, preferred_surname,
                preferred_forename, born, sex, sen, enrol_status, transport_run, plain_name, school_id, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            details.values + [.text(details.plainName), .integer(school.rawValue), .integer(id.rawValue)]
        )
        return id
    }

    public func change(_ id: PupilID, to details: PupilDetails, school: SchoolID) throws {
        try run(
            """
            UPDATE pupil SET upn = ?, admission_number = ?, mis_id = ?, surname = ?, forename = ?,
                preferred_surname = ?, preferred_forename = ?, born = ?, sex = ?, sen = ?, enrol_status = ?,
                transport_run = ?, plain_name = ?
            WHERE school_id = ? AND id = ?
            """,
            details.values + [.text(details.plainName), .integer(school.rawValue), .integer(id.rawValue)]
        )
    }

    /// Where a pupil lives; nil when it is not known.
    public func setAddress(_ address: Address?, of pupil: PupilID, school: SchoolID) throws {
        let id = try address.map { try addressID(of: $0, school: school) }
        try run(
            "UPDATE pupil SET address_id = ? WHERE school_id = ? AND id = ?",
            [id.map { .integer($0) } ?? .null, .integer(school.rawValue), .integer(pupil.rawValue)]
        )
    }

    /// The number of an address, the same for everyone who lives there.
    func addressID(of address: Address, school: SchoolID) throws -> Int64 {
        let found = try first(
            "SELECT id FROM address WHERE school_id = ? AND lines = ? AND coalesce(postcode, '') = ?",
            [.integer(school.rawValue), .text(address.lines), .text(address.postcode ?? "")]
        ) { $0.integer(0) }
        if let found { return found }
        let id = try nextID(school: school)
        try run(
            "INSERT INTO address (school_id, id, lines, postcode) VALUES (?, ?, ?, ?)",
            [.integer(school.rawValue), .integer(id), .text(address.lines), .text(address.postcode)]
        )
        return id
    }

    /// Says that an act was about pupils, so that it is listed among what was done to their records.
    public func note(_ act: RecordedAct, about pupils: some Sequence<PupilID>, school: SchoolID) throws {
        for pupil in pupils {
            try run(
                """
                INSERT INTO pupil_act (school_id, pupil_id, act_id) VALUES (?, ?, ?)
                ON CONFLICT (school_id, pupil_id, act_id) DO NOTHING
                """,
                [.integer(school.rawValue), .integer(pupil.rawValue), .integer(act.id.rawValue)]
            )
        }
    }

    /// What was done to a pupil's record, marks apart; the newest first.
    public func acts(about pupil: PupilID, most: Int = 200, school: SchoolID) throws -> [RecordedAct] {
        try rows(
            """
            SELECT \(Act.columns) FROM pupil_act n
            JOIN act a ON a.school_id = n.school_id AND a.id = n.act_id
            WHERE n.school_id = ? AND n.pupil_id = ? ORDER BY a.id DESC LIMIT \(most)
            """,
            [.integer(school.rawValue), .integer(pupil.rawValue)]
        ) { try Act.recorded(from: $0, at: 0) }
    }
}
