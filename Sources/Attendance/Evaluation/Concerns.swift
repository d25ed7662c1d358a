/// Of what happens, that which can change a rule's answer: when nothing else has happened since it was last looked
/// at on a day, it need not be looked at again. What is known of the pupil concerns every rule.
struct Concern: Hashable, Sendable {
    /// Names of acts.
    private(set) var names = Bits()
    /// What was done in acts of any name.
    private(set) var dids = Bits()
    /// Marks, and which registers have closed.
    private(set) var isOfMarks = false
    /// The states of processes.
    private(set) var isOfStates = false
    /// Steps that are open.
    private(set) var isOfSteps = false
    /// The hour, or something that is told only when it is asked for.
    private(set) var isOfAnything = false

    func isOf(_ act: ActGlance) -> Bool {
        names.meets(act.name) || dids.meets(act.did)
    }

    mutating func add(_ pattern: ActPattern) {
        if !pattern.what.isEmpty {
            names.formUnion(Bits(names: pattern.what))
        } else if !pattern.did.isEmpty {
            dids.formUnion(Bits(dids: pattern.did))
        } else {
            isOfAnything = true
        }
    }

    mutating func add(_ period: Period) {
        switch period {
        case .since(let pattern): add(pattern)
        case .window, .state: isOfStates = true
        case .absence: isOfMarks = true
        default: break
        }
    }

    mutating func addMarks() { isOfMarks = true }

    private mutating func add(_ wait: Wait) {
        if case .minutes = wait { isOfAnything = true }
    }

    /// - Parameter rule: gives the rule of a name.
    mutating func add(_ condition: Condition, depth: Int = 0, rule: (String) -> Rule?) {
        switch condition {
        case .all(let parts), .any(let parts), .none(let parts):
            for part in parts { add(part, depth: depth, rule: rule) }
        case .attendance(_, let period, _, _), .absence(_, let period), .days(_, _, let period),
            .sessions(_, _, let period, _), .share(_, _, _, let period), .fall(_, let period):
            isOfMarks = true
            add(period)
        case .daysExpected(_, _, let period):
            isOfMarks = true
            add(period)
            names.formUnion(Bits(names: PupilRun.notesOfAbsence))
        case .change(let from, let to, _):
            isOfMarks = true
            add(from)
            add(to)
        case .onFile(let pattern, _, let period):
            add(pattern)
            add(period)
            // Of others the first day is told by what is known.
            switch period {
            case .always, .today, .yearToDate, .years, .calendarDays, .twelveMonths, .state, .since, .week:
                break
            default: isOfMarks = true
            }
        case .since(let pattern, _, let wait):
            add(pattern)
            add(wait)
        case .act(let pattern), .dayOf(let pattern, _), .leave(.before(let pattern, _)): add(pattern)
        case .age(_, let wait), .onRoll(_, let wait): add(wait)
        case .state: isOfStates = true
        case .stepOpen(_, let overdue):
            isOfSteps = true
            if overdue { isOfAnything = true }
        case .met(let name):
            guard depth < 4, let other = rule(name) else { return isOfAnything = true }
            add(other.when, depth: depth + 1, rule: rule)
            for exception in other.unless { add(exception.when, depth: depth + 1, rule: rule) }
        case .notArrived, .reasonLists, .hours, .tooLate: isOfAnything = true
        case .sessionsInAny, .run, .runAround, .runPassing, .runOfWholeDays, .unexplainedDay, .marked,
            .reasonGiven,
            .returned,
            .returnOverdue, .leave:
            isOfMarks = true
        case .falls, .lasts, .entryStartsYear, .flags, .yearGroups, .keyStages, .compulsorySchoolAge,
            .schoolTypes, .penaltyNoticesApply, .contact, .contacts, .siblingsAtSchool, .plan, .months,
            .weekdays, .terms, .dates, .calendarWindow, .valueSet, .valueIs:
            break
        }
    }
}

extension NeedFinding {
    func concern(of rule: Rule) -> Concern {
        var concern = Concern()
        let named: (String) -> Rule? = { name in numbers[name].map { rules[$0] } }
        switch rule.scope {
        case .act(let pattern): concern.add(pattern)
        case .session: concern.addMarks()
        case .pupil, .parent, .leaveRequest, .school: break
        }
        concern.add(rule.when, rule: named)
        for exception in rule.unless { concern.add(exception.when, rule: named) }
        for plan in rule.then { if let when = plan.when { concern.add(when, rule: named) } }
        return concern
    }
}

/// What has happened since the rules of the day were last looked at.
struct Change {
    /// Reasons, leave, or the pupil: everything is looked at.
    var any = false
    var marks = false
    var states = false
    var steps = false
    /// An act that only stands on file.
    var act: ActGlance?

    func isOf(_ concern: Concern) -> Bool {
        any || concern.isOfAnything || marks && concern.isOfMarks || states && concern.isOfStates
            || steps && concern.isOfSteps || act.map(concern.isOf) ?? false
    }
}

extension PupilRun {
    func change(by act: PupilAct, number: Int) -> Change {
        Change(
            any: !onlyStandsOnFile(act), marks: haveMarksChanged, states: haveStatesChanged,
            steps: haveStepsChanged, act: seen.acts[number])
    }

    /// Whether an act does no more than stand on file: it gives no reason, moves no mark and no leave, and changes
    /// nothing about another act.
    private func onlyStandsOnFile(_ act: PupilAct) -> Bool {
        guard !act.isReceipt, !act.isWithdrawal,
            !requests.contains(where: { !$0.isDecided })
        else { return false }
        switch act.did {
        case .sent, .record, .leave: return true
        case .call, .text, .email, .visit, .meeting: return act.reason.isEmpty
        case .report, .amend, .decide, .arrive, .issue, .requestLeave: return false
        }
    }
}
