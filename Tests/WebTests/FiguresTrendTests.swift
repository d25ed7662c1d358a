import Attendance
import Testing

@testable import Office
@testable import Web

/// The small drawing of attendance week by week.
@Suite struct FiguresTrends {
    /// A day's figures: so many present, so many ill.
    private func day(_ date: String, _ present: Int, _ ill: Int) -> SeenFigures {
        var counts = SessionCounts()
        for _ in 0..<present { counts.add(.presentAM) }
        for _ in 0..<ill { counts.add(.illness) }
        return SeenFigures(key: [date], figures: Figures(ofPupil: counts))
    }

    @Test func aTrendHasAWeekForEachMondayAndIsHighestWhereAttendanceIs() throws {
        let trend = try #require(
            FiguresTrend([
                day("2025-11-10", 9, 1), day("2025-11-14", 9, 1), day("2025-11-17", 8, 2),
                day("2025-11-24", 10, 0),
            ]))

        #expect(trend.rows.map(\.attendance) == ["90.0%", "80.0%", "100.0%"])
        #expect(trend.rows.map(\.possible) == ["20", "10", "10"])
        #expect(trend.title == "Attendance by week, 80.0% at the lowest, 100.0% at the highest")
        let heights = trend.dots.compactMap { Int($0.y) }
        #expect(heights.count == 3 && heights[1] > heights[0] && heights[0] > heights[2])
    }

    @Test func oneWeekIsNoTrend() {
        #expect(FiguresTrend([day("2025-11-10", 9, 1), day("2025-11-14", 9, 1)]) == nil)
        #expect(FiguresTrend([day("2025-11-14", 9, 1), day("2025-11-17", 9, 1)]) != nil)
    }
}
