import Attendance
import Formats
import Office
import Store

extension ImportReportView {
    /// Problems and lines beyond these are counted and not printed.
    private static let most = 500

    init(_ file: ImportShelf.Brought, frame: Frame) {
        let report = file.report
        let problems = report.problems.kept
        let talking = report.lines.filter {
            !$0.about.isEmpty && $0.outcome != .notInFile && $0.outcome != .added && $0.outcome != .unchanged
        }
        let absent = report.lines.filter { $0.outcome == .notInFile && !$0.about.isEmpty }
        let errors = report.errorCount
        let changes = report.count(.added) + report.count(.changed)
        self.init(
            frame: frame, file: report.file,
            summary:
                "\(report.kind.rawValue.firstLarge), in \(report.dialect.name)'s form, \(report.rows == 1 ? "1 row" : "\(report.rows.inWords) rows")",
            state: report.isApplied
                ? Badge(text: "Applied", kind: "good")
                : Badge(
                    text: report.isDryRun ? "Report only, nothing applied" : "Nothing applied", kind: "quiet"),
            verdict: Self.verdict(report, changes: changes),
            verdictKind: errors > 0 ? "warn" : "good",
            tiles: Self.tiles(report),
            problems: problems.prefix(Self.most).map { problem in
                ProblemLine(
                    badge: problem.severity == .error
                        ? Badge(text: "Error", kind: "bad") : Badge(text: "Look", kind: "warn"),
                    place: "\(problem.file):\(problem.line):\(problem.column)", problem: problem.problem,
                    remedy: problem.remedy, excerpt: problem.excerpt.isEmpty ? nil : problem.excerpt)
            },
            problemCount: (report.problems.errorCount + report.problems.warningCount).inWords,
            noProblems: report.problems.isEmpty,
            differences: talking.prefix(Self.most).map { line in
                Difference(
                    badge: line.outcome.badge, about: line.about, text: line.text,
                    rows: line.rows.map {
                        $0.count == 1 ? "row \($0.lowerBound)" : "rows \($0.lowerBound) to \($0.upperBound)"
                    } ?? "")
            }, differenceCount: talking.count.inWords, noDifferences: talking.isEmpty,
            absent: absent.prefix(Self.most).map { Absent(name: $0.about, text: $0.text) },
            noneAbsent: absent.isEmpty,
            apply: report.isDryRun && changes + report.count(.parked) + report.count(.asked) > 0
                ? Apply(
                    action: "/imports/\(file.id)", act: "apply",
                    label: errors == 0
                        ? "Apply" : "Apply, leaving out \(errors.inWords) \(errors == 1 ? "row" : "rows")")
                : nil)
    }

    private static func verdict(_ report: ImportReport, changes: Int) -> String {
        if report.isApplied {
            guard let batch = report.batch else {
                return "Nothing was changed: everything in it stands here already."
            }
            let parked = report.count(.parked) + report.count(.differs)
            return "Applied as act \(batch)."
                + (parked > 0 ? " \(parked.inWords) marks wait on Today for somebody to settle." : "")
        }
        if report.errorCount == 1 {
            return
                "One row cannot be taken. Mend it in the file and bring it again, or apply the rest and leave it out."
        }
        if report.errorCount > 1 {
            return
                "\(report.errorCount.inWords) rows cannot be taken. Mend them in the file and bring it again, or apply the rest and leave those out."
        }
        return changes == 0
            ? "Nothing would change: everything in it stands here already."
            : "Every row can be taken. Nothing is applied yet."
    }

    private static func tiles(_ report: ImportReport) -> [Tile] {
        let told: [(ImportReport.Outcome, String, String)] = [
            (.added, "New", "Not here before"),
            (.changed, "Changed", "The file made it before, and differs now"),
            (.unchanged, "Unchanged", "The same stands here already"),
            (.blank, "Blank", "A blank clears nothing"),
            (.differs, "Different here", "What a person set here stands"),
            (.parked, "Parked", "Codes a person must settle; those sessions count as missing"),
            (.asked, "Asked", "A question is put to the office"),
            (.notInFile, "Not in the file", "Nobody is taken off the roll by a file"),
            (.refused, "Cannot be taken", "Listed below with what to do"),
        ]
        return told.compactMap { outcome, label, how in
            let count = report.count(outcome)
            guard count > 0 || outcome == .added else { return nil }
            return Tile(label: label, value: count.inWords, how: how, isHot: outcome == .refused)
        }
    }
}

extension ImportReport.Outcome {
    fileprivate var badge: Badge {
        switch self {
        case .changed: Badge(text: "Changed", kind: "info")
        case .differs: Badge(text: "Stands as set here", kind: "warn")
        case .parked: Badge(text: "Parked", kind: "warn")
        case .asked: Badge(text: "Asked", kind: "info")
        case .refused: Badge(text: "Refused", kind: "bad")
        case .added, .unchanged, .blank, .notInFile: Badge(text: words.firstLarge, kind: "quiet")
        }
    }
}
