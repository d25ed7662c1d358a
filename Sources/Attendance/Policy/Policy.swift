/// A school's attendance policy, as its file says it: the settings the school decides, each with its clause.
///
/// It says what the school wants. Where the law is stricter the law's value runs: ask the functions that take
/// `law`, not the settings, before acting on one.
public struct Policy: Hashable, Sendable {
    /// The name of the clause index it was read against, as `ashmoor`; nil when there is none.
    public var clauseIndex: String?
    public var inForceFrom: Setting<CalendarDate>
    public var approval: Setting<PolicyApproval>?
    public var review: Setting<PolicyReview>?
    public var school: PolicySchool
    public var schoolDay: Setting<SchoolDayTimes>?
    /// Nil when the policy states no register times: they are then asked for at set-up.
    public var registers: RegisterSettings?
    /// When lessons begin; empty when the policy does not say.
    public var lessons: [Setting<LessonTime>]
    /// Years for which register entries are kept; nil when the policy does not say.
    public var entryRetentionYears: Setting<Int>?
    public var codes: CodeSettings
    public var absenceReporting: Setting<AbsenceReporting>?
    /// Headings of the school's own document, by the part of it that ids of clauses begin with: `4` of `ABC-4.2`.
    public var headings = [String: String]()
    /// What the policy says it rests on.
    public var cites: [Setting<LegalInstrument>]
    /// What its words state of matters that the law fixes, where no rule of its runs by them.
    public var statements: [PolicyStatement]
    /// What the policy asks for: rules, processes, refusals, leave, reasons.
    public var rules: RuleBook

    public init(
        clauseIndex: String? = nil, inForceFrom: Setting<CalendarDate>,
        approval: Setting<PolicyApproval>? = nil,
        review: Setting<PolicyReview>? = nil, school: PolicySchool, schoolDay: Setting<SchoolDayTimes>? = nil,
        registers: RegisterSettings? = nil, lessons: [Setting<LessonTime>] = [],
        entryRetentionYears: Setting<Int>? = nil,
        codes: CodeSettings = CodeSettings(), absenceReporting: Setting<AbsenceReporting>? = nil,
        cites: [Setting<LegalInstrument>] = [], statements: [PolicyStatement] = [],
        rules: RuleBook = RuleBook()
    ) {
        self.clauseIndex = clauseIndex
        self.inForceFrom = inForceFrom
        self.approval = approval
        self.review = review
        self.school = school
        self.schoolDay = schoolDay
        self.registers = registers
        self.lessons = lessons
        self.entryRetentionYears = entryRetentionYears
        self.codes = codes
        self.absenceReporting = absenceReporting
        self.cites = cites
        self.statements = statements
        self.rules = rules
    }
}

/// Who approved the policy, and when.
public struct PolicyApproval: Hashable, Sendable {
    /// `the governing body`; nil when the policy leaves it blank.
    public var by: String?
    public var date: MonthOrDay?

    public init(by: String?, date: MonthOrDay?) {
        self.by = by
        self.date = date
    }
}

/// When the policy is looked at again.
public struct PolicyReview: Hashable, Sendable {
    public var last: MonthOrDay?
    /// Overdue from the day after its last day.
    public var due: MonthOrDay?
    /// Nil when the policy names no interval.
    public var everyYears: Int?
    /// The role that reviews it.
    public var by: Role?

    public init(last: MonthOrDay? = nil, due: MonthOrDay? = nil, everyYears: Int? = nil, by: Role? = nil) {
        self.last = last
        self.due = due
        self.everyYears = everyYears
        self.by = by
    }

    public func isOverdue(on day: CalendarDate) -> Bool { due.map { $0.lastDay < day } ?? false }
}

/// The school as its policy describes it.
public struct PolicySchool: Hashable, Sendable {
    public var name: String
    public var type: Setting<SchoolType>
    /// The local authority, by name or number; nil when the policy does not name it.
    public var localAuthority: String?
    /// Six digits, given by the Department for Education.
    public var urn: String?
    /// Empty when the policy does not say which year groups the school has.
    public var yearGroups: [YearGroup]

    public init(
        name: String, type: Setting<SchoolType>, localAuthority: String? = nil, urn: String? = nil,
        yearGroups: [YearGroup] = []
    ) {
        self.name = name
        self.type = type
        self.localAuthority = localAuthority
        self.urn = urn
        self.yearGroups = yearGroups
    }
}

/// The hours of the school day, as far as the policy states them. None of them makes a mark.
public struct SchoolDayTimes: Hashable, Sendable {
    /// Pupils are to be there by then.
    public var arriveBy: TimeOfDay?
    public var starts: TimeOfDay?
    public var ends: TimeOfDay?

    public init(arriveBy: TimeOfDay? = nil, starts: TimeOfDay? = nil, ends: TimeOfDay? = nil) {
        self.arriveBy = arriveBy
        self.starts = starts
        self.ends = ends
    }
}

/// By when and how parents say that a pupil will be absent. A later report is accepted and marked as late.
public struct AbsenceReporting: Hashable, Sendable {
    public enum Channel: String, Hashable, Sendable, CaseIterable {
        case phone, email, text, portal, voicemail, letter
        case inPerson = "in-person"
    }

    public var by: TimeOfDay
    /// Whether a report in that very minute is still in time.
    public var minuteIsInTime: Bool
    /// Whether each day of an absence needs its own report.
    public var everyDay: Bool
    /// Whether parents are asked when the pupil will be back.
    public var asksExpectedReturn: Bool
    /// Empty when the policy names none.
    public var channels: [Channel]

    public init(
        by: TimeOfDay, minuteIsInTime: Bool = true, everyDay: Bool = false, asksExpectedReturn: Bool = false,
        channels: [Channel] = []
    ) {
        self.by = by
        self.minuteIsInTime = minuteIsInTime
        self.everyDay = everyDay
        self.asksExpectedReturn = asksExpectedReturn
        self.channels = channels
    }

    public func isInTime(_ time: TimeOfDay) -> Bool { minuteIsInTime ? time <= by : time < by }
}
