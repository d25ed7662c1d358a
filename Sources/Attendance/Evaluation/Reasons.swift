/// Why a condition holds, with its numbers.
extension PupilRun {
    func reasons(_ condition: Condition, _ asked: Asked) -> [Reason] {
        switch condition {
        case .all(let parts): return parts.flatMap { reasons($0, asked) }
        case .any(let parts): return parts.filter { holds($0, asked) }.flatMap { reasons($0, asked) }
        case .attendance(let comparison, let period, let ownTarget, _):
            let counts = counts(over: period, asked)
            guard let against = against(comparison.quantity, ownTarget: ownTarget, asked) else { return [] }
            return [
                .attendance(
                    attended: counts.attended, possible: counts.possible, comparison.relation,
                    against: against, over: period)
            ]
        case .absence(let comparison, let period):
            let counts = counts(over: period, asked)
            guard let against = against(comparison.quantity, ownTarget: false, asked) else { return [] }
            return [
                .absence(
                    absent: counts.absent, possible: counts.possible, comparison.relation, against: against,
                    over: period)
            ]
        case .days(let choice, let comparison, let period):
            guard let against = against(comparison.quantity, ownTarget: false, asked) else { return [] }
            return [
                .days(
                    halves: count(choice, over: period, asked), of: choice, comparison.relation,
                    against: against, over: period)
            ]
        case .daysExpected(let choice, let comparison, let period):
            guard let against = against(comparison.quantity, ownTarget: false, asked) else { return [] }
            let expected = expectedSessions(of: choice)
            return [
                .days(
                    halves: count(choice, over: period, asked) + expected, expected: expected, of: choice,
                    comparison.relation, against: against, over: period)
            ]
        case .sessions(let choice, let comparison, let period, let unspent):
            guard let against = against(comparison.quantity, ownTarget: false, asked) else { return [] }
            let places = sessions(choice, over: period, unspent: unspent, asked)
            return [
                .sessions(
                    places.count, of: choice, comparison.relation, against: against, over: period,
                    listed: places.map { line.sessions[$0] })
            ]
        case .sessionsInAny(let choice, let comparison, let weeks, let unspent):
            guard let against = against(comparison.quantity, ownTarget: false, asked) else { return [] }
            let places = most(choice, withinSchoolWeeks: weeks, unspent: unspent, asked)
            return [
                .sessionsInAny(
                    places.count, of: choice, comparison.relation, against: against,
                    schoolWeeks: current?.whole(weeks) ?? 0, listed: places.map { line.sessions[$0] })
            ]
        case .run(let choice, _, let strict):
            return run(of: choice, strict: strict, asked).map {
                [.run(length: $0.length, of: choice, from: $0.from)]
            } ?? []
        case .runOfWholeDays(let choice, _, let strict):
            return run(of: choice, strict: strict, asked, wholeDays: true).map {
                [.run(length: $0.length, of: choice, from: $0.from)]
            } ?? []
        case .runPassing(let choice, let passed, _):
            return run(of: choice, strict: false, asked, passing: passed).map {
                [.run(length: $0.length, of: choice, from: $0.from)]
            } ?? []
        case .runAround(let choice, _):
            return runAround(choice, asked).map {
                [.run(length: $0.length, of: choice, from: $0.from)]
            } ?? []
        case .unexplainedDay:
            return unexplained(asked).map { [.unexplained(day: $0.day, from: $0.from)] } ?? []
        case .age:
            guard let moment = itemMoment(asked) else { return [] }
            return [
                .age(of: moment.date, schoolDays: line.schoolDays(after: moment.date, through: now.date))
            ] + session(asked)
        case .flags(let flags): return flags.filter(pupil.flags.contains).map { .flag($0) }
        case .onFile(let pattern, _, let period):
            guard let from = firstDay(of: period, asked) else { return [] }
            return [.acts(numbers(of: pattern, asked).count { acts[$0].at.date >= from }, pattern)]
        case .since(let pattern, _, _):
            return lastAct(pattern, asked).map { [.since(acts[$0].countsFrom, pattern)] } ?? []
        case .state(let process, _):
            return stateName(of: process, asked).map { [.state(process: process, state: $0)] } ?? []
        case .change(let from, let to, _):
            let (a, b) = (counts(over: from, asked), counts(over: to, asked))
            guard a.possible > 0, b.possible > 0 else { return [] }
            return [
                .change(
                    hundredthsOfPoints: (b.attended * a.possible - a.attended * b.possible) * 10_000
                        / (a.possible * b.possible))
            ]
        case .leave:
            return asked.request.map {
                [.leave(from: requests[$0].from, until: requests[$0].until)]
            } ?? []
        default: return []
        }
    }

    private func session(_ asked: Asked) -> [Reason] {
        guard let place = asked.place, let code = AttendanceCode(rawValue: codes[place]) else { return [] }
        return [.session(line.sessions[place], code)]
    }

    private func against(_ quantity: Quantity, ownTarget: Bool, _ asked: Asked) -> Amount? {
        if ownTarget, let target = pupil.target { return target }
        if quantity == .baseline, let base = asked.process.flatMap({ processStates[$0]?.baseline }),
            base.possible > 0
        {
            return Amount(hundredths: base.attended * 10_000 / base.possible)
        }
        return current?.hundredths(quantity).map { Amount(hundredths: $0) }
    }
}
