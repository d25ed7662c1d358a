import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// Registers: the list of a day, one register, saving and submitting it.
struct RegisterPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let takers = router.group("registers", context: TakerContext.self)
        takers.get(use: list)
        takers.get(":date/:half/:register", use: show)
        takers.post(":date/:half/:register/marks", use: save)
        takers.post(":date/:half/:register/undo", use: undo)
        // Where a page that a form brought is loaded again, or come back to after signing in.
        takers.get(":date/:half/:register/marks", use: goToRegister)
        takers.get(":date/:half/:register/undo", use: goToRegister)
        LateRegisterPages(office: office, answers: answers).addRoutes(to: takers)
        CoverPages(office: office, answers: answers).addRoutes(to: router)
    }

    @Sendable private func list(_ request: Request, _ context: TakerContext) async throws -> Response {
        let now = office.moment
        let day = request.uri.queryParameters["on"].flatMap { CalendarDate($0) } ?? now.date
        var lines: [RegisterListView.Line] = []
        for half in Session.Half.allCases {
            lines += try await office.registers(in: Session(day, half), by: context.person)
                .filter { !$0.expected.isEmpty }
                .map { RegisterListView.Line($0, by: context.person, now: now) }
                .inGroupOrder(\.name)
        }
        let view = RegisterListView(
            frame: answers.frames.frame(context.visit, at: .registers), day: day.inWords,
            dayBar: DayBar(action: "/registers", day: day), registers: lines, isEmpty: lines.isEmpty)
        return try answers.page(view, request)
    }

    @Sendable private func show(_ request: Request, _ context: TakerContext) async throws -> Response {
        let address = try RegisterAddress(context.parameters)
        let sheet = try await office.sheet(named: address.name, in: address.session, by: context.person)
        return try answers.page(try await view(sheet, context), request)
    }

    @Sendable private func goToRegister(_ request: Request, _ context: TakerContext) throws -> Response {
        answers.seeOther(try RegisterAddress(context.parameters).path, request)
    }

    @Sendable private func save(_ request: Request, _ context: TakerContext) async throws -> Response {
        let address = try RegisterAddress(context.parameters)
        let form = RegisterForm(context.form)
        if form.act == .undo { return try await undo(request, context) }
        let taking = try await take(form, address, context)
        let sheet = try await office.sheet(named: address.name, in: address.session, by: context.person)
        if request.wantsJSON {
            let codes = try await codes(sheet, context)
            return try answers.json(RegisterAnswer(taking, form, sheet, codes: codes, now: office.moment))
        }
        if !taking.refused.isEmpty || !taking.conflicts.isEmpty {
            return try await troubled(taking, form, sheet, request, context)
        }
        if form.act == .submit { return try await submit(sheet, address, request, context) }
        return answers.seeOther(
            address.path, request, flash: Self.flash(form, taking, Tally(sheet.pupils), address))
    }

    @Sendable private func undo(_ request: Request, _ context: TakerContext) async throws -> Response {
        let address = try RegisterAddress(context.parameters)
        guard let act = RegisterForm(context.form).taken else { throw HTTPError(.badRequest) }
        let pupils = try await office.takeBack(
            act, register: address.name, in: address.session, by: context.person)
        if request.wantsJSON {
            let sheet = try await office.sheet(named: address.name, in: address.session, by: context.person)
            let codes = try await codes(sheet, context)
            return try answers.json(
                RegisterAnswer(standing: pupils, sheet, codes: codes, now: office.moment))
        }
        return answers.seeOther(address.path, request, flash: .good("Taken back."))
    }

    /// Those marked by hand, and then those whom "everyone else is present" reaches: an act of its own, so that taking
    /// it back takes back nothing that was marked by hand.
    private func take(
        _ form: RegisterForm, _ address: RegisterAddress, _ context: TakerContext
    ) async throws -> Taking {
        func take(_ marks: [TakenMark], submit: Bool) async throws -> Taking {
            try await office.take(
                marks, register: address.name, in: address.session, submit: submit, by: context.person)
        }
        let submits = form.act == .submitAnyway
        guard form.act == .fill || !form.fills.isEmpty else {
            return try await take(form.marks, submit: submits)
        }
        let byHand = form.marks.isEmpty ? nil : try await take(form.marks, submit: false)
        let fills = form.act == .fill ? try await blanks(address, besides: form.marks, context) : form.fills
        let filling = try await take(fills, submit: submits)
        return byHand.map { filling.after($0) } ?? filling
    }

    /// Those the page's "everyone else is present" reaches: no mark, nothing planned, nothing reported.
    private func blanks(
        _ address: RegisterAddress, besides marks: [TakenMark], _ context: TakerContext
    ) async throws -> [TakenMark] {
        let touched = Set(marks.compactMap(\.pupil))
        let sheet = try await office.sheet(named: address.name, in: address.session, by: context.person)
        return sheet.pupils
            .filter {
                $0.line.code == nil && !RegisterRow.isNotExpected($0) && !touched.contains($0.line.pupil)
            }
            .map {
                TakenMark(
                    pupil: $0.line.pupil, code: AttendanceCode.present(address.session.half).text, basedOn: 0)
            }
    }

    /// Submits, or says first who is not marked.
    private func submit(
        _ sheet: RegisterSheet, _ address: RegisterAddress, _ request: Request, _ context: TakerContext
    ) async throws -> Response {
        let unmarked = sheet.unmarked.filter { !RegisterRow.isNotExpected($0) }
        guard unmarked.isEmpty else {
            let closes = sheet.closes.map { " at \($0)" } ?? ""
            let who = unmarked.count == 1 ? "One pupil is" : "\(unmarked.count) pupils are"
            let view = RegisterConfirmView(
                frame: answers.frames.frame(context.visit, at: .registers), register: address.name,
                action: address.path + "/marks", back: address.path,
                text:
                    "\(who) not marked. When the register closes\(closes) they will be recorded N, no reason yet.",
                unmarked: unmarked.map(\.line.name))
            return try answers.page(view, request)
        }
        _ = try await office.take(
            [], register: address.name, in: address.session, submit: true, by: context.person)
        return answers.seeOther(
            address.path, request, flash: .good("Submitted: \(Tally(sheet.pupils).inWords)."))
    }

    /// The page again, with what somebody else did meanwhile and what could not be taken beside each pupil.
    private func troubled(
        _ taking: Taking, _ form: RegisterForm, _ sheet: RegisterSheet, _ request: Request,
        _ context: TakerContext
    ) async throws -> Response {
        var view = try await view(sheet, context)
        let codes = try await codes(sheet, context)
        for conflict in taking.conflicts {
            guard let place = sheet.pupils.firstIndex(where: { $0.line.pupil == conflict.pupil }) else {
                continue
            }
            view.pupils[place].conflict = RegisterRow.Conflict(
                text: RegisterAnswer.text(conflict, codes), theirs: codes.shown(conflict.code),
                theirEntry: "\(conflict.entry)")
            // What was chosen stays chosen, and is asked about again until one of the two is kept.
            if let mine = form.marks.first(where: { $0.pupil == conflict.pupil }) {
                view.pupils[place].keep(mine)
            }
        }
        for refused in taking.refused {
            guard let place = sheet.pupils.firstIndex(where: { $0.line.pupil == refused.pupil }) else {
                continue
            }
            view.pupils[place].said = refused.because
        }
        view.notice = RegisterView.Notice(
            kind: "warn", text: "Not everything could be saved. See the pupils below; the rest is in.",
            link: nil)
        let status: HTTPResponse.Status = taking.conflicts.isEmpty ? .unprocessableContent : .conflict
        return try answers.page(view, request, status: status)
    }

    private func view(_ sheet: RegisterSheet, _ context: TakerContext) async throws -> RegisterView {
        RegisterView(
            sheet, codes: try await codes(sheet, context), by: context.person, now: office.moment,
            frame: answers.frames.frame(context.visit, at: .registers), seal: answers.cookies.seal)
    }

    private func codes(_ sheet: RegisterSheet, _ context: TakerContext) async throws -> TakerCodes {
        let school = try await office.school(context.person.school)
        return TakerCodes(
            policy: school.policy(on: sheet.session.date), law: office.law, session: sheet.session)
    }

    private static func flash(
        _ form: RegisterForm, _ taking: Taking, _ tally: Tally, _ address: RegisterAddress
    ) -> Frame.Flash {
        let what =
            switch form.act {
            case .fill:
                "\(taking.stored.count { filled in !form.marks.contains { $0.pupil == filled.pupil } }) marked present"
            case .submitAnyway: "Submitted"
            case .save, .submit, .undo: "Saved"
            }
        let text = "\(what): \(tally.inWords)."
        guard form.act == .fill, let act = taking.act else { return .good(text) }
        return Frame.Flash(
            kind: "good", text: text,
            undo: Frame.Flash.Undo(action: address.path + "/undo", act: act.description, label: "Undo"))
    }
}

extension Taking {
    /// Both together; what can be taken back is the later one.
    fileprivate func after(_ earlier: Taking) -> Taking {
        var both = self
        both.stored = earlier.stored + stored
        both.unchanged = earlier.unchanged + unchanged
        both.refused = earlier.refused + refused
        both.conflicts = earlier.conflicts + conflicts
        return both
    }
}

extension RegisterAddress {
    /// From `:date/:half/:register` of an address.
    init(_ parameters: Parameters) throws {
        guard let date = parameters.get("date").flatMap({ CalendarDate($0) }),
            let half = parameters.get("half").flatMap({ Session.Half(name: $0) }),
            let name = parameters.get("register")?.percentDecoded
        else { throw HTTPError(.notFound) }
        self.init(name: name, session: Session(date, half))
    }
}

extension DayBar {
    /// A day without a session, and its neighbours.
    init(action: String, day: CalendarDate) {
        self.init(
            action: action, date: day.description,
            previous: Link(href: "\(action)?on=\(day - 1)", label: (day - 1).inWords),
            next: Link(href: "\(action)?on=\(day + 1)", label: (day + 1).inWords), halves: [],
            hasHalves: false)
    }
}

extension RegisterListView.Line {
    init(_ sheet: RegisterSheet, by person: SignedIn, now: Moment) {
        let tally = Tally(sheet.pupils)
        let isOpen = sheet.isOpen(on: now.date)
        let isDue = isOpen && !sheet.isSubmitted && (sheet.opens.map { $0 <= now.time } ?? true)
        let times = [sheet.opens, sheet.closes].compactMap { $0?.description }.joined(separator: " to ")
        let pupils = sheet.expected.count == 1 ? "1 pupil" : "\(sheet.expected.count) pupils"
        self.init(
            href: RegisterAddress(sheet).path, name: sheet.register.name, session: sheet.session.half.inWords,
            detail: [pupils, sheet.register.room, times].compactMap(\.self).filter { !$0.isEmpty }
                .joined(separator: " · "),
            badge: Self.badge(sheet, tally, isDue: isDue, now: now),
            does: isDue && person.takes(sheet) ? "Take the register" : "Look at it",
            isNext: isDue && person.takes(sheet))
    }

    private static func badge(_ sheet: RegisterSheet, _ tally: Tally, isDue: Bool, now: Moment) -> Badge {
        if sheet.isSubmitted { return Badge(text: sheet.isClosed ? "Taken" : "Submitted", kind: "good") }
        if sheet.isClosed { return Badge(text: "Not taken", kind: "bad") }
        if isDue {
            let begun = tally.unmarked < sheet.expected.count - tally.notExpected
            return Badge(text: begun ? "Open, \(tally.unmarked) not marked" : "Open", kind: "warn")
        }
        return Badge(text: sheet.opens.map { "Opens at \($0)" } ?? "Not yet", kind: "quiet")
    }
}

extension String {
    /// Escapes read; nil when they are no text.
    var percentDecoded: String? {
        let read = FormFields(
            urlEncoded:
                "a=\(split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%2B"))".utf8)
        return read["a"]
    }
}
