import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// The staff and their sign-ins, and the registers of the day with those who take them.
struct StaffPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let staff = router.group(context: StaffListContext.self)
        staff.get("staff", use: show)
        staff.post("staff/supply/end", use: endSupply)
        let managers = router.group(context: PermittedContext<LooksAfterStaff>.self)
        managers.get("staff/new", use: showNew)
        managers.post("staff/new", use: add)
        managers.get("staff/:person", use: showMember)
        managers.get("staff/:person/edit", use: showEdit)
        managers.post("staff/:person/edit", use: edit)
        managers.get("staff/:person/end", use: showEnd)
        managers.post("staff/:person/end", use: end)
        managers.post("staff/:person/invite", use: invite)
        managers.post("staff/:person/close", use: close)
        managers.post("staff/:person/open", use: open)
        managers.post("staff/:person/forget-phone", use: forgetPhone)
    }

    enum LooksAfterStaff: Need { static let permissions: [Permission] = [.manageStaff] }
    private typealias ManagerContext = PermittedContext<LooksAfterStaff>

    // MARK: The lists

    @Sendable private func show(_ request: Request, _ context: StaffListContext) async throws -> Response {
        let person = context.person
        let today = office.today
        let staff = try await office.staff(on: today, by: person)
        let setUps = try await office.registerSetUps(on: today, by: person)
        let showsStaff = request.uri.queryParameters["tab"] == "staff"
        let names = Dictionary(staff.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var view = StaffView(
            frame: answers.frames.frame(context.visit, at: .staff),
            summary: "\(setUps.count) registers today, \(staff.count) people",
            tabs: [
                Tab(href: "/staff", label: "Registers", isCurrent: !showsStaff, count: "\(setUps.count)"),
                Tab(
                    href: "/staff?tab=staff", label: "Staff", isCurrent: showsStaff, count: "\(staff.count)"),
            ], registers: nil, staff: nil, add: nil)
        if showsStaff {
            let signIns =
                person.may(.manageStaff) ? try await office.staffSignIns(on: today, by: person) : [:]
            if person.may(.manageStaff) { view.add = Link(href: "/staff/new", label: "Add a person") }
            view.staff = StaffList(
                rows: staff.map {
                    row($0, setUps, signIns[$0.id], links: person.may(.manageStaff), today: today)
                }, isEmpty: staff.isEmpty)
        } else {
            let supply =
                person.may(.cover) ? try await office.supplySignIns(on: today, by: person) : []
            view.registers = StaffRegisters(
                rows: setUps.inGroupOrder(\.name).map {
                    row($0, names, canCover: person.may(.cover), today: today)
                },
                isEmpty: setUps.isEmpty,
                supply: supply.filter { $0.ended == nil }.map { given in
                    StaffRegisters.Supply(
                        name: given.name,
                        registers: setUps.filter { given.only.registers.contains($0.id) }
                            .map { "\($0.name) \($0.register.half.name)" }.joined(separator: ", "),
                        act: given.issuedBy.description)
                })
        }
        return try answers.page(view, request)
    }

    private func row(
        _ setUp: RegisterSetUp, _ names: [PersonID: String], canCover: Bool, today: CalendarDate
    ) -> StaffRegisters.Row {
        let name = setUp.name.percentEncoded.split(separator: "/").joined(separator: "%2F")
        return StaffRegisters.Row(
            name: setUp.name, session: setUp.register.half.inWords, group: setUp.group.name,
            room: setUp.register.room ?? "",
            takers: setUp.takers.map { taker in
                switch taker {
                case .person(let id): .init(name: names[id] ?? "somebody who has left", dates: nil)
                case .role(let role): .init(name: "any \(role.title)", dates: nil)
                }
            }, from: setUp.from.shortWithYear,
            cover: canCover ? "/registers/\(today)/\(setUp.register.half.slug)/\(name)/cover" : nil)
    }

    private func row(
        _ member: StaffMember, _ setUps: [RegisterSetUp], _ signIn: StaffSignIn?, links: Bool,
        today: CalendarDate
    ) -> StaffList.Row {
        let own = setUps.filter { $0.takers.contains(.person(member.id)) }.map(\.name)
        return StaffList.Row(
            href: links ? "/staff/\(member.id)" : nil, name: member.name, position: member.position,
            roles: member.roles.map(\.title).sorted().map { Badge(text: $0) },
            registers: Set(own).sorted().joined(separator: ", "), signIn: Badge(signIn),
            lastSeen: signIn?.lastSeen.map { LondonClock.moment(at: $0).seen(from: today) } ?? "")
    }

    @Sendable private func endSupply(_ request: Request, _ context: StaffListContext) async throws -> Response
    {
        guard let act = ActID(context.form.text("act")) else { throw HTTPError(.notFound) }
        let open = try await office.supplySignIns(on: office.today, by: context.person)
        guard open.contains(where: { $0.issuedBy == act && $0.ended == nil }) else {
            throw OfficeError.notFound("There is no such sign-in today, or it has ended.")
        }
        try await office.endSupplySignIn(issuedBy: act, by: context.person)
        return answers.seeOther("/staff", request, flash: .good("That sign-in has ended."))
    }

    // MARK: One person

    @Sendable private func showMember(_ request: Request, _ context: ManagerContext) async throws -> Response
    {
        try await memberPage(try await member(context), nil, request, context)
    }

    private func memberPage(
        _ member: StaffMember, _ made: StaffMemberView.Made?, _ request: Request, _ context: ManagerContext
    ) async throws -> Response {
        let today = office.today
        let signIn = try await office.staffSignIns(on: today, by: context.person)[member.id]
        let base = "/staff/\(member.id)"
        let mayChange = !member.roles.contains(.administrator) || context.person.may(.administer)
        var buttons: [StaffMemberView.Button] = []
        func button(_ action: String, _ label: String, _ hint: String, isDangerous: Bool = false) {
            buttons.append(
                .init(action: "\(base)/\(action)", label: label, hint: hint, isDangerous: isDangerous))
        }
        if mayChange {
            button(
                "invite", signIn == nil ? "Make a sign-in" : "Make a new code",
                "They choose a password with a code that is shown once. An old password is forgotten.")
            if signIn?.hasPhone == true {
                button("forget-phone", "Forget the phone", "Their phone is lost: they set up another.")
            }
            if signIn?.state == .closed || signIn?.state == .locked {
                button("open", "Open the sign-in", "They may sign in again at once.")
            }
            if signIn != nil, signIn?.state != .closed, member.id != context.person.person {
                button(
                    "close", "Close the sign-in", "They are signed out and cannot sign in.", isDangerous: true
                )
            }
        }
        let facts: [(String, String?)] = [
            ("Email", member.person.email), ("Staff code", member.code),
            ("Roles", member.roles.map(\.title).sorted().joined(separator: ", ")),
            ("Since", member.from.map(\.shortWithYear)), ("Last day", member.to.map(\.shortWithYear)),
            ("Signs in as", signIn?.name), ("Sign-in", Badge(signIn).text),
        ]
        let view = StaffMemberView(
            frame: answers.frames.frame(context.visit, at: .staff), name: member.name,
            position: member.position,
            facts: facts.compactMap { label, value in
                value.map { .init(label: label, value: $0, source: nil) }
            }, edit: mayChange ? "\(base)/edit" : nil,
            end: mayChange && member.to == nil ? "\(base)/end" : nil, made: made, buttons: buttons)
        return try answers.page(view, request)
    }

    @Sendable private func invite(_ request: Request, _ context: ManagerContext) async throws -> Response {
        let member = try await member(context)
        let made: Invitation
        do {
            made = try await office.invite(member.id, by: context.person)
        } catch OfficeError.invalid(let problems) {
            return answers.seeOther(
                "/staff/\(member.id)", request,
                flash: .warn(problems.map(\.message).joined(separator: " ")))
        }
        // Shown in the answer itself: the code is kept nowhere, so there is nothing to go on to.
        return try await memberPage(
            member,
            .init(
                signInName: made.signInName, code: made.code,
                until: LondonClock.moment(at: made.ends).seen(from: office.today)), request, context)
    }

    @Sendable private func close(_ request: Request, _ context: ManagerContext) async throws -> Response {
        let member = try await member(context)
        try await office.disableSignIn(of: member.id, by: context.person)
        return answers.seeOther(
            "/staff/\(member.id)", request, flash: .good("\(member.name) cannot sign in any more."))
    }

    @Sendable private func open(_ request: Request, _ context: ManagerContext) async throws -> Response {
        let member = try await member(context)
        try await office.enableSignIn(of: member.id, by: context.person)
        return answers.seeOther(
            "/staff/\(member.id)", request, flash: .good("\(member.name) may sign in again."))
    }

    @Sendable private func forgetPhone(_ request: Request, _ context: ManagerContext) async throws -> Response
    {
        let member = try await member(context)
        try await office.forgetSecondFactor(of: member.id, by: context.person)
        return answers.seeOther("/staff/\(member.id)", request, flash: .good("The phone is forgotten."))
    }

    private func member(_ context: ManagerContext) async throws -> StaffMember {
        guard let id = context.parameters.get("person").flatMap({ PersonID($0) }),
            let member = try await office.staff(on: office.today, by: context.person).first(where: {
                $0.id == id
            })
        else { throw OfficeError.notFound("There is no such person on the staff today.") }
        return member
    }

    // MARK: Add, edit, end

    @Sendable private func showNew(_ request: Request, _ context: ManagerContext) async throws -> Response {
        try page(nil, StaffForm(from: office.today), FieldErrors(), request, context)
    }

    @Sendable private func add(_ request: Request, _ context: ManagerContext) async throws -> Response {
        let form = StaffForm(context.form)
        do {
            let (details, day) = try form.read()
            let id = try await office.addStaff(details, from: day, by: context.person)
            let next = day <= office.today ? "/staff/\(id)" : "/staff?tab=staff"
            return answers.seeOther(
                next, request, flash: .good("\(form.forename) \(form.surname) is on the staff."))
        } catch OfficeError.invalid(let problems) {
            return try page(nil, form, FieldErrors(problems), request, context)
        }
    }

    @Sendable private func showEdit(_ request: Request, _ context: ManagerContext) async throws -> Response {
        let member = try await member(context)
        return try page(member, StaffForm(member, from: office.today), FieldErrors(), request, context)
    }

    @Sendable private func edit(_ request: Request, _ context: ManagerContext) async throws -> Response {
        let member = try await member(context)
        let form = StaffForm(context.form)
        do {
            let (details, day) = try form.read()
            try await office.changeStaff(member.id, to: details, from: day, by: context.person)
            return answers.seeOther("/staff/\(member.id)", request, flash: .good("Changed."))
        } catch OfficeError.invalid(let problems) {
            return try page(member, form, FieldErrors(problems), request, context)
        }
    }

    private func page(
        _ member: StaffMember?, _ form: StaffForm, _ errors: FieldErrors, _ request: Request,
        _ context: ManagerContext
    ) throws -> Response {
        let view = FormView(
            frame: answers.frames.frame(context.visit, at: .staff),
            title: member.map { "Edit \($0.name)" } ?? "Add a person",
            lead: "The position is written beside each mark and amendment they make.",
            back: Link(
                href: member.map { "/staff/\($0.id)" } ?? "/staff?tab=staff", label: member?.name ?? "Staff"),
            action: member.map { "/staff/\($0.id)/edit" } ?? "/staff/new", errors: errors.summary,
            sections: form.sections(errors, mayAdminister: context.person.may(.administer)),
            submit: member == nil ? "Put on the staff" : "Keep")
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func showEnd(_ request: Request, _ context: ManagerContext) async throws -> Response {
        try endPage(
            try await member(context), office.today.description, FieldErrors(), request, context)
    }

    @Sendable private func end(_ request: Request, _ context: ManagerContext) async throws -> Response {
        let member = try await member(context)
        let typed = context.form.text("last")
        guard let last = CalendarDate(typed) else {
            let errors = FieldErrors([("last", "Give the last day, as 2025-11-20")])
            return try endPage(member, typed, errors, request, context)
        }
        try await office.endStaff(member.id, after: last, by: context.person)
        return answers.seeOther(
            "/staff?tab=staff", request,
            flash: .good("\(member.name) leaves after \(last.dayAndMonth) \(last.year)."))
    }

    private func endPage(
        _ member: StaffMember, _ last: String, _ errors: FieldErrors, _ request: Request,
        _ context: ManagerContext
    ) throws -> Response {
        let view = FormView(
            frame: answers.frames.frame(context.visit, at: .staff), title: "\(member.name) leaves",
            lead:
                "From the next day they hold no role and take no register. What they entered keeps their name.",
            back: Link(href: "/staff/\(member.id)", label: member.name), action: "/staff/\(member.id)/end",
            errors: errors.summary,
            sections: [
                FormView.Section(
                    title: nil,
                    rows: [FormView.Row(fields: [.date("last", "Last day", last, errors: errors)])])
            ], submit: "Leaves", isDangerous: true)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension Badge {
    fileprivate init(_ signIn: StaffSignIn?) {
        switch signIn?.state {
        case nil: self.init(text: "No sign-in yet", kind: "warn")
        case .invited: self.init(text: "Has a code to begin with", kind: "info")
        case .password: self.init(text: "Password only", kind: "quiet")
        case .withCode: self.init(text: "With a code", kind: "good")
        case .locked: self.init(text: "Locked for a while", kind: "bad")
        case .closed: self.init(text: "Closed", kind: "bad")
        }
    }
}
