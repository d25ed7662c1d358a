/// A way in which a school's policy may differ from the law, or agree with it, as the law's files list them: what
/// to look for, and what is said and done about it.
public struct Difference: Hashable, Sendable {
    public var name: String
    /// Any of them.
    public var patterns: [DifferencePattern]
    public var treatment: PolicyConflict.Treatment
    public var reference: LawReference
    /// Rows of the list of differences, each for some clauses of a school's policy.
    public var rows: [Row]
    /// What the policy says, as a sentence; `{names}` and `{numbers}` stand for what was found.
    public var says: String
    public var law: String
    public var runs: String

    /// One row of the list of differences.
    public struct Row: Hashable, Sendable {
        /// `X-ABC-1`
        public var id: String
        /// Empty for any.
        public var clauses: [ClauseID]

        public init(id: String, clauses: [ClauseID]) {
            self.id = id
            self.clauses = clauses
        }
    }

    public init(
        name: String, patterns: [DifferencePattern], treatment: PolicyConflict.Treatment,
        reference: LawReference, rows: [Row] = [], says: String, law: String, runs: String
    ) {
        self.name = name
        self.patterns = patterns
        self.treatment = treatment
        self.reference = reference
        self.rows = rows
        self.says = says
        self.law = law
        self.runs = runs
    }
}

/// Where a setting of a policy differs from the law, or agrees with it, and the program words what is said of it.
public enum SettingDifference: String, Hashable, Sendable, CaseIterable {
    /// The table has a code that is one no longer.
    case retiredCode = "retired-code"
    /// The table leaves out codes of the law.
    case missingCode = "missing-code"
    /// A code goes to other systems as one that is none any longer.
    case retiredExport = "retired-export"
    /// Codes are said to count otherwise than they do.
    case countedOtherwise = "counted-otherwise"
    /// A code of absence is said to mean that the pupil is there.
    case onSiteThoughAbsent = "on-site-though-absent"
    /// No register times are stated.
    case registersUnstated = "registers-unstated"
}

/// What is looked for in the rules of a policy and in what it states. A closed vocabulary.
public enum DifferencePattern: Hashable, Sendable {
    /// A label of the policy's own that goes by a share of absence other than the figure's.
    case labelAtAnotherRate(LawFigureName)
    /// A label that goes by the figure's share and leaves some pupils out.
    case labelWithExceptions(LawFigureName)
    /// A rule or move at the figure's share that leaves out whoever is exactly at it.
    case edgeLeftOut(LawFigureName)
    /// A rule's step, or the refusal of an act, by such a name, that depends on a measure.
    case depends([String], on: [Measure])
    /// A step by such a name at fewer sessions of unauthorised absence than the figure.
    case fewerSessions([String], LawFigureName)
    /// A step by such a name that neither counts sessions up to the figure nor follows a decision, in a policy that
    /// refuses no notice below it.
    case uncounted([String], LawFigureName)
    /// A step by such a name at a school of a type that is not among the figure's.
    case withoutPower([String], LawFigureName)
    /// A step by such a name that somebody else decides on.
    case decidedByOthers([String], roles: [RoleName])
    /// Something that speaks against leave, or asks of it; for these reasons, or whatever it is for.
    case leave(asks: [LeaveAspect], reasons: [String])
    /// A list of reasons with one of these words that comes to one of the codes.
    case reasonsCoded(words: [String], CodeChoice)
    /// A rule that turns sessions of one of the first codes into one of the second.
    case sessionsRecoded(CodeChoice, to: CodeChoice)
    /// Authorised absence that stays so for pupils in a state, whatever the absence was.
    case keptAuthorised
    /// Acts by one of these names that the policy makes conditions for.
    case refuses([String])
    /// A window watched for this attendance, in per cent.
    case windowTarget(Int)
    /// Figures that the policy states otherwise than the law.
    case figuresDiffer([LawFigureName])
    /// Figures that the policy states as the law has them.
    case figuresAgree([LawFigureName])
    /// Figures that it states as the law has them, without another that belongs to them.
    case figuresLack([LawFigureName], without: LawFigureName)
    /// A share of attendance that is equated with days other than those of the figure's year.
    case daysOfRate(LawFigureName)
    /// A band of that name that lies within the figure's share of absence.
    case bandWithin(String, LawFigureName)
    /// A practice by that name.
    case practice(String)
    /// Hours of contact and shares of attendance that are the school's own.
    case ownNumbers

    /// What a step may depend on.
    public enum Measure: String, Hashable, Sendable, CaseIterable {
        case attendance
        /// A number of days.
        case length
    }

    /// What may be asked of leave.
    public enum LeaveAspect: String, Hashable, Sendable, CaseIterable {
        case month, length, notice, attendance
        case yearGroup = "year-group"
        case earlierWarning = "earlier-warning"
    }
}

/// What a policy's words state of a matter that the law fixes or forbids, where no rule of its runs by it.
public struct PolicyStatement: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case number(Int)
        /// Counted over the academic year.
        case academicYear
    }

    public enum Content: Hashable, Sendable {
        case figures([LawFigureName: Value])
        /// So much attendance, in per cent, is said to be so many days of absence.
        case daysAbsent(attendance: Int, days: Amount)
        /// Pupils of that attendance are called so.
        case band(String, attendance: Comparison)
        case practice(String)
    }

    public var content: Content
    public var source: PolicySource

    public init(_ content: Content, _ source: PolicySource = PolicySource()) {
        self.content = content
        self.source = source
    }
}
