import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// A pupil is taken off the roll: first on which ground and day, then each condition of that ground confirmed.
///
/// Source: School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9.
struct LeavingPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let editors = router.group(context: RollEditContext.self)
        editors.get("pupils/:pupil/leave", use: showGrounds)
        editors.post("pupils/:pupil/leave", use: chooseGround)
        editors.get("pupils/:pupil/leave/:ground", use: showConditions)
        editors.post("pupils/:pupil/leave/:ground", use: leave)
    }

    @Sendable private func showGrounds(
        _ request: Request, _ context: RollEditContext
    ) async throws -> Response {
        try context.person.require(.deleteFromRoll)
        let pupil = try await office.pupil(of: context)
        return try groundsPage(request, context, pupil, ground: nil, day: office.today.description)
    }

    @Sendable private func chooseGround(
        _ request: Request, _ context: RollEditContext
    ) async throws -> Response {
        try context.person.require(.deleteFromRoll)
        let pupil = try await office.pupil(of: context)
        let letter = context.form.text("ground")
        var errors = FieldErrors()
        let day = CalendarDate(context.form.text("day"))
        if day == nil { errors.add("day", "Give the last day on the roll, as \(office.today)") }
        if !office.deletionGrounds(on: day ?? office.today).contains(where: { $0.letter == letter }) {
            errors.add("ground", "Choose the ground on which the pupil leaves the roll")
        }
        guard errors.isEmpty, let day else {
            return try groundsPage(
                request, context, pupil, ground: letter, day: context.form.text("day"), errors: errors)
        }
        return answers.seeOther("/pupils/\(pupil.id)/leave/\(letter)?day=\(day)", request)
    }

    private func groundsPage(
        _ request: Request, _ context: RollEditContext, _ pupil: Pupil, ground: String?, day: String,
        errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        let grounds = office.deletionGrounds(on: CalendarDate(day) ?? office.today)
        return try answers.form(
            FormView(
                frame: answers.frames.frame(context.visit, at: .roll), title: "Take off the roll",
                lead:
                    "Only on a ground of regulation 9, and by a named person. Past registers and marks stay as they are.",
                back: pupil.link, action: "/pupils/\(pupil.id)/leave", errors: errors.summary,
                others: .about(pupil, "leave", context.person),
                sections: [
                    .init(
                        title: nil, hint: nil,
                        rows: [
                            .init(fields: [
                                .date(
                                    "day", "Last day on the roll", day,
                                    hint: "The day on which the ground is met; the pupil still counts on it.",
                                    errors: errors)
                            ]),
                            .init(fields: [
                                .radios(
                                    "ground", "Ground",
                                    grounds.map { ($0.letter, $0.label, "Regulation \($0.id)") },
                                    chosen: ground, errors: errors)
                            ]),
                        ])
                ], submit: "Continue"), request)
    }

    @Sendable private func showConditions(
        _ request: Request, _ context: RollEditContext
    ) async throws -> Response {
        let query = FormFields(urlEncoded: (request.uri.query ?? "").utf8)
        return try await conditionsPage(request, context, query)
    }

    @Sendable private func leave(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let pupil = try await office.pupil(of: context)
        let form = context.form
        var errors = FieldErrors()
        guard let day = CalendarDate(form.text("day")) else {
            errors.add("day", "Give the last day on the roll, as \(office.today)")
            return try await conditionsPage(request, context, form, errors: errors)
        }
        let deletion = Deletion(
            ground: context.parameters.get("ground") ?? "", day: day,
            confirmed: Set(form.all("confirmed").compactMap { Int($0) }),
            note: form.text("note"), nextSchool: form.text("nextSchool"))
        do {
            try await office.delete(pupil.id, deletion, by: context.person)
            return answers.seeOther(
                "/pupils/\(pupil.id)", request,
                flash: .good(
                    "\(pupil.name) is off the roll after \(day.inWords). Return it to the local authority with the ground."
                ))
        } catch let error as OfficeError {
            // A ground that is not met is no field of this page: it is said at its first.
            if case .invalid(let problems) = error {
                for problem in problems {
                    errors.add(problem.field == "ground" ? "day" : problem.field, problem.message)
                }
            } else {
                try errors.add(error, at: "day")
            }
        }
        return try await conditionsPage(request, context, form, errors: errors)
    }

    private func conditionsPage(
        _ request: Request, _ context: RollEditContext, _ form: FormFields,
        errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        try context.person.require(.deleteFromRoll)
        let pupil = try await office.pupil(of: context)
        let letter = context.parameters.get("ground") ?? ""
        let day = CalendarDate(form.text("day")) ?? office.today
        guard let ground = office.deletionGrounds(on: day).first(where: { $0.letter == letter }) else {
            throw HTTPError(.notFound)
        }
        let confirmed = Set(form.all("confirmed"))
        let ticks = ground.conditions.enumerated().map { place, condition in
            var tick = Field.tick(
                "confirmed", condition, confirmed.contains(String(place)), value: String(place))
            tick.id = place == 0 ? "f-confirmed" : "f-confirmed-\(place + 1)"
            return FormView.Row(fields: [tick])
        }
        var view = FormView(
            frame: answers.frames.frame(context.visit, at: .roll), title: "Take \(pupil.name) off the roll",
            lead: ground.label + ".",
            back: Link(href: "/pupils/\(pupil.id)/leave", label: "Another ground"),
            action: "/pupils/\(pupil.id)/leave/\(letter)", errors: errors.summary,
            sections: [
                .init(
                    title: "Confirm each", hint: "Regulation \(ground.id).",
                    rows: ticks + [
                        .init(fields: [
                            .date(
                                "day", "Last day on the roll",
                                form.text("day").isEmpty ? day.description : form.text("day"), errors: errors)
                        ]),
                        .init(fields: [
                            .text("nextSchool", "Next school, where known", form.text("nextSchool")),
                            .text("note", "Note", form.text("note"), hint: "Where the letter is filed, say."),
                        ]),
                    ])
            ], submit: "Take off the roll")
        view.isDangerous = true
        return try answers.form(view, request)
    }
}
