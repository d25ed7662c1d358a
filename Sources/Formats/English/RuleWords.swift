import Attendance

/// Parts of rules in words that a governor would accept in print. One vocabulary for the printed policy, the
/// pages and the reasons of steps.
struct RuleWords {
    /// For the titles of roles and the numbers of named values.
    let book: RuleBook
    let law: Law
    let day: CalendarDate

    func role(_ name: RoleName) -> String {
        let title = book.title(of: name)
        return title.hasPrefix("the ") ? title : "the \(title)"
    }

    /// `95`, `the number of school days that the school has still to set (welfare-check)`.
    func number(_ quantity: Quantity) -> String {
        switch quantity {
        case .literal(let amount): return "\(amount)"
        case .law(let name): return law.number(name, on: day).map { "\($0)" } ?? "the law's number of"
        case .value(let name):
            guard let value = book.values[name]?.value.value else {
                return "the number still to be set as “\(slug(name))”"
            }
            if case .amount(let amount) = value { return "\(amount)" }
            return name
        case .said(let name): return "the number given as \(slug(name))"
        case .baseline: return "what it was when the watch began"
        }
    }

    func comparison(_ comparison: Comparison, unit: String = "") -> String {
        let number = number(comparison.quantity) + (isUnset(comparison.quantity) ? "" : unit)
        return switch comparison.relation {
        case .below: "below \(number)"
        case .atMost: "at most \(number)"
        case .exactly: "exactly \(number)"
        case .atLeast: "at least \(number)"
        case .moreThan: "more than \(number)"
        }
    }

    private func isUnset(_ quantity: Quantity) -> Bool {
        if case .value(let name) = quantity { book.values[name]?.value.value == nil } else { false }
    }

    /// `session` after one, `sessions` after any other number.
    func things(_ comparison: Comparison, _ thing: String) -> String {
        number(comparison.quantity) == "1" ? thing : "\(thing)s"
    }

    /// Of things that are counted: `fewer than 3`, `at least 3`.
    func count(_ comparison: Comparison) -> String {
        comparison.relation == .below
            ? "fewer than \(number(comparison.quantity))" : self.comparison(comparison)
    }

    /// `at least once`, `more than 3 times`.
    func times(_ comparison: Comparison) -> String {
        let words = count(comparison)
        let number = number(comparison.quantity)
        guard number == "1" || number == "2", words.hasSuffix(number) else { return "\(words) times" }
        return words.dropLast(number.count) + (number == "1" ? "once" : "twice")
    }

    /// What a state is called: its title, or its name.
    func state(_ name: String, of process: Process?) -> String {
        let title = process?.states.first { $0.name == name }?.title ?? ""
        return quoted(title.isEmpty ? name : title)
    }

    func title(of process: Process) -> String {
        process.title.isEmpty ? quoted(process.name) : "“\(process.title)”"
    }

    func process(_ name: String) -> Process? { book.processes.first { $0.name == name } }

    /// As what is counted: `code I`, `codes G, N or O`, `absence`.
    func counted(_ choice: CodeChoice) -> String {
        if CodeChoice.classes.contains(where: { $0.choice == choice }) { return codes(choice) }
        let words = codes(choice)
        if words.hasPrefix("any code") { return words }
        return "\(choice.codes.count == 1 ? "code" : "codes") \(words)"
    }

    /// `the parents or the priority 1, 2 or 3 contact`.
    func recipients(_ list: [Recipient], _ conjunction: String = "and") -> String {
        let numbered = list.filter { $0.priority != nil }
        guard numbered.count > 2 else { return listed(list.map(recipient), conjunction) }
        let numbers = listed(numbered.compactMap { $0.priority.map { "\($0)" } }, conjunction)
        let others = list.filter { $0.priority == nil }.map(recipient)
        return listed(
            others + ["the priority \(numbers) contact\(conjunction == "and" ? "s" : "")"], conjunction)
    }

    /// Answers without the bare number of one that says more: `tier-2` and not `2` as well.
    private func answers(_ names: [String]) -> [String] {
        var said = [String]()
        for name in names where !said.contains(slug(name)) {
            let isNumber = name.allSatisfy(\.isNumber)
            if isNumber, names.contains(where: { $0 != name && $0.hasSuffix("-\(name)") }) { continue }
            said.append(slug(name))
        }
        return said
    }

    /// `3 school days`, `1 school day`.
    func wait(_ wait: Wait) -> String {
        let (unit, quantity) =
            switch wait {
            case .schoolDays(let quantity): ("school day", quantity)
            case .calendarDays(let quantity): ("day", quantity)
            case .calendarWeeks(let quantity): ("week", quantity)
            case .months(let quantity): ("month", quantity)
            case .minutes(let quantity): ("minute", quantity)
            }
        let number = number(quantity)
        return "\(number) \(unit)\(number == "1" ? "" : "s")"
    }

    /// `this school year`, `the last 10 school weeks`.
    func period(_ period: Period) -> String {
        switch period {
        case .today: "today"
        case .yearToDate: "this school year"
        case .term: "this term"
        case .halfTerm: "this half-term"
        case .week: "this week"
        case .lastTerm: "last term"
        case .lastHalfTerm: "last half-term"
        case .lastWeek: "last week"
        case .twelveMonths: "the last twelve months"
        case .schoolWeeks(let quantity): "the last \(number(quantity)) school weeks"
        case .schoolDays(let quantity): "the last \(number(quantity)) school days"
        case .calendarDays(let quantity): "the last \(number(quantity)) days"
        case .years(let quantity): "the last \(number(quantity)) years"
        case .window: "the days watched"
        case .state: "the time since then"
        case .since(let pattern): "the time since \(act(pattern, asEvent: true))"
        case .beforeAct(let length): "the \(wait(length)) up to then"
        case .absence: "the time since that absence began"
        case .always: "all the time on record"
        }
    }

    func codes(_ choice: CodeChoice) -> String {
        for (name, known) in CodeChoice.classes where known == choice {
            return switch name {
            case "absent": "absence"
            case "authorised": "authorised absence"
            case "unauthorised": "unauthorised absence"
            case "attended", "present": "attendance"
            case "late": "lateness (L or U)"
            default: "sessions that were not possible"
            }
        }
        // Most codes are told by those that are left out.
        let codes = choice.codes
        if codes.count * 2 > AttendanceCode.all.count {
            let others = CodeChoice(AttendanceCode.all.filter { !choice.contains($0) })
            return others.isEmpty ? "any code" : "any code but \(self.codes(others))"
        }
        return listed(codes.map(\.text), "or")
    }

    func recipient(_ recipient: Recipient) -> String {
        switch recipient.text {
        case "parents": return "the parents"
        case "contacts": return "every contact"
        case "social-worker": return "the social worker"
        case "local-authority": return "the local authority"
        case "pupil": return "the pupil"
        case "governors": return "the governors"
        case "all": return "everybody concerned"
        default:
            if let priority = recipient.priority { return "the priority \(priority) contact" }
            return recipient.staff.map(role) ?? recipient.text
        }
    }

    /// `attendance-95-letter` as `attendance 95 letter`.
    func slug(_ slug: String) -> String {
        slug.split(separator: "-").map { Self.initials[String($0)] ?? String($0) }.joined(separator: " ")
    }

    /// What is written in capitals, however a slug has it.
    private static let initials = Dictionary(
        uniqueKeysWithValues: [
            "EHC", "EHCP", "EWO", "DSL", "LA", "CME", "DfE", "SEN", "SENCO", "SENDCO", "SLT", "CIN", "CP",
            "UPN",
        ]
        .map {
            ($0.lowercased(), $0)
        })

    func quoted(_ slug: String) -> String { "“\(sentenceCase(self.slug(slug)))”" }

    /// What somebody did: `a call to the priority 1 contact`, `a penalty notice issued`.
    func act(_ pattern: ActPattern, asEvent: Bool = false) -> String {
        let things = listed(pattern.what.map(quoted), "or")
        let did = pattern.did.first
        var words: String
        switch did {
        case .call: words = "a call"
        case .text: words = "a text message"
        case .email: words = "an email"
        case .visit: words = "a visit"
        case .meeting: words = "a meeting"
        case .report: words = "a report of the absence"
        case .amend: words = "a mark amended"
        case .sent: words = things.isEmpty ? "something sent" : "\(things) sent"
        case .decide: words = things.isEmpty ? "a decision" : "a decision on \(things)"
        case .arrive: words = "an arrival"
        case .leave: words = "leaving the site"
        case .issue: words = things.isEmpty ? "something issued" : "\(things) issued"
        case .record: words = things.isEmpty ? "a record" : "\(things) recorded"
        case .requestLeave: words = "a request for leave"
        case nil: words = things.isEmpty ? "anything done" : things
        }
        if let did, [.call, .text, .email, .visit, .meeting].contains(did), !things.isEmpty {
            words += " (\(things))"
        }
        if did == .amend {
            if let from = pattern.fromCodes { words += " from \(codes(from))" }
            if let to = pattern.toCodes { words += " to \(codes(to))" }
        }
        if !pattern.to.isEmpty { words += " to \(recipients(pattern.to, "or"))" }
        if !pattern.by.isEmpty { words += " by \(listed(pattern.by.map(role), "or"))" }
        if !pattern.outcomes.isEmpty {
            words += " with the outcome \(listed(pattern.outcomes.map(slug), "or"))"
        }
        if !pattern.answers.isEmpty {
            words += " with the answer \(listed(answers(pattern.answers), "or"))"
        }
        if !pattern.reasons.isEmpty { words += " for \(listed(pattern.reasons.map(slug), "or"))" }
        if !pattern.with.isEmpty { words += " that says \(listed(pattern.with.map(slug)))" }
        if !pattern.lacking.isEmpty {
            words += " without \(listed(pattern.lacking.map { "“\(slug($0))”" }, "or"))"
        }
        for (name, texts) in pattern.said.sorted(by: { $0.key < $1.key }) {
            words += " where \(slug(name)) is \(listed(texts.map(slug), "or"))"
        }
        if pattern.inAdvance { words += " in advance" }
        if pattern.afterItem { words += " since then" }
        if !pattern.outOfOrder.isEmpty {
            words += " in which \(listed(pattern.outOfOrder.map(slug))) do not follow each other"
        }
        if pattern.sameContact { words += " for the same parent" }
        if pattern.sameItem { words += " about the same days" }
        if pattern.standing { words += " and not withdrawn" }
        return words
    }
}
