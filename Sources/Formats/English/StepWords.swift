import Attendance

/// Steps and whole rules as sentences.
extension RuleWords {
    /// `the office calls the priority 1 contact by 10:00`.
    func step(_ plan: StepPlan) -> String {
        let who = (plan.by ?? plan.to.lazy.compactMap(\.staff).first).map(role) ?? "the school"
        var words: String
        let to = plan.to.isEmpty ? "" : recipients(plan.to)
        let thing = quoted(plan.what)
        switch plan.kind {
        case .call: words = "\(who) calls \(to.isEmpty ? "the parents" : to)"
        case .text: words = "\(who) sends a text message to \(to.isEmpty ? "the parents" : to)"
        case .email: words = "\(who) sends an email to \(to.isEmpty ? "the parents" : to)"
        case .letter: words = "\(who) sends the letter \(thing) to \(to.isEmpty ? "the parents" : to)"
        case .task: words = "\(who) has the task \(thing)"
        case .visit: words = "\(who) makes the visit \(thing)"
        case .meeting: words = "\(who) arranges the meeting \(thing)\(to.isEmpty ? "" : " with \(to)")"
        case .referral: words = "\(who) makes the referral \(thing)\(to.isEmpty ? "" : " to \(to)")"
        case .return: words = "\(who) makes the return \(thing)\(to.isEmpty ? "" : " to \(to)")"
        case .report: words = "\(who) gives the report \(thing)\(to.isEmpty ? "" : " to \(to)")"
        case .alert: words = "\(to.isEmpty ? who : to) is alerted: \(thing)"
        case .award: words = "the award \(thing) is due"
        case .code: words = "\(who) is asked to confirm the code \(plan.code?.text ?? "")"
        }
        words += due(plan.due)
        if let decider = plan.decidedBy { words += ", once \(role(decider)) has decided it" }
        if let when = plan.when { words += ", if \(condition(when))" }
        for enclosure in plan.enclose {
            words += ", enclosing \(quoted(enclosure.what))"
            if let when = enclosure.when { words += " if \(condition(when))" }
        }
        if !plan.content.isEmpty {
            words += ", \(plan.kind.isWords ? "saying" : "covering"): \(listed(plan.content.map(slug)))"
        }
        return words
    }

    private func due(_ due: Due) -> String {
        switch due {
        case .atOnce: ""
        case .time(let time): " by \(time)"
        case .sameDay: " on the same day"
        case .schoolDays(let quantity): " within \(wait(.schoolDays(quantity)))"
        case .calendarDays(let quantity): " within \(wait(.calendarDays(quantity)))"
        case .dayOfRun(let number): " by school day \(number) of the absence"
        case .weekday(let weekday): " by \(weekday.name)"
        }
    }

    /// Several steps, kept apart where one of them holds a list itself.
    func steps(_ plans: [StepPlan]) -> String {
        let words = plans.map(step)
        guard words.count > 1, words.contains(where: { $0.contains(",") || $0.contains(":") }) else {
            return listed(words)
        }
        return words.dropLast().joined(separator: "; ") + "; and \(words.last ?? "")"
    }

    func rule(_ rule: Rule) -> String {
        let about =
            switch rule.scope {
            case .session(let choice): "for each session marked \(codes(choice)), "
            case .act(let pattern): "for each \(act(pattern).withoutArticle), "
            case .parent: "for each parent, "
            case .pupil, .leaveRequest, .school: ""
            }
        var sentence: String
        let steps = self.steps(rule.then)
        switch (rule.when == .always, rule.then.isEmpty) {
        case (true, _): sentence = "\(about)\(steps)."
        case (false, false): sentence = "\(about)when \(condition(rule.when)), \(steps)."
        case (false, true) where rule.label == nil:
            sentence =
                "\(about)“\(rule.title.isEmpty ? sentenceCase(slug(rule.name)) : rule.title)” holds when \(condition(rule.when))."
        case (false, true):
            sentence =
                "\(about)a pupil bears the label “\(rule.label ?? rule.name)” while \(condition(rule.when))."
        }
        sentence = sentenceCase(sentence)
        for exception in rule.unless {
            sentence += " Not if \(condition(exception.when)): \(exception.because)."
        }
        sentence += " \(sentenceCase(timing(rule)))."
        if !rule.ends.causes.isEmpty {
            sentence += " What is still to be done falls away \(listed(rule.ends.causes.map(ending), "or"))."
        }
        return sentence
    }

    func timing(_ rule: Rule) -> String {
        var words = self.time(rule.time)
        switch rule.repetition {
        case .daily: words += ", each day again"
        case .once: words += rule.scope == .school ? ", once" : ", once for a pupil"
        case .oncePer(let season):
            words += ", at most once each \(season == .year ? "school year" : slug(season.rawValue))"
        case .oncePerRun: words += ", once for each absence"
        case .oncePerItem: break
        case .untilRecovered: words += ", and again only after it has not been so"
        }
        return words
    }

    func time(_ time: RuleTime) -> String {
        let clock =
            switch time.clock {
            case .startOfDay: "at the start of"
            case .time(let time): "at \(time) on"
            case .closing(.am): "when the morning register closes on"
            case .closing(.pm): "when the afternoon register closes on"
            case .act: ""
            }
        guard !clock.isEmpty else { return "as soon as it happens" }
        let days =
            switch time.days {
            case .schoolDays: "every school day"
            case .everyDay: "every day"
            case .weekday(let weekday): "every \(weekday.name), or the last school day before it"
            case .firstOfWeek: "the first school day of the week"
            case .lastOfWeek: "the last school day of the week"
            case .firstOfHalfTerm: "the first school day of the half-term"
            case .lastOfHalfTerm: "the last school day of the half-term"
            case .firstOfTerm: "the first school day of the term"
            case .lastOfTerm: "the last school day of the term"
            case .firstOfYear: "the first school day of the year"
            case .lastOfYear: "the last school day of the year"
            case .firstOfMonth: "the first school day of the month"
            case .date(let date): date.inEnglish
            case .everySchoolDays(let days): "every \(days) school days"
            }
        return "checked \(clock) \(days)" + (time.throughYesterday ? ", by the days before it" : "")
    }

    private func ending(_ cause: Ending.Cause) -> String {
        switch cause {
        case .noLongerMet: "when this is no longer so"
        case .excepted: "when an exception has come"
        case .returns: "when the pupil is back"
        case .reasonKnown: "when the reason is known"
        case .reached: "when somebody has been reached"
        case .dayEnds: "at the end of the day"
        }
    }

    func refusal(_ refusal: Refusal) -> String {
        let but = refusal.when == .always ? "" : " when \(condition(refusal.when))"
        return sentenceCase("\(act(refusal.act)) is not possible\(but): \(refusal.because).")
    }

    func ground(_ ground: LeaveGround) -> String {
        let lift =
            ground.onlyFlags
            ? "It is only pointed out." : ground.liftable ? "" : "It cannot be set aside."
        return
            "\(sentenceCase("a ground against leave, when \(condition(ground.when)): \(ground.says.withoutFullStop).")) \(lift)"
            .trimmingEnd
    }

    func route(_ route: LeaveRoute) -> String {
        let proposal =
            switch route.proposal {
            case .returned: "the request is returned to be completed"
            case .absence: "it is followed up as an absence and not as leave"
            case .accepted: "it counts as granted without a decision"
            case .grant: "granting is proposed"
            case .refuse: "refusing is proposed"
            case .decide: "it is for the person who decides"
            case .grounds: "it is looked at ground by ground"
            }
        let codes = [
            route.codeIfGranted.map { "\($0) if granted" },
            route.codeIfTakenAnyway.map { "\($0) if taken without leave" },
        ].compactMap(\.self)
        let when = route.when == .always ? "in every other case" : "when \(condition(route.when))"
        return sentenceCase("\(when), \(proposal)")
            + (codes.isEmpty ? "" : "; the code is \(listed(codes))") + "."
    }

    func reasons(_ list: ReasonList) -> String {
        let words = listed(distinct(list.reasons).map { "“\($0)”" }, "or")
        let effect =
            switch (list.effect, list.code) {
            case (.enter, let code?): "the code \(code) is entered"
            case (.propose, let code?): "the code \(code) is proposed to a person"
            default: "the mark stays, and somebody asks further"
            }
        let unless = list.unless.map { ", unless \(condition($0))" } ?? ""
        return "When a parent gives the reason \(words), \(effect)\(unless)."
    }

    func entry(_ state: Process.State, of process: Process) -> String {
        "\(title(of: process)): on coming to \(self.state(state.name, of: process)), \(steps(state.onEntry))."
    }

    func move(_ move: Process.Move, from state: Process.State, of process: Process) -> String {
        let on =
            switch move.on {
            case .review: "at the review"
            case .act(let pattern): "on \(act(pattern))"
            case .after(let wait): "after \(self.wait(wait))"
            case .windowEnds: "when the days watched are over"
            case .received(let wait):
                "when the letter has been received (if nobody notes it: after \(self.wait(wait)))"
            }
        let when = move.when.map { ", if \(condition($0))" } ?? ""
        let then = move.then.isEmpty ? "" : "; \(steps(move.then))"
        return
            "\(title(of: process)): from \(self.state(state.name, of: process)), \(on)\(when), the pupil moves to"
            + " \(self.state(move.to, of: process))\(then)."
    }
}

extension StepKind {
    /// It is words to somebody, and not work to be done.
    fileprivate var isWords: Bool { [.call, .text, .email, .letter, .alert].contains(self) }
}

extension String {
    fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }

    fileprivate var trimmingEnd: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
