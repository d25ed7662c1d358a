import Attendance
import Formats
import Testing

@Suite struct WorkedPolicies {
    let law = Project.law
    let today = day("2025-11-13")

    private func check(_ name: String, on date: CalendarDate? = nil) -> PolicyCheck {
        PolicyCheck(
            "\(Project.root)/Policies/\(name).yaml", law: law, clauses: Project.clauses, on: date ?? today)
    }

    @Test(arguments: [
        ("serenity", "X-ALL-1 \(rows("SER", 1...12))"),
        ("laurence-jackson", "X-ALL-1 X-LJS+NET+DAM-1 X-LJS+NET+DAM-2 \(rows("LJS", 1...13))"),
        (
            "nethergate",
            "X-ALL-1 X-LJS+NET+DAM-1 X-LJS+NET+DAM-2 X-NET+DAM-1 \(rows("NET", 1...5))"
        ),
        ("damara", "X-ALL-1 \(rows("DAM", 1...6)) X-LJS+NET+DAM-1 X-LJS+NET+DAM-2 X-NET+DAM-1"),
        ("hallmoor", "X-ALL-1 \(rows("HAL", 1...8))"),
    ])
    func aPolicyDiffersFromTheLawExactlyWhereTheListSays(name: String, checks: String) {
        let check = check(name)

        #expect(check.problems.map(\.description) == [])
        #expect(check.checks.joined(separator: " ") == checks)
        #expect(check.exitCode == 1)
        for row in check.checks {
            #expect(check.report.contains { $0.contains("\(row) (") || $0.contains("\(row):") })
        }
    }

    @Test(arguments: [
        ("X-SER-2", "serenity", PolicyConflict.Treatment.refused, "SER-4.6"),
        ("X-SER-3", "serenity", .noted, "SER-13.1"),
        ("X-SER-10", "serenity", .noted, "SER-A.22"), ("X-SER-12", "serenity", .warned, ""),
        ("X-LJS-1", "laurence-jackson", .warned, "LJS-2.12"),
        ("X-LJS-8", "laurence-jackson", .refused, "LJS-9.3"),
        ("X-LJS-9", "laurence-jackson", .warned, "LJS-6.10"),
        ("X-LJS+NET+DAM-1", "laurence-jackson", .refused, "LJS-6.12"),
        ("X-LJS+NET+DAM-1", "nethergate", .refused, "NET-4.1.5"),
        ("X-LJS+NET+DAM-1", "damara", .refused, "DAM-3.1.7"),
        ("X-LJS+NET+DAM-2", "damara", .noted, "DAM-2.1"), ("X-NET-3", "nethergate", .noted, "NET-A2.1"),
        ("X-NET-4", "nethergate", .warned, "NET-5.1.7"), ("X-NET-5", "nethergate", .noted, "NET-5.1.8"),
        ("X-DAM-3", "damara", .warned, "DAM-4.1.8"), ("X-DAM-5", "damara", .warned, "DAM-4.1.5"),
        ("X-HAL-1", "hallmoor", .refused, "HAL-4.2.5"), ("X-HAL-2", "hallmoor", .warned, "HAL-4.1.9"),
        ("X-HAL-3", "hallmoor", .noted, "HAL-5.3.2"), ("X-HAL-6", "hallmoor", .noted, "HAL-2.1"),
        ("X-SER-1", "serenity", .refused, "SER-9.17"), ("X-SER-4", "serenity", .refused, "SER-10.3"),
        ("X-SER-5", "serenity", .refused, "SER-10.5"), ("X-SER-6", "serenity", .warned, "SER-6.7"),
        ("X-SER-7", "serenity", .noted, "SER-9.15"), ("X-SER-8", "serenity", .warned, "SER-5.3"),
        ("X-SER-11", "serenity", .noted, "SER-8.16"),
        ("X-LJS-3", "laurence-jackson", .warned, "LJS-2.17"),
        ("X-LJS-4", "laurence-jackson", .refused, "LJS-5.13"),
        ("X-LJS-5", "laurence-jackson", .warned, "LJS-7.17"),
        ("X-LJS-6", "laurence-jackson", .refused, "LJS-7.33"),
        ("X-LJS-7", "laurence-jackson", .warned, "LJS-7.30"),
        ("X-LJS-10", "laurence-jackson", .warned, "LJS-10.7"),
        ("X-LJS-11", "laurence-jackson", .noted, "LJS-14.9"),
        ("X-LJS-12", "laurence-jackson", .warned, "LJS-12.16"),
        ("X-LJS-13", "laurence-jackson", .noted, "LJS-18.14"),
        ("X-NET-1", "nethergate", .refused, "NET-7.7"), ("X-NET-2", "nethergate", .refused, "NET-5.3.2"),
        ("X-NET+DAM-1", "nethergate", .refused, "NET-5.3.5"),
        ("X-NET+DAM-1", "damara", .refused, "DAM-4.2.6"), ("X-DAM-1", "damara", .refused, "DAM-4.2.5"),
        ("X-DAM-2", "damara", .noted, "DAM-4.2.4"), ("X-DAM-4", "damara", .noted, "DAM-6.1.8"),
        ("X-DAM-6", "damara", .warned, "DAM-3.2.4"), ("X-HAL-4", "hallmoor", .noted, "HAL-9.1.2"),
        ("X-HAL-5", "hallmoor", .warned, "HAL-A2.3"), ("X-HAL-7", "hallmoor", .warned, "HAL-4.2.7"),
        ("X-HAL-8", "hallmoor", .noted, "HAL-4.1.6"), ("X-ALL-1", "hallmoor", .noted, "HAL-4.2.3"),
    ])
    func aDifferenceIsTreatedAsTheListSaysAndNamesItsClause(
        row: String, name: String, treatment: PolicyConflict.Treatment, clause: String
    ) {
        let found = check(name).conflicts.filter { $0.check == row }

        #expect(found.count == 1)
        #expect(found.first?.treatment == treatment)
        #expect(found.first?.source.clauses.first?.text ?? "" == clause)
        #expect(found.first?.source.place.line ?? 0 > 0)
    }

    /// `X-SER-1 X-SER-2 …`
    private static func rows(_ school: String, _ numbers: ClosedRange<Int>) -> String {
        numbers.map { "X-\(school)-\($0)" }.joined(separator: " ")
    }

    @Test func aDifferenceThatNoRowOfThisPolicyNamesIsSaidWithoutOne() {
        let nethergate = check("nethergate").conflicts.filter { $0.check == nil }

        #expect(nethergate.contains { $0.says == "The table of codes has H." && $0.treatment == .refused })
        #expect(nethergate.contains { $0.says.contains("(Amendment) Regulations 2013") })
    }

    @Test func retiredCodesAreRefusedOneByOne() {
        let codes = check("laurence-jackson").conflicts.filter {
            $0.check == "X-LJS-2" && $0.treatment == .refused
        }
        let ofSystem = check("serenity").conflicts.filter {
            $0.check == "X-SER-9" && $0.treatment == .refused
        }

        #expect(
            codes.map(\.says) == [
                "The table of codes has H.", "The table of codes has J.", "The table of codes has Y.",
            ])
        #expect(
            ofSystem.flatMap { $0.source.clauses.map(\.text) }.filter { $0 != "SER-A.31" } == [
                "SER-A.11", "SER-A.26",
            ])
    }

    @Test func beforeTheLawChangedNethergatesPolicyAgreedWithIt() {
        let old = check("nethergate", on: day("2024-08-18"))
        let new = check("nethergate", on: day("2024-08-19"))

        #expect(old.conflicts.allSatisfy { $0.treatment == .noted })
        #expect(old.checks == ["X-NET-3", "X-NET-5"])
        #expect(check("nethergate", on: day("2022-04-19")).checks == ["X-NET-5"])
        #expect(old.exitCode == 0)
        #expect(new.exitCode == 1)
    }

    @Test(arguments: Project.policies)
    func everySettingHasItsClauseOrSaysHowItWasRead(name: String) {
        let policy = Project.policy(name)
        var sources = [policy.inForceFrom.source]
        sources += [policy.approval?.source, policy.review?.source, policy.schoolDay?.source].compactMap(
            \.self)
        sources += [policy.entryRetentionYears?.source, policy.absenceReporting?.source].compactMap(\.self)
        sources += policy.registers?.times.map(\.source) ?? []
        sources += [policy.registers?.closingMinuteIsInTime?.source, policy.registers?.takenBy?.source]
            .compactMap(\.self)
        sources +=
            policy.codes.table.map(\.source) + policy.codes.local.map(\.source) + policy.cites.map(\.source)
        sources += [policy.codes.teachers?.source, policy.codes.noReasonSchoolDays?.source].compactMap(\.self)

        for source in sources {
            #expect(!source.clauses.isEmpty || source.reading != nil, "line \(source.place.line)")
        }
        #expect(policy.clauseIndex == name)
    }

    @Test(arguments: [
        ("serenity", 140), ("laurence-jackson", 256), ("nethergate", 137), ("damara", 116), ("hallmoor", 236),
    ])
    func theClauseIndexHoldsEveryClauseOnce(name: String, count: Int) {
        let listed = ClauseLibrary.list(Project.text("Policies/clauses/\(name).txt"))

        #expect(listed.count == count)
        #expect(Set(listed).count == count)
        #expect(Project.clauses.ids(of: name)?.count == count)
    }

    @Test func everyFileOfAPolicyHasNoPersonsTitleInIt() {
        for name in Project.policies {
            let text = Project.text("Policies/\(name).yaml")
            for title in ["Mr ", "Mrs ", "Ms ", "Miss ", "Dr ", "@"] { #expect(!text.contains(title)) }
        }
    }
}

@Suite struct WorkedPolicySettings {
    let law = Project.law

    @Test(arguments: [
        ("serenity", "7", "08:50 09:20", "12:45 13:15"),
        ("laurence-jackson", "7", "08:30 09:00", "12:05 13:05"),
        ("laurence-jackson", "9", "08:30 09:00", "12:05 13:05"),
        ("laurence-jackson", "10", "08:30 09:00", "12:40 13:05"),
        ("laurence-jackson", "11", "08:30 09:00", "12:40 13:05"),
        ("nethergate", "5", "09:00 09:30", "13:00 13:30"),
        ("damara", "8", "09:00 09:30", "12:15 12:45"), ("hallmoor", "R", "09:00 09:30", "12:45 12:55"),
        ("hallmoor", "6", "09:00 09:30", "12:45 12:55"), ("hallmoor", "9", "09:00 09:30", "12:45 12:55"),
        ("hallmoor", "10", "09:00 09:30", "13:15 13:25"), ("hallmoor", "12", "09:00 09:30", "13:15 13:25"),
    ])
    func registersAreTakenAtThePolicysTimes(name: String, year: String, morning: String, afternoon: String)
        throws
    {
        let date = day("2025-09-15")
        let table = try #require(Project.policy(name).registerTimes(under: law, on: date))

        for (half, times) in [(Session.Half.am, morning), (.pm, afternoon)] {
            let found = try #require(table.times(for: Session(date, half), yearGroup: YearGroup(year)))
            #expect("\(found.opens) \(found.closes)" == times)
        }
    }

    @Test(arguments: [
        ("serenity", "08:50 09:15 09:20 09:21", "/ L L U"),
        ("nethergate", "08:55 09:00 09:01 09:30 09:31", "/ / L L U"),
        ("damara", "08:58 09:01 09:29 09:30 11:50 12:15", "/ L L U U -"),
        ("hallmoor", "09:00 09:29 09:30", "/ L U"),
        ("laurence-jackson", "08:19 08:30 08:31 08:59 09:00 09:14", "/ / L L U U"),
    ])
    func aMorningArrivalEarnsTheMarkThatThePolicyGivesIt(name: String, arrivals: String, marks: String) throws
    {
        let date = day("2025-09-15")
        let table = try #require(Project.policy(name).registerTimes(under: law, on: date))
        let times = try #require(table.times(for: Session(date, .am), yearGroup: YearGroup("8")))

        let earned = arrivals.split(separator: " ").map {
            times.code(arrivingAt: time(String($0)), in: .am)?.text ?? "-"
        }

        #expect(earned.joined(separator: " ") == marks)
    }

    @Test(arguments: [
        ("hallmoor", "12:45 12:50 12:55", "9", "\\ L U"), ("hallmoor", "12:50 13:20 13:25", "10", "\\ L U"),
    ])
    func anAfternoonArrivalGoesByTheTimesOfThePupilsOwnPhase(
        name: String, arrivals: String, year: String, marks: String
    ) throws {
        let date = day("2025-09-15")
        let table = try #require(Project.policy(name).registerTimes(under: law, on: date))
        let times = try #require(table.times(for: Session(date, .pm), yearGroup: YearGroup(year)))

        let earned = arrivals.split(separator: " ").map {
            times.code(arrivingAt: time(String($0)), in: .pm)?.text ?? "-"
        }

        #expect(earned.joined(separator: " ") == marks)
    }

    @Test func theLawsYearsRunWhereThePolicyHasFewer() {
        let before = day("2024-08-18")
        let from = day("2024-08-19")

        #expect(Project.policy("nethergate").entryRetentionYears(under: law, on: before) == 3)
        #expect(Project.policy("nethergate").entryRetentionYears(under: law, on: from) == 6)
        #expect(Project.policy("serenity").entryRetentionYears(under: law, on: from) == 6)
        #expect(Project.policy("hallmoor").entryRetentionYears(under: law, on: before) == 6)
    }

    @Test func theLawsClockRunsForAnAbsenceWithoutAReason() {
        #expect(Project.policy("hallmoor").noReasonSchoolDays(under: law, on: day("2024-08-18")) == 10)
        #expect(Project.policy("hallmoor").noReasonSchoolDays(under: law, on: day("2024-08-19")) == 5)
        #expect(Project.policy("damara").noReasonSchoolDays(under: law, on: day("2025-09-01")) == 5)
    }

    @Test(arguments: [
        ("damara", "/ L N", "I G M C U E K #"), ("hallmoor", "/ L N", "I G U C E Z"),
        ("serenity", "/ L N B D E G K M O P Q R S T U V W", "C C1 C2 I J1 X Y1 Y7 # Z"),
    ])
    func teachersEnterWhatThePolicyLetsThem(name: String, may: String, mayNot: String) {
        let policy = Project.policy(name)
        let date = day("2025-09-15")
        func allowed(_ text: Substring) -> Bool {
            policy.mayTeacherEnter(AttendanceCode(text, on: date)!, under: law, on: date)
        }

        for code in may.split(separator: " ") { #expect(allowed(code), "\(code)") }
        for code in mayNot.split(separator: " ") { #expect(!allowed(code), "\(code)") }
    }

    @Test func aTeachersScreenShowsTheMarkOfItsHalf() {
        let policy = Project.policy("hallmoor")

        #expect(
            policy.teacherCodes(under: law, for: Session(day("2025-09-15"), .am)).map(\.text) == [
                "/", "L", "N",
            ])
        #expect(
            policy.teacherCodes(under: law, for: Session(day("2025-09-15"), .pm)).map(\.text) == [
                "\\", "L", "N",
            ])
    }

    @Test func coloursExportMarksAndLocalMarksAreThoseOfTheTable() {
        let codes = Project.policy("serenity").codes

        #expect(codes.colour(of: .localAuthorityProvision) == "#ff00ea")
        #expect(codes.colour(of: .noAccessArrangements) == "#3b82f6")
        #expect(codes.colour(of: .illness) == nil)
        #expect(codes.exportMark(for: .plannedClosure) == nil)
        #expect(codes.exportMark(for: .interview) == "J1")
        #expect(codes.local("?") == LocalMark(mark: "?", standsFor: nil))
        #expect(codes.local("!") == nil)
        #expect(!codes.isProtected(.illness))
    }

    @Test func onlyTheOfficeTakesDamarasRegisters() {
        #expect(Project.policy("damara").registers?.takenBy?.value == [.office])
        #expect(Project.policy("hallmoor").registers?.takenBy == nil)
    }

    @Test(arguments: [
        ("serenity", "09:19", true), ("serenity", "09:20", true), ("serenity", "09:21", false),
        ("laurence-jackson", "08:29", true), ("laurence-jackson", "08:30", false),
        ("nethergate", "10:00", true),
        ("nethergate", "10:01", false), ("damara", "08:00", true), ("hallmoor", "09:01", false),
    ])
    func aReportIsInTimeUntilThePolicysMinute(name: String, at: String, isInTime: Bool) {
        #expect(Project.policy(name).absenceReporting?.value.isInTime(time(at)) == isInTime)
    }

    @Test(arguments: [
        ("serenity", "2026-09-01", "2026-09-02"), ("nethergate", "2022-05-31", "2022-06-01"),
        ("damara", "2026-12-31", "2027-01-01"), ("hallmoor", "2027-01-31", "2027-02-01"),
        ("laurence-jackson", "2025-08-31", "2025-09-01"),
    ])
    func aReviewIsOverdueFromTheDayAfterItWasDue(name: String, last: String, overdue: String) {
        let review = Project.policy(name).review?.value

        #expect(review?.isOverdue(on: day(last)) == false)
        #expect(review?.isOverdue(on: day(overdue)) == true)
    }

    @Test func aPolicyReadStrictlyClosesItsRegistersAfterThirtyMinutes() throws {
        let text = Project.text("Policies/laurence-jackson.yaml")
            .replacing("registers:\n  strict:\n    is: no", with: "registers:\n  strict:\n    is: yes")
        let policy = try #require(
            PolicyReader.read(file: "laurence-jackson.yaml", text: text, law: law, clauses: Project.clauses)
                .policy)
        let date = day("2025-09-15")
        let table = try #require(policy.registerTimes(under: law, on: date))

        #expect(table.times(for: Session(date, .pm), yearGroup: YearGroup("7"))?.closes == time("12:35"))
        #expect(table.times(for: Session(date, .pm), yearGroup: YearGroup("10"))?.closes == time("13:05"))
        #expect(table.times(for: Session(date, .am), yearGroup: YearGroup("7"))?.closes == time("09:00"))
        #expect(
            !policy.conflicts(with: law, on: date).contains {
                $0.check == "X-LJS-1" && $0.treatment == .warned
            })
    }
}
