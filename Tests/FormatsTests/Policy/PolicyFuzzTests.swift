import Attendance
import Formats
import Testing

/// Damaged files, always the same ones: the reader answers with a policy or with problems, and never falls over.
@Suite struct DamagedPolicyFiles {
    /// SplitMix64.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let pieces: [[UInt8]] = [
        "&a ", "*a", "- - - ", "[[[[", "}}", "? ", ": ", "|\n", ">-\n", "\"", "'", "#", "\t", "\u{0}",
        "%YAML 9\n", "---\n",
        "...\n", "!!binary ", "<<: ", "\r", "\u{2028}", "\u{FEFF}", "\u{1F600}", "2025-02-30",
        "99999999999999999999",
        "-1", "~", "{a: 1, a: 2}", "[a]: 1\n[a]: 2\n", "{a, a}", "\\", "\\x", "🏫", "е",
        "null: null\nnull: null\n",
    ].map { Array($0.utf8) }

    private func damaged(_ bytes: [UInt8], with chance: inout Chance) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &chance) where bytes.count > 8 {
            let place = Int.random(in: 0..<bytes.count, using: &chance)
            switch Int.random(in: 0..<6, using: &chance) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: Self.pieces.randomElement(using: &chance)!, at: place)
            case 3:
                let end = min(bytes.count, place + Int.random(in: 1...200, using: &chance))
                bytes.insert(
                    contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &chance))
            case 4:
                bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...60, using: &chance)))
            default: bytes.removeLast(bytes.count - place)
            }
        }
        return bytes
    }

    @Test(arguments: Project.policies)
    func aDamagedPolicyGivesAPolicyOrProblemsAndNothingElse(name: String) {
        let whole = Array(Project.text("Policies/\(name).yaml").utf8)
        var chance = Chance(state: 20_250_901)
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(400)
        var tried = 0

        while clock.now < end {
            let bytes = damaged(whole, with: &chance)
            tried += 1
            guard case .success(let text) = TextFile.decode(bytes, file: "f") else { continue }
            let check = PolicyCheck(
                file: "f", text: text, law: Project.law, clauses: Project.clauses, on: day("2025-11-13"))
            if let policy = check.policy {
                #expect(!PolicyInEnglish(policy, law: Project.law, on: day("2025-11-13")).text.isEmpty)
            } else {
                #expect(check.problems.contains { $0.severity == .error })
            }
            for problem in check.problems {
                #expect(problem.line <= text.unicodeScalars.count { $0 == "\n" || $0 == "\r" } + 1)
            }
        }
        #expect(tried > 0)
    }
}
