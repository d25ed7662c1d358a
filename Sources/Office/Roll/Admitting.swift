public import Attendance
public import Store

/// A pupil who starts at the school.
public struct NewPupil: Hashable, Sendable {
    public var details: PupilDetails
    public var address: Address?
    /// The first day agreed for attendance: from that day the name is on the registers.
    public var starts: CalendarDate
    public var yearGroup: YearGroup?
    /// A registration group of the academic year of that day.
    public var registrationGroup: GroupID?
    public var flags: Set<PupilFlag>
    public var lastSchool: String?

    public init(
        details: PupilDetails, address: Address? = nil, starts: CalendarDate, yearGroup: YearGroup?,
        registrationGroup: GroupID? = nil, flags: Set<PupilFlag> = [], lastSchool: String? = nil
    ) {
        self.details = details
        self.address = address
        self.starts = starts
        self.yearGroup = yearGroup
        self.registrationGroup = registrationGroup
        self.flags = flags
        self.lastSchool = lastSchool
    }
}

/// What became of an edit that was kept.
public struct RollEdit<ID: Hashable & Sendable>: Hashable, Sendable {
    public var id: ID
    /// What deserves a second look.
    public var warnings: [FieldProblem]
    /// The fields that changed, named as in the CSV files; empty when nothing did.
    public var changed: [String]
}

extension Office {
    /// Puts a new pupil on the roll: a starter entered at 08:50 is on the 09:00 register.
    ///
    /// Throws `OfficeError.invalid` with every field that will not do.
    public func admit(_ new: NewPupil, by signedIn: SignedIn) async throws -> RollEdit<PupilID> {
        try signedIn.require(.editRoll)
        let at = now()
        return try await store.write(signedIn.school) { transaction in
            try self.admit(new, by: signedIn, at: at, transaction)
        }
    }

    /// The same inside a transaction of the caller's; `whole` is the act it is part of, if of a larger one.
    func admit(
        _ new: NewPupil, by signedIn: SignedIn, at instant: Instant, as whole: RecordedAct? = nil,
        _ transaction: any Transaction
    ) throws -> RollEdit<PupilID> {
        let today = LondonClock.moment(at: instant).date
        let school = signedIn.school
        let details = new.details.tidied
        var problems = details.problems(on: today)
        problems += try transaction.clashes(of: details, except: nil, on: today, school: school)
        problems += Self.problems(withStart: new.starts, on: today)
        let group = try new.registrationGroup.map { id in
            guard let group = try transaction.group(id, school: school), group.kind == .registration else {
                throw OfficeError.notFound("There is no such registration group.")
            }
            return group
        }
        if let group, group.year != AcademicYear(containing: new.starts) {
            problems.append(
                FieldProblem(
                    field: PupilField.registrationGroup.rawValue,
                    message:
                        "\(group.name) is a group of another school year: choose one of the starting day's."))
        }
        if !problems.isEmpty { throw OfficeError.invalid(problems) }

        let pupil = try transaction.addPupil(details, school: school)
        let act =
            try whole
            ?? transaction.record(
                .admit, at: instant, by: signedIn,
                detail: RollDetail.text(group: group?.name, from: new.starts.description), about: [])
        try transaction.note(act, about: [pupil], school: school)
        try transaction.setAddress(new.address?.tidied, of: pupil, school: school)
        try transaction.admit(pupil, from: new.starts, lastSchool: new.lastSchool, school: school)
        if let yearGroup = new.yearGroup {
            try transaction.setYearGroup(
                yearGroup, of: pupil, in: AcademicYear(containing: new.starts), school: school)
        }
        try transaction.setFlags(new.flags, of: pupil, from: new.starts, school: school)
        try transaction.ensureOfficeRegisters(from: new.starts, by: act, school: school)
        if let group {
            try transaction.join(group.id, pupil, from: Session(new.starts, .am), school: school)
        }
        return RollEdit(id: pupil, warnings: details.warnings, changed: [])
    }

    /// Puts a pupil who had left on the roll again.
    public func readmit(
        _ pupil: PupilID, from day: CalendarDate, yearGroup: YearGroup?, registrationGroup: GroupID?,
        by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.editRoll)
        let at = now()
        let today = self.today
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            _ = try transaction.requireDetails(of: pupil, school: school)
            var problems = Self.problems(withStart: day, on: today)
            for stay in try transaction.admissions(of: pupil, school: school) {
                if stay.to.map({ $0 >= day }) ?? true {
                    problems.append(
                        FieldProblem(
                            field: PupilField.entryDate.rawValue,
                            message: stay.to == nil
                                ? "The pupil is on the roll already."
                                : "The pupil was on the roll until \(stay.to ?? day): choose a later day."))
                }
            }
            if !problems.isEmpty { throw OfficeError.invalid(problems) }
            _ = try transaction.record(
                .admit, at: at, by: signedIn, detail: RollDetail.text(from: day.description, note: "again"),
                about: [pupil])
            try transaction.admit(pupil, from: day, school: school)
            if let yearGroup {
                try transaction.setYearGroup(
                    yearGroup, of: pupil, in: AcademicYear(containing: day), school: school)
            }
            if let registrationGroup {
                try transaction.join(registrationGroup, pupil, from: Session(day, .am), school: school)
            }
        }
    }

    /// Moves the day on which a pupil starts, as when the start is put off. No session before it may have a mark.
    public func changeStart(
        of pupil: PupilID, from old: CalendarDate, to day: CalendarDate, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.editRoll)
        let at = now()
        let today = self.today
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            let stays = try transaction.admissions(of: pupil, school: school)
            guard let stay = stays.first(where: { $0.from == old }) else {
                throw OfficeError.notFound("The pupil did not start on \(old).")
            }
            var problems = Self.problems(withStart: day, on: today)
            if let to = stay.to, day > to {
                problems.append(
                    FieldProblem(field: PupilField.entryDate.rawValue, message: "The pupil left on \(to)."))
            }
            if stays.contains(where: { $0.from < old && ($0.to.map { $0 >= day } ?? true) }) {
                problems.append(
                    FieldProblem(
                        field: PupilField.entryDate.rawValue,
                        message: "The pupil was on the roll then, from an earlier start."))
            }
            if !problems.isEmpty { throw OfficeError.invalid(problems) }
            if day > old,
                try transaction.entries(of: pupil, in: old...(day - 1), school: school)
                    .contains(where: { $0.code != nil })
            {
                throw OfficeError.conflict(
                    "There are marks before \(day): a pupil who was on a register had started.")
            }
            let act = try transaction.record(
                .editPupil, at: at, by: signedIn,
                detail: RollDetail.text(fields: [PupilField.entryDate.rawValue], from: day.description),
                about: [pupil])
            try transaction.changeAdmission(of: pupil, from: old, to: day, school: school)
            try transaction.moveFirstMemberships(of: pupil, from: old, to: day, school: school)
            try transaction.setMaster(
                .rollcall, of: [PupilField.entryDate.rawValue], .pupil, pupil.rawValue, school: school)
            try transaction.ensureOfficeRegisters(from: day, by: act, school: school)
        }
    }

    /// A starting day in this school year or a later one: earlier ones are history, which is imported.
    private static func problems(withStart day: CalendarDate, on today: CalendarDate) -> [FieldProblem] {
        let field = PupilField.entryDate.rawValue
        if day < AcademicYear(containing: today).gridStart {
            return [
                FieldProblem(field: field, message: "That is before this school year: import earlier years.")
            ]
        }
        if day > today + 730 {
            return [FieldProblem(field: field, message: "That is more than two years off: check the year.")]
        }
        return []
    }
}
