import Attendance
import Formats
import HTTPTypes
import Hummingbird
import Office
import Store

/// What is done about a step: logged, decided, or dismissed with a reason.
struct StepPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let recorders = router.group(context: RecordContext.self)
        recorders.get("pupils/:pupil/steps", use: show)
        recorders.post("pupils/:pupil/steps", use: send)
        recorders.get("steps", use: show)
        recorders.post("steps", use: send)
    }

    @Sendable private func show(_ request: Request, _ context: RecordContext) async throws -> Response {
        let query = request.uri.queryParameters
        let (address, name) = try await place(
            key: query["key"].map(String.init) ?? "", back: query["back"].map(String.init), context)
        let toDo = try await office.stepToDo(address.key, of: address.pupil, by: context.person)
        let way = way(query["do"].map(String.init), toDo.due.step)
        let form = StepForm(toDo.due.step, today: office.today)
        return try page(toDo, form, way, address, name, FieldErrors(), request, context)
    }

    @Sendable private func send(_ request: Request, _ context: RecordContext) async throws -> Response {
        let fields = context.form
        let (address, name) = try await place(key: fields.text("key"), back: fields["back"], context)
        let toDo = try await office.stepToDo(address.key, of: address.pupil, by: context.person)
        let way = way(fields["do"], toDo.due.step)
        let form = StepForm(fields)
        do {
            try await carryOut(way, form, toDo, address, context.person)
            let done = way == .dismiss ? "Dismissed" : way == .decide ? "Decision recorded" : "Recorded"
            return answers.seeOther(
                address.back, request, flash: .good("\(done): \(toDo.words.title(toDo.due.step))."))
        } catch let errors as FieldErrors {
            return try page(toDo, form, way, address, name, errors, request, context)
        } catch let refused as ActRefused {
            let errors = form.errors(of: refused, way, toDo)
            return try page(toDo, form, way, address, name, errors, request, context)
        } catch OfficeError.invalid(let problems) {
            let errors = FieldErrors(
                problems, renaming: ["at": "day", "session": "reason", "pupil": "reason"])
            return try page(toDo, form, way, address, name, errors, request, context)
        } catch OfficeError.notAllowed(let text) {
            let errors = FieldErrors([(way == .decide ? "answer" : "reason", text)])
            return try page(toDo, form, way, address, name, errors, request, context)
        }
    }

    private func carryOut(
        _ way: StepWay, _ form: StepForm, _ toDo: StepToDo, _ address: StepAddress, _ person: SignedIn
    ) async throws {
        let step = toDo.due.step
        let isRefusedCode = step.kind == .code && way == .decide && form.answer == "no"
        if way == .dismiss || isRefusedCode {
            // The clock may not have come round yet.
            try await office.writeSteps(school: person.school)
            return try await office.dropStep(step.key, because: form.reason, by: person)
        }
        guard let pupil = address.pupil else {
            return try await office.doSchoolStep(step.key, note: form.note, by: person)
        }
        let act = try form.act(way, for: toDo, now: office.moment, by: person)
        try await office.recordAct(act, about: pupil, by: person)
    }

    /// A step that proposes a code is always decided.
    private func way(_ asked: String?, _ step: Step) -> StepWay {
        let way = asked.flatMap { StepWay(rawValue: $0) } ?? .log
        return step.kind == .code && way == .log ? .decide : way
    }

    private func place(
        key: String, back: String?, _ context: RecordContext
    ) async throws -> (StepAddress, String) {
        guard context.parameters.get("pupil") != nil else {
            return (
                StepAddress(pupil: nil, key: key, back: OwnPath.of(back ?? "/today#steps")),
                "The whole school"
            )
        }
        let pupil = try await office.record(of: try context.pupil, by: context.person).pupil
        let standing = "/pupils/\(pupil.id)/standing"
        return (StepAddress(pupil: pupil.id, key: key, back: OwnPath.of(back ?? standing)), pupil.name)
    }

    private func page(
        _ toDo: StepToDo, _ form: StepForm, _ way: StepWay, _ address: StepAddress, _ name: String,
        _ errors: FieldErrors, _ request: Request, _ context: RecordContext
    ) throws -> Response {
        let step = toDo.due.step
        var ways: [(StepWay, String)] = step.kind == .code ? [] : [(.log, step.kind.verb)]
        if address.pupil != nil { ways.append((.decide, "Record a decision")) }
        ways.append((.dismiss, "Dismiss it"))
        let by = step.holder.map { ", for \(toDo.words.english.role($0))" } ?? ""
        let decided = step.decidedBy.map { ". Decided by \(toDo.words.english.role($0))" } ?? ""
        let view = FormView(
            frame: answers.frames.frame(context.visit, at: address.pupil == nil ? .today : .roll),
            title: toDo.words.title(step),
            lead: "\(name)\(by), due \(step.due.seen(from: office.today))\(decided).",
            back: Link(href: address.back, label: address.back.hasPrefix("/today") ? "Today" : name),
            action: address.path, errors: errors.summary,
            hidden: [
                FormView.Hidden(name: "key", value: step.key),
                FormView.Hidden(name: "do", value: way.rawValue),
                FormView.Hidden(name: "back", value: address.back),
            ],
            others: FormView.Others(
                tabs: ways.map { Tab(href: address.form($0.0), label: $0.1, isCurrent: $0.0 == way) }),
            sections: form.sections(way, toDo, errors),
            submit: way == .dismiss ? "Dismiss it" : way == .decide ? "Record the decision" : "Record it",
            isDangerous: way == .dismiss)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension StepForm {
    /// Why the law or the policy does not let it be done now, with its clause, and what can be done about it.
    fileprivate func errors(of refused: ActRefused, _ way: StepWay, _ toDo: StepToDo) -> FieldErrors {
        var errors = FieldErrors()
        for ground in refused.grounds {
            let sentence = ActRefused(grounds: [ground]).sentence
            let lacking = ground.lacking.map { toDo.words.english.name($0) }
            let remedy =
                lacking.isEmpty
                ? "Put right what it names, then record this; or dismiss the step and say why."
                : "Fill in: \(lacking.joined(separator: ", "))."
            let field =
                ground.lacking.first.map(Self.field) ?? (way == .decide ? "answer" : firstField(toDo))
            errors.add(field, "\(sentence) \(remedy)")
        }
        return errors
    }

    /// Where the summary of errors leads.
    fileprivate func firstField(_ toDo: StepToDo) -> String {
        if toDo.due.pupil == nil { return "note" }
        return toDo.due.step.kind.isTalk ? "to" : "day"
    }
}

/// Those who record what was done about a pupil.
enum RecordsActs: Need { static let permissions: [Permission] = [.recordActs] }
typealias RecordContext = PermittedContext<RecordsActs>
