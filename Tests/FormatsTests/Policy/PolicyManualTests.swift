import Attendance
import Formats
import Testing

/// The manual of the policy file says what is so.
@Suite struct PolicyManual {
    private let manual = Project.text("docs/policy-file.md")

    @Test func itsExampleIsAPolicyThatPasses() throws {
        let start = try #require(manual.firstRange(of: "```yaml\n")).upperBound
        let end = try #require(manual[start...].firstRange(of: "```")).lowerBound

        let check = PolicyCheck(
            file: "example.yaml", text: String(manual[start..<end]), law: Project.law,
            clauses: Project.clauses,
            on: day("2025-11-13"))

        #expect(check.report.filter { !$0.contains(": note: ") } == [])
        #expect(check.leftOpen == [])
        #expect(check.exitCode == 0)
    }

    @Test func itNamesEverySchoolTypeChannelAndWayOfCounting() {
        for type in SchoolType.allCases { #expect(manual.contains(type.rawValue)) }
        for channel in AbsenceReporting.Channel.allCases { #expect(manual.contains(channel.rawValue)) }
        for counts in CodeRow.Counts.allCases { #expect(manual.contains(counts.rawValue)) }
    }

    @Test func aFridayAnExamDayAndTheSixthFormHaveTimesOfTheirOwn() throws {
        let start = try #require(manual.firstRange(of: "```yaml\n")).upperBound
        let end = try #require(manual[start...].firstRange(of: "```")).lowerBound
        let policy = try #require(
            PolicyReader.read(
                file: "example.yaml", text: String(manual[start..<end]), law: Project.law,
                clauses: Project.clauses
            ).policy)
        let table = try #require(policy.registerTimes(under: Project.law, on: day("2025-11-13")))
        func closes(_ date: String, _ year: String) -> String? {
            table.times(for: Session(day(date), .pm), yearGroup: YearGroup(year))?.closes.description
        }

        #expect(closes("2025-11-13", "7") == "13:25")
        #expect(closes("2025-11-13", "12") == "13:55")
        #expect(closes("2025-11-14", "7") == "12:55")
        #expect(closes("2025-11-14", "12") == "12:55")
        #expect(closes("2026-07-17", "12") == "12:25")
        #expect(policy.codes.isProtected(.criminalJustice))
        #expect(policy.codes.local("IV")?.standsFor == .interview)
    }
}
