import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// Today's register given to a colleague, or a one-day sign-in for a supply teacher.
struct CoverPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let cover = router.group("registers", context: CoverContext.self)
        cover.get(":date/:half/:register/cover", use: show)
        cover.post(":date/:half/:register/cover/colleague", use: giveToColleague)
        cover.post(":date/:half/:register/cover/supply", use: giveToSupply)
        // Where a page that a form brought is loaded again, or come back to after signing in.
        cover.get(":date/:half/:register/cover/colleague", use: show)
        cover.get(":date/:half/:register/cover/supply", use: show)
    }

    @Sendable private func show(_ request: Request, _ context: CoverContext) async throws -> Response {
        try await page(request, context, try RegisterAddress(context.parameters))
    }

    @Sendable private func giveToColleague(
        _ request: Request, _ context: CoverContext
    ) async throws -> Response {
        let address = try RegisterAddress(context.parameters)
        guard let person = PersonID(context.form.text("person")) else {
            return try await page(
                request, context, address, errors: FieldErrors([("person", "Choose a colleague")]))
        }
        do {
            try await office.giveRegisters(
                try await registers(address, context, whole: context.form["day"] != nil),
                on: address.session.date, to: person, by: context.person)
        } catch OfficeError.invalid(let problems) {
            var errors = FieldErrors()
            errors.add(problems)
            return try await page(request, context, address, errors: errors)
        }
        return answers.seeOther(
            Self.back(to: address, context.person), request,
            flash: .good("\(address.name) is given for the day; it is on their list now."))
    }

    @Sendable private func giveToSupply(_ request: Request, _ context: CoverContext) async throws -> Response
    {
        let address = try RegisterAddress(context.parameters)
        do {
            let registers = try await registers(address, context, whole: true)
            let code = try await office.issueSupplySignIn(
                for: registers, on: address.session.date,
                name: context.form.text("name"), by: context.person)
            let made = CoverView.Made(
                name: code.name, address: "\(request.head.authority ?? "")/sign-in/supply", code: code.code,
                until: "the end of \(address.session.date.inWords)",
                opens: registers.count > 1
                    ? "\(address.name), morning and afternoon"
                    : "\(address.name), \(address.session.half.inWords.lowercased())",
                issuedBy: context.person.name)
            return try await page(request, context, address, made: made)
        } catch OfficeError.invalid(let problems) {
            var errors = FieldErrors()
            errors.add(problems)
            return try await page(request, context, address, errors: errors)
        }
    }

    /// This register, and the same group's other half of the day where the whole day is asked for.
    private func registers(
        _ address: RegisterAddress, _ context: CoverContext, whole: Bool
    ) async throws -> [RegisterID] {
        let (day, half) = (address.session.date, address.session.half)
        let here = try await office.registers(in: address.session, by: context.person)
        guard let this = here.first(where: { $0.register.name == address.name }) else {
            throw HTTPError(.notFound)
        }
        guard whole else { return [this.register.id] }
        let other = try await office.registers(
            in: Session(day, half == .am ? .pm : .am), by: context.person)
        return [this.register.id]
            + other.filter { $0.register.group == this.register.group }.map(\.register.id)
    }

    /// The register itself; the list of registers for whoever arranges cover and takes none.
    private static func back(to address: RegisterAddress, _ person: SignedIn) -> String {
        person.may(.takeAnyRegister) ? address.path : Place.staff.rawValue
    }

    private func page(
        _ request: Request, _ context: CoverContext, _ address: RegisterAddress,
        errors: FieldErrors = FieldErrors(), made: CoverView.Made? = nil
    ) async throws -> Response {
        let staff = try await office.staff(on: address.session.date, by: context.person)
        let view = CoverView(
            frame: answers.frames.frame(context.visit, at: .registers), register: address.name,
            session: address.session.half.inWords, day: address.session.date.inWords,
            back: Self.back(to: address, context.person),
            errors: errors.summary, colleagueAction: address.path + "/cover/colleague",
            colleague: [
                .select(
                    "person", "Colleague",
                    [("", "Choose")] + staff.map { ($0.id.description, "\($0.name), \($0.position)") },
                    chosen: context.form["person"], errors: errors),
                .tick("day", "The other half of the day too", context.form["day"] != nil),
            ],
            supplyAction: address.path + "/cover/supply",
            supply: [
                .text(
                    "name", "Name of the supply teacher", context.form.text("name"),
                    hint:
                        "As it will stand in the register. The code opens this group's registers of the day.",
                    required: true, errors: errors)
            ],
            made: made)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
