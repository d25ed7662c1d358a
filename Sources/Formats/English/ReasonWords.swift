public import Attendance

/// Why a step is due or a rule holds, in plain English with its numbers.
public struct ReasonInEnglish: Sendable {
    let words: RuleWords

    /// - Parameter book: of the policy, for its own names of roles and values.
    public init(book: RuleBook, law: Law, on day: CalendarDate) {
        words = RuleWords(book: book, law: law, day: day)
    }

    /// A sentence.
    public func sentence(_ reason: Reason) -> String {
        switch reason {
        case .attendance(let attended, let possible, let relation, let against, let period):
            let rate = Percentage(attended, of: possible).map { "\($0)%" } ?? "not known"
            return "Attendance over \(words.period(period)) is \(rate): \(attended) of \(possible) sessions;"
                + " the rule asks for \(words.relation(relation, "\(against)%"))."
        case .absence(let absent, let possible, let relation, let against, let period):
            let rate = Percentage(absent, of: possible).map { "\($0)%" } ?? "not known"
            return "Absence over \(words.period(period)) is \(rate): \(absent) of \(possible) sessions;"
                + " the rule asks for \(words.relation(relation, "\(against)%"))."
        case .sessions(let count, let choice, let relation, let against, let period, _):
            return "\(plural(count, "session")) of \(words.codes(choice)) over \(words.period(period));"
                + " the rule asks for \(words.relation(relation, "\(against)"))."
        case .sessionsInAny(let count, let choice, let relation, let against, let weeks, let listed):
            let from = listed.first.map { " from \($0.date.inEnglish)" } ?? ""
            return "\(plural(count, "session")) of \(words.codes(choice)) in \(weeks) school weeks\(from);"
                + " the rule asks for \(words.relation(relation, "\(against)"))."
        case .days(let halves, let expected, let choice, let relation, let against, let period):
            let days = Amount(hundredths: halves * 50)
            let toCome = Amount(hundredths: expected * 50)
            let foretold = expected > 0 ? ", \(toCome) of them still to come," : ""
            return
                "\(sentenceCase(words.codes(choice))) over \(words.period(period))\(foretold) comes to \(days) days;"
                + " the rule asks for \(words.relation(relation, "\(against)"))."
        case .run(let length, let choice, let from):
            return "\(sentenceCase(words.codes(choice))) on \(plural(length, "school day")) in a row,"
                + " from \(from.inEnglish)."
        case .unexplained(let day, let from):
            return "Day \(day) of an absence nobody has explained, which began on \(from.inEnglish)."
        case .age(let date, let days):
            return "\(plural(days, "school day")) since \(date.inEnglish)."
        case .session(let session, let code):
            return "\(code) on \(session.date.inEnglish) \(session.half.name)."
        case .flag(let flag): return "\(sentenceCase(flag.title))."
        case .acts(let count, let pattern):
            return count == 0
                ? "Nothing on file of this: \(words.act(pattern))."
                : "On file \(count == 1 ? "once" : "\(count) times"): \(words.act(pattern))."
        case .since(let date, let pattern):
            return "\(sentenceCase(words.act(pattern))) on \(date.inEnglish)."
        case .state(let process, let state):
            return "\(sentenceCase(words.slug(process))) has come to \(words.quoted(state))."
        case .change(let points):
            let size = Amount(hundredths: abs(points))
            return "Attendance \(points < 0 ? "fell" : "rose") by \(size) points."
        case .leave(let from, let until):
            return "Leave asked for from \(from.inEnglish) to \(until.inEnglish)."
        }
    }

    private func plural(_ number: Int, _ thing: String) -> String {
        "\(number) \(thing)\(number == 1 ? "" : "s")"
    }
}

extension Reason {
    /// Its name in JSON.
    public var name: String {
        switch self {
        case .attendance: "attendance"
        case .absence: "absence"
        case .sessions, .sessionsInAny: "sessions"
        case .days: "days"
        case .run: "run"
        case .unexplained: "unexplained-day"
        case .age: "age"
        case .session: "session"
        case .flag: "flag"
        case .acts: "on-file"
        case .since: "since"
        case .state: "state"
        case .change: "change"
        case .leave: "leave"
        }
    }
}
