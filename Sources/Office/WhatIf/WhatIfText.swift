import Attendance
import Synchronization

/// A what-if as it leaves the program.
public enum WhatIfText {
    public static let columns = ["", "now", "then", "difference"]

    /// Totals side by side: first of everything, then by kind, by what is asked for and by clause.
    public static func rows(_ answer: WhatIfAnswer) -> [[String]] {
        func row(_ name: String, _ now: Int, _ then: Int) -> [String] {
            [name, "\(now)", "\(then)", then > now ? "+\(then - now)" : "\(then - now)"]
        }
        func rows(_ now: [String: Int], _ then: [String: Int]) -> [[String]] {
            Set(now.keys).union(then.keys).sorted().map { row($0, now[$0] ?? 0, then[$0] ?? 0) }
        }
        func kinds(_ totals: PolicyTotals) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: totals.byKind.map { ($0.key.rawValue, $0.value) })
        }
        let (now, then) = (answer.now, answer.then)
        return [
            row("steps", now.steps, then.steps), row("pupils concerned", now.pupils.count, then.pupils.count),
            row("hours of staff", (now.minutes + 30) / 60, (then.minutes + 30) / 60),
            row("pupils treated differently", 0, answer.differently.count),
            row("penalty notices to consider", now.penalties, then.penalties),
        ] + rows(kinds(now), kinds(then)) + rows(now.byWhat, then.byWhat) + rows(now.byClause, then.byClause)
    }

    public static let pupilColumns = ["pupil", "only now", "only then", "because"]

    public static func pupilRows(_ answer: WhatIfAnswer, most: Int) -> [[String]] {
        answer.differently.prefix(most).map { pupil in
            let first = (pupil.onlyThen + pupil.onlyNow).first
            return [
                pupil.name, pupil.onlyNow.map(\.words).joined(separator: ", "),
                pupil.onlyThen.map(\.words).joined(separator: ", "), first?.because ?? "",
            ]
        }
    }

    public static func json(_ answer: WhatIfAnswer) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.member("from", answer.days.lowerBound.description)
            text.member("to", answer.days.upperBound.description)
            text.array("assumptions") { for sentence in answer.assumptions.sentences { $0.item(sentence) } }
            text.object("minutes") { text in
                for (kind, minutes) in answer.assumptions.minutes.sorted(by: {
                    $0.key.rawValue < $1.key.rawValue
                }) {
                    text.member(kind.rawValue, minutes)
                }
            }
            text.object("now") { write(answer.now, to: &$0) }
            text.object("then") { write(answer.then, to: &$0) }
            text.array("differently") { text in
                for pupil in answer.differently { text.object { write(pupil, to: &$0) } }
            }
        }
        return text.utf8
    }

    private static func write(_ totals: PolicyTotals, to text: inout JSONText) {
        func write(_ name: String, _ counts: [String: Int]) {
            text.object(name) { text in
                for (key, count) in counts.sorted(by: { $0.key < $1.key }) { text.member(key, count) }
            }
        }
        text.member("policy", totals.name)
        text.member("steps", totals.steps)
        text.member("pupils", totals.pupils.count)
        text.member("minutes", totals.minutes)
        text.member("penaltiesToConsider", totals.penalties)
        write("byKind", Dictionary(uniqueKeysWithValues: totals.byKind.map { ($0.key.rawValue, $0.value) }))
        write("byWhat", totals.byWhat)
        write("byClause", totals.byClause)
        write("byDay", Dictionary(uniqueKeysWithValues: totals.byDay.map { ($0.key.description, $0.value) }))
    }

    private static func write(_ pupil: TreatedDifferently, to text: inout JSONText) {
        text.object("pupil") { text in
            text.member("id", pupil.pupil.description)
            text.member("upn", pupil.upn)
        }
        for (name, things) in [("onlyNow", pupil.onlyNow), ("onlyThen", pupil.onlyThen)] {
            text.array(name) { text in
                for thing in things {
                    text.object { text in
                        text.member("do", thing.kind.rawValue)
                        text.member("what", thing.what)
                        text.member("times", thing.times)
                        text.member("first", thing.first.description)
                        text.array("clauses") { for clause in thing.clauses { $0.item(clause) } }
                        text.member("because", thing.because)
                    }
                }
            }
        }
    }
}

extension TreatedDifferently.Thing {
    /// `2 × letter first-letter`.
    fileprivate var words: String {
        let name = [kind.rawValue, what].filter { !$0.isEmpty }.joined(separator: " ")
        return times == 1 ? name : "\(times) × \(name)"
    }
}

/// How many of a number of things have been done.
final class Counter: Sendable {
    let count: Int
    private let done = Mutex(0)

    init(of count: Int) {
        self.count = count
    }

    func add() -> Int {
        done.withLock {
            $0 += 1
            return $0
        }
    }
}
