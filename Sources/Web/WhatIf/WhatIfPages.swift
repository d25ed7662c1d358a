import Attendance
import Formats
import HTTPTypes
import Hummingbird
import Office

/// Another policy tried on the school's own registers, beside the one in force.
struct WhatIfPages: Sendable {
    let office: Office
    let answers: Answers
    let library: PolicyLibrary
    let shelf = WhatIfShelf()

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let triers = router.group(context: WhatIfContext.self)
        triers.get("what-if", use: ask)
        triers.post("what-if", use: begin)
        triers.get("what-if/:trial", use: show)
        triers.post("what-if/:trial/stop", use: stop)
    }

    @Sendable private func ask(_ request: Request, _ context: WhatIfContext) async throws -> Response {
        let days = try await office.playedDays(school: context.person.school)
        return try await page(WhatIfForm(days: days), FieldErrors(), request, context)
    }

    @Sendable private func begin(_ request: Request, _ context: WhatIfContext) async throws -> Response {
        let form = WhatIfForm(context.form, file: context.files.first { $0.field == "file" })
        let (office, person) = (self.office, context.person)
        do {
            let question = try form.question(
                library, today: office.today, law: office.law, clauses: office.clauses)
            let id = await shelf.begin(question, by: person, at: office.now()) { question, progress in
                try await office.whatIf(
                    question.file, question.days, assuming: question.assumptions, by: person,
                    progress: progress.tell)
            }
            return answers.seeOther("/what-if/\(id)", request)
        } catch {
            return try await page(form, error, request, context)
        }
    }

    @Sendable private func show(_ request: Request, _ context: WhatIfContext) async throws -> Response {
        let trial = try await trial(context)
        let asked = request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
        let english = try await office.reasonWriting(
            on: trial.question.days.upperBound, school: context.person.school)
        let view = WhatIfTrialView(
            trial, frame: answers.frames.frame(context.visit, at: .calendar), english: english.english,
            today: office.today, page: asked)
        return try answers.page(view, request)
    }

    @Sendable private func stop(_ request: Request, _ context: WhatIfContext) async throws -> Response {
        let trial = try await trial(context)
        await shelf.stop(trial.id, of: context.person.school)
        return answers.seeOther("/what-if/\(trial.id)", request)
    }

    private func trial(_ context: WhatIfContext) async throws -> WhatIfShelf.Trial {
        let id = context.parameters.get("trial") ?? ""
        guard let trial = await shelf.trial(id, of: context.person.school, at: office.now()) else {
            throw OfficeError.notFound(
                "This trial is not kept any more: trials are kept for six hours, and not over a restart. Try the policy again."
            )
        }
        return trial
    }

    private func page(
        _ form: WhatIfForm, _ errors: FieldErrors, _ request: Request, _ context: WhatIfContext
    ) async throws -> Response {
        let school = try await office.school(context.person.school)
        let own = school.policy(on: office.today)
        let trials = await shelf.all(of: school.id, at: office.now())
        let view = WhatIfView(
            form, errors, library: library.all(), own: own?.school.name ?? school.name, trials: trials,
            today: office.today, frame: answers.frames.frame(context.visit, at: .calendar))
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// Those who weigh policies against each other: they see pupils' names with what would have been done.
enum TriesPolicies: Need { static let permissions: [Permission] = [.tryPolicies] }
typealias WhatIfContext = PermittedContext<TriesPolicies>
