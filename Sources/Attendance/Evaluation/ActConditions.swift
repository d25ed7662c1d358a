/// Conditions about what people did.
extension PupilRun {
    func holdsOfActs(_ condition: Condition, _ asked: Asked) -> Bool {
        switch condition {
        case .onFile(let pattern, let comparison, let period):
            let found = numbers(of: pattern, asked)
            if case .since(let other) = period {
                // What came after the act itself, be it on its day.
                guard let last = numbers(of: other, asked).last else { return false }
                return compare(found.count { $0 > last }, comparison, asked)
            }
            guard let from = firstDay(of: period, asked) else { return false }
            if case .beforeAct = period, let act = asked.act {
                return compare(found.count { acts[$0].at.date >= from && $0 <= act }, comparison, asked)
            }
            return compare(found.count { acts[$0].at.date >= from }, comparison, asked)
        case .since(let pattern, let relation, let wait):
            guard let number = lastAct(pattern, asked) else { return false }
            let moment = received(number).map { Moment($0, .midnight) } ?? acts[number].at
            return passed(since: moment, relation, wait)
        case .act(let pattern):
            if let tried = asked.tried { return matches(tried, number: nil, pattern, asked) }
            return asked.act.map { matches(acts[$0], number: $0, pattern, asked) } ?? false
        case .stepOpen(let what, let overdue):
            return openSteps.contains {
                let step = steps[$0].step
                return (step.what == what || step.rule == what) && (!overdue || step.due < now)
            }
        case .falls(let day): return asked.act.map { falls(day, acts[$0]) } ?? false
        case .lasts(let relation, let wait):
            return (asked.tried ?? asked.act.map { acts[$0] }).map { lasts($0, relation, wait) } ?? false
        case .dayOf(let pattern, let comparison):
            return day(of: pattern, asked).map { compare($0, comparison) } ?? false
        case .hours(let from, let before):
            let act = asked.tried ?? asked.act.map { acts[$0] }
            return act.map { from <= $0.at.time && $0.at.time < before } ?? false
        default: return false
        }
    }

    /// Which school day of the stretch that the last such act names it is, counted from 1: today, or the day that the
    /// act being tried or looked at is about.
    private func day(of pattern: ActPattern, _ asked: Asked) -> Int? {
        let day = (asked.tried ?? asked.act.map { acts[$0] }).flatMap(\.about.first) ?? now.date
        guard line.isSchoolDay(day) else { return nil }
        for number in numbers(of: pattern, asked).reversed() {
            let act = acts[number]
            let first = act.about.min() ?? act.from ?? act.at.date
            let last = act.about.max() ?? act.until ?? (act.from == nil ? act.at.date : day)
            guard first <= day, day <= last else { continue }
            return act.about.isEmpty
                ? line.schoolDays(after: first - 1, through: day)
                : act.about.count { $0 <= day && line.isSchoolDay($0) }
        }
        return nil
    }

    /// The day on which what an act sent was received: noted with it, or by a later record of the receipt.
    func received(_ number: Int) -> CalendarDate? {
        if let day = acts[number].received { return day }
        guard seen.hasReceipts else { return nil }
        let act = acts[number]
        return acts[(number + 1)...].first {
            $0.isReceipt
                && ($0.to == nil || act.to == nil || $0.to == act.to)
                && ($0.details["of"].map { $0 == act.what } ?? true)
        }.map(\.countsFrom)
    }

    private func falls(_ day: ActDay, _ act: PupilAct) -> Bool {
        guard line.isSchoolDay(now.date) else { return false }
        let today = now.date
        let next = line.schoolDay(1, after: today) ?? today + 7
        switch day {
        case .every(let wait):
            guard let length = days(wait, from: act.from ?? act.at.date), length > 0 else { return false }
            let start = act.from ?? act.at.date
            let times = max(1, (today - start + length - 1) / length)
            let nominal = start + times * length
            return today <= nominal && nominal < next && act.until.map { nominal <= $0 } ?? true
        case .on(let name):
            return Self.days(named: name, act).contains { today <= $0 && $0 < next }
        case .after(let name):
            let previous = line.schoolDays[max(0, line.dayNumber(onOrAfter: today) - 1)]
            return Self.days(named: name, act).contains { previous <= $0 && $0 < today }
        }
    }

    private static func days(named name: String, _ act: PupilAct) -> [CalendarDate] {
        if let text = act.details[name] {
            return text.split { $0 == "," || $0 == " " }.compactMap { CalendarDate($0) }
        }
        return ["to", "until"].contains(name)
            ? [act.until].compactMap(\.self) : name == "from" ? [act.from].compactMap(\.self) : []
    }

    /// A length of time in days, from a day on.
    private func days(_ wait: Wait, from start: CalendarDate) -> Int? {
        guard let number = current?.whole(wait.quantity) else { return nil }
        return switch wait {
        case .calendarDays: number
        case .calendarWeeks: number * 7
        case .months: start.addingMonths(number) - start
        case .schoolDays: line.schoolDay(number, after: start).map { $0 - start }
        case .minutes: nil
        }
    }

    private func lasts(_ act: PupilAct, _ relation: Relation, _ wait: Wait) -> Bool {
        let start = act.from ?? act.at.date
        guard let end = act.until ?? Self.days(named: "to", act).last, let limit = days(wait, from: start)
        else {
            return false
        }
        let length = end - start + 1
        return relation.holds(length < limit ? -1 : (length == limit ? 0 : 1))
    }

    /// The acts of a kind, in order; those noted as received only later than now left out.
    func numbers(of pattern: ActPattern, _ asked: Asked) -> [Int] {
        let dids = pattern.did.isEmpty ? nil : Bits(dids: pattern.did)
        return acts(named: pattern).filter { number in
            dids?.meets(seen.acts[number].did) ?? true && mayMatch(number, pattern)
                && matches(acts[number], number: number, pattern, asked)
        }
    }

    /// As above.
    func numbers(of pattern: RunningPattern, _ asked: Asked) -> [Int] {
        seen.acts.indices.filter { matches($0, pattern, asked) }
    }

    /// What can be told of an act without taking it out: acts are large.
    private func mayMatch(_ number: Int, _ pattern: ActPattern) -> Bool {
        (pattern.outcomes.isEmpty || pattern.outcomes.contains(acts[number].outcome))
            && (pattern.answers.isEmpty || pattern.answers.contains(acts[number].answer))
    }

    /// Whether an act that was done is of a kind.
    func matches(_ number: Int, _ pattern: RunningPattern, _ asked: Asked) -> Bool {
        pattern.mayMatch(seen.acts[number]) && mayMatch(number, pattern.pattern)
            && matches(acts[number], number: number, pattern.pattern, asked)
    }

    func lastAct(_ pattern: ActPattern, _ asked: Asked) -> Int? {
        acts(named: pattern).last {
            mayMatch($0, pattern) && matches(acts[$0], number: $0, pattern, asked)
                && (received($0) ?? acts[$0].at.date) <= now.date
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
        for (name, texts) in pattern.said {
            guard let text = act.details[name],
                texts.contains(where: { $0.lowercased() == text.lowercased() })
            else { return false }
        }
        if pattern.inAdvance {
            var own = Asked()
            own.tried = act
            guard !isTooLate(own) else { return false }
        }
        if !pattern.outOfOrder.isEmpty {
            let days = pattern.outOfOrder.compactMap { Self.days(named: $0, act).first }
            guard zip(days, days.dropFirst()).contains(where: { $0 >= $1 }) else { return false }
        }
        if pattern.afterItem, let day = itemMoment(asked)?.date {
            let isOther = (!act.about.isEmpty || act.from != nil) && !speaks(act, of: day)
            guard act.at.date >= day, !isOther else { return false }
        }
        if pattern.sameContact,
            let contact = asked.contact ?? asked.tried?.to ?? asked.act.flatMap({ acts[$0].to })
        {
            guard act.to.map({ Self.covers($0, contact) || Self.covers(contact, $0) }) ?? true else {
                return false
            }
        }
        if pattern.sameItem { guard isAboutItem(act, number: number, asked) else { return false } }
        if pattern.standing, let number { guard !isWithdrawn(number) else { return false } }
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
        case "what": !act.what.isEmpty
        case "reason": !act.reason.isEmpty
        case "from": act.from != nil
        case "to", "until", "end": act.until != nil || act.details[name]?.isEmpty == false
        case "about": !act.about.isEmpty
        case "received": act.received != nil
        case "answer": !act.answer.isEmpty
        case "by": act.by != nil
        case "code": act.code != nil
        default:
            act.details[name].map { !["", "no", "false", "none"].contains($0) } ?? false
        }
    }

    /// Whether an act speaks of a day: by name, within its stretch, or because it was done on it.
    private func speaks(_ act: PupilAct, of day: CalendarDate) -> Bool {
        if let session = act.session { return session.date == day }
        if !act.about.isEmpty { return act.about.contains(day) }
        if let from = act.from { return from <= day && act.until.map { day <= $0 } ?? true }
        return act.at.date == day
    }

    private func isAboutItem(_ act: PupilAct, number: Int?, _ asked: Asked) -> Bool {
        if let place = asked.place {
            let session = line.sessions[place]
            return act.session.map { $0 == session } ?? speaks(act, of: session.date)
        }
        if let request = asked.request {
            return (requests[request].from...requests[request].until).contains { speaks(act, of: $0) }
        }
        if let item = asked.act {
            guard let number, number > item else { return false }
            let about = acts[item]
            return about.to == nil || act.to == nil || about.to == act.to
        }
        if let tried = asked.tried {
            let places = places(spokenOf: tried)
            guard !places.isEmpty else { return true }
            return places.contains { speaks(act, of: line.sessions[$0].date) }
        }
        // What is said of the afternoon is not yet about what is known of the day.
        if let place = act.session.flatMap({ line.place(of: $0) }), place >= known,
            line.places(of: now.date).contains(where: { $0 < known })
        {
            return false
        }
        return speaks(act, of: now.date)
    }

    /// Taken back by a record of `NAME-withdrawn`: of the day it is about, or else the last before it that stood; a
    /// decision also by a later one about the same days that comes to another answer.
    func isWithdrawn(_ number: Int) -> Bool {
        let act = acts[number]
        guard !act.what.isEmpty else { return false }
        if act.did == .decide, let from = act.from {
            let until = act.until ?? from
            let later = acts[(number + 1)...].last { other in
                other.did == .decide && other.what == act.what && other.to == act.to
                    && other.from.map { $0 <= until && from <= other.until ?? $0 } ?? false
            }
            if let later, later.answer != act.answer { return true }
        }
        guard seen.hasWithdrawals else { return false }
        let name = "\(act.what)-withdrawn"
        var withdrawn = Set<Int>()
        for later in acts.indices where acts[later].what == name {
            let record = acts[later]
            let candidates = acts.indices.prefix(later).filter {
                let other = acts[$0]
                return other.what == act.what && !withdrawn.contains($0)
                    && (record.to == nil || other.to == nil || record.to == other.to)
            }
            let named = candidates.last { record.about.contains(acts[$0].at.date) }
            if let taken = named ?? (record.about.isEmpty ? candidates.last : nil) { withdrawn.insert(taken) }
        }
        return withdrawn.contains(number)
    }

    /// The lists of reasons that what was said falls under.
    func reasonLists(of asked: Asked) -> [ReasonList] {
        guard let act = asked.tried ?? asked.act.map({ acts[$0] }) else { return [] }
        return reasonLists(for: act.reason).filter { list in
            list.unless.map { !holds($0, asked) } ?? true
        }
    }

    func reasonLists(for reason: String) -> [ReasonList] { current?.hearing.lists(for: reason) ?? [] }
}
