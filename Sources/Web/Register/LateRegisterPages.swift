import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// After a register has closed: an untaken one is completed late, a taken one is asked to be amended.
struct LateRegisterPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to takers: RouterGroup<TakerContext>) {
        takers.get(":date/:half/:register/late", use: showLate)
        takers.post(":date/:half/:register/late", use: completeLate)
        takers.get(":date/:half/:register/requests", use: showRequest)
        takers.post(":date/:half/:register/requests", use: requestAmendment)
    }

    // MARK: Late completion

    @Sendable private func showLate(_ request: Request, _ context: TakerContext) async throws -> Response {
        let address = try RegisterAddress(context.parameters)
        return try await latePage(request, context, address, FormFields.none)
    }

    @Sendable private func completeLate(_ request: Request, _ context: TakerContext) async throws -> Response
    {
        let address = try RegisterAddress(context.parameters)
        let form = context.form
        var errors = FieldErrors()
        guard let source = Office.LateSource(rawValue: form.text("source")) else {
            errors.add("source", "Say from what the register is entered")
            return try await latePage(request, context, address, form, errors: errors)
        }
        let marks = RegisterForm(form).marks
        do {
            let taking = try await office.completeLate(
                marks, register: address.name, in: address.session, takenBy: form.text("takenBy"),
                source: source, reason: form.text("reason"), by: context.person)
            if taking.isSubmitted {
                return answers.seeOther(
                    address.path, request,
                    flash: .good("The register is entered, stamped as entered afterwards."))
            }
            for refused in taking.refused { errors.add("marks", refused.because) }
            if !taking.conflicts.isEmpty {
                errors.add("marks", "Somebody else entered marks meanwhile. Look at them and send again.")
            }
        } catch OfficeError.invalid(let problems) {
            errors.add(problems)
        }
        return try await latePage(request, context, address, form, errors: errors)
    }

    private func latePage(
        _ request: Request, _ context: TakerContext, _ address: RegisterAddress, _ form: FormFields,
        errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let sheet = try await office.sheet(named: address.name, in: address.session, by: context.person)
        guard sheet.isClosed, !sheet.isSubmitted else { return answers.seeOther(address.path, request) }
        let school = try await office.school(context.person.school)
        let codes = TakerCodes(
            policy: school.policy(on: address.session.date), law: office.law, session: address.session)
        let typed = form.keyed("mark")
        let rows = sheet.pupils.enumerated().map { place, pupil in
            var row = RegisterRow(pupil, place: place, codes: codes)
            if let code = typed[row.pupil] {
                for index in row.choices.indices {
                    row.choices[index].isChosen = row.choices[index].code == code
                }
            }
            return row
        }
        let view = LateCompletionView(
            frame: answers.frames.frame(context.visit, at: .registers), register: address.name,
            session: address.session.half.inWords, day: address.session.date.inWords,
            action: address.path + "/late", back: address.path, errors: errors.summary,
            fields: [
                .text(
                    "takenBy", "Who had the class", form["takenBy"] ?? context.person.name, required: true,
                    errors: errors),
                .select(
                    "source", "From what",
                    [
                        ("paper", "A register on paper"), ("recall", "From memory"),
                        ("office", "What the office found out"),
                    ],
                    chosen: form["source"] ?? "paper", errors: errors),
                .text(
                    "reason", "Why it was not taken in time", form.text("reason"), required: true,
                    errors: errors),
            ], pupils: rows, isLong: rows.count > 12)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    // MARK: Asking for an amendment

    @Sendable private func showRequest(_ request: Request, _ context: TakerContext) async throws -> Response {
        try await requestPage(request, context, try RegisterAddress(context.parameters), FormFields.none)
    }

    @Sendable private func requestAmendment(
        _ request: Request, _ context: TakerContext
    ) async throws -> Response {
        let address = try RegisterAddress(context.parameters)
        let form = context.form
        var errors = FieldErrors()
        guard let pupil = PupilID(form.text("pupil")) else {
            errors.add("pupil", "Choose the pupil")
            return try await requestPage(request, context, address, form, errors: errors)
        }
        let sheet = try await office.sheet(named: address.name, in: address.session, by: context.person)
        guard sheet.pupils.contains(where: { $0.line.pupil == pupil }) else { throw HTTPError(.notFound) }
        do {
            try await office.requestAmendment(
                Amendment(pupil: pupil, session: address.session, to: form.text("to")),
                reason: form.text("reason"), by: context.person)
            return answers.seeOther(address.path, request, flash: .good("The office has your request."))
        } catch OfficeError.invalid(let problems) {
            errors.add(problems)
        }
        return try await requestPage(request, context, address, form, errors: errors)
    }

    private func requestPage(
        _ request: Request, _ context: TakerContext, _ address: RegisterAddress, _ form: FormFields,
        errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let sheet = try await office.sheet(named: address.name, in: address.session, by: context.person)
        let school = try await office.school(context.person.school)
        let codes = TakerCodes(
            policy: school.policy(on: address.session.date), law: office.law, session: address.session)
        let view = FormView(
            frame: answers.frames.frame(context.visit, at: .registers), title: "Ask for a change",
            lead:
                "\(address.name), \(address.session.inWords). The office decides, and makes it as an amendment in the register.",
            back: Link(href: address.path, label: address.name), action: address.path + "/requests",
            errors: errors.summary,
            sections: [
                FormView.Section(
                    title: nil, hint: nil,
                    rows: [
                        .init(fields: [
                            .select(
                                "pupil", "Pupil",
                                [("", "Choose")]
                                    + sheet.pupils.map { ($0.line.pupil.description, $0.line.name) },
                                chosen: form.text("pupil"), errors: errors),
                            .select(
                                "to", "What the mark should be",
                                (codes.choices + codes.more).map {
                                    ($0.code.text, "\($0.label) (\($0.code.text))")
                                },
                                chosen: form.text("to"), errors: errors),
                        ]),
                        .init(fields: [
                            .area(
                                "reason", "Why", form.text("reason"),
                                hint:
                                    "How you know; it goes into the register if the office makes the change.",
                                errors: errors)
                        ]),
                    ])
            ], submit: "Ask the office", second: nil)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
