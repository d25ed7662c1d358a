public import Attendance
public import Store

extension Office {
    /// Removes the registers of an academic year that the law no longer asks to be kept: entries, notes, year marks.
    /// What was removed is written among the decisions. `isDryRun` only says what would be.
    ///
    /// The clock runs by entry: one made long after the year keeps the whole year, since the chain holds to its end.
    /// Throws `OfficeError.conflict` before the time, `.notFound` where the year holds nothing.
    public func purge(
        _ year: AcademicYear, isDryRun: Bool, by person: SignedIn
    ) async throws -> RegisterYear {
        try person.require(.administer)
        let (law, today) = (law, today)
        let mayGo: @Sendable (RegisterYear?) throws -> RegisterYear = { found in
            guard let found else { throw OfficeError.notFound("The registers of \(year) hold no entries.") }
            let last = Self.lastDayKept(found, law: law, today: today)
            guard let last else {
                throw OfficeError.conflict(
                    "The law does not say how long registers are kept: nothing is removed.")
            }
            guard today > last else {
                throw OfficeError.conflict(
                    "The registers of \(year) are kept until \(last): the last entry was made on "
                        + "\(LondonClock.moment(at: found.lastMade).date), and the year ended on \(year.lastDay)."
                )
            }
            return found
        }
        if isDryRun {
            let school = person.school
            return try await store.read { try mayGo(try $0.registerYear(year, school: school)) }
        }
        return try await store.purge(
            year, on: today,
            by: Act(.purge, at: now(), by: person.named, detail: year.description), school: person.school,
            mayGo: mayGo)
    }

    /// Entries count from the day they were made, copies from the end of the school year; the later counts for both.
    static func lastDayKept(_ found: RegisterYear, law: Law, today: CalendarDate) -> CalendarDate? {
        guard let entries = law.number(.registerEntryRetention, on: today),
            let copies = law.number(.registerCopyRetention, on: today)
        else { return nil }
        let made = LondonClock.moment(at: found.lastMade).date
        return max(made.after(years: entries), found.year.lastDay.after(years: copies))
    }
}

extension CalendarDate {
    /// The same day so many years on; 1 March where there is no 29 February.
    fileprivate func after(years: Int) -> CalendarDate {
        let (year, month, day) = civil
        return CalendarDate(year: year + years, month: month, day: day)
            ?? CalendarDate(year: year + years, month: 3, day: 1) ?? self
    }
}
