import Attendance
import Formats
import Store

extension ImportRun {
    func importPupils(_ input: FileInput, as dialect: Dialect?) throws {
        var reader = try PupilReader(input, as: dialect)
        let pupils = try PupilImport(self)
        while let row = try reader.next() {
            try pupils.take(row)
            tick(reader.bytesRead, of: reader.byteCount)
        }
        try pupils.finish(isWhole: reader.problems.errorCount == 0)
        finish(reader.problems, as: reader.dialect)
    }
}

/// The pupils of a file, compared with those here.
final class PupilImport {
    let run: ImportRun
    var finder: PupilFinder
    private var ours: [Int64: Set<String>]
    /// The line on which each pupil of the file stands.
    private var lines: [PupilID: Int] = [:]
    /// The first day from which anybody of the file is on the roll.
    private var earliest: CalendarDate?

    init(_ run: ImportRun) throws {
        self.run = run
        finder = try PupilFinder(run.transaction, school: run.schoolID)
        ours = try run.transaction.rollcallFields(of: .pupil, school: run.schoolID)
    }

    private var transaction: any Transaction { run.transaction }
    private var school: SchoolID { run.schoolID }

    func take(_ row: PupilRow) throws {
        guard let match = match(row) else { return }
        if let pupil = match {
            if let first = lines[pupil] {
                return run.refuse(
                    row.line, "\(finder.name(of: pupil)) stands in the file twice, first on line \(first)",
                    remedy: "Leave one of the two out.")
            }
            lines[pupil] = row.line
            try update(pupil, row)
        } else {
            try add(row)
        }
    }

    /// Who is meant: a pupil, nobody yet (nil inside), or nil when the row is refused.
    private func match(_ row: PupilRow) -> PupilID?? {
        let reference = row.reference
        let found = [
            reference.upn.flatMap { finder.pupil(upn: $0.text) },
            reference.admissionNumber.flatMap { finder.pupil(admissionNumber: $0) },
            reference.misID.flatMap { finder.pupil(misID: $0) },
        ].compactMap(\.self)
        guard let pupil = found.first else { return .some(nil) }
        if let other = found.first(where: { $0 != pupil }) {
            run.refuse(
                row.line,
                "the row's numbers are of two pupils here, \(finder.name(of: pupil)) and \(finder.name(of: other))",
                remedy: "Put the UPN, admission number or id right that is the wrong one.")
            return nil
        }
        guard finder.mayBe(pupil, reference) || isSamePerson(pupil, row) else {
            run.refuse(
                row.line,
                "\(finder.name(of: pupil)) has that number here, and another UPN and date of birth or name",
                remedy: "Put the admission number or the UPN right.")
            return nil
        }
        return .some(pupil)
    }

    private func isSamePerson(_ pupil: PupilID, _ row: PupilRow) -> Bool {
        guard let details = finder.details[pupil] else { return false }
        return details.born != nil && details.born == row.born.value
            && details.surname.plainName == (row.surname.value ?? "").plainName
    }

    // MARK: New

    private func add(_ row: PupilRow) throws {
        var details = PupilDetails(surname: "", forename: "")
        row.fill(&details)
        details = details.tidied
        guard !details.surname.isEmpty || !details.forename.isEmpty else {
            return run.refuse(row.line, "the pupil has no name", remedy: "Give at least a surname.")
        }
        if let born = details.born, born > run.today {
            return run.refuse(
                row.line, "the date of birth, \(born), is still to come", remedy: "Put it right.")
        }
        let act = try run.act()
        let pupil = try transaction.addPupil(details, school: school)
        finder.add(pupil, details)
        lines[pupil] = row.line
        try transaction.note(act, about: [pupil], school: school)
        try transaction.setAddress(row.address(besides: nil), of: pupil, school: school)
        let entry = entryDate(row)
        var said: [String] = []
        var last: CalendarDate?
        if let leaving = row.leavingDate.value, leaving < run.today {
            try transaction.addPastAdmission(
                of: pupil, from: entry, to: leaving, ground: nil, by: act, school: school)
            last = leaving
            said.append("left on \(leaving), as the other system has it")
        } else {
            try transaction.admit(pupil, from: entry, school: school)
            if let leaving = row.leavingDate.value {
                said.append(try reportLeaving(of: pupil, from: entry, on: leaving))
            }
        }
        earliest = min(earliest ?? entry, entry)
        try placeFirst(pupil, row, from: entry, to: last)
        let flags = Set(row.flags.filter(\.value).map(\.key))
        if !flags.isEmpty {
            let start = max(entry, AcademicYear(containing: last ?? run.today).firstDay)
            try transaction.setFlags(flags, of: pupil, from: start, school: school)
        }
        run.report.add(
            .added, row: row.line, about: finder.name(of: pupil),
            text: (["on the roll from \(entry)"] + said).joined(separator: "; "))
    }

    private func entryDate(_ row: PupilRow) -> CalendarDate {
        if let entry = row.entryDate.value { return entry }
        let start = run.school.calendars[run.thisYear]?.terms.first?.from ?? run.today
        let day = min(start, row.leavingDate.value ?? start)
        run.notice(
            row.line, "the file has no day of entry: \(day) is taken",
            remedy:
                "Export the date of admission too, or put it right here, before marks of earlier days are imported."
        )
        return day
    }

    /// Year groups and registration groups of every academic year that a calendar is held for, from the pupil's
    /// entry on. In earlier years the pupil was a year group lower for each.
    private func placeFirst(
        _ pupil: PupilID, _ row: PupilRow, from entry: CalendarDate, to last: CalendarDate?
    ) throws {
        let own = AcademicYear(containing: last ?? max(run.today, entry))
        let first = AcademicYear(containing: entry)
        let yearGroup = row.yearGroup.value
        for year in Set(run.yearsHeld + [own]).sorted() where first <= year && year <= own {
            let back = own.start - year.start
            let then = yearGroup.flatMap { YearGroup(number: $0.number - back) }
            if let then { try transaction.setYearGroup(then, of: pupil, in: year, school: school) }
            guard let name = row.registrationGroup.value else { continue }
            let earlier = back == 0 ? name : Self.name(name, of: yearGroup, asItWasIn: then)
            if back > 0, earlier != name {
                run.notice(
                    row.line,
                    "registration groups of earlier years are worked out from this year's: 8B was 7B",
                    remedy: "Put them right here where the school named them otherwise.")
            }
            let group = try group(named: earlier, in: year)
            let end = back > 0 ? min(last ?? year.lastDay, year.lastDay) : last
            try transaction.join(
                group, pupil, from: Session(max(entry, year.firstDay), .am), to: end.map { Session($0, .pm) },
                school: school)
        }
    }

    /// `8B` of Year 8 was `7B` the year before; a name without the year's number stays.
    static func name(_ name: String, of yearGroup: YearGroup?, asItWasIn then: YearGroup?) -> String {
        guard let yearGroup, let then, yearGroup.number > 0, then.number > 0 else { return name }
        let digits = name.prefix { ("0"..."9").contains($0) }
        return digits == "\(yearGroup.number)" ? "\(then.number)\(name.dropFirst(digits.count))" : name
    }

    private func group(named name: String, in year: AcademicYear) throws -> GroupID {
        let known = try transaction.group(named: name, kind: .registration, in: year, school: school)
        let id =
            try known?.id
            ?? transaction.addGroup(named: name, kind: .registration, year: year, school: school)
        if known == nil, let group = try transaction.group(id, school: school) {
            try transaction.ensureOwnRegisters(
                of: group, from: year.firstDay, by: run.act(), school: school)
        }
        return id
    }

    // MARK: Known

    private func update(_ id: PupilID, _ row: PupilRow) throws {
        guard let pupil = try transaction.pupil(id, school: school) else { return }
        var fields: [String] = []
        var notes: [String] = []
        try updateDetails(pupil, row, &fields)
        try updateStay(pupil, row, &fields, &notes)
        try updatePlace(pupil, row, &fields, &notes)
        try updateFlags(pupil, row, &fields)
        if !fields.isEmpty { try transaction.note(run.act(), about: [id], school: school) }
        let text = (fields.isEmpty ? [] : [fields.joined(separator: ", ")]) + notes
        if text.isEmpty {
            run.report.add(.unchanged, row: row.line)
        } else {
            run.report.add(
                fields.isEmpty ? .asked : .changed, row: row.line, about: finder.name(of: id),
                text: text.joined(separator: "; "))
        }
    }

    /// True when the file may change a field: it says otherwise, and the MIS is its master. Where Rollcall is, the
    /// difference is reported and the office asked, once.
    private func mayChange(
        _ field: PupilField, of pupil: PupilID, from old: String?, to new: String?, _ line: Int,
        proposal: Proposal? = nil
    ) throws -> Bool {
        guard old != new else { return false }
        guard ours[pupil.rawValue]?.contains(field.rawValue) ?? false else { return true }
        run.report.add(
            .differs, row: line, about: "\(finder.name(of: pupil)), \(field.rawValue)",
            text: "'\(old ?? "")', set here, stands; the file has '\(new ?? "")'")
        try run.ask(
            .fieldDiffers, pupil: pupil, ours: old, theirs: new, detail: field.rawValue,
            proposal: proposal ?? .field(field, new))
        return false
    }

    private func updateDetails(_ pupil: Pupil, _ row: PupilRow, _ fields: inout [String]) throws {
        var wanted = pupil.details
        row.fill(&wanted)
        wanted = wanted.tidied
        var details = pupil.details
        func take(_ field: PupilField, _ path: WritableKeyPath<PupilDetails, String?>) throws {
            let new = wanted[keyPath: path]
            guard try mayChange(field, of: pupil.id, from: details[keyPath: path], to: new, row.line) else {
                return
            }
            details[keyPath: path] = new
            fields.append(field.rawValue)
        }
        for field in pupil.details.differences(to: wanted) {
            switch field {
            case .upn: try take(field, \.upn)
            case .admissionNumber: try take(field, \.admissionNumber)
            case .misID: try take(field, \.misID)
            case .surname:
                if try mayChange(field, of: pupil.id, from: details.surname, to: wanted.surname, row.line) {
                    details.surname = wanted.surname
                    fields.append(field.rawValue)
                }
            case .forename:
                if try mayChange(field, of: pupil.id, from: details.forename, to: wanted.forename, row.line) {
                    details.forename = wanted.forename
                    fields.append(field.rawValue)
                }
            case .preferredSurname: try take(field, \.preferredSurname)
            case .preferredForename: try take(field, \.preferredForename)
            case .born:
                if try mayChange(
                    field, of: pupil.id, from: details.born?.description, to: wanted.born?.description,
                    row.line)
                {
                    details.born = wanted.born
                    fields.append(field.rawValue)
                }
            case .sex: try take(field, \.sex)
            case .sen: try take(field, \.sen)
            case .enrolStatus: try take(field, \.enrolStatus)
            case .transportRun: try take(field, \.transportRun)
            default: break
            }
        }
        if details != pupil.details {
            _ = try run.act()
            try transaction.change(pupil.id, to: details, school: school)
            finder.add(pupil.id, details)
        }
        let address = row.address(besides: pupil.address)
        if try mayChange(
            .address, of: pupil.id, from: pupil.address?.words, to: address?.words, row.line,
            proposal: .address(address))
        {
            _ = try run.act()
            try transaction.setAddress(address, of: pupil.id, school: school)
            fields.append(PupilField.address.rawValue)
        }
    }

    private func updateFlags(_ pupil: Pupil, _ row: PupilRow, _ fields: inout [String]) throws {
        let held = pupil.flags(on: run.today)
        let wanted = held.union(row.flags.filter(\.value).map(\.key))
            .subtracting(row.flags.filter { !$0.value }.map(\.key))
        func words(_ flags: Set<PupilFlag>) -> String {
            flags.map(\.rawValue).sorted().joined(separator: ";")
        }
        // Of somebody who has left, or is yet to come, the flags are those of their own days.
        guard pupil.isOnRoll(on: run.today),
            try mayChange(.flags, of: pupil.id, from: words(held), to: words(wanted), row.line)
        else { return }
        _ = try run.act()
        try transaction.setFlags(wanted, of: pupil.id, from: run.today, school: school)
        fields.append(PupilField.flags.rawValue)
    }

    private func updatePlace(
        _ pupil: Pupil, _ row: PupilRow, _ fields: inout [String], _ notes: inout [String]
    ) throws {
        guard let stay = pupil.admissions.last, stay.to == nil else { return }
        let year = AcademicYear(containing: max(run.today, stay.from))
        let held = pupil.yearGroups[year]
        if let yearGroup = row.yearGroup.value,
            try mayChange(
                .yearGroup, of: pupil.id, from: held?.description, to: yearGroup.description, row.line)
        {
            _ = try run.act()
            try transaction.setYearGroup(yearGroup, of: pupil.id, in: year, school: school)
            fields.append(PupilField.yearGroup.rawValue)
        }
        guard let name = row.registrationGroup.value else { return }
        let stays = pupil.memberships.filter { $0.group.kind == .registration }
        if stays.isEmpty {
            try placeFirst(pupil.id, row, from: stay.from, to: nil)
            fields.append(PupilField.registrationGroup.rawValue)
            return
        }
        let day = max(run.today, stay.from)
        let now = stays.last { $0.from <= Session(day, .pm) }
        guard now?.group.name != name,
            !stays.contains(where: { $0.from > Session(day, .pm) && $0.group.name == name })
        else { return }
        try run.ask(.groupChange, pupil: pupil.id, ours: now?.group.name, theirs: name)
        notes.append("from \(now?.group.name ?? "no group") to \(name): the office says from which day")
    }

    private func updateStay(
        _ pupil: Pupil, _ row: PupilRow, _ fields: inout [String], _ notes: inout [String]
    ) throws {
        guard let stay = pupil.admissions.last else { return }
        let leaving = row.leavingDate.value
        if let to = stay.to {
            if let entry = row.entryDate.value, entry > to, leaving == nil {
                _ = try run.act()
                try transaction.admit(pupil.id, from: entry, school: school)
                earliest = min(earliest ?? entry, entry)
                fields.append("on the roll again from \(entry)")
                if let yearGroup = row.yearGroup.value {
                    try transaction.setYearGroup(
                        yearGroup, of: pupil.id, in: AcademicYear(containing: max(run.today, entry)),
                        school: school)
                }
            } else if leaving != to {
                let theirs = leaving.map { "a leaving date of \($0)" } ?? "no leaving date"
                run.report.add(
                    .differs, row: row.line, about: finder.name(of: pupil.id),
                    text: "left on \(to) by the books here; the file has \(theirs)")
            }
            return
        }
        if let leaving, leaving != stay.reportedLeaving {
            notes.append(try reportLeaving(of: pupil.id, from: stay.from, on: leaving))
        }
        if let entry = row.entryDate.value, entry != stay.from {
            try changeEntry(of: pupil, stay, to: entry, row.line, &fields)
        }
    }

    /// The day of entry is changed only where no mark and no other stay speaks against it.
    private func changeEntry(
        of pupil: Pupil, _ stay: Admission, to entry: CalendarDate, _ line: Int, _ fields: inout [String]
    ) throws {
        if try !transaction.mayBegin(stay, of: pupil, on: entry, school: school) {
            run.report.add(
                .differs, row: line, about: "\(finder.name(of: pupil.id)), \(PupilField.entryDate.rawValue)",
                text: "\(stay.from) stands, since there are marks or an earlier stay; the file has \(entry)")
            try run.ask(
                .fieldDiffers, pupil: pupil.id, ours: stay.from.description, theirs: entry.description,
                detail: PupilField.entryDate.rawValue, proposal: .field(.entryDate, entry.description))
            return
        }
        guard
            try mayChange(
                .entryDate, of: pupil.id, from: stay.from.description, to: entry.description, line)
        else { return }
        try transaction.begin(stay, of: pupil.id, on: entry, by: run.act(), school: school)
        fields.append(PupilField.entryDate.rawValue)
    }

    private func reportLeaving(
        of pupil: PupilID, from: CalendarDate, on leaving: CalendarDate
    ) throws -> String {
        _ = try run.act()
        try transaction.reportLeaving(of: pupil, from: from, on: leaving, school: school)
        try run.ask(.reportedLeaving, pupil: pupil, theirs: leaving.description)
        return "leaves on \(leaving) by the file: on the roll until a person records the ground and the day"
    }

    // MARK: Left out

    /// - Parameter isWhole: that every row of the file could be read; or else nobody is said to be left out.
    func finish(isWhole: Bool) throws {
        if let earliest {
            try transaction.ensureOfficeRegisters(from: earliest, by: run.act(), school: school)
        }
        guard isWhole, run.report.errorCount == 0, !lines.isEmpty else { return }
        let missing = try transaction.pupils(onRoll: run.today, school: school).filter { lines[$0.id] == nil }
        // A file of some of the school, as one year group's, says nothing of the rest.
        let isPart = missing.count > lines.count
        for pupil in missing {
            if !isPart { try run.ask(.notInFile, pupil: pupil.id) }
            run.report.add(.notInFile, row: nil, about: pupil.listName, text: "stays on the roll")
        }
        if isPart {
            run.warn(
                0, "\(missing.count) pupils on the roll are not in the file, more than are in it",
                remedy: "It is taken for a part of the school; nothing is asked about those left out.")
        }
    }
}
