import Attendance
import Formats
import Store

extension ImportRun {
    func importContacts(_ input: FileInput, as dialect: Dialect?) throws {
        var reader = try ContactReader(input, as: dialect)
        let contacts = try ContactImport(self)
        while let row = try reader.next() {
            try contacts.take(row)
            tick(reader.bytesRead, of: reader.byteCount)
        }
        finish(reader.problems, as: reader.dialect)
    }
}

/// The contacts of a file, compared with those here. One contact may stand for brothers and sisters.
final class ContactImport {
    private let run: ImportRun
    private let finder: PupilFinder
    private var book: ContactBook
    private let ours: [Int64: Set<String>]
    private let ourLinks: [Int64: Set<String>]
    /// The line that first gave a contact's field in this file: a brother's row does not undo a sister's.
    private var given: [ContactID: [ContactField: Int]] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        finder = try PupilFinder(run.transaction, school: run.schoolID)
        book = try ContactBook(run.transaction, school: run.schoolID)
        ours = try run.transaction.rollcallFields(of: .contact, school: run.schoolID)
        ourLinks = try run.transaction.rollcallFields(of: .contactLink, school: run.schoolID)
    }

    func take(_ row: ContactRow) throws {
        guard let pupil = finder.find(row.pupil) else {
            return run.refuse(
                row.line, "no pupil here has \(row.pupil.words)",
                remedy: "Import the pupils first, or put the number right.")
        }
        let about = "\(row.name), of \(finder.name(of: pupil))"
        switch book.match(row, of: pupil, isPhoneOurs: { isOurs(.phones, $0) || isOurs(.email, $0) }) {
        case .one(let contact): try update(contact, row, of: pupil, about)
        case .nobody:
            guard row.surname.value != nil || row.forename.value != nil else {
                return run.refuse(
                    row.line, "the contact has an id that is not known here, and no name",
                    remedy: "Give a surname, or at least what they are called.")
            }
            var details = ContactDetails(forename: "", surname: "")
            row.fill(&details)
            details = details.tidied
            _ = try run.act()
            let contact = try run.transaction.addContact(details, school: run.schoolID)
            book.add(contact, details)
            noteGiven(row, contact)
            var fields: [String] = []
            try link(contact, row, of: pupil, about, &fields)
            try run.transaction.note(run.act(), about: [pupil], school: run.schoolID)
            run.report.add(.added, row: row.line, about: about)
        case .unclear(let candidates):
            let names = candidates.prefix(5).compactMap { book.details[$0] }.map { details in
                ([details.name] + details.phones + [details.email ?? ""]).filter { !$0.isEmpty }
                    .joined(separator: ", ")
            }
            let theirs = ([row.name] + row.phones.compactMap(\.value) + [row.email.value ?? ""])
                .filter { !$0.isEmpty }.joined(separator: ", ")
            try run.ask(
                .contactMatch, pupil: pupil, ours: names.joined(separator: " / "), theirs: theirs,
                proposal: .contact(proposal(row, of: pupil, candidates)))
            run.report.add(
                .asked, row: row.line, about: about,
                text: "may be somebody already here (\(names.joined(separator: " / "))): the office says")
        }
    }

    private func isOurs(_ field: ContactField, _ contact: ContactID) -> Bool {
        ours[contact.rawValue]?.contains(field.rawValue) ?? false
    }

    private func noteGiven(_ row: ContactRow, _ contact: ContactID) {
        for field in row.fieldsGiven where given[contact]?[field] == nil {
            given[contact, default: [:]][field] = row.line
        }
    }

    private func update(_ contact: ContactID, _ row: ContactRow, of pupil: PupilID, _ about: String) throws {
        guard let old = book.details[contact] else { return }
        var wanted = old
        row.fill(&wanted)
        wanted = wanted.tidied
        var details = old
        var fields: [String] = []
        for field in old.differences(to: wanted) {
            if let line = given[contact]?[field] {
                run.warn(
                    row.line, "the contact's \(field.rawValue) is not as on line \(line)",
                    remedy: "The first in the file is taken. Put the same in every row of one contact.")
            } else if isOurs(field, contact) {
                try differs(
                    field.rawValue, old.words(field), wanted.words(field), pupil, row.line, about,
                    ContactProposal(candidates: [candidate(contact)], fields: [field], details: wanted))
            } else {
                details.take(field, from: wanted)
                fields.append(field.rawValue)
            }
        }
        noteGiven(row, contact)
        if details != old {
            _ = try run.act()
            try run.transaction.change(contact, to: details, school: run.schoolID)
            book.add(contact, details)
        }
        try link(contact, row, of: pupil, about, &fields)
        guard !fields.isEmpty else { return run.report.add(.unchanged, row: row.line) }
        try run.transaction.note(run.act(), about: [pupil], school: run.schoolID)
        run.report.add(.changed, row: row.line, about: about, text: fields.joined(separator: ", "))
    }

    /// What the contact is to this pupil.
    private func link(
        _ contact: ContactID, _ row: ContactRow, of pupil: PupilID, _ about: String, _ fields: inout [String]
    ) throws {
        let mine = ourLinks[pupil.rawValue] ?? []
        let old = book.links[pupil]?[contact]
        if old == nil, mine.contains(ContactLinkField.priority.key(of: contact)) {
            return try differs(
                "contact", "taken away here", "still there", pupil, row.line, about,
                ContactProposal(
                    candidates: [candidate(contact)], linkFields: ContactLinkField.allCases,
                    link: newLink(row, of: pupil)))
        }
        var wanted = old ?? newLink(row, of: pupil)
        if old != nil { row.fill(&wanted) }
        var link = old ?? wanted
        for field in old?.differences(to: wanted) ?? [] {
            if mine.contains(field.key(of: contact)) {
                try differs(
                    field.rawValue, old?.words(field) ?? "", wanted.words(field), pupil, row.line, about,
                    ContactProposal(candidates: [candidate(contact)], linkFields: [field], link: wanted))
            } else {
                link.take(field, from: wanted)
                fields.append(field.rawValue)
            }
        }
        guard link != old else { return }
        if old == nil { fields.append("linked") }
        _ = try run.act()
        try run.transaction.link(contact, to: pupil, as: link, school: run.schoolID)
        book.links[pupil, default: [:]][contact] = link
    }

    private func differs(
        _ field: String, _ old: String, _ new: String, _ pupil: PupilID, _ line: Int, _ about: String,
        _ proposal: ContactProposal
    ) throws {
        run.report.add(
            .differs, row: line, about: "\(about), \(field)",
            text: "'\(old)', set here, stands; the file has '\(new)'")
        try run.ask(
            .fieldDiffers, pupil: pupil, ours: old, theirs: new, detail: "\(about): \(field)",
            proposal: .contact(proposal))
    }

    /// What the row says the contact is to a pupil who does not have them yet: last in the order, unless it says.
    private func newLink(_ row: ContactRow, of pupil: PupilID) -> ContactLink {
        let next = (book.links[pupil]?.values.map(\.priority).max() ?? 0) + 1
        var link = ContactLink(priority: min(next, 99))
        row.fill(&link)
        return link
    }

    private func candidate(_ contact: ContactID) -> ContactProposal.Candidate {
        ContactProposal.Candidate(id: contact.rawValue, name: book.details[contact]?.name ?? "")
    }

    /// All that the row says, for whichever of the contacts it turns out to be, or for somebody new.
    private func proposal(
        _ row: ContactRow, of pupil: PupilID, _ candidates: [ContactID]
    ) -> ContactProposal {
        var details = ContactDetails(forename: "", surname: "")
        row.fill(&details)
        return ContactProposal(
            candidates: candidates.prefix(5).map(candidate), fields: row.fieldsGiven, details: details.tidied,
            linkFields: row.linkFieldsGiven, link: newLink(row, of: pupil),
            mayBeNew: true)
    }
}
