import Attendance
import HTTPTypes
import Hummingbird
import Logging
import Office
import Store

/// Signing in and out: email and password, then a code from the telephone; by an invitation; for one day's cover;
/// and the first administrator of all.
struct SignInPages: Sendable {
    let office: Office
    let answers: Answers
    let limit: SignInLimit
    let settings: WebSettings

    func addRoutes(to router: some RouterMethods<AppContext>) {
        router.get("sign-in", use: show)
        router.post("sign-in", use: signIn)
        router.get("sign-in/supply", use: showSupply)
        router.post("sign-in/supply", use: signInSupply)
        router.get("sign-in/invitation", use: showInvitation)
        router.post("sign-in/invitation", use: acceptInvitation)
        router.get("set-up", use: showSetUp)
        router.post("set-up", use: setUp)
        router.post("sign-out", use: signOut)
        let pending = router.group(context: PendingContext.self)
        pending.get("sign-in/code", use: showCode)
        pending.post("sign-in/code", use: confirm)
    }

    // MARK: Email and password

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let next = request.next
        if context.visit.person != nil { return answers.seeOther(next, request) }
        if try await office.isFirstRun() { return answers.seeOther("/set-up", request) }
        let because =
            next == "/"
            ? nil : "Sign in, and you are back where you were. Marks not yet sent are kept on this device."
        return try page(request, context, SignInForm(next: next), because: because)
    }

    @Sendable private func signIn(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = SignInForm(context.form)
        try countTry(request, context.visit)
        let errors = form.errors
        guard errors.isEmpty else { return try page(request, context, form, errors: errors) }
        let answer = try await office.signIn(name: form.email, password: form.password)
        if case .opened(let session) = answer,
            let unsent = UnsentForm(sealed: form.unsent, by: answers.cookies.seal)
        {
            var visit = Visit(peer: context.visit.peer)
            visit.csrf = session.csrf
            var response = try answers.page(unsent.question(answers.frames.frame(visit)), request)
            answers.cookies.set(.session, session.token, for: request, on: &response)
            return response
        }
        return try goOn(request, answer, next: form.next)
            ?? page(request, context, form, errors: FieldErrors([("password", SignInAnswer.refusal)]))
    }

    private func page(
        _ request: Request, _ context: AppContext, _ form: SignInForm, errors: FieldErrors = FieldErrors(),
        because: String? = nil
    ) throws -> Response {
        let view = SignInView(answers.frames, context.visit, form, errors: errors, because: because)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    // MARK: The code

    @Sendable private func showCode(_ request: Request, _ context: PendingContext) async throws -> Response {
        try await codePage(request, context, next: request.next)
    }

    @Sendable private func confirm(_ request: Request, _ context: PendingContext) async throws -> Response {
        let form = CodeForm(context.form)
        let next = OwnPath.of(context.form["next"])
        try countTry(request, context.visit)
        guard form.errors.isEmpty else {
            return try await codePage(request, context, next: next, errors: form.errors)
        }
        let answer = try await office.confirm(session: context.token, code: form.code)
        if let response = goOn(request, answer, next: next) { return response }
        let message =
            "That is not the present code. Wait for the next one; check that the phone's clock is right."
        return try await codePage(request, context, next: next, errors: FieldErrors([("code", message)]))
    }

    /// With the picture to scan when no telephone is set up yet.
    private func codePage(
        _ request: Request, _ context: PendingContext, next: String, errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let frame = answers.frames.frame(context.visit)
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        if let (code, name) = try await office.enrolment(pending: context.token) {
            let view = try PhoneView(
                code, of: name, issuer: settings.name, isRequired: true, action: "/sign-in/code", next: next,
                frame: frame, errors: errors)
            return try answers.page(view, request, status: status)
        }
        let view = SignInStepView(
            frame: frame, title: "Enter your code",
            lead: "Six digits from the authenticator app on your phone. They change every 30 seconds.",
            action: "/sign-in/code", errors: errors.summary, fields: CodeForm.fields(errors), next: next,
            submit: "Continue", other: nil, foot: "Phone lost? An administrator can let you set up another.")
        return try answers.page(view, request, status: status)
    }

    // MARK: Cover for a day

    @Sendable private func showSupply(_ request: Request, _ context: AppContext) throws -> Response {
        try supplyPage(request, context)
    }

    @Sendable private func signInSupply(_ request: Request, _ context: AppContext) async throws -> Response {
        try countTry(request, context.visit)
        let code = context.form.text("code")
        guard !code.isEmpty else {
            return try supplyPage(
                request, context, errors: FieldErrors([("code", "Enter the code as the office wrote it")]))
        }
        let answer = try await office.signInSupply(code: code)
        if let response = goOn(request, answer, next: Place.registers.rawValue) { return response }
        let message = "No register is open by this code today. Check it with the office."
        return try supplyPage(request, context, code: code, errors: FieldErrors([("code", message)]))
    }

    private func supplyPage(
        _ request: Request, _ context: AppContext, code: String = "", errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        let view = SignInStepView(
            frame: answers.frames.frame(context.visit), title: "One-day sign-in",
            lead:
                "For a supply teacher. The office gives you the code; it opens today's registers of one group, in your name.",
            action: "/sign-in/supply", errors: errors.summary,
            fields: [
                .text(
                    "code", "Code from the office", code, autocomplete: "off", required: true, errors: errors)
            ], next: "/", submit: "Open the register",
            other: Link(href: "/sign-in", label: "I have my own sign-in"), foot: nil)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    // MARK: Invitations

    @Sendable private func showInvitation(_ request: Request, _ context: AppContext) throws -> Response {
        try invitationPage(request, context, InvitationForm())
    }

    @Sendable private func acceptInvitation(
        _ request: Request, _ context: AppContext
    ) async throws -> Response {
        let form = InvitationForm(context.form)
        try countTry(request, context.visit)
        var errors = form.errors
        if errors.isEmpty {
            do {
                let answer = try await office.accept(
                    invitation: form.code, signInName: form.name, password: form.password)
                if let response = goOn(request, answer, next: "/") { return response }
                errors.add(
                    "code",
                    "This code is not good, or not for this email. Ask for another; each lasts a week.")
            } catch OfficeError.invalid(let problems) {
                errors.add(problems)
            }
        }
        return try invitationPage(request, context, form, errors: errors)
    }

    private func invitationPage(
        _ request: Request, _ context: AppContext, _ form: InvitationForm, errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        let view = SignInStepView(
            frame: answers.frames.frame(context.visit), title: "Choose your password",
            lead: "You were given a code for a new sign-in, or because the password was forgotten.",
            action: "/sign-in/invitation", errors: errors.summary, fields: form.fields(errors), next: "/",
            submit: "Save and sign in", other: Link(href: "/sign-in", label: "I have a password"), foot: nil)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    // MARK: First run

    @Sendable private func showSetUp(_ request: Request, _ context: AppContext) async throws -> Response {
        guard try await office.isFirstRun() else { throw HTTPError(.notFound) }
        return try setUpPage(request, context, SetUpForm())
    }

    @Sendable private func setUp(_ request: Request, _ context: AppContext) async throws -> Response {
        guard try await office.isFirstRun() else { throw HTTPError(.notFound) }
        try countTry(request, context.visit)
        let form = SetUpForm(context.form)
        guard let school = try await office.store.read({ try $0.schools().first }) else {
            throw OfficeError.conflict(
                "There is no school yet. Make one with `rollcall school create`, then come back.")
        }
        var errors = FieldErrors()
        do {
            let details = PersonDetails(
                title: nil, forename: form.forename, surname: form.surname, email: form.email)
            let answer = try await office.setUp(
                code: form.code, school: school.id, details: details, position: form.position,
                signInName: form.email, password: form.password)
            if let response = goOn(request, answer, next: "/") { return response }
            return answers.seeOther("/sign-in", request)
        } catch OfficeError.invalid(let problems) {
            errors.add(problems)
        } catch OfficeError.notAllowed(let text) {
            errors.add("code", text)
        }
        return try setUpPage(request, context, form, errors: errors)
    }

    private func setUpPage(
        _ request: Request, _ context: AppContext, _ form: SetUpForm, errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        let view = SignInStepView(
            frame: answers.frames.frame(context.visit), title: "The first administrator",
            lead: "Nobody can sign in yet. Whoever started the server makes the first sign-in here.",
            action: "/set-up", errors: errors.summary, fields: form.fields(errors), next: "/",
            submit: "Make the sign-in", other: nil, foot: nil)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    // MARK: Going on

    @Sendable private func signOut(_ request: Request, _ context: AppContext) async throws -> Response {
        if let token = context.visit.token { try await office.signOut(session: token) }
        var response = answers.seeOther("/sign-in", request)
        answers.cookies.clear(.session, for: request, on: &response)
        return response
    }

    /// Nil when the answer is no.
    private func goOn(_ request: Request, _ answer: SignInAnswer, next: String) -> Response? {
        let session: OpenedSession
        var path = next
        switch answer {
        case .refused: return nil
        case .opened(let opened): session = opened
        case .needsCode(let opened), .needsEnrolment(let opened, _, _):
            session = opened
            path = next == "/" ? "/sign-in/code" : "/sign-in/code?next=\(next.percentEncoded)"
        }
        var response = answers.seeOther(path, request)
        answers.cookies.set(.session, session.token, for: request, on: &response)
        return response
    }

    /// One address may try so often and no more, whatever names it tries.
    private func countTry(_ request: Request, _ visit: Visit) throws {
        guard limit.allows(settings.visitor(of: request, visit), at: office.now()) else {
            throw HTTPError(.tooManyRequests)
        }
    }
}

extension SignInView {
    init(
        _ frames: Frames, _ visit: Visit, _ form: SignInForm, errors: FieldErrors = FieldErrors(),
        because: String?
    ) {
        let people = frames.settings.demoSignIns.map {
            DemoPerson(role: $0.role, email: $0.email, password: $0.password)
        }
        self.init(
            frame: frames.frame(visit), errors: errors.summary, fields: form.fields(errors), next: form.next,
            unsent: form.unsent, because: because,
            demo: people.isEmpty
                ? nil
                : Demo(
                    lead: "Made up for this demonstration; in a real school each person has their own.",
                    people: people))
    }
}

extension Request {
    /// Where the page asks to go afterwards.
    fileprivate var next: String { OwnPath.of(uri.queryParameters["next"].map(String.init)) }
}

extension WebSettings {
    /// The visitor's own address: the peer's, or what a trusted proxy says of it.
    func visitor(of request: Request, _ visit: Visit) -> String {
        guard trustedProxies.contains(visit.peer), let chain = request.headers[.forwardedFor],
            let last = chain.split(separator: ",").last
        else { return visit.peer }
        return String(last.drop { $0 == " " })
    }
}

extension FieldErrors {
    /// What the office says of the fields.
    mutating func add(_ problems: [FieldProblem]) {
        for problem in problems { add(problem.field, problem.message) }
    }
}

extension PhoneView {
    init(
        _ code: OneTimeCode, of name: String, issuer: String, isRequired: Bool, action: String, next: String,
        frame: Frame, errors: FieldErrors
    ) throws {
        guard let picture = QRCode(code.uri(for: name, issuer: issuer))?.picture else {
            throw HTTPError(.internalServerError)
        }
        self.init(
            frame: frame, isRequired: isRequired, action: action, next: next, secret: code.secret.inFours,
            errors: errors.summary, fields: CodeForm.fields(errors), picture: picture)
    }
}

extension String {
    /// `JBSW Y3DP`, easier to type.
    fileprivate var inFours: String {
        var groups: [Substring] = []
        var rest = self[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: " ")
    }
}
