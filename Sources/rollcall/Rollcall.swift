import ArgumentParser
import Attendance
import Foundation
import Office
import Store

@main
struct Rollcall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollcall",
        abstract: "School attendance for England: the policy a school publishes is the file it runs.",
        version: "0.1.0",
        subcommands: [
            DemoCommand.self,
            ServeCommand.self, SchoolCommand.self, CalendarCommand.self, PolicyCommand.self,
            ScenarioCommand.self,
            PersonCommand.self,
            TokenCommand.self,
            FiguresCommand.self, DueCommand.self, FindingsCommand.self, WhatIfCommand.self,
            ImportCommand.self,
            ExportCommand.self, VerifyCommand.self, UndoCommand.self,
            MigrateCommand.self, MoveCommand.self, BackupCommand.self, RestoreCommand.self,
            PurgeCommand.self, RegisterCopyCommand.self,
        ]
    )

    /// Exit 0 fine, 1 the answer is no, 2 bad use or input that cannot be read (docs/interface.md).
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Output.complain(failure.message)
            Foundation.exit(failure.code)
        } catch let problems as Problems {
            for problem in problems.all { Output.complain(problem.description) }
            Foundation.exit(2)
        } catch let error as OfficeError {
            Output.complain(error.sentence)
            Foundation.exit(2)
        } catch let error as StoreError {
            Output.complain(error.description)
            Foundation.exit(2)
        } catch {
            let message = fullMessage(for: error)
            if exitCode(for: error) == .success {
                print(message)
                Foundation.exit(0)
            }
            if !message.isEmpty { Output.complain(message) }
            if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
            Foundation.exit(2)
        }
    }
}

/// A command's end that is not success, with what to tell the person.
struct CommandFailure: Error {
    var code: Int32
    var message: String

    /// The answer is no.
    static func no(_ message: String) -> CommandFailure { CommandFailure(code: 1, message: message) }
    /// Bad use, or input that cannot be read.
    static func badUse(_ message: String) -> CommandFailure { CommandFailure(code: 2, message: message) }
}

extension OfficeError {
    /// In words, for a terminal.
    var sentence: String {
        switch self {
        case .notAllowed(let text), .notFound(let text), .conflict(let text): text
        case .invalid(let problems): problems.map(\.message).joined(separator: "\n")
        }
    }
}
