import HTTPTypes
import Hummingbird
import Office

/// Reads the cookies into the context: who is asking, what their forms must carry, what to tell them once.
struct Visits: RouterMiddleware {
    typealias Context = AppContext
    let office: Office
    let cookies: VisitCookies

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        // The interface for programs has bearer tokens, and no cookies.
        if request.uri.path.hasPrefix("/api/") { return try await next(request, context) }
        var context = context
        if let token = cookies.value(.session, of: request) {
            context.visit = try await visit(token, peer: context.visit.peer)
        }
        let theme = cookies.value(.theme, of: request)
        context.visit.theme = theme == "light" || theme == "dark" ? theme : nil
        context.visit.flash = cookies.flash(of: request)
        var made: String?
        if context.visit.csrf.isEmpty {
            let known = cookies.value(.visit, of: request)
            if known == nil { made = Seal.token() }
            context.visit.csrf = cookies.seal.mark(of: known ?? made ?? "", for: "form")
        }

        var response = try await next(request, context)
        if let made { cookies.set(.visit, made, for: request, on: &response) }
        let isPage =
            request.method == .get && response.status == .ok && request.headers[.htmxRequest] == nil
            && response.headers[.contentType]?.hasPrefix("text/html") == true
        if context.visit.flash != nil, isPage { cookies.clear(.flash, for: request, on: &response) }
        return response
    }

    private func visit(_ token: String, peer: String) async throws -> Visit {
        var visit = Visit(peer: peer)
        if let session = try await office.currentSession(token: token) {
            let school = try await office.school(session.signedIn.school)
            visit.person = session.signedIn
            visit.school = Visit.AtSchool(name: school.name, isFictional: school.isFictional)
            visit.hasSecondFactor = session.hasSecondFactor
            visit.csrf = session.csrf
            visit.token = token
        } else if let pending = try await office.pendingSession(token: token) {
            visit.isPending = true
            visit.csrf = pending.csrf
            visit.token = token
        } else {
            visit.wasSignedIn = true
        }
        return visit
    }
}
