import Attendance

extension Session {
    /// `2025-11-18-am`, as addresses have it.
    var slug: String { "\(date)-\(half.slug)" }

    /// Reads a slug; nil for anything else.
    init?(slug: some StringProtocol) {
        let half = slug.suffix(3)
        guard half.first == "-", let half = Half(name: half.dropFirst()),
            let date = CalendarDate(slug.dropLast(3))
        else { return nil }
        self.init(date, half)
    }

    /// `18 Nov 2025 AM`.
    var short: String { "\(date.shortWithYear) \(half.name)" }
}
