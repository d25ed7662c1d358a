import Attendance
import Store

extension PupilDetails {
    /// As it is kept: no space around names, blanks as nothing, UPN in large letters.
    var tidied: PupilDetails {
        func text(_ value: String?) -> String? { value?.trimmedOfSpace.nilIfEmpty }
        var tidy = self
        tidy.upn = text(upn)?.uppercased()
        tidy.admissionNumber = text(admissionNumber)
        tidy.misID = text(misID)
        tidy.surname = surname.trimmedOfSpace
        tidy.forename = forename.trimmedOfSpace
        tidy.preferredSurname = text(preferredSurname).flatMap { $0 == tidy.surname ? nil : $0 }
        tidy.preferredForename = text(preferredForename).flatMap { $0 == tidy.forename ? nil : $0 }
        tidy.sex = text(sex)?.uppercased()
        tidy.sen = text(sen)
        tidy.enrolStatus = text(enrolStatus)?.uppercased()
        tidy.transportRun = text(transportRun)
        return tidy
    }

    /// What is wrong in what was typed, field by field; the fields are named as in `pupils.csv`.
    func problems(on day: CalendarDate) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        func wrong(_ field: PupilField, _ message: String) {
            problems.append(FieldProblem(field: field.rawValue, message: message))
        }
        if surname.isEmpty { wrong(.surname, "Give a surname.") }
        if forename.isEmpty { wrong(.forename, "Give a forename.") }
        for (field, text) in [
            (PupilField.surname, surname), (.forename, forename), (.preferredSurname, preferredSurname ?? ""),
            (.preferredForename, preferredForename ?? ""),
        ] where text.utf8.count > 200 {
            wrong(field, "Write at most 200 letters.")
        }
        if let upn, UPN(upn) == nil {
            wrong(
                .upn,
                "A UPN is a letter and twelve digits, as A123456789012; leave it out if it is not known.")
        }
        if let born {
            if born > day { wrong(.born, "That day is still to come.") }
            if born.age(on: day) > 25 { wrong(.born, "That is more than 25 years ago: check the year.") }
        }
        if let sex, sex != "M", sex != "F" { wrong(.sex, "Write M or F, as on the admission register.") }
        if let enrolStatus, !["C", "M", "S", "G"].contains(enrolStatus) {
            wrong(.enrolStatus, "Write C, M, S or G: current, main, subsidiary or guest.")
        }
        return problems
    }

    /// What deserves a second look and is kept all the same.
    var warnings: [FieldProblem] {
        guard let upn = upn.flatMap({ UPN($0) }), !upn.hasRightCheckLetter else { return [] }
        return [
            FieldProblem(
                field: PupilField.upn.rawValue,
                message:
                    "The UPN's first letter should be \(upn.expectedCheckLetter): check that it is typed right."
            )
        ]
    }
}

extension Transaction {
    /// Another pupil of the school with the same UPN, admission number or MIS id.
    func clashes(
        of details: PupilDetails, except own: PupilID?, on day: CalendarDate, school: SchoolID
    ) throws -> [FieldProblem] {
        var problems: [FieldProblem] = []
        func check(_ field: PupilField, _ found: PupilID?) throws {
            guard let found, found != own, let other = try pupilSummary(found, on: day, school: school) else {
                return
            }
            problems.append(
                FieldProblem(field: field.rawValue, message: "\(other.name) has that already."))
        }
        try check(.upn, details.upn.flatMap { try findPupil(upn: $0, school: school) })
        try check(
            .admissionNumber,
            details.admissionNumber.flatMap { try findPupil(admissionNumber: $0, school: school) })
        try check(.misID, details.misID.flatMap { try findPupil(misID: $0, school: school) })
        return problems
    }
}

extension Address {
    /// Lines without space around them, empty ones left out; nil when nothing is left.
    var tidied: Address? {
        let lines = self.lines.split(whereSeparator: \.isNewline).map { String($0).trimmedOfSpace }
            .filter { !$0.isEmpty }
        let postcode = self.postcode?.trimmedOfSpace.uppercased().nilIfEmpty
        return lines.isEmpty && postcode == nil
            ? nil : Address(lines: lines.joined(separator: "\n"), postcode: postcode)
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
