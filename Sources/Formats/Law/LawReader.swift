public import Attendance
import Foundation

/// Reads the law from the files of a directory such as `Law/England/`.
///
/// The files are checked as strictly as a school's policy: a value without a reference, a unit or code that is
/// not on its list, a figure the program needs and does not find, are each a problem, and then there is no law.
public enum LawReader {
    /// Reads every `.yaml` file of a directory.
    public static func load(directory: String) -> (law: Law?, problems: [Problem]) {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: directory) else {
            return (nil, [unreadable(directory)])
        }
        var files = [(name: String, text: String)]()
        var problems = [Problem]()
        for name in names.filter({ $0.hasSuffix(".yaml") }).sorted() {
            let path = "\(directory)/\(name)"
            switch TextFile.read(path) {
            case .success(let text): files.append((path, text))
            case .failure(let problem): problems.append(problem)
            }
        }
        if files.isEmpty, problems.isEmpty { problems.append(unreadable(directory)) }
        guard problems.isEmpty else { return (nil, problems) }
        return read(files)
    }

    /// Reads the files of one body of law together; their order does not matter.
    public static func read(_ files: [(name: String, text: String)]) -> (law: Law?, problems: [Problem]) {
        var draft = LawDraft()
        var reports = [YAMLReport]()
        var groups = [(YAMLGroup, YAMLReport)]()
        for (name, text) in files {
            let text = YAMLText(file: name, text: text)
            let (node, problems) = text.compose()
            let report = YAMLReport(text, problems: problems)
            reports.append(report)
            let keys = [
                "format", "instruments", "sets", "figures", "circumstances", "deletion-grounds", "books",
                "differences", "setting-rows",
            ]
            guard let node, let group = YAMLGroup(node, "a law file", keys: keys, report: report) else {
                continue
            }
            FileFormat.check(group, report)
            groups.append((group, report))
        }
        for (group, report) in groups { draft.readInstruments(group["instruments"], report) }
        for (group, report) in groups {
            draft.readCodeSets(group["sets"], report)
            draft.readFigures(group["figures"], report)
            draft.readCircumstances(group["circumstances"], report)
            draft.readDeletionGrounds(group["deletion-grounds"], report)
            draft.readBooks(group["books"], report)
            draft.readDifferences(group["differences"], report)
            draft.readSettingRows(group["setting-rows"], report)
        }
        var problems = reports.flatMap(\.sorted)
        if problems.isEmpty {
            for name in LawFigureName.allCases where draft.figures[name] == nil {
                problems.append(
                    Problem(
                        file: files.first.map { directory(of: $0.name) } ?? "-",
                        problem: "The law has no '\(name.rawValue)'.",
                        remedy: "Add the figure with its unit, values and references to one of the files."))
            }
        }
        return (problems.isEmpty ? draft.law : nil, problems)
    }

    private static func unreadable(_ directory: String) -> Problem {
        Problem(
            file: directory, problem: "There are no law files here.",
            remedy: "Set ROLLCALL_HOME to the folder that holds Law/ and Policies/.")
    }

    private static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
    }
}

/// The law while its files are being read.
struct LawDraft {
    var instruments = [String: LegalInstrument]()
    var rules = [CodeRule]()
    var conditions = [AttendanceCode: [(from: CalendarDate, value: String?)]]()
    var figures = [LawFigureName: EffectiveDated<LawFigure>]()
    var labels = [LawFigureName: String]()
    var circumstances = [String: Circumstance]()
    var grounds = [(from: CalendarDate, value: [DeletionGround]?)]()
    var books = [(from: CalendarDate, value: RuleBook?)]()
    var differences = [(from: CalendarDate, value: [Difference]?)]()
    var settingRows = [SettingDifference: [String]]()

    var law: Law {
        Law(
            codes: CodeSet(rules), conditions: conditions.mapValues { EffectiveDated($0) },
            instruments: instruments, figures: figures, labels: labels, circumstances: circumstances,
            grounds: EffectiveDated(grounds), rules: EffectiveDated(books),
            differences: EffectiveDated(differences), settingRows: settingRows)
    }
}

/// The line `format: 1` with which every file begins.
enum FileFormat {
    static func check(_ group: YAMLGroup, _ report: YAMLReport) {
        guard let node = group.required("format") else { return }
        guard node.scalar != "1" else { return }
        report.error(
            at: node, "This is not a format that can be read.",
            "Write format: 1; a file of a later format needs a later version of the program.")
    }
}
