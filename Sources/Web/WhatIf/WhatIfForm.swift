import Attendance
import Formats
import Office

/// What was filled in to try a policy.
struct WhatIfForm: Sendable {
    var policy = ""
    var text = ""
    var from = ""
    var to = ""
    var reached: String
    var receivedAfter: String
    var meetingAfter: String
    var confirmsCodes: Bool
    var minutes: [String: String]
    private var sent: SourceFile?

    /// As it is before anybody has typed: the school year so far, and the assumptions that `rollcall what-if` makes.
    init(days: ClosedRange<CalendarDate>?) {
        let standard = Assumptions()
        from = days?.lowerBound.description ?? ""
        to = days?.upperBound.description ?? ""
        reached = "\(standard.reached)"
        receivedAfter = "\(standard.receivedAfter)"
        meetingAfter = "\(standard.meetingAfter)"
        confirmsCodes = standard.confirmsCodes
        minutes = Dictionary(
            uniqueKeysWithValues: standard.minutes.map { ($0.key.rawValue, "\($0.value)") })
    }

    init(_ form: FormFields, file: SentFile?) {
        policy = form.text("policy")
        text = form["text"] ?? ""
        from = form.text("from")
        to = form.text("to")
        reached = form.text("reached")
        receivedAfter = form.text("received-after")
        meetingAfter = form.text("meeting-after")
        confirmsCodes = form["confirm-codes"] != nil
        minutes = form.keyed("minutes")
        if let file, !file.bytes.isEmpty {
            let name = file.name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
            sent = SourceFile(
                name: name.isEmpty ? "policy.yaml" : String(name.prefix(100)),
                text: String(decoding: file.bytes, as: UTF8.self))
        } else if !text.allSatisfy(\.isWhitespace) {
            sent = SourceFile(name: "pasted.yaml", text: text)
        }
    }

    /// What is asked, or what is wrong with the form. A file that was sent comes before one that was chosen.
    func question(
        _ library: PolicyLibrary, today: CalendarDate, law: Law, clauses: ClauseLibrary
    ) throws(FieldErrors) -> WhatIfQuestion {
        var errors = FieldErrors()
        let known = library[policy]
        let file = sent ?? known?.file
        var title = known?.title ?? file?.name ?? ""
        if let sent {
            let (read, problems) = PolicyReader.read(
                file: sent.name, text: sent.text, law: law, clauses: clauses)
            if read == nil {
                for problem in problems.filter({ $0.severity == .error }).prefix(20) {
                    errors.add(
                        "file",
                        "\(sent.name), line \(problem.line), column \(problem.column): \(problem.problem). \(problem.remedy)"
                    )
                }
            }
            title = read.map(\.school.name).flatMap { $0.isEmpty ? nil : $0 } ?? sent.name
        }
        if file == nil { errors.add("policy", "Choose a policy, or a file of your own") }
        let first = date(from, "from", &errors)
        let last = date(to, "to", &errors)
        if let first, let last {
            if last < first { errors.add("to", "The last day must not be before the first") }
            if last >= today {
                errors.add("to", "Only days that are over can be played: the last is \(today - 1)")
            }
        }
        var assumptions = Assumptions()
        assumptions.reached = number(reached, "reached", most: 100, &errors)
        assumptions.receivedAfter = number(receivedAfter, "received-after", most: 100, &errors)
        assumptions.meetingAfter = number(meetingAfter, "meeting-after", most: 100, &errors)
        assumptions.confirmsCodes = confirmsCodes
        for kind in StepKind.allCases {
            let field = "minutes[\(kind.rawValue)]"
            assumptions.minutes[kind] = number(minutes[kind.rawValue] ?? "", field, most: 1000, &errors)
        }
        guard errors.isEmpty, let file, let first, let last else { throw errors }
        return WhatIfQuestion(file: file, title: title, days: first...last, assumptions: assumptions)
    }

    private func date(_ text: String, _ name: String, _ errors: inout FieldErrors) -> CalendarDate? {
        if let date = CalendarDate(text) { return date }
        errors.add(name, "Give the day as 2025-11-20")
        return nil
    }

    private func number(_ text: String, _ name: String, most: Int, _ errors: inout FieldErrors) -> Int {
        if let number = Int(text), (0...most).contains(number) { return number }
        errors.add(name, "Give a whole number from 0 to \(most)")
        return 0
    }

    // MARK: The form

    func policyField(_ library: [PolicyLibrary.Known], _ errors: FieldErrors) -> Field {
        .select(
            "policy", "The policy to try",
            [("", "Choose")] + library.map { ($0.file.name, "\($0.title) (\($0.file.name))") },
            chosen: policy, errors: errors)
    }

    func dayFields(_ errors: FieldErrors) -> [Field] {
        [.date("from", "First day", from, errors: errors), .date("to", "Last day", to, errors: errors)]
    }

    func staffFields(_ errors: FieldErrors) -> [Field] {
        func number(_ name: String, _ label: String, _ value: String, hint: String) -> Field {
            .text(
                name, label, value, hint: hint, style: "input--short", inputMode: "numeric", errors: errors)
        }
        return [
            number(
                "reached", "Reached, of 100 calls", reached,
                hint: "Texts and emails too. 0: nobody is ever reached."),
            number("received-after", "Letters are received after", receivedAfter, hint: "School days."),
            number("meeting-after", "Meetings are held after", meetingAfter, hint: "School days."),
        ]
    }

    func confirmField(_ errors: FieldErrors) -> Field {
        .tick(
            "confirm-codes", "Proposed codes are confirmed on the same day", confirmsCodes, errors: errors)
    }

    func minuteFields(_ errors: FieldErrors) -> [Field] {
        StepKind.allCases.map { kind in
            .text(
                "minutes[\(kind.rawValue)]", kind.plural, minutes[kind.rawValue] ?? "",
                style: "input--short", inputMode: "numeric", errors: errors)
        }
    }
}

extension StepKind {
    /// `Calls`.
    var plural: String {
        switch self {
        case .call: "Calls"
        case .text: "Texts"
        case .email: "Emails"
        case .letter: "Letters"
        case .task: "Tasks"
        case .visit: "Visits"
        case .meeting: "Meetings"
        case .referral: "Referrals"
        case .return: "Returns"
        case .report: "Reports"
        case .alert: "Alerts"
        case .award: "Awards"
        case .code: "Proposed codes"
        }
    }

    /// `Call`.
    var singular: String {
        switch self {
        case .code: "Proposed code"
        default: String(plural.dropLast())
        }
    }
}
