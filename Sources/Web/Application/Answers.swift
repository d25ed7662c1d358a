import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What handlers answer with: a page or a part of it, a way on, or JSON.
struct Answers: Sendable {
    let views: Views
    let frames: Frames
    let cookies: VisitCookies

    /// The page; or, when htmx asks for an element that the page can make alone, that part with the same view.
    func page(_ view: some Page, _ request: Request, status: HTTPResponse.Status = .ok) throws -> Response {
        let part = request.headers[.htmxRequest] == "true" ? request.headers[.htmxTarget] : nil
        return try html(view, part: part, status: status)
    }

    /// Always the whole page.
    func html(_ view: some View, part: String? = nil, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .vary: "HX-Request"],
            body: ResponseBody(byteBuffer: try views.html(view, part: part)))
    }

    /// Sends the browser on with a GET, after a form has done what it was to do.
    func seeOther(_ path: String, _ request: Request, flash: Frame.Flash? = nil) -> Response {
        var response =
            request.headers[.htmxRequest] == "true"
            ? Response(status: .noContent, headers: [.htmxRedirect: path])
            : Response(status: .seeOther, headers: [.location: path])
        if let flash { cookies.set(flash, for: request, on: &response) }
        return response
    }

    func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}

/// An address on this server, so that no link into it can lead people out of it.
enum OwnPath {
    /// `/` for anything that might lead elsewhere.
    static func of(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count < 500,
            text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return text
    }
}

extension Request {
    /// A script asks and wants values, not a page.
    var wantsJSON: Bool {
        uri.path.hasPrefix("/api/") || headers[.accept]?.hasPrefix("application/json") == true
    }

    /// The page the form was on, when the browser says.
    var ownReferer: String {
        guard let text = headers[.referer], let range = text.firstRange(of: "://") else { return "/" }
        let rest = text[range.upperBound...]
        guard let slash = rest.firstIndex(of: "/"), rest[..<slash] == head.authority ?? "" else { return "/" }
        return OwnPath.of(String(rest[slash...]))
    }
}
