import Attendance

/// An unexpected closure.
struct ClosureForm: Sendable {
    var range: SessionRange
    var what = "Y4"
    var yearGroups: Set<YearGroup> = []
    var reason = ""

    init(day: CalendarDate) {
        range = SessionRange(from: Session(day, .am), to: Session(day, .pm))
    }

    init(_ form: FormFields) {
        range = SessionRange(form)
        what = form.text("what")
        yearGroups = Set(form.keyed("year").keys.compactMap { YearGroup($0) })
        reason = form.text("reason")
    }

    func sections(_ offered: [YearGroup], _ errors: FieldErrors) -> [FormView.Section] {
        [
            FormView.Section(
                title: "What is closed",
                rows: [
                    FormView.Row(fields: [
                        .radios(
                            "what", "How much of it",
                            [
                                ("Y4", "The whole site", "Code Y4"),
                                ("Y3", "Part of the premises", "Code Y3, for the year groups ticked below"),
                            ], chosen: what, errors: errors)
                    ]),
                    FormView.Row(
                        fields: offered.map {
                            .tick(
                                "year[\($0.description)]", $0.name, yearGroups.contains($0), errors: errors)
                        }),
                ]),
            FormView.Section(
                title: "When", hint: "For a morning only, choose the morning at both ends.",
                rows: range.rows(errors) + [
                    FormView.Row(fields: [
                        .text(
                            "reason", "Why", reason, hint: "Boiler, snow, flood", required: true,
                            errors: errors)
                    ])
                ]),
        ]
    }
}
