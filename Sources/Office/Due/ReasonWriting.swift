public import Attendance
public import Formats

/// Reasons as they leave the program: their name, their numbers and plain English.
public struct ReasonWriting: Sendable {
    /// For pages, which need more than reasons in words.
    public let english: ReasonInEnglish
    /// What rules are called, by their names.
    private let titles: [String: String]

    public init(book: RuleBook, law: Law, on day: CalendarDate) {
        let rules = (law.rules.value(on: day)?.rules ?? []) + book.rules
        titles = Dictionary(rules.map { ($0.name, $0.title) }) { _, own in own }
        english = ReasonInEnglish(book: book, law: law, on: day)
    }

    public func sentence(_ reason: Reason) -> String { english.sentence(reason) }

    /// Why a step was raised: its reasons, or what its rule is called where it asks for nothing that is counted.
    public func sentences(why step: Step) -> [String] {
        guard step.because.isEmpty else { return step.because.map(sentence) }
        guard let title = titles[step.rule], !title.isEmpty else { return [] }
        return ["\(title)."]
    }

    /// An array.
    func json(_ reasons: [Reason], named: [DueStep.NamedReasons] = []) -> String {
        var text = JSONText()
        text.array { write(reasons, named: named, to: &$0) }
        return text.string
    }

    func write(_ reasons: [Reason], named: [DueStep.NamedReasons], to text: inout JSONText) {
        guard named.isEmpty else {
            for one in named {
                text.object { text in
                    text.member("reason", "pupil")
                    text.object("values") { text in
                        text.member("pupil", one.pupil.description)
                        text.member("upn", one.upn)
                    }
                    text.member("text", one.because.map(sentence).joined(separator: " "))
                }
            }
            return
        }
        for reason in reasons {
            text.object { text in
                text.member("reason", reason.name)
                text.object("values") { Self.write(reason, to: &$0) }
                text.member("text", sentence(reason))
            }
        }
    }

    private static func write(_ reason: Reason, to text: inout JSONText) {
        switch reason {
        case .attendance(let attended, let possible, let relation, let against, let period):
            text.member("attended", attended)
            text.member("possible", possible)
            write(relation, against, period, to: &text)
        case .absence(let absent, let possible, let relation, let against, let period):
            text.member("absent", absent)
            text.member("possible", possible)
            write(relation, against, period, to: &text)
        case .sessions(let count, let codes, let relation, let against, let period, let listed):
            text.member("sessions", count)
            write(codes, to: &text)
            write(relation, against, period, to: &text)
            text.array("listed") { for session in listed { $0.item(session.description) } }
        case .sessionsInAny(let count, let codes, let relation, let against, let weeks, let listed):
            text.member("sessions", count)
            write(codes, to: &text)
            text.member("relation", relation.rawValue)
            text.member("against", "\(against)")
            text.member("inAnySchoolWeeks", weeks)
            text.array("listed") { for session in listed { $0.item(session.description) } }
        case .days(let halves, let expected, let codes, let relation, let against, let period):
            text.member("days", "\(Amount(hundredths: halves * 50))")
            if expected > 0 { text.member("stillToCome", "\(Amount(hundredths: expected * 50))") }
            write(codes, to: &text)
            write(relation, against, period, to: &text)
        case .run(let length, let codes, let from):
            text.member("schoolDays", length)
            write(codes, to: &text)
            text.member("from", from.description)
        case .unexplained(let day, let from):
            text.member("day", day)
            text.member("from", from.description)
        case .age(let date, let days):
            text.member("of", date.description)
            text.member("schoolDays", days)
        case .session(let session, let code):
            text.member("session", session.description)
            text.member("code", code.text)
        case .flag(let flag): text.member("flag", flag.rawValue)
        case .acts(let count, let pattern):
            text.member("times", count)
            write(pattern, to: &text)
        case .since(let date, let pattern):
            text.member("on", date.description)
            write(pattern, to: &text)
        case .state(let process, let state):
            text.member("process", process)
            text.member("state", state)
        case .change(let points): text.member("points", "\(Amount(hundredths: points))")
        case .leave(let from, let until):
            text.member("from", from.description)
            text.member("to", until.description)
        }
    }

    private static func write(
        _ relation: Relation, _ against: Amount, _ period: Period, to text: inout JSONText
    ) {
        text.member("relation", relation.rawValue)
        text.member("against", "\(against)")
        text.member("over", period.name)
    }

    private static func write(_ codes: CodeChoice, to text: inout JSONText) {
        text.array("of") { for code in codes.codes { $0.item(code.text) } }
    }

    private static func write(_ pattern: ActPattern, to text: inout JSONText) {
        text.array("did") { for did in pattern.did { $0.item(did.rawValue) } }
        text.array("what") { for what in pattern.what { $0.item(what) } }
    }
}

extension Period {
    /// As policy files write it; the number of a length of time apart.
    var name: String {
        switch self {
        case .today: "today"
        case .yearToDate: "year-to-date"
        case .term: "term"
        case .halfTerm: "half-term"
        case .week: "week"
        case .lastTerm: "last-term"
        case .lastHalfTerm: "last-half-term"
        case .lastWeek: "last-week"
        case .twelveMonths: "12-months"
        case .schoolWeeks: "school-weeks"
        case .schoolDays: "school-days"
        case .calendarDays: "calendar-days"
        case .years: "years"
        case .window: "window"
        case .state: "state"
        case .since: "since"
        case .beforeAct: "before-act"
        case .absence: "absence"
        case .always: "always"
        }
    }
}
