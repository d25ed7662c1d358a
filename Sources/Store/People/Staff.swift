public import Attendance

extension Transaction {
    /// Everyone who is on the staff on a day, by surname, with the roles they hold that day.
    public func staff(on day: CalendarDate, school: SchoolID) throws -> [StaffMember] {
        try staff(
            "(s.from_day IS NULL OR s.from_day <= ?) AND (s.to_day IS NULL OR s.to_day >= ?)",
            [.text(day.description), .text(day.description)], on: day, school: school)
    }

    /// One person as a school employs them, whether or not they are there on the day; nil when never employed.
    public func staffMember(_ person: PersonID, on day: CalendarDate, school: SchoolID) throws -> StaffMember?
    {
        try staff("s.person_id = ?", [.integer(person.rawValue)], on: day, school: school).first
    }

    public func staffMember(code: String, on day: CalendarDate, school: SchoolID) throws -> StaffMember? {
        try staff("s.staff_code = ?", [.text(code)], on: day, school: school).first
    }

    private func staff(
        _ condition: String, _ values: [SQLValue], on day: CalendarDate, school: SchoolID
    ) throws -> [StaffMember] {
        var members: [StaffMember] = []
        try each(
            """
            SELECT \(Person.columns), s.staff_code, s.position, s.from_day, s.to_day, r.role
            FROM staff s
            JOIN person p ON p.id = s.person_id
            LEFT JOIN staff_role r ON r.school_id = s.school_id AND r.person_id = s.person_id
                AND r.from_day <= ? AND (r.to_day IS NULL OR r.to_day >= ?)
            WHERE s.school_id = ? AND \(condition)
            ORDER BY p.surname, p.forename, p.id
            """,
            [.text(day.description), .text(day.description), .integer(school.rawValue)] + values
        ) { row in
            let person = Person(row)
            let role = row.textOrNil(9).flatMap { Role(rawValue: $0) }
            if members.last?.id == person.id {
                if let role { members[members.count - 1].roles.insert(role) }
            } else {
                members.append(
                    StaffMember(
                        person: person, code: row.textOrNil(5), position: row.text(6),
                        from: row.textOrNil(7).flatMap { CalendarDate($0) },
                        to: row.textOrNil(8).flatMap { CalendarDate($0) }, roles: role.map { [$0] } ?? []))
            }
        }
        return members.inNameOrder { NameOrder(surname: $0.person.surname, forename: $0.person.forename) }
    }

    /// Puts a person on a school's staff, or changes how they are there.
    public func saveStaff(
        _ person: PersonID, code: String?, position: String, from: CalendarDate?, to: CalendarDate?,
        school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO staff (school_id, person_id, staff_code, position, from_day, to_day)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (school_id, person_id) DO UPDATE SET staff_code = excluded.staff_code,
                position = excluded.position, from_day = excluded.from_day, to_day = excluded.to_day
            """,
            [
                .integer(school.rawValue), .integer(person.rawValue), .text(code), .text(position),
                .text(from?.description), .text(to?.description),
            ]
        )
    }

    /// Every role a person ever held at a school, the earliest first.
    public func roles(of person: PersonID, school: SchoolID) throws -> [DatedRole] {
        try rows(
            """
            SELECT role, from_day, to_day FROM staff_role WHERE school_id = ? AND person_id = ?
            ORDER BY from_day, role
            """,
            [.integer(school.rawValue), .integer(person.rawValue)]
        ) { row -> DatedRole? in
            guard let role = Role(rawValue: row.text(0)), let from = CalendarDate(row.text(1)) else {
                return nil
            }
            return DatedRole(role: role, from: from, to: row.textOrNil(2).flatMap { CalendarDate($0) })
        }.compactMap { $0 }
    }

    /// From a day on, a person holds exactly these roles at a school; until then those held before.
    public func setRoles(
        _ roles: Set<Role>, of person: PersonID, from day: CalendarDate, school: SchoolID
    ) throws {
        let held = try self.roles(of: person, school: school).filter { $0.to.map { $0 >= day } ?? true }
        for old in held where old.from < day && !roles.contains(old.role) {
            try run(
                """
                UPDATE staff_role SET to_day = ?
                WHERE school_id = ? AND person_id = ? AND role = ? AND from_day = ?
                """,
                [
                    .text((day - 1).description), .integer(school.rawValue), .integer(person.rawValue),
                    .text(old.role.rawValue), .text(old.from.description),
                ]
            )
        }
        for old in held
        where old.from >= day && !(roles.contains(old.role) && old.from == day && old.to == nil) {
            try run(
                "DELETE FROM staff_role WHERE school_id = ? AND person_id = ? AND role = ? AND from_day = ?",
                [
                    .integer(school.rawValue), .integer(person.rawValue), .text(old.role.rawValue),
                    .text(old.from.description),
                ]
            )
        }
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            if let old = held.first(where: { $0.role == role && $0.from < day }) {
                guard old.to != nil else { continue }
                try run(
                    """
                    UPDATE staff_role SET to_day = NULL
                    WHERE school_id = ? AND person_id = ? AND role = ? AND from_day = ?
                    """,
                    [
                        .integer(school.rawValue), .integer(person.rawValue), .text(role.rawValue),
                        .text(old.from.description),
                    ]
                )
            } else {
                try run(
                    """
                    INSERT INTO staff_role (school_id, person_id, role, from_day, to_day)
                    VALUES (?, ?, ?, ?, NULL)
                    ON CONFLICT (school_id, person_id, role, from_day) DO UPDATE SET to_day = NULL
                    """,
                    [
                        .integer(school.rawValue), .integer(person.rawValue), .text(role.rawValue),
                        .text(day.description),
                    ]
                )
            }
        }
    }

    /// The schools at which a person is on the staff with a role on a day.
    public func schools(of person: PersonID, on day: CalendarDate) throws -> [SchoolRow] {
        try rows(
            """
            SELECT c.id, c.slug, c.name, c.edition, c.is_fictional, c.roll_edition FROM school c
            WHERE EXISTS (
                SELECT 1 FROM staff_role r
                WHERE r.school_id = c.id AND r.person_id = ? AND r.from_day <= ?
                    AND (r.to_day IS NULL OR r.to_day >= ?))
            ORDER BY c.id
            """,
            [.integer(person.rawValue), .text(day.description), .text(day.description)]
        ) { SchoolRow($0) }
    }

    /// How many people hold a role at a school on a day.
    public func holders(of role: Role, on day: CalendarDate, school: SchoolID) throws -> Set<PersonID> {
        Set(
            try rows(
                """
                SELECT person_id FROM staff_role
                WHERE school_id = ? AND role = ? AND from_day <= ? AND (to_day IS NULL OR to_day >= ?)
                """,
                [
                    .integer(school.rawValue), .text(role.rawValue), .text(day.description),
                    .text(day.description),
                ]
            ) { PersonID(rawValue: $0.integer(0)) })
    }
}
