import Attendance
public import Formats
import Store

extension Office {
    /// Imports a file of pupils, contacts, marks, staff, registers or classes, as one act.
    ///
    /// Imported again, a file changes nothing and asks nothing twice. A file with errors applies nothing, unless it
    /// is to keep going: then the sound rows are applied. What people set here stands: it is reported, and a named
    /// person chooses.
    ///
    /// Throws `Problems` when the file cannot be read at all, `OfficeError.notAllowed`, `StoreError`.
    public func importFile(
        _ kind: ImportKind, input: FileInput, dialect: Dialect? = nil, isDryRun: Bool = false,
        keepsGoing: Bool = false, by person: SignedIn,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try person.require(.importFiles)
        try person.require(kind.permission)
        let at = now()
        let report: ImportReport
        do {
            report = try await store.write(person.school) { transaction in
                let run = try ImportRun(
                    self, transaction, kind: kind, file: input.name, isDryRun: isDryRun, by: person, at: at,
                    progress: progress)
                do {
                    try run.read(input, as: dialect)
                } catch let problem as Problem {
                    throw Problems([problem])
                }
                if isDryRun || (run.report.errorCount > 0 && !keepsGoing) {
                    throw Withdrawn(report: run.report)
                }
                run.report.isApplied = true
                run.report.batch = run.recorded?.id
                return run.report
            }
        } catch let withdrawn as Withdrawn {
            return withdrawn.report
        }
        if report.batch != nil { try await signHeads(school: person.school) }
        if report.isApplied && report.rows >= Self.rowsToCountAfter { await store.driver.countTables() }
        return report
    }

    /// From how many rows of a file on the database is told to count its tables: a year of marks, not a night's pupils.
    private static let rowsToCountAfter = 10_000

    /// Leaves the transaction without a trace, and takes the report along.
    private struct Withdrawn: Error {
        var report: ImportReport
    }
}

extension ImportRun {
    func read(_ input: FileInput, as dialect: Dialect?) throws {
        switch kind {
        case .pupils: try importPupils(input, as: dialect)
        case .contacts: try importContacts(input, as: dialect)
        case .marks: try importMarks(input, as: dialect)
        case .staff: try importStaff(input, as: dialect)
        case .registers: try importRegisters(input)
        case .classes: try importClasses(input)
        }
    }
}
