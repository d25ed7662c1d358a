import Attendance

/// Reads the paper register of a scenario: weeks by their Monday, five days, two codes a day.
struct MarkReading {
    let report: YAMLReport
    let calendars: SchoolCalendars
    /// In the last of the years held.
    let yearGroup: YearGroup?

    /// Every session of the pupil with what the register said: present where nothing is given, none where a dot is;
    /// and the days of which something is given.
    func taken(
        _ node: YAMLNode?, from entry: CalendarDate?, until leaving: CalendarDate?
    ) -> (taken: [Session: AttendanceCode], written: Set<CalendarDate>) {
        var taken = [Session: AttendanceCode]()
        var written = Set<CalendarDate>()
        for calendar in calendars.years {
            for session in calendar.sessions(for: group(in: calendar.year)).sessions {
                if let entry, session.date < entry { continue }
                if let leaving, session.date > leaving { continue }
                taken[session] = .present(session.half)
            }
        }
        for week in node.map({ weeks($0, "the marks") }) ?? [] {
            var isIdle = false
            for (number, codes) in days(week, perDay: 2).enumerated() {
                written.insert(week.monday + number)
                for (half, code) in zip(Session.Half.allCases, codes) {
                    let session = Session(week.monday + number, half)
                    guard isHeld(session) else {
                        isIdle =
                            isIdle || (code.map { $0 != .plannedClosure && $0 != .present(half) } ?? false)
                        continue
                    }
                    taken[session] = code
                }
            }
            if isIdle {
                report.warning(
                    at: week.value, "The week has marks for sessions that the calendar does not hold.",
                    "Check its Monday and the calendar; those marks are left out.")
            }
        }
        return (taken, written)
    }

    /// The codes of each day's lessons, one for each period.
    func lessons(_ node: YAMLNode) -> [CalendarDate: [AttendanceCode?]] {
        var lessons = [CalendarDate: [AttendanceCode?]]()
        for week in weeks(node, "the lessons") {
            for (number, codes) in days(week, perDay: nil).enumerated() {
                lessons[week.monday + number] = codes
            }
        }
        return lessons
    }

    private func group(in year: AcademicYear) -> YearGroup? {
        guard let yearGroup, let last = calendars.years.last?.year else { return nil }
        return YearGroup(number: yearGroup.number - (last.start - year.start))
    }

    private func isHeld(_ session: Session) -> Bool {
        let year = AcademicYear(containing: session.date)
        return calendars[year]?.isSession(session, for: group(in: year)) ?? false
    }

    private typealias Week = (monday: CalendarDate, value: YAMLNode)

    private func weeks(_ node: YAMLNode, _ what: String) -> [Week] {
        guard case .mapping(let pairs) = node.content else {
            report.error(
                at: node, "\(sentenceCase(what)) should be weeks by their Monday, not \(node.kind).",
                "Write 2025-11-10: '/\\ /\\ /\\ NN NN'.")
            return []
        }
        return pairs.compactMap { key, value in
            guard let monday = report.date(key, "the Monday of the week") else { return nil }
            guard monday.weekday == .monday else {
                report.error(
                    at: key, "\(monday) is a \(monday.weekday.name).",
                    "Write the week under its Monday, \(monday.monday).")
                return nil
            }
            return (monday, value)
        }
    }

    /// The codes of each day; nil in them where there is no session.
    ///
    /// - Parameter perDay: nil for as many as there are.
    private func days(_ week: Week, perDay: Int?) -> [[AttendanceCode?]] {
        guard let text = report.text(week.value, "the week's marks") else { return [] }
        let written = text.split(whereSeparator: \.isWhitespace)
        var days = [[AttendanceCode?]]()
        for (number, token) in written.enumerated() {
            let day = week.monday + min(number, 4)
            guard let codes = codes(token, on: day) else {
                report.error(
                    at: week.value,
                    "'\(report.short(String(token)))' is not written in codes of the register.",
                    "Write two codes for each day, like /\\ or NN; a dot where there is no session.")
                return []
            }
            days.append(codes)
        }
        if let perDay, !days.allSatisfy({ $0.count == perDay }) {
            // Spaces may stand anywhere, as long as the week is whole.
            let all = days.flatMap(\.self)
            guard all.count == 5 * perDay else {
                report.error(
                    at: week.value, "There are \(all.count) marks in the week, not \(5 * perDay).",
                    "Write five days from Monday to Friday, two codes each; a dot where there is no session.")
                return []
            }
            days = stride(from: 0, to: all.count, by: perDay).map { Array(all[$0..<($0 + perDay)]) }
        }
        if days.count > 5 {
            report.error(
                at: week.value, "There are \(days.count) days in the week.", "Write five, Monday to Friday.")
            return []
        }
        if days.count < 5 {
            report.warning(
                at: week.value, "There are only \(days.count) days in the week.",
                "They are read from Monday on, the others as present; write all five.")
        }
        guard perDay != nil else { return days }
        return days.map { codes in
            zip(Session.Half.allCases, codes).map { half, code in
                code == .presentAM || code == .presentPM ? .present(half) : code
            }
        }
    }

    /// Codes one after the other, the longest first; nil when something in it is no code.
    private func codes(_ token: Substring, on day: CalendarDate) -> [AttendanceCode?]? {
        var (rest, codes) = (token, [AttendanceCode?]())
        while let first = rest.first {
            if first == "." {
                codes.append(nil)
                rest.removeFirst()
                continue
            }
            guard
                let found = (1...3).reversed().lazy.compactMap({ length in
                    AttendanceCode(rest.prefix(length), on: day).map { (code: $0, length: length) }
                }).first(where: { $0.code.text.count == $0.length })
            else { return nil }
            codes.append(found.code)
            rest.removeFirst(found.length)
        }
        return codes
    }
}
