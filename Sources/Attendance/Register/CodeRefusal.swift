/// Why a code may not be used for a session.
public enum CodeRefusal: Error, Hashable, Sendable {
    /// Not in the law's table on that day. `from` and `until` are the nearest days on which it was; nil `from`
    /// when it never was, nil `until` when it goes on. `instead` is empty when nothing is known.
    case notValid(
        AttendanceCode, on: CalendarDate, from: CalendarDate?, until: CalendarDate?, instead: String)
    /// `/` in an afternoon, `\` in a morning.
    case wrongHalf(AttendanceCode, only: Session.Half)
    /// The Regulations ask for the nature of the provision, activity or cause.
    case noteMissing(AttendanceCode)
    case age(AttendanceCode, requires: CodeRule.Age)
}

extension CodeRefusal: CustomStringConvertible {
    /// A sentence or two: what is wrong, and what to do where that is known.
    public var description: String {
        switch self {
        case .notValid(let code, let date, let from, let until, let instead):
            let problem =
                switch (from, until) {
                case (nil, _): "\(code) is not a code of the register."
                case (let from?, _) where date < from:
                    "\(code) is used for sessions from \(from); this one is on \(date)."
                case (_, let until?):
                    "\(code) was used for sessions up to \(until); this one is on \(date)."
                case (_, nil): "\(code) cannot be used on \(date)."
                }
            return instead.isEmpty ? problem : "\(problem) \(instead)"
        case .wrongHalf(let code, let half):
            return "\(code) is for \(half.name) sessions only."
        case .noteMissing(let code):
            return "\(code) needs a note that says what it was."
        case .age(let code, .compulsoryOnly):
            return "\(code) is only for pupils of compulsory school age."
        case .age(let code, _):
            return "\(code) is only for pupils who are not of compulsory school age."
        }
    }
}
