import HTTPTypes
import Hummingbird
import NIOCore

/// Reads a form once, and lets nothing change anything unless it carries the token of the visitor's own pages.
struct FormGuard: RouterMiddleware {
    typealias Context = AppContext
    let largestForm: Int

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        if request.method == .get || request.method == .head { return try await next(request, context) }
        // A program's bearer token is not sent by a browser on its own, so nobody can borrow it.
        if request.uri.path.hasPrefix("/api/") {
            try request.requireLength(atMost: APIRoutes.largestBody)
            return try await next(request, context)
        }
        if request.headers[.fetchSite] == "cross-site" { throw StaleForm() }

        var (request, context) = (request, context)
        var given = request.headers[.csrfToken]
        let kind = request.headers[.contentType] ?? ""
        if kind.isEmpty || kind.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            try request.requireLength(atMost: largestForm)
            let body = try await request.collectBody(upTo: largestForm)
            context.form = FormFields(urlEncoded: body.readableBytesView)
            given = context.form["csrf"] ?? given
        }
        guard let given, Seal.isSame(given, context.visit.csrf) else {
            // Who was signed out meanwhile is better served by the sign-in page than by a riddle.
            if context.visit.token == nil, !Self.isForStrangers(request.uri.path) {
                throw SignInStep(isPending: false)
            }
            throw StaleForm()
        }
        return try await next(request, context)
    }

    private static func isForStrangers(_ path: String) -> Bool {
        path.hasPrefix("/sign-in") || path == "/set-up" || path == "/theme"
    }
}

extension Request {
    /// Turns a body away that says beforehand that it is too large.
    fileprivate func requireLength(atMost bytes: Int) throws {
        guard let length = headers[.contentLength].flatMap({ Int($0) }), length > bytes else { return }
        throw NIOTooManyBytesError(maxBytes: bytes)
    }
}

/// A form whose token is not the visitor's: from an old page, or from another site.
struct StaleForm: Error {}
