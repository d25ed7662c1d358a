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
        case .schoolDays(let comparison):
            return compare(joinedSchoolDays(number, decidedBy: asked.tried), comparison)
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

    /// School days asked for in one go: other requests that join this one are part of it, unless they were refused.
    ///
    /// - Parameter decision: names the days that it grants, when they are not all that were asked for.
    private func joinedSchoolDays(_ number: Int, decidedBy decision: PupilAct?) -> Int {
        let request = requests[number]
        var first = line.dayNumber(onOrAfter: decision?.from ?? request.from)
        var end = line.dayNumber(onOrAfter: (decision?.until ?? request.until) + 1)
        var grew = true
        while grew {
            grew = false
            for (other, request) in requests.enumerated() where other != number {
                guard !request.isDecided || request.granted != nil else { continue }
                let low = line.dayNumber(onOrAfter: request.granted?.lowerBound ?? request.from)
                let high = line.dayNumber(onOrAfter: (request.granted?.upperBound ?? request.until) + 1)
                guard low < high, low <= end, high >= first, low < first || high > end else { continue }
                first = min(first, low)
                end = max(end, high)
                grew = true
            }
        }
        return end - first
    }

    /// Attendance over a period ending with the last day asked for, those days counted as missed, and sessions still
    /// to come before them as attended where nothing else is planned.
    private func holdsOfProjected(
        _ comparison: Comparison, _ period: Period, _ request: LeaveRequest
    ) -> Bool {
        guard let hundredths = current?.hundredths(comparison.quantity) else { return false }
        let askedFor = line.place(onOrAfter: request.from)..<line.place(onOrAfter: request.until + 1)
        var range = places(of: period, Asked())
        if case .twelveMonths = period {
            let end = max(known, askedFor.upperBound)
            range = min(line.place(onOrAfter: request.until.addingMonths(-12) + 1), end)..<end
        }
        var counts = RateCounts()
        for place in range where !askedFor.contains(place) {
            let isToCome = place >= known && codes[place] == 0
            counts.add(isToCome ? AttendanceCode.presentAM.rawValue : codes[place])
        }
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
            // Away as the leave has it or without leave; who was ill or elsewhere did not take it.
            let leave = [request.code, request.route?.codeIfGranted].compactMap { $0?.rawValue }
            return (first..<max(first, end)).contains {
                $0 < known && (leave.contains(codes[$0]) || Self.isAwayWithoutLeave(codes[$0]))
            }
        }
    }

    private static func isAwayWithoutLeave(_ byte: UInt8) -> Bool {
        let code = AttendanceCode(rawValue: byte)
        return code?.sessionClass == .unauthorised && code != .lateAfterClose
    }
}
