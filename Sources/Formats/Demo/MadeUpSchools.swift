public import Attendance
import Foundation

/// What a made-up school is like, as `Policies/demo/schools.yaml` has it.
public struct MadeUpSchool: Hashable, Sendable {
    /// The name of the policy it follows.
    public var policy: String
    /// The school's own name. It is no real school's.
    public var name: String
    /// The short name used in addresses and on the command line.
    public var slug: String
    public var yearGroups: [YearGroup]
    /// Those whose afternoon register is a lesson's.
    public var calledInLessons: [YearGroup] = []
    /// The office takes every register, not tutors.
    public var officeTakesRegisters = false
}

/// The made-up schools there are: one for each policy file of a folder.
public enum MadeUpSchools {
    /// In the order of `demo/schools.yaml`, then those of policies that are not in it, by name.
    public static func load(policies folder: String) -> (schools: [MadeUpSchool], problems: [Problem]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let policies = names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        let path = "\(folder)/demo/schools.yaml"
        guard FileManager.default.fileExists(atPath: path) else { return (policies.map(school), []) }
        switch TextFile.read(path) {
        case .failure(let problem): return ([], [problem])
        case .success(let text):
            let (listed, problems) = read(file: path, text: text)
            let own = listed.filter { policies.contains($0.policy) }
            let rest = policies.filter { name in !own.contains { $0.policy == name } }
            return (own + rest.map(school), problems)
        }
    }

    /// For a policy that has none of its own.
    private static func school(following policy: String) -> MadeUpSchool {
        MadeUpSchool(
            policy: policy, name: "Ashmoor School", slug: "ashmoor",
            yearGroups: (7...11).compactMap { YearGroup(number: $0) })
    }

    static func read(file: String, text: String) -> (schools: [MadeUpSchool], problems: [Problem]) {
        let text = YAMLText(file: file, text: text)
        let (node, problems) = text.compose()
        let report = YAMLReport(text, problems: problems)
        guard let node,
            let group = YAMLGroup(node, "the made-up schools", keys: ["format", "schools"], report: report)
        else { return ([], report.sorted) }
        FileFormat.check(group, report)
        let schools = group.required("schools").map { report.list($0, "the schools") } ?? []
        let found = schools.compactMap { school($0, report) }
        return (report.hasErrors ? [] : found, report.sorted)
    }

    private static func school(_ node: YAMLNode, _ report: YAMLReport) -> MadeUpSchool? {
        let keys = [
            "policy", "name", "slug", "year-groups", "called-in-lessons", "office-takes-registers",
        ]
        guard let group = YAMLGroup(node, "a school", keys: keys, report: report),
            let policy = group.required("policy", { report.text($0, "the policy") }),
            let name = group.required("name", { report.text($0, "the school's name") }),
            let slug = group.required("slug", { report.slug($0, "the short name") }),
            let years = group.required("year-groups")
        else { return nil }
        return MadeUpSchool(
            policy: policy, name: name, slug: slug, yearGroups: yearGroups(years, report),
            calledInLessons: group["called-in-lessons"].map { yearGroups($0, report) } ?? [],
            officeTakesRegisters: group.optional("office-takes-registers") { node in
                report.flag(node, "whether the office takes the registers")
            } ?? false)
    }

    private static func yearGroups(_ node: YAMLNode, _ report: YAMLReport) -> [YearGroup] {
        report.list(node, "the year groups").compactMap { node in
            guard let text = node.scalar, let group = YearGroup(text) else {
                report.error(at: node, "This is no year group.", "Write R, or a number from 1 to 13.")
                return nil
            }
            return group
        }
    }
}
