public import Attendance

/// What somebody may do or see at a school. Asked for by each act and each page; given by roles, here and nowhere
/// else.
public enum Permission: String, Hashable, Sendable, CaseIterable {
    /// Registers given to the person, or to a role they hold.
    case takeRegister = "take-register"
    /// Any register, as when it is completed late from paper.
    case takeAnyRegister = "take-any-register"
    /// Ask the office to amend a closed register.
    case requestAmendment = "request-amendment"
    case amend
    /// Note that a pupil came or left between registers.
    case recordArrivals = "record-arrivals"
    /// Planned absences, and what parents report.
    case plan
    /// Record calls, letters, meetings and decisions about a pupil, and drop steps that are not needed.
    case recordActs = "record-acts"
    /// Give a register to a colleague, or a supply teacher, for a day.
    case cover
    case closures
    /// The office's board: who is missing and why.
    case seeToday = "see-today"
    /// Names, groups and years of everyone on the roll.
    case seeRoll = "see-roll"
    case seeContacts = "see-contacts"
    case seeFlags = "see-flags"
    /// Notes, reports and codes that tell of health, religion or exclusion.
    case seeReasons = "see-reasons"
    /// Y5: criminal justice detention (UK GDPR, article 10).
    case seeSensitiveCodes = "see-sensitive-codes"
    /// Figures of single pupils.
    case seeFigures = "see-figures"
    /// Figures of the school, its years and groups, with no pupil's name.
    case seeAggregates = "see-aggregates"
    /// Who is on site, for a fire.
    case seeOnSite = "see-on-site"
    /// What was done, by whom and when.
    case seeActs = "see-acts"
    /// Pupils, contacts, groups and flags.
    case editRoll = "edit-roll"
    /// Take a pupil off the roll, on a ground of the regulations.
    case deleteFromRoll = "delete-from-roll"
    case manageRegisters = "manage-registers"
    case importFiles = "import-files"
    case exportFiles = "export-files"
    case rollover
    /// See what another policy would have asked for, pupil by pupil.
    case tryPolicies = "try-policies"
    /// People, their positions, roles and sign-ins.
    case manageStaff = "manage-staff"
    /// Policies, calendars, settings, tokens.
    case administer

    /// `take a register`, after "may" or "to".
    public var title: String {
        switch self {
        case .takeRegister: "take a register"
        case .takeAnyRegister: "take any register"
        case .requestAmendment: "ask for an amendment"
        case .amend: "amend a register"
        case .recordArrivals: "note arrivals"
        case .plan: "enter planned and reported absences"
        case .recordActs: "record what was done about an absence"
        case .cover: "give a register to somebody else"
        case .closures: "record a closure"
        case .seeToday: "see the office's board"
        case .seeRoll: "see the roll"
        case .seeContacts: "see contacts"
        case .seeFlags: "see pupils' flags"
        case .seeReasons: "see reasons for absence"
        case .seeSensitiveCodes: "see sensitive codes"
        case .seeFigures: "see pupils' figures"
        case .seeAggregates: "see the school's figures"
        case .seeOnSite: "see who is on site"
        case .seeActs: "see what was done"
        case .editRoll: "change the roll"
        case .deleteFromRoll: "take a pupil off the roll"
        case .manageRegisters: "set up registers"
        case .importFiles: "import files"
        case .exportFiles: "export files"
        case .rollover: "move the school up a year"
        case .tryPolicies: "try policies on past registers"
        case .manageStaff: "manage staff"
        case .administer: "administer this school"
        }
    }

    /// The permissions of a role. Those of several roles add up.
    public static func of(_ role: Role) -> Set<Permission> {
        switch role {
        case .teacher, .tutor: teaching
        case .supplyTeacher: [.takeRegister]
        case .arrivalsDesk: [.recordArrivals]
        case .office: office
        case .attendanceOfficer: office.union([.seeSensitiveCodes])
        case .attendanceLead: office.union([.seeSensitiveCodes, .tryPolicies])
        case .headteacher, .deputyHeadteacher:
            office.union(teaching).union([.seeSensitiveCodes, .manageStaff, .tryPolicies])
        case .assistantHeadteacher: office.union(teaching)
        case .ewo: pastoral.union([.requestAmendment])
        case .senco, .familySupport: pastoral.union(teaching)
        case .dsl: pastoral.union(teaching).union([.seeSensitiveCodes, .seeActs])
        case .governor, .trust, .ceo, .localAuthority: [.seeAggregates]
        case .contact: []
        case .administrator:
            [
                .administer, .manageStaff, .manageRegisters, .importFiles, .exportFiles, .rollover, .editRoll,
                .seeRoll, .seeContacts, .seeFigures, .seeAggregates, .seeActs, .cover,
            ]
        }
    }

    /// The roles that may.
    public static func roles(that permission: Permission) -> [Role] {
        Role.allCases.filter { of($0).contains(permission) }
    }

    private static let teaching: Set<Permission> = [
        .takeRegister, .requestAmendment, .seeRoll, .seeFigures, .seeAggregates,
    ]

    private static let pastoral: Set<Permission> = [
        .seeToday, .seeRoll, .seeContacts, .seeFlags, .seeReasons, .seeFigures, .seeAggregates, .seeOnSite,
        .recordActs,
    ]

    private static let office: Set<Permission> = [
        .takeRegister, .takeAnyRegister, .requestAmendment, .amend, .recordArrivals, .plan, .recordActs,
        .cover,
        .closures, .seeToday, .seeRoll, .seeContacts, .seeFlags, .seeReasons, .seeFigures, .seeAggregates,
        .seeOnSite,
        .seeActs, .editRoll, .deleteFromRoll, .manageRegisters, .importFiles, .exportFiles, .rollover,
    ]
}
