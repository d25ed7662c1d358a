import ArgumentParser
import Attendance
import Formats
import Foundation
import Office
import Store
import Web

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "A fictional school to look around in, with over a year of registers.",
        discussion: """
            Makes the school if the folder of the books is empty, serves it, and prints where and how to sign in. \
            The same policy, number of pupils and moment give the same school.
            """)

    @Option(
        help: ArgumentHelp(
            "The policy it follows: \(Home.policyNames.joined(separator: ", ")).",
            valueName: "name"))
    var policy: String?
    @Option(help: "Pupils on the roll.")
    var pupils: Int?
    @Option(help: "Where it is served.")
    var port = 8080
    @Flag(help: "Make the school and stop.")
    var generateOnly = false
    @Option(
        name: .customLong("export-csv"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Write the school's files as a system would export them: rollcall, sims, arbor or bromcom.",
            valueName: "dialect dir"))
    var exportCSV: [String] = []
    @Option(help: "How the sign-ins are printed: table or json.")
    var format = Format.table
    @OptionGroup var books: BooksOptions

    mutating func run() async throws {
        let export = try self.export()
        let origin = try await keptOrigin()
        let profile = try self.profile(origin)
        if let origin, let pupils, pupils != origin.pupils, !onlyExports {
            throw CommandFailure.badUse(
                "\(try books.place()) holds a school of \(origin.pupils) pupils: name another folder with --data."
            )
        }
        let moment = try self.moment(origin)
        books.now = moment.description
        let source = try Self.policyFile(profile)
        if let export {
            let request = try Self.request(
                profile, source, pupils: pupils ?? origin?.pupils ?? 1000, now: moment)
            try write(DemoSchool.make(request), as: export.dialect, into: export.folder)
            if onlyExports { return }
        }
        let installation = try await books.open(mayCreate: true)
        let signIns: [DemoSignIn]
        if origin == nil {
            signIns = try await generate(profile, source, now: moment, in: installation)
        } else {
            signIns = try Self.signIns(profile, source, origin)
        }
        show(signIns, moment)
        if generateOnly { return }
        let shown = signIns.map {
            WebSettings.DemoSignIn(role: $0.role, email: $0.name, password: $0.password)
        }
        try await Server(installation: installation, host: "127.0.0.1", port: port, demoSignIns: shown).run()
    }

    // MARK: What was asked for

    /// Files are wanted and no books.
    private var onlyExports: Bool { !exportCSV.isEmpty && !generateOnly }

    private func export() throws -> (dialect: Dialect, folder: URL)? {
        if exportCSV.isEmpty { return nil }
        guard exportCSV.count == 2, let dialect = Dialect(rawValue: exportCSV[0]) else {
            let dialects = Dialect.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.badUse("Write --export-csv DIALECT DIR, with one of \(dialects).")
        }
        return (dialect, URL(fileURLWithPath: exportCSV[1], isDirectory: true))
    }

    /// Of what the school that is there already was made; nil where the books are empty.
    private func keptOrigin() async throws -> DemoOrigin? {
        let place = try books.place()
        guard place.mayExist else { return nil }
        let driver = try place.driver()
        let isEmpty = try await driver.isEmpty()
        try await driver.close()
        if isEmpty { return nil }
        let installation = try await books.open()
        let origin = try await installation.office.demoOrigin()
        let schools = try await installation.office.store.read { try $0.schools().count }
        try await installation.driver.close()
        if origin == nil, schools > 0 {
            throw CommandFailure.badUse(
                "\(try books.place()) holds a school that was not made up. Serve it with `rollcall serve`, or name an "
                    + "empty folder with --data.")
        }
        return origin
    }

    private func profile(_ origin: DemoOrigin?) throws -> DemoProfile {
        let schools = try Home.madeUpSchools()
        let kept = origin?.policy
        let wanted = policy ?? kept ?? schools.first?.policy ?? ""
        guard let school = schools.first(where: { $0.policy == wanted }) else {
            throw CommandFailure.badUse(
                "There is no policy '\(wanted)' in Policies/. There are: "
                    + schools.map(\.policy).joined(separator: ", ") + ".")
        }
        if let kept, kept != wanted, !onlyExports {
            throw CommandFailure.badUse(
                "\(try books.place()) holds a school that follows \(kept): name another folder with --data."
            )
        }
        return DemoProfile(school)
    }

    /// Where the clock starts: as asked, where the school was left, or on the latest school day.
    private func moment(_ origin: DemoOrigin?) throws -> Moment {
        guard let now = books.now else {
            if let origin { return origin.now }
            let clock = try Clock.starting(at: nil)
            return DemoRequest.latestMoment(asOf: LondonClock.moment(at: clock()))
        }
        guard let moment = Moment(now) else {
            throw CommandFailure.badUse("--now \(now) is no moment: write it as 2025-11-20T09:35.")
        }
        return moment
    }

    private static func policyFile(_ profile: DemoProfile) throws -> SourceFile {
        let name = "\(profile.policy).yaml"
        guard let path = Home.find("Policies/\(name)"),
            let text = try? String(contentsOfFile: path, encoding: .utf8)
        else {
            throw CommandFailure.badUse(
                "Policies/\(name) is not here: run from the project's folder, or set ROLLCALL_HOME to it.")
        }
        return SourceFile(name: name, text: text)
    }

    private static func request(
        _ profile: DemoProfile, _ policy: SourceFile, pupils: Int, now: Moment
    ) throws -> DemoRequest {
        guard (1...20_000).contains(pupils) else {
            throw CommandFailure.badUse("--pupils must be between 1 and 20,000.")
        }
        return try DemoRequest(
            profile: profile, policy: policy, pupils: pupils, now: now, law: Home.law(),
            clauses: Home.clauses())
    }

    private static func signIns(
        _ profile: DemoProfile, _ policy: SourceFile, _ origin: DemoOrigin?
    ) throws -> [DemoSignIn] {
        guard let origin else { return [] }
        return DemoSchool.signIns(try request(profile, policy, pupils: origin.pupils, now: origin.now))
    }

    // MARK: What is done

    private func generate(
        _ profile: DemoProfile, _ policy: SourceFile, now: Moment, in installation: Installation
    ) async throws -> [DemoSignIn] {
        let pupils = pupils ?? 1000
        let request = try Self.request(profile, policy, pupils: pupils, now: now)
        Output.complain(
            "Making up \(profile.name): \(pupils) pupils, registers from last September to \(now.date).")
        let demo = DemoSchool.make(request)
        let bar = CountBar(of: "acts")
        let made = try await installation.office.makeDemo(demo, policy: policy) { bar.show($0, of: $1) }
        return made.signIns
    }

    private func write(_ demo: DemoSchool, as dialect: Dialect, into folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var open: (name: String, handle: FileHandle)?
            try demo.export(as: dialect) { name, bytes in
                if open?.name != name {
                    try open?.handle.close()
                    let file = folder.appendingPathComponent(name)
                    try Data().write(to: file)
                    open = (name, try FileHandle(forWritingTo: file))
                }
                try open?.handle.write(contentsOf: Data(bytes))
            }
            try open?.handle.close()
        } catch {
            throw CommandFailure.badUse("\(folder.path) cannot be written: \(error.localizedDescription)")
        }
        Output.complain("Wrote \(demo.profile.name) to \(folder.path) as \(dialect.name) exports it.")
    }

    private func show(_ signIns: [DemoSignIn], _ moment: Moment) {
        if format == .json {
            var text = JSONText()
            text.object { text in
                text.array("signIns") { text in
                    for signIn in signIns {
                        text.object { text in
                            text.member("role", Self.roleName(signIn.role))
                            text.member("name", signIn.person)
                            text.member("email", signIn.name)
                            text.member("password", signIn.password)
                        }
                    }
                }
                text.member("now", moment.description)
            }
            Output.say(text.string)
            return
        }
        let rows = signIns.map { [$0.role, $0.name, $0.password, $0.person] }
        Output.say(Output.table(["Sign in as", "Name", "Password", "Who that is"], rows, as: .table))
        Output.say("The clock there starts at \(moment).")
    }

    /// A role's title as files and JSON have it: `attendance lead` is `attendance-lead`.
    private static func roleName(_ title: String) -> String {
        Role.allCases.first { $0.title == title }?.rawValue ?? title
    }
}
