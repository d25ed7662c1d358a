import Attendance

/// `day("2025-09-15")`: a day that the test knows to exist.
func day(_ text: String) -> CalendarDate { CalendarDate(text)! }

/// `session("2025-09-15 AM")`
func session(_ text: String) -> Session { Session(text)! }

/// `time("08:50")`
func time(_ text: String) -> TimeOfDay { TimeOfDay(text)! }

/// `code("C1")`, as of 2025.
func code(_ text: String) -> AttendanceCode { AttendanceCode(text, on: day("2025-09-15"))! }

extension SchoolCalendar {
    /// The calendar of the contract's example: 2025/26, three terms, the early May bank holiday, and what a test
    /// adds.
    static func example(closing closures: [Closure] = []) -> SchoolCalendar {
        try! SchoolCalendar(
            year: AcademicYear(startingIn: 2025),
            terms: [
                Term(
                    name: "Autumn", from: day("2025-09-03"), to: day("2025-12-19"),
                    halfTerm: day("2025-10-27")...day("2025-10-31")),
                Term(
                    name: "Spring", from: day("2026-01-06"), to: day("2026-03-27"),
                    halfTerm: day("2026-02-16")...day("2026-02-20")),
                Term(
                    name: "Summer", from: day("2026-04-13"), to: day("2026-07-16"),
                    halfTerm: day("2026-05-25")...day("2026-05-29")),
            ],
            closures: [Closure(date: day("2026-05-04"), reason: "Early May bank holiday")] + closures)
    }

    /// 2026/27: September to July in three terms.
    static let following = try! SchoolCalendar(
        year: AcademicYear(startingIn: 2026),
        terms: [
            Term(
                name: "Autumn", from: day("2026-09-02"), to: day("2026-12-18"),
                halfTerm: day("2026-10-26")...day("2026-10-30")),
            Term(
                name: "Spring", from: day("2027-01-05"), to: day("2027-03-25"),
                halfTerm: day("2027-02-15")...day("2027-02-19")),
            Term(
                name: "Summer", from: day("2027-04-12"), to: day("2027-07-21"),
                halfTerm: day("2027-05-31")...day("2027-06-04")),
        ])
}

extension YearMarks {
    /// Marks written as a paper register: from a Monday, two codes a day, weekends left out, `.` for none.
    init(_ weeks: [String: [String]], year: AcademicYear = AcademicYear(startingIn: 2025)) {
        self.init(year: year)
        for (monday, codes) in weeks {
            for (place, text) in codes.enumerated() where text != "." {
                let session = Session(day(monday) + place / 2, place % 2 == 0 ? .am : .pm)
                set(AttendanceCode(text, on: session.date)!, for: session)
            }
        }
    }
}
