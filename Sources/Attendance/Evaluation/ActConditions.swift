/// Conditions about what people did.
extension PupilRun {
    func holdsOfActs(_ condition: Condition, _ asked: Asked) -> Bool {
        switch condition {
        case .onFile(let pattern, let comparison, let period):
            guard let from = firstDay(of: period, asked) else { return false }
            return compare(numbers(of: pattern, asked).count { acts[$0].at.date >= from }, comparison)
        case .since(let pattern, let relation, let wait):
            guard let number = lastAct(pattern, asked) else { return false }
            let act = acts[number]
            let moment = act.received.map { Moment($0, .midnight) } ?? act.at
            return passed(since: moment, relation, wait)
        case .act(let pattern):
            if let tried = asked.tried { return matches(tried, number: nil, pattern, asked) }
            return asked.act.map { matches(acts[$0], number: $0, pattern, asked) } ?? false
        case .stepOpen(let what, let overdue):
            return openSteps.contains {
                let step = steps[$0].step
                return (step.what == what || step.rule == what) && (!overdue || step.due < now)
            }
        default: return false
        }
    }

    /// The acts of a kind, in order; those noted as received only later than now left out.
    func numbers(of pattern: ActPattern, _ asked: Asked) -> [Int] {
        acts.indices.filter { matches(acts[$0], number: $0, pattern, asked) }
    }

    func lastAct(_ pattern: ActPattern, _ asked: Asked) -> Int? {
        acts.indices.last {
            matches(acts[$0], number: $0, pattern, asked) && acts[$0].countsFrom <= now.date
        }
    }

    func matches(_ act: PupilAct, number: Int?, _ pattern: ActPattern, _ asked: Asked) -> Bool {
        guard pattern.did.isEmpty || pattern.did.contains(act.did) else { return false }
        guard pattern.what.isEmpty || pattern.what.contains(act.what) else { return false }
        guard pattern.to.isEmpty || act.to.map({ to in pattern.to.contains { Self.covers($0, to) } }) ?? false
        else { return false }
        guard pattern.by.isEmpty || act.by.map(pattern.by.contains) ?? false else { return false }
        guard pattern.outcomes.isEmpty || pattern.outcomes.contains(act.outcome) else { return false }
        guard pattern.answers.isEmpty || pattern.answers.contains(act.answer) else { return false }
        guard pattern.reasons.isEmpty || pattern.reasons.contains(act.reason) else { return false }
        if let codes = pattern.toCodes { guard act.code.map(codes.contains) ?? false else { return false } }
        if let codes = pattern.fromCodes {
            guard let from = act.details["from-code"].flatMap({ AttendanceCode($0, on: act.at.date) }),
                codes.contains(from)
            else { return false }
        }
        guard pattern.with.allSatisfy({ Self.says($0, act) }) else { return false }
        guard pattern.lacking.isEmpty || pattern.lacking.contains(where: { !Self.says($0, act) }) else {
            return false
        }
        if pattern.sameContact, let contact = asked.contact ?? asked.tried?.to {
            guard act.to.map({ Self.covers($0, contact) || Self.covers(contact, $0) }) ?? true else {
                return false
            }
        }
        if pattern.sameItem { guard isAboutItem(act, number: number, asked) else { return false } }
        if pattern.standing, let number { guard !isWithdrawn(act, number: number) else { return false } }
        return true
    }

    /// Whether something for one recipient is something for another: what goes to the parents goes to each.
    static func covers(_ general: Recipient, _ one: Recipient) -> Bool {
        if general == one { return true }
        return ["parents", "contacts", "all"].contains(general.text) && one.priority != nil
    }

    /// Whether an act says a thing, and says it with something.
    static func says(_ name: String, _ act: PupilAct) -> Bool {
        switch name {
        case "reason": !act.reason.isEmpty
        case "from": act.from != nil
        case "to", "until", "end": act.until != nil || act.details[name]?.isEmpty == false
        case "about": !act.about.isEmpty
        case "received": act.received != nil
        case "answer": !act.answer.isEmpty
        case "by": act.by != nil
        default:
            act.details[name].map { !["", "no", "false", "none"].contains($0) } ?? false
        }
    }

    private func isAboutItem(_ act: PupilAct, number: Int?, _ asked: Asked) -> Bool {
        if let place = asked.place {
            let session = line.sessions[place]
            return act.session == session || act.about.contains(session.date)
                || (act.session == nil && act.about.isEmpty && act.at.date == session.date)
        }
        if let item = asked.act {
            guard let number, number > item else { return false }
            let about = acts[item]
            return about.to == nil || act.to == nil || about.to == act.to
        }
        if let tried = asked.tried {
            let days = Set(tried.about + [tried.session?.date].compactMap(\.self))
            return days.isEmpty || act.about.isEmpty || act.about.contains { days.contains($0) }
        }
        return true
    }

    /// Taken back by a record of `NAME-withdrawn`.
    func isWithdrawn(_ act: PupilAct, number: Int) -> Bool {
        guard !act.what.isEmpty else { return false }
        let name = "\(act.what)-withdrawn"
        return acts.indices.contains {
            guard $0 > number, acts[$0].what == name else { return false }
            guard let to = acts[$0].to, let own = act.to else { return true }
            return to == own
        }
    }

    /// The lists of reasons that what was said falls under.
    func reasonLists(of asked: Asked) -> [ReasonList] {
        guard let act = asked.tried ?? asked.act.map({ acts[$0] }), let regime = current else { return [] }
        return Self.reasonLists(for: act.reason, in: regime.reasons).filter { list in
            list.unless.map { !holds($0, asked) } ?? true
        }
    }

    static func reasonLists(for reason: String, in lists: [ReasonList]) -> [ReasonList] {
        let said = reason.lowercased()
        guard !said.isEmpty else { return [] }
        let exact = lists.filter { $0.reasons.contains(said) }
        if !exact.isEmpty { return exact }
        return lists.filter { list in list.reasons.contains { said.contains(words: $0) } }
    }
}

extension String {
    /// Whether the words of another stand in it, as whole words.
    fileprivate func contains(words other: String) -> Bool {
        let own = split { !$0.isLetter && !$0.isNumber }
        let wanted = other.split { !$0.isLetter && !$0.isNumber }
        guard !wanted.isEmpty, own.count >= wanted.count else { return false }
        return own.indices.contains { start in
            start + wanted.count <= own.count && zip(own[start...], wanted).allSatisfy { $0 == $1 }
        }
    }
}
