/// The law and statutory guidance on attendance in England, as `Law/England/` has it.
///
/// Nothing in it can be read without a day: the session's, the offence's, the notice's. Which one is half the
/// law, so the caller says.
public struct Law: Sendable {
    /// The codes, each with its days.
    public let codes: CodeSet
    /// By id.
    public let instruments: [String: LegalInstrument]
    /// What the law asks for, in the language of policies; by the day on which a book of rules comes into force.
    public let rules: EffectiveDated<RuleBook>

    /// Where policies may differ from it, or agree with it; by the day on which a list of them begins.
    public let differences: EffectiveDated<[Difference]>
    /// Rows of the list of differences for what is found in a policy's settings, for one policy or another.
    public let settingRows: [SettingDifference: [String]]

    private let figures: [LawFigureName: EffectiveDated<LawFigure>]
    private let labels: [LawFigureName: String]
    private let circumstances: [String: Circumstance]
    private let conditions: [AttendanceCode: EffectiveDated<String>]
    private let grounds: EffectiveDated<[DeletionGround]>

    public init(
        codes: CodeSet, conditions: [AttendanceCode: EffectiveDated<String>] = [:],
        instruments: [String: LegalInstrument], figures: [LawFigureName: EffectiveDated<LawFigure>],
        labels: [LawFigureName: String] = [:], circumstances: [String: Circumstance] = [:],
        grounds: EffectiveDated<[DeletionGround]> = EffectiveDated([]),
        rules: EffectiveDated<RuleBook> = EffectiveDated([]),
        differences: EffectiveDated<[Difference]> = EffectiveDated([]),
        settingRows: [SettingDifference: [String]] = [:]
    ) {
        self.codes = codes
        self.conditions = conditions
        self.instruments = instruments
        self.figures = figures
        self.labels = labels
        self.circumstances = circumstances
        self.grounds = grounds
        self.rules = rules
        self.differences = differences
        self.settingRows = settingRows
    }

    /// A figure with its bound and reference; nil on days before the law had it and after it was repealed.
    public func figure(_ name: LawFigureName, on day: CalendarDate) -> LawFigure? {
        figures[name]?.value(on: day)
    }

    public func number(_ name: LawFigureName, on day: CalendarDate) -> Int? { figure(name, on: day)?.number }

    /// Empty when the law says nothing on that day.
    public func codes(_ name: LawFigureName, on day: CalendarDate) -> [AttendanceCode] {
        figure(name, on: day)?.codes ?? []
    }

    /// Whether a rule binds, or a power is open to, a type of school.
    public func applies(_ name: LawFigureName, to type: SchoolType, on day: CalendarDate) -> Bool {
        figure(name, on: day)?.kinds?.contains(type.kind) ?? false
    }

    /// What a figure is, in a few words.
    public func label(of name: LawFigureName) -> String { labels[name] ?? name.rawValue }

    /// Every day on which a figure changes, oldest first.
    public func changes(of name: LawFigureName) -> [CalendarDate] { figures[name]?.changes ?? [] }

    /// How a circumstance is recorded; nil for a name that is not in the law files, or a day they do not cover.
    public func coding(of circumstance: String, on day: CalendarDate) -> CodingRule? {
        circumstances[circumstance]?.rule(on: day)
    }

    public func circumstance(_ name: String) -> Circumstance? { circumstances[name] }

    /// The names that a policy may use, in alphabetical order.
    public var circumstanceNames: [String] { circumstances.keys.sorted() }

    /// When and for whom a code may be used, in words; nil when it was not valid on that day.
    public func conditions(of code: AttendanceCode, on day: CalendarDate) -> String? {
        codes.rule(for: code, on: day) == nil ? nil : conditions[code]?.value(on: day)
    }

    /// The grounds for deletion from the roll, in the order of the Regulations; empty when none are known.
    public func deletionGrounds(on day: CalendarDate) -> [DeletionGround] { grounds.value(on: day) ?? [] }
}

/// Registers.
extension Law {
    /// How long a register may stay open.
    public func registerOpenMinutes(on day: CalendarDate) -> Int? { number(.registerOpenMinutes, on: day) }

    /// For how many years an entry made that day has to be kept, from the day it was made.
    public func registerRetentionYears(on day: CalendarDate) -> Int? {
        number(.registerEntryRetention, on: day)
    }

    /// Within how many school days of its session an `N` gives way to another code.
    public func noReasonSchoolDays(on day: CalendarDate) -> Int? { number(.noReasonSchoolDays, on: day) }

    /// The days in a full school year, where that binds the type of school.
    public func schoolYearDays(for type: SchoolType, on day: CalendarDate) -> Int? {
        applies(.schoolYearDaysBind, to: type, on: day) ? number(.schoolYearDays, on: day) : nil
    }
}

/// Statistics. Compare counts: `absent * 100 >= possible * percent`.
extension Law {
    /// A pupil who misses at least so many percent is persistently absent.
    public func persistentAbsencePercent(on day: CalendarDate) -> Int? { number(.persistentAbsence, on: day) }
    /// A pupil who misses at least so many percent is severely absent.
    public func severeAbsencePercent(on day: CalendarDate) -> Int? { number(.severeAbsence, on: day) }
}

/// Returns to the local authority.
extension Law {
    /// A new pupil is returned by the end of that calendar day after entry.
    public func newPupilReturnDays(on day: CalendarDate) -> Int? { number(.returnNewPupilDays, on: day) }
    /// School days of continuous unauthorised absence after which a pupil is returned.
    public func attendanceReturnSchoolDays(on day: CalendarDate) -> Int? {
        number(.returnAttendanceDays, on: day)
    }
    /// School days of sickness in a school year, had or expected, at which a pupil is returned.
    public func sicknessReturnSchoolDays(on day: CalendarDate) -> Int? {
        number(.returnSicknessDays, on: day)
    }
}
