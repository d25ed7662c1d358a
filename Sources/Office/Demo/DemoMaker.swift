import Attendance

extension DemoSchool {
    /// Makes a school up. The same request gives the same school.
    public static func make(_ request: DemoRequest) -> DemoSchool {
        var maker = DemoMaker(request)
        maker.openSchool()
        maker.keepRegisters()
        return maker.school
    }

    /// The ways into a school made of a request, without the work of making up its marks.
    public static func signIns(_ request: DemoRequest) -> [DemoSignIn] {
        var maker = DemoMaker(request)
        maker.openSchool()
        return maker.school.signIns
    }
}

/// Makes up a school, step by step: the roll, the staff, groups and registers, and then each day of them.
struct DemoMaker {
    let request: DemoRequest
    var school: DemoSchool
    /// What is known of each pupil's family and ways, beside the school's own record; in the order of the pupils.
    var families: [DemoFamily] = []
    var familyOf: [Int] = []
    /// Which letter of its year each pupil's registration group has, before it is brought within their number.
    var letters: [Int] = []
    /// Registration groups by year and year group, in the order of their letters.
    var forms: [FormKey: [Int]] = [:]

    /// By the year's start, as far back as anybody on the roll came.
    let firstDays: [Int: CalendarDate]
    /// Every school day of a year, also those to come.
    let wholeYears: [AcademicYear: [CalendarDate]]

    struct FormKey: Hashable {
        var year: AcademicYear
        var yearGroup: YearGroup
    }

    init(_ request: DemoRequest) {
        self.request = request
        let year = AcademicYear(containing: request.now.date)
        let staggered = (
            first: request.profile.entryYears, all: request.profile.yearGroups
        )
        school = DemoSchool(
            profile: request.profile, now: request.now, year: year,
            years: [
                EnglishSchoolYear(year.previous), EnglishSchoolYear(year, staggered: staggered),
                EnglishSchoolYear(year.next),
            ])
        var firstDays: [Int: CalendarDate] = [:]
        for start in (year.start - 15)..<year.start {
            firstDays[start] = Self.firstDay(EnglishSchoolYear(AcademicYear(startingIn: start)))
        }
        firstDays[year.start] = Self.firstDay(school.years[1])
        self.firstDays = firstDays
        var wholeYears: [AcademicYear: [CalendarDate]] = [:]
        for year in school.years {
            wholeYears[year.year] = (year.terms[0].from...year.terms[2].to).filter {
                year.calendar.isSchoolDay($0)
            }
        }
        self.wholeYears = wholeYears
    }

    /// Pupils and staff, and who is called by whom.
    mutating func openSchool() {
        enrol()
        employ()
        formGroups()
        openRegisters()
    }

    var lastYear: EnglishSchoolYear { school.years[0] }
    var thisYear: EnglishSchoolYear { school.years[1] }
    var today: CalendarDate { request.now.date }
    /// 0 to the number of those on the roll now; who left comes after.
    var yearGroups: [YearGroup] { request.profile.yearGroups }

    func generator(_ label: String, _ number: Int = 0) -> SeededGenerator {
        SeededGenerator(seed: request.seed, label, String(number))
    }

    /// The first day on which pupils come in a year.
    func firstDay(_ year: EnglishSchoolYear) -> CalendarDate { Self.firstDay(year) }

    private static func firstDay(_ year: EnglishSchoolYear) -> CalendarDate {
        var day = year.terms[0].from
        while !year.calendar.isSchoolDay(day) { day = day + 1 }
        return day
    }

    func lastDay(_ year: EnglishSchoolYear) -> CalendarDate { year.terms[2].to }

    /// The school days of a year up to today.
    func schoolDays(_ year: EnglishSchoolYear) -> [CalendarDate] {
        (wholeYears[year.year] ?? []).filter { $0 <= today }
    }
}
