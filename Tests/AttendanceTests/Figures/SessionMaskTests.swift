import Attendance
import Testing

@Suite struct SessionMaskTests {
    let year = AcademicYear(startingIn: 2025)
    let expected = SchoolCalendar.example().sessions(for: nil)

    @Test func rollSpellsHoldTheFirstAndTheLastDay() {
        let spells = [
            RollSpell(from: day("2025-09-10"), to: day("2025-09-11")), RollSpell(from: day("2026-07-16")),
        ]

        let onRoll = expected.restricted(to: spells)

        #expect(
            onRoll.sessions.map(\.description) == [
                "2025-09-10 AM", "2025-09-10 PM", "2025-09-11 AM", "2025-09-11 PM", "2026-07-16 AM",
                "2026-07-16 PM",
            ])
        #expect(spells[0].contains(day("2025-09-11")) && !spells[0].contains(day("2025-09-12")))
    }

    @Test func spellsThatBeganInEarlierYearsOrOverlapHoldTheirPart() {
        let whole = expected.restricted(to: [RollSpell(from: day("2019-09-01"))])
        let overlapping = expected.restricted(to: [
            RollSpell(from: day("2019-09-01"), to: day("2025-09-05")),
            RollSpell(from: day("2025-09-04"), to: day("2025-09-08")),
        ])

        #expect(whole == expected)
        #expect(overlapping == expected.restricted(to: day("2025-08-01")...day("2025-09-08")))
        #expect(expected.restricted(to: [RollSpell(from: day("2019-01-01"), to: day("2020-01-01"))]).isEmpty)
        #expect(expected.restricted(to: [RollSpell(from: day("2030-01-01"))]).isEmpty)
        #expect(expected.restricted(to: []).isEmpty)
    }

    @Test func figuresRunToTheLastClosedSession() {
        let closed = expected.through(session("2025-09-04 AM"))

        #expect(closed.count == 3)
        #expect(closed.last == session("2025-09-04 AM"))
        #expect(expected.through(nil).isEmpty)
        #expect(expected.through(session("2024-01-01 AM")).isEmpty)
        #expect(expected.through(session("2030-01-01 AM")) == expected)
    }

    @Test func setsAreCutAndTakenAway() {
        let week = expected.restricted(to: day("2025-09-08")...day("2025-09-12"))
        let mornings = SessionMask.all(of: year)
        var afternoonOnly = SessionMask.none(of: year)
        afternoonOnly.insert(session("2025-09-08 PM"))

        #expect(week.count == 10)
        #expect(week.intersection(mornings) == week)
        #expect(week.intersection(afternoonOnly) == afternoonOnly)
        #expect(week.subtracting(afternoonOnly).count == 9)
        #expect(week.intersection(SchoolCalendar.following.sessions(for: nil)).isEmpty)
    }

    @Test func aSessionOffTheGridIsInNoSet() {
        var mask = SessionMask.none(of: year)
        mask.insert(session("2024-09-10 AM"))

        #expect(mask.isEmpty)
        #expect(!SessionMask.all(of: year).contains(session("2027-01-01 AM")))
    }

    @Test func yearMarksAreKeptOnTheGrid() throws {
        var marks = YearMarks(year: year)

        let set = ["2025-07-28 AM", "2026-07-31 PM", "2025-07-27 PM"].map {
            marks.set(.illness, for: session($0))
        }

        #expect(set == [true, true, false])
        #expect(marks[session("2025-07-28 AM")] == .illness)
        #expect(marks[session("2025-07-27 PM")] == nil)
        #expect(marks.bytes[0] == 0x34)
        #expect(marks.marked.count == 2)
        #expect(YearMarks(year: year, bytes: marks.bytes) == marks)
        #expect(YearMarks(year: year, bytes: Array(marks.bytes.dropLast())) == nil)
        marks.set(nil, for: session("2025-07-28 AM"))
        #expect(marks.marked.map(\.session) == [session("2026-07-31 PM")])
    }

    @Test func setsAreJoinedAndBegunLater() {
        let monday = expected.restricted(to: day("2025-09-08")...day("2025-09-08"))
        let fromAfternoon = expected.from(session("2025-09-08 PM"))

        #expect(fromAfternoon.intersection(monday).sessions == [session("2025-09-08 PM")])
        #expect(expected.through(session("2025-09-08 AM")).union(fromAfternoon) == expected)
        #expect(expected.from(session("2024-01-01 AM")) == expected)
        #expect(expected.from(session("2030-01-01 AM")).isEmpty)
    }
}
