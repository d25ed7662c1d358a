public import Attendance
public import Store

/// Whoever does something: a person signed in, a system with a token, or the program's own operator. Everything in
/// `Office` asks it first.
public struct SignedIn: Hashable, Sendable {
    /// Nil for a token's system, a supply teacher and the operator.
    public var person: PersonID?
    public var name: String
    /// `tutor of 7A`, as it is written beside each mark and amendment.
    public var position: String
    public var roles: Set<Role>
    public var school: SchoolID
    /// For a supply teacher, the only registers, and the day on which they may be taken.
    public var only: OnlyRegisters?

    public init(
        person: PersonID?, name: String, position: String, roles: Set<Role>, school: SchoolID,
        only: OnlyRegisters? = nil
    ) {
        self.person = person
        self.name = name
        self.position = position
        self.roles = roles
        self.school = school
        self.only = only
    }

    /// Whoever runs the program on the machine the books are on: they hold the books themselves.
    public static func `operator`(named name: String = "operator", at school: SchoolID) -> SignedIn {
        SignedIn(
            person: nil, name: name, position: "command line", roles: Set(Role.allCases), school: school)
    }

    /// Made by `operator(named:at:)`: no role, however high, has every role at once.
    var isOperator: Bool { person == nil && roles == Set(Role.allCases) }

    /// As the books name whoever did something.
    public var named: NamedPerson { NamedPerson(person: person, name: name, position: position) }

    public func may(_ permission: Permission) -> Bool {
        if only != nil { return permission == .takeRegister }
        return roles.contains { Permission.of($0).contains(permission) }
    }

    /// Throws `OfficeError.notAllowed`, which says who may.
    public func require(_ permission: Permission) throws(OfficeError) {
        if may(permission) { return }
        let roles = Permission.roles(that: permission).map(\.title).joined(separator: ", ")
        throw .notAllowed("You may not \(permission.title). These may: \(roles).")
    }

    /// Throws `OfficeError.notAllowed` unless the person has a role, or the role is one that only the policy knows.
    public func requireRole(_ role: RoleName) throws(OfficeError) {
        guard let known = Role(rawValue: role.text), !roles.contains(known) else { return }
        throw .notAllowed("This is for the \(known.title).")
    }

    /// A governor, a trust officer: figures without names and nothing else.
    public var seesOnlyAggregates: Bool { may(.seeAggregates) && !may(.seeFigures) }

    /// What may be given to take a register: the person, and each role they hold.
    public var takers: Set<Taker> {
        Set(roles.map { .role($0) }).union(person.map { [.person($0)] } ?? [])
    }
}
