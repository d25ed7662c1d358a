import ArgumentParser
import Attendance
import Foundation
import Office
import Store

struct WhatIfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "What another policy would have asked for over days of the school's own registers.",
        discussion:
            "What staff would have done is assumed; the assumptions are printed, and these options change them."
    )

    @Option(help: ArgumentHelp("The policy to try.", valueName: "file"))
    var policy: String
    @Option(help: ArgumentHelp("First day.", valueName: "day"))
    var from: String
    @Option(help: ArgumentHelp("Last day.", valueName: "day"))
    var to: String
    @Option(help: "Of 100 calls, texts and emails, those that reach somebody.")
    var reached = 0
    @Option(help: "School days after which a letter is received.")
    var receivedAfter = 2
    @Option(help: "School days after which a meeting is held.")
    var meetingAfter = 5
    @Flag(inversion: .prefixedNo, help: "Proposed codes are confirmed on the same day.")
    var confirmCodes = true
    @Option(
        help: ArgumentHelp(
            "Minutes that a step takes, as call=5; several with commas.", valueName: "kind=minutes"))
    var minutes: String?
    @Option(help: "How many pupils treated differently the table lists.")
    var most = 50
    @Option(help: "table, json or csv.")
    var format = Format.table
    @OptionGroup var books: BooksOptions

    func run() async throws {
        guard let first = CalendarDate(from), let last = CalendarDate(to), first <= last else {
            throw CommandFailure.badUse(
                "Give --from and --to as days, the first not after the last: 2025-09-03.")
        }
        let assumptions = try self.assumptions()
        let file = try SourceFile.read(policy)
        let installation = try await books.open()
        let school = try await installation.school(books.school)
        let isWatched = isatty(STDERR_FILENO) == 1
        let answer = try await installation.office.whatIf(
            file, first...last, assuming: assumptions, school: school.id,
            progress: { done, all in
                guard isWatched else { return }
                let end = done == all ? "\n" : ""
                FileHandle.standardError.write(Data("\rPlayed \(done) of \(all)\(end)".utf8))
            })
        switch format {
        case .json: print(String(decoding: WhatIfText.json(answer), as: UTF8.self))
        case .csv: print(Output.table(WhatIfText.columns, WhatIfText.rows(answer), as: .csv))
        case .table:
            print("Assumed: \(answer.assumptions.sentences.joined(separator: " "))\n")
            print(Output.table(WhatIfText.columns, WhatIfText.rows(answer), as: .table))
            print("")
            print(Output.table(WhatIfText.pupilColumns, WhatIfText.pupilRows(answer, most: most), as: .table))
        }
    }

    private func assumptions() throws -> Assumptions {
        var assumptions = Assumptions()
        guard (0...100).contains(reached), receivedAfter >= 0, meetingAfter >= 0 else {
            throw CommandFailure.badUse("--reached goes from 0 to 100, and days are not negative.")
        }
        assumptions.reached = reached
        assumptions.receivedAfter = receivedAfter
        assumptions.meetingAfter = meetingAfter
        assumptions.confirmsCodes = confirmCodes
        for part in (minutes ?? "").split(separator: ",") {
            let pair = part.split(separator: "=")
            guard pair.count == 2, let kind = StepKind(rawValue: String(pair[0])), let number = Int(pair[1]),
                number >= 0
            else {
                throw CommandFailure.badUse(
                    "--minutes \(part): write it as call=5; the kinds are "
                        + "\(StepKind.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            assumptions.minutes[kind] = number
        }
        return assumptions
    }
}
