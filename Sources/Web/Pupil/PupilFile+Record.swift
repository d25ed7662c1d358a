import Attendance
import Office
import Store

extension PupilFile {
    /// What is kept of a pupil, as far as the record holds it for the reader.
    init(_ record: PupilRecord, today: CalendarDate, person: SignedIn) {
        let pupil = record.pupil
        let details = pupil.details
        var facts: [Fact] = []
        func add(_ label: String, _ value: String?, _ field: PupilField) {
            guard let value, !value.isEmpty else { return }
            facts.append(
                Fact(
                    label: label, value: value,
                    source: record.ownFields.contains(field.rawValue) ? "kept here" : nil))
        }
        add("UPN", details.upn ?? "not known yet", .upn)
        add("Admission number", details.admissionNumber, .admissionNumber)
        add("Legal name", "\(details.forename) \(details.surname)", .surname)
        add("Born", details.born.map { "\($0.dayAndMonth) \($0.year)" }, .born)
        add("Sex", ParticularsWords.said(details.sex, ParticularsWords.sexes), .sex)
        add(
            "Enrolment", ParticularsWords.said(details.enrolStatus, ParticularsWords.enrolments), .enrolStatus
        )
        if person.may(.seeFlags) {
            add("SEN provision", ParticularsWords.said(details.sen, ParticularsWords.needs), .sen)
        }
        add("Transport", details.transportRun, .transportRun)
        add(
            "Address",
            pupil.address.map { address in
                let lines = address.lines.split(separator: "\n").joined(separator: ", ")
                return address.postcode.map { "\(lines), \($0)" } ?? lines
            }, .address)
        func shown(_ day: CalendarDate?) -> String { day?.shortWithYear ?? "" }
        let seesFlags = person.may(.seeFlags)
        let acts = record.acts ?? []
        self.init(
            facts: facts,
            admissions: pupil.admissions.map { spell in
                Spell(
                    what: spell.ground.map { "Deleted on ground (\($0))" }
                        ?? (spell.from > today ? "To come" : "On roll"),
                    from: shown(spell.from), to: shown(spell.to),
                    why: [
                        spell.lastSchool.map { "From \($0)" }, spell.nextSchool.map { "To \($0)" },
                        spell.reportedLeaving.map {
                            "A file says leaving on \($0.shortWithYear); a person decides"
                        },
                    ].compactMap(\.self).joined(separator: ". ").nilWhenEmpty)
            },
            groups: pupil.memberships.map {
                Spell(
                    what: $0.group.name, from: $0.from.short, to: $0.to?.short ?? "",
                    why: $0.group.kind == .registration ? nil : $0.group.kind.rawValue)
            },
            flags: pupil.flags.map {
                Spell(what: $0.flag.title, from: shown($0.from), to: shown($0.to), why: nil)
            },
            noFlags: seesFlags ? (pupil.flags.isEmpty ? "None." : nil) : "Not shown to your role.",
            history: acts.map {
                Happening(
                    when: LondonClock.moment(at: $0.act.at).seen(from: today),
                    what: [$0.act.kind.title, $0.act.detailInWords].compactMap(\.self).joined(
                        separator: ": "),
                    by: "\($0.act.by.name), \($0.act.by.position)")
            },
            noHistory: record.acts == nil
                ? "Not shown to your role." : (acts.isEmpty ? "Nothing was changed since." : nil))
    }
}

extension ContactCard {
    /// A contact as the office reads it before it rings: what a court order bars comes first.
    init(_ contact: PupilContact, place: Int, others: [PupilSummary], edit: String?) {
        let link = contact.link
        let details = contact.contact.details
        var badges: [Badge] = []
        if link.hasResponsibility == true {
            badges.append(Badge(text: "Parental responsibility", kind: "good"))
        }
        if link.livesWith == true { badges.append(Badge(text: "Lives with")) }
        if link.getsLetters == true { badges.append(Badge(text: "Letters")) }
        if link.getsLetters == false { badges.append(Badge(text: "No letters", kind: "quiet")) }
        if link.mayCollect == true { badges.append(Badge(text: "May collect")) }
        if link.mayCollect == false || link.bars.contains(.collection) {
            badges.append(Badge(text: "May not collect", kind: "bad"))
        }
        let bars = [
            link.bars.contains(.contact)
                ? "have no contact with the pupil, and not be called about them" : nil,
            link.bars.contains(.collection) ? "not collect the pupil" : nil,
            link.bars.contains(.information) ? "be given no information" : nil,
        ].compactMap(\.self)
        let address = details.address.map { address in
            let lines = address.lines.split(separator: "\n").joined(separator: ", ")
            return address.postcode.map { "\(lines), \($0)" } ?? lines
        }
        self.init(
            place: "\(place)", name: details.name, relationship: link.relationshipInWords ?? "",
            badges: badges,
            barred: bars.isEmpty ? nil : "Must " + bars.joined(separator: "; must ") + ".",
            phones: details.phones.enumerated().map { index, number in
                Phone(
                    number: number,
                    call: "tel:" + number.filter { $0.isASCII && ($0.isNumber || $0 == "+") },
                    label: index == 0 ? "Phone" : "Phone \(index + 1)")
            },
            email: details.email, address: address,
            language: details.language.map { details.needsInterpreter ? "\($0), needs an interpreter" : $0 }
                ?? (details.needsInterpreter ? "Needs an interpreter" : nil),
            siblings: others.map { other in
                Link(
                    href: "/pupils/\(other.id)",
                    label: [other.name, other.registrationGroup].compactMap(\.self).joined(separator: ", "))
            },
            edit: edit)
    }
}

extension String {
    var nilWhenEmpty: String? { isEmpty ? nil : self }
}
