/// An act that must not be possible now, with the reason that is shown to whoever tries.
public struct Refusal: Hashable, Sendable {
    public var name: String
    public var source: PolicySource
    public var citation: String
    public var act: ActPattern
    /// The act is refused when this holds.
    public var when: Condition
    public var because: String

    public init(
        name: String, source: PolicySource = PolicySource(), citation: String = "", act: ActPattern,
        when: Condition, because: String
    ) {
        self.name = name
        self.source = source
        self.citation = citation
        self.act = act
        self.when = when
        self.because = because
    }
}

/// One ground on a request for leave: something for the person who decides to read, never a decision.
public struct LeaveGround: Hashable, Sendable {
    public var name: String
    public var source: PolicySource
    public var citation: String
    public var when: Condition
    public var says: String
    /// Whether the person who decides may set it aside, with a reason.
    public var liftable: Bool
    /// Only prompts; does not speak against granting.
    public var onlyFlags: Bool

    public init(
        name: String, source: PolicySource = PolicySource(), citation: String = "", when: Condition,
        says: String, liftable: Bool = true, onlyFlags: Bool = false
    ) {
        self.name = name
        self.source = source
        self.citation = citation
        self.when = when
        self.says = says
        self.liftable = liftable
        self.onlyFlags = onlyFlags
    }
}

/// The way a request for leave takes: the first that fits.
public struct LeaveRoute: Hashable, Sendable {
    /// What is put to the person who decides.
    public enum Proposal: String, Hashable, Sendable, CaseIterable {
        /// Not complete: returned.
        case returned
        /// Not a matter of leave: followed up as an absence.
        case absence
        /// Nobody has to decide: it is as if granted.
        case accepted
        case grant
        case refuse
        case decide
        /// Looked at ground by ground.
        case grounds
    }

    public var name: String
    public var source: PolicySource
    public var when: Condition
    public var proposal: Proposal
    public var says: String
    public var codeIfGranted: AttendanceCode?
    /// Granting plans no mark: what the register then says holds.
    public var plansNothing = false
    public var codeIfTakenAnyway: AttendanceCode?

    public init(
        name: String, source: PolicySource = PolicySource(), when: Condition, proposal: Proposal,
        says: String, codeIfGranted: AttendanceCode? = nil, codeIfTakenAnyway: AttendanceCode? = nil
    ) {
        self.name = name
        self.source = source
        self.when = when
        self.proposal = proposal
        self.says = says
        self.codeIfGranted = codeIfGranted
        self.codeIfTakenAnyway = codeIfTakenAnyway
    }
}

/// Requests for leave: who decides, which way each takes, and what speaks against it.
public struct LeaveRules: Hashable, Sendable {
    public var decidedBy: Setting<[RoleName]>?
    public var routes: [LeaveRoute]
    public var grounds: [LeaveGround]

    public init(
        decidedBy: Setting<[RoleName]>? = nil, routes: [LeaveRoute] = [], grounds: [LeaveGround] = []
    ) {
        self.decidedBy = decidedBy
        self.routes = routes
        self.grounds = grounds
    }
}

/// Words of a parent that a policy knows, and the code that they come to.
public struct ReasonList: Hashable, Sendable {
    /// What happens to the mark.
    public enum Effect: String, Hashable, Sendable, CaseIterable {
        /// The code is entered.
        case enter
        /// The code is proposed to a person.
        case propose
        /// The mark stays; a person asks further.
        case ask
    }

    public var name: String
    public var source: PolicySource
    /// The contract's reasons (`ill`, `appointment`) and words to look for in what was said, in lower case.
    public var reasons: [String]
    public var code: AttendanceCode?
    public var effect: Effect
    /// Does not apply when this holds.
    public var unless: Condition?

    public init(
        name: String, source: PolicySource = PolicySource(), reasons: [String], code: AttendanceCode?,
        effect: Effect, unless: Condition? = nil
    ) {
        self.name = name
        self.source = source
        self.reasons = reasons
        self.code = code
        self.effect = effect
        self.unless = unless
    }
}

/// A number or a yes or no that rules ask for by name. Nil while the school has not decided.
public struct NamedValue: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case amount(Amount)
        case answer(Bool)
    }

    public var value: Value?
    /// The unit it is written in: `school-days`, `percent`; empty for a yes or no.
    public var unit: String

    public init(_ value: Value?, unit: String = "") {
        self.value = value
        self.unit = unit
    }
}

/// A stretch of days that the policy names, for some year groups or all: assessment, preparation.
public struct CalendarWindow: Hashable, Sendable {
    public var name: String
    /// Nil while the school has not said when.
    public var days: ClosedRange<CalendarDate>?
    /// Empty for all.
    public var yearGroups: [YearGroup]
    /// It also holds on so many school days before its first.
    public var schoolDaysBefore = 0

    public init(name: String, days: ClosedRange<CalendarDate>?, yearGroups: [YearGroup] = []) {
        self.name = name
        self.days = days
        self.yearGroups = yearGroups
    }
}

/// A clause that nothing here executes yet, or never can, with the reason.
public struct ClauseNote: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case runs
        case notYet = "not yet"
        case notExecutable = "not executable"
    }

    public var status: Status
    /// What executes it, for `runs`: a page, a command, the register.
    public var by: String
    public var reason: String

    public init(_ status: Status, by: String = "", reason: String = "") {
        self.status = status
        self.by = by
        self.reason = reason
    }
}

/// A role that a policy adds to those there are.
public struct AddedRole: Hashable, Sendable {
    public var name: RoleName
    /// As it is said of a person.
    public var title: String
    public var source: PolicySource

    public init(_ name: RoleName, title: String? = nil, source: PolicySource = PolicySource()) {
        self.name = name
        self.title = title ?? name.title
        self.source = source
    }
}

/// The rules of one file, a policy's or the law's.
public struct RuleBook: Hashable, Sendable {
    /// Besides those that every school has.
    public var roles: [AddedRole] = []
    public var values: [String: Setting<NamedValue>]
    public var windows: [Setting<CalendarWindow>]
    public var reasons: [ReasonList]
    public var rules: [Rule]
    public var processes: [Process]
    public var refusals: [Refusal]
    public var leave: LeaveRules
    public var clauses: [ClauseID: ClauseNote]

    public init(
        values: [String: Setting<NamedValue>] = [:], windows: [Setting<CalendarWindow>] = [],
        reasons: [ReasonList] = [], rules: [Rule] = [], processes: [Process] = [], refusals: [Refusal] = [],
        leave: LeaveRules = LeaveRules(), clauses: [ClauseID: ClauseNote] = [:]
    ) {
        self.values = values
        self.windows = windows
        self.reasons = reasons
        self.rules = rules
        self.processes = processes
        self.refusals = refusals
        self.leave = leave
        self.clauses = clauses
    }

    /// As a role is said of a person.
    public func title(of role: RoleName) -> String {
        roles.first { $0.name == role }?.title ?? role.title
    }
}
