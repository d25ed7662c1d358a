import ArgumentParser
import Attendance
import Crypto
import Foundation
import Logging
import Office
import Store
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the school's pages and runs the day's clock.")

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "The port; 0 takes a free one.")
    var port = 8080
    @OptionGroup var books: BooksOptions

    func run() async throws {
        let installation = try await books.open(mayCreate: true)
        try await Server(installation: installation, host: host, port: port).run()
    }
}

/// The server with the day's clock beside it.
struct Server {
    let installation: Installation
    let host: String
    let port: Int
    var demoSignIns: [WebSettings.DemoSignIn] = []

    func run() async throws {
        var logger = Logger(label: "rollcall")
        logger.logLevel = Self.logLevel
        let office = installation.office
        var settings = WebSettings(
            host: host, port: port, secret: try WebSecretFile(folder: installation.folder).readOrMake(),
            demoSignIns: demoSignIns)
        settings.policies = Home.find("Policies")
        let clock = DayClock(office: office, logger: logger)
        let ticking = Task(priority: .utility) { await clock.run() }
        defer { ticking.cancel() }
        try await serve(
            office: office, resources: try WebResources.locate(home: Home.folder), settings: settings,
            logger: logger,
            onReady: { port in
                if let code = try? await office.setUpCode() {
                    Output.say(
                        "There is nobody here yet. Open http://\(host):\(port)/set-up with the code \(code)")
                }
                Output.say("Serving on http://\(host):\(port)")
            })
        for school in try await office.store.read({ try $0.schools() }) {
            try await office.signHeads(school: school.id)
        }
        try await installation.driver.close()
    }

    private static var logLevel: Logger.Level {
        ProcessInfo.processInfo.environment["ROLLCALL_LOG"].flatMap { Logger.Level(rawValue: $0) } ?? .notice
    }
}

/// Does what the clock asks for: four times a minute it closes registers whose time has come, writes down the steps
/// that rules raise, and forgets what is over; steps also soon after anything is done at a school.
///
/// At start it catches up with what fell due while the server was down.
struct DayClock: Sendable {
    let office: Office
    let logger: Logger

    /// Between two looks at whether anything was done, and between two full rounds.
    private static let (pause, round) = (Duration.seconds(2), Duration.seconds(15))

    func run() async {
        var seen: [SchoolID: Int64] = [:]
        let clock = ContinuousClock()
        var nextRound = clock.now
        while !Task.isCancelled {
            let begun = clock.now
            let isFullRound = nextRound <= begun
            if isFullRound { nextRound = begun + Self.round }
            do {
                for school in try await office.store.read({ try $0.schools() }) {
                    if isFullRound { try await office.closeRegisters(school: school.id) }
                    let change = try await office.lastChange(school: school.id)
                    guard isFullRound || seen[school.id] != change else { continue }
                    await writeSteps(school)
                    // What was done meanwhile is looked at next time.
                    seen[school.id] = change
                }
                if isFullRound {
                    try await office.forgetOldSessions()
                    let yesterday = office.now() + -86_400
                    try await office.store.writeInstallation { try $0.forgetAnswers(before: yesterday) }
                }
            } catch {
                logger.error("the day's clock", metadata: ["error": "\(type(of: error))"])
            }
            // Where so much is being done that a look takes long, it takes one part in five of the time.
            let wait = min(max(Self.pause, (clock.now - begun) * 4), Self.round)
            try? await Task.sleep(for: wait)
        }
    }

    /// What goes wrong with one school's steps keeps no other school waiting.
    private func writeSteps(_ school: SchoolRow) async {
        do {
            try await office.writeSteps(school: school.id)
        } catch {
            logger.error(
                "the day's steps", metadata: ["school": "\(school.slug)", "error": "\(type(of: error))"])
        }
    }
}

/// The secret that signs what is kept in browsers; the same after a restart.
struct WebSecretFile {
    let folder: URL

    func readOrMake() throws -> [UInt8] {
        let file = folder.appendingPathComponent("web.key")
        if let bytes = try? Data(contentsOf: file), bytes.count >= 32 { return Array(bytes) }
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: bytes, attributes: [.posixPermissions: 0o600])
        else { throw CommandFailure.badUse("The server's key cannot be written to \(file.path).") }
        return Array(bytes)
    }
}
