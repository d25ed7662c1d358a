import Attendance

extension CalendarDate {
    /// `1 September 2025`.
    var inEnglish: String { "\(day) \(Self.months[month - 1]) \(year)" }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November",
        "December",
    ]
}

extension MonthOrDay {
    /// `1 September 2025`, or `May 2021` where only the month is known.
    var inEnglish: String {
        isMonth ? "\(CalendarDate.months[firstDay.month - 1]) \(firstDay.year)" : firstDay.inEnglish
    }

    /// With its preposition: `on 1 September 2025`, `in May 2021`.
    var onOrIn: String { (isMonth ? "in " : "on ") + inEnglish }
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ parts: [String], _ conjunction: String = "and") -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return "\(parts.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}
