public import Attendance

/// A member of staff or anyone else who signs in, across the schools of an installation.
public struct Person: Hashable, Sendable {
    public var id: PersonID
    public var title: String?
    public var forename: String
    public var surname: String
    public var email: String?

    public var name: String { forename.isEmpty ? surname : "\(forename) \(surname)" }

    static let columns = "p.id, p.title, p.forename, p.surname, p.email"

    init(_ row: Row, at column: Int = 0) {
        id = PersonID(rawValue: row.integer(column))
        title = row.textOrNil(column + 1)
        forename = row.text(column + 2)
        surname = row.text(column + 3)
        email = row.textOrNil(column + 4)
    }
}

/// What a person is called and how they are reached, before or after they are known.
public struct PersonDetails: Hashable, Sendable {
    public var title: String?
    public var forename: String
    public var surname: String
    /// One person only; small letters.
    public var email: String?

    public init(title: String? = nil, forename: String, surname: String, email: String? = nil) {
        self.title = title
        self.forename = forename
        self.surname = surname
        self.email = email
    }
}

/// A person as one school employs them.
public struct StaffMember: Hashable, Sendable {
    public var person: Person
    /// What the MIS calls them; one person only in a school.
    public var code: String?
    /// `tutor of 7A`, `attendance lead`: it is written beside each amendment.
    public var position: String
    /// Nil when it is not known since when.
    public var from: CalendarDate?
    /// The last day; nil while employed.
    public var to: CalendarDate?
    /// The roles held on the day asked about.
    public var roles: Set<Role>

    public var id: PersonID { person.id }
    public var name: String { person.name }
}

/// A role held at a school, from one day to another.
public struct DatedRole: Hashable, Sendable {
    public var role: Role
    public var from: CalendarDate
    public var to: CalendarDate?
}

extension Transaction {
    public func person(_ id: PersonID) throws -> Person? {
        try first("SELECT \(Person.columns) FROM person p WHERE p.id = ?", [.integer(id.rawValue)]) {
            Person($0)
        }
    }

    public func person(email: String) throws -> Person? {
        try first(
            "SELECT \(Person.columns) FROM person p WHERE p.email = ?", [.text(email.lowercased())]
        ) { Person($0) }
    }

    /// Adds a person. The email, where there is one, must be nobody else's.
    public func addPerson(_ details: PersonDetails) throws -> PersonID {
        let id = try nextPersonID()
        try run(
            "INSERT INTO person (id, title, forename, surname, email) VALUES (?, ?, ?, ?, ?)",
            [
                .integer(id.rawValue), .text(details.title), .text(details.forename), .text(details.surname),
                .text(details.email?.lowercased()),
            ]
        )
        return id
    }

    public func change(_ id: PersonID, to details: PersonDetails) throws {
        try run(
            "UPDATE person SET title = ?, forename = ?, surname = ?, email = ? WHERE id = ?",
            [
                .text(details.title), .text(details.forename), .text(details.surname),
                .text(details.email?.lowercased()), .integer(id.rawValue),
            ]
        )
    }

    /// People belong to no one school, so their numbers come from a counter of the installation's own.
    private func nextPersonID() throws -> PersonID {
        let next = try first(
            """
            INSERT INTO setting (name, value) VALUES ('next-person', '2')
            ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(setting.value AS BIGINT) + 1 AS TEXT)
            RETURNING value
            """
        ) { $0.text(0) }
        guard let number = next.flatMap({ Int64($0) }) else {
            throw StoreError.statement("the counter of people is not a number")
        }
        return PersonID(rawValue: number - 1)
    }
}
