import HTTPTypes
import Hummingbird
import NIOCore
import Office

/// Reads a form once, and lets nothing change anything unless it carries the token of the visitor's own pages.
struct FormGuard: RouterMiddleware {
    typealias Context = AppContext
    let largestForm: Int
    /// With a file in it, from whoever may import one.
    let largestFile: Int

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
            let body = try await Self.body(of: &request, upTo: largestForm)
            context.form = FormFields(urlEncoded: body.readableBytesView)
            given = context.form["csrf"] ?? given
        } else if let boundary = MultipartForm.boundary(of: kind) {
            let mayBeLarge =
                request.uri.path == Place.imports.rawValue && context.visit.person?.may(.importFiles) == true
            let most = mayBeLarge ? largestFile + largestForm : largestForm
            let form = try MultipartForm(await Self.body(of: &request, upTo: most), boundary: boundary)
            context.form = FormFields(pairs: form.fields)
            context.files = form.files
            given = context.form["csrf"] ?? given
        }
        guard let given, Seal.isSame(given, context.visit.csrf) else {
            // Who was signed out meanwhile is better served by the sign-in page than by a riddle.
            if context.visit.token == nil, !Self.isForStrangers(request.uri.path) {
                let unsent =
                    context.visit.wasSignedIn
                    ? UnsentForm(path: request.uri.path, form: context.form, page: request.ownReferer) : nil
                throw SignInStep(isPending: false, unsent: unsent)
            }
            throw StaleForm()
        }
        return try await next(request, context)
    }

    private static func body(of request: inout Request, upTo most: Int) async throws -> ByteBuffer {
        try request.requireLength(atMost: most)
        return try await request.collectBody(upTo: most)
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
