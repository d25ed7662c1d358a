import Attendance
import Formats
import Store

extension ImportRun {
    /// People of the staff, known again by their code or email.
    func importStaff(_ input: FileInput, as dialect: Dialect?) throws {
        var reader = try StaffReader(input, as: dialect)
        let ours = try transaction.rollcallFields(of: .staff, school: schoolID)
        var lines: [PersonID: Int] = [:]
        while let row = try reader.next() {
            do {
                let person = try whole { try take(row, ours: ours) }
                if let first = lines[person] {
                    warn(
                        row.line, "\(row.name) stands in the file twice, first on line \(first)",
                        remedy: "The later row counts where they differ. Leave one of them out.")
                }
                lines[person] = row.line
            } catch let error as OfficeError {
                refuse(row.line, "\(row.name): \(error.words)", remedy: "Put the row right.")
            }
            tick(reader.bytesRead, of: reader.byteCount)
        }
        finish(reader.problems, as: reader.dialect)
    }

    private func take(_ row: StaffRow, ours: [Int64: Set<String>]) throws -> PersonID {
        let roles = row.roles.value.map { Set($0) }
        if let roles, roles.contains(.supplyTeacher) || roles.contains(.contact) {
            throw OfficeError.invalid(
                "Roles", "a supply teacher's sign-in is issued for a day; a contact is not on the staff")
        }
        if roles?.contains(.administrator) ?? false { try by.require(.administer) }
        let email = row.email.value?.lowercased()
        let byCode = try row.staffID.value.flatMap {
            try transaction.staffMember(code: $0, on: today, school: schoolID)
        }
        let byEmail = try email.flatMap { try transaction.person(email: $0) }
        if let byCode, let byEmail, byCode.id != byEmail.id {
            throw OfficeError.invalid("Email", "the code is \(byCode.name)'s and the email \(byEmail.name)'s")
        }
        let known =
            try byCode
            ?? byEmail.flatMap {
                try transaction.staffMember($0.id, on: today, school: schoolID)
            }
        guard let known else { return try add(row, roles: roles ?? [], as: byEmail?.id) }
        return try update(known, row, roles: roles, mine: ours[known.id.rawValue] ?? [])
    }

    private func add(_ row: StaffRow, roles: Set<Role>, as person: PersonID?) throws -> PersonID {
        _ = try act()
        let id =
            try person
            ?? transaction.addPerson(
                PersonDetails(
                    title: row.title.value, forename: row.forename.value?.kept ?? "",
                    surname: row.surname.value?.kept ?? "", email: row.email.value))
        let position =
            row.position.value ?? roles.sorted { $0.rawValue < $1.rawValue }.first?.title ?? "staff"
        try transaction.saveStaff(
            id, code: row.staffID.value, position: position.kept, from: nil, to: nil, school: schoolID)
        // From the start of the school year, so that they may stand beside registers of its first days.
        try transaction.setRoles(roles, of: id, from: thisYear.firstDay, school: schoolID)
        if roles.isEmpty {
            notice(
                row.line, "the file gives no role, and without one a person may do nothing here",
                remedy: "Give a role under Staff, or in the column Roles.")
        }
        report.add(
            .added, row: row.line, about: row.name, text: position)
        return id
    }

    private func update(
        _ known: StaffMember, _ row: StaffRow, roles: Set<Role>?, mine: Set<String>
    ) throws -> PersonID {
        var person = PersonDetails(
            title: known.person.title, forename: known.person.forename, surname: known.person.surname,
            email: known.person.email)
        var (code, position, held) = (known.code, known.position, known.roles)
        var fields: [String] = []
        func take<T: Equatable>(_ field: String, _ old: inout T, _ new: T?, _ words: (T) -> String) {
            guard let new, new != old else { return }
            if mine.contains(field) {
                report.add(
                    .differs, row: row.line, about: "\(known.name), \(field)",
                    text: "'\(words(old))', set here, stands; the file has '\(words(new))'")
            } else {
                old = new
                fields.append(field)
            }
        }
        take("Title", &person.title, row.title.value.map { $0 }) { $0 ?? "" }
        take("Forename", &person.forename, row.forename.value?.kept) { $0 }
        take("Surname", &person.surname, row.surname.value?.kept) { $0 }
        take("Email", &person.email, row.email.value.map { $0.lowercased() }) { $0 ?? "" }
        take("StaffID", &code, row.staffID.value.map { $0 }) { $0 ?? "" }
        take("Position", &position, row.position.value?.kept) { $0 }
        // An administrator stays one: the school must not be locked out by a file.
        let wanted = roles.flatMap { $0.isEmpty ? nil : $0.union(held.intersection([.administrator])) }
        take("Roles", &held, wanted) { $0.map(\.rawValue).sorted().joined(separator: ";") }
        guard !fields.isEmpty else {
            report.add(.unchanged, row: row.line)
            return known.id
        }
        _ = try act()
        try transaction.change(known.id, to: person)
        try transaction.saveStaff(
            known.id, code: code, position: position, from: known.from, to: known.to, school: schoolID)
        if held != known.roles {
            try transaction.setRoles(held, of: known.id, from: today, school: schoolID)
            try transaction.endSessions(of: known.id)
        }
        report.add(.changed, row: row.line, about: known.name, text: fields.joined(separator: ", "))
        return known.id
    }
}

extension StaffRow {
    /// `Ms Adaeze Obi`.
    var name: String {
        [title.value, forename.value, surname.value].compactMap(\.self).joined(separator: " ")
    }
}

extension OfficeError {
    /// What is wrong, in one piece.
    var words: String {
        switch self {
        case .notAllowed(let text), .notFound(let text), .conflict(let text): text
        case .invalid(let problems): problems.map(\.message).joined(separator: " ")
        }
    }
}
