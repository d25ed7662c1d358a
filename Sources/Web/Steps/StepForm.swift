import Attendance
import Formats
import Office
import Store

/// What may be done about a step.
enum StepWay: String, CaseIterable, Sendable {
    case log, decide, dismiss
}

/// What was filled in about a step.
struct StepForm: Sendable {
    var to = ""
    var outcome = ""
    var reason = ""
    var from = ""
    var until = ""
    var day = ""
    var received = ""
    var answer = ""
    var note = ""
    var details: [String: String] = [:]

    /// As it is before anybody has typed: for the step's recipient, today.
    init(_ step: Step, today: CalendarDate) {
        to = step.to?.text ?? ""
        day = today.description
        for case .unexplained(_, let first) in step.because {
            from = first.description
            until = today.description
        }
    }

    init(_ form: FormFields) {
        to = form.text("to")
        outcome = form.text("outcome")
        reason = form.text("reason")
        from = form.text("from")
        until = form.text("until")
        day = form.text("day")
        received = form.text("received")
        answer = form.text("answer")
        note = form.text("note")
        details = form.keyed("details")
    }

    /// The act, or what is wrong with the form.
    func act(
        _ way: StepWay, for toDo: StepToDo, now: Moment, by person: SignedIn
    ) throws(FieldErrors) -> PupilAct {
        var errors = FieldErrors()
        let step = toDo.due.step
        let roles = Set(person.roles.map { RoleName($0) })
        let role = [way == .decide ? step.decidedBy : nil, step.holder, step.decidedBy].compactMap(\.self)
            .first(where: roles.contains)
        var act = PupilAct(at: now, did: .decide, what: step.what, to: step.to, by: role)
        if way == .decide {
            act.answer = answer
            act.reason = reason
            act.from = date(from, "from", &errors)
            act.until = date(until, "until", &errors)
            if step.kind == .code { act.what = "code" }
            if answer.isEmpty { errors.add("answer", "Say what was decided") }
            if step.kind == .code {
                act.session = step.session
                act.code = step.code
            }
        } else {
            act.did = step.kind.recordedAs
            fill(&act, step, now: now, &errors)
        }
        for (name, text) in details where !text.isEmpty { act.details[name] = text }
        if !note.isEmpty { act.details["note"] = note }
        guard errors.isEmpty else { throw errors }
        return act
    }

    private func fill(_ act: inout PupilAct, _ step: Step, now: Moment, _ errors: inout FieldErrors) {
        if step.kind.isTalk {
            act.to = Recipient(to) ?? step.to
            act.outcome = outcome
            act.reason = reason
            if step.kind == .call, act.to == nil { errors.add("to", "Choose who was called") }
            if !step.kind.outcomes.isEmpty, outcome.isEmpty {
                errors.add("outcome", "Choose what came of it")
            }
            guard !reason.isEmpty else { return }
            act.from = date(from, "from", &errors)
            act.until = date(until, "until", &errors)
            if let first = act.from, let last = act.until, last < first {
                errors.add("until", "The last day must not be before the first")
            }
            return
        }
        act.reason = reason
        act.received = date(received, "received", &errors)
        guard let day = date(day, "day", &errors), day != now.date else { return }
        guard day < now.date else { return errors.add("day", "This day has not come yet") }
        act.at = Moment(day, .endOfDay)
    }

    /// Nil for a blank; a blank is no error.
    private func date(_ text: String, _ name: String, _ errors: inout FieldErrors) -> CalendarDate? {
        guard !text.isEmpty else { return nil }
        guard let date = CalendarDate(text) else {
            errors.add(name, "Give the day as 2025-11-20")
            return nil
        }
        return date
    }

    // MARK: The form

    func sections(_ way: StepWay, _ toDo: StepToDo, _ errors: FieldErrors) -> [FormView.Section] {
        let step = toDo.due.step
        var rows: [[Field]]
        switch way {
        case .dismiss:
            rows = [
                [
                    .area(
                        "reason", "Why it is not needed", reason,
                        hint: "It stands beside the step, with your name. The step is not raised again.",
                        errors: errors)
                ]
            ]
        case .decide: rows = decision(toDo, errors)
        case .log where step.kind.isTalk: rows = talk(toDo, errors)
        case .log where toDo.due.pupil == nil:
            rows = [[.area("note", "Note", note, hint: "If there is something to say.", errors: errors)]]
        case .log: rows = sending(step, errors)
        }
        if way != .dismiss {
            for name in way == .decide ? toDo.decisionDetails : toDo.details {
                guard let field = detail(name, toDo, errors),
                    !rows.joined().contains(where: { $0.name == field.name })
                else { continue }
                rows.append([field])
            }
        }
        return [
            FormView.Section(
                title: way == .decide
                    ? "The decision" : way == .dismiss ? "Why it is dismissed" : "What was done",
                hint: "Asked for because: \(why(toDo))", rows: rows.map { FormView.Row(fields: $0) })
        ]
    }

    /// What a rule wants said, in the field that says it; nil of what is said by whoever does it, and when.
    private func detail(_ name: String, _ toDo: StepToDo, _ errors: FieldErrors) -> Field? {
        switch Self.field(of: name) {
        case "about", "by", "code": nil
        case "from": .date("from", "From", from, errors: errors)
        case "until": .date("until", "To", until, errors: errors)
        case let field where field.hasPrefix("details["):
            .text(field, toDo.words.english.name(name), details[name] ?? "", errors: errors)
        case let field: .text(field, toDo.words.english.name(name), errors: errors)
        }
    }

    /// The name of the field in which a thing is said.
    static func field(of name: String) -> String {
        switch name {
        case "reason", "from", "received", "answer", "note", "until", "about", "by", "code": name
        case "to", "end": "until"
        default: "details[\(name)]"
        }
    }

    private func why(_ toDo: StepToDo) -> String {
        let step = toDo.due.step
        let reasons = toDo.words.sentences(why: step).joined(separator: " ")
        let source = StepCard.source(step.clauses, step.citation).map { " (\($0))" } ?? ""
        return (reasons.isEmpty ? "The policy asks for it" : reasons) + source
    }

    private func decision(_ toDo: StepToDo, _ errors: FieldErrors) -> [[Field]] {
        let answers = ["yes", "no"] + toDo.answers.filter { $0 != "yes" && $0 != "no" && Int($0) == nil }
        return [
            [
                .radios(
                    "answer", "What was decided",
                    answers.map { ($0, toDo.words.english.name($0), nil) }, chosen: answer, errors: errors)
            ],
            [.area("reason", "Reason", reason, hint: "It is kept with the decision.", errors: errors)],
        ]
    }

    private func talk(_ toDo: StepToDo, _ errors: FieldErrors) -> [[Field]] {
        let step = toDo.due.step
        var people = toDo.contacts.map { contact, recipient in
            let parts = [
                contact.name, contact.link.relationshipInWords, contact.phones.first,
            ].compactMap(\.self)
            return (recipient.text, parts.joined(separator: ", "))
        }
        if let to = step.to, !people.contains(where: { $0.0 == to.text }) {
            people.insert((to.text, toDo.words.english.recipient(to).startingUpper), at: 0)
        }
        if step.to == nil { people.insert(("", "Choose"), at: 0) }
        let outcomes = step.kind.outcomes
        var first: [Field] = [.select("to", "With whom", people, chosen: to, errors: errors)]
        if !outcomes.isEmpty {
            first.append(
                .select(
                    "outcome", "What came of it", [("", "Choose")] + outcomes, chosen: outcome, errors: errors
                ))
        }
        return [
            first,
            [
                .area(
                    "reason", "Reason given for an absence", reason,
                    hint: "In their words, if one was given. The mark follows where the policy says so.",
                    errors: errors)
            ],
            [
                .date("from", "It explains from", from, errors: errors),
                .date("until", "to", until, errors: errors),
            ],
            [.text("note", "Note", note, errors: errors)],
        ]
    }

    private func sending(_ step: Step, _ errors: FieldErrors) -> [[Field]] {
        let isLetter = step.kind == .letter
        var days: [Field] = [.date("day", isLetter ? "Sent on" : "Done on", day, errors: errors)]
        if isLetter {
            days.append(
                .date(
                    "received", "Received on", received, hint: "If known; time is then counted from it.",
                    errors: errors))
        }
        return [
            days,
            [.area("reason", "Reason", reason, hint: "If there is something to say.", errors: errors)],
            [.text("note", "Note", note, errors: errors)],
        ]
    }
}

extension StepKind {
    /// Somebody is spoken to or written to on the spot.
    var isTalk: Bool { [.call, .text, .email, .visit, .meeting].contains(self) }

    /// What may come of it: what is sent, what is read.
    var outcomes: [(String, String)] {
        switch self {
        case .call:
            [
                ("reached", "Reached"), ("no-answer", "No answer"), ("voicemail", "Left a message"),
                ("refused", "Would not talk"), ("wrong-number", "Wrong number"),
            ]
        case .visit:
            [
                ("seen", "Seen"), ("not-seen", "Not seen"), ("no-answer", "Nobody there"),
                ("located-not-returning", "Found, not coming back for now"), ("refused", "Not let in"),
            ]
        case .meeting: [("held", "Held"), ("not-held", "Not held"), ("refused", "Refused")]
        default: []
        }
    }
}
