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

    /// `docs/policy-errors.md` is made of these files: `UPDATE_GOLDEN=1 swift test` writes it anew.
    @Test func theManualListsEveryMistakeAsItIsSaid() throws {
        let manual = Self.names.reduce(into: Self.head) { $0 += "\n" + Self.entry($1) }
        let path = "\(Project.root)/docs/policy-errors.md"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try manual.write(toFile: path, atomically: true, encoding: .utf8)
        }

        #expect(manual == Project.text("docs/policy-errors.md"))
    }

    private static let head = """
        # Mistakes in policy files

        What `rollcall policy check` says of each kind of mistake in a [policy file](policy-file.md), and what to write
        instead. Every mistake in a file is told at once, each with its line and column. This page is made of the bad
        files in `Tests/FormatsTests/PolicyErrors/`.

        """

    private static func entry(_ name: String) -> String {
        let text = Project.text("Tests/FormatsTests/PolicyErrors/\(name).yaml")
        let problems = PolicyReader.read(
            file: "\(name).yaml", text: text, law: Project.law, clauses: Project.clauses
        ).problems
        let words = name.split(separator: "-").joined(separator: " ")
        var entry = "## \(words.prefix(1).uppercased() + words.dropFirst())\n"
        for problem in problems {
            // As it is printed, which is safe to show; a line that is cut short is cut short here too.
            let place = [problem.line, problem.column].filter { $0 > 0 }.map(String.init).joined(
                separator: ":")
            if !problem.excerpt.isEmpty { entry += "\n```yaml\n\(problem.excerpt)\n```\n" }
            entry +=
                "\n\(place.isEmpty ? "" : "Line \(place). ")**\(plain(problem.problem))** \(plain(problem.remedy))\n"
        }
        return entry
    }

    /// Without what Markdown would take for its own.
    private static func plain(_ text: String) -> String {
        var plain = ""
        for character in text {
            if "\\`*_{}[]<>#|&".contains(character) { plain.append("\\") }
            plain.append(character)
        }
        return plain
    }

    @Test func everyMistakeHasItsFile() {
        #expect(Self.names.count >= 58)
    }
}
