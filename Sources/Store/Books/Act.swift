public import Attendance
import Crypto

/// Whoever does something, as they were named then. A mark in the register must show both (2024 Regulations,
/// regulation 6: the name and title of whoever amended it).
public struct NamedPerson: Hashable, Sendable {
    /// Nil for the system, a token's system, and a supply teacher signed in for the day.
    public var person: PersonID?
    public var name: String
    public var position: String

    public init(person: PersonID?, name: String, position: String) {
        self.person = person
        self.name = name
        self.position = position
    }

    /// What happens by the clock: the closing of a submitted register.
    public static let system = NamedPerson(person: nil, name: "system", position: "system")
}

/// One thing that somebody did. Every change to a school's books names the act it belongs to, so that it can be
/// explained, listed and, where the law allows, taken back as one.
public struct Act: Hashable, Sendable {
    /// What kinds of act there are. The raw value is kept in the books and is never reused for another meaning.
    public enum Kind: String, Sendable, CaseIterable {
        case take, submit, close, lateCompletion = "late-completion", amend, requestAmendment =
            "request-amendment"
        case arrive, leaveSite = "leave-site", plan, endPlan = "end-plan", report
        case closure, endClosure = "end-closure", undo, importFile = "import", settle, ask
        case admit, delete, editPupil = "edit-pupil", editContact = "edit-contact", moveGroup = "move-group"
        case rollover, registers, cover, staff, calendar, policy, signIn = "sign-in", demo, blankNote =
            "blank-note"
        case purge
        /// Something done about a pupil that rules know of: a call, a letter, a decision.
        case pupilAct = "pupil-act"
        case dropStep = "drop-step"
        /// A step of the whole school was done.
        case doStep = "do-step"
    }

    public var at: Instant
    public var kind: Kind
    public var by: NamedPerson
    /// Why; always there for an amendment.
    public var reason: String?
    /// What a later reader needs besides: a file's name, a register's.
    public var detail: String?

    public init(_ kind: Kind, at: Instant, by: NamedPerson, reason: String? = nil, detail: String? = nil) {
        self.kind = kind
        self.at = at
        self.by = by
        self.reason = reason
        self.detail = detail
    }

    /// What entries made by this act are sealed with.
    func hash(id: ActID) -> [UInt8] {
        var sealed = Sealed()
        sealed.add(id.rawValue)
        sealed.add(at.seconds)
        sealed.add(kind.rawValue)
        sealed.add(by.person?.rawValue ?? 0)
        sealed.add(by.name)
        sealed.add(by.position)
        sealed.add(reason)
        sealed.add(detail)
        return sealed.hash
    }
}

/// An act as the books hold it.
public struct RecordedAct: Hashable, Sendable {
    public let id: ActID
    public let act: Act
    let hash: [UInt8]

    init(id: ActID, act: Act) {
        self.id = id
        self.act = act
        hash = act.hash(id: id)
    }
}

/// Fields laid end to end so that no two lists of fields give the same bytes: numbers have a fixed width, texts
/// are preceded by their length, a missing text differs from an empty one.
struct Sealed {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(192)
    }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ text: String?) {
        guard let text else { return add(-1) }
        add(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(fixed: [UInt8]) {
        bytes.append(contentsOf: fixed)
    }

    var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }
}

extension Transaction {
    /// Writes an act into the books; what it changes then refers to it.
    public func record(_ act: Act, school: SchoolID) throws -> RecordedAct {
        let recorded = RecordedAct(id: ActID(rawValue: try nextID(school: school)), act: act)
        try run(
            """
            INSERT INTO act (school_id, id, at, kind, person_id, name, position, reason, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(recorded.id.rawValue), .integer(act.at.seconds),
                .text(act.kind.rawValue), act.by.person.map { .integer($0.rawValue) } ?? .null,
                .text(act.by.name),
                .text(act.by.position), .text(act.reason), .text(act.detail),
            ]
        )
        return recorded
    }

    /// One act, or nil when there is none of that number.
    public func act(_ id: ActID, school: SchoolID) throws -> RecordedAct? {
        try first(
            "SELECT \(Act.columns) FROM act a WHERE a.school_id = ? AND a.id = ?",
            [.integer(school.rawValue), .integer(id.rawValue)]
        ) { try Act.recorded(from: $0, at: 0) }
    }

    /// The acts of a school, newest first.
    public func acts(school: SchoolID, kinds: [Act.Kind] = [], most: Int = 200) throws -> [RecordedAct] {
        let among =
            kinds.isEmpty ? "" : "AND a.kind IN (\(kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
        return try rows(
            "SELECT \(Act.columns) FROM act a WHERE a.school_id = ? \(among) ORDER BY a.id DESC LIMIT \(most)",
            [.integer(school.rawValue)]
        ) { try Act.recorded(from: $0, at: 0) }
    }
}

extension Act {
    /// The columns of `act a` that `recorded(from:at:)` reads, in order; eight of them.
    static let columns = "a.id, a.at, a.kind, a.person_id, a.name, a.position, a.reason, a.detail"

    static func recorded(from row: Row, at column: Int) throws -> RecordedAct {
        guard let kind = Kind(rawValue: row.text(column + 2)) else {
            throw StoreError.statement(
                "act \(row.integer(column)) is of no known kind: \(row.text(column + 2))")
        }
        return RecordedAct(
            id: ActID(rawValue: row.integer(column)),
            act: Act(
                kind, at: Instant(seconds: row.integer(column + 1)),
                by: NamedPerson(
                    person: row.integerOrNil(column + 3).map { PersonID(rawValue: $0) },
                    name: row.text(column + 4),
                    position: row.text(column + 5)),
                reason: row.textOrNil(column + 6), detail: row.textOrNil(column + 7)
            )
        )
    }
}
