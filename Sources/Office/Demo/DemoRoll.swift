import Attendance

extension DemoMaker {
    /// Everyone on the roll now, and those who left since the beginning of last year.
    mutating func enrol() {
        var chance = generator("roll")
        let sizes = yearGroupSizes()
        var places: [Place] = []
        for (yearGroup, size) in zip(yearGroups, sizes) {
            for _ in 0..<size { places.append(place(in: yearGroup, &chance)) }
        }
        places += leavers(sizes, &chance)
        // Families are met in no order of years; the roll stays in its own.
        var order = Array(places.indices)
        chance.shuffle(&order)
        familyOf = [Int](repeating: 0, count: places.count)
        var born = [CalendarDate](repeating: today, count: places.count)
        for place in order {
            (familyOf[place], born[place]) = findFamily(for: places[place], &chance)
        }
        var serials: [Int: Int] = [:]
        for (number, place) in places.enumerated() {
            let pupil = pupil(number, place, family: familyOf[number], born: born[number], serials: &serials)
            families[familyOf[number]].forenames.insert(String(pupil.forename.prefix { $0 != " " }))
            families[familyOf[number]].forenames.insert(pupil.forename)
            school.pupils.append(pupil)
        }
        employSocialWorkers()
    }

    /// A place on the roll: when it was taken up and given up, and in which year groups.
    private struct Place {
        var spell: RollSpell
        var ground: String?
        var yearGroups: [AcademicYear: YearGroup]
        /// The calendar year in whose September the oldest of the year were born.
        var cohort: Int
    }

    private func yearGroupSizes() -> [Int] {
        let weights = yearGroups.map { DemoProfile.weight(of: $0) }
        let total = weights.reduce(0, +)
        var sizes = weights.map { request.pupils * $0 / total }
        var left = request.pupils - sizes.reduce(0, +)
        for place in sizes.indices where left > 0 {
            sizes[place] += 1
            left -= 1
        }
        return sizes
    }

    private func cohort(of yearGroup: YearGroup, in year: AcademicYear) -> Int {
        year.start - yearGroup.number - 5
    }

    /// The September in which those in a year group now were new.
    private func startingDay(of yearGroup: YearGroup, from entry: YearGroup, now year: AcademicYear)
        -> CalendarDate
    {
        firstDays[year.start - (yearGroup.number - entry.number)] ?? firstDay(lastYear)
    }

    private func place(in yearGroup: YearGroup, _ chance: inout SeededGenerator) -> Place {
        let year = school.year
        let cohort = cohort(of: yearGroup, in: year)
        let before = YearGroup(number: yearGroup.number - 1).flatMap { yearGroups.contains($0) ? $0 : nil }
        let isSixthForm = yearGroup.keyStage == .ks5
        let first = yearGroups.first ?? yearGroup
        let entry = isSixthForm && chance.chance(150) ? YearGroup(number: 12) ?? first : first
        let cameWith = startingDay(of: yearGroup, from: entry, now: year)
        let days = schoolDays(thisYear).dropFirst(6)
        if chance.chance(15), !days.isEmpty {
            return Place(
                spell: RollSpell(from: chance.pick(Array(days))), yearGroups: [year: yearGroup],
                cohort: cohort)
        }
        guard let before, cameWith < firstDay(thisYear) else {
            return Place(
                spell: RollSpell(from: max(cameWith, firstDay(thisYear))), yearGroups: [year: yearGroup],
                cohort: cohort)
        }
        let both = [year: yearGroup, year.previous: before]
        if chance.chance(20) {
            return Place(
                spell: RollSpell(from: chance.pick(Array(schoolDays(lastYear).dropFirst(6)))),
                yearGroups: both,
                cohort: cohort)
        }
        return Place(spell: RollSpell(from: min(cameWith, today)), yearGroups: both, cohort: cohort)
    }

    /// Those who left: at the end of Year 11 and of the sixth form, and a few from every year in the middle of it.
    private func leavers(_ sizes: [Int], _ chance: inout SeededGenerator) -> [Place] {
        var places: [Place] = []
        let last = school.year.previous
        let leaving = CompulsorySchoolAge.schoolLeavingDate(in: school.year.start)
        func size(_ number: Int) -> Int {
            zip(yearGroups, sizes).first { $0.0.number == number }?.1 ?? 0
        }
        for yearGroup in yearGroups {
            let cohort = cohort(of: yearGroup, in: last)
            let came = startingDay(of: yearGroup, from: yearGroups.first ?? yearGroup, now: last)
            var gone = 0
            if yearGroup.number == 11 { gone = max(0, size(11) - size(12) * 85 / 100) }
            if yearGroup.number == 13 { gone = size(13) }
            for _ in 0..<gone {
                places.append(
                    Place(
                        spell: RollSpell(from: came, to: leaving),
                        ground: "9(1)(l)", yearGroups: [last: yearGroup], cohort: cohort))
            }
            let inLastYear = Array(schoolDays(lastYear).dropFirst(20).dropLast(30))
            let inThisYear = Array(schoolDays(thisYear).dropFirst(15).dropLast(5))
            for _ in 0..<size(yearGroup.number) {
                if chance.chance(18) {
                    places.append(
                        Place(
                            spell: RollSpell(from: came, to: chance.pick(inLastYear)),
                            ground: chance.pick(["9(1)(a)", "9(1)(a)", "9(1)(a)", "9(1)(f)", "9(1)(g)"]),
                            yearGroups: [last: yearGroup], cohort: cohort))
                } else if chance.chance(5), !inThisYear.isEmpty, yearGroup != yearGroups.first,
                    yearGroup.number != 12,
                    let before = YearGroup(number: yearGroup.number - 1)
                {
                    places.append(
                        Place(
                            spell: RollSpell(
                                from: startingDay(
                                    of: yearGroup, from: yearGroups.first ?? yearGroup, now: school.year),
                                to: chance.pick(inThisYear)),
                            ground: "9(1)(a)", yearGroups: [school.year: yearGroup, last: before],
                            cohort: self.cohort(of: yearGroup, in: school.year)))
                }
            }
        }
        return places
    }

    /// A family with room for another child, or a new one; and a birthday that goes with its other children's.
    private mutating func findFamily(
        for place: Place, _ chance: inout SeededGenerator
    ) -> (Int, CalendarDate) {
        let born = MoveableDays.day(place.cohort, 9, 1) + chance.below(365)
        if families.count > 3, chance.chance(330) {
            for _ in 0..<8 {
                let number = chance.below(families.count)
                let others = families[number].bornOn
                if others.count < 4, others.allSatisfy({ abs($0 - born) > 320 && abs($0 - born) < 4400 }) {
                    families[number].bornOn.append(born)
                    return (number, born)
                }
            }
        }
        let number = makeFamily()
        families[number].bornOn.append(born)
        return (number, born)
    }

    private func pupil(
        _ number: Int, _ place: Place, family: Int, born: CalendarDate, serials: inout [Int: Int]
    ) -> DemoSchool.Pupil {
        var chance = generator("pupil", number)
        let family = families[family]
        let names = NameStock.all[family.stock]
        let sex = chance.chance(500) ? "F" : "M"
        var forename = chance.pick(names.forenames(ofSex: sex))
        for _ in 0..<9 where family.forenames.contains(forename) {
            forename = chance.pick(names.forenames(ofSex: sex))
        }
        var surname = names.surname(family.surname, sex: sex)
        var preferred = names.knownAs.first { $0.forename == forename }?.preferred
        switch names.style {
        case .single where chance.chance(500):
            // One name, in both places: what the school census asks for.
            surname = forename
        case .somali:
            forename += " " + chance.pick(names.boys)
            preferred = preferred ?? (chance.chance(600) ? String(forename.prefix { $0 != " " }) : nil)
        default: break
        }
        if preferred == nil, chance.chance(70), let short = Self.shortNames[forename] { preferred = short }
        let preferredSurname = family.shape == .step && chance.chance(350) ? family.otherSurname : nil
        let sen = chance.chance(45) ? "E" : chance.chance(150) ? "K" : "N"
        let runs = chance.chance(sen == "E" ? 420 : 110)
        return DemoSchool.Pupil(
            upn: upn(
                born: place.cohort, isTemporary: family.isNewToEngland && chance.chance(250), &serials,
                &chance),
            admissionNumber: Self.padded(4_001 + number, to: 6), surname: surname, forename: forename,
            preferredSurname: preferredSurname == surname ? nil : preferredSurname,
            preferredForename: preferred,
            born: born, sex: sex, sen: sen, enrolStatus: "C",
            transportRun: runs ? "Run \(chance.within(1...6))" : nil, address: family.home,
            spell: place.spell,
            ground: place.ground, yearGroups: place.yearGroups,
            flags: flags(of: family, sen: sen, place, &chance), contacts: family.links)
    }

    private func upn(
        born cohort: Int, isTemporary: Bool, _ serials: inout [Int: Int], _ chance: inout SeededGenerator
    ) -> String {
        // Given by the primary school, in the year of Reception.
        var establishment = 2000 + chance.within(1...24)
        let year = (cohort + 5) % 100
        while serials[establishment * 100 + year, default: 0] >= 998 { establishment += 1 }
        serials[establishment * 100 + year, default: 0] += 1
        let serial = serials[establishment * 100 + year, default: 1]
        guard
            let upn = UPN.make(
                la: DemoProfile.localAuthority, establishment: establishment, year: year, serial: serial)
        else { preconditionFailure("every part has its digits") }
        guard isTemporary else { return upn.text }
        let tail = upn.text.dropFirst().dropLast() + "A"
        let letter = UPN("A" + tail)?.expectedCheckLetter ?? "A"
        return "\(letter)\(tail)"
    }

    private func flags(
        of family: DemoFamily, sen: String, _ place: Place, _ chance: inout SeededGenerator
    ) -> [DemoSchool.Flag] {
        let entry = place.spell.from
        let oldest = place.yearGroups.values.max()?.number ?? 7
        let isLooked = family.shape == .foster
        var flags: [PupilFlag] = []
        func add(_ flag: PupilFlag, _ holds: Bool) { if holds { flags.append(flag) } }
        add(.freeSchoolMeals, family.isPoor)
        add(.pupilPremium, family.isPoor || isLooked || chance.chance(50))
        add(.lookedAfter, isLooked)
        add(.previouslyLookedAfter, !isLooked && chance.chance(8))
        add(.englishAsAdditionalLanguage, NameStock.all[family.stock].language != nil && chance.chance(800))
        add(.youngCarer, chance.chance(family.isPoor ? 30 : 10))
        add(.gypsyRomaTraveller, ["Connors", "Maughan", "Lovell", "Boswell"].contains(family.surname))
        add(.serviceChild, chance.chance(9))
        add(.ehcp, sen == "E")
        add(.youthOffendingTeam, oldest >= 9 && chance.chance(family.isPoor ? 14 : 3))
        add(.medical, chance.chance(32))
        add(.travelsIndependently, sen == "E" && oldest >= 9 && chance.chance(350))
        add(.significantRisk, chance.chance(3))
        var dated = flags.map { DemoSchool.Flag(flag: $0, from: entry) }
        // These begin when something is decided, and end.
        var decided: [PupilFlag] = []
        if family.isProtected { decided.append(.childProtection) }
        if family.isInNeed && !family.isProtected { decided.append(.childInNeed) }
        if chance.chance(18), decided.isEmpty { decided.append(.teamAroundFamily) }
        if isLooked || family.isProtected || family.isInNeed { decided.append(.socialWorker) }
        let first = max(entry, firstDay(lastYear))
        for flag in decided {
            let span = max(1, min(today, place.spell.to ?? today) - first)
            dated.append(DemoSchool.Flag(flag: flag, from: first + chance.below(span)))
        }
        return dated
    }

    /// The local authority's social workers, each with several children of the school.
    private mutating func employSocialWorkers() {
        let concerned = school.pupils.indices.filter { school.pupils[$0].has(.socialWorker) }
        guard !concerned.isEmpty else { return }
        var chance = generator("social workers")
        let first = school.contacts.count
        let count = max(1, min(7, concerned.count / 5))
        for number in 0..<count {
            let sex = chance.chance(750) ? "F" : "M"
            let forename = chance.pick(NameStock.english.forenames(ofSex: sex))
            let surname = chance.pick(NameStock.english.surnames)
            school.contacts.append(
                DemoSchool.Contact(
                    misID: "C\(Self.padded(10_001 + first + number, to: 5))", title: sex == "F" ? "Ms" : "Mr",
                    forename: forename, surname: surname,
                    phones: ["01632 9609\(Self.padded(10 + number, to: 2))"],
                    email: "\(forename.asAddress).\(surname.asAddress)\(number)@council.example",
                    address: nil,
                    language: "English", needsInterpreter: false))
        }
        for pupil in concerned {
            let family = familyOf[pupil]
            school.pupils[pupil].contacts.append(
                DemoSchool.ContactLink(
                    contact: first + family % count, priority: school.pupils[pupil].contacts.count + 1,
                    relationship: "SWR", hasResponsibility: school.pupils[pupil].has(.lookedAfter),
                    livesWith: false,
                    getsLetters: false, mayCollect: false))
        }
    }

    private static let shortNames = [
        "Thomas": "Tom", "Samuel": "Sam", "Joshua": "Josh", "Benjamin": "Ben", "William": "Will",
        "Daniel": "Dan",
        "Jessica": "Jess", "Abigail": "Abi", "Eleanor": "Ellie", "Matilda": "Tilly", "Florence": "Flo",
        "Alexander": "Alex", "Edward": "Ted", "Isabella": "Bella", "Mohammed": "Mo", "Oluwadamilare": "Dami",
        "Oluwaseun": "Seun", "Beatrice": "Bea", "Gurpreet": "Gopi", "Nathan": "Nate",
    ]
}
