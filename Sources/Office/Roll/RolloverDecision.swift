import Attendance
import Store

/// Works out what a rollover comes to from the books, changing nothing: the dry run and the act itself ask the
/// same.
struct RolloverDecision {
    /// A registration group of the new year.
    struct NewYearGroup {
        var name: String
        var was: PupilGroup?
        var takers: Set<Taker> = []
        /// The halves in which it has a register that those take; in the other it has one of its own, or a class's.
        var halves: Set<Session.Half> = []
        var rooms: [Session.Half: String] = [:]
    }

    let rollover: Rollover
    var plan = RolloverPlan()
    var groups: [NewYearGroup] = []

    /// Throws `OfficeError.invalid` with all that is wrong.
    init(
        _ rollover: Rollover, on today: CalendarDate, school: SchoolID, _ transaction: any Transaction
    ) throws {
        self.rollover = rollover
        let old = try transaction.groups(in: rollover.year.previous, kind: .registration, school: school)
        var problems = Self.problems(of: rollover, on: today, old: old)
        try decideGroups(old, school: school, transaction, &problems)
        try decidePupils(old, school: school, transaction, &problems)
        try decideStarters(on: today, school: school, transaction, &problems)
        if !problems.isEmpty { throw OfficeError.invalid(problems) }
    }

    private static func problems(
        of rollover: Rollover, on today: CalendarDate, old: [PupilGroup]
    ) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        func wrong(_ field: String, _ message: String) {
            problems.append(FieldProblem(field: field, message: message))
        }
        let first = rollover.firstDay
        if AcademicYear(containing: first) != rollover.year {
            wrong("firstDay", "\(first) is not in \(rollover.year).")
        }
        if first < today {
            wrong("firstDay", "That day is over: registers already taken keep the groups as they were.")
        }
        let known = Set(old.map(\.id))
        if rollover.groups.contains(where: { !known.contains($0.from) }) {
            wrong("groups", "One of the groups is not a registration group of \(rollover.year.previous).")
        }
        let names = rollover.groups.compactMap { $0.name?.trimmedOfSpace } + rollover.newGroups.map(\.name)
        if names.contains("") { wrong("groups", "Give every group a name.") }
        for (yearGroup, day) in rollover.laterStarts where day < first || day > first + 60 {
            wrong("laterStarts", "\(yearGroup.name) cannot start on \(day): choose a day from \(first) on.")
        }
        return problems
    }

    private mutating func decideGroups(
        _ old: [PupilGroup], school: SchoolID, _ transaction: any Transaction,
        _ problems: inout [FieldProblem]
    ) throws {
        let last = rollover.firstDay - 1
        for wanted in rollover.groups {
            guard let name = wanted.name?.trimmedOfSpace, let was = old.first(where: { $0.id == wanted.from })
            else { continue }
            // Two that are merged under one name keep the tutors of both.
            var group = groups.first { $0.name == name } ?? NewYearGroup(name: name, was: was)
            if wanted.keepsTakers {
                for (half, register) in try lastRegisters(
                    of: was.id, before: last, school: school, transaction)
                {
                    group.takers.formUnion(
                        try lastTakers(
                            of: register.id, before: register.to ?? last, school: school, transaction))
                    group.halves.insert(half)
                    group.rooms[half] = register.register.room
                }
            }
            groups.removeAll { $0.name == name }
            groups.append(group)
        }
        for new in rollover.newGroups where !new.name.trimmedOfSpace.isEmpty {
            let name = new.name.trimmedOfSpace
            if groups.contains(where: { $0.name == name }) {
                problems.append(
                    FieldProblem(field: "newGroups", message: "There are two groups called \(name)."))
                continue
            }
            groups.append(
                NewYearGroup(
                    name: name, takers: new.takers,
                    halves: new.takers.isEmpty ? [] : Set(Session.Half.allCases)))
        }
        groups.sort { $0.name < $1.name }
        plan.groups = groups.map { group in
            let takers = group.takers.sorted { $0.description < $1.description }
            return RolloverPlan.Group(
                was: group.was?.name, name: group.name, takers: takers.isEmpty ? [.role(.office)] : takers)
        }
    }

    /// The registers that the school itself gave a group, as they were when it was last called: a file may have
    /// ended them with the summer term.
    private func lastRegisters(
        of group: GroupID, before last: CalendarDate, school: SchoolID, _ transaction: any Transaction
    ) throws -> [Session.Half: RegisterSetUp] {
        let all = try transaction.registers(of: group, on: last, school: school)
            .filter { $0.register.precedence == .named && $0.from <= last }
        return Dictionary(grouping: all, by: \.register.half).compactMapValues { registers in
            registers.max { ($0.to ?? last) < ($1.to ?? last) }
        }
    }

    /// Those who took a register when it was last called; nobody who only covered for a day.
    private func lastTakers(
        of register: RegisterID, before last: CalendarDate, school: SchoolID, _ transaction: any Transaction
    ) throws -> [Taker] {
        let all = try transaction.allTakers(of: register, school: school)
            .filter { $0.from <= last && $0.from != $0.to }
        let end = min(last, all.map { $0.to ?? last }.max() ?? last)
        return all.filter { ($0.to ?? last) >= end }.map(\.taker)
    }

    private mutating func decidePupils(
        _ old: [PupilGroup], school: SchoolID, _ transaction: any Transaction,
        _ problems: inout [FieldProblem]
    ) throws {
        let last = rollover.firstDay - 1
        let years = try transaction.yearGroups(in: rollover.year.previous, school: school)
        let ahead = try transaction.yearGroups(in: rollover.year, school: school)
        let nextName = Dictionary(
            rollover.groups.compactMap { group in
                old.first { $0.id == group.from }.map { ($0.name, group.name?.trimmedOfSpace) }
            }, uniquingKeysWith: { first, _ in first })
        let names = Set(groups.map(\.name))
        for pupil in try transaction.pupils(onRoll: last, school: school) {
            if ahead[pupil.id] != nil {
                plan.already.append(pupil)
                continue
            }
            guard let year = years[pupil.id] else {
                plan.remarks.append(
                    "\(pupil.name) has no year group in \(rollover.year.previous): set it by hand.")
                continue
            }
            let isRepeating = rollover.repeating.contains(pupil.id)
            if rollover.leavingYears.contains(year), !isRepeating, rollover.moves[pupil.id] == nil {
                plan.leavers.append(pupil)
                continue
            }
            // A group goes up without those who stay in their year: a person says where they go.
            let own = isRepeating ? nil : pupil.registrationGroup.flatMap { nextName[$0] ?? nil }
            let group = rollover.moves[pupil.id] ?? own
            if let group, !names.contains(group) {
                problems.append(
                    FieldProblem(
                        field: "moves", message: "\(pupil.name): there is no group \(group) in the new year.")
                )
            }
            if group == nil { plan.remarks.append("\(pupil.name) has no registration group in September.") }
            plan.up.append(
                RolloverPlan.Line(pupil: pupil, yearGroup: isRepeating ? year : year.next, group: group))
        }
        if !plan.leavers.isEmpty {
            plan.remarks.append(
                "\(plan.leavers.count) leavers stay on the roll, on the office's register, until a named person "
                    + "records the ground for each.")
        }
        if plan.up.isEmpty && plan.leavers.isEmpty && !plan.already.isEmpty {
            problems.append(
                FieldProblem(field: "year", message: "The school has moved up to \(rollover.year) already."))
        }
    }

    private mutating func decideStarters(
        on today: CalendarDate, school: SchoolID, _ transaction: any Transaction,
        _ problems: inout [FieldProblem]
    ) throws {
        let names = Set(groups.map(\.name))
        for (index, starter) in rollover.starters.enumerated() {
            let details = starter.pupil.details.tidied
            for problem in try details.problems(on: today)
                + transaction.clashes(of: details, except: nil, on: today, school: school)
            {
                problems.append(
                    FieldProblem(
                        field: "starters.\(index).\(problem.field)",
                        message: "\(details.forename) \(details.surname): \(problem.message)"))
            }
            if let group = starter.group, !names.contains(group) {
                problems.append(
                    FieldProblem(
                        field: "starters.\(index).RegGroup",
                        message: "\(details.forename) \(details.surname): there is no group \(group)."))
            }
            if starter.pupil.starts < rollover.firstDay {
                problems.append(
                    FieldProblem(
                        field: "starters.\(index).EntryDate",
                        message:
                            "\(details.forename) \(details.surname) cannot start before \(rollover.firstDay)."
                    ))
            }
            plan.starters.append(
                RolloverPlan.Line(
                    pupil: PupilSummary(starting: details), yearGroup: starter.pupil.yearGroup,
                    group: starter.group))
        }
    }
}
