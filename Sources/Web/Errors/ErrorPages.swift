import Attendance
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Office
import Store

/// Turns every error into a page, or into problem+json where a program asks. The only place that knows about both.
struct ErrorPages: RouterMiddleware {
    typealias Context = AppContext
    let answers: Answers

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let step as SignInStep {
            return try signIn(step, request, context)
        } catch {
            let trouble = Trouble(error)
            if trouble.status.code >= 500 {
                // The type and the request's number; a message might name a pupil. The books' own words name tables.
                let what = (error as? StoreError)?.description ?? "\(type(of: error))"
                context.logger.error("unhandled", metadata: ["error": "\(what)"])
            }
            var headers = (error as? HTTPError)?.headers ?? [:]
            if let seconds = trouble.retryAfter { headers[.retryAfter] = "\(seconds)" }
            return try answer(trouble, request, context, headers: headers)
        }
    }

    private func signIn(
        _ step: SignInStep, _ request: Request, _ context: AppContext
    ) throws -> Response {
        if request.wantsJSON {
            return try problem(
                Problem(
                    title: "Sign in", status: 401,
                    detail: "Send a bearer token, or sign in again.", errors: nil, reference: nil),
                headers: [.wwwAuthenticate: "Bearer"])
        }
        let wanted = request.method == .get ? request.uri.string : request.ownReferer
        let next = OwnPath.of(wanted)
        if let unsent = step.unsent?.sealed(by: answers.cookies.seal) {
            let view = SignInView(
                answers.frames, context.visit, SignInForm(next: next, unsent: unsent),
                because:
                    "You were signed out meanwhile. Sign in, and you are back where you were, with what you sent."
            )
            return try answers.page(view, request, status: .unauthorized)
        }
        let query = next == "/" ? "" : "?next=\(next.percentEncoded)"
        return answers.seeOther(step.path + query, request)
    }

    private func answer(
        _ trouble: Trouble, _ request: Request, _ context: AppContext, headers: HTTPFields
    ) throws -> Response {
        let reference = trouble.status.code >= 500 ? context.id : nil
        var response: Response
        if request.wantsJSON {
            response = try problem(
                Problem(
                    title: trouble.title, status: trouble.status.code, detail: trouble.text,
                    errors: trouble.fields, reference: reference))
        } else {
            // Outside the middleware that reads cookies, so a stranger's frame: no name, no way about.
            let view = ErrorView(
                frame: answers.frames.frame(context.visit), title: trouble.title, text: trouble.text,
                links: [
                    Link(
                        href: trouble.isStale ? request.ownReferer : "/",
                        label: trouble.isStale ? "Load the page again" : "Go to the start")
                ],
                reference: reference)
            response = try answers.html(view, status: trouble.status)
        }
        response.headers.append(contentsOf: headers)
        return response
    }

    private func problem(_ problem: Problem, headers: HTTPFields = [:]) throws -> Response {
        var response = try answers.json(problem, status: .init(code: problem.status))
        response.headers[.contentType] = "application/problem+json"
        response.headers.append(contentsOf: headers)
        return response
    }

    /// RFC 9457.
    struct Problem: Encodable {
        var type = "about:blank"
        var title: String
        var status: Int
        var detail: String
        var errors: [Trouble.Field]?
        var reference: String?
    }
}

/// An error as it is told to whoever met it.
struct Trouble {
    var status: HTTPResponse.Status
    var title: String
    var text: String
    var fields: [Field]?
    var isStale = false
    /// After how many seconds the same may be tried again; nil where that would not help.
    var retryAfter: Int?

    struct Field: Encodable, Sendable {
        var field: String
        var message: String
    }

    init(_ error: any Error) {
        switch error {
        case is StaleForm:
            self.init(
                .forbidden, "This page is out of date",
                "It was open for a long time, or you signed in again meanwhile. Nothing was changed. Load it again and repeat what you did."
            )
            isStale = true
        case OfficeError.notAllowed(let text): self.init(.forbidden, "Not allowed", text)
        case OfficeError.notFound(let text): self.init(.notFound, "Not found", text)
        case OfficeError.conflict(let text): self.init(.conflict, "Something else stands by now", text)
        case let refused as ActRefused:
            self.init(.conflict, "This cannot be done now", refused.sentence)
        case OfficeError.invalid(let problems):
            self.init(
                .unprocessableContent, "This cannot be taken as it is",
                problems.map(\.message).joined(separator: " "))
            fields = problems.map { Field(field: $0.field, message: $0.message) }
        case is NIOTooManyBytesError: self.init(status: .contentTooLarge)
        case let error as StoreError: self.init(error)
        case is HTTPParserError, is ChannelError, is IOError:
            self.init(
                .badRequest, "The request was cut off",
                "It ended before it was complete, or cannot be read. Nothing was changed. Send it again.")
        case let error as any HTTPResponseError: self.init(status: error.status)
        default: self.init(status: .internalServerError)
        }
    }

    /// What befell the books; whoever asked can only wait, and whoever looks after the server has to act.
    private init(_ error: StoreError) {
        switch error {
        case .busy:
            self.init(
                .serviceUnavailable, "The books are busy",
                "Another program holds the school's books at the moment. Nothing was changed. Try again in a few seconds; if it stays like this, whoever looks after Rollcall should stop the other program."
            )
            retryAfter = 5
        case .diskFull:
            self.init(
                .init(code: 507, reasonPhrase: "Insufficient Storage"), "The disk is full",
                "Nothing was changed: there is no room left to write it down. Whoever looks after Rollcall has to make room on the server; then try again. Until then use the register on paper."
            )
            retryAfter = 60
        case .unreachable, .unfit:
            self.init(
                .serviceUnavailable, "The books cannot be reached",
                "Nothing was changed. Try again in a minute; if it stays like this, tell whoever looks after Rollcall."
            )
            retryAfter = 60
        case .needsMigration, .tooNew, .notADatabase, .appendOnly, .statement:
            self.init(status: .internalServerError)
        }
    }

    init(_ status: HTTPResponse.Status, _ title: String, _ text: String) {
        self.status = status
        self.title = title
        self.text = text
    }

    init(status: HTTPResponse.Status) {
        switch status.code {
        case 400, 422:
            self.init(
                status, "This cannot be read",
                "Something in the request is not as it should be. Go back and try again.")
        case 401:
            self.init(status, "Sign in", "Send a bearer token that is still good.")
        case 403:
            self.init(
                status, "Not allowed",
                "Your role does not allow this. If it should, ask whoever looks after Rollcall at your school."
            )
        case 404:
            self.init(status, "Not found", "There is no page at this address, or it is not one you may open.")
        case 405:
            self.init(status, "Not here", "This address does not take that kind of request.")
        case 413:
            self.init(status, "Too large", "What was sent is larger than the server takes. Send it in parts.")
        case 429:
            self.init(status, "Too many tries", "Wait a minute and try again.")
        case 503:
            self.init(
                status, "Busy",
                "The server cannot do this at the moment. Try again in a minute; nothing was changed.")
        case 400..<500:
            self.init(status, "This did not work", "The server did not accept the request.")
        default:
            self.init(
                .internalServerError, "Something went wrong here",
                "Nothing was applied halfway. Go back and try once more; if it stays like this, tell whoever looks after Rollcall."
            )
        }
    }
}

extension String {
    /// Safe in a query's value.
    var percentEncoded: String {
        utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                String(UnicodeScalar(byte))
            default:
                "%" + String(Int(byte) + 0x100, radix: 16, uppercase: true).dropFirst()
            }
        }.joined()
    }
}
