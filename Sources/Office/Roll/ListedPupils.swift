public import Attendance
public import Store

/// A pupil as the roll lists them, as far as somebody may see.
public struct ListedPupil: Hashable, Sendable {
    /// Without numbers for those who may not see contacts: a UPN is for those who need it.
    public var pupil: PupilSummary
    /// The first day of the stay that holds on the day; nil when not on roll then.
    public var since: CalendarDate?
    /// Empty for those who may not see them.
    public var flags: Set<PupilFlag>
}

extension Office {
    /// Everyone on the roll on a day, by surname.
    public func rollList(on day: CalendarDate, by person: SignedIn) async throws -> [ListedPupil] {
        try listed(try await roll(on: day, by: person), try await particulars(on: day, person), day, person)
    }

    /// Those found by part of a name, a UPN or an admission number; leavers too.
    public func rollList(
        matching text: String, on day: CalendarDate, by person: SignedIn
    ) async throws -> [ListedPupil] {
        let found = try await searchRoll(text, most: 100, by: person)
        return try listed(found, try await particulars(on: day, person), day, person)
    }

    private func particulars(
        on day: CalendarDate, _ person: SignedIn
    ) async throws -> (spells: [PupilID: [RollSpell]], flags: [PupilID: Set<PupilFlag>]) {
        try await store.read { transaction in
            let school = try self.school(person.school, in: transaction)
            let spells = try figureRoll(of: school, transaction).pupils(in: day...day).map {
                ($0.id, $0.spells)
            }
            return (
                Dictionary(spells) { first, _ in first },
                person.may(.seeFlags) ? try transaction.flags(on: day, school: person.school) : [:]
            )
        }
    }

    private func listed(
        _ pupils: [PupilSummary],
        _ known: (spells: [PupilID: [RollSpell]], flags: [PupilID: Set<PupilFlag>]), _ day: CalendarDate,
        _ person: SignedIn
    ) throws -> [ListedPupil] {
        pupils.map { pupil in
            var pupil = pupil
            if !person.may(.seeContacts) {
                pupil.upn = nil
                pupil.admissionNumber = nil
            }
            return ListedPupil(
                pupil: pupil,
                since: known.spells[pupil.id]?.last { $0.contains(day) }?.from,
                flags: known.flags[pupil.id] ?? [])
        }
    }
}
