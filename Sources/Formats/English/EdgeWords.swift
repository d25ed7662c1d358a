public import Attendance

/// How far it is to an edge, and what a step asks for, in plain English.
extension ReasonInEnglish {
    /// `9 more sessions may be missed this school year before attendance is below 95%.`
    public func sentences(_ edge: Standing.Edge) -> [String] {
        switch edge {
        case .rate(let edge, let period, let remaining, let until):
            rate(edge, words.period(period), remaining, until)
        case .count(let needed, let counted, let choice, let asDays, let threshold, let period, let before):
            [
                "\(Self.sessions(needed, more: true)) of \(words.codes(choice))"
                    + (before.map { " before \($0.inEnglish)" } ?? "")
                    + " \(needed == 1 ? "reaches" : "reach") the threshold: "
                    + (asDays
                        ? "\(Amount(hundredths: counted * 50)) of \(threshold) days"
                        : "\(counted) of \(threshold)")
                    + " over \(words.period(period))."
            ]
        }
    }

    private func rate(
        _ edge: RateEdge, _ period: String, _ remaining: Int, _ until: CalendarDate
    ) -> [String] {
        let what =
            "\(edge.measure == .attendance ? "attendance" : "absence") is "
            + Self.relation(edge.relation, "\(Amount(hundredths: edge.hundredths))%")
        let most = edge.mayBeMissed(of: remaining)
        if edge.isPassed() {
            guard let most else {
                return [
                    "\(sentenceCase(what)), and will be at the end of \(period), \(until.inEnglish), even if none of "
                        + "the \(remaining) sessions still to come is missed."
                ]
            }
            return [
                "\(sentenceCase(what)). If no more than \(most) of the \(remaining) sessions still to come "
                    + "\(most == 1 ? "is" : "are") missed, it is no longer so at the end of \(period), "
                    + "\(until.inEnglish)."
            ]
        }
        guard let most else { return [] }
        if most == remaining {
            return [
                "Whatever is missed of the \(remaining) sessions still to come, \(period) does not end with this: "
                    + "\(what)."
            ]
        }
        var sentences = ["\(Self.sessions(most, more: true)) may be missed \(period) before \(what)."]
        if let now = edge.passesAfterMissing(of: remaining), now <= most {
            sentences.append(
                now == 1
                    ? "If the next session is missed, it is so at once."
                    : "If the next \(now) sessions are all missed, it is so at once.")
        }
        return sentences
    }

    private static func relation(_ relation: Relation, _ rate: String) -> String {
        switch relation {
        case .below: "below \(rate)"
        case .atMost: "\(rate) or less"
        case .exactly: rate
        case .atLeast: "\(rate) or more"
        case .moreThan: "above \(rate)"
        }
    }

    private static func sessions(_ number: Int, more: Bool) -> String {
        number == 0 ? "No more sessions" : "\(number) more session\(number == 1 ? "" : "s")"
    }

    /// `Call the priority 1 contact`, `Send the letter “Stage 1” to the parents`.
    public func title(
        _ kind: StepKind, what: String, to: Recipient?, code: AttendanceCode?, session: Session?
    ) -> String {
        let whom = to.map { words.recipient($0) } ?? "the parents"
        let staff = to.map { $0.text.hasPrefix("staff:") } ?? true
        let thing = words.quoted(what)
        let toThem = to == nil || staff ? "" : " to \(whom)"
        return switch kind {
        case .call: "Call \(whom)"
        case .text: "Text \(whom)"
        case .email: "Email \(whom)"
        case .letter: "Send the letter \(thing) to \(whom)"
        case .task: sentenceCase(words.slug(what)) + (staff ? "" : " (\(whom))")
        case .visit: "Make the visit \(thing)"
        case .meeting: "Hold the meeting \(thing)\(to == nil ? "" : " with \(whom)")"
        case .referral: "Make the referral \(thing)\(toThem)"
        case .return: "Make the return \(thing)\(toThem)"
        case .report: "Give the report \(thing)\(toThem)"
        case .alert: "Take note: \(words.slug(what))"
        case .award: "Give the award \(thing)"
        case .code:
            "Confirm the code \(code?.text ?? "")"
                + (session.map { " for \($0.date.inEnglish) \($0.half.name)" } ?? "")
        }
    }

    /// `the attendance officer`.
    public func role(_ role: RoleName) -> String { words.role(role) }
    public func recipient(_ recipient: Recipient) -> String { words.recipient(recipient) }
    /// `Letter 1`.
    public func name(_ slug: String) -> String { sentenceCase(words.slug(slug)) }
}
