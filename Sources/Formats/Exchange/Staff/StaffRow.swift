public import Attendance

/// One member of staff as a file has them.
public struct StaffRow: Hashable, Sendable {
    /// The line it stands on, from 1; 0 for a row that was not read from a file.
    public var line: Int
    /// The school's own code for them, as a register's file names them.
    public var staffID: Known<String>
    public var title: Known<String>
    public var forename: Known<String>
    public var surname: Known<String>
    public var position: Known<String>
    public var email: Known<String>
    public var roles: Known<[Role]>

    public init(
        line: Int = 0, staffID: Known<String> = .unknown, title: Known<String> = .unknown,
        forename: Known<String> = .unknown, surname: Known<String> = .unknown,
        position: Known<String> = .unknown, email: Known<String> = .unknown, roles: Known<[Role]> = .unknown
    ) {
        self.line = line
        self.staffID = staffID
        self.title = title
        self.forename = forename
        self.surname = surname
        self.position = position
        self.email = email
        self.roles = roles
    }
}

/// The columns of a file of staff.
enum StaffColumn: Int, ExchangeColumn {
    case staffID, title, forename, surname, name, position, email, roles

    static let table = "staff"

    static func missing(_ has: (StaffColumn) -> Bool, keys: [String]) -> [StaffColumn]? {
        if !has(.surname), !has(.name) { return [.surname, .name] }
        return has(.staffID) || has(.email) ? nil : [.staffID, .email]
    }

    var header: String {
        switch self {
        case .staffID: "StaffID"
        case .title: "Title"
        case .forename: "Forename"
        case .surname: "Surname"
        case .name: "Name"
        case .position: "Position"
        case .email: "Email"
        case .roles: "Roles"
        }
    }

    var aliases: [String] {
        switch self {
        case .staffID: ["Staff Code", "Staff Initials", "Employee ID", "Arbor Staff ID", "PersonID", "ID"]
        case .title: []
        case .forename: ["First name", "Legal First Name", "Preferred First Name"]
        case .surname: ["Last name", "Legal Last Name", "Preferred Last Name"]
        case .name: ["Full Name", "Staff Name", "Teacher"]
        case .position: ["Job Title", "Post", "Role title", "Contract post"]
        case .email: ["Email address", "Work email", "Primary email"]
        case .roles: ["Role"]
        }
    }
}

/// Reads a file of staff, row by row.
public struct StaffReader: ~Copyable {
    private var table: Table<StaffColumn>

    /// Opens the file and finds its header.
    /// - Parameter dialect: whose export it is; nil to tell by the header.
    /// - Throws: a ``Problem`` when the file cannot be read, or has no header or not the columns needed.
    public init(_ input: FileInput, as dialect: Dialect? = nil) throws(Problem) {
        table = try Table(input, as: dialect)
    }

    public var dialect: Dialect { table.dialect }
    /// Everything found wrong so far; complete once ``next()`` has given nil.
    public var problems: ProblemLog { table.problems }
    /// For a progress bar; `byteCount` is 0 when it is not known.
    public var byteCount: Int { table.byteCount }
    public var bytesRead: Int { table.bytesRead }

    /// The next sound row; nil at the end. Rows with errors are in ``problems`` and are not given.
    /// - Throws: a ``Problem`` when the disk does not answer.
    public mutating func next() throws(Problem) -> StaffRow? {
        while try table.next() {
            let row = read()
            if table.rowIsSound() { return row }
        }
        return nil
    }

    private mutating func read() -> StaffRow {
        var row = StaffRow(line: table.row.line)
        row.staffID = table.text(.staffID)
        row.title = table.text(.title)
        row.forename = table.text(.forename)
        row.surname = table.text(.surname)
        if row.surname.isUnknown, let text = table.text(.name).value {
            let name = NameText(text, order: .forenameFirst)
            row.surname = .value(name.surname)
            row.forename = name.forename.isEmpty ? .blank : .value(name.forename)
            if row.title.value == nil, !name.title.isEmpty { row.title = .value(name.title) }
        }
        if row.surname.value == nil {
            table.add(.surname, "the person has no surname", remedy: "Give the name they are known by.")
        }
        row.position = table.text(.position)
        row.email = table.text(.email)
        if row.staffID.value == nil, row.email.value == nil {
            table.add(
                .staffID, "the row says nothing by which the person is known again",
                remedy: "Give a StaffID, or an email address.")
        }
        row.roles = roles()
        return row
    }

    private mutating func roles() -> Known<[Role]> {
        let text = table.text(.roles)
        guard let list = text.value else { return text.map { _ in [] } }
        var roles: [Role] = []
        for word in list.split(whereSeparator: { ";|,".contains($0) }) {
            let name = word.lowercased().split(whereSeparator: { $0.isWhitespace || $0 == "-" }).joined(
                separator: "-")
            guard !name.isEmpty else { continue }
            if let role = Role(rawValue: name) {
                if !roles.contains(role) { roles.append(role) }
            } else {
                let all = Role.allCases.map(\.rawValue).joined(separator: " ")
                table.add(
                    .roles, "'\(name.prefix(40))' is not a role", remedy: "Roles are \(all), parted by ';'.")
            }
        }
        return .value(roles)
    }
}
