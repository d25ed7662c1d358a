public import Attendance

/// A policy as sentences that those who approve it would accept in print: each setting one sentence, with its
/// clause, how an unclear clause is read, and where the law runs instead.
public struct PolicyInEnglish: Sendable {
    public struct Section: Sendable {
        public enum Kind: Sendable {
            /// Words about the document and the school.
            case head
            /// A part of the school's own document.
            case document
            /// What the law asks for besides.
            case law
            /// Settings that the policy leaves open.
            case open
            /// Clauses that the program does not execute.
            case notExecuted
        }

        public var title: String
        public var sentences: [Sentence]
        public var kind = Kind.head
    }

    public struct Sentence: Sendable {
        public var text: String
        /// Empty where the policy does not say it, or the law does.
        public var clauses: [ClauseID]
        public var reading: Reading?
        /// Where it and the law differ.
        public var conflicts: [PolicyConflict]
        /// Of the law, where the sentence says what the law says.
        public var citation: String

        init(
            _ text: String, clauses: [ClauseID] = [], reading: Reading? = nil,
            conflicts: [PolicyConflict] = [],
            citation: String = ""
        ) {
            self.text = text
            var seen = Set<ClauseID>()
            self.clauses = clauses.filter { seen.insert($0).inserted }
            self.reading = reading
            self.conflicts = conflicts
            self.citation = citation
        }
    }

    /// A date of the document, with what it is.
    public struct Fact: Sendable {
        public var label: String
        public var value: String
        /// Somebody should act on it.
        public var isOverdue = false
    }

    public var title: String
    /// Since when it is in force, who approved it, when it is to be reviewed.
    public var dates: [Fact]
    public var sections: [Section]
    /// Where it and the law differ, the gravest first.
    public var conflicts: [PolicyConflict]

    /// - Parameter day: the day whose law stands beside the policy, and on which a review is overdue or not.
    public init(_ policy: Policy, law: Law, on day: CalendarDate) {
        let writer = PolicyWriter(policy: policy, law: law, day: day)
        title = "Attendance policy of \(policy.school.name)"
        dates = writer.dates
        sections = writer.sections
        conflicts = writer.conflicts
    }
}

/// Puts one policy into words; each group of settings has an extension of its own.
struct PolicyWriter {
    let policy: Policy
    let law: Law
    let day: CalendarDate
    let conflicts: [PolicyConflict]

    init(policy: Policy, law: Law, day: CalendarDate) {
        self.policy = policy
        self.law = law
        self.day = day
        conflicts = policy.conflicts(with: law, on: day)
    }

    var sections: [PolicyInEnglish.Section] {
        let groups: [PolicyInEnglish.Section] = [
            .init(title: "Registers", sentences: registers),
            .init(title: "Reporting an absence", sentences: reporting),
            .init(title: "Codes", sentences: codes),
        ]
        // What bears a clause stands where the school's own document has it.
        let unplaced = groups.map { group in
            var group = group
            group.sentences.removeAll { !$0.clauses.isEmpty }
            return group
        }
        let placed = groups.flatMap(\.sentences).filter { !$0.clauses.isEmpty }
        let all: [PolicyInEnglish.Section] =
            [.init(title: "The policy", sentences: document), .init(title: "The school", sentences: school)]
            + unplaced + documentSections(placed) + lawSections
            + [.init(title: "Left open", sentences: leftOpen, kind: .open)] + notExecuted
        return all.filter { !$0.sentences.isEmpty }
    }

    /// A sentence with the clause, reading and conflicts of a setting.
    func sentence(_ text: String, _ source: PolicySource, _ setting: String) -> PolicyInEnglish.Sentence {
        PolicyInEnglish.Sentence(
            text, clauses: source.clauses, reading: source.reading,
            conflicts: conflicts.filter { $0.setting == setting && $0.source.place == source.place })
    }

    var dates: [PolicyInEnglish.Fact] {
        let approval = policy.approval?.value
        let review = policy.review?.value
        let approved = [approval?.by, approval?.date?.inEnglish].compactMap(\.self).joined(separator: ", ")
        let isOverdue = review?.isOverdue(on: day) ?? false
        let due = review?.due.map { "\($0.isMonth ? "end of " : "")\($0.inEnglish)" } ?? "not stated"
        let facts: [PolicyInEnglish.Fact?] = [
            .init(label: "In force from", value: policy.inForceFrom.value.inEnglish),
            .init(label: "Approved by", value: approved.isEmpty ? "not stated" : sentenceCase(approved)),
            (review?.last).map { .init(label: "Last reviewed", value: $0.inEnglish) },
            .init(label: "Next review", value: sentenceCase(due), isOverdue: isOverdue),
        ]
        return facts.compactMap(\.self)
    }

    private var leftOpen: [PolicyInEnglish.Sentence] {
        policy.leftOpen(under: law, on: day).map { PolicyInEnglish.Sentence($0.consequence) }
    }
}

extension PolicyWriter {
    fileprivate var document: [PolicyInEnglish.Sentence] {
        var sentences = [
            sentence(
                "The policy is in force from \(policy.inForceFrom.value.inEnglish).",
                policy.inForceFrom.source,
                "in-force-from")
        ]
        if let approval = policy.approval {
            let by = approval.value.by.map { " by \($0)" } ?? ""
            let on = approval.value.date.map { " \($0.onOrIn)" } ?? ""
            sentences.append(sentence("It was approved\(by)\(on).", approval.source, "approved"))
        }
        if let review = policy.review { sentences.append(reviewed(review)) }
        for cite in policy.cites {
            sentences.append(sentence("It rests on: \(cite.value.title).", cite.source, "cites"))
        }
        return sentences
    }

    private func reviewed(_ setting: Setting<PolicyReview>) -> PolicyInEnglish.Sentence {
        let review = setting.value
        var parts = [String]()
        if let last = review.last { parts.append("It was last reviewed \(last.onOrIn).") }
        let by = review.by.map { " by the \($0.title)" } ?? ""
        let every =
            review.everyYears.map { $0 == 1 ? ", and every year" : ", and at least every \($0) years" } ?? ""
        if let due = review.due {
            parts.append(
                "The next review\(by) is due by \(due.isMonth ? "the end of " : "")\(due.inEnglish)\(every).")
        } else if review.everyYears != nil || review.by != nil {
            parts.append("It is reviewed\(by)\(every.replacingFirstComma).")
        }
        if review.isOverdue(on: day) { parts.append("The review is overdue.") }
        return sentence(parts.joined(separator: " "), setting.source, "review")
    }

    fileprivate var school: [PolicyInEnglish.Sentence] {
        let school = policy.school
        var about = "\(school.name) is \(school.type.value.withArticle)"
        if let la = school.localAuthority { about += " in \(la)" }
        if let first = school.yearGroups.first, let last = school.yearGroups.last {
            about += first == last ? ", with \(first.name)" : ", with \(first.name) to \(last.name)"
        }
        if let urn = school.urn { about += "; its number is \(urn)" }
        var sentences = [sentence(about + ".", school.type.source, "school")]
        if let hours = policy.schoolDay {
            let parts = [
                hours.value.arriveBy.map { "pupils arrive by \($0)" },
                hours.value.starts.map { "the day starts at \($0)" },
                hours.value.ends.map { "the day ends at \($0)" },
            ].compactMap(\.self)
            sentences.append(sentence(sentenceCase(listed(parts)) + ".", hours.source, "school-day"))
        }
        return sentences + powers(of: school.type.value)
    }

    /// What the law says of schools of this type.
    private func powers(of type: SchoolType) -> [PolicyInEnglish.Sentence] {
        let rules: [(LawFigureName, yes: String, no: String)] = [
            (
                .leaveLimitsBind, "The limits that regulations set on granting leave bind this school.",
                "The limits that regulations set on granting leave do not bind this school; guidance expects it to"
                    + " keep to them."
            ),
            (
                .penaltyNoticesFor, "Penalty notices for absence can be issued for its pupils.",
                "Penalty notices for absence cannot be issued for its pupils; the local authority may prosecute."
            ),
            (
                .dailyDataBinds, "It must share attendance data with the Department for Education every day.",
                "It need not share attendance data with the Department for Education every day."
            ),
        ]
        return rules.compactMap { name, yes, no in
            guard let figure = law.figure(name, on: day) else { return nil }
            return PolicyInEnglish.Sentence(
                law.applies(name, to: type, on: day) ? yes : no, citation: figure.reference.citation)
        }
    }

    fileprivate var reporting: [PolicyInEnglish.Sentence] {
        guard let setting = policy.absenceReporting else { return [] }
        let reporting = setting.value
        let by = reporting.minuteIsInTime ? "by \(reporting.by)" : "before \(reporting.by)"
        let when = reporting.everyDay ? "on every day of an absence" : "on the first day of an absence"
        let channels = reporting.channels.map(\.words)
        let how = channels.isEmpty ? "" : ", \(listed(channels, "or"))"
        let back = reporting.asksExpectedReturn ? ", and say when the pupil will be back" : ""
        return [
            sentence(
                "Parents tell the school \(by) \(when)\(how)\(back). A later report is accepted and marked as late.",
                setting.source, "absence-reporting")
        ]
    }
}

extension String {
    /// Without a comma and `and` at its start.
    fileprivate var replacingFirstComma: String { hasPrefix(", and") ? String(dropFirst(5)) : self }
}

extension SchoolType {
    /// `an academy`.
    fileprivate var withArticle: String {
        let isVowel = name.first.map { "aeio".contains($0) } ?? false
        return (isVowel ? "an " : "a ") + name
    }
}

extension AbsenceReporting.Channel {
    fileprivate var words: String {
        switch self {
        case .phone: "by telephone"
        case .email: "by email"
        case .text: "by text message"
        case .portal: "through the parents' portal"
        case .voicemail: "by voicemail"
        case .letter: "by letter"
        case .inPerson: "in person"
        }
    }
}
