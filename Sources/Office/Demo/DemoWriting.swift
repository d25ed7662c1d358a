import Attendance
import Store

/// A made-up school going into the books, within one transaction.
struct DemoWriting {
    let demo: DemoSchool
    let school: SchoolID
    let books: any Transaction
    private var setUp: RecordedAct?
    private var people: [NamedPerson] = []
    private var contacts: [ContactID] = []
    private var pupils: [PupilID] = []
    private var registers: [RegisterID] = []

    init(_ demo: DemoSchool, school: SchoolID, _ transaction: any Transaction) {
        self.demo = demo
        self.school = school
        books = transaction
    }

    private var begins: CalendarDate { demo.years[0].year.firstDay }

    private func instant(_ moment: Moment) throws -> Instant {
        try LondonClock.instant(of: moment)
    }

    mutating func writePeople(passwordHash: String) throws {
        for member in demo.staff {
            let person = try books.addPerson(
                PersonDetails(
                    title: member.title, forename: member.forename, surname: member.surname,
                    email: member.email))
            try books.saveStaff(
                person, code: member.code, position: member.position, from: begins, to: nil, school: school)
            try books.setRoles(Set(member.roles), of: person, from: begins, school: school)
            people.append(NamedPerson(person: person, name: member.name, position: member.position))
        }
        for visitor in demo.visitors {
            guard let person = people[visitor.member].person else { continue }
            var row = SignInRow(person: person, name: visitor.name)
            row.passwordHash = passwordHash
            try books.save(row)
        }
        setUp = try books.record(
            Act(
                .demo, at: try instant(Moment(begins, TimeOfDay(minutes: 540) ?? .midnight)), by: .system,
                detail: "a fictional school, made up for trying things out"),
            school: school)
    }

    mutating func writeRoll() throws {
        for contact in demo.contacts {
            contacts.append(
                try books.addContact(
                    ContactDetails(
                        misID: contact.misID, title: contact.title, forename: contact.forename,
                        surname: contact.surname, phones: contact.phones, email: contact.email,
                        language: contact.language, needsInterpreter: contact.needsInterpreter,
                        address: contact.address.map { address($0) }),
                    school: school))
        }
        for pupil in demo.pupils {
            let id = try books.addPupil(
                PupilDetails(
                    upn: pupil.upn, admissionNumber: pupil.admissionNumber, surname: pupil.surname,
                    forename: pupil.forename, preferredSurname: pupil.preferredSurname,
                    preferredForename: pupil.preferredForename, born: pupil.born, sex: pupil.sex,
                    sen: pupil.sen,
                    enrolStatus: pupil.enrolStatus, transportRun: pupil.transportRun),
                school: school)
            pupils.append(id)
            try books.setAddress(address(pupil.address), of: id, school: school)
            try books.admit(id, from: pupil.spell.from, school: school)
            for (year, yearGroup) in pupil.yearGroups.sorted(by: { $0.key < $1.key }) {
                try books.setYearGroup(yearGroup, of: id, in: year, school: school)
            }
            let days = Set(pupil.flags.map(\.from)).sorted()
            for day in days {
                let held = pupil.flags.filter { $0.from <= day }.map(\.flag)
                try books.setFlags(Set(held), of: id, from: day, school: school)
            }
            for link in pupil.contacts {
                try books.link(
                    contacts[link.contact], to: id,
                    as: ContactLink(
                        priority: link.priority, relationship: link.relationship,
                        hasResponsibility: link.hasResponsibility, livesWith: link.livesWith,
                        getsLetters: link.getsLetters, mayCollect: link.mayCollect, bars: link.bars),
                    school: school)
            }
        }
    }

    private func address(_ place: Int) -> Address {
        Address(lines: demo.addresses[place].lines, postcode: demo.addresses[place].postcode)
    }

    mutating func writeGroups() throws {
        var groups: [GroupID] = []
        for group in demo.groups {
            let kind: PupilGroup.Kind = group.kind == .registration ? .registration : .classGroup
            let id = try books.addGroup(named: group.name, kind: kind, year: group.year, school: school)
            groups.append(id)
            for member in group.members {
                try books.join(id, pupils[member.pupil], from: member.from, to: member.to, school: school)
            }
        }
        for register in demo.registers {
            let id = try books.addRegister(
                named: register.name, half: register.half, group: groups[register.group], room: register.room,
                precedence: .named, from: register.from, to: register.to, school: school)
            registers.append(id)
            for taker in register.takers {
                guard let person = people[taker.staff].person else { continue }
                try books.addTaker(
                    .person(person), of: id, from: taker.from, to: taker.to, by: setUp, school: school)
            }
        }
        try books.ensureOfficeRegisters(from: begins, by: setUp, school: school)
    }

    func writeActs(_ progress: (Int, Int) -> Void) throws {
        for (number, act) in demo.acts.enumerated() {
            if number % 500 == 0 { progress(number, demo.acts.count) }
            let recorded = try books.record(
                Act(
                    act.kind, at: try instant(act.at), by: act.by.map { people[$0] } ?? .system,
                    reason: act.reason, detail: act.detail),
                school: school)
            if !act.entries.isEmpty {
                _ = try books.append(
                    act.entries.map {
                        NewEntry(
                            pupil: pupils[$0.pupil], session: $0.session, code: $0.code,
                            minutesLate: $0.minutesLate, note: $0.note)
                    },
                    by: recorded, school: school)
            }
            for effect in act.effects { try write(effect, by: recorded) }
        }
        progress(demo.acts.count, demo.acts.count)
    }

    private func write(_ effect: DemoAct.Effect, by act: RecordedAct) throws {
        switch effect {
        case .report(let pupil, let from, let to, let reason, let code, let toldBy, let channel):
            _ = try books.addReport(
                for: pupils[pupil], from: from, to: to, reason: reason, code: code, toldBy: toldBy,
                channel: channel, by: act, school: school)
        case .question(let kind, let pupil, let session, let ours, let theirs, let source, let detail):
            try books.ask(
                kind, pupil: pupils[pupil], session: session, ours: ours, theirs: theirs, source: source,
                detail: detail, by: act, school: school)
        case .plan(let pupil, let from, let to, let code, let pattern, let note):
            _ = try books.addPlan(
                for: pupils[pupil], from: from, to: to, code: code, pattern: pattern, note: note, by: act,
                school: school)
        case .closure(let from, let to, let code, let reason):
            try books.addClosure(
                from: from, to: to, code: code, yearGroups: [], reason: reason, by: act, school: school)
        case .admission(let pupil), .groupMove(let pupil):
            try books.note(act, about: [pupils[pupil]], school: school)
        case .deletion(let pupil):
            let spell = demo.pupils[pupil].spell
            guard let last = spell.to, let ground = demo.pupils[pupil].ground else { return }
            try books.endAdmission(
                of: pupils[pupil], from: spell.from, on: last, ground: ground, nextSchool: nil, by: act,
                school: school)
            try books.note(act, about: [pupils[pupil]], school: school)
        }
    }

    func writeTakings() throws {
        for taking in demo.takings {
            var row = RegisterSessionRow(register: registers[taking.register], session: taking.session)
            row.openedAt = try taking.opened.map { try instant($0) }
            row.submittedAt = try taking.submitted.map { try instant($0) }
            row.takenBy = taking.by.map { people[$0].name }
            row.takenByPosition = taking.by.map { people[$0].position }
            row.closedAt = try taking.closed.map { try instant($0) }
            row.enteredAfterwards = taking.isEnteredAfterwards
            row.source = taking.source
            row.reason = taking.reason
            row.walker = taking.walker.flatMap { people[$0].person }
            try books.save(row, school: school)
        }
    }
}
