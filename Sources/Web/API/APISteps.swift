import Attendance
import Hummingbird
import Office
import Store

/// What is due, and what the rules say.
extension APIRoutes {
    func due(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try await caller(request, context)
        try person.require(.seeReasons)
        let query = request.uri.queryParameters
        func moment(_ name: Substring) throws -> Moment? {
            guard let text = query[name] else { return nil }
            guard let read = Moment(String(text)) else {
                throw OfficeError.invalid(String(name), "Give the moment as 2025-11-20T09:35.")
            }
            return read
        }
        let at = try moment("at") ?? office.moment
        let steps = try await office.due(at: at, since: try moment("since"), school: person.school)
        let text = StepText(try await office.reasonWriting(on: at.date, school: person.school))
        return JSONAnswer.response(text.json(steps))
    }

    func findings(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try await caller(request, context)
        try person.require(.seeReasons)
        let query = request.uri.queryParameters
        var day = office.today
        if let text = query["on"] {
            guard let read = CalendarDate(String(text)) else {
                throw OfficeError.invalid("on", "Give the day as 2025-11-20.")
            }
            day = read
        }
        var pupil: PupilID?
        if let text = query["pupil"] {
            guard let id = PupilID(String(text)) else {
                throw OfficeError.invalid("pupil", "Give the pupil's id, as GET /pupils has it.")
            }
            pupil = id
        }
        let findings = try await office.findings(on: day, pupil: pupil, school: person.school)
        let text = StepText(try await office.reasonWriting(on: day, school: person.school))
        return JSONAnswer.response(text.json(findings))
    }
}
