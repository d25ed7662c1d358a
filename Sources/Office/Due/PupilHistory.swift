import Attendance
import Store

/// What the books say of one pupil, in the order in which it became known: enough to play the pupil's time from its
/// first day to any moment.
struct PupilHistory: Sendable {
    /// Nil for the school itself, which the rules about the whole school are asked of.
    var id: PupilID?
    var upn: String?
    var name: String
    var spells: [RollSpell]
    var yearGroups: [AcademicYear: YearGroup] = [:]
    /// As the rules know the pupil on the first day played.
    var facts: PupilFacts
    /// As registers were taken: what stood when each closed.
    var taken: [AcademicYear: [UInt8]] = [:]
    /// What the roll, plans and reports add, in no order.
    var fromRoll: [Happening] = []
    /// What entries made afterwards add, in the order of recording.
    var fromMarks: [Happening] = []
    /// What people did, in the order of recording.
    var fromActs: [Happening] = []

    /// Everything that happened, in the order in which it is played.
    var happenings: [Happening] {
        (fromRoll + fromMarks + fromActs).sorted { ($0.at, $0.order) < ($1.at, $1.order) }
    }

    func isOnRoll(on day: CalendarDate) -> Bool { id == nil || spells.contains { $0.contains(day) } }
}

/// One thing that became known about a pupil, at the moment at which it did.
struct Happening: Hashable, Sendable {
    enum What: Hashable, Sendable {
        /// Something a person did; its number where it was recorded as such, nil for an amendment of the register.
        case did(PupilAct, number: Int64?)
        /// The first mark of a session, made after its register had closed; 0 for one taken away.
        case learned(UInt8, Session)
        case expected(AttendanceCode, [Session], isExpected: Bool)
        /// From the beginning of the day after `at`.
        case became(PupilFacts)
    }

    var at: Moment
    /// Of two at one moment the lower comes first: the number of the act in the books.
    var order: Int64
    var what: What
}
