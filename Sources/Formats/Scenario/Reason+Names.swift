import Attendance

extension Reason {
    /// Every name that a reason has, as scenarios write them.
    static let names = [
        "attendance", "absence", "sessions", "days", "run", "unexplained-day", "age", "session", "flag",
        "on-file", "since", "state", "change", "leave",
    ]
}
