import Attendance
import Formats
import Office

extension WhatIfTrialView.Result {
    init(
        _ answer: WhatIfAnswer, then title: String, english: ReasonInEnglish, page: Int, address: String
    ) {
        typealias Row = WhatIfTrialView.Row
        let (now, then) = (answer.now, answer.then)
        self.now = now.name
        self.then = title
        tiles = [
            Tile(
                label: "Pupils treated differently", value: answer.differently.count.inWords,
                how:
                    "of \(now.pupils.union(then.pupils).count.inWords) whom either policy asks something about",
                href: "#differently", isHot: false),
            Tile(
                label: "Staff hours", value: then.hours.inWords,
                how: "\(Row.difference(now.hours, then.hours)): \(now.hours.inWords) with today's policy"),
            Tile(
                label: "Steps", value: then.steps.inWords,
                how: "\(Row.difference(now.steps, then.steps)): \(now.steps.inWords) with today's policy"),
        ]
        rows = [
            Row("Calls", now.byKind[.call] ?? 0, then.byKind[.call] ?? 0),
            Row(
                "Texts and emails", (now.byKind[.text] ?? 0) + (now.byKind[.email] ?? 0),
                (then.byKind[.text] ?? 0) + (then.byKind[.email] ?? 0)),
            Row("Letters", now.byKind[.letter] ?? 0, then.byKind[.letter] ?? 0),
            Row("Meetings", now.byKind[.meeting] ?? 0, then.byKind[.meeting] ?? 0),
            Row("Visits", now.byKind[.visit] ?? 0, then.byKind[.visit] ?? 0),
            Row("Referrals", now.byKind[.referral] ?? 0, then.byKind[.referral] ?? 0),
            Row(
                "Penalty notices to consider", now.penalties, then.penalties,
                note: "Among the tasks: somebody decides on each."),
            Row("Tasks", now.byKind[.task] ?? 0, then.byKind[.task] ?? 0),
            Row("Proposed codes", now.byKind[.code] ?? 0, then.byKind[.code] ?? 0),
            Row(
                "Returns, reports, alerts and awards", now.ofOtherKinds, then.ofOtherKinds),
            Row("All steps", now.steps, then.steps),
            Row("Staff hours", now.hours, then.hours),
            Row("Pupils concerned", now.pupils.count, then.pupils.count),
        ]
        func both(_ now: [String: Int], _ then: [String: Int], _ name: (String) -> String) -> [Row] {
            Set(now.keys).union(then.keys).sorted().map {
                Row(name($0), now[$0] ?? 0, then[$0] ?? 0)
            }
        }
        things = both(now.byWhat, then.byWhat) { $0.isEmpty ? "Not named" : english.name($0) }
        clauses = both(now.byClause, then.byClause) { $0 }
        assumptions =
            answer.assumptions.sentences + [
                "Minutes of staff time: "
                    + StepKind.allCases.compactMap { kind in
                        answer.assumptions.minutes[kind].map { "\(kind.plural.lowercased()) \($0)" }
                    }.joined(separator: ", ") + "."
            ]
        let all = answer.differently
        differentCount = all.count.inWords
        nobody = all.isEmpty
        let shown = WhatIfTrialView.shown
        let last = max(1, (all.count + shown - 1) / shown)
        let page = min(max(page, 1), last)
        pupils = all.dropFirst((page - 1) * shown).prefix(shown).map {
            WhatIfTrialView.Different($0, english)
        }
        for place in pupils.indices.prefix(2) { pupils[place].isOpen = true }
        guard last > 1 else { return }
        func link(_ page: Int, _ label: String) -> Link {
            Link(href: "\(address)?page=\(page)#differently", label: label)
        }
        pages = Pages(
            summary: "Page \(page) of \(last)", previous: page > 1 ? link(page - 1, "Previous") : nil,
            next: page < last ? link(page + 1, "Next") : nil)
    }
}

extension WhatIfTrialView.Row {
    fileprivate init(_ name: String, _ now: Int, _ then: Int, note: String? = nil) {
        self.name = name
        self.note = note
        self.now = now.inWords
        self.then = then.inWords
        difference = Self.difference(now, then)
        kind = now == then ? "quiet" : then > now ? "more" : "fewer"
        let most = max(now, then, 1)
        bars = WhatIfTrialView.Bars(now: "\(now * 100 / most)", then: "\(then * 100 / most)")
    }

    fileprivate static func difference(_ now: Int, _ then: Int) -> String {
        now == then
            ? "the same" : then > now ? "\((then - now).inWords) more" : "\((now - then).inWords) fewer"
    }
}

extension WhatIfTrialView.Different {
    fileprivate init(_ pupil: TreatedDifferently, _ english: ReasonInEnglish) {
        func thing(_ thing: TreatedDifferently.Thing) -> WhatIfTrialView.Thing {
            let title =
                thing.what.isEmpty
                ? thing.kind.singular : "\(thing.kind.singular): \(english.name(thing.what))"
            let first = "\(thing.first.dayAndMonth) \(thing.first.year)"
            return WhatIfTrialView.Thing(
                text: thing.times == 1 ? title : "\(thing.times) × \(title)",
                why: (thing.times == 1 ? "On \(first)." : "First on \(first).")
                    + (thing.because.isEmpty ? "" : " \(thing.because)"),
                source: thing.clauses.isEmpty ? nil : thing.clauses.joined(separator: " · "))
        }
        self.pupil = Link(href: "/pupils/\(pupil.pupil)/standing", label: pupil.name)
        onlyNow = pupil.onlyNow.map(thing)
        onlyThen = pupil.onlyThen.map(thing)
        let (now, then) = (pupil.onlyNow, pupil.onlyThen)
        let counts = (now.reduce(0) { $0 + $1.times }, then.reduce(0) { $0 + $1.times })
        summary = "\(counts.0.inWords) only with today's policy, \(counts.1.inWords) only with the one tried"
    }
}

extension PolicyTotals {
    /// To the nearest whole one.
    fileprivate var hours: Int { (minutes + 30) / 60 }

    fileprivate var ofOtherKinds: Int {
        [StepKind.return, .report, .alert, .award].reduce(0) { $0 + (byKind[$1] ?? 0) }
    }
}
