import Attendance
import Testing

/// How many more sessions may be missed, or reach a threshold: by arithmetic, and by trying each number in turn.
@Suite struct Edges {
    @Test func `nineteen of 380 sessions may be missed before 95 per cent, and 37 before persistent absence`()
        throws
    {
        let attendance = try #require(
            RateEdge(.attendance, .below, hundredths: 9500, attended: 0, absent: 0, possible: 0))
        #expect(attendance.mayBeMissed(of: 380) == 19)
        let absence = try #require(
            RateEdge(.absence, .atLeast, hundredths: 1000, attended: 0, absent: 0, possible: 0))
        #expect(absence.mayBeMissed(of: 380) == 37)
    }

    @Test
    func `a pupil who has missed ten of 100 sessions may miss nine of the 280 to come before 95 per cent`()
        throws
    {
        let edge = try #require(
            RateEdge(.attendance, .below, hundredths: 9500, attended: 90, absent: 10, possible: 100))
        #expect(edge.isPassed())
        #expect(edge.mayBeMissed(of: 280) == 9)
        #expect(!edge.isPassed(missing: 9, attending: 271))
        #expect(edge.isPassed(missing: 10, attending: 270))
    }

    @Test func `what cannot be reached any more is not promised`() throws {
        let edge = try #require(
            RateEdge(.attendance, .below, hundredths: 9500, attended: 80, absent: 20, possible: 100))
        #expect(edge.mayBeMissed(of: 299) == nil)
        #expect(edge.mayBeMissed(of: 300) == 0)
    }

    @Test func `attendance at least and absence below cannot be brought about by more absence`() {
        #expect(RateEdge(.attendance, .atLeast, hundredths: 9600, attended: 1, absent: 0, possible: 1) == nil)
        #expect(RateEdge(.absence, .below, hundredths: 1000, attended: 1, absent: 0, possible: 1) == nil)
    }

    @Test func `every number of sessions missed agrees with trying them one by one`() throws {
        var tried = 0
        for hundredths in [0, 1, 5000, 8225, 9000, 9500, 9999, 10_000] {
            for (attended, absent) in [(0, 0), (1, 0), (0, 1), (19, 1), (171, 9), (180, 20), (95, 5)] {
                for remaining in [0, 1, 2, 19, 20, 81] {
                    for (measure, relation) in [
                        (RateEdge.Measure.attendance, Relation.below), (.attendance, .atMost),
                        (.absence, .atLeast), (.absence, .moreThan),
                    ] {
                        let edge = try #require(
                            RateEdge(
                                measure, relation, hundredths: hundredths, attended: attended, absent: absent,
                                possible: attended + absent))
                        let slow = (0...remaining).last {
                            !passed(edge, missed: $0, attended: remaining - $0)
                        }
                        let now = (0...remaining).first { passed(edge, missed: $0, attended: 0) }
                        let what = "\(measure) \(relation) \(hundredths), \(attended) \(absent) \(remaining)"
                        #expect(edge.mayBeMissed(of: remaining) == slow, "\(what)")
                        #expect(edge.passesAfterMissing(of: remaining) == now, "\(what)")
                        tried += 1
                    }
                }
            }
        }
        #expect(tried == 8 * 7 * 6 * 4)
    }

    /// The same from a list of sessions, one by one, and long division.
    private func passed(_ edge: RateEdge, missed: Int, attended: Int) -> Bool {
        let sessions =
            Array(repeating: true, count: edge.attended + attended)
            + Array(repeating: false, count: edge.absent + missed)
        guard !sessions.isEmpty else { return false }
        let wanted = edge.measure == .attendance
        let share = sessions.count { $0 == wanted } * 10_000
        let (whole, rest) = share.quotientAndRemainder(dividingBy: sessions.count)
        switch edge.relation {
        case .below: return whole < edge.hundredths
        case .atMost: return whole < edge.hundredths || whole == edge.hundredths && rest == 0
        case .atLeast: return whole >= edge.hundredths
        default: return whole > edge.hundredths || whole == edge.hundredths && rest > 0
        }
    }

    @Test func `the sessions that a threshold lacks agree with adding one at a time`() {
        for each in [50, 100] {
            for relation in [Relation.atLeast, .moreThan, .exactly] {
                for hundredths in [50, 100, 300, 350, 1000] {
                    for count in 0...25 {
                        let slow = (0...60).first { more in
                            let sum = (count + more) * each
                            switch relation {
                            case .atLeast: return sum >= hundredths
                            case .moreThan: return sum > hundredths
                            default: return sum == hundredths
                            }
                        }
                        #expect(
                            CountEdge.needed(count, relation, hundredths: hundredths, each: each) == slow,
                            "\(count) \(relation) \(hundredths) by \(each)")
                    }
                }
            }
        }
        #expect(CountEdge.needed(3, .below, hundredths: 1000) == nil)
    }

    @Test func `what was missed in the first week counts no more once ten weeks lie behind it`() throws {
        let monday = try #require(CalendarDate("2025-09-08"))
        // Weeks without holidays; the window is the day's own week and the nine before it.
        let windows = (1...100).map { monday + $0 }.map { ($0, $0.monday - 63) }
        #expect(CountEdge.fallsOut([monday + 2, monday + 30], windows: windows) == monday + 70)
        #expect(CountEdge.fallsOut([monday + 30], windows: windows) == monday + 98)
        #expect(CountEdge.fallsOut([monday + 60], windows: windows) == nil)
        #expect(CountEdge.fallsOut([], windows: windows) == nil)
    }
}
