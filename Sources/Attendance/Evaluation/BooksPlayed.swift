/// What a school's books say, played into a pupil's time as it becomes known. What is in the books happened: nothing
/// of it is refused.
extension PupilRun {
    /// - Parameters:
    ///   - years: what registers said at the end of each session as they were taken, by the grid of the year.
    ///   - start: the first day played; what lies before is known from the beginning.
    /// - Throws: `CalendarGap` when no calendar covers the start.
    public init(
        _ pupil: PupilFacts, years: [AcademicYear: [UInt8]], rules: SchoolRules, from start: CalendarDate
    ) throws(CalendarGap) {
        let ruler = try rules.ruler(for: pupil.yearGroup, from: start)
        let sessions = ruler.line.sessions
        var bytes = [UInt8](repeating: 0, count: sessions.count)
        for (year, marks) in years {
            let first = ruler.line.place(onOrAfter: year.firstDay)
            let end = ruler.line.place(onOrAfter: year.lastDay + 1)
            for place in first..<max(first, end) {
                if let slot = year.index(of: sessions[place]), slot < marks.count {
                    bytes[place] = marks[slot]
                }
            }
        }
        self.init(pupil, taken: bytes, ruler: ruler, rules: rules, from: start)
    }

    /// The time from which the register of a session is closed; nil when the session is not held for the pupil.
    public func closing(of session: Session) -> TimeOfDay? {
        line.place(of: session).flatMap { TimeOfDay(minutes: line.closes[$0]) }
    }

    /// A mark of a register that is still open: it is known once the register closes.
    public mutating func take(_ byte: UInt8, in session: Session) {
        if let place = line.place(of: session), place >= known { taken[place] = byte }
    }

    /// A mark that was made only after its register had closed: it is known from then.
    ///
    /// - Parameter byte: 0 for a mark that was taken away.
    public mutating func learn(_ byte: UInt8, in session: Session, at moment: Moment) throws(CalendarGap) {
        try advance(to: moment)
        guard let place = line.place(of: session) else { return }
        taken[place] = byte
        guard place < known else { return }
        mark(place, as: byte)
        lapsed.remove(place)
        proposeAgain([place])
        lookAtRules(after: Change(any: true))
        endSteps()
    }

    /// An absence or activity known before its sessions; nil when it is not expected any more.
    public mutating func expect(_ code: AttendanceCode, in sessions: [Session], isExpected: Bool) {
        for session in sessions {
            guard let place = line.place(of: session), place >= known else { continue }
            if isExpected, codes[place] == 0 { mark(place, as: code.rawValue) }
            if !isExpected, codes[place] == code.rawValue { mark(place, as: 0) }
        }
    }

    /// What is known of the pupil besides marks changes: from now on, not for the days before.
    public mutating func become(_ facts: PupilFacts) {
        pupil = facts
        leavingOnRoll = facts.leaving
        prepareRules()
    }

    /// Sessions whose code is another than in an earlier picture of the same pupil's time, with the code now.
    public func changes(since earlier: PupilRun) -> [(session: Session, code: AttendanceCode)] {
        guard codes.count == earlier.codes.count else { return [] }
        return codes.indices.compactMap { place in
            guard codes[place] != earlier.codes[place], let code = AttendanceCode(rawValue: codes[place])
            else { return nil }
            return (line.sessions[place], code)
        }
    }

    public func isSchoolDay(_ day: CalendarDate) -> Bool { line.isSchoolDay(day) }

    /// The n-th school day after a day; nil beyond the calendars.
    public func schoolDay(_ n: Int, after day: CalendarDate) -> CalendarDate? {
        n <= 0 ? day : line.schoolDay(n, after: day)
    }

    /// Whether the register of a session has closed.
    public func isKnown(_ session: Session) -> Bool { line.place(of: session).map { $0 < known } ?? false }

    /// Whether anything happens by itself after one moment and up to another.
    public func happens(after moment: Moment, upTo end: Moment) -> Bool {
        guard moment.date == end.date else { return true }
        return ruler.slots(on: end.date, for: current).contains {
            moment.time.minutes < $0 && $0 <= end.time.minutes
        }
    }
}

extension SchoolRules {
    /// Whether there is a refusal, on a day, of acts of a kind.
    public func mayRefuse(_ did: Did, on day: CalendarDate) -> Bool {
        regime(on: day)?.refusals[did]?.isEmpty == false
    }

    /// As a role is called in the policy of a day, for reasons in words.
    public func book(on day: CalendarDate) -> RuleBook { policy(on: day)?.rules ?? RuleBook() }
}
