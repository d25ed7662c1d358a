import Attendance

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Counts of every class, persistent and severe absence for as many pupil-years as England has pupils, from year
/// marks in memory, beside a plain read of the same bytes.
///
///     national-figures [--pupils 9000000] [--threads 2] [--runs 3] [--megabytes M]
///
/// The year marks held are at most so many megabytes, half of the machine's memory unless told otherwise, and are
/// gone through as often as it takes.
@main struct NationalFigures {
    /// All pupil-years in this.
    static let limit = Duration.seconds(2.5)

    static func main() async {
        guard let settings = Settings(CommandLine.arguments.dropFirst()) else {
            print("usage: national-figures [--pupils N] [--threads N] [--runs N] [--megabytes N]")
            return
        }
        let clock = ContinuousClock()
        let marks = SimulatedMarks(pupils: settings.pupilsHeld)
        defer { marks.free() }
        let (parts, made) = await clock.measured { await marks.fill(threads: settings.threads) }
        print(
            "\(settings.pupils) pupil-years, \(gigabytes(settings.bytes)) GB of year marks",
            "(\(gigabytes(marks.byteCount)) GB held, made in \(seconds(made)) s), \(settings.threads) threads"
        )

        guard marks.agreeWithFiguresOneByOne() else {
            print("the fast counts differ from the figures of each pupil")
            return
        }

        var counts = ClassCounts()
        var counting = [Duration]()
        var reading = [Duration]()
        for _ in 0..<settings.runs {
            let (sum, readTime) = await clock.measured {
                await inParallel(parts.map { part in { part.sum(pupils: settings.pupils(of: part)) } })
                    .reduce(0, &+)
            }
            reading.append(readTime)
            let (found, countTime) = await clock.measured {
                await inParallel(
                    parts.map { part in { part.counts(pupils: settings.pupils(of: part), marks.expected) } })
            }
            counting.append(countTime)
            counts = ClassCounts()
            for part in found { counts += part }
            // So that the plain read cannot be left out.
            if sum == 0 { print("there are no marks") }
        }
        marks.reportOneSchool(clock)
        report(counts, counting: counting, reading: reading, settings)
    }

    static func report(
        _ counts: ClassCounts, counting: [Duration], reading: [Duration], _ settings: Settings
    ) {
        print(
            "possible \(counts.possible): present \(counts.present),",
            "approved educational activity \(counts.approvedEducationalActivity),",
            "authorised \(counts.authorised), unauthorised \(counts.unauthorised);",
            "not possible \(counts.notPossible), missing \(counts.missing)")
        print(
            "absence \(Percentage(counts.absent, of: counts.possible)?.description ?? "–") %,",
            "persistently absent \(counts.persistentlyAbsent), severely absent \(counts.severelyAbsent)",
            "of \(counts.enrolments)")
        for (name, times) in [("figures", counting), ("plain read", reading)] {
            let sorted = times.sorted()
            let best = sorted[0]
            let middle = sorted[sorted.count / 2]
            let perCore = Double(settings.bytes) / best.inSeconds / Double(settings.threads) / 1e9
            print(
                "\(name): best \(seconds(best)) s, median \(seconds(middle)) s,",
                "\(twoPlaces(perCore)) GB/s a core")
        }
        let ratio = counting.min()!.inSeconds / reading.min()!.inSeconds
        let verdict = counting.sorted()[counting.count / 2] <= limit ? "met" : "NOT met"
        print(
            "figures take \(twoPlaces(ratio)) times as long as reading; limit \(seconds(limit)) s: \(verdict)"
        )
    }
}

/// What was asked for on the command line.
struct Settings {
    var pupils = 9_000_000
    var threads = 2
    var runs = 3
    var megabytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 2_000_000

    /// Nil when an argument is not understood.
    init?(_ arguments: some Sequence<String>) {
        var iterator = arguments.makeIterator()
        while let name = iterator.next() {
            guard let value = iterator.next().flatMap({ Int($0) }), value > 0 else { return nil }
            switch name {
            case "--pupils": pupils = value
            case "--threads": threads = value
            case "--runs": runs = value
            case "--megabytes": megabytes = value
            default: return nil
            }
        }
    }

    var bytes: Int { pupils * AcademicYear.sessionCount }

    /// Pupil-years that are in memory at once.
    var pupilsHeld: Int {
        max(threads, min(pupils, megabytes * 1_000_000 / AcademicYear.sessionCount))
    }

    /// How many pupil-years a thread counts: its share, whatever its part holds.
    func pupils(of part: MarksPart) -> Int {
        pupils / threads + (part.number < pupils % threads ? 1 : 0)
    }
}

/// Runs each piece of work on a thread of its own, as long as there are cores.
func inParallel<Value: Sendable>(_ work: [@Sendable () -> Value]) async -> [Value] {
    await withTaskGroup(of: Value.self) { group in
        for piece in work { group.addTask { piece() } }
        return await group.reduce(into: []) { $0.append($1) }
    }
}

extension ContinuousClock {
    nonisolated(nonsending) func measured<Value: Sendable>(
        _ work: nonisolated(nonsending) () async -> Value
    ) async -> (Value, Duration) {
        let start = now
        let value = await work()
        return (value, now - start)
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

func seconds(_ duration: Duration) -> String { twoPlaces(duration.inSeconds) }
func gigabytes(_ bytes: Int) -> String { twoPlaces(Double(bytes) / 1e9) }

func twoPlaces(_ number: Double) -> String {
    let hundredths = Int(number * 100 + 0.5)
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}
