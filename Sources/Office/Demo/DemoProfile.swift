public import Attendance
public import Formats

/// What kind of school is made up: which policy it follows, and the year groups it has.
public struct DemoProfile: Hashable, Sendable {
    /// The policy's name: `Policies/NAME.yaml`.
    public let policy: String
    /// The school's own name. It is no real school's.
    public let name: String
    /// The short name used in addresses and on the command line.
    public let slug: String
    public let yearGroups: [YearGroup]
    /// Those whose afternoon register is a lesson's: the class each pupil is in then.
    let calledInLessons: Set<YearGroup>
    /// The office takes every register, not tutors.
    let officeTakesRegisters: Bool

    public init(_ school: MadeUpSchool) {
        policy = school.policy
        name = school.name
        slug = school.slug
        yearGroups = school.yearGroups
        calledInLessons = Set(school.calledInLessons)
        officeTakesRegisters = school.officeTakesRegisters
    }

    /// Fictional: the Department for Education uses this number in its own tests.
    static let localAuthority = 999
    static let town = "Ashmoor"

    /// How many parts of the school a year group is: a sixth form is smaller than the years below it.
    static func weight(of yearGroup: YearGroup) -> Int { yearGroup.keyStage == .ks5 ? 45 : 100 }

    /// The first year groups of a phase, whose pupils are new.
    var entryYears: Set<YearGroup> {
        Set(yearGroups.filter { $0 == yearGroups.first || $0.number == 12 })
    }
}

/// What a made-up school is made of: ask for the same, get the same.
public struct DemoRequest: Hashable, Sendable {
    public var profile: DemoProfile
    /// Pupils on the roll at `now`; those who have left are besides.
    public var pupils: Int
    /// The last moment of its history.
    public var now: Moment
    /// The register times its marks keep to; where they say nothing, a common school day's.
    public var times: RegisterTimesTable
    public var seed: UInt64

    public init(
        profile: DemoProfile, pupils: Int = 1000, now: Moment,
        times: RegisterTimesTable = RegisterTimesTable([]),
        seed: UInt64 = 999
    ) {
        self.profile = profile
        self.pupils = max(1, pupils)
        self.now = now
        self.times = times
        self.seed = seed
    }

    /// 09:35 on the latest school day that has got so far.
    public static func latestMoment(asOf moment: Moment) -> Moment {
        let half = TimeOfDay(hour: 9, minute: 35) ?? .midnight
        var day = moment.time < half ? moment.date - 1 : moment.date
        let years = [-1, 0, 1].map { step in
            EnglishSchoolYear(AcademicYear(startingIn: AcademicYear(containing: moment.date).start + step))
        }
        for _ in 0..<120 {
            if years.contains(where: { $0.calendar.isSchoolDay(day) }) { break }
            day = day - 1
        }
        return Moment(day, half)
    }

    func registerTimes(_ session: Session, _ yearGroup: YearGroup) -> RegisterTimes {
        if let times = times.times(for: session, yearGroup: yearGroup) { return times }
        return session.half == .am ? Self.morning : Self.afternoon
    }

    private static let morning = times(opens: 520, closes: 550, ends: 720)
    private static let afternoon = times(opens: 780, closes: 800, ends: 910)

    private static func times(opens: Int, closes: Int, ends: Int) -> RegisterTimes {
        guard let opens = TimeOfDay(minutes: opens), let closes = TimeOfDay(minutes: closes),
            let ends = TimeOfDay(minutes: ends),
            let times = RegisterTimes(opens: opens, closes: closes, sessionEnds: ends)
        else { preconditionFailure("times written here by hand") }
        return times
    }
}
