/// A place where a policy and the law, or the guidance, do not agree.
public struct PolicyConflict: Hashable, Sendable {
    /// What becomes of the policy's words.
    public enum Treatment: Hashable, Sendable, CaseIterable, Comparable {
        /// The law's value runs. A check of the policy fails, and the file still loads.
        case refused
        /// The policy's value runs, with a warning.
        case warned
        /// Nothing a setting does: wording to put right, or a difference that both sides may have.
        case noted

        public static func < (a: Treatment, b: Treatment) -> Bool { a.order < b.order }

        private var order: Int {
            switch self {
            case .refused: 0
            case .warned: 1
            case .noted: 2
            }
        }
    }

    /// The row of the list of differences between policies and law, as `X-ABC-1`; nil when it has none.
    public var check: String?
    public var treatment: Treatment
    /// The setting, by its path in the file.
    public var setting: String
    public var source: PolicySource
    /// `2024 Regs reg 7`; empty when there is none.
    public var citation: String
    /// What the policy says, as a sentence.
    public var says: String
    /// What the law says, as a sentence.
    public var law: String
    /// What the program does about it, as a sentence.
    public var runs: String

    public init(
        check: String?, _ treatment: Treatment, setting: String, source: PolicySource, citation: String,
        says: String, law: String, runs: String
    ) {
        self.check = check
        self.treatment = treatment
        self.setting = setting
        self.source = source
        self.citation = citation
        self.says = says
        self.law = law
        self.runs = runs
    }
}

/// Something a policy does not say, and that the program would otherwise act on.
public struct OpenSetting: Hashable, Sendable {
    /// The path it would have in the file.
    public var setting: String
    /// What is done, or not done, without it, as a sentence.
    public var consequence: String

    public init(setting: String, consequence: String) {
        self.setting = setting
        self.consequence = consequence
    }
}

extension LawFigure.Bound.Beyond {
    /// What a check makes of a school's value beyond the bound.
    var treatment: PolicyConflict.Treatment {
        switch self {
        case .refuse, .administratorOverride: .refused
        case .warn: .warned
        }
    }
}

extension Policy {
    /// Everything in which the policy differs from the law of a day, the gravest first and then in the order of
    /// the file.
    public func conflicts(with law: Law, on day: CalendarDate) -> [PolicyConflict] {
        let found =
            registerConflicts(law, day) + retentionConflicts(law, day) + codeTableConflicts(law, day)
            + circumstanceConflicts(law, day) + codeSettingConflicts(law, day) + citationConflicts(law, day)
        let all = found.map(ofThisPolicy) + ruleConflicts(law, day) + weakerRuleConflicts(law, day)
        return all.enumerated().sorted {
            ($0.element.treatment, $0.element.source.place.line, $0.offset)
                < ($1.element.treatment, $1.element.source.place.line, $1.offset)
        }.map(\.element)
    }

    /// Without a row of the list of differences that is about other policies.
    private func ofThisPolicy(_ conflict: PolicyConflict) -> PolicyConflict {
        var conflict = conflict
        conflict.check = checkRow(among: conflict.check.map { [$0] } ?? [], conflict.source)
        return conflict
    }

    /// The first row of the list of differences that is about this policy: a row names those it is about by how the
    /// ids of their clauses begin, as `X-ABC+DEF-1` names `DEF-6.12`. A policy without a clause list has the first.
    func checkRow(among rows: [String], _ source: PolicySource) -> String? {
        let clause = (source.clauses + inForceFrom.source.clauses).first?.text
        guard clauseIndex != nil, let prefix = clause?.split(separator: "-").first else { return rows.first }
        return rows.first { row in
            row.split(separator: "-").dropFirst().first?.split(separator: "+").contains(prefix) ?? true
        }
    }

    func checkRow(_ difference: SettingDifference, _ source: PolicySource, _ law: Law) -> String? {
        checkRow(among: law.settingRows[difference] ?? [], source)
    }

    /// What the policy leaves open, in the order in which a school would set it.
    public func leftOpen(under law: Law, on day: CalendarDate) -> [OpenSetting] {
        var open = [OpenSetting]()
        func add(_ setting: String, _ consequence: String) {
            open.append(OpenSetting(setting: setting, consequence: consequence))
        }
        if approval?.value.by == nil { add("approved.by", "The policy does not say who approved it.") }
        if approval?.value.date == nil {
            add("approved.date", "The policy does not say when it was approved.")
        }
        if review?.value.due == nil { add("review.due", "No reminder to review the policy is given.") }
        if school.localAuthority == nil {
            add(
                "school.la",
                "The local authority is asked for at set-up; returns cannot be addressed without it.")
        }
        if school.urn == nil {
            add("school.urn", "The school's number is asked for at set-up; exports need it.")
        }
        if registers == nil {
            add("registers", "Register times are asked for at set-up; no register opens before.")
        }
        if let years = entryRetentionYears(under: law, on: day), entryRetentionYears == nil {
            add("retention.register-entries", "Entries are kept for the law's \(years) years.")
        }
        if let days = noReasonSchoolDays(under: law, on: day), codes.noReasonSchoolDays == nil {
            add("codes.no-reason", "N gives way within the law's \(days) school days.")
        }
        if codes.teachers == nil { add("codes.teachers", "Teachers enter / \\ L and N.") }
        if absenceReporting == nil {
            add("absence-reporting", "No report by parents is marked as late.")
        }
        return open + rules.leftOpen
    }
}
