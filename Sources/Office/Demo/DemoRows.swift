import Attendance
public import Formats

extension DemoSchool {
    /// What the other system calls a pupil.
    private func misID(_ pupil: Int) -> String { String(60_001 + pupil) }

    /// A pupil's registration group, the last one for whoever has left.
    private var registrationGroups: [Int: String] {
        var latest: [Int: (from: Session, name: String)] = [:]
        for group in groups where group.kind == .registration {
            for member in group.members
            where (latest[member.pupil].map { $0.from < member.from } ?? true)
                && member.from <= Session(now.date, .pm)
            {
                latest[member.pupil] = (member.from, group.name)
            }
        }
        return latest.mapValues(\.name)
    }

    private func reference(_ number: Int, _ group: String?) -> PupilReference {
        let pupil = pupils[number]
        return PupilReference(
            upn: UPN(pupil.upn), admissionNumber: pupil.admissionNumber, misID: misID(number),
            surname: pupil.surname, forename: pupil.forename, born: pupil.born, registrationGroup: group)
    }

    /// Everyone on the roll now, and everyone who left since the beginning of last year, as they were then.
    public var pupilRows: [PupilRow] {
        let groups = registrationGroups
        return pupils.enumerated().map { number, pupil in
            let held = Set(pupil.flags.filter { $0.from <= now.date }.map(\.flag))
            let flags = PupilFlag.allCases.map { ($0, held.contains($0)) }
            let yearGroup = pupil.yearGroups.max { $0.key < $1.key }?.value
            return PupilRow(
                upn: UPN(pupil.upn).known, admissionNumber: .value(pupil.admissionNumber),
                misID: .value(misID(number)), surname: .value(pupil.surname),
                forename: .value(pupil.forename),
                preferredSurname: pupil.preferredSurname.known,
                preferredForename: pupil.preferredForename.known,
                born: .value(pupil.born), sex: Sex(rawValue: pupil.sex).known, yearGroup: yearGroup.known,
                registrationGroup: groups[number].known, entryDate: .value(pupil.spell.from),
                leavingDate: pupil.spell.to.known,
                enrolStatus: EnrolStatus(rawValue: pupil.enrolStatus).known,
                sen: SENProvision(rawValue: pupil.sen).known,
                flags: held.isEmpty ? [:] : Dictionary(uniqueKeysWithValues: flags),
                address: .value(addresses[pupil.address].lines),
                postcode: .value(addresses[pupil.address].postcode), transportRun: pupil.transportRun.known)
        }
    }

    /// A row for each contact of each pupil, in the order in which they are called.
    public var contactRows: [ContactRow] {
        let groups = registrationGroups
        return pupils.indices.flatMap { number in
            pupils[number].contacts.sorted { $0.priority < $1.priority }.map { link in
                let contact = contacts[link.contact]
                let address = contact.address.map { addresses[$0] }
                return ContactRow(
                    pupil: reference(number, groups[number]), contactID: .value(contact.misID),
                    order: .value(link.priority), title: .value(contact.title),
                    forename: .value(contact.forename), surname: .value(contact.surname),
                    relationship: .value(link.relationship), responsibility: .value(link.hasResponsibility),
                    livesWith: .value(link.livesWith),
                    phones: (0..<3).map {
                        contact.phones.indices.contains($0) ? .value(contact.phones[$0]) : .blank
                    },
                    email: contact.email.known, address: (address?.lines).known,
                    postcode: (address?.postcode).known, language: contact.language.known,
                    interpreter: .value(contact.needsInterpreter), letters: .value(link.getsLetters),
                    mayCollect: .value(link.mayCollect),
                    courtOrder: .value(link.bars.isEmpty ? .absent : .bars(link.bars)))
            }
        }
    }

    public var staffRows: [StaffRow] {
        staff.map { member in
            StaffRow(
                staffID: .value(member.code), title: .value(member.title), forename: .value(member.forename),
                surname: .value(member.surname), position: .value(member.position),
                email: .value(member.email),
                roles: .value(member.roles))
        }
    }

    /// Who takes which of this year's registers.
    public var registerRows: [RegisterRow] {
        registers.filter { groups[$0.group].year == year }.flatMap { register in
            register.takers.map { taker in
                RegisterRow(
                    register: register.name, halves: [register.half],
                    staffID: .value(staff[taker.staff].code),
                    from: .value(taker.from), to: taker.to.known, room: .value(register.room),
                    group: .value(groups[register.group].name))
            }
        }
    }

    /// Who is in which of this year's classes.
    public var classRows: [ClassRow] {
        groups.filter { $0.kind == .classGroup && $0.year == year }.flatMap { group in
            group.members.map { member in
                ClassRow(
                    name: group.name,
                    pupil: PupilReference(
                        upn: UPN(pupils[member.pupil].upn),
                        admissionNumber: pupils[member.pupil].admissionNumber),
                    from: .value(member.from.date), to: (member.to?.date).known)
            }
        }
    }

    /// Every mark that stands, in the order of pupils and sessions; and the one that a file gave and nobody has
    /// settled yet.
    public var markRows: [MarkRow] {
        let names = registrationGroups
        let references = pupils.indices.map { reference($0, names[$0]) }
        var parked = parkedMarks
        var rows: [MarkRow] = []
        for entry in standing {
            if let session = parked[entry.pupil], session < entry.session {
                parked[entry.pupil] = nil
                rows.append(
                    MarkRow(pupil: references[entry.pupil], session: session, mark: .parked(.agreedHoliday)))
            }
            rows.append(
                MarkRow(
                    pupil: references[entry.pupil], session: entry.session, mark: .code(entry.code),
                    minutesLate: entry.minutesLate.known, comment: entry.note.known))
        }
        return rows
    }

    /// Writes the school as a system would export it: pupils, contacts and marks in the system's own way, and
    /// staff, registers, classes and the calendars in Rollcall's, since no system has one of its own for them.
    ///
    /// - Parameter write: given a file's name and more of its bytes, file by file.
    public func export(as dialect: Dialect, _ write: (_ file: String, _ bytes: [UInt8]) throws -> Void)
        rethrows
    {
        var pupilFile = ExchangeWriter<PupilRow>(as: dialect)
        for row in pupilRows { pupilFile.add(row) }
        pupilFile.finish()
        try write("pupils.csv", pupilFile.take())

        try write("contacts.csv", contactFile(as: dialect))

        var markFile = MarkWriter(as: dialect)
        for (number, row) in markRows.enumerated() {
            markFile.add(row)
            if number % 20_000 == 0 { try write("marks.csv", markFile.take()) }
        }
        markFile.finish()
        try write("marks.csv", markFile.take())

        var staffFile = ExchangeWriter<StaffRow>()
        for row in staffRows { staffFile.add(row) }
        try write("staff.csv", staffFile.take())
        var registerFile = ExchangeWriter<RegisterRow>()
        for row in registerRows { registerFile.add(row) }
        try write("registers.csv", registerFile.take())
        var classFile = ExchangeWriter<ClassRow>()
        for row in classRows { classFile.add(row) }
        try write("classes.csv", classFile.take())
        for year in years { try write(year.fileName, Array(year.text.utf8)) }
    }
}

extension DemoSchool {
    private func contactFile(as dialect: Dialect) -> [UInt8] {
        if dialect == .bromcom {
            var file = WideContactWriter()
            for row in contactRows { file.add(row) }
            file.finish()
            return file.take()
        }
        var file = ExchangeWriter<ContactRow>(as: dialect)
        for row in contactRows { file.add(row) }
        file.finish()
        return file.take()
    }
}

extension Optional where Wrapped: Sendable {
    /// A cell with the value, or an empty one.
    fileprivate var known: Known<Wrapped> { map { .value($0) } ?? .blank }
}
