import Attendance

/// Conditions as the part of a sentence that follows "when".
extension RuleWords {
    func condition(_ condition: Condition) -> String {
        switch condition {
        case .all(let parts):
            parts.isEmpty ? "in every case" : listed(parts.map { nested($0, .all) })
        case .any(let parts): listed(parts.map { nested($0, .any) }, "or")
        case .none(let parts): not(parts)
        case .attendance(let comparison, let period, let ownTarget, let least):
            attendance(comparison, period, ownTarget, least)
        case .absence(let comparison, let period):
            "absence over \(self.period(period)) is \(self.comparison(comparison, unit: "%"))"
        case .days(let choice, let comparison, let period):
            "\(counted(choice)) over \(self.period(period)) \(verb("comes", choice)) to \(self.comparison(comparison)) school \(things(comparison, "day"))"
        case .daysExpected(let choice, let comparison, let period):
            "\(counted(choice)) over \(self.period(period)), and as far as a note foretells it, \(verb("comes", choice)) to \(self.comparison(comparison)) school \(things(comparison, "day"))"
        case .sessions(let choice, let comparison, let period, let unspent):
            "\(there(comparison)) of \(counted(choice)) over \(self.period(period))"
                + (unspent ? " (those listed in an earlier notice left out)" : "")
        case .sessionsInAny(let choice, let comparison, let weeks, _):
            "\(there(comparison)) of \(counted(choice)) in some \(number(weeks)) school weeks"
        case .share(let choice, let among, let comparison, let period):
            "\(self.comparison(comparison, unit: "%")) of \(codes(among)) over \(self.period(period)) is \(codes(choice))"
        case .run(let choice, let comparison, let strict):
            "\(counted(choice)) \(verb("has", choice)) lasted \(self.comparison(comparison)) school \(things(comparison, "day")) in a row"
                + (strict ? ", any other mark breaking it" : "")
        case .runOfWholeDays(let choice, let comparison, _):
            "\(counted(choice)) \(verb("has", choice)) lasted \(self.comparison(comparison)) whole school \(things(comparison, "day")) in a row"
        case .runPassing(let choice, let passed, let comparison):
            "\(counted(choice)) \(verb("has", choice)) lasted \(self.comparison(comparison)) school \(things(comparison, "day")) in a row, \(codes(passed)) in between passed over"
        case .runAround(let choice, let comparison):
            "\(counted(choice)) lasted \(self.comparison(comparison)) school \(things(comparison, "day")) in a row around that session"
        case .unexplainedDay(let comparison): unexplained(comparison)
        case .age(let relation, let wait):
            "\(passed(relation, wait)) since then"
        case .marked(let half, let choice):
            "today's \(half.map { $0 == .am ? "morning" : "afternoon" } ?? "") mark is \(codes(choice))"
                .replacingDoubleSpace
        case .notArrived: "the pupil has not arrived and nobody has said why"
        case .reasonGiven: "a reason for today has been given"
        case .returned: "the pupil is back"
        case .returnOverdue: "the pupil was expected back and is still away"
        case .tooLate: "the session had already begun"
        default: ofPupil(condition)
        }
    }

    /// `there was at least 1 session`
    private func there(_ comparison: Comparison) -> String {
        let things = things(comparison, "session")
        return "there \(things == "session" ? "was" : "were") \(count(comparison)) \(things)"
    }

    /// Of absence or lateness one, of several codes many.
    private func verb(_ verb: String, _ choice: CodeChoice) -> String {
        guard counted(choice).hasPrefix("codes ") else { return verb }
        return verb == "has" ? "have" : String(verb.dropLast())
    }

    private enum Around { case all, any }

    /// A part of a list in brackets where "and" and "or" would run together.
    private func nested(_ part: Condition, _ around: Around) -> String {
        switch (part, around) {
        case (.any(let parts), .all) where parts.count > 1, (.all(let parts), .any) where parts.count > 1:
            "either (\(condition(part)))".replacingEither(around == .any)
        default: condition(part)
        }
    }

    private func attendance(
        _ comparison: Comparison, _ period: Period, _ ownTarget: Bool, _ least: Quantity?
    ) -> String {
        let limit = self.comparison(comparison, unit: comparison.quantity == .baseline ? "" : "%")
        var words = "attendance over \(self.period(period)) is \(limit)"
        if ownTarget { words += " (or the pupil's own target where there is one)" }
        if let least, least != .literal(Amount(0)) {
            words += " (once \(number(least)) sessions were possible)"
        }
        return words
    }

    private func unexplained(_ comparison: Comparison) -> String {
        let number = number(comparison.quantity)
        return switch comparison.relation {
        case .exactly: "it is school day \(number) of an absence nobody has explained"
        case .atLeast where number == "1": "an absence is unexplained"
        case .atLeast: "an absence has gone unexplained for \(number) school days or more"
        default: "the day of an unexplained absence is \(self.comparison(comparison))"
        }
    }

    func relation(_ relation: Relation, _ words: String) -> String {
        switch relation {
        case .below: "fewer than \(words)"
        case .atMost: "at most \(words)"
        case .exactly: "exactly \(words)"
        case .atLeast: "at least \(words)"
        case .moreThan: "more than \(words)"
        }
    }

    /// `at least 5 school days have passed`.
    private func passed(_ relation: Relation, _ wait: Wait) -> String {
        let length = self.wait(wait)
        return "\(self.relation(relation, length)) \(length.hasPrefix("1 ") ? "has" : "have") passed"
    }

    private func at(_ process: String) -> String { self.process(process).map(title) ?? quoted(process) }

    /// What the act that is looked at says, or is.
    private func isAct(_ pattern: ActPattern, isNot: Bool) -> String {
        if pattern.isOnlyWhatItSays {
            return
                "it \(isNot ? "does not say" : "says") \(listed(pattern.with.map { "“\(slug($0))”" }, isNot ? "or" : "and"))"
        }
        if pattern.isOnlyWhatItLacks {
            return
                "it \(isNot ? "says" : "does not say") \(listed(pattern.lacking.map { "“\(slug($0))”" }, "or"))"
        }
        let words = act(pattern)
        let done = words.hasPrefix("anything ") ? String(words.dropFirst("anything ".count)) : words
        return "it is \(isNot ? "not " : "")\(done)"
    }

    /// Names as words, each once.
    func distinct(_ names: [String]) -> [String] {
        var said = [String]()
        for name in names.map(slug) where !said.contains(name) { said.append(name) }
        return said
    }

    private func not(_ parts: [Condition]) -> String {
        listed(parts.map(negated))
    }

    private func negated(_ part: Condition) -> String {
        switch part {
        case .onFile(let pattern, let comparison, let period) where comparison == .some:
            return "there is no \(act(pattern).withoutArticle) on file\(over(period))"
        case .unexplainedDay(let comparison) where comparison == .some: return "no absence is unexplained"
        case .reasonGiven: return "no reason for today has been given"
        case .returned: return "the pupil is not back"
        case .returnOverdue: return "the pupil is not yet expected back"
        case .valueIs(let name): return "the school does not use \(slug(name))"
        case .compulsorySchoolAge(true): return "the pupil is not of compulsory school age"
        case .contact(let recipient): return "\(self.recipient(recipient)) is not on file"
        case .siblingsAtSchool: return "there are no brothers or sisters at the school"
        case .leave(.says(let name)): return "the request does not say \(slug(name))"
        case .state(let process, let states):
            return
                "\(at(process)) is not at \(listed(states.map { state($0, of: self.process(process)) }, "or"))"
        case .flags(let flags):
            return "the pupil does not have the flag \(listed(flags.map { "“\($0.title)”" }, "or"))"
        case .yearGroups(let groups): return "the pupil is not in \(listed(groups.map(\.name), "or"))"
        case .keyStages(let stages): return "the pupil is not in \(listed(stages.map(\.name), "or"))"
        case .met(let name): return "the rule \(quoted(name)) does not hold"
        case .leave(.reasons(let reasons)): return "the reason is not \(listed(distinct(reasons), "or"))"
        case .stepOpen(let what, let overdue):
            return "\(quoted(what)) is not \(overdue ? "overdue" : "still to be done")"
        case .run(let choice, let comparison, _):
            return
                "\(counted(choice)) \(verb("has", choice)) not lasted \(self.comparison(comparison)) school \(things(comparison, "day")) in a row"
        case .runOfWholeDays(let choice, let comparison, _):
            return
                "\(counted(choice)) \(verb("has", choice)) not lasted \(self.comparison(comparison)) whole school \(things(comparison, "day")) in a row"
        case .marked(let half, let choice):
            return "today's \(half.map { "\($0.adjective) " } ?? "")mark is not \(codes(choice))"
        case .since(let pattern, let relation, let wait):
            return "it is not so that \(passed(relation, wait)) since \(act(pattern, asEvent: true))"
        case .act(let pattern):
            return isAct(pattern, isNot: true)
        case .reasonLists(let names):
            return "the reason given is not on the list \(listed(names.map(quoted), "or"))"
        case .sessions(let choice, let comparison, let period, _) where comparison.relation.contrary != nil:
            let fewer = Comparison(comparison.relation.contrary ?? .below, comparison.quantity)
            return "\(there(fewer)) of \(counted(choice)) over \(self.period(period))"
        case .sessionsInAny(let choice, let comparison, let weeks, _)
        where comparison.relation.contrary != nil:
            let fewer = Comparison(comparison.relation.contrary ?? .below, comparison.quantity)
            return "\(there(fewer)) of \(counted(choice)) in every \(number(weeks)) school weeks"
        case .schoolTypes(let types): return "the school is not \(listed(types.map(\.name), "or"))"
        case .penaltyNoticesApply: return "penalty notices cannot be issued at this kind of school"
        case .leave(.past): return "the first day asked for is in the future"
        case .tooLate: return "the session had not yet begun"
        case .hours(let from, let before): return "the time is before \(from), or \(before) or later"
        // Not all of them: one or another does not hold.
        case .all(let parts) where parts.count > 1: return "either (\(listed(parts.map(negated), "or")))"
        case .all(let parts) where parts.count == 1: return negated(parts[0])
        case .none(let parts) where parts.count == 1: return condition(parts[0])
        default: return "it is not so that \(condition(part))"
        }
    }

    private func over(_ period: Period) -> String {
        if case .always = period { return "" }
        return " within \(self.period(period))"
    }

    private func ofPupil(_ condition: Condition) -> String {
        switch condition {
        case .flags(let flags): return "the pupil has the flag \(listed(flags.map { "“\($0.title)”" }, "or"))"
        case .yearGroups(let groups): return "the pupil is in \(listed(groups.map(\.name), "or"))"
        case .keyStages(let stages): return "the pupil is in \(listed(stages.map(\.name), "or"))"
        case .compulsorySchoolAge(let wanted):
            return "the pupil is \(wanted ? "" : "not ")of compulsory school age"
        case .schoolTypes(let types): return "the school is \(listed(types.map(\.name), "or"))"
        case .penaltyNoticesApply: return "penalty notices can be issued at this kind of school"
        case .contact(let recipient): return "\(self.recipient(recipient)) is on file"
        case .contacts(let comparison):
            return "the pupil has \(count(comparison)) \(things(comparison, "contact"))"
        case .siblingsAtSchool: return "there are brothers or sisters at the school"
        case .plan(let name): return "the pupil has a plan for \(slug(name))"
        case .onFile(let pattern, let comparison, let period):
            if comparison == .some { return "there is \(act(pattern)) on file\(over(period))" }
            if comparison == Comparison(.below, .literal(Amount(1))) {
                return "there is no \(act(pattern).withoutArticle) on file\(over(period))"
            }
            return "\(act(pattern)) is on file \(times(comparison))\(over(period))"
        case .since(let pattern, let relation, let wait):
            return
                "\(passed(relation, wait)) since \(act(pattern, asEvent: true))"
        case .state(let process, let states):
            return "\(at(process)) is at \(listed(states.map { state($0, of: self.process(process)) }, "or"))"
        case .change(let from, let to, let comparison):
            return
                "attendance rose by \(self.comparison(comparison)) points from \(period(from)) to \(period(to))"
        case .fall(let comparison, let period):
            return
                "attendance this school year has fallen by \(self.comparison(comparison)) points over \(self.period(period))"
        case .months(let months): return "the month is \(listed(months.map(Self.month), "or"))"
        case .weekdays(let weekdays): return "the day is a \(listed(weekdays.map(\.name), "or"))"
        case .terms(let terms): return "the term is number \(listed(terms.map { "\($0)" }, "or")) of the year"
        case .dates(let dates):
            return "the day is between \(dates.lowerBound.inEnglish) and \(dates.upperBound.inEnglish)"
        case .calendarWindow(let name): return "the day is in the \(slug(name)) period"
        case .met(let name): return "the rule \(quoted(name)) holds"
        case .valueSet(let name): return "the school has set \(slug(name))"
        case .valueIs(let name): return "the school uses \(slug(name))"
        case .stepOpen(let what, let overdue):
            return "\(quoted(what)) is \(overdue ? "overdue" : "still to be done")"
        case .leave(let condition): return leave(condition)
        case .falls(let day):
            return switch day {
            case .every(let length): "another \(wait(length)) are over"
            case .on(let name): "the day given as “\(slug(name))” has come"
            case .after(let name): "the day given as “\(slug(name))” is past"
            }
        case .lasts(let relation, let length): return "it is for \(self.relation(relation, wait(length)))"
        case .dayOf(let pattern, let comparison):
            return
                "it is, in school days, day \(self.comparison(comparison)) of \(act(pattern, asEvent: true))"
        case .hours(let from, let before): return "the time is from \(from) until before \(before)"
        case .onRoll(let relation, let length):
            return "the pupil has been on the roll for \(self.relation(relation, wait(length)))"
        case .entryStartsYear: return "the pupil came at the start of a school year"
        case .act(let pattern):
            return isAct(pattern, isNot: false)
        case .reasonLists(let names):
            return "the reason given is on the list \(listed(names.map(quoted), "or"))"
        default: return ""
        }
    }

    private func leave(_ condition: LeaveCondition) -> String {
        switch condition {
        case .notice(let comparison):
            "the request came \(self.comparison(comparison)) days before the first day"
        case .past: "the first day asked for is not in the future"
        case .reasons(let reasons): "the reason is \(listed(distinct(reasons), "or"))"
        case .schoolDays(let comparison):
            "\(self.comparison(comparison)) school \(things(comparison, "day")) in a row are asked for"
        case .months(let months): "a day in \(listed(months.map(Self.month), "or")) is asked for"
        case .calendarWindow(let name): "the request touches the \(slug(name)) period"
        case .attendance(let comparison, let period):
            "attendance over \(self.period(period)) would be \(self.comparison(comparison, unit: "%"))"
        case .taken(let reasons):
            "leave for \(listed(reasons.map(slug), "or")) has been taken this school year"
        case .groundsFound(let comparison): "\(count(comparison)) grounds were found"
        case .says(let name): "the request says \(slug(name))"
        case .before(let pattern, let months):
            "there was \(act(pattern)) in the \(number(months)) months before the first day"
        }
    }

    static func month(_ number: Int) -> String {
        (1...12).contains(number) ? CalendarDate.months[number - 1] : "\(number)"
    }
}

extension ActPattern {
    /// It asks for nothing but what is not said in an act.
    fileprivate var isOnlyWhatItLacks: Bool {
        var bare = ActPattern()
        bare.lacking = lacking
        return !lacking.isEmpty && self == bare
    }

    /// It asks for nothing but what is said in an act.
    fileprivate var isOnlyWhatItSays: Bool {
        var bare = ActPattern()
        bare.with = with
        return !with.isEmpty && self == bare
    }
}

extension String {
    fileprivate var replacingDoubleSpace: String {
        split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    fileprivate func replacingEither(_ isAll: Bool) -> String {
        isAll ? String(dropFirst("either ".count)) : self
    }

    /// Without `a`, `an` or `the` before it.
    var withoutArticle: String {
        for article in ["a ", "an ", "the "] where hasPrefix(article) {
            return String(dropFirst(article.count))
        }
        return self
    }
}
