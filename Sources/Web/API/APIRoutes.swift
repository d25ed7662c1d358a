import Attendance
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import Store

/// The interface for programs: `/api/v1`, bearer tokens, JSON, problems as RFC 9457 has them. The contract is
/// `docs/interface.md`, and `/api/openapi.json` says the same to machines.
struct APIRoutes: Sendable {
    let office: Office
    let openAPI: [UInt8]
    /// The largest body taken, in bytes: a register of a few hundred pupils is some 20 kB.
    static let largestBody = 1 << 20

    func addRoutes(to router: Router<AppContext>) {
        router.get("api/openapi.json") { _, _ in JSONAnswer.response(openAPI) }
        let api = router.group("api/v1")
        api.get("schools", use: schools)
        let school = api.group("schools/:school")
        school.get("pupils", use: pupils)
        school.get("figures", use: figures)
        school.get("due", use: due)
        school.get("findings", use: findings)
        school.get("registers/:register/:date/:half", use: register)
        school.put("registers/:register/:date/:half", use: takeRegister)
        school.post("amendments", use: amend)
    }

    /// Whoever asks, at the school that the address names.
    ///
    /// Throws 401 without a token that is good, `OfficeError.notFound` for a school that is not there or not theirs.
    func caller(_ request: Request, _ context: AppContext) async throws -> SignedIn {
        let slug = try context.parameters.require("school")
        let token = try Self.bearer(request)
        guard let person = try await office.signedIn(token: token, atSchoolNamed: slug) else {
            throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"])
        }
        return person
    }

    static func bearer(_ request: Request) throws -> String {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else {
            throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"])
        }
        return String(header.dropFirst("Bearer ".count))
    }

    /// The session that an address names: `…/2025-11-20/AM`.
    static func session(_ context: AppContext) throws -> Session {
        guard let date = CalendarDate(try context.parameters.require("date")) else {
            throw OfficeError.invalid("date", "Give the day as 2025-11-20.")
        }
        guard let half = Session.Half(name: try context.parameters.require("half")) else {
            throw OfficeError.invalid("session", "Give the session as AM or PM.")
        }
        return Session(date, half)
    }

    private func schools(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let schools = try await office.schools(ofToken: try Self.bearer(request)) else {
            throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"])
        }
        var text = JSONText()
        text.array {
            for school in schools {
                $0.object { text in
                    text.member("id", school.slug)
                    text.member("name", school.name)
                }
            }
        }
        return JSONAnswer.response(text.utf8)
    }

    private func pupils(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try await caller(request, context)
        try person.require(.seeRoll)
        let day: CalendarDate
        if let text = request.uri.queryParameters["on"] {
            guard let read = CalendarDate(String(text)) else {
                throw OfficeError.invalid("on", "Give the day as 2025-11-20.")
            }
            day = read
        } else {
            day = office.today
        }
        let pupils = try await office.store.read { try $0.pupils(onRoll: day, school: person.school) }
        var text = JSONText()
        text.array {
            for pupil in pupils {
                $0.object { text in
                    text.member("id", pupil.id.description)
                    text.member("upn", pupil.upn)
                    text.member("admissionNumber", pupil.admissionNumber)
                    text.member("surname", pupil.surname)
                    text.member("forename", pupil.forename)
                    text.member("yearGroup", pupil.yearGroup?.description)
                    text.member("registrationGroup", pupil.registrationGroup)
                }
            }
        }
        return JSONAnswer.response(text.utf8)
    }

    private func figures(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try await caller(request, context)
        let query = request.uri.queryParameters
        func asked(_ name: Substring) -> String? { query[name].map { String($0) } }
        let question = try FigureQuestion(
            from: asked("from") ?? "", to: asked("to") ?? "", by: asked("by") ?? "school",
            cohort: asked("cohort") ?? "all")
        try person.require(question.by.contains(.pupil) ? .seeFigures : .seeAggregates)
        let groups = try await office.figures(question, school: person.school)
        return JSONAnswer.response(FigureText.jsonBytes(groups, of: question))
    }

    private func amend(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try await caller(request, context)
        let body = try await JSONAnswer.body(AmendmentBody.self, of: request)
        let pupil = try await office.store.read { transaction in
            let byID = body.id.flatMap { PupilID($0) }
            guard let upn = body.upn else { return byID }
            let found = try transaction.findPupil(upn: upn, school: person.school)
            return body.id == nil || byID == found ? found : nil
        }
        guard let pupil else {
            throw OfficeError.invalid("upn", "No pupil here has that upn or id, or the two are not of one.")
        }
        let made = try await office.amend(
            [try body.amendment(of: pupil)], reason: body.reason ?? "", by: person)
        var text = JSONText()
        text.object { text in
            text.member("entry", made.entries.first ?? nil)
            text.member("batch", made.act.map { $0.description })
        }
        return JSONAnswer.response(text.utf8, status: .created)
    }
}

/// Bodies in and out.
enum JSONAnswer {
    static func response(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
