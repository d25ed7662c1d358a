/// What rules know of a pupil besides marks and acts.
public struct PupilFacts: Hashable, Sendable {
    /// What stands for the pupil in the keys of steps; never a name.
    public var key: String
    public var yearGroup: YearGroup?
    public var born: CalendarDate?
    /// First and last day on the roll; nil while open.
    public var entry: CalendarDate?
    public var leaving: CalendarDate?
    public var flags: Set<PupilFlag>
    /// In the order in which they are tried.
    public var contacts: [ContactFacts]
    /// The pupil's own target, in per cent; takes the school's place where a rule says so.
    public var target: Amount?
    public var plans: Set<String>
    /// Brothers and sisters on this school's roll.
    public var siblings: Int
    /// Stands for the school itself: only rules about the whole school that ask nothing of a pupil are looked at.
    public var isWholeSchool = false

    /// For the rules that ask nothing of any pupil.
    public static let wholeSchool: PupilFacts = {
        var facts = PupilFacts(key: "school")
        facts.isWholeSchool = true
        return facts
    }()

    public init(
        key: String, yearGroup: YearGroup? = nil, born: CalendarDate? = nil, entry: CalendarDate? = nil,
        leaving: CalendarDate? = nil, flags: Set<PupilFlag> = [], contacts: [ContactFacts] = [],
        target: Amount? = nil, plans: Set<String> = [], siblings: Int = 0
    ) {
        self.key = key
        self.yearGroup = yearGroup
        self.born = born
        self.entry = entry
        self.leaving = leaving
        self.flags = flags
        self.contacts = contacts
        self.target = target
        self.plans = plans
        self.siblings = siblings
    }

    /// Whether the pupil was of compulsory school age on a day; a pupil of unknown birth is taken to be, up to
    /// Year 11.
    public func isOfCompulsoryAge(on day: CalendarDate) -> Bool {
        if let born { return CompulsorySchoolAge(born: born).contains(day) }
        return yearGroup.map { (1...11).contains($0.number) } ?? true
    }

    func isOnRoll(on day: CalendarDate) -> Bool {
        entry.map { $0 <= day } ?? true && leaving.map { day <= $0 } ?? true
    }

    /// Whom a step for somebody is for: one recipient each.
    func recipients(of to: Recipient) -> [Recipient] {
        switch to.text {
        case "contacts": contacts.filter { $0.recipient.priority != nil }.map(\.recipient)
        case "social-worker": contacts.contains { $0.recipient == to } ? [to] : []
        default: to.priority == nil || contacts.contains { $0.recipient == to } ? [to] : []
        }
    }
}

/// A contact as rules know one.
public struct ContactFacts: Hashable, Sendable {
    /// `priority-1`, `social-worker`.
    public var recipient: Recipient
    public var hasResponsibility: Bool

    public init(_ recipient: Recipient, hasResponsibility: Bool = true) {
        self.recipient = recipient
        self.hasResponsibility = hasResponsibility
    }
}

/// Something that a person did about a pupil, as it was recorded.
public struct PupilAct: Hashable, Sendable {
    public var at: Moment
    public var did: Did
    /// `letter-1`, `penalty-notice`; empty when the act has no such name.
    public var what: String
    /// With whom, to whom, or by whom a report came.
    public var to: Recipient?
    public var by: RoleName?
    public var outcome: String
    public var answer: String
    /// A reason that the contract names, or the parent's own words.
    public var reason: String
    /// The days it speaks of.
    public var about: [CalendarDate]
    /// The session it speaks of, when it is one.
    public var session: Session?
    public var code: AttendanceCode?
    /// The stretch it speaks of: leave, suspension, a plan.
    public var from: CalendarDate?
    public var until: CalendarDate?
    /// The day on which what was sent was received, when known.
    public var received: CalendarDate?
    /// Whatever else was filled in, by name.
    public var details: [String: String]

    public init(
        at: Moment, did: Did, what: String = "", to: Recipient? = nil, by: RoleName? = nil,
        outcome: String = "", answer: String = "", reason: String = "", about: [CalendarDate] = [],
        session: Session? = nil, code: AttendanceCode? = nil, from: CalendarDate? = nil,
        until: CalendarDate? = nil, received: CalendarDate? = nil, details: [String: String] = [:]
    ) {
        self.at = at
        self.did = did
        self.what = what
        self.to = to
        self.by = by
        self.outcome = outcome
        self.answer = answer
        self.reason = reason
        self.about = about
        self.session = session
        self.code = code
        self.from = from
        self.until = until
        self.received = received
        self.details = details
    }

    /// The day from which its time is counted: of receipt, if noted.
    public var countsFrom: CalendarDate { received ?? at.date }

    /// Notes when something that was sent was received.
    var isReceipt: Bool { did == .record && what == "receipt" }
    /// Takes back what bears the rest of its name.
    var isWithdrawal: Bool { what.hasSuffix("-withdrawn") }
}

/// An act that was not possible, and why.
public struct ActRefused: Error, Hashable, Sendable {
    public struct Ground: Hashable, Sendable {
        public var refusal: String
        public var clauses: [ClauseID]
        public var citation: String
        public var because: String
        /// What the act was refused for not saying, by name.
        public var lacking: [String] = []
    }

    public var grounds: [Ground]

    public init(grounds: [Ground]) {
        self.grounds = grounds
    }
}
