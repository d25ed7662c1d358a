import Attendance
import Formats
import Testing

@Suite struct PolicyChecks {
    private let head = """
        format: 1
        in-force-from: 2025-09-01
        school: {name: Ashgrove School, type: academy-secondary}

        """
    private let registers = """
        registers:
          times:
            - {session: AM, opens: "08:45", closes: "09:15", clause: SER-4.3}
            - {session: PM, opens: "13:00", closes: "13:30", clause: SER-4.3}

        """

    private func check(_ text: String, on date: String = "2025-11-13") -> PolicyCheck {
        PolicyCheck(
            file: "p.yaml", text: head + text, law: Project.law, clauses: Project.clauses, on: day(date))
    }

    @Test func aPolicyThatKeepsToTheLawPasses() {
        let check = check(registers)

        #expect(check.report == [])
        #expect(check.exitCode == 0)
        #expect(check.policy != nil)
    }

    @Test func aPolicyWithoutRegisterTimesLoadsAndFails() {
        let check = check("")

        #expect(check.policy != nil)
        #expect(check.checks == ["X-SER-12"])
        #expect(check.exitCode == 1)
        #expect(check.leftOpen.contains { $0.setting == "registers" })
    }

    @Test func timesThatWereChosenBecauseThePolicyIsSilentAreWarnedOf() {
        let chosen = registers.replacing("clause: SER-4.3", with: "reading: chosen at set-up")
        let unnumbered = registers.replacing(", clause: SER-4.3", with: "")

        #expect(check(chosen).checks == ["X-SER-12"])
        #expect(check(chosen).exitCode == 0)
        #expect(check(unnumbered).checks == [])
    }

    @Test func warningsAlonePass() {
        let check = check(registers.replacing("13:30", with: "13:31"))

        #expect(check.checks == ["X-LJS-1"])
        #expect(check.conflicts.map(\.treatment) == [.warned])
        #expect(check.exitCode == 0)
    }

    @Test(arguments: [("13:30", ""), ("13:29", "X-HAL-2"), ("13:31", "X-LJS-1")])
    func thirtyMinutesInEverySessionAreWithinTheGuidance(closes: String, checks: String) {
        #expect(check(registers.replacing("13:30", with: closes)).checks.joined() == checks)
        #expect(check(registers.replacing("13:30", with: closes), on: "2024-08-18").checks == [])
    }

    @Test(arguments: [(5, 1), (6, 0), (7, 0)])
    func entriesAreKeptForSixYearsAtLeast(years: Int, exit: Int32) {
        let text = registers + "retention: {register-entries: {years: \(years)}}\n"

        #expect(check(text).exitCode == exit)
        #expect(check(text, on: "2024-08-18").exitCode == 0)
    }

    @Test(arguments: [(4, 0), (5, 0), (6, 1)])
    func anNGivesWayWithinFiveSchoolDays(days: Int, exit: Int32) {
        let text = registers + "codes: {no-reason: {school-days: \(days)}}\n"

        #expect(check(text).exitCode == exit)
        #expect(check(text, on: "2024-08-18").exitCode == 0)
    }

    @Test func aRetiredExportMarkIsRefusedAndTheCodeGoesOutWhole() {
        let check = check(registers + "codes: {table: [{codes: ['J1'], export: 'J'}]}\n")

        #expect(check.checks == ["X-SER-9"])
        #expect(check.exitCode == 1)
    }

    @Test func aClassThatIsNotTheLawsIsRefused() {
        let check = check(registers + "codes: {table: [{codes: ['J1', 'B'], counts: attending}]}\n")

        #expect(check.conflicts.map(\.says) == ["J1 is said to count as attending."])
        #expect(check.exitCode == 1)
    }

    @Test(arguments: [("covid", "X", "X-SER-2"), ("custody", "Y7", "X-LJS-8"), ("interview", "C", "X-LJS-2")])
    func aCircumstanceWithTheWrongCodeIsRefusedAndWithTheRightOneIsNot(
        name: String, code: String, row: String
    ) {
        let right = ["covid": "I", "custody": "Y5", "interview": "J1"][name]!

        #expect(check(registers + "codes: {table: [{codes: ['\(code)'], for: \(name)}]}\n").checks == [row])
        #expect(check(registers + "codes: {table: [{codes: ['\(right)'], for: \(name)}]}\n").checks == [])
    }

    @Test func aFileWithMistakesFailsAndOneThatIsNotYAMLCannotBeRead() {
        #expect(check("weather: fine\n").exitCode == 1)
        #expect(check("registers: [").exitCode == 2)
        #expect(
            PolicyCheck("/nowhere.yaml", law: Project.law, clauses: Project.clauses, on: day("2025-11-13"))
                .exitCode == 2)
    }

    @Test func aDifferenceIsPrintedWithItsPlaceRowAndClause() {
        let check = check(registers + "retention:\n  register-entries: {years: 3, clause: SER-4.3}\n")

        #expect(
            check.report == [
                """
                p.yaml:9:21: X-LJS+NET+DAM-1 (SER-4.3): Register entries are kept for 3 years.
                  register-entries: {years: 3, clause: SER-4.3}
                Every entry is kept for 6 years from the day it was made. [2024 Regs reg 7] Entries are kept for 6 years.
                """
            ])
        #expect(check.summary.contains("1 setting overridden by the law, 0 warnings, 0 notes"))
        #expect(check.summary.contains("Differences: X-LJS+NET+DAM-1"))
    }
}
