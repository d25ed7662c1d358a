import Attendance
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import ServiceLifecycle
import Store

/// The office's board: what is not in, who is away and nobody knows why, what waits for a person.
struct TodayPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let today = router.group("today", context: TodayContext.self)
        today.get(use: show)
        today.get("events", use: events)
        let office = router.group("today", context: OfficeContext.self)
        office.post("questions", use: settle)
        let walks = router.group("registers", context: OfficeContext.self)
        walks.get(":date/:half/:register/walker", use: showWalker)
        walks.post(":date/:half/:register/walker", use: sendWalker)
    }

    @Sendable private func show(_ request: Request, _ context: TodayContext) async throws -> Response {
        let session = Self.session(request, now: office.moment)
        let board = try await office.board(of: session, by: context.person)
        let address = "/today?on=\(session.date)&half=\(session.half.slug)"
        let events = session.date == office.today ? "/today/events" : nil
        var shown = TodayBoard(board, law: office.law, by: context.person)
        if session.date == office.today {
            shown.due = try await dueBoard(context.person)
            if let due = shown.due { shown.tiles.insert(due.tile, at: 2) }
        }
        let view = TodayView(
            frame: answers.frames.frame(context.visit, at: .today), day: session.date.inWords,
            session: session.half.inWords, dayBar: DayBar(action: "/today", session: session),
            board: shown, events: events, address: address,
            close: context.person.may(.closures) ? "/calendar/closures/new" : nil,
            paperSet: PrintsPaper.permissions.contains(where: context.person.may)
                ? "/paper-set?on=\(session.date)" : nil)
        return try answers.page(view, request)
    }

    /// Without a calendar of today nobody can say what is due; the rest of the board stands.
    private func dueBoard(_ person: SignedIn) async throws -> DueBoard {
        do {
            let open = try await office.openSteps(by: person)
            let about = Set(open.steps.flatMap { $0.named.map(\.pupil) + [$0.pupil].compactMap(\.self) })
            var names: [PupilID: String] = [:]
            if !about.isEmpty {
                for pupil in try await office.roll(on: office.today, by: person)
                where about.contains(pupil.id) {
                    names[pupil.id] = pupil.name
                }
            }
            return DueBoard(open, names: names, person: person)
        } catch OfficeError.conflict(let text) {
            return DueBoard(problem: text)
        }
    }

    /// The session asked for; else the one of now: the afternoon's from noon on.
    private static func session(_ request: Request, now: Moment) -> Session {
        let day = request.uri.queryParameters["on"].flatMap { CalendarDate($0) } ?? now.date
        let half = request.uri.queryParameters["half"].flatMap { Session.Half(name: $0) }
        return Session(day, half ?? (now.time.hour < 12 ? .am : .pm))
    }

    /// Says `changed` whenever something at the school did, as server-sent events.
    @Sendable private func events(_ request: Request, _ context: TodayContext) async throws -> Response {
        let office = self.office
        let school = context.person.school
        let body = ResponseBody { writer in
            var last = try await office.lastChange(school: school)
            var wasReady = await office.stepsAreReady(school: school)
            var quiet = 0
            try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
            while !Task.isShuttingDownGracefully {
                try await Task.sleep(for: .seconds(2))
                let now = try await office.lastChange(school: school)
                let isReady = await office.stepsAreReady(school: school)
                quiet += 1
                if now != last || isReady != wasReady {
                    wasReady = isReady
                    try await writer.write(ByteBuffer(string: "event: changed\ndata: \(now)\n\n"))
                    (last, quiet) = (now, 0)
                } else if quiet >= 10 {
                    // So that a browser gone, or a proxy in between, is noticed.
                    try await writer.write(ByteBuffer(string: ": still here\n\n"))
                    quiet = 0
                }
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }

    @Sendable private func settle(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = context.form
        guard let id = QuestionID(form.text("question")) else { throw HTTPError(.badRequest) }
        guard let question = try await office.question(id, by: context.person) else {
            throw OfficeError.notFound("There is no such question.")
        }
        let answer = form.text("answer")
        if answer == "their-word" || answer.hasPrefix("contact:") {
            return try await takeTheirWord(id, answer, request, context)
        }
        let typed = form.text("code")
        let code =
            switch answer {
            case "leave", "seen": nil as String?
            case "theirs": question.theirs
            case "code": typed
            default: answer
            }
        if answer == "code", typed.isEmpty {
            return answers.seeOther(
                OwnPath.of(form["back"]), request,
                flash: Frame.Flash(kind: "bad", text: "Write the code that is to stand, as Y1."))
        }
        do {
            try await office.settle(
                id, code: code, note: form.text("note").isEmpty ? nil : form.text("note"),
                grantedOn: CalendarDate(form.text("grantedOn")), answer: form.text("reason"),
                by: context.person)
        } catch OfficeError.invalid(let problems) {
            let text = problems.map(\.message).joined(separator: " ")
            return answers.seeOther(
                OwnPath.of(form["back"]), request, flash: Frame.Flash(kind: "bad", text: text))
        }
        return answers.seeOther(OwnPath.of(form["back"]), request, flash: .good("Settled."))
    }

    private func takeTheirWord(
        _ id: QuestionID, _ answer: String, _ request: Request, _ context: OfficeContext
    ) async throws -> Response {
        let back = OwnPath.of(context.form["back"])
        let contact =
            answer.hasPrefix("contact:") ? ContactID(String(answer.dropFirst("contact:".count))) : nil
        do {
            try await office.takeTheirWord(in: id, contact: contact, by: context.person)
        } catch OfficeError.invalid(let problems) {
            let text = problems.map(\.message).joined(separator: " ")
            return answers.seeOther(back, request, flash: Frame.Flash(kind: "bad", text: text))
        }
        return answers.seeOther(back, request, flash: .good("Settled: it is now as the file has it."))
    }

    // MARK: Who goes to the room

    @Sendable private func showWalker(_ request: Request, _ context: OfficeContext) async throws -> Response {
        try await walkerPage(try RegisterAddress(context.parameters), FieldErrors(), request, context)
    }

    private func walkerPage(
        _ address: RegisterAddress, _ errors: FieldErrors, _ request: Request, _ context: OfficeContext
    ) async throws -> Response {
        let session = address.session
        let sheet = try await office.sheet(named: address.name, in: session, by: context.person)
        let staff = try await office.staff(on: session.date, by: context.person)
        let own = context.person.person?.description
        // Whoever asks comes first: at ten past eight it is usually they who go.
        let others = staff.filter { $0.id.description != own }
        let first = staff.filter { $0.id.description == own }.map { ($0.id.description, "\($0.name) (you)") }
        let view = FormView(
            frame: answers.frames.frame(context.visit, at: .today),
            title: "Send somebody to \(address.name)",
            lead: "\(session.inWords)"
                + (sheet.register.room.map { ", room \($0)" } ?? "")
                + ". Today then says who is on the way, so that nobody goes twice.",
            back: Link(href: address.onToday, label: "Today"),
            action: address.path + "/walker", errors: errors.summary,
            sections: [
                FormView.Section(
                    title: nil,
                    rows: [
                        FormView.Row(fields: [
                            .select(
                                "walker", "Who goes to the room",
                                first + others.map { ($0.id.description, "\($0.name), \($0.position)") },
                                chosen: sheet.taken?.walker?.description ?? own, errors: errors)
                        ])
                    ])
            ], submit: "Name them")
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func sendWalker(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let address = try RegisterAddress(context.parameters)
        guard let walker = PersonID(context.form.text("walker")) else {
            let errors = FieldErrors([("walker", "Choose who goes to the room")])
            return try await walkerPage(address, errors, request, context)
        }
        let sent = try await office.sendWalker(
            walker, to: address.name, in: address.session, by: context.person)
        return answers.seeOther(
            address.onToday, request, flash: .good("\(sent) is on the way to \(address.name)."))
    }
}

extension RegisterAddress {
    /// Where the board lists it while it is not in.
    fileprivate var onToday: String { "/today?on=\(session.date)&half=\(session.half.slug)#not-in" }
}

extension DayBar {
    /// A session, the other half of its day, and the days beside it.
    init(action: String, session: Session) {
        let day = session.date
        let half = session.half
        self.init(
            action: action, date: day.description,
            previous: Link(href: "\(action)?on=\(day - 1)&half=\(half.slug)", label: (day - 1).inWords),
            next: Link(href: "\(action)?on=\(day + 1)&half=\(half.slug)", label: (day + 1).inWords),
            halves: Session.Half.allCases.map {
                Tab(href: "\(action)?on=\(day)&half=\($0.slug)", label: $0.name, isCurrent: $0 == half)
            })
    }
}
