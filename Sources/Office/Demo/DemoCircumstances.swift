import Attendance

extension DemoMaker {
    /// What one pupil has before them in the two years: each kind as often as it comes up in a school.
    func circumstances(of number: Int, _ ways: DemoWays) -> [DemoCircumstance] {
        let pupil = school.pupils[number]
        var chance = generator("circumstances", number)
        var found: [DemoCircumstance] = []
        for year in [lastYear, thisYear] {
            guard let yearGroup = pupil.yearGroups[year.year] else { continue }
            let days = schoolDaysOfWholeYear(year).filter { pupil.spell.contains($0) }
            guard days.count > 12 else { continue }
            found += exclusions(days, ways, yearGroup, &chance)
            found += standing(number, days, yearGroup, year, ways, &chance)
            found += leaveAndHolidays(days, year, pupil, ways, &chance)
            found += appointments(days, pupil, yearGroup, &chance)
        }
        return found
    }

    func schoolDaysOfWholeYear(_ year: EnglishSchoolYear) -> [CalendarDate] {
        wholeYears[year.year] ?? []
    }

    private func exclusions(
        _ days: [CalendarDate], _ ways: DemoWays, _ yearGroup: YearGroup, _ chance: inout SeededGenerator
    ) -> [DemoCircumstance] {
        guard (6...11).contains(yearGroup.number) else { return [] }
        let often = ways.absence > 1500 ? 130 : ways.absence > 700 ? 35 : 5
        var found: [DemoCircumstance] = []
        while found.count < 3, chance.chance(often) {
            let first = chance.below(days.count)
            let last = min(days.count - 1, first + chance.within(0...4))
            found.append(
                DemoCircumstance(code: .excluded, from: days[first], to: days[last]))
        }
        return found
    }

    /// What goes on for weeks or the whole year, on certain days of the week.
    private func standing(
        _ number: Int, _ days: [CalendarDate], _ yearGroup: YearGroup, _ year: EnglishSchoolYear,
        _ ways: DemoWays,
        _ chance: inout SeededGenerator
    ) -> [DemoCircumstance] {
        let first = days[0]
        let last = days[days.count - 1]
        var found: [DemoCircumstance] = []
        // Dual registration and tuition begin in one year and go on in the next: they hang on the pupil alone.
        var own = generator("standing", number)
        let kind = own.below(1000)
        switch yearGroup.number {
        case 8...11:
            if kind < 8 {
                found.append(
                    DemoCircumstance(
                        code: .dual, from: first, to: last,
                        pattern: Self.days(
                            kind % 2 == 0 ? [.wednesday, .thursday, .friday] : [.monday, .tuesday])))
            } else if kind < 12 {
                found.append(
                    DemoCircumstance(
                        code: .localAuthorityProvision, from: days[min(8, days.count - 1)], to: last,
                        pattern: Self.days([.tuesday, .thursday]),
                        note: "Tuition arranged by the local authority at the Moor Centre"))
            } else if kind < 32, yearGroup.number >= 10 {
                found.append(
                    DemoCircumstance(
                        code: .otherActivity, from: first, to: last, pattern: Self.days([.thursday]),
                        note: kind % 2 == 0
                            ? "Construction course at Ashmoor College" : "Animal care course at Moorside Farm"
                    ))
            }
        case 12...13:
            // Hours without a lesson, outside the timetable.
            let week: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
            let afternoon = own.below(5)
            var pattern: [(day: Weekday, half: Session.Half)] = [(week[afternoon], .pm)]
            pattern.append((week[(afternoon + 2) % 5], .pm))
            if own.chance(350) { pattern.append((week[(afternoon + 1) % 5], .am)) }
            found.append(DemoCircumstance(code: .notTimetabled, from: first, to: last, pattern: pattern))
        default: break
        }
        if yearGroup.number == 0, !CompulsorySchoolAge(born: school.pupils[number].born).contains(first) {
            // Reception begins with mornings.
            let ends = min(first + 14, CompulsorySchoolAge(born: school.pupils[number].born).firstDay - 1)
            found.append(DemoCircumstance(code: .notTimetabled, from: first, to: ends, half: .pm))
        }
        if yearGroup.number <= 11, ways.absence > 2600, chance.chance(260), days.count > 60 {
            let begins = chance.below(days.count - 45)
            found.append(
                DemoCircumstance(
                    code: Self.code(.partTimeTimetable, .exceptionalLeave, on: first), from: days[begins],
                    to: days[begins + 39], half: .pm))
        }
        if yearGroup.number <= 11, ways.absence < 1500, chance.chance(5), days.count > 60 {
            let begins = chance.below(days.count - 30)
            found.append(
                DemoCircumstance(
                    code: .illness, from: days[begins], to: days[begins + chance.within(15...24)]))
        }
        return found
    }

    private func leaveAndHolidays(
        _ days: [CalendarDate], _ year: EnglishSchoolYear, _ pupil: DemoSchool.Pupil, _ ways: DemoWays,
        _ chance: inout SeededGenerator
    ) -> [DemoCircumstance] {
        var found: [DemoCircumstance] = []
        func block(_ code: AttendanceCode, from first: Int, days length: Int, note: String? = nil) {
            let last = min(days.count - 1, first + length - 1)
            guard first >= 0, first <= last else { return }
            found.append(DemoCircumstance(code: code, from: days[first], to: days[last], note: note))
        }
        if pupil.has(.gypsyRomaTraveller), chance.chance(700),
            let begins = days.firstIndex(where: { $0.month == 5 })
        {
            block(.travelling, from: begins, days: chance.within(15...28))
        }
        let keepsEids = NameStock.all[families[familyIndex(of: pupil)].stock].keepsEids
        if keepsEids {
            for eid in MoveableDays.eids(in: days[0]...days[days.count - 1]) where chance.chance(750) {
                if let place = days.firstIndex(of: eid) { block(.religiousObservance, from: place, days: 1) }
            }
        }
        if chance.chance(ways.absence > 1000 ? 110 : 75) {
            let length = chance.within(2...7)
            if chance.chance(680),
                let edge = edges(of: year, days).isEmpty ? nil : chance.pick(edges(of: year, days))
            {
                // Before a holiday, or at the beginning of the term after it.
                if chance.chance(650) {
                    block(.holidayNotGranted, from: edge - length + 1, days: length)
                } else {
                    block(.holidayNotGranted, from: edge + 1, days: length)
                }
            } else {
                block(.holidayNotGranted, from: chance.below(days.count), days: length)
            }
        }
        if chance.chance(14) {
            block(.exceptionalLeave, from: chance.below(days.count), days: chance.within(1...2))
        }
        if chance.chance(2) {
            block(
                Self.code(.performance, .exceptionalLeave, on: days[0]), from: chance.below(days.count),
                days: 2)
        }
        if pupil.has(.youthOffendingTeam), chance.chance(120) {
            block(
                Self.code(.criminalJustice, .unableToAttend, on: days[0]), from: chance.below(days.count),
                days: 2)
        }
        if chance.chance(2) {
            block(
                Self.code(.unavoidableCause, .unableToAttend, on: days[0]), from: chance.below(days.count),
                days: 1,
                note: "Home flooded overnight; family moved out by the fire service")
        }
        return found
    }

    /// Places in the days of the last ones before each holiday.
    private func edges(of year: EnglishSchoolYear, _ days: [CalendarDate]) -> [Int] {
        days.indices.dropLast().filter { days[$0 + 1] - days[$0] > 6 }
    }

    private func appointments(
        _ days: [CalendarDate], _ pupil: DemoSchool.Pupil, _ yearGroup: YearGroup,
        _ chance: inout SeededGenerator
    ) -> [DemoCircumstance] {
        var found: [DemoCircumstance] = []
        let most = pupil.has(.medical) ? 9 : pupil.sen == "E" ? 6 : 4
        for _ in 0..<chance.below(most) {
            let day = days[chance.below(days.count)]
            found.append(
                DemoCircumstance(
                    code: .medicalAppointment, from: day, to: day, half: chance.chance(600) ? .am : .pm))
        }
        if yearGroup.number >= 11, chance.chance(100) {
            let day = days[chance.below(days.count)]
            found.append(
                DemoCircumstance(
                    code: Self.code(.interview, .interviewAttending, on: day), from: day, to: day,
                    half: chance.chance(500) ? .am : .pm))
        }
        return found
    }

    static func days(_ days: [Weekday]) -> [(day: Weekday, half: Session.Half)] {
        days.flatMap { [($0, .am), ($0, .pm)] }
    }

    /// The code of the set in force on a day: the register's codes changed on 19 August 2024.
    static func code(_ now: AttendanceCode, _ before: AttendanceCode, on day: CalendarDate) -> AttendanceCode
    {
        day < MoveableDays.day(2024, 8, 19) ? before : now
    }

    private func familyIndex(of pupil: DemoSchool.Pupil) -> Int {
        // Admission numbers run with the pupils' places.
        familyOf[(Int(pupil.admissionNumber) ?? 4_001) - 4_001]
    }
}
