import Attendance
import Office
import Store

/// Amends one session or many.
struct AmendForm: Sendable {
    var range: SessionRange
    var code = ""
    var reason = ""
    var note = ""
    var grantedOn = ""
    var minutes = ""

    init(range: SessionRange, code: String = "", reason: String = "") {
        self.range = range
        self.code = code
        self.reason = reason
    }

    init(_ form: FormFields) {
        range = SessionRange(form)
        code = form["code", default: ""]
        reason = form.text("reason")
        note = form.text("note")
        grantedOn = form.text("grantedOn")
        minutes = form.text("minutes")
    }

    func sections(_ codes: [(String, String)], _ errors: FieldErrors) -> [FormView.Section] {
        [
            FormView.Section(
                title: "Which sessions", hint: "Those held for the pupil between the two.",
                rows: range.rows(errors)),
            FormView.Section(
                title: "What it should be",
                rows: [
                    FormView.Row(fields: [
                        .select("code", "New code", [("", "Choose")] + codes, chosen: code, errors: errors)
                    ]),
                    FormView.Row(fields: [
                        .area(
                            "reason", "Reason for the amendment", reason,
                            hint: "It stands in the register with your name, position and the date.",
                            errors: errors)
                    ]),
                    FormView.Row(fields: [
                        .text(
                            "note", "Note", note, hint: "B, K and Y7 need one: what or where it was.",
                            errors: errors),
                        .text(
                            "minutes", "Minutes late", minutes, hint: "For L and U, where known",
                            style: "input--short", inputMode: "numeric", errors: errors),
                        .date(
                            "grantedOn", "Leave was granted on", grantedOn, hint: "For leave only",
                            errors: errors),
                    ]),
                ]),
        ]
    }
}

/// Keeps what somebody told the school.
struct ReportForm: Sendable {
    var range: SessionRange
    var reason = ""
    var code = ""
    var toldBy = ""
    var channel = "telephone"

    init(range: SessionRange) {
        self.range = range
    }

    init(_ form: FormFields) {
        range = SessionRange(form)
        reason = form.text("reason")
        code = form["code", default: ""]
        toldBy = form.text("toldBy")
        channel = form.text("channel")
    }

    static let channels = [
        ("telephone", "Telephone"), ("answerphone", "Answerphone"), ("email", "Email"), ("text", "Text"),
        ("app", "App"), ("letter", "Letter"), ("in person", "In person"),
    ]

    func sections(_ codes: [(String, String)], _ errors: FieldErrors) -> [FormView.Section] {
        [
            FormView.Section(
                title: nil,
                rows: [
                    FormView.Row(fields: [
                        .area("reason", "What was said", reason, hint: "In their words.", errors: errors)
                    ]),
                    FormView.Row(fields: [
                        .text("toldBy", "By whom", toldBy, hint: "Mother, grandfather…", errors: errors),
                        .select("channel", "How", Self.channels, chosen: channel, errors: errors),
                    ]),
                ] + range.rows(errors) + [
                    FormView.Row(fields: [
                        .select(
                            "code", "Code it comes to", [("", "Not decided")] + codes, chosen: code,
                            hint: "The school decides, not the parent. Marks are not changed by this.",
                            errors: errors)
                    ])
                ])
        ]
    }
}

/// Plans an absence or activity.
struct PlanForm: Sendable {
    var range: SessionRange
    var code = ""
    var note = ""
    /// `monday AM`.
    var pattern: Set<String> = []

    static let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    init(range: SessionRange) {
        self.range = range
    }

    init(_ form: FormFields) {
        range = SessionRange(form)
        code = form["code", default: ""]
        note = form.text("note")
        let ticked = form.keyed("on")
        for day in Self.weekdays {
            for half in Session.Half.allCases where ticked[Self.key(day, half)] != nil {
                pattern.insert("\(day.name.lowercased()) \(half.name)")
            }
        }
    }

    private static func key(_ day: Weekday, _ half: Session.Half) -> String {
        "\(day.name.lowercased())-\(half.slug)"
    }

    func sections(_ codes: [(String, String)], _ errors: FieldErrors) -> [FormView.Section] {
        [
            FormView.Section(
                title: "What",
                rows: [
                    FormView.Row(fields: [
                        .select("code", "Code", [("", "Choose")] + codes, chosen: code, errors: errors),
                        .text("note", "Note", note, hint: "B, K and Y7 need one.", errors: errors),
                    ])
                ]),
            FormView.Section(
                title: "When", hint: "X ends by itself when the pupil comes to be of compulsory school age.",
                rows: range.rows(errors)),
            FormView.Section(
                title: "Only on some days", hint: "Leave all empty for every session between.",
                rows: Session.Half.allCases.map { half in
                    FormView.Row(
                        fields: Self.weekdays.map { day in
                            .tick(
                                "on[\(Self.key(day, half))]", "\(day.name) \(half.name)",
                                pattern.contains("\(day.name.lowercased()) \(half.name)"))
                        })
                }),
        ]
    }
}

/// Notes that a pupil has come in.
struct ArrivalForm: Sendable {
    var time = ""
    var code = ""
    var note = ""

    init(time: TimeOfDay) {
        self.time = time.description
    }

    init(_ form: FormFields) {
        time = form.text("time")
        code = form["code", default: ""]
        note = form.text("note")
    }

    func sections(_ codes: [(String, String)], _ errors: FieldErrors) -> [FormView.Section] {
        [
            FormView.Section(
                title: nil,
                rows: [
                    FormView.Row(fields: [
                        .text(
                            "time", "Came in at", time, type: "time", style: "input--short", required: true,
                            errors: errors),
                        .select(
                            "code", "Code", [("", "By the published times: present, L or U")] + codes,
                            chosen: code, hint: "Another only where it fits better, as M for an appointment.",
                            errors: errors),
                    ]),
                    FormView.Row(fields: [.text("note", "Note", note, errors: errors)]),
                ])
        ]
    }
}

extension CodeSet {
    /// The codes that a person may choose on a day, for a list: what is sent, what is read.
    func choices(
        on day: CalendarDate, to person: SignedIn, where fits: (CodeRule) -> Bool = { _ in true }
    ) -> [(String, String)] {
        rules(on: day).filter { $0.selectable && $0.code != .presentPM && fits($0) && person.maySee($0.code) }
            .map {
                ($0.code.text, $0.code == .presentAM ? "/ \\  \($0.name)" : "\($0.code.text)  \($0.name)")
            }
    }
}
