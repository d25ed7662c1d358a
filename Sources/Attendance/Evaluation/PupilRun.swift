/// One pupil's time played forward: marks become known when registers close, people act, and rules and processes
/// answer. Everything due at a moment is the fold of what was known until then, so that a past day is judged as
/// it was seen on the day, and a replay of the year gives the same steps under the same keys.
public struct PupilRun: Sendable {
    let rules: SchoolRules
    /// As of now.
    var pupil: PupilFacts
    /// The last day on the roll as the roll has it, whatever was recorded of a deletion.
    var leavingOnRoll: CalendarDate?
    let ruler: Ruler
    var line: SessionLine { ruler.line }
    /// For each place of the line, what the register said as it was taken.
    var taken: [UInt8]
    /// For each place of the line, the code as known now; plans included, before their sessions close.
    private(set) var codes: [UInt8]
    /// Places where N gave way to O without a reason: still unexplained.
    var lapsed: Set<Int> = []
    /// Days for which somebody gave a reason.
    var explainedDays: Set<CalendarDate> = []
    /// Places for which alone somebody gave a reason.
    var explainedPlaces: Set<Int> = []
    /// Sessions whose registers have closed, from the start of the line.
    var known: Int
    public internal(set) var now: Moment
    /// Whether the moment `now` was played.
    var isPlayed = false
    public internal(set) var acts: [PupilAct] = [] {
        didSet {
            while seen.acts.count < acts.count {
                let number = seen.acts.count
                actsByWhat[acts[number].what, default: []].append(number)
                seen.add(acts[number])
            }
        }
    }
    private var actsByWhat: [String: [Int]] = [:]
    private(set) var seen = Seen()
    public internal(set) var steps: [RaisedStep] = [] { didSet { haveStepsChanged = true } }
    var numbersOfKeys: [String: Int] = [:]
    var openSteps: [Int] = []
    /// For each step, the rule that raised it; nil for those of processes and lists of reasons.
    var rulesOfSteps: [RunningRule?] = []
    /// What has been raised already, so that a key need not be written out to find it again.
    var raisedBefore: Set<Raised> = []
    /// Rules, with what they are about, that held when they were last looked at.
    var holding: Set<Held> = []
    /// Nothing is passed over at a glance; for tests, which hold one against the other.
    var looksAtEveryRule = false
    /// By a rule's number: whether it may be among them, and whether it cannot hold of the pupil as things are.
    var mayBeHolding: [Bool] = []
    var isRuledOut: [Bool] = []
    /// By a rule's number: whether a step of it fell away and stands again as soon as what closed it has gone.
    var isWaiting: [Bool] = []
    var processStates: [String: ProcessState] = [:] {
        didSet {
            seats = []
            haveStatesChanged = true
            if let regime { statesAtAGlance = collectStates(regime) }
        }
    }
    private(set) var statesAtAGlance = Bits()
    /// Since every rule of the day so far was last looked at.
    var haveMarksChanged = false
    var haveStepsChanged = false
    var haveStatesChanged = false
    /// The processes with whom they are about and where they stand; empty when it is to be told anew.
    var seats: [ProcessSeat] = []
    /// The day on which a process last came into a state, by both their names.
    var statesEntered: [String: CalendarDate] = [:]
    var requests: [LeaveRequest] = []
    /// Moments that processes wait for besides those of the timetable.
    var timers: [Moment] = []
    var arrival: Moment?
    /// Places listed on an issued notice, by the number of its act.
    var listed: [Int: [Int]] = [:]
    /// The first day played.
    let start: CalendarDate
    private var regime: Regime?

    /// A rule, by its number, with what it is about, as `Asked.number`.
    struct Held: Hashable, Sendable {
        var rule: Int
        var item: Int
    }

    /// A rule with what it is about and the season or day for which it has raised its steps.
    struct Raised: Hashable, Sendable {
        var rule: Int
        var item: Int
        var since: Int32
    }

    /// A request for leave with what became of it.
    struct LeaveRequest: Sendable {
        var act: Int
        var from: CalendarDate
        var until: CalendarDate
        var reason: String
        var route: LeaveRoute?
        var grounds: [LeaveGround] = []
        var granted: ClosedRange<CalendarDate>?
        /// What was planned for the sessions of the leave granted.
        var code: AttendanceCode?
        var isDecided = false
    }

    /// - Parameters:
    ///   - taken: what the register said at the end of each day as it was taken; known from each session's closing.
    ///   - start: the first day played.
    /// - Throws: `CalendarGap` when no calendar covers the start.
    public init(
        _ pupil: PupilFacts, taken: [Session: AttendanceCode], rules: SchoolRules,
        from start: CalendarDate
    ) throws(CalendarGap) {
        let ruler = try rules.ruler(for: pupil.yearGroup, from: start)
        var bytes = [UInt8](repeating: 0, count: ruler.line.sessions.count)
        for (session, code) in taken {
            if let place = ruler.line.place(of: session) { bytes[place] = code.rawValue }
        }
        self.init(pupil, taken: bytes, ruler: ruler, rules: rules, from: start)
    }

    /// As above, for marks already laid along the ruler's line.
    init(_ pupil: PupilFacts, taken: [UInt8], ruler: Ruler, rules: SchoolRules, from start: CalendarDate) {
        self.rules = rules
        self.pupil = pupil
        leavingOnRoll = pupil.leaving
        self.ruler = ruler
        self.taken = taken
        codes = [UInt8](repeating: 0, count: taken.count)
        known = ruler.line.place(onOrAfter: start)
        for place in 0..<known { codes[place] = taken[place] }
        seen.begin(with: codes)
        now = Moment(start, .midnight)
        self.start = start
        regime = rules.regime(on: start)
        prepareRules()
    }

    var current: Regime? { regime }

    /// What stands for a session is another code from now on.
    mutating func mark(_ place: Int, as byte: UInt8) {
        seen.mark(from: codes[place], to: byte)
        codes[place] = byte
        haveMarksChanged = true
    }

    /// What is told once of each rule for as long as neither the rules nor the facts of the pupil change.
    mutating func prepareRules() {
        guard let regime else { return }
        seats = []
        statesAtAGlance = collectStates(regime)
        isRuledOut = regime.everyRule.map { isRuledOut($0.when) }
        mayBeHolding = [Bool](repeating: false, count: regime.everyRule.count)
        for held in holding { mayBeHolding[held.rule] = true }
        isWaiting = [Bool](repeating: true, count: regime.everyRule.count)
    }

    /// Plays everything up to and including a moment.
    ///
    /// - Throws: `CalendarGap` when the calendars end before it.
    public mutating func advance(to moment: Moment) throws(CalendarGap) {
        guard ruler.covers(moment.date) else { throw CalendarGap(moment.date) }
        while now.date <= moment.date {
            let slots = ruler.slots(on: now.date, for: regime)
            while let minute = nextMinute(among: slots) {
                if now.date == moment.date, minute > moment.time.minutes { break }
                now.time = TimeOfDay(minutes: minute) ?? .endOfDay
                isPlayed = true
                play()
            }
            guard now.date < moment.date else { break }
            now = Moment(now.date + 1, .midnight)
            isPlayed = false
            begin(rules.regime(on: now.date))
        }
        if now < moment {
            now = moment
            isPlayed = true
        }
    }

    /// Another policy or law is in force from today: what held before goes on under the rule of the same name.
    private mutating func begin(_ next: Regime?) {
        guard let next, let old = regime, next !== old else { return }
        holding = Set(
            holding.compactMap { held in
                next.ruleNumbers[old.rules[held.rule].name].map { Held(rule: $0, item: held.item) }
            })
        raisedBefore = []
        regime = next
        prepareRules()
    }

    /// The next minute of the day at which something may happen: of the timetable, or of a timer.
    private func nextMinute(among slots: [Int]) -> Int? {
        let from = isPlayed ? now.time.minutes + 1 : now.time.minutes
        var next = slots.first { $0 >= from }
        for timer in timers where timer.date == now.date && timer.time.minutes >= from {
            next = min(next ?? timer.time.minutes, timer.time.minutes)
        }
        return next
    }

    /// One moment of a day: registers close, processes move, rules are looked at.
    private mutating func play() {
        let minute = now.time.minutes
        var closed = false
        let line = line
        for place in line.places(of: now.date) where line.closes[place] == minute {
            close(place)
            closed = true
        }
        if closed { judgeRequests() }
        if minute == 0 { beginDay() }
        moveProcesses(at: minute, act: nil)
        if closed {
            lookAtRules(after: Change(marks: true, states: haveStatesChanged, steps: haveStepsChanged))
        } else {
            lookAtRules(from: minute)
        }
        if closed { endSteps() }
        if minute == TimeOfDay.endOfDay.minutes { endDay() }
    }

    /// A register closes: what it says is known, unless something that happened before says more.
    private mutating func close(_ place: Int) {
        known = max(known, place + 1)
        let byte = taken[place]
        let planned = codes[place]
        if planned == 0 || byte == 0 {
            if planned == 0 { mark(place, as: byte) }
        } else if byte == AttendanceCode.noReasonYet.rawValue {
            // The report, plan or arrival that was there before stands.
        } else if CodeClass.isAttended(byte), CodeClass.isAttended(planned) {
            // An arrival was noted to the minute.
        } else {
            mark(place, as: byte)
        }
    }

    private mutating func beginDay() {
        if arrival?.date != now.date { arrival = nil }
        if let previous = ruler.lastOfYear(before: now.date) { resetProcesses(after: previous) }
    }

    /// The acts that bear one of a pattern's names, in order.
    func acts(named pattern: ActPattern) -> [Int] {
        guard let first = pattern.what.first else { return Array(acts.indices) }
        guard seen.names.meets(Bits(names: pattern.what)) else { return [] }
        if pattern.what.count == 1 { return actsByWhat[first] ?? [] }
        return pattern.what.flatMap { actsByWhat[$0] ?? [] }.sorted()
    }

    /// Registers that have closed, at most up to a day's own first session when the day is left out.
    func knownPlaces(throughYesterday: Bool) -> Int {
        throughYesterday ? min(known, line.place(onOrAfter: now.date)) : known
    }

    /// The code of a session as it is known now, plans for later sessions included.
    public func code(of session: Session) -> AttendanceCode? {
        line.place(of: session).flatMap { AttendanceCode(rawValue: codes[$0]) }
    }

    /// Everything of the academic year whose register has closed.
    public func yearToDate() -> SessionCounts {
        var counts = SessionCounts()
        for place in places(of: .yearToDate, Asked()) {
            if let code = AttendanceCode(rawValue: codes[place]) { counts.add(code) } else { counts.add(nil) }
        }
        return counts
    }

    /// The clauses of the grounds found on the request for leave last made, each once.
    public var leaveGrounds: [ClauseID] {
        var seen = [ClauseID]()
        for ground in requests.last?.grounds ?? [] {
            for clause in ground.source.clauses where !seen.contains(clause) { seen.append(clause) }
        }
        return seen
    }

    /// The route that the request for leave last made takes.
    public var leaveRoute: LeaveRoute? { requests.last?.route }
}

/// What the bytes of codes are to rates.
enum CodeClass {
    static func isAttended(_ byte: UInt8) -> Bool { (1...2).contains(byte >> 4) }
    static func isAbsence(_ byte: UInt8) -> Bool { (3...4).contains(byte >> 4) }
    static func isPossible(_ byte: UInt8) -> Bool { (1...4).contains(byte >> 4) || byte >> 4 == 6 }
}
