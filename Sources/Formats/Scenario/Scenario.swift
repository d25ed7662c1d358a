public import Attendance

/// A file of scenarios: a paper register for a pupil, what people did, and what a policy then asks for.
public struct ScenarioFile: Sendable {
    /// As the person named it.
    public var file: String
    /// Where the policy file was found.
    public var policy: String
    public var calendars: SchoolCalendars
    public var scenarios: [Scenario]
}

/// One pupil's story under a policy.
public struct Scenario: Sendable {
    public var name: String
    public var place: FilePlace
    /// Whether it is known to differ: what it expects is not what the policy, the law and this program give.
    public var isDisputed: Bool
    public var pupil: ScenarioPupil
    /// At the same school.
    public var siblings: [ScenarioPupil]
    /// What is replaced in the policy for this scenario, by path.
    public var replacing: [ReplacedSetting]
    /// In the order of their moments; those of the same minute in the order of the file.
    public var events: [ScenarioEvent]
    public var expectations: [ScenarioExpectation]
}

/// A setting of a policy that has another value in one scenario.
public struct ReplacedSetting: Hashable, Sendable {
    /// `school.type`.
    public var path: String
    /// As YAML.
    public var value: String
    public var place: FilePlace
}

public struct ScenarioPupil: Sendable {
    public var facts: PupilFacts
    /// As in CTF: C, M, S or G; nil when it is not given.
    public var enrolStatus: String?
    /// What the register said at the end of each day as it was taken. A session that is not in it is none of the
    /// pupil's.
    public var taken: [Session: AttendanceCode]
    /// The days whose marks are given; on the others the pupil is taken to be present.
    public var written: Set<CalendarDate>
    /// What the lessons of a day said, one code for each period; nil for none.
    public var lessons: [CalendarDate: [AttendanceCode?]]
}

/// Something that people did, as one act or several of the same kind.
public struct ScenarioEvent: Sendable {
    public enum Refusal: Hashable, Sendable {
        case any
        /// All of these must be cited.
        case citing([String])
    }

    public var place: FilePlace
    public var acts: [PupilAct]
    /// Nil when it must succeed.
    public var refusal: Refusal?

    public var at: Moment { acts.first?.at ?? Moment(CalendarDate(dayNumber: 0), .midnight) }
}

/// What is expected at the end of a day, or at a moment.
public struct ScenarioExpectation: Sendable {
    public enum When: Hashable, Sendable {
        case on(CalendarDate)
        case at(Moment)
    }

    public var place: FilePlace
    public var when: When
    public var due: [ExpectedStep]
    /// Whether nothing may be due besides.
    public var only: Bool
    public var notDue: [ExpectedStep]
    public var figures: [ExpectedFigure]
    /// The exact set.
    public var labels: Set<String>?
    public var codes: [ExpectedCode]
    /// The exact set.
    public var grounds: Set<String>?

    /// The moment up to which everything is played.
    public var moment: Moment {
        switch when {
        case .on(let day): Moment(day, .endOfDay)
        case .at(let moment): moment
        }
    }

    public var day: CalendarDate { moment.date }
}

/// What must be so of a step; what is left out may be anything.
public struct ExpectedStep: Sendable {
    public enum Due: Hashable, Sendable {
        case on(CalendarDate)
        case at(Moment)
    }

    public var place: FilePlace
    /// As it was written.
    public var text: String
    /// All of these are the step's.
    public var holding: [String] = []
    /// Exactly these are the step's.
    public var clauses: Set<String>?
    public var scope: StepScope?
    public var kind: StepKind?
    public var what: String?
    public var to: Recipient?
    public var by: String?
    public var decidedBy: String?
    public var due: Due?
    public var rule: String?
    public var key: String?
    public var session: Session?
    public var code: String?
    /// The names of its reasons, each once.
    public var because: Set<String>?
}

public struct ExpectedFigure: Sendable {
    public var place: FilePlace
    public var name: String
    public var value: String
}

public struct ExpectedCode: Sendable {
    public var place: FilePlace
    public var session: Session
    /// Nil for no mark.
    public var code: AttendanceCode?
}
