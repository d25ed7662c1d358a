import Attendance
import Testing

/// Figures against a second way of finding them that is slow, obvious and knows codes only by their letters.
@Suite struct FiguresByHandTests {
    /// law.md, section 2, from the letters alone.
    struct ByHand: Equatable {
        var present = 0, activity = 0, authorised = 0, unauthorised = 0, covid = 0, notPossible = 0
        var late = 0, lateAfterClose = 0, missing = 0
        var byText = [String: Int]()

        mutating func count(_ text: String?, on date: CalendarDate) {
            guard let text else {
                missing += 1
                return
            }
            byText[text, default: 0] += 1
            switch text {
            case "/", "\\", "L": present += 1
            case "K", "V", "P", "W", "B", "J": activity += 1
            case "D" where date.description < "2011-09-01": activity += 1
            case "C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T", "H", "F", "I01", "I02": authorised += 1
            case "G", "N", "O", "U": unauthorised += 1
            case "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09": covid += 1
            case "D", "Q", "X", "Y", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "X01": notPossible += 1
            default: break
            }
            if text == "L" { late += 1 }
            if text == "U" { lateAfterClose += 1 }
        }

        var possible: Int { present + activity + authorised + unauthorised + covid }
        var absent: Int { authorised + unauthorised }
    }

    /// A pupil's year: what the register says, when it was open and when the pupil was on roll.
    struct RandomYear {
        var year: AcademicYear
        var paper = [Session: String]()
        var held = Set<Session>()
        var spells: [RollSpell]
        var closed: Session
        var marks: YearMarks
        var calendar: SchoolCalendar

        init(using random: inout Seeded) {
            let start = [2009, 2010, 2011, 2019, 2020, 2023, 2024, 2025, 2027].randomElement(using: &random)!
            year = AcademicYear(startingIn: start)
            marks = YearMarks(year: year)
            let first = year.firstDay
            let terms = [
                Term(
                    name: "Autumn", from: first + 33, to: first + 140, halfTerm: (first + 85)...(first + 91)),
                Term(name: "Spring", from: first + 157, to: first + 240),
                Term(
                    name: "Summer", from: first + 255, to: first + 352,
                    halfTerm: (first + 297)...(first + 303)),
            ]
            let closures = (0..<6).map { _ in
                Closure(
                    date: first + Int.random(in: 40..<350, using: &random), reason: "snow",
                    half: [nil, .am, .pm].randomElement(using: &random)!)
            }
            calendar = try! SchoolCalendar(year: year, terms: terms, closures: closures)

            let texts = Set(AttendanceCode.all.map(\.text)).sorted()
            let absence = Double.random(in: 0...0.7, using: &random)
            for index in 0..<AcademicYear.sessionCount where Int.random(in: 0..<20, using: &random) > 0 {
                let session = year.session(at: index)
                let usual = session.half == .am ? "/" : "\\"
                let text =
                    Double.random(in: 0...1, using: &random) < absence
                    ? texts.randomElement(using: &random)! : usual
                paper[session] = text
                marks.set(AttendanceCode(text, on: session.date)!, for: session)
            }

            let joins = first + Int.random(in: -50..<300, using: &random)
            let leaves = joins + Int.random(in: 0..<200, using: &random)
            spells = [RollSpell(from: joins, to: leaves)]
            if Bool.random(using: &random) {
                spells.append(RollSpell(from: leaves + Int.random(in: 1..<60, using: &random)))
            }
            closed = year.session(at: Int.random(in: 0..<AcademicYear.sessionCount, using: &random))

            for term in terms {
                for date in term.from...term.to
                where date.weekday != .saturday && date.weekday != .sunday
                    && !(term.halfTerm?.contains(date) ?? false)
                {
                    for half in [Session.Half.am, .pm]
                    where !closures.contains(where: {
                        $0.date == date && ($0.half == nil || $0.half == half)
                    }) {
                        held.insert(Session(date, half))
                    }
                }
            }
        }

        var byHand: ByHand {
            var counts = ByHand()
            for session in held
            where session <= closed
                && spells.contains(where: {
                    $0.from <= session.date && (($0.to ?? session.date) >= session.date)
                })
            {
                counts.count(paper[session], on: session.date)
            }
            return counts
        }

        var expected: SessionMask {
            calendar.sessions(for: nil).restricted(to: spells).through(closed)
        }
    }

    @Test(arguments: 0..<300)
    func randomRegistersGiveTheFiguresFoundByHand(_ seed: UInt64) {
        var random = Seeded(seed)
        let pupil = RandomYear(using: &random)

        let counts = SessionCounts(pupil.marks, expected: pupil.expected)

        let hand = pupil.byHand
        #expect(counts.present == hand.present)
        #expect(counts.approvedEducationalActivity == hand.activity)
        #expect(counts.attended == hand.present + hand.activity)
        #expect(counts.authorised == hand.authorised)
        #expect(counts.unauthorised == hand.unauthorised)
        #expect(counts.covidPossible == hand.covid)
        #expect(counts.notPossible == hand.notPossible)
        #expect(counts.possible == hand.possible)
        #expect(counts.missing == hand.missing)
        #expect(counts.lateBeforeClose == hand.late)
        #expect(counts.lateAfterClose == hand.lateAfterClose)
        #expect(counts.ofWhichC2 == hand.byText["C2"] ?? 0)
        #expect(
            Dictionary(counts.byCode.map { ($0.code.text, $0.count) }, uniquingKeysWith: +) == hand.byText)
        #expect(
            counts.isPersistentlyAbsent
                == (hand.possible > 0 && Double(hand.absent) / Double(max(1, hand.possible)) >= 0.1))
        #expect(
            counts.isSeverelyAbsent
                == (hand.possible > 0 && Double(hand.absent) / Double(max(1, hand.possible)) >= 0.5))
    }

    @Test(arguments: 0..<6)
    func groupsDaysAndClassesGiveTheSameSums(_ seed: UInt64) {
        var random = Seeded(1000 + seed)
        let first = RandomYear(using: &random)
        let mask = first.calendar.sessions(for: nil).through(first.closed)
        let pupils = (0..<12).map { _ in RandomYear(using: &random) }
            .compactMap { YearMarks(year: first.year, bytes: $0.marks.bytes) }

        var figures = Figures()
        var grid = GridCounts(year: first.year)
        for marks in pupils {
            figures += Figures(ofPupil: SessionCounts(marks, expected: mask))
            grid.add(marks, expected: mask)
        }
        let classes = pupils.flatMap(\.bytes).withUnsafeBytes { ClassCounts(ofRows: $0, expected: mask) }

        #expect(grid.counts(on: first.year.gridStart...(first.year.gridStart + 370)) == figures.counts)
        var byDay = SessionCounts()
        for date in first.year.gridStart...first.year.lastDay { byDay += grid.counts(on: date...date) }
        #expect(byDay == figures.counts)
        var bySession = SessionCounts()
        for session in mask.sessions { bySession += grid.counts(in: session) }
        #expect(bySession == figures.counts)
        #expect(classes == ClassCounts(adding: figures))
    }
}

extension ClassCounts {
    /// The counts that `Figures` came to.
    init(adding figures: Figures) {
        self.init()
        present = figures.counts.present
        approvedEducationalActivity = figures.counts.approvedEducationalActivity
        authorised = figures.counts.authorised
        unauthorised = figures.counts.unauthorised
        notPossible = figures.counts.notPossible
        covidPossible = figures.counts.covidPossible
        administrative = figures.counts.count(of: .administrative)
        missing = figures.counts.missing
        pupils = figures.pupils
        enrolments = figures.enrolments
        persistentlyAbsent = figures.persistentlyAbsent
        severelyAbsent = figures.severelyAbsent
    }
}
