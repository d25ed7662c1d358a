/// Conditions about a request for leave.
extension PupilRun {
    func holdsOfLeave(_ condition: LeaveCondition, _ asked: Asked) -> Bool {
        guard let number = asked.request else { return false }
        let request = requests[number]
        let act = acts[request.act]
        switch condition {
        case .notice(let comparison): return compare(request.from - act.at.date, comparison)
        case .past: return request.from <= (asked.tried?.at.date ?? act.at.date)
        case .reasons(let reasons):
            let lists = reasonLists(for: request.reason).map(\.name)
            return reasons.contains { $0 == request.reason || lists.contains($0) }
        case .schoolDays(let comparison): return compare(joinedSchoolDays(number), comparison)
        case .months(let months):
            return schoolDays(request.from, request.until).contains { months.contains($0.month) }
        case .calendarWindow(let name):
            return schoolDays(request.from, request.until).contains { isIn(window: name, $0) }
        case .attendance(let comparison, let period):
            return holdsOfProjected(comparison, period, request)
        case .taken(let reasons): return hasTaken(reasons, before: number)
        case .says(let name): return Self.says(name, act)
        case .groundsFound(let comparison):
            return compare(request.grounds.count { !$0.onlyFlags }, comparison)
        case .before(let pattern, let months):
            guard let months = current?.whole(months) else { return false }
            let first = request.from.addingMonths(-months)
            return numbers(of: pattern, asked).contains {
                let date = acts[$0].at.date
                return date >= first && date < request.from
            }
        }
    }

    func schoolDays(_ from: CalendarDate, _ until: CalendarDate) -> ArraySlice<CalendarDate> {
        let first = line.dayNumber(onOrAfter: from)
        return line.schoolDays[first..<max(first, line.dayNumber(onOrAfter: until + 1))]
    }

    /// School days asked for in one go: other requests that join this one are part of it.
    private func joinedSchoolDays(_ number: Int) -> Int {
        var first = line.dayNumber(onOrAfter: requests[number].from)
        var end = line.dayNumber(onOrAfter: requests[number].until + 1)
        var grew = true
        while grew {
            grew = false
            for (other, request) in requests.enumerated() where other != number {
                let low = line.dayNumber(onOrAfter: request.from)
                let high = line.dayNumber(onOrAfter: request.until + 1)
                guard low < high, low <= end, high >= first, low < first || high > end else { continue }
                first = min(first, low)
                end = max(end, high)
                grew = true
            }
        }
        return end - first
    }

    /// Attendance over a period ending with the last day asked for, those days counted as missed.
    private func holdsOfProjected(
        _ comparison: Comparison, _ period: Period, _ request: LeaveRequest
    ) -> Bool {
        guard let hundredths = current?.hundredths(comparison.quantity) else { return false }
        var range = places(of: period, Asked())
        if case .twelveMonths = period {
            range = min(line.place(onOrAfter: request.until.addingMonths(-12) + 1), known)..<known
        }
        let askedFor = line.place(onOrAfter: request.from)..<line.place(onOrAfter: request.until + 1)
        var counts = RateCounts()
        for place in range where !askedFor.contains(place) { counts.add(codes[place]) }
        let possible = counts.possible + askedFor.count
        guard possible > 0 else { return false }
        let (a, b) = (counts.attended * 10_000, hundredths * possible)
        return comparison.relation.holds(a < b ? -1 : (a == b ? 0 : 1))
    }

    /// Leave of such a reason was asked for and taken this school year, granted or not.
    private func hasTaken(_ reasons: [String], before number: Int) -> Bool {
        let year = AcademicYear(containing: requests[number].from)
        return requests.enumerated().contains { other, request in
            let lists = reasonLists(for: request.reason).map(\.name)
            guard other != number, AcademicYear(containing: request.from) == year,
                reasons.contains(where: { $0 == request.reason || lists.contains($0) }),
                request.from < requests[number].from
            else { return false }
            let first = line.place(onOrAfter: request.from)
            let end = line.place(onOrAfter: request.until + 1)
            return (first..<max(first, end)).contains { $0 < known && CodeClass.isAbsence(codes[$0]) }
        }
    }
}
