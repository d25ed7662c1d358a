import Attendance

extension SimulatedMarks {
    /// Times what a school's pages ask for, over a thousand pupils' years.
    func reportOneSchool(_ clock: ContinuousClock) {
        let pupils = (0..<min(self.pupils, 1000)).compactMap(marks(ofPupil:))
        var school = Figures()
        let each = clock.measure {
            for marks in pupils { school += Figures(ofPupil: SessionCounts(marks, expected: expected)) }
        }
        var days = 0
        let byDay = clock.measure {
            // Seven year groups.
            var grids = (0..<7).map { _ in GridCounts(year: expected.year) }
            for (place, marks) in pupils.enumerated() { grids[place % 7].add(marks, expected: expected) }
            for grid in grids {
                for date in expected.year.firstDay...expected.year.lastDay
                where grid.counts(on: date...date).possible > 0 { days += 1 }
            }
        }
        var runs = 0
        let inARow = clock.measure {
            for marks in pupils {
                runs += [MarkedSession]([(marks, expected)]).longestRun(.absent)?.length ?? 0
            }
        }
        print(
            "one school of \(pupils.count): every pupil's year \(milliseconds(each)) ms,",
            "by day and year group \(milliseconds(byDay)) ms (\(days) groups),",
            "every pupil's longest absence \(milliseconds(inARow)) ms")
    }
}

private func milliseconds(_ duration: Duration) -> String { twoPlaces(duration.inSeconds * 1000) }
