/// Counts of many pupils kept apart by session, for figures by day, week or weekday of a group.
public struct GridCounts: Sendable {
    public let year: AcademicYear
    /// Row by session, 128 columns by the code's byte; column 0 is missing.
    private var table: [UInt32]

    public init(year: AcademicYear) {
        self.year = year
        table = [UInt32](repeating: 0, count: AcademicYear.sessionCount * 128)
    }

    /// Adds a pupil's marks at the sessions expected and closed; of another year, nothing.
    public mutating func add(_ marks: YearMarks, expected: SessionMask) {
        guard marks.year == year, expected.year == year else { return }
        table.withUnsafeMutableBufferPointer { table in
            marks.bytes.withUnsafeBufferPointer { marks in
                expected.bytes.withUnsafeBufferPointer { mask in
                    for index in 0..<min(marks.count, mask.count) where mask[index] != 0 {
                        let byte = AttendanceCode.isKnown(marks[index]) ? marks[index] : 0
                        table[index * 128 + Int(byte)] += 1
                    }
                }
            }
        }
    }

    /// The counts of the sessions on the days of a range, those outside the year left out.
    public func counts(on days: ClosedRange<CalendarDate>) -> SessionCounts {
        var counts = SessionCounts()
        let first = max(0, (days.lowerBound - year.gridStart) * 2)
        let end = min(AcademicYear.sessionCount, (days.upperBound - year.gridStart) * 2 + 2)
        guard first < end else { return counts }
        table.withUnsafeBufferPointer { table in
            for index in first..<end { counts.add(row: table[(index * 128)..<(index * 128 + 128)]) }
        }
        return counts
    }

    /// The counts of one session.
    public func counts(in session: Session) -> SessionCounts {
        var counts = SessionCounts()
        guard let index = year.index(of: session) else { return counts }
        table.withUnsafeBufferPointer { counts.add(row: $0[(index * 128)..<(index * 128 + 128)]) }
        return counts
    }
}
