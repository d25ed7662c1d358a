import Attendance

extension DemoMaker {
    /// Registration groups of last year and this one, and the classes in which upper years are called after lunch.
    mutating func formGroups() {
        assignLetters()
        for year in [lastYear, thisYear] {
            for yearGroup in yearGroups {
                formRegistrationGroups(yearGroup, in: year)
                if request.profile.calledInLessons.contains(yearGroup) { formClasses(yearGroup, in: year) }
            }
        }
        moveSome()
    }

    /// Even groups now, and a place among them for those who have left.
    private mutating func assignLetters() {
        letters = [Int](repeating: 0, count: school.pupils.count)
        var next: [YearGroup: Int] = [:]
        for pupil in school.pupils.indices {
            guard let latest = school.pupils[pupil].yearGroups.max(by: { $0.key < $1.key })?.value else {
                continue
            }
            letters[pupil] = next[latest, default: 0]
            next[latest, default: 0] += 1
        }
    }

    /// In year 8, whoever was in 7C is in 8C: the letter goes with the pupil.
    private mutating func formRegistrationGroups(_ yearGroup: YearGroup, in year: EnglishSchoolYear) {
        let members = school.pupils.indices.filter { school.pupils[$0].yearGroups[year.year] == yearGroup }
        let count = formCount(yearGroup, in: year.year)
        guard count > 0 else { return }
        let first = school.groups.count
        for place in 0..<count {
            school.groups.append(
                DemoSchool.Group(
                    name: "\(yearGroup)\(Self.letter(place))", kind: .registration, year: year.year,
                    yearGroup: yearGroup, members: []))
        }
        forms[FormKey(year: year.year, yearGroup: yearGroup)] = Array(first..<(first + count))
        for pupil in members {
            let letter = letters[pupil] % count
            school.groups[first + letter].members.append(membership(of: pupil, in: year))
        }
    }

    /// Lessons in the period after lunch: English, mathematics and science, each in sets across the year.
    private mutating func formClasses(_ yearGroup: YearGroup, in year: EnglishSchoolYear) {
        var members = school.pupils.indices.filter { school.pupils[$0].yearGroups[year.year] == yearGroup }
        var chance = generator("classes \(year.year) \(yearGroup)")
        chance.shuffle(&members)
        let count = (members.count + 27) / 28
        let first = school.groups.count
        for place in 0..<count {
            let subject = ["En", "Ma", "Sc"][place % 3]
            let band = place < (count + 1) / 2 ? "x" : "y"
            school.groups.append(
                DemoSchool.Group(
                    name: "\(yearGroup)\(band)/\(subject)\(place / 3 + 1)", kind: .classGroup,
                    year: year.year,
                    yearGroup: yearGroup, members: []))
        }
        for (number, pupil) in members.enumerated() {
            school.groups[first + number % count].members.append(membership(of: pupil, in: year))
        }
    }

    private func membership(of pupil: Int, in year: EnglishSchoolYear) -> DemoSchool.Group.Member {
        let spell = school.pupils[pupil].spell
        let isOver = year.year < school.year
        let last = isOver ? min(spell.to ?? year.year.lastDay, year.year.lastDay) : spell.to
        return DemoSchool.Group.Member(
            pupil: pupil, from: Session(max(spell.from, year.terms[0].from), .am),
            to: last.map { Session($0, .pm) })
    }

    /// A few pupils change registration group in the middle of a year, from one session to the next.
    private mutating func moveSome() {
        var chance = generator("moves")
        for year in [lastYear, thisYear] {
            let days = Array(schoolDays(year).dropFirst(10).dropLast(2))
            guard !days.isEmpty else { continue }
            for _ in 0..<max(1, request.pupils / 300) {
                let yearGroup = chance.pick(yearGroups)
                guard let groups = forms[FormKey(year: year.year, yearGroup: yearGroup)], groups.count > 1
                else { continue }
                let from = chance.pick(groups)
                let to = groups[(groups.firstIndex(of: from) ?? 0) == 0 ? 1 : 0]
                let day = chance.pick(days)
                let all = school.groups[from].members
                guard !all.isEmpty else { continue }
                let place = chance.below(all.count)
                let member = all[place]
                guard member.from.date < day - 7, member.to.map({ $0.date > day + 7 }) ?? true else {
                    continue
                }
                school.groups[from].members[place].to = Session(day - 1, .pm)
                school.groups[to].members.append(
                    DemoSchool.Group.Member(pupil: member.pupil, from: Session(day, .am), to: member.to))
            }
        }
    }

    /// `A` to `Z`, then `AA`.
    static func letter(_ place: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return place < 26
            ? String(letters[place]) : String(letters[place / 26 - 1]) + String(letters[place % 26])
    }

    /// Each group and half of the day has its register, and the register its takers.
    mutating func openRegisters() {
        for year in [lastYear, thisYear] {
            for yearGroup in yearGroups {
                for (place, group) in (forms[FormKey(year: year.year, yearGroup: yearGroup)] ?? [])
                    .enumerated()
                {
                    let takers = tutorsOf(yearGroup, place, in: year)
                    open(.am, group, takers, in: year)
                    if !request.profile.calledInLessons.contains(yearGroup) {
                        open(.pm, group, takers, in: year)
                    }
                }
            }
            let classes = school.groups.indices.filter {
                school.groups[$0].kind == .classGroup && school.groups[$0].year == year.year
            }
            for (place, group) in classes.enumerated() {
                let teachers = Array(subjectTeachers)
                let teacher = teachers[(place * 7 + year.year.start) % teachers.count]
                open(.pm, group, [DemoSchool.Taker(staff: teacher, from: year.year.firstDay)], in: year)
            }
        }
    }

    private mutating func open(
        _ half: Session.Half, _ group: Int, _ takers: [DemoSchool.Taker], in year: EnglishSchoolYear
    ) {
        let end = year.year < school.year ? year.year.lastDay : nil
        var takers = takers
        if request.profile.officeTakesRegisters {
            takers = [Post.office, .receptionist, .attendanceOfficer].map {
                DemoSchool.Taker(staff: $0.rawValue, from: year.year.firstDay)
            }
        }
        for place in takers.indices where takers[place].to == nil { takers[place].to = end }
        school.registers.append(
            DemoSchool.Register(
                name: school.groups[group].name, half: half, group: group, room: room(group, half),
                from: year.year.firstDay, to: end, takers: takers))
    }

    private func room(_ group: Int, _ half: Session.Half) -> String {
        let block = school.groups[group].kind == .registration ? "B" : "S"
        return "\(block)\(1 + group % 29)"
    }

    /// Tutors go up with their groups. One group in six has two, who share; one tutor left in the middle of a year.
    private func tutorsOf(_ yearGroup: YearGroup, _ place: Int, in year: EnglishSchoolYear) -> [DemoSchool
        .Taker]
    {
        let now = year.year == school.year ? yearGroup : groupNow(of: yearGroup)
        var before = 0
        for other in yearGroups {
            if other == now { break }
            before += formCount(other, in: school.year)
        }
        let count = max(1, formCount(now, in: school.year))
        let tutor = tutors.lowerBound + (before + place % count) % max(1, tutors.count)
        let from = year.year.firstDay
        var takers = [DemoSchool.Taker(staff: tutor, from: from)]
        if (before + place) % 6 == 5,
            let second = subjectTeachers.first.map({ $0 + (before + place) % subjectTeachers.count })
        {
            takers.append(DemoSchool.Taker(staff: second, from: from))
        }
        if year.year < school.year, before + place == 2, let successor = subjectTeachers.last {
            let left = lastYear.terms[0].to
            takers = [
                DemoSchool.Taker(staff: successor, from: from, to: left),
                DemoSchool.Taker(staff: tutor, from: left + 1),
            ]
        }
        return takers
    }

    /// What last year's tutors of a year group have this year: the next, or new beginners.
    private func groupNow(of yearGroup: YearGroup) -> YearGroup {
        let first = yearGroups.first ?? yearGroup
        switch yearGroup.number {
        case 11: return first
        case 13: return YearGroup(number: 12) ?? first
        default:
            let next = YearGroup(number: yearGroup.number + 1) ?? first
            return yearGroups.contains(next) ? next : first
        }
    }
}
