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
        office.post("walkers", use: sendWalker)
    }

    @Sendable private func show(_ request: Request, _ context: TodayContext) async throws -> Response {
        let session = Self.session(request, now: office.moment)
        let board = try await office.board(of: session, by: context.person)
        let address = "/today?on=\(session.date)&half=\(session.half.slug)"
        let events = session.date == office.today ? "/today/events" : nil
        let view = TodayView(
            frame: answers.frames.frame(context.visit, at: .today), day: session.date.inWords,
            session: session.half.inWords, dayBar: DayBar(action: "/today", session: session),
            board: TodayBoard(board, law: office.law, by: context.person), events: events, address: address)
        return try answers.page(view, request)
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
            var quiet = 0
            try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
            while !Task.isShuttingDownGracefully {
                try await Task.sleep(for: .seconds(2))
                let now = try await office.lastChange(school: school)
                quiet += 1
                if now != last {
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

    @Sendable private func sendWalker(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = context.form
        guard let session = Session(form.text("session")), let walker = PersonID(form.text("walker")) else {
            return answers.seeOther(
                "/today", request, flash: Frame.Flash(kind: "bad", text: "Choose who is to walk to the room.")
            )
        }
        try await office.sendWalker(walker, to: form.text("register"), in: session, by: context.person)
        return answers.seeOther(
            "/today?on=\(session.date)&half=\(session.half.slug)#not-in", request,
            flash: .good("They are named as on the way."))
    }
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
