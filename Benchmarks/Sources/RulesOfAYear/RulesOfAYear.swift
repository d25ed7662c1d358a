import Attendance
import Formats

/// The rules of a policy and of the law, looked at for a school's pupils: all of them at one moment, and a year
/// played day by day.
///
///     rules-of-a-year [--policy FILE] [--pupils 1000] [--threads 2] [--home .]
@main struct RulesOfAYear {
    static let momentLimit = Duration.milliseconds(50)
    static let yearLimit = Duration.seconds(8)

    static func main() async throws {
        var words = [String: String]()
        var arguments = CommandLine.arguments.dropFirst()
        while let word = arguments.popFirst() { words[word] = arguments.popFirst() }
        let home = words["--home"] ?? "."
        let pupils = words["--pupils"].flatMap { Int($0) } ?? 1000
        let threads = words["--threads"].flatMap { Int($0) } ?? 2
        guard let law = LawReader.load(directory: "\(home)/Law/England").law else {
            print("the law cannot be read at \(home)/Law/England")
            return
        }
        let clauses = ClauseLibrary.load(directory: "\(home)/Policies/clauses")
        let calendarFile = "\(home)/Tests/Scenarios/calendar-2025-26.yaml"
        guard let calendar = CalendarReader.load(calendarFile).calendar else {
            print("\(calendarFile) cannot be read")
            return
        }
        let files =
            words["--policy"].map { [$0] }
            ?? MadeUpSchools.load(policies: "\(home)/Policies").schools.prefix(3)
            .map { "\(home)/Policies/\($0.policy).yaml" }
        for file in files {
            let read = PolicyReader.load(file, law: law, clauses: clauses)
            guard let policy = read.policy else {
                print("\(file) cannot be read: \(read.problems.first.map(\.description) ?? "")")
                return
            }
            try await measure(file, policy, law, calendar, pupils: pupils, threads: threads)
        }
    }

    static func measure(
        _ file: String, _ policy: Policy, _ law: Law, _ calendar: SchoolCalendar, pupils: Int, threads: Int
    ) async throws {
        let calendars = SchoolCalendars([calendar])
        let rules = SchoolRules(
            policies: [(from: calendar.year.firstDay, policy: policy)], law: law, calendars: calendars)
        guard let last = calendar.terms.last?.to else { return }
        let school = try (0..<pupils).map { try Self.pupil($0, rules, calendar) }
        let clock = ContinuousClock()

        // The year, in as many parts as there are threads.
        let parts = (0..<threads).map { part in
            Array(school[(pupils * part / threads)..<(pupils * (part + 1) / threads)])
        }
        let began = clock.now
        let steps = try await withThrowingTaskGroup(of: Int.self) { group in
            for part in parts {
                group.addTask {
                    var raised = 0
                    for var run in part {
                        try run.advance(to: Moment(last, .endOfDay))
                        raised += run.steps.count
                    }
                    return raised
                }
            }
            return try await group.reduce(0, +)
        }
        let year = clock.now - began

        // One moment in the middle of the year, everything before it known.
        let day = try calendars.schoolDay(onOrAfter: calendar.terms[0].to - 21)
        var standing = school
        for number in standing.indices { try standing[number].advance(to: Moment(day - 1, .endOfDay)) }
        var best = Duration.seconds(3600)
        var found = 0
        for _ in 0..<5 {
            var runs = standing
            let start = clock.now
            for number in runs.indices {
                try runs[number].advance(to: Moment(day, .endOfDay))
                found += runs[number].steps.count
            }
            best = min(best, clock.now - start)
        }
        var findings = Duration.seconds(3600)
        for _ in 0..<5 {
            let start = clock.now
            for run in standing { found += run.findings().count }
            findings = min(findings, clock.now - start)
        }
        let name = file.split(separator: "/").last ?? ""
        print("\(name): \(pupils) pupils, \(steps) steps in the year, \(found) looked at")
        line("every rule with its reasons, one moment, one core", findings, momentLimit)
        line("a whole school day, every moment of it, one core", best, nil)
        line("the year day by day, \(threads) threads", year, yearLimit)
    }

    static func line(_ what: String, _ took: Duration, _ limit: Duration?) {
        let verdict = limit.map { "limit \($0)  \(took <= $0 ? "met" : "NOT MET")" } ?? ""
        print("  \(what): \(took)  \(verdict)")
    }

    /// A pupil with an ordinary year: mostly present, ill now and then, some late, some away without a reason.
    static func pupil(_ number: Int, _ rules: SchoolRules, _ calendar: SchoolCalendar) throws -> PupilRun {
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
        func random() -> Double {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Double(state >> 11) / Double(UInt64(1) << 53)
        }
        let yearGroup = YearGroup(number: 7 + number % 5)
        let poorly = random() < 0.2 ? 0.05 : 0.012
        var taken = [Session: AttendanceCode]()
        var away: (left: Int, code: AttendanceCode)?
        let sessions = calendar.sessions(for: yearGroup)
        for date in calendar.year.firstDay...calendar.year.lastDay {
            for half in Session.Half.allCases where sessions.contains(Session(date, half)) {
                if away == nil, random() < poorly {
                    let code: AttendanceCode =
                        random() < 0.6 ? .illness : (random() < 0.5 ? .noReasonYet : .otherAbsence)
                    away = (1 + Int(random() * 6), code)
                }
                if let spell = away {
                    taken[Session(date, half)] = spell.code
                    away = spell.left > 1 ? (spell.left - 1, spell.code) : nil
                } else {
                    taken[Session(date, half)] =
                        half == .am && random() < 0.02 ? .late : AttendanceCode.present(half)
                }
            }
        }
        let facts = PupilFacts(
            key: "\(number)", yearGroup: yearGroup, flags: number % 20 == 0 ? [.childInNeed] : [],
            contacts: [ContactFacts(.priority(1)), ContactFacts(.priority(2))])
        return try PupilRun(facts, taken: taken, rules: rules, from: calendar.year.firstDay)
    }
}
