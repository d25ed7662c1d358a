/// What one session does to a run of school days.
public enum Bearing: Hashable, Sendable {
    /// Belongs to the run.
    case counts
    /// Neither breaks the run nor counts, as `D`, `Q`, `X`, `Y1` to `Y7` and `#` do.
    case neutral
    /// Nobody knows yet: does not break the run, but its day cannot be counted. A missing mark.
    case unknown
    case breaks
}

/// School days one after the other whose sessions all count; days without an effect lie between them unseen.
public struct Run: Hashable, Sendable {
    /// The days that counted, in order; never empty.
    public fileprivate(set) var days: [CalendarDate]
    /// The sessions that counted, those of days still in part unknown left out.
    public fileprivate(set) var sessions: [Session]

    public var first: CalendarDate { days[0] }
    public var last: CalendarDate { days[days.count - 1] }
    public var length: Int { days.count }

    /// The day on which the run reached a length, which is at least 1; nil if it is shorter.
    public func day(_ length: Int) -> CalendarDate? {
        days.indices.contains(length - 1) ? days[length - 1] : nil
    }
}

/// How the codes bear upon a run: a rule of its own for each kind of run.
public struct RunRule: Sendable {
    private let bearing: @Sendable (AttendanceCode?) -> Bearing

    public init(_ bearing: @escaping @Sendable (AttendanceCode?) -> Bearing) {
        self.bearing = bearing
    }

    /// These codes count; classes that are no possible attendance are neutral, a missing mark is unknown, and
    /// every other code breaks the run.
    public init(counting codes: Set<AttendanceCode>) {
        self.init { code in
            guard let code else { return .unknown }
            if codes.contains(code) { return .counts }
            return code.sessionClass.isAttended || code.sessionClass.isAbsence ? .breaks : .neutral
        }
    }

    /// As `init(counting:)`, but every other code breaks the run, `D` and `Y1` included.
    public init(only codes: Set<AttendanceCode>) {
        self.init { code in
            guard let code else { return .unknown }
            return codes.contains(code) ? .counts : .breaks
        }
    }

    /// Absence of any kind.
    public static let absent = RunRule { code in
        guard let code else { return .unknown }
        if code.sessionClass.isAbsence { return .counts }
        return code.sessionClass.isAttended ? .breaks : .neutral
    }

    /// `G N O U`: ten school days of it are reported to the local authority (2024 Regulations, reg 13).
    public static let unauthorised = RunRule(
        counting: [.holidayNotGranted, .noReasonYet, .otherAbsence, .lateAfterClose])

    /// `G N O` and nothing else: twenty school days are one condition of a deletion (2024 Regulations,
    /// reg 9(1)(i)), which any other code breaks.
    public static let continuousAbsence = RunRule(only: [.holidayNotGranted, .noReasonYet, .otherAbsence])

    func callAsFunction(_ code: AttendanceCode?) -> Bearing { bearing(code) }
}

extension [MarkedSession] {
    /// The runs in a pupil's expected sessions, which are in order; oldest first.
    ///
    /// A day breaks a run if one of its sessions does; else it is passed over if one is unknown; else it counts if
    /// one counts; a day all of whose sessions are neutral is passed over.
    public func runs(_ rule: RunRule) -> [Run] {
        var runs = [Run]()
        var current: Run?
        for day in days {
            switch day.bearing(rule) {
            case .counts:
                if current == nil { current = Run(days: [], sessions: []) }
                current?.days.append(day[day.startIndex].session.date)
                for marked in day where rule(marked.code) == .counts {
                    current?.sessions.append(marked.session)
                }
            case .neutral, .unknown: break
            case .breaks:
                if let current { runs.append(current) }
                current = nil
            }
        }
        if let current { runs.append(current) }
        return runs
    }

    /// The run that has not been broken at the end; nil when there is none.
    public func currentRun(_ rule: RunRule) -> Run? {
        let lastBreak = days.last { $0.bearing(rule) == .breaks }?.first?.session.date
        return runs(rule).last.flatMap { run in
            lastBreak.map { $0 < run.first } ?? true ? run : nil
        }
    }

    /// The longest run, the earliest of several; nil when there is none.
    public func longestRun(_ rule: RunRule) -> Run? {
        var longest: Run?
        for run in runs(rule) where run.length > longest?.length ?? 0 { longest = run }
        return longest
    }

    /// The sessions of each day together.
    var days: [ArraySlice<MarkedSession>] {
        var days = [ArraySlice<MarkedSession>]()
        var start = 0
        for index in indices
        where index + 1 == endIndex || self[index + 1].session.date != self[index].session.date {
            days.append(self[start...index])
            start = index + 1
        }
        return days
    }
}

extension ArraySlice<MarkedSession> {
    /// What a day does to a run.
    fileprivate func bearing(_ rule: RunRule) -> Bearing {
        var bearing = Bearing.neutral
        for marked in self {
            switch (rule(marked.code), bearing) {
            case (.breaks, _): return .breaks
            case (.unknown, _): bearing = .unknown
            case (.counts, .neutral): bearing = .counts
            default: break
            }
        }
        return bearing
    }
}
