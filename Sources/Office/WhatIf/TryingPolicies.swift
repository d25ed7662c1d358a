public import Attendance
import Store

extension Office {
    /// As `whatIf` for the command, for somebody who may try policies: the answer names pupils with what would have
    /// been done about them.
    ///
    /// Throws what `whatIf` throws, and `OfficeError.notAllowed`.
    public func whatIf(
        _ file: SourceFile, _ days: ClosedRange<CalendarDate>, assuming assumptions: Assumptions,
        by person: SignedIn, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void
    ) async throws -> WhatIfAnswer {
        try person.require(.tryPolicies)
        return try await whatIf(
            file, days, assuming: assumptions, school: person.school, progress: progress)
    }

    /// The days that a policy is tried on unless somebody says otherwise: the school year so far, or the year before
    /// while it has hardly begun. Nil where no calendar covers either.
    public func playedDays(school id: SchoolID) async throws -> ClosedRange<CalendarDate>? {
        let school = try await self.school(id)
        let yesterday = today - 1
        for year in [AcademicYear(containing: yesterday), AcademicYear(containing: yesterday).previous] {
            guard let calendar = school.calendars[year],
                let first = calendar.sessions(for: nil).sessions.first?.date
            else { continue }
            let last = min(yesterday, year.lastDay)
            if first + 13 <= last { return first...last }
        }
        return nil
    }
}
