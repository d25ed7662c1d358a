import Attendance
import Formats
import Testing

/// A school's rule takes the place of one of the law's only where it asks for as much.
@Suite struct StrictnessOfRules {
    private func weaknesses(_ rule: String) throws -> [String] {
        let (policy, problems) = PolicyReader.read(
            file: "p.yaml", text: Rules.head + "rules:\n  - \(rule)\n", law: Project.law,
            clauses: Project.clauses)
        let found = try #require(policy, "\(problems)")
        let date = day("2025-11-13")
        let conflicts = found.conflicts(with: Project.law, on: date).filter {
            $0.runs == "The law's rule runs as well."
        }
        let name = try #require(found.rules.rules.first?.insteadOf)
        #expect(found.replacedRules(of: Project.law, on: date).contains(name) == conflicts.isEmpty)
        return conflicts.map { String($0.says.split(separator: ": ", maxSplits: 1).last ?? "") }
    }

    @Test(arguments: [
        ("at-least: 15", ""), ("at-least: 14", ""),
        ("at-least: 16", "at least 16 where the law has at least 15."),
        ("more-than: 14", ""), ("more-than: 15", "more than 15 where the law has at least 15."),
        ("at-least: {law: return-sickness-days}", ""),
    ])
    func daysOfIllness(comparison: String, weakness: String) throws {
        let found = try weaknesses(
            "{rule: ours, instead-of: sickness-return, "
                + "when: {days: {of: I, \(comparison), expected: yes}}, then: [{return: sickness-return}]}")

        #expect(found.joined() == weakness)
    }

    @Test(arguments: [
        ("{absence: {at-least: 10}}", true), ("{absence: {at-least: 12}}", false),
        ("{attendance: {at-most: 90}}", true), ("{attendance: {below: 90}}", false),
        ("{attendance: {below: 91}}", true),
    ])
    func attendanceIsAbsenceFromTheOtherSide(when: String, isEnough: Bool) throws {
        let found = try weaknesses(
            "{rule: ours, instead-of: persistently-absent, when: \(when), label: persistently-absent}")

        #expect(found.isEmpty == isEnough)
    }

    @Test(arguments: [
        ("at-least: 1", true), ("exactly: 1", true), ("exactly: 2", false), ("at-least: 2", false),
    ])
    func aLaterDayOfAnAbsence(comparison: String, isEnough: Bool) throws {
        let found = try weaknesses(
            "{rule: ours, instead-of: first-day-contact, at: \"10:00\", "
                + "when: {unexplained-day: {\(comparison)}}, then: [{call: priority-1, due: \"10:00\"}]}")

        #expect(found.isEmpty == isEnough)
    }

    @Test(arguments: ["exactly: 1", "exactly: 2", "at-least: 3"])
    func whereTheLawNamesNoDayASchoolMayNameOne(comparison: String) throws {
        let found = try weaknesses(
            "{rule: ours, instead-of: social-worker-told, when: {unexplained-day: {\(comparison)}}, "
                + "then: [{call: social-worker}]}")

        #expect(found == [])
    }

    @Test(arguments: [
        ("same-day", ""), ("\"14:00\"", ""),
        ("{school-days: 1}", "after 1 school days where the law has by the end of the day."),
    ])
    func aLaterTimeForAStep(due: String, weakness: String) throws {
        let found = try weaknesses(
            "{rule: ours, instead-of: first-day-contact, at: am-closes, "
                + "when: {unexplained-day: {exactly: 1}}, then: [{call: priority-1, due: \(due)}]}")

        #expect(found.joined() == weakness)
    }

    @Test(arguments: [
        ("", true), ("flags: [ehcp]", true), ("flags: [ehcp, medical]", true), ("flags: [medical]", false),
        ("flags: [ehcp], year-groups: [7]", false),
    ])
    func fewerPupils(who: String, isEnough: Bool) throws {
        let found = try weaknesses(
            "{rule: ours, instead-of: ehc-falls, when: {absence: {at-least: 10}\(who.isEmpty ? "" : ", \(who)")}, "
                + "then: [{task: tell, to: local-authority}]}")

        #expect(found.isEmpty == isEnough)
        if !isEnough { #expect(found == ["for fewer pupils."]) }
    }

    @Test(arguments: [("school-days", true), ("every-day", true), ("first-of-month", false)])
    func onlyOnSomeDays(days: String, isEnough: Bool) throws {
        let found = try weaknesses(
            "{rule: ours, instead-of: persistently-absent, on: \(days), when: {absence: {at-least: 10}}, "
                + "label: persistently-absent}")

        #expect(found.isEmpty == isEnough)
    }
}
