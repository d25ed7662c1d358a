import Attendance
import Formats
import Testing

@Suite struct PoliciesInEnglish {
    private func english(_ name: String, on date: String = "2025-11-13") -> PolicyInEnglish {
        PolicyInEnglish(Project.policy(name), law: Project.law, on: day(date))
    }

    private func sentences(_ name: String, on date: String = "2025-11-13") -> [String] {
        english(name, on: date).sections.flatMap(\.sentences).map { $0.text + $0.marks }
    }

    @Test(arguments: [
        ("hallmoor", "The policy is in force from 1 September 2025. [HAL-0.1]"),
        ("hallmoor", "It was approved by the Local Academy Council on 9 December 2025. [HAL-0.1]"),
        ("hallmoor", "Hallmoor School is a special academy in Birmingham."),
        (
            "hallmoor",
            "The afternoon register of Key Stage 4 and the sixth form opens at 13:15 and closes at 13:25, after 10"
                + " minutes; the session ends at 15:00. [HAL-4.1.9, HAL-4.1.7]"
        ),
        ("hallmoor", "Every register entry is kept for 6 years from the day it was made. [HAL-4.1.6]"),
        ("hallmoor", "Teachers may enter /, \\, L and N, and no other code. [HAL-A3.5]"),
        ("nethergate", "It was approved in May 2021. [NET-0.1]"),
        ("damara", "The Damara School is an independent special school."),
        (
            "damara",
            "Penalty notices for absence cannot be issued for its pupils; the local authority may prosecute. [EA 1996 s 444A]"
        ),
        ("damara", "Registers are taken by: office. [DAM-3.1.2]"),
        (
            "laurence-jackson",
            "Laurence Jackson School is a secondary academy, with Year 7 to Year 11. [LJS-4.10]"
        ),
        (
            "laurence-jackson",
            "Parents tell the school before 08:30 on every day of an absence, by telephone. A later report is accepted"
                + " and marked as late. [LJS-5.1]"
        ),
        (
            "serenity",
            "K (education provision arranged by the local authority) is shown in the colour #ff00ea. [SER-A.12, SER-A.32]"
        ),
        ("serenity", "J (interview) is recorded as one of J1. [SER-A.11, SER-A.31]"),
        ("serenity", "The mark ? stands for no mark. [SER-A.4]"),
    ])
    func aSettingIsASentenceWithItsClause(name: String, sentence: String) {
        let found = sentences(name)

        #expect(found.contains(sentence), "\(found.joined(separator: "\n"))")
    }

    @Test func anOverdueReviewIsSaid() {
        #expect(!sentences("serenity", on: "2026-09-01").contains { $0.contains("The review is overdue.") })
        #expect(sentences("serenity", on: "2026-09-02").contains { $0.contains("The review is overdue.") })
    }

    @Test func whereTheLawRunsItSaysSoWithBothCitations() throws {
        let kept = try #require(
            english("nethergate").sections.flatMap(\.sentences).first { $0.text.contains("kept for 3 years") }
        )

        #expect(
            kept.conflicts.map(\.sentence) == [
                "The law runs instead (X-LJS+NET+DAM-1): Every entry is kept for 6 years from the day it was made."
                    + " Entries are kept for 6 years. [NET-4.1.5 against 2024 Regs reg 7]"
            ])
    }

    @Test(arguments: Project.policies)
    func everyDifferenceIsShownBesideASentence(name: String) {
        let shown = english(name).sections.flatMap(\.sentences).flatMap(\.conflicts)
        let found = Project.policy(name).conflicts(with: Project.law, on: day("2025-11-13"))

        #expect(Set(shown) == Set(found))
    }

    @Test(arguments: Project.policies)
    func theTextAndThePageHoldEverySentence(name: String) {
        let english = english(name)
        let text = english.text
        let html = english.html

        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 78 + 20 })
        #expect(html.hasPrefix("<!doctype html>"))
        for section in english.sections {
            #expect(text.contains("\n\(section.title)\n---"))
            #expect(html.contains("<h2>\(section.title)</h2>"))
            #expect(html.components(of: "<li>") >= section.sentences.count)
        }
    }

    @Test func whatASchoolWroteIsEscapedInThePage() throws {
        let text = """
            format: 1
            in-force-from: 2025-09-01
            school: {name: "A & B <script>alert('x')</script>", type: academy}
            """
        let policy = try #require(
            PolicyReader.read(file: "p.yaml", text: text, law: Project.law, clauses: Project.clauses).policy)

        let html = PolicyInEnglish(policy, law: Project.law, on: day("2025-11-13")).html

        #expect(!html.contains("<script"))
        #expect(html.contains("A &amp; B &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { self.ranges(of: part).count }
}
