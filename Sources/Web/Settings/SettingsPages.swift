import Attendance
import HTTPTypes
import Hummingbird
import Office

/// A person's own sign-in: password, codes from the phone, where they are signed in, which school; light or dark.
struct SettingsPages: Sendable {
    let office: Office
    let answers: Answers
    let settings: WebSettings

    func addRoutes(to router: some RouterMethods<AppContext>) {
        router.post("theme", use: chooseTheme)
        let staff = router.group(context: StaffContext.self)
        staff.get("settings", use: show)
        staff.post("settings/password", use: changePassword)
        staff.get("settings/phone", use: showPhone)
        staff.post("settings/phone", use: confirmPhone)
        staff.post("settings/sessions", use: signOutElsewhere)
        staff.post("settings/school", use: moveToSchool)
    }

    @Sendable private func chooseTheme(_ request: Request, _ context: AppContext) -> Response {
        var response = answers.seeOther(request.ownReferer, request)
        let theme = context.form.text("theme")
        if theme == "light" || theme == "dark" {
            answers.cookies.set(.theme, theme, for: request, seconds: 365 * 86_400, on: &response)
        } else {
            answers.cookies.clear(.theme, for: request, on: &response)
        }
        return response
    }

    @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
        try await page(request, context)
    }

    @Sendable private func changePassword(_ request: Request, _ context: StaffContext) async throws
        -> Response
    {
        let form = context.form
        do {
            try await office.changePassword(
                from: form["old", default: ""], to: form["new", default: ""], by: context.person,
                session: context.token)
        } catch OfficeError.invalid(let problems) {
            var errors = FieldErrors()
            errors.add(problems)
            return try await page(request, context, errors: errors)
        }
        return answers.seeOther(
            "/settings", request, flash: .good("Your password is changed; other browsers are signed out."))
    }

    @Sendable private func showPhone(_ request: Request, _ context: StaffContext) async throws -> Response {
        try await phonePage(request, context)
    }

    @Sendable private func confirmPhone(_ request: Request, _ context: StaffContext) async throws -> Response
    {
        do {
            try await office.confirmSecondFactor(code: CodeForm(context.form).code, by: context.person)
        } catch OfficeError.invalid(let problems) {
            var errors = FieldErrors()
            errors.add(problems)
            return try await phonePage(request, context, errors: errors)
        }
        return answers.seeOther(
            "/settings", request,
            flash: .good("Done. From now on signing in asks for a code from your phone."))
    }

    @Sendable private func signOutElsewhere(
        _ request: Request, _ context: StaffContext
    ) async throws -> Response {
        try await office.signOutEverywhere(context.person, keeping: context.token)
        return answers.seeOther("/settings", request, flash: .good("You are signed out everywhere else."))
    }

    @Sendable private func moveToSchool(_ request: Request, _ context: StaffContext) async throws -> Response
    {
        guard let school = SchoolID(context.form.text("school")) else { throw HTTPError(.notFound) }
        try await office.moveSession(token: context.token, to: school, by: context.person)
        return answers.seeOther("/", request)
    }

    private func page(
        _ request: Request, _ context: StaffContext, errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let person = context.person
        let today = office.today
        let sessions = try await office.sessions(of: person, token: context.token)
        let schools = try await office.schools(of: person)
        let isOn = context.visit.hasSecondFactor
        let view = SettingsView(
            frame: answers.frames.frame(context.visit),
            facts: [
                .init(label: "Name", value: person.name), .init(label: "Position", value: person.position),
                .init(label: "Roles", value: person.roles.map(\.title).sorted().joined(separator: ", ")),
            ],
            phone: person.person.map { _ in
                SettingsView.Phone(
                    text: isOn
                        ? "Signing in asks for a code from your phone. Lost it? An administrator can let you set up another."
                        : "With it, nobody who learns your password can sign in as you.",
                    badge: Badge(text: isOn ? "On" : "Off", kind: isOn ? "good" : "quiet"),
                    setUp: isOn ? nil : "/settings/phone")
            },
            errors: errors.summary,
            password: person.person.map { _ in
                SettingsView.Password(fields: [
                    .text(
                        "old", "Present password", type: "password", autocomplete: "current-password",
                        required: true, errors: errors),
                    .newPassword("new", "New password", errors: errors),
                ])
            },
            sessions: sessions.map {
                .init(
                    what: "Since \(LondonClock.moment(at: $0.begun).seen(from: today))",
                    since: "last used \(LondonClock.moment(at: $0.seen).seen(from: today))",
                    isThisOne: $0.isThis)
            }, hasOthers: sessions.contains { !$0.isThis },
            schools: schools.count < 2
                ? nil
                : SettingsView.Schools(
                    choices: schools.map {
                        .init(id: $0.id.description, name: $0.name, isThisOne: $0.id == person.school)
                    }))
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func phonePage(
        _ request: Request, _ context: StaffContext, errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let (code, name) = try await office.beginSecondFactor(by: context.person)
        let view = try PhoneView(
            code, of: name, issuer: settings.name, isRequired: false, action: "/settings/phone",
            next: "/settings",
            frame: answers.frames.frame(context.visit), errors: errors)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension Frame.Flash {
    static func good(_ text: String) -> Frame.Flash { Frame.Flash(kind: "good", text: text, undo: nil) }
    static func warn(_ text: String) -> Frame.Flash { Frame.Flash(kind: "warn", text: text, undo: nil) }

    /// With a button that takes the act back.
    static func done(_ text: String, undo act: ActID) -> Frame.Flash {
        Frame.Flash(
            kind: "good", text: text, undo: Undo(action: "/undo", act: act.description, label: "Undo"))
    }
}
