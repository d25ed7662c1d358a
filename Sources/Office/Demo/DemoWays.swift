import Attendance

/// How one pupil comes to school, as chance had it: nothing of it is in the books.
struct DemoWays {
    /// Of ten thousand days, those on which the pupil is absent for no reason known beforehand.
    var absence: Int
    /// How an absence goes on from one day to the next, in a thousand.
    var goesOn: Int
    /// Of a thousand absences, those nobody has reported by the time the register closes.
    var unreported: Int
    /// Of a thousand unreported absences, those for which no reason is ever given.
    var unexplained: Int
    /// Of a thousand mornings.
    var late: Int
    /// Of a thousand mornings, those on which the pupil comes after the register has closed.
    var veryLate: Int
    /// Of a thousand afternoons, those missed after a morning in school.
    var slipsAway: Int
    /// What is known beforehand, or is decided by the school: the first that covers a session counts.
    var circumstances: [DemoCircumstance] = []

    func circumstance(in session: Session) -> DemoCircumstance? {
        circumstances.first { $0.covers(session) }
    }
}

/// A reason to be elsewhere that covers known sessions.
struct DemoCircumstance {
    var code: AttendanceCode
    var from: CalendarDate
    var to: CalendarDate
    /// Empty for every session of those days.
    var pattern: [(day: Weekday, half: Session.Half)] = []
    /// The only half of each day; nil for both.
    var half: Session.Half?
    var note: String?

    func covers(_ session: Session) -> Bool {
        from <= session.date && session.date <= to && (half.map { $0 == session.half } ?? true)
            && (pattern.isEmpty
                || pattern.contains { $0.day == session.date.weekday && $0.half == session.half })
    }

    /// As the books write a pattern: `monday AM`.
    var patternText: [String] {
        if let half, pattern.isEmpty {
            return [Weekday.monday, .tuesday, .wednesday, .thursday, .friday].map {
                "\($0.name.lowercased()) \(half.name)"
            }
        }
        return pattern.map { "\($0.day.name.lowercased()) \($0.half.name)" }
    }
}

extension DemoMaker {
    /// Everybody's ways, in the order of the pupils. Absence is dealt out by rank, so that the shares of those
    /// absent a tenth and a half of the time come near to the national ones at any size of school.
    func ways() -> [DemoWays] {
        let count = school.pupils.count
        let ranked = school.pupils.indices
            .map { pupil -> (score: Int, pupil: Int) in
                var chance = generator("score", pupil)
                return (chance.below(1000) + burden(on: pupil), pupil)
            }
            .sorted { ($0.score, $0.pupil) < ($1.score, $1.pupil) }
        var ways = [DemoWays](
            repeating: DemoWays(
                absence: 0, goesOn: 0, unreported: 0, unexplained: 0, late: 0, veryLate: 0, slipsAway: 0),
            count: count)
        for (rank, entry) in ranked.enumerated() {
            let perMille = (rank * 1000 + 500) / count
            ways[entry.pupil] = ownWays(entry.pupil, rank: perMille)
        }
        for pupil in school.pupils.indices {
            ways[pupil].circumstances = circumstances(of: pupil, ways[pupil])
        }
        addOutings(&ways)
        return ways
    }

    private func burden(on pupil: Int) -> Int {
        let pupil = school.pupils[pupil]
        var burden = 0
        let weights: [(PupilFlag, Int)] = [
            (.freeSchoolMeals, 130), (.childInNeed, 160), (.childProtection, 160), (.youthOffendingTeam, 260),
            (.youngCarer, 70), (.ehcp, 70), (.gypsyRomaTraveller, 250),
            (.lookedAfter, -80), (.medical, 120),
        ]
        for (flag, weight) in weights where pupil.has(flag) { burden += weight }
        let year = pupil.yearGroups.values.max()?.number ?? 7
        if year == 10 || year == 11 { burden += 60 }
        if year >= 12 { burden -= 120 }
        if year == 7 { burden -= 60 }
        return burden
    }

    /// Of ten thousand days, the absence of whoever has this many pupils in a thousand below them.
    private static let absenceByRank: [(rank: Int, absence: Int)] = [
        (0, 40), (100, 110), (300, 240), (500, 370), (650, 510), (740, 640), (810, 840), (870, 1130),
        (910, 1520),
        (950, 2250), (978, 3900), (986, 5300), (1000, 8300),
    ]

    private static func absence(atRank rank: Int) -> Int {
        for (low, high) in zip(absenceByRank, absenceByRank.dropFirst()) where rank <= high.rank {
            return low.absence + (high.absence - low.absence) * (rank - low.rank) / (high.rank - low.rank)
        }
        return absenceByRank.last?.absence ?? 0
    }

    private func ownWays(_ pupil: Int, rank: Int) -> DemoWays {
        var chance = generator("ways", pupil)
        let absence = Self.absence(atRank: rank)
        let isOften = absence > 1000
        // Lateness keeps to a few.
        let lateness = chance.pick(weighted: [(820, 3), (120, 35), (45, 110), (15, 210)])
        return DemoWays(
            absence: absence, goesOn: absence > 4500 ? 860 : isOften ? 560 : 470,
            unreported: isOften ? chance.within(420...680) : chance.within(120...330),
            unexplained: absence > 1500 ? chance.within(330...720) : chance.within(40...200), late: lateness,
            veryLate: lateness / 9 + (absence > 2000 ? 8 : 0),
            slipsAway: absence > 1400 ? chance.below(22) : 0)
    }
}
