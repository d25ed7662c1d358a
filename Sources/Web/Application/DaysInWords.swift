import Attendance

extension CalendarDate {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    /// `Thursday 20 November 2025`.
    var inWords: String { "\(weekday.name) \(dayAndMonth) \(year)" }
    /// `20 November`.
    var dayAndMonth: String { "\(day) \(Self.months[month - 1])" }
    /// `20 Nov`.
    var short: String { "\(day) \(Self.months[month - 1].prefix(3))" }
    /// `20 Nov 2025`.
    var shortWithYear: String { "\(short) \(year)" }
    /// `November 2025`.
    var monthAndYear: String { "\(Self.months[month - 1]) \(year)" }
}

extension Moment {
    /// `Thursday 20 November 2025, 09:35`.
    var inWords: String { "\(date.inWords), \(time)" }

    /// `09:35` on the day itself, else `19 Nov, 09:35`, with the year where it is another.
    func seen(from today: CalendarDate) -> String {
        if date == today { return time.description }
        return date.year == today.year ? "\(date.short), \(time)" : "\(date.shortWithYear), \(time)"
    }
}

extension Session.Half {
    /// `Morning` or `Afternoon`.
    var inWords: String { self == .am ? "Morning" : "Afternoon" }
    /// `am` or `pm`, as addresses have it.
    var slug: String { self == .am ? "am" : "pm" }
}

extension Session {
    /// `Thursday 20 November 2025, morning`.
    var inWords: String { "\(date.inWords), \(half == .am ? "morning" : "afternoon")" }
}

extension Int {
    /// With commas between the thousands: `102,408`.
    var inWords: String {
        var digits = String(magnitude)[...]
        var parts: [Substring] = []
        while digits.count > 3 {
            parts.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + parts).joined(separator: ",")
    }
}
