public import Attendance
public import Formats
import Store

/// What became of a file for another system.
public struct ExportReport: Hashable, Sendable {
    public var rows = 0
    /// Marks for which the other system's form, or the school's own table of codes, has no place.
    public var leftOut = 0
}

extension Office {
    /// Gives the marks of a period to another system, in its own form, pupil by pupil.
    ///
    /// Codes go out as the school's table of export marks has them, but never as a code that the law had retired by
    /// the session's day. Notes go out only with codes that need one. `write` is handed the file piece by piece.
    /// Throws `OfficeError`, and what `write` throws.
    public func exportMarks(
        as dialect: Dialect, in days: ClosedRange<CalendarDate>, by person: SignedIn,
        write: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws -> ExportReport {
        try person.require(.exportFiles)
        return try await store.read { transaction in
            let school = try self.school(person.school, in: transaction)
            let details = try transaction.allDetails(school: school.id)
            let groups = try transaction.registrationGroups(school: school.id)
            var writer = MarkWriter(as: dialect)
            var report = ExportReport()
            let first = AcademicYear(containing: days.lowerBound).start
            let last = AcademicYear(containing: days.upperBound).start
            for year in (first...last).map({ AcademicYear(startingIn: $0) }) {
                let said = try transaction.entryDetails(in: year, school: school.id)
                let marks = try transaction.yearMarks(in: year, school: school.id)
                for pupil in marks.keys.sorted(by: { Self.listed($0, $1, details) }) {
                    guard let bytes = marks[pupil], let particulars = details[pupil] else { continue }
                    for (slot, byte) in bytes.enumerated() {
                        let session = year.session(at: slot)
                        guard let code = AttendanceCode(rawValue: byte), days.contains(session.date) else {
                            continue
                        }
                        guard let mark = self.exported(code, in: session, school: school) else {
                            report.leftOut += 1
                            continue
                        }
                        let group = groups[pupil]?.last { $0.from <= session }?.group
                        var row = MarkRow(
                            pupil: particulars.reference(in: group), session: session, mark: .code(mark))
                        if let entry = said[pupil]?[slot], entry.code == code {
                            row.minutesLate = entry.minutesLate.map { .value($0) } ?? .blank
                            if self.law.codes.rule(for: code, on: session.date)?.noteRequired ?? false {
                                row.comment = entry.note.map { .value($0) } ?? .blank
                            }
                        }
                        writer.add(row)
                        report.rows += 1
                        if report.rows % 4096 == 0 { try write(writer.take()) }
                    }
                }
            }
            writer.finish()
            try write(writer.take())
            report.leftOut += writer.leftOut
            report.rows -= writer.leftOut
            return report
        }
    }

    private static func listed(
        _ a: PupilID, _ b: PupilID, _ details: [PupilID: PupilDetails]
    ) -> Bool {
        (details[a]?.plainName ?? "", a) < (details[b]?.plainName ?? "", b)
    }

    /// Nil when the school's table leaves the code out.
    private func exported(_ code: AttendanceCode, in session: Session, school: School) -> AttendanceCode? {
        guard let codes = school.policy(on: session.date)?.codes else { return code }
        guard let mark = codes.exportMark(for: code) else { return nil }
        guard let other = AttendanceCode(mark, on: session.date),
            law.codes.rule(for: other, on: session.date) != nil,
            other.sessionClass == code.sessionClass
        else { return code }
        return other
    }

    /// The pupils on the roll on a day, as another system takes them in.
    public func exportPupils(
        as dialect: Dialect, on day: CalendarDate, by person: SignedIn,
        write: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws -> ExportReport {
        try person.require(.exportFiles)
        return try await store.read { transaction in
            var writer = ExchangeWriter<PupilRow>(as: dialect)
            var report = ExportReport()
            for summary in try transaction.pupils(onRoll: day, school: person.school) {
                guard let pupil = try transaction.pupil(summary.id, school: person.school) else { continue }
                writer.add(PupilRow(pupil, on: day))
                report.rows += 1
            }
            writer.finish()
            try write(writer.take())
            return report
        }
    }

    /// The contacts of everyone on the roll on a day.
    public func exportContacts(
        as dialect: Dialect, on day: CalendarDate, by person: SignedIn,
        write: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws -> ExportReport {
        try person.require(.exportFiles)
        return try await store.read { transaction in
            let contacts = try transaction.contacts(onRoll: day, school: person.school)
            let rows = try transaction.pupils(onRoll: day, school: person.school).flatMap { summary in
                let details = try transaction.details(of: summary.id, school: person.school)
                let reference = details?.reference(in: summary.registrationGroup) ?? PupilReference()
                return (contacts[summary.id] ?? []).map { ContactRow($0, of: reference) }
            }
            var report = ExportReport(rows: rows.count)
            if dialect == .bromcom {
                var writer = WideContactWriter()
                for row in rows { writer.add(row) }
                writer.finish()
                report.leftOut = writer.leftOut
                try write(writer.take())
            } else {
                var writer = ExchangeWriter<ContactRow>(as: dialect)
                for row in rows { writer.add(row) }
                writer.finish()
                try write(writer.take())
            }
            return report
        }
    }
}
