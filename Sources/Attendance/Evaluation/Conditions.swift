/// Whether conditions hold.
extension PupilRun {
    func holds(_ condition: Condition, _ asked: Asked) -> Bool {
        switch condition {
        case .all(let parts): return parts.allSatisfy { holds($0, asked) }
        case .any(let parts): return parts.contains { holds($0, asked) }
        case .none(let parts): return !parts.contains { holds($0, asked) }
        case .attendance(let comparison, let period, let ownTarget, let least):
            let counts = counts(over: period, asked)
            if let least, let least = current?.whole(least), counts.possible < least { return false }
            return compare(counts.attended, of: counts.possible, comparison, ownTarget: ownTarget, asked)
        case .absence(let comparison, let period):
            let counts = counts(over: period, asked)
            return compare(counts.absent, of: counts.possible, comparison, ownTarget: false, asked)
        case .days(let choice, let comparison, let period):
            return compare(halves: count(choice, over: period, asked), comparison)
        case .daysExpected(let choice, let comparison, let period):
            return compare(
                halves: count(choice, over: period, asked) + expectedSessions(of: choice), comparison)
        case .sessions(let choice, let comparison, let period, let unspent):
            return compare(sessions(choice, over: period, unspent: unspent, asked).count, comparison, asked)
        case .sessionsInAny(let choice, let comparison, let weeks, let unspent):
            return compare(
                most(choice, withinSchoolWeeks: weeks, unspent: unspent, asked).count, comparison)
        case .share(let choice, let among, let comparison, let period):
            let whole = count(among, over: period, asked)
            return compare(
                count(choice, over: period, asked), of: whole, comparison, ownTarget: false, asked)
        case .run(let choice, let comparison, let strict):
            return compare(run(of: choice, strict: strict, asked)?.length ?? 0, comparison)
        case .runOfWholeDays(let choice, let comparison, let strict):
            let run = run(of: choice, strict: strict, asked, wholeDays: true)
            return compare(run?.length ?? 0, comparison)
        case .runPassing(let choice, let passed, let comparison):
            let run = run(of: choice, strict: false, asked, passing: passed)
            return compare(run?.length ?? 0, comparison)
        case .runAround(let choice, let comparison):
            return compare(runAround(choice, asked)?.length ?? 0, comparison)
        case .fall(let comparison, let period):
            let first = places(of: period, asked).lowerBound
            let before = counts(of: places(of: .yearToDate, asked).clamped(to: 0..<first))
            let now = counts(over: .yearToDate, asked)
            guard before.possible > 0, now.possible > 0, let points = current?.hundredths(comparison.quantity)
            else { return false }
            let difference =
                (before.attended * now.possible - now.attended * before.possible) * 10_000
            return comparison.relation.holds(order(difference, points * before.possible * now.possible))
        case .unexplainedDay(let comparison):
            return unexplained(asked).map { compare($0.day, comparison) } ?? false
        case .age(let relation, let wait):
            return itemMoment(asked).map { passed(since: $0, relation, wait) } ?? false
        case .marked(let half, let choice):
            return line.places(of: now.date).contains {
                $0 < known && (half == nil || line.sessions[$0].half == half)
                    && choice.contains(byte: codes[$0])
            }
        case .notArrived: return isNotArrived
        case .reasonGiven: return isReasonGiven
        case .returned: return known > 0 && CodeClass.isAttended(codes[known - 1])
        case .returnOverdue: return isReturnOverdue
        case .flags(let flags): return flags.contains { pupil.flags.contains($0) }
        case .yearGroups(let groups): return pupil.yearGroup.map(groups.contains) ?? false
        case .keyStages(let stages): return pupil.yearGroup.map { stages.contains($0.keyStage) } ?? false
        case .compulsorySchoolAge(let wanted):
            return pupil.isOfCompulsoryAge(on: dayOfAge(asked)) == wanted
        case .schoolTypes(let types):
            return current.map { types.contains($0.policy.school.type.value) } ?? false
        case .penaltyNoticesApply:
            return current.map {
                rules.law.applies(.penaltyNoticesFor, to: $0.policy.school.type.value, on: now.date)
            } ?? false
        case .contact(let recipient): return !pupil.recipients(of: recipient).isEmpty
        case .contacts(let comparison):
            return compare(pupil.contacts.count { $0.recipient.priority != nil }, comparison)
        case .siblingsAtSchool: return pupil.siblings > 0
        case .plan(let name): return pupil.plans.contains(name)
        case .onFile, .since, .act, .stepOpen, .falls, .lasts, .dayOf, .hours:
            return holdsOfActs(condition, asked)
        case .onRoll(let relation, let wait):
            guard let entry = pupil.entry, entry <= now.date else { return false }
            return passed(since: Moment(entry, .midnight), relation, wait)
        case .entryStartsYear:
            guard let entry = pupil.entry else { return false }
            return line.years.dropLast().contains(line.dayNumber(onOrAfter: entry))
        case .state(let process, let states):
            return stateName(of: process, asked).map(states.contains) ?? false
        case .change(let from, let to, let comparison):
            let (a, b) = (counts(over: from, asked), counts(over: to, asked))
            guard a.possible > 0, b.possible > 0, let points = current?.hundredths(comparison.quantity) else {
                return false
            }
            // b - a in per cent against points, all times both denominators.
            let difference = (b.attended * a.possible - a.attended * b.possible) * 10_000
            return comparison.relation.holds(order(difference, points * a.possible * b.possible))
        case .months(let months): return months.contains(now.date.month)
        case .weekdays(let weekdays): return weekdays.contains(now.date.weekday)
        case .terms(let terms): return termNumber.map(terms.contains) ?? false
        case .dates(let dates): return dates.contains(now.date)
        case .calendarWindow(let name): return isIn(window: name, now.date)
        case .met(let name): return isMet(name, asked)
        case .valueSet(let name): return current?.value(named: name) != nil
        case .valueIs(let name): return current?.value(named: name) == .answer(true)
        case .leave(let condition): return holdsOfLeave(condition, asked)
        case .tooLate: return isTooLate(asked)
        case .reasonLists(let names): return reasonLists(of: asked).contains { names.contains($0.name) }
        }
    }

    /// A count against a number.
    func compare(_ count: Int, _ comparison: Comparison, _ asked: Asked = Asked()) -> Bool {
        var hundredths = current?.hundredths(comparison.quantity)
        if case .said(let name) = comparison.quantity {
            let act = asked.tried ?? asked.act.map { acts[$0] }
            hundredths =
                act?.details[name].flatMap {
                    // "3 further sessions" is 3.
                    Amount($0) ?? Amount(String($0.prefix { $0.isASCII && $0.isNumber }))
                }?.hundredths
        }
        guard let hundredths else { return false }
        return comparison.relation.holds(order(count * 100, hundredths))
    }

    /// Half days against a number of days.
    func compare(halves: Int, _ comparison: Comparison) -> Bool {
        guard let hundredths = current?.hundredths(comparison.quantity) else { return false }
        return comparison.relation.holds(order(halves * 50, hundredths))
    }

    /// A rate against a number of per cent, as counts. Nothing possible holds against nothing.
    private func compare(
        _ part: Int, of possible: Int, _ comparison: Comparison, ownTarget: Bool, _ asked: Asked
    ) -> Bool {
        guard possible > 0 else { return false }
        if comparison.quantity == .baseline {
            guard let base = asked.process.flatMap({ processStates[$0]?.baseline }), base.possible > 0 else {
                return false
            }
            return comparison.relation.holds(order(part * base.possible, base.attended * possible))
        }
        let target = ownTarget ? pupil.target?.hundredths : nil
        guard let hundredths = target ?? current?.hundredths(comparison.quantity) else { return false }
        return comparison.relation.holds(order(part * 10_000, hundredths * possible))
    }

    private func order(_ a: Int, _ b: Int) -> Int { a < b ? -1 : (a == b ? 0 : 1) }

    func count(_ choice: CodeChoice, over period: Period, _ asked: Asked) -> Int {
        var count = 0
        for place in places(of: period, asked) where choice.contains(byte: codes[place]) { count += 1 }
        return count
    }

    /// The places of sessions of a kind.
    ///
    /// - Parameter unspent: only those that a notice of penalty may still list: of days on which the pupil had to be
    ///   at school, and in no earlier notice.
    func sessions(_ choice: CodeChoice, over period: Period, unspent: Bool, _ asked: Asked) -> [Int] {
        var found = places(of: period, asked).filter { choice.contains(byte: codes[$0]) }
        guard unspent else { return found }
        found.removeAll { !pupil.isOfCompulsoryAge(on: line.sessions[$0].date) }
        guard !listed.isEmpty else { return found }
        // Notices to this parent; asked without one, to anybody.
        let spent = Set(
            listed.filter { number, _ in
                let to = acts[number].to
                let isTheirs = asked.contact == nil || to == nil || to == asked.contact
                return isTheirs && !isWithdrawn(number)
            }.flatMap(\.value))
        return found.filter { !spent.contains($0) }
    }

    /// The most sessions of a kind in any stretch of so many school weeks that ends with one of them.
    func most(
        _ choice: CodeChoice, withinSchoolWeeks weeks: Quantity, unspent: Bool, _ asked: Asked
    ) -> ArraySlice<Int> {
        guard let length = current?.whole(weeks) else { return [] }
        let found = sessions(choice, over: .always, unspent: unspent, asked)
        let weekOfFound = found.map { line.weekOfDay[line.dayOfSession[$0]] }
        var most = 0..<0
        var first = 0
        for (last, week) in weekOfFound.enumerated() {
            while weekOfFound[first] + length <= week { first += 1 }
            if last - first + 1 > most.count { most = first..<(last + 1) }
        }
        return found[most]
    }

    /// The moment from which what is looked at is counted.
    func itemMoment(_ asked: Asked) -> Moment? {
        if let place = asked.place {
            let session = line.sessions[place]
            return Moment(session.date, TimeOfDay(minutes: line.closes[place]) ?? .midnight)
        }
        if let number = asked.act {
            return received(number).map { Moment($0, .midnight) } ?? acts[number].at
        }
        if let tried = asked.tried { return tried.session.map { Moment($0.date, .midnight) } ?? tried.at }
        if let request = asked.request { return acts[requests[request].act].at }
        return nil
    }

    func passed(since moment: Moment, _ relation: Relation, _ wait: Wait) -> Bool {
        guard let wanted = current?.whole(wait.quantity) else { return false }
        let passed =
            switch wait {
            case .schoolDays: line.schoolDays(after: moment.date, through: now.date)
            case .calendarDays: now.date - moment.date
            case .calendarWeeks: (now.date - moment.date) / 7
            case .months: Self.wholeMonths(from: moment.date, to: now.date)
            case .minutes: (now.date - moment.date) * 1440 + (now.time - moment.time)
            }
        return relation.holds(order(passed, wanted))
    }

    /// Nobody has seen or heard of the pupil today.
    private var isNotArrived: Bool {
        guard arrival == nil, !isReasonGiven else { return false }
        let places = line.places(of: now.date)
        guard !places.isEmpty else { return false }
        for place in places where place < known {
            // Somebody who came after the closing was not there when it came.
            if codes[place] == AttendanceCode.lateAfterClose.rawValue, now.time.minutes <= line.closes[place]
            {
                continue
            }
            if codes[place] != 0, codes[place] != AttendanceCode.noReasonYet.rawValue { return false }
        }
        // Before the register closes what it says is not known yet, but who is marked present has been seen.
        guard let first = places.first, first >= known else { return true }
        return !CodeClass.isAttended(codes[first] == 0 ? taken[first] : codes[first])
    }

    private static func wholeMonths(from start: CalendarDate, to end: CalendarDate) -> Int {
        let months = (end.year - start.year) * 12 + end.month - start.month
        return start.addingMonths(months) > end ? months - 1 : months
    }

    /// Records that say how long a pupil will be away.
    static let notesOfAbsence = ["evidence", "needs-note"]

    /// Sessions still to come this school year that a note or report on file says the pupil will miss.
    func expectedSessions(of choice: CodeChoice) -> Int {
        let today = line.dayNumber(onOrAfter: now.date + 1) - 1
        guard let year = line.stretch(line.years, containing: today) else { return 0 }
        var expected = Set<Int>()
        for number in seen.spokenOfLonger {
            let last = [acts[number].until, acts[number].about.max()].compactMap(\.self).max()
            guard last.map({ $0 >= now.date }) ?? true else { continue }
            let act = acts[number]
            let isIll = reasonLists(for: act.reason).contains {
                $0.code.map(choice.contains) ?? false
            }
            guard
                (act.did == .record && Self.notesOfAbsence.contains(act.what))
                    || (act.did == .report && isIll)
            else { continue }
            for place in places(spokenOf: act) where place >= known { expected.insert(place) }
        }
        return expected.count { line.dayOfSession[$0] < year.upperBound }
    }

    private var isReasonGiven: Bool {
        if explainedDays.contains(now.date) { return true }
        // What is planned for the afternoon is no reason for the morning.
        let today = line.places(of: now.date)
        let closed = today.filter { $0 < known }
        return (closed.isEmpty ? Array(today) : closed).contains {
            if explainedPlaces.contains($0) { return true }
            let byte = codes[$0]
            return byte != 0 && byte != AttendanceCode.noReasonYet.rawValue && !CodeClass.isAttended(byte)
        }
    }

    /// A report named a day of return, it has come, and the pupil is away without a new one.
    private var isReturnOverdue: Bool {
        guard let place = line.places(of: now.date).first(where: { $0 < known }) else { return false }
        guard CodeClass.isAbsence(codes[place]) else { return false }
        guard let report = acts.last(where: { $0.did == .report }) else { return false }
        let back =
            report.details["expected-return"].flatMap { CalendarDate($0) } ?? report.until.map { $0 + 1 }
        return back.map { $0 <= now.date } ?? false && !report.about.contains(now.date)
            && report.at.date < now.date
    }

    func isIn(window name: String, _ date: CalendarDate) -> Bool {
        current?.windows(named: name).contains { window in
            guard let days = window.days else { return false }
            let before =
                days.contains(date) ? 0 : line.schoolDays(after: date - 1, through: days.lowerBound - 1)
            return (days.contains(date) || date < days.lowerBound && before <= window.schoolDaysBefore)
                && (window.yearGroups.isEmpty || pupil.yearGroup.map(window.yearGroups.contains) ?? false)
        } ?? false
    }

    /// 1 for the first term of the academic year; the term before in holidays.
    private var termNumber: Int? {
        let today = line.dayNumber(onOrAfter: now.date + 1) - 1
        guard let term = line.stretch(line.terms, containing: today),
            let year = line.stretch(line.years, containing: today)
        else { return nil }
        return line.terms.count { $0 > year.lowerBound && $0 <= term.lowerBound } + 1
    }

    func isTooLate(_ asked: Asked) -> Bool {
        guard let act = asked.tried ?? asked.act.map({ acts[$0] }),
            let first = places(spokenOf: act).first
        else { return false }
        let session = line.sessions[first]
        let times = current?.policy.registerTimes(under: rules.law, on: session.date)
        let opens = times?.times(for: session, yearGroup: pupil.yearGroup)?.opens ?? .midnight
        return act.at >= Moment(session.date, opens)
    }

    private func isMet(_ name: String, _ asked: Asked) -> Bool {
        guard let regime = current, let number = regime.ruleNumbers[name] else { return false }
        let rule = regime.everyRule[number]
        return !rule.isOff && isHolding(rule, asked)
    }

    func stateName(of process: String, _ asked: Asked) -> String? {
        if let contact = asked.contact, let state = processStates["\(process)|\(contact)"] {
            return state.name
        }
        if let state = processStates[process] { return state.name }
        let contacts = processStates.filter { $0.key.hasPrefix("\(process)|") }
        if let any = contacts.sorted(by: { $0.key < $1.key }).first { return any.value.name }
        return current?.processes.first { $0.name == process }?.first
    }
}
