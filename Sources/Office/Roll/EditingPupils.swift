public import Attendance
public import Store

extension Office {
    /// Changes a pupil's own particulars and address. Rollcall is master of each field changed from then on: the
    /// next file does not undo it.
    ///
    /// `basedOn` are the particulars the form was filled from: when somebody else changed them since, nothing is
    /// kept and `OfficeError.conflict` says so. Throws `OfficeError.invalid` with every field that will not do.
    public func editPupil(
        _ pupil: PupilID, to details: PupilDetails, address: Address?, basedOn: PupilDetails? = nil,
        by signedIn: SignedIn
    ) async throws -> RollEdit<PupilID> {
        try signedIn.require(.editRoll)
        let at = now()
        let today = self.today
        let details = details.tidied
        let address = address?.tidied
        return try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            let old = try transaction.requireDetails(of: pupil, school: school)
            if let basedOn, basedOn != old {
                throw OfficeError.conflict(
                    "Somebody else changed this pupil's record meanwhile. Look at it again, then make your change."
                )
            }
            let problems =
                try details.problems(on: today)
                + transaction.clashes(of: details, except: pupil, on: today, school: school)
            if !problems.isEmpty { throw OfficeError.invalid(problems) }
            var fields = old.differences(to: details)
            if try transaction.pupil(pupil, school: school)?.address != address { fields.append(.address) }
            let names = fields.map(\.rawValue)
            guard !fields.isEmpty else {
                return RollEdit(id: pupil, warnings: details.warnings, changed: [])
            }
            _ = try transaction.record(
                .editPupil, at: at, by: signedIn, detail: RollDetail.text(fields: names), about: [pupil])
            try transaction.change(pupil, to: details, school: school)
            if fields.contains(.address) { try transaction.setAddress(address, of: pupil, school: school) }
            try transaction.setMaster(.rollcall, of: names, .pupil, pupil.rawValue, school: school)
            return RollEdit(id: pupil, warnings: details.warnings, changed: names)
        }
    }

    /// From a day on, a pupil has exactly these flags.
    public func setFlags(
        _ flags: Set<PupilFlag>, of pupil: PupilID, from day: CalendarDate, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.editRoll)
        try signedIn.require(.seeFlags)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            _ = try transaction.requireDetails(of: pupil, school: school)
            guard try transaction.setFlags(flags, of: pupil, from: day, school: school) else { return }
            _ = try transaction.record(
                .editPupil, at: at, by: signedIn,
                detail: RollDetail.text(fields: [PupilField.flags.rawValue], from: day.description),
                about: [pupil])
            try transaction.setMaster(
                .rollcall, of: [PupilField.flags.rawValue], .pupil, pupil.rawValue, school: school)
        }
    }

    /// The year group of a pupil in an academic year, as when somebody is taught out of their year.
    public func setYearGroup(
        _ yearGroup: YearGroup, of pupil: PupilID, in year: AcademicYear, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.editRoll)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            let school = signedIn.school
            _ = try transaction.requireDetails(of: pupil, school: school)
            guard try transaction.yearGroups(of: pupil, school: school)[year] != yearGroup else { return }
            _ = try transaction.record(
                .editPupil, at: at, by: signedIn,
                detail: RollDetail.text(
                    fields: [PupilField.yearGroup.rawValue], from: "\(year)", note: yearGroup.name),
                about: [pupil])
            try transaction.setYearGroup(yearGroup, of: pupil, in: year, school: school)
            try transaction.setMaster(
                .rollcall, of: [PupilField.yearGroup.rawValue], .pupil, pupil.rawValue, school: school)
        }
    }

    /// Gives fields of a record back to the MIS: the next file may change them again.
    public func giveBack(
        _ fields: Set<String>, of kind: MasteredKind, _ subject: Int64, by signedIn: SignedIn
    ) async throws {
        try signedIn.require(.editRoll)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            let pupils = kind == .contact ? [] : [PupilID(rawValue: subject)]
            for pupil in pupils { _ = try transaction.requireDetails(of: pupil, school: signedIn.school) }
            _ = try transaction.record(
                .editPupil, at: at, by: signedIn,
                detail: RollDetail.text(fields: fields.sorted(), note: "the MIS is master again"),
                about: pupils)
            try transaction.setMaster(.mis, of: fields.sorted(), kind, subject, school: signedIn.school)
        }
    }
}
