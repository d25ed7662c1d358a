import Attendance
import Office

/// Attendance week by week as a small drawing, with the numbers it is drawn from beside it.
struct FiguresTrend: Encodable, Sendable {
    /// `Attendance by week, 88.4% to 95.1%`.
    var title: String
    /// For `points` of a polyline, 720 wide and 120 high.
    var line: String
    var dots: [Dot]
    var top: String
    var bottom: String
    var rows: [Row]

    struct Dot: Encodable, Sendable {
        var x: String
        var y: String
        /// `Week of 3 Nov: 92.6%`.
        var title: String
    }
    struct Row: Encodable, Sendable {
        var week: String
        var possible: String
        var attended: String
        var missing: String
        var attendance: String
        var absence: String
    }

    /// Nil for fewer than two weeks: a point is no trend.
    init?(_ days: [SeenFigures]) {
        var weeks: [(monday: CalendarDate, counts: SessionCounts)] = []
        for day in days {
            guard let date = day.key.last.flatMap({ CalendarDate($0) }), let figures = day.figures else {
                continue
            }
            if weeks.last?.monday == date.monday {
                weeks[weeks.count - 1].counts += figures.counts
            } else {
                weeks.append((date.monday, figures.counts))
            }
        }
        let rates = weeks.compactMap { week in week.counts.attendance.map { (week.monday, $0) } }
        guard rates.count > 1, let low = rates.map(\.1.tenths).min(), let high = rates.map(\.1.tenths).max()
        else { return nil }
        // Whole tens of per cent below, and above, so that a wobble does not look like a fall.
        let floor = max(0, (low - 1) / 100 * 100), ceiling = min(1000, (high / 100 + 1) * 100)
        let dots = rates.enumerated().map { place, rate in
            Dot(
                x: String(8 + place * 704 / (rates.count - 1)),
                y: String(8 + (ceiling - rate.1.tenths) * 104 / max(1, ceiling - floor)),
                title: "Week of \(rate.0.short): \(rate.1)%")
        }
        self.dots = dots
        line = dots.map { "\($0.x),\($0.y)" }.joined(separator: " ")
        top = "\(ceiling / 10)%"
        bottom = "\(floor / 10)%"
        title =
            "Attendance by week, \(low / 10).\(low % 10)% at the lowest, \(high / 10).\(high % 10)% at the highest"
        rows = weeks.map { week in
            Row(
                week: week.monday.shortWithYear, possible: week.counts.possible.inWords,
                attended: week.counts.attended.inWords, missing: week.counts.missing.inWords,
                attendance: week.counts.attendance.inWords, absence: week.counts.absence.inWords)
        }
    }

    init(title: String, line: String, dots: [Dot], top: String, bottom: String, rows: [Row]) {
        self.title = title
        self.line = line
        self.dots = dots
        self.top = top
        self.bottom = bottom
        self.rows = rows
    }
}

extension Optional<Percentage> {
    /// `92.6%`, or a dash where nothing was possible.
    var inWords: String { map { "\($0)%" } ?? "–" }
}
