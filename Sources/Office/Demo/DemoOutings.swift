import Attendance

extension DemoMaker {
    /// Visits, fixtures, work experience, study leave, a broken-down bus: what happens to many at once.
    func addOutings(_ ways: inout [DemoWays]) {
        for year in [lastYear, thisYear] {
            let days = schoolDaysOfWholeYear(year)
            guard days.count > 60 else { continue }
            for yearGroup in yearGroups {
                var chance = generator("outings \(year.year) \(yearGroup)")
                let members = school.pupils.indices.filter {
                    school.pupils[$0].yearGroups[year.year] == yearGroup
                }
                visits(members, days, yearGroup, &chance, &ways)
                if (8...10).contains(yearGroup.number) { fixtures(members, days, &chance, &ways) }
                if [10, 12].contains(yearGroup.number), let monday = lastFullWeek(days) {
                    for pupil in members where chance.chance(840) {
                        ways[pupil].circumstances.append(
                            DemoCircumstance(code: .workExperience, from: monday, to: monday + 4))
                    }
                }
                if yearGroup.number == 11, let june = days.first(where: { $0.month == 6 && $0.day > 1 }) {
                    // Afternoons off to revise; the school stays open to those who would rather come.
                    for pupil in members where chance.chance(600) {
                        ways[pupil].circumstances.append(
                            DemoCircumstance(code: .studyLeave, from: june, to: june + 11, half: .pm))
                    }
                }
            }
            breakDown(year, days, &ways)
        }
    }

    private func visits(
        _ members: [Int], _ days: [CalendarDate], _ yearGroup: YearGroup, _ chance: inout SeededGenerator,
        _ ways: inout [DemoWays]
    ) {
        for _ in 0..<3 {
            let day = chance.pick(Array(days.dropFirst(12).dropLast(3)))
            let going = chance.within(250...700)
            for pupil in members where chance.chance(going) {
                ways[pupil].circumstances.append(DemoCircumstance(code: .visit, from: day, to: day))
            }
        }
        if yearGroup == yearGroups.first,
            let first = days.last(where: { $0.month == 6 && $0.weekday == .wednesday })
        {
            // A residential for the newest.
            for pupil in members where chance.chance(620) {
                ways[pupil].circumstances.append(DemoCircumstance(code: .visit, from: first, to: first + 2))
            }
        }
    }

    /// A team plays away in the afternoon, now and then.
    private func fixtures(
        _ members: [Int], _ days: [CalendarDate], _ chance: inout SeededGenerator, _ ways: inout [DemoWays]
    ) {
        let team = chance.shuffled(members).prefix(14)
        for _ in 0..<6 {
            let day = chance.pick(days)
            for pupil in team {
                ways[pupil].circumstances.append(
                    DemoCircumstance(code: .sport, from: day, to: day, half: .pm))
            }
        }
    }

    /// The last week but one of five school days.
    private func lastFullWeek(_ days: [CalendarDate]) -> CalendarDate? {
        let open = Set(days)
        let mondays = days.filter { monday in
            monday.weekday == .monday && (1..<5).allSatisfy { open.contains(monday + $0) }
        }
        return mondays.dropLast().last
    }

    /// One winter's morning a school bus does not come. Y1 is for those whose bus it is.
    private func breakDown(_ year: EnglishSchoolYear, _ days: [CalendarDate], _ ways: inout [DemoWays]) {
        var chance = generator("bus \(year.year)")
        let winter = days.filter { [11, 1, 2].contains($0.month) }
        guard !winter.isEmpty else { return }
        let day = chance.pick(winter)
        let run = "Run \(chance.within(1...6))"
        let code = Self.code(.transportNotAvailable, .unableToAttend, on: day)
        for pupil in school.pupils.indices where school.pupils[pupil].transportRun == run {
            ways[pupil].circumstances.append(
                DemoCircumstance(code: code, from: day, to: day, half: .am))
        }
    }
}
