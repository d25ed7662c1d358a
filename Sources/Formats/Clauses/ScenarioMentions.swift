import Attendance
import Foundation

/// How many scenarios name each clause, by the texts of scenario files.
public enum ScenarioMentions {
    /// Every scenario file in a folder and those below it; nothing when there is no such folder.
    ///
    /// - Parameter expectedOnly: leaves out what only may not be due.
    public static func count(inFolder folder: String, expectedOnly: Bool = false) -> [String: Int] {
        guard let files = FileManager.default.enumerator(atPath: folder) else { return [:] }
        var counts = [String: Int]()
        for case let name as String in files where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            guard case .success(let text) = TextFile.read("\(folder)/\(name)") else { continue }
            counts.merge(count(in: text, expectedOnly: expectedOnly)) { $0 + $1 }
        }
        return counts
    }

    /// The same of one file; a scenario counts once for every word it holds. Nothing for a file that cannot be read.
    public static func count(in text: String, expectedOnly: Bool = false) -> [String: Int] {
        guard case .mapping(let sections)? = YAMLText(file: "", text: text).compose().node?.content,
            case .sequence(let scenarios)? = sections.first(where: { $0.key.scalar == "scenarios" })?.value
                .content
        else { return [:] }
        var counts = [String: Int]()
        for scenario in scenarios {
            var words = Set<String>()
            collect(scenario, into: &words, expectedOnly)
            for word in words { counts[word, default: 0] += 1 }
        }
        return counts
    }

    private static func collect(_ node: YAMLNode, into words: inout Set<String>, _ expectedOnly: Bool) {
        switch node.content {
        case .scalar(let text): words.insert(text)
        case .sequence(let items): for item in items { collect(item, into: &words, expectedOnly) }
        case .mapping(let pairs):
            for (key, value) in pairs where !(expectedOnly && key.scalar == "not-due") {
                collect(value, into: &words, expectedOnly)
            }
        case .nothing: break
        }
    }
}
