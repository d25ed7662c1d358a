import Foundation
import Synchronization

@testable import Store

/// The PostgreSQL server of this run of the tests: started when the first test asks for it, stopped by
/// `scripts/postgres` when this process ends, however it ends.
public final class TestServer: Sendable {
    /// The address of the server's own database, password and all.
    let address: String
    private let process: Process
    private static let queue = DispatchQueue(label: "databases of tests")
    private static let isEnding = Atomic(false)

    private static let shared = Task { try await TestServer.start() }

    static let engines: [Engine] = {
        guard let named = ProcessInfo.processInfo.environment["ROLLCALL_TEST_ENGINE"] else {
            return Engine.allCases
        }
        return Engine(rawValue: named).map { [$0] } ?? Engine.allCases
    }()

    /// The server, with a database whose schema is made.
    public static var running: TestServer {
        get async throws { try await shared.value }
    }

    private init(address: String, process: Process) {
        self.address = address
        self.process = process
    }

    private static func start() async throws -> TestServer {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let process = Process()
        process.executableURL = root.appendingPathComponent("scripts/postgres")
        let answers = Pipe()
        // Its end, when this process is gone, is the sign to stop.
        process.standardInput = Pipe()
        process.standardOutput = answers
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let more = answers.fileHandleForReading.availableData
            if more.isEmpty { throw NoServer() }
            line += more
        }
        let address = String(decoding: line.dropLast(), as: UTF8.self)
        let server = TestServer(address: address, process: process)
        try await server.command("CREATE DATABASE books_template")
        guard let template = PostgresAddress(server.address(of: "books_template")) else { throw NoServer() }
        let driver = PostgresDriver(template)
        try await driver.migrate()
        try await driver.close()
        // The server goes with everything in it, so what is still to be removed is left; but libpq must not be under way
        // when OpenSSL lets go of its locks. What is said last runs first: OpenSSL said so at the first connection.
        atexit {
            TestServer.isEnding.store(true, ordering: .relaxed)
            TestServer.queue.sync {}
        }
        return server
    }

    struct NoServer: Error, CustomStringConvertible {
        var description: String { "no PostgreSQL server could be started; scripts/postgres says why" }
    }

    /// The address of one of the server's databases.
    public func address(of database: String) -> String {
        address.replacingOccurrences(of: "/postgres", with: "/\(database)", options: [.backwards, .anchored])
    }

    /// Makes a database, with the books' schema or empty; gives its name.
    public func makeDatabase(empty: Bool = false) async throws -> String {
        let name = "books_\(UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased())"
        try await command("CREATE DATABASE \(name) TEMPLATE \(empty ? "template0" : "books_template")")
        return name
    }

    /// Removes it when there is time, whoever is still connected.
    func remove(_ database: String) {
        Self.queue.async { [address] in
            guard !Self.isEnding.load(ordering: .relaxed), let address = PostgresAddress(address),
                let connection = try? PostgresConnection(address, as: .owner)
            else { return }
            try? connection.command("DROP DATABASE IF EXISTS \(database) WITH (FORCE)")
        }
    }

    /// Runs SQL as the server's owner.
    public func command(_ sql: String, in database: String = "postgres") async throws {
        guard let address = PostgresAddress(address(of: database)) else { throw NoServer() }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Self.queue.async {
                continuation.resume(
                    with: Result {
                        do {
                            try PostgresConnection(address, as: .owner).command(sql)
                        } catch let refused as PostgresConnection.Refused {
                            throw refused.error
                        }
                    })
            }
        }
    }
}
