import Foundation
import FoundationNetworking
import Hummingbird
import Logging
import Office
import Synchronization
import Testing

@testable import Web

/// A real server on a free port, with people of its own, for as long as the body runs.
struct TestServer: Sendable {
    let port: Int
    let school: WebSchool

    /// Runs the body with a server for a school of its own.
    static func run(
        isFictional: Bool = true, isEmpty: Bool = false, limit: Int? = nil,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let school = try await WebSchool(isFictional: isFictional, isEmpty: isEmpty)
        var settings = WebSettings(port: 0, secret: Array("a secret of at least thirty-two bytes".utf8))
        settings.policies = WebSchool.root.appendingPathComponent("Policies").path
        if let limit { settings.largestForm = limit }
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "web test")
        logger.logLevel = .critical
        let application = try buildApplication(
            office: school.office, resources: TestResources.folder, settings: settings, logger: logger,
            onReady: { ready.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var port: Int?
            for await ready in ports {
                port = ready
                break
            }
            try await body(TestServer(port: try #require(port), school: school))
            group.cancelAll()
        }
    }

    /// A browser with no cookies yet.
    func browser() -> TestBrowser { TestBrowser(port: port) }

    /// A browser in which somebody of the staff is signed in.
    func browser(of name: String) async throws -> TestBrowser {
        let browser = browser()
        browser.keep("rollcall-session", try await school.open(name).token)
        return browser
    }
}

/// A browser without scripts: keeps cookies, follows nothing by itself.
final class TestBrowser: Sendable {
    let port: Int
    private let jar = Mutex<[String: String]>([:])

    init(port: Int) {
        self.port = port
    }

    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: String

        var location: String? { headers["location"] }
        /// What the page's forms must carry.
        var csrf: String? {
            body.firstMatch(of: /name="csrf-token" content="([^"]+)"/).map { String($0.1) }
        }
    }

    var cookies: [String: String] { jar.withLock { $0 } }
    func keep(_ cookie: String, _ value: String) { jar.withLock { $0[cookie] = value } }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, body: nil, headers)
    }

    /// A form as a browser sends it.
    func post(
        _ path: String, _ fields: [(String, String)], _ headers: [String: String] = [:]
    ) async throws -> Answer {
        let body = fields.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }.joined(separator: "&")
        return try await send(
            "POST", path, body: body,
            headers.merging(["Content-Type": "application/x-www-form-urlencoded"]) { given, _ in given })
    }

    func send(_ method: String, _ path: String, body: String?, _ headers: [String: String]) async throws
        -> Answer
    {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpShouldHandleCookies = false
        request.httpBody = body.map { Data($0.utf8) }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !cookies.isEmpty { request.setValue(cookies, forHTTPHeaderField: "Cookie") }
        let session = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        var fields: [String: String] = [:]
        for (name, value) in answer.allHeaderFields { fields["\(name)".lowercased()] = "\(value)" }
        for cookie in HTTPCookie.cookies(
            withResponseHeaderFields: ["Set-Cookie": fields["set-cookie"] ?? ""], for: url)
        {
            jar.withLock { $0[cookie.name] = cookie.value.isEmpty ? nil : cookie.value }
        }
        return Answer(status: answer.statusCode, headers: fields, body: String(decoding: data, as: UTF8.self))
    }

    private final class NoRedirects: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}

extension TestBrowser {
    /// Signs in as one of the server's people, by the form.
    func signIn(_ email: String, password: String = WebSchool.password) async throws {
        let page = try await get("/sign-in")
        let answer = try await post(
            "/sign-in",
            [("csrf", try #require(page.csrf)), ("email", email), ("password", password), ("next", "/")])
        #expect(answer.status == 303)
    }
}
