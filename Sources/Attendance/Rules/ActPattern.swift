/// What people do that rules know of: the acts that are recorded about a pupil.
public enum Did: String, Hashable, Sendable, CaseIterable {
    case call, text, email, visit, meeting, report, amend, sent, decide, arrive, leave, issue, record
    case requestLeave = "request-leave"
}

/// Somebody a step is for or an act was done with: `priority-1`, `social-worker`, `staff:dsl`.
public struct Recipient: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Nil for a name that is not on the list.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        let isStaff = text.hasPrefix("staff:") && text.utf8.count > 6
        let isPriority =
            text.hasPrefix("priority-") && Int(text.dropFirst(9)).map { (1...9).contains($0) } ?? false
        guard isStaff || isPriority || Self.names.contains(text) else { return nil }
        self.text = text
    }

    private init(known: String) { text = known }

    public static let names = [
        "contacts", "parents", "social-worker", "local-authority", "pupil", "governors", "all",
    ]
    public static let parents = Recipient(known: "parents")
    public static let contacts = Recipient(known: "contacts")
    public static let socialWorker = Recipient(known: "social-worker")
    public static let localAuthority = Recipient(known: "local-authority")
    public static let pupil = Recipient(known: "pupil")
    public static func priority(_ number: Int) -> Recipient { Recipient(known: "priority-\(number)") }
    public static func staff(_ role: RoleName) -> Recipient { Recipient(known: "staff:\(role)") }

    /// 1 for priority 1; nil for anybody else.
    public var priority: Int? { text.hasPrefix("priority-") ? Int(text.dropFirst(9)) : nil }
    /// The role of a member of staff; nil for anybody else.
    public var staff: RoleName? {
        text.hasPrefix("staff:") ? RoleName(String(text.dropFirst("staff:".count))) : nil
    }
    public var description: String { text }
}

/// A role as a policy names it, in kebab-case: one of `Role`, or one that the policy adds.
public struct RoleName: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public init(_ role: Role) {
        text = role.rawValue
    }

    public var description: String { text }
    public var title: String {
        Role(rawValue: text)?.title ?? text.split(separator: "-").joined(separator: " ")
    }
}

/// A kind of act, by whatever of it is said; what is left out may be anything.
public struct ActPattern: Hashable, Sendable {
    /// Empty for any.
    public var did: [Did]
    /// Names of what was sent, recorded, decided or issued: `letter-1`, `penalty-notice`. Empty for any.
    public var what: [String]
    /// Empty for anybody.
    public var to: [Recipient]
    public var by: [RoleName]
    public var outcomes: [String]
    public var answers: [String]
    public var reasons: [String]
    /// The code an amendment came from, and the code it made.
    public var fromCodes: CodeChoice?
    public var toCodes: CodeChoice?
    /// Only acts that speak of the same contact as the one being looked at, or of nobody in particular.
    public var sameContact: Bool
    /// Only acts that speak of the session, day or absence being looked at.
    public var sameItem: Bool
    /// Only acts that say these things besides, filled in: `targets`, `end-date`.
    public var with: [String]
    /// Only acts that lack one of these things.
    public var lacking: [String]
    /// Only acts in which a thing, by name, is one of these texts.
    public var said: [String: [String]] = [:]
    /// Only acts done before the first session that they speak of began.
    public var inAdvance = false
    /// Only acts done on the day of the session or act being looked at or after it, and of those that name days only
    /// the ones that name it.
    public var afterItem = false
    /// Only acts that name days which do not come one after the other in this order: `[agreement, from]`.
    public var outOfOrder: [String] = []
    /// Only acts that were not withdrawn since by a record of `what-withdrawn`; of decisions, by another about the same
    /// days that came to another answer.
    public var standing: Bool

    public init(
        did: [Did] = [], what: [String] = [], to: [Recipient] = [], by: [RoleName] = [],
        outcomes: [String] = [], answers: [String] = [], reasons: [String] = [],
        fromCodes: CodeChoice? = nil, toCodes: CodeChoice? = nil, sameContact: Bool = false,
        sameItem: Bool = false, with: [String] = [], lacking: [String] = [], standing: Bool = false
    ) {
        self.did = did
        self.what = what
        self.to = to
        self.by = by
        self.outcomes = outcomes
        self.answers = answers
        self.reasons = reasons
        self.fromCodes = fromCodes
        self.toCodes = toCodes
        self.sameContact = sameContact
        self.sameItem = sameItem
        self.with = with
        self.lacking = lacking
        self.standing = standing
    }
}
