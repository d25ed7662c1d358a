public import Attendance

/// What is recorded of a contact's own: a parent, a social worker, a neighbour. Shared by the pupils they are
/// linked to.
public struct ContactDetails: Hashable, Codable, Sendable {
    /// The MIS's id, where a file gave one.
    public var misID: String?
    public var title: String?
    public var forename: String
    public var surname: String
    /// In the order in which they are to be tried.
    public var phones: [String]
    public var email: String?
    public var language: String?
    public var needsInterpreter: Bool
    public var address: Address?

    public init(
        misID: String? = nil, title: String? = nil, forename: String, surname: String, phones: [String] = [],
        email: String? = nil, language: String? = nil, needsInterpreter: Bool = false,
        address: Address? = nil
    ) {
        self.misID = misID
        self.title = title
        self.forename = forename
        self.surname = surname
        self.phones = phones
        self.email = email
        self.language = language
        self.needsInterpreter = needsInterpreter
        self.address = address
    }

    public var name: String {
        [title, forename, surname].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }
    public var plainName: String { "\(surname) \(forename)".plainName }
}

/// What a contact is to one pupil. Nil where it is not known.
public struct ContactLink: Hashable, Codable, Sendable {
    /// 1 is called first.
    public var priority: Int
    public var relationship: String?
    public var hasResponsibility: Bool?
    public var livesWith: Bool?
    public var getsLetters: Bool?
    public var mayCollect: Bool?
    /// What a court order bars.
    public var bars: Set<OrderBar>

    public init(
        priority: Int, relationship: String? = nil, hasResponsibility: Bool? = nil, livesWith: Bool? = nil,
        getsLetters: Bool? = nil, mayCollect: Bool? = nil, bars: Set<OrderBar> = []
    ) {
        self.priority = priority
        self.relationship = relationship
        self.hasResponsibility = hasResponsibility
        self.livesWith = livesWith
        self.getsLetters = getsLetters
        self.mayCollect = mayCollect
        self.bars = bars
    }

    /// `SWR` in files.
    public var isSocialWorker: Bool { relationship?.uppercased() == "SWR" }
    /// Whether the school may call, write to or text this contact about the pupil.
    public var mayBeTold: Bool { !bars.contains(.contact) && !bars.contains(.information) }

    static let columns = """
        l.priority, l.relationship, l.has_responsibility, l.lives_with, l.gets_letters, l.may_collect, l.order_bars
        """

    init(_ row: Row, at column: Int) {
        func answer(_ column: Int) -> Bool? { row.integerOrNil(column).map { $0 != 0 } }
        self.init(
            priority: row.int(column), relationship: row.textOrNil(column + 1),
            hasResponsibility: answer(column + 2), livesWith: answer(column + 3),
            getsLetters: answer(column + 4), mayCollect: answer(column + 5),
            bars: Set(
                row.text(column + 6).split(separator: ";").compactMap { OrderBar(rawValue: String($0)) }))
    }

    /// In the order of `columns`.
    var values: [SQLValue] {
        func answer(_ value: Bool?) -> SQLValue { value.map { .flag($0) } ?? .null }
        return [
            .integer(priority), .text(relationship), answer(hasResponsibility), answer(livesWith),
            answer(getsLetters), answer(mayCollect),
            .text(bars.map(\.rawValue).sorted().joined(separator: ";")),
        ]
    }
}

/// A contact as the books hold them.
public struct Contact: Hashable, Sendable {
    public var id: ContactID
    public var details: ContactDetails

    public var name: String { details.name }

    /// Columns of `contact c` and `address d`.
    static let columns = """
        c.id, c.mis_id, c.title, c.forename, c.surname, c.email, c.language, c.needs_interpreter, d.lines,
        d.postcode
        """

    init(_ row: Row, phones: [String]) {
        id = ContactID(rawValue: row.integer(0))
        details = ContactDetails(
            misID: row.textOrNil(1), title: row.textOrNil(2), forename: row.text(3), surname: row.text(4),
            phones: phones, email: row.textOrNil(5), language: row.textOrNil(6),
            needsInterpreter: row.flag(7),
            address: row.textOrNil(8).map { Address(lines: $0, postcode: row.textOrNil(9)) })
    }
}

/// A contact of one pupil.
public struct PupilContact: Hashable, Sendable {
    public var contact: Contact
    public var link: ContactLink

    public var id: ContactID { contact.id }
    public var name: String { contact.name }
    public var phones: [String] { contact.details.phones }
}
