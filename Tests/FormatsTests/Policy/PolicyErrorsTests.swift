import Attendance
import Formats
import Foundation
import Testing

/// Files with one kind of mistake each, and what is said about them: `NAME.yaml` and `NAME.expected` in
/// `PolicyErrors/`. After a deliberate change `UPDATE_GOLDEN=1 swift test` writes the expected texts anew.
@Suite struct PolicyErrors {
    static let folder = "\(Project.root)/Tests/FormatsTests/PolicyErrors"
    static let names = try! FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

    @Test(arguments: names)
    func aMistakeIsNamedWithItsPlaceAndWhatToWriteInstead(name: String) throws {
        let text = Project.text("Tests/FormatsTests/PolicyErrors/\(name).yaml")

        let (policy, problems) = PolicyReader.read(
            file: "\(name).yaml", text: text, law: Project.law, clauses: Project.clauses)

        let found = problems.map(\.description).joined(separator: "\n\n") + "\n"
        let expected = "\(Self.folder)/\(name).expected"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try found.write(toFile: expected, atomically: true, encoding: .utf8)
        }
        #expect(policy == nil)
        #expect(found == (try String(contentsOfFile: expected, encoding: .utf8)))
        for problem in problems {
            #expect(!problem.remedy.isEmpty)
            #expect(problem.line > 0 || name == "empty")
        }
    }

    @Test func everyMistakeHasItsFile() {
        #expect(Self.names.count >= 58)
    }
}
