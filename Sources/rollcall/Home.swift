import Attendance
import Formats
import Foundation
import Office

/// Where the program finds what belongs to it: `Law/`, `Policies/`, the web's templates.
///
/// Relative paths are taken from the current folder, then from `ROLLCALL_HOME`, then from the folder of the
/// program and those above it.
enum Home {
    /// The first of those places that has a file or folder of that name; nil when none has.
    static func find(_ path: String) -> String? {
        if path.hasPrefix("/") { return FileManager.default.fileExists(atPath: path) ? path : nil }
        return places.map { $0.appendingPathComponent(path).path }.first {
            FileManager.default.fileExists(atPath: $0)
        }
    }

    /// The path a person gave: looked for in those places, and unchanged when it is nowhere, so that the message
    /// names what was typed.
    static func found(_ path: String) -> String {
        FileManager.default.fileExists(atPath: path) ? path : find(path) ?? path
    }

    private static var places: [URL] {
        var places = [URL(fileURLWithPath: FileManager.default.currentDirectoryPath)]
        if let home = ProcessInfo.processInfo.environment["ROLLCALL_HOME"], !home.isEmpty {
            places.append(URL(fileURLWithPath: home))
        }
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        if let program = Bundle.main.executableURL { folder = program.resolvingSymlinksInPath() }
        for _ in 0..<5 {
            folder = folder.deletingLastPathComponent()
            places.append(folder)
        }
        return places
    }

    /// The folder that holds `Law/`; nil when none of the places does.
    static var folder: URL? {
        places.first { FileManager.default.fileExists(atPath: $0.appendingPathComponent("Law/England").path) }
    }

    /// The law that comes with the program.
    static func law() throws -> Law {
        guard let folder = find("Law/England") else {
            throw CommandFailure.badUse(
                "Law/England is not here: run from the project's folder, or set ROLLCALL_HOME to it.")
        }
        let (law, problems) = LawReader.load(directory: folder)
        guard let law else { throw Problems(problems) }
        return law
    }

    /// The schools that can be made up, one for each policy that comes with the program.
    static func madeUpSchools() throws -> [MadeUpSchool] {
        guard let folder = find("Policies") else {
            throw CommandFailure.badUse(
                "Policies/ is not here: run from the project's folder, or set ROLLCALL_HOME to it.")
        }
        let (schools, problems) = MadeUpSchools.load(policies: folder)
        if !problems.isEmpty { throw Problems(problems) }
        return schools
    }

    /// For the help; empty where the policies cannot be found or read.
    static var policyNames: [String] { ((try? madeUpSchools()) ?? []).map(\.policy) }

    /// The ids of every policy's clauses.
    static func clauses() -> ClauseLibrary {
        find("Policies/clauses").map { ClauseLibrary.load(directory: $0) } ?? ClauseLibrary()
    }
}
