import Attendance
import Formats
import Store
import Testing

@testable import Office

extension TestSchool {
    /// Whoever runs the program.
    var theOperator: SignedIn { .operator(at: id) }

    @discardableResult
    func importText(
        _ kind: ImportKind, _ text: String, named name: String = "file.csv", dialect: Dialect? = nil,
        isDryRun: Bool = false, keepsGoing: Bool = false, by person: SignedIn? = nil
    ) async throws -> ImportReport {
        try await office.importFile(
            kind, input: .text(text, named: name), dialect: dialect, isDryRun: isDryRun,
            keepsGoing: keepsGoing, by: person ?? theOperator)
    }

    func upn(_ name: String) async throws -> String {
        let (id, pupil) = (id, pupil(name))
        return try #require(try await office.store.read { try $0.details(of: pupil, school: id)?.upn })
    }

    /// A file of marks in Rollcall's form; each line `Ada,2025-11-19,AM,I`.
    func marks(_ lines: String...) async throws -> String {
        var text = "UPN,Date,Session,Code,MinutesLate,Comment\n"
        for line in lines {
            let cells = line.split(separator: ",", maxSplits: 1)
            let blanks = String(repeating: ",", count: max(0, 4 - cells[1].count { $0 == "," }))
            text += "\(try await upn(String(cells[0]))),\(cells[1])\(blanks)\n"
        }
        return text
    }

    func questions(_ kind: Question.Kind) async throws -> [Question] {
        let id = id
        return try await office.store.read { try $0.openQuestions([kind], school: id) }
    }

    func actCount() async throws -> Int {
        let id = id
        return try await office.store.read { try $0.acts(school: id, most: 10_000).count }
    }

    func found(_ name: String) async throws -> Pupil {
        let (id, pupil) = (id, pupil(name))
        return try #require(try await office.store.read { try $0.pupil(pupil, school: id) })
    }

    func newcomer(upn: String) async throws -> Pupil {
        let id = id
        return try #require(
            try await office.store.read { transaction in
                try transaction.findPupil(upn: upn, school: id).flatMap {
                    try transaction.pupil($0, school: id)
                }
            })
    }

    func contacts(_ name: String) async throws -> [PupilContact] {
        let (id, pupil) = (id, pupil(name))
        return try await office.store.read { try $0.contacts(of: pupil, school: id) }
    }
}
