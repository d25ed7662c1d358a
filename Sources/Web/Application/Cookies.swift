import Foundation
import Hummingbird

/// The cookies, all `HttpOnly` and `SameSite=Lax`, and `Secure` unless the browser is on this machine.
struct VisitCookies: Sendable {
    let seal: Seal

    enum Name: String {
        /// The session's token.
        case session
        /// A stranger's number, from which the sign-in form's token is made.
        case visit
        case theme
        /// What the last form did, to be said once.
        case flash
    }

    func value(_ name: Name, of request: Request) -> String? {
        let found = request.cookies[full(name, isLocal: isLocal(request))]?.value ?? ""
        return found.isEmpty ? nil : found
    }

    func set(
        _ name: Name, _ value: String, for request: Request, seconds: Int? = nil, on response: inout Response
    ) {
        let isLocal = isLocal(request)
        response.setCookie(
            Cookie(
                name: full(name, isLocal: isLocal), value: value, maxAge: seconds, path: "/",
                secure: !isLocal,
                httpOnly: true, sameSite: .lax))
    }

    func clear(_ name: Name, for request: Request, on response: inout Response) {
        set(name, "", for: request, seconds: 0, on: &response)
    }

    func flash(of request: Request) -> Frame.Flash? {
        guard let sealed = value(.flash, of: request), let text = seal.opened(sealed, for: "flash") else {
            return nil
        }
        return try? JSONDecoder().decode(Frame.Flash.self, from: Data(text.utf8))
    }

    func set(_ flash: Frame.Flash, for request: Request, on response: inout Response) {
        guard let data = try? JSONEncoder().encode(flash) else { return }
        let text = String(decoding: data, as: UTF8.self)
        set(.flash, seal.sealed(text, for: "flash"), for: request, seconds: 60, on: &response)
    }

    /// Browsers hold a `__Host-` cookie to one host, over TLS, for the whole site.
    private func full(_ name: Name, isLocal: Bool) -> String {
        isLocal ? "rollcall-\(name.rawValue)" : "__Host-rollcall-\(name.rawValue)"
    }

    /// The browser named this machine itself, so that there is no network between them.
    private func isLocal(_ request: Request) -> Bool {
        guard let authority = request.head.authority else { return false }
        let host =
            authority.hasPrefix("[")
            ? String(authority.prefix { $0 != "]" }.dropFirst()) : String(authority.prefix { $0 != ":" })
        return host == "localhost" || host == "127.0.0.1" || host == "::1"
    }
}
