import Attendance
import Formats
import Store

/// One file being imported, within its transaction.
///
/// The act is written into the books with the first thing it changes, so that a file that changes nothing leaves
/// nothing behind.
final class ImportRun {
    let office: Office
    let transaction: any Transaction
    let school: School
    let by: SignedIn
    let at: Instant
    let today: CalendarDate
    let kind: ImportKind
    let file: String
    var report: ImportReport
    private let progress: (ImportProgress) -> Void
    private(set) var recorded: RecordedAct?
    private var asked: Set<AskedQuestion> = []
    private var notices: [Notice: Met] = [:]

    /// A thing said once of many rows.
    private struct Notice: Hashable {
        var problem: String
        var remedy: String
    }
    private struct Met {
        var count = 0
        var line = 0
        var column = 0
    }

    init(
        _ office: Office, _ transaction: any Transaction, kind: ImportKind, file: String, isDryRun: Bool,
        by: SignedIn, at: Instant, progress: @escaping (ImportProgress) -> Void
    ) throws {
        self.office = office
        self.transaction = transaction
        self.by = by
        self.at = at
        self.kind = kind
        self.file = file
        self.progress = progress
        today = LondonClock.moment(at: at).date
        school = try office.school(by.school, in: transaction)
        report = ImportReport(kind: kind, file: file, isDryRun: isDryRun)
        asked = try transaction.askedQuestions(
            [
                .parkedMark, .markDiffers, .notInFile, .reportedLeaving, .groupChange, .contactMatch,
                .fieldDiffers,
            ],
            school: by.school)
    }

    var schoolID: SchoolID { school.id }
    var thisYear: AcademicYear { AcademicYear(containing: today) }

    /// The academic years for which there is a calendar, in order.
    var yearsHeld: [AcademicYear] { school.calendars.years.map(\.year) }

    /// The act that everything this file changes belongs to.
    func act() throws -> RecordedAct {
        if let recorded { return recorded }
        let act = try transaction.record(
            Act(.importFile, at: at, by: by.named, reason: file, detail: kind.rawValue), school: schoolID)
        recorded = act
        return act
    }

    /// Does what belongs together for one row: all of it, or, when it throws, nothing.
    func whole<T>(_ body: () throws -> T) throws -> T {
        let before = recorded
        try transaction.run("SAVEPOINT import_row", [])
        do {
            let value = try body()
            try transaction.run("RELEASE import_row", [])
            return value
        } catch {
            try transaction.run("ROLLBACK TO import_row", [])
            try transaction.run("RELEASE import_row", [])
            recorded = before
            throw error
        }
    }

    /// Puts a question unless the same was put before, by this file or another; true when it is new.
    @discardableResult
    func ask(
        _ kind: Question.Kind, pupil: PupilID?, session: Session? = nil, ours: String? = nil,
        theirs: String? = nil, detail: String = "", proposal: Proposal? = nil
    ) throws -> Bool {
        let question = AskedQuestion(
            kind, pupil: pupil, session: session, ours: ours, theirs: theirs, detail: detail)
        guard asked.insert(question).inserted else { return false }
        try transaction.ask(
            kind, pupil: pupil, session: session, ours: ours, theirs: theirs, source: file, detail: detail,
            proposal: proposal?.text, by: act(), school: schoolID)
        return true
    }

    /// A row is refused.
    func refuse(_ line: Int, column: Int = 0, _ problem: String, remedy: String) {
        report.counts[.refused, default: 0] += 1
        report.problems.add(
            Problem(file: file, line: line, column: column, problem: problem, remedy: remedy))
    }

    func warn(_ line: Int, column: Int = 0, _ problem: String, remedy: String) {
        report.problems.add(
            Problem(.warning, file: file, line: line, column: column, problem: problem, remedy: remedy))
    }

    /// Counts something that many rows may have; said once at the end, with the first place.
    func notice(_ line: Int, column: Int = 0, _ problem: String, remedy: String) {
        let key = Notice(problem: problem, remedy: remedy)
        if notices[key] == nil { notices[key] = Met(line: line, column: column) }
        notices[key]?.count += 1
    }

    /// One more row, or mark of a row, has been read.
    func tick(_ bytesRead: Int, of byteCount: Int) {
        report.rows += 1
        if report.rows % 1024 == 0 {
            progress(ImportProgress(rows: report.rows, bytesRead: bytesRead, byteCount: byteCount))
        }
    }

    /// What the reader found wrong, and what was met in many rows.
    func finish(_ problems: ProblemLog, as dialect: Dialect) {
        report.dialect = dialect
        report.counts[.refused, default: 0] += problems.errorCount
        var all = problems
        all.add(report.problems)
        for (notice, met) in notices.sorted(by: {
            ($0.value.line, $0.value.column) < ($1.value.line, $1.value.column)
        }) {
            let rows = met.count == 1 ? "" : "\(met.count) rows, the first here: "
            all.add(
                Problem(
                    .warning, file: file, line: met.line, column: met.column, problem: rows + notice.problem,
                    remedy: notice.remedy))
        }
        report.problems = all
        progress(ImportProgress(rows: report.rows, bytesRead: 1, byteCount: 1))
    }
}
