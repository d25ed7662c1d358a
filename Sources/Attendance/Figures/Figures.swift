/// The figures of one pupil or of a group over a period: the counts, and how many pupils stand behind them.
///
/// The official unit is the enrolment: a pupil at a school in the period, whatever breaks there were.
public struct Figures: Hashable, Sendable {
    public private(set) var counts: SessionCounts
    /// Everyone counted, those with nothing possible included.
    public private(set) var pupils: Int
    /// Enrolments with at least one possible session: what the rates of persistent absence are of.
    public private(set) var enrolments: Int
    public private(set) var persistentlyAbsent: Int
    public private(set) var severelyAbsent: Int

    /// Nobody.
    public init() {
        counts = SessionCounts()
        pupils = 0
        enrolments = 0
        persistentlyAbsent = 0
        severelyAbsent = 0
    }

    /// One pupil; `counts` are all of the pupil's sessions in the period, over every year it touches.
    public init(ofPupil counts: SessionCounts) {
        self.counts = counts
        pupils = 1
        enrolments = counts.possible > 0 ? 1 : 0
        persistentlyAbsent = counts.isPersistentlyAbsent ? 1 : 0
        severelyAbsent = counts.isSeverelyAbsent ? 1 : 0
    }

    /// Some sessions of a group, as those of one day: persistence is of enrolments over a period, so nobody is
    /// counted as persistently absent in them.
    public init(ofSessions counts: SessionCounts, pupils: Int) {
        self.counts = counts
        self.pupils = pupils
        enrolments = 0
        persistentlyAbsent = 0
        severelyAbsent = 0
    }

    /// Persistently absent enrolments of those with possible sessions; nil when there are none.
    public var persistentAbsenceRate: Percentage? { Percentage(persistentlyAbsent, of: enrolments) }
    public var severeAbsenceRate: Percentage? { Percentage(severelyAbsent, of: enrolments) }

    public static func + (a: Figures, b: Figures) -> Figures {
        var sum = a
        sum += b
        return sum
    }

    public static func += (a: inout Figures, b: Figures) {
        a.counts += b.counts
        a.pupils += b.pupils
        a.enrolments += b.enrolments
        a.persistentlyAbsent += b.persistentlyAbsent
        a.severelyAbsent += b.severelyAbsent
    }
}
