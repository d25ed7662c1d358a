public import Attendance
public import Store

/// A pupil's record as far as somebody may see it.
public struct PupilRecord: Hashable, Sendable {
    /// Without flags for those who may not see them, and without an address for those who may not see contacts.
    public var pupil: Pupil
    /// Nil for those who may not see them.
    public var contacts: [PupilContact]?
    /// What was done to the record; nil for those who may not see it.
    public var acts: [RecordedAct]?
    /// The fields of the pupil's own of which Rollcall is master.
    public var ownFields: Set<String>
}

extension Office {
    /// Everyone on the roll on a day, by surname.
    public func roll(on day: CalendarDate, by signedIn: SignedIn) async throws -> [PupilSummary] {
        try signedIn.require(.seeRoll)
        return try await store.read { try $0.pupils(onRoll: day, school: signedIn.school) }
    }

    /// Pupils found by part of a name, a UPN or an admission number; leavers too.
    public func searchRoll(
        _ text: String, most: Int = 50, by signedIn: SignedIn
    ) async throws -> [PupilSummary] {
        try signedIn.require(.seeRoll)
        let day = today
        return try await store.read {
            try $0.searchPupils(text, on: day, most: most, school: signedIn.school)
        }
    }

    /// A pupil's record, as far as the person may see it. Throws `OfficeError.notFound` for an id that is not of
    /// this school.
    public func record(of pupil: PupilID, by signedIn: SignedIn) async throws -> PupilRecord {
        try signedIn.require(.seeRoll)
        return try await store.read { transaction in
            let school = signedIn.school
            guard var found = try transaction.pupil(pupil, school: school) else {
                throw OfficeError.notFound("There is no such pupil at this school.")
            }
            if !signedIn.may(.seeFlags) { found.flags = [] }
            if !signedIn.may(.seeContacts) { found.address = nil }
            return PupilRecord(
                pupil: found,
                contacts: signedIn.may(.seeContacts)
                    ? try transaction.contacts(of: pupil, school: school) : nil,
                acts: signedIn.may(.seeActs) ? try transaction.acts(about: pupil, school: school) : nil,
                ownFields: try transaction.rollcallFields(of: .pupil, pupil.rawValue, school: school))
        }
    }

    /// Everybody's contacts on a day, in the order in which they are to be called: for the paper set.
    public func contacts(
        onRoll day: CalendarDate, by signedIn: SignedIn
    ) async throws -> [PupilID: [PupilContact]] {
        try signedIn.require(.seeContacts)
        return try await store.read { try $0.contacts(onRoll: day, school: signedIn.school) }
    }

    /// The groups of the academic year of a day, by name.
    public func groups(
        on day: CalendarDate, kind: PupilGroup.Kind? = nil, by signedIn: SignedIn
    ) async throws -> [PupilGroup] {
        try signedIn.require(.seeAggregates)
        return try await store.read { try $0.groups(on: day, kind: kind, school: signedIn.school) }
    }

    /// The year groups that somebody on roll today is in, youngest first.
    public func yearGroups(by signedIn: SignedIn) async throws -> [YearGroup] {
        try signedIn.require(.seeAggregates)
        let day = today
        return try await store.read { transaction in
            let year = AcademicYear(containing: day)
            return Set(try transaction.yearGroups(in: year, school: signedIn.school).values).sorted()
        }
    }

    /// Who is in a group in a session.
    public func members(
        of group: GroupID, in session: Session, by signedIn: SignedIn
    ) async throws -> [PupilSummary] {
        try signedIn.require(.seeRoll)
        return try await store.read { try $0.members(of: group, in: session, school: signedIn.school) }
    }

    /// The registers of a day in both halves, with their groups and takers.
    public func registerSetUps(
        on day: CalendarDate, by signedIn: SignedIn
    ) async throws -> [RegisterSetUp] {
        guard signedIn.may(.manageRegisters) || signedIn.may(.cover) else {
            try signedIn.require(.manageRegisters)
            return []
        }
        return try await store.read { try $0.registers(on: day, school: signedIn.school) }
    }
}
