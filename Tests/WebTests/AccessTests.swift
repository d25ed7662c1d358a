import Foundation
import Hummingbird
import Office
import Testing

@testable import Web

/// Every address the server knows, from its router: none can be forgotten.
enum KnownRoutes {
    /// Open to anybody.
    static let open: Set<String> = [
        "/sign-in", "/sign-in/supply", "/sign-in/invitation", "/set-up", "/health", "/robots.txt", "/theme",
        "/sign-out", "/api/openapi.json",
    ]
    /// Open to everyone who is signed in: their own sign-in, and where they begin.
    static let own: Set<String> = [
        "/", "/settings", "/settings/password", "/settings/phone", "/settings/sessions", "/settings/school",
        "/sign-in/code",
    ]
    /// Pages that a governor may see: figures with no names.
    static let governors: Set<String> = ["/policy", "/figures", "/figures.csv"]

    struct Route: Hashable, Sendable {
        var method: String
        var path: String
        /// With something in the place of each parameter.
        var address: String
    }

    static func all(_ school: WebSchool) throws -> [Route] {
        let settings = WebSettings(port: 0, secret: Array(repeating: 1, count: 32))
        let router = try buildRouter(
            office: school.office, resources: TestResources.folder, settings: settings)
        return router.routes.map { route in
            let path = route.path.description.split(separator: "/").map { part in
                "/" + (part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part))
            }.joined()
            let parts = path.split(separator: "/").map { part in
                switch part {
                case "{date}": "2025-11-20"
                case "{half}": "am"
                case "{register}": "8B"
                case "{school}": "test"
                default: part.hasPrefix("{") ? "1" : String(part)
                }
            }
            return Route(
                method: "\(route.method)", path: path.isEmpty ? "/" : path,
                address: "/" + parts.joined(separator: "/"))
        }.filter { $0.method != "HEAD" }
    }
}

/// Every address the server knows, tried by those who may do least.
@Suite struct Access {
    @Test func aStrangerReachesNothingBehindSignIn() async throws {
        try await TestServer.run { server in
            let routes = try KnownRoutes.all(server.school)
            #expect(routes.count > 20)
            for route in routes where !KnownRoutes.open.contains(route.path) {
                let answer = try await server.browser().send(
                    route.method, route.address, body: route.method == "GET" ? nil : "", [:])
                let isTurnedAway =
                    route.path.hasPrefix("/api/")
                    ? answer.status == 401
                    : answer.status == 403 || answer.location?.hasPrefix("/sign-in") == true
                #expect(isTurnedAway, "\(route.method) \(route.path) answers \(answer.status)")
            }
        }
    }

    @Test func aGovernorReachesFiguresThePolicyAndTheirOwnSignInOnly() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "governor")
            let csrf = try #require(try await browser.get("/settings").csrf)
            let others = try KnownRoutes.all(server.school).filter {
                !KnownRoutes.open.contains($0.path) && !KnownRoutes.own.contains($0.path)
                    && !KnownRoutes.governors.contains($0.path) && !$0.path.hasPrefix("/api/")
            }
            for route in others {
                let answer = try await browser.send(
                    route.method, route.address, body: route.method == "GET" ? nil : "",
                    ["X-CSRF-Token": csrf])
                #expect(answer.status == 403, "\(route.method) \(route.path) answers \(answer.status)")
            }
        }
    }

    @Test func nothingIsChangedWithoutTheFormsToken() async throws {
        try await TestServer.run { server in
            let browser = try await server.browser(of: "office")
            for route in try KnownRoutes.all(server.school)
            where route.method != "GET" && !route.path.hasPrefix("/api/") {
                let answer = try await browser.send(route.method, route.address, body: "", [:])
                #expect(answer.status == 403, "\(route.method) \(route.path) answers \(answer.status)")
            }
        }
    }
}
