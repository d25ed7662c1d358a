import Attendance
import Testing

@testable import Formats

@Suite struct YAMLLayout {
    private func problems(_ text: String) -> [String] {
        YAMLText(file: "f.yaml", text: text).compose().problems.map {
            "\($0.line):\($0.column) \($0.problem)"
        }
    }

    @Test func everyKeyWrittenTwiceIsNamedAndTheFirstStands() throws {
        let text = YAMLText(
            file: "f.yaml",
            text: """
                a: 1
                b: {x: 1, y: 2, x: 3, 'x': 4}
                "a": 5
                c:
                  - {q: 1, q: 2}
                """)

        let (node, problems) = text.compose()

        #expect(
            problems.map { "\($0.line):\($0.column) \($0.problem)" } == [
                "2:17 'x' is written twice, first in line 2.", "2:23 'x' is written twice, first in line 2.",
                "3:1 'a' is written twice, first in line 1.", "5:12 'q' is written twice, first in line 5.",
            ])
        guard case .mapping(let pairs)? = node?.content else {
            Issue.record("no mapping")
            return
        }
        #expect(pairs.compactMap(\.key.scalar) == ["a", "b", "c"])
        #expect(pairs[0].value.scalar == "1")
    }

    @Test(arguments: [
        ("a: [1, 2", "1:9"), ("a: \"x", ""), ("\ta: 1", "1:1"), ("a: b: c", "1:5"), ("a:\n  - 1\n b: 2", ""),
        ("a: '\\'\nb: \"\\ \"\nc: \"\\q\"", "3:5"), ("--- \na: 1\n---\nb: 2", ""), ("a: @x", "1:4"),
    ])
    func whatIsNotYAMLIsSaidWithItsPlace(text: String, place: String) {
        let found = YAMLText(file: "f.yaml", text: text).compose()

        #expect(found.node == nil)
        #expect(found.problems.count == 1)
        let problem = found.problems[0]
        #expect(problem.line > 0)
        #expect(!problem.remedy.isEmpty)
        if !place.isEmpty { #expect("\(problem.line):\(problem.column)" == place) }
    }

    @Test func aliasesAreRefusedBeforeTheyUnfold() {
        let bomb = (1...40).reduce("a0: &a0 x\n") { text, n in
            text + "a\(n): &a\(n) [*a\(n - 1), *a\(n - 1), *a\(n - 1), *a\(n - 1)]\n"
        }

        #expect(problems(bomb) == ["2:0 *a0 stands for another part of the file."])
        #expect(problems("{\"a\":&x 1, \"b\":*x }").count == 1)
    }

    @Test func deepNestingIsRefusedAndOrdinaryNestingIsNot() {
        #expect(problems(String(repeating: "[", count: 5000)).first?.contains("too deeply") == true)
        #expect(problems(String(repeating: "- ", count: 5000) + "x").first?.contains("too deeply") == true)
        #expect(problems(String(repeating: "[", count: 40) + String(repeating: "]", count: 40)).isEmpty)
    }

    @Test func aLongFileAndControlCharactersAreRefused() {
        #expect(
            problems("a: " + String(repeating: "x", count: 1_100_000)) == [
                "0:0 The file is longer than 1024 kB."
            ])
        #expect(problems("a: 1\nb: \u{0}2") == ["2:4 There is a control character in the file."])
        #expect(problems("a: \u{9B}") == ["1:4 There is a control character in the file."])
    }

    @Test func lineEndsOfEverySystemCountAsOne() {
        for end in ["\n", "\r\n", "\r"] {
            let text = YAMLText(file: "f.yaml", text: "\u{FEFF}a: 1\(end)b: 1\(end)b: 2\(end)")
            #expect(text.compose().problems.map(\.line) == [3])
        }
    }

    @Test func valuesStayTheTextThatWasWritten() throws {
        let node = YAMLText(
            file: "f", text: "- NO\n- 012\n- 09:15\n- 2024-08-19\n- ~\n- 'null'\n-\n- '#'\n- '\\'"
        ).compose().node
        guard case .sequence(let items)? = node?.content else {
            Issue.record("no list")
            return
        }

        #expect(items.map(\.scalar) == ["NO", "012", "09:15", "2024-08-19", nil, "null", nil, "#", "\\"])
    }

    @Test(arguments: [
        ("in-force-form", "in-force-from"), ("opens", "open"), ("inForceFrom", "in-force-from"),
        ("at-lest", "at-least"),
        ("registers", "regsiters"),
    ])
    func theNameThatWasMeantIsFound(written: String, known: String) {
        #expect(NearestName.of(written, among: [known, "school", "retention"]) == known)
        #expect(NearestName.of("zebra-crossing", among: [known, "school"]) == nil)
    }

    @Test func bytesThatAreNotUTF8AreNamedWithTheirPlace() {
        guard
            case .failure(let problem) = TextFile.decode(Array("a: 1\nb: é".utf8) + [0xE9, 0x0A], file: "f")
        else {
            Issue.record("decoded")
            return
        }
        #expect("\(problem.line):\(problem.column)" == "2:5")
        guard case .failure(let wide) = TextFile.decode([0xFF, 0xFE, 0x61, 0], file: "f") else {
            Issue.record("decoded")
            return
        }
        #expect(wide.problem == "The file is in UTF-16.")
    }
}
