import Attendance
import Formats
import Store

extension PupilRow {
    /// Puts what the row says into particulars; what it leaves blank, or has no column for, stays.
    func fill(_ details: inout PupilDetails) {
        if let upn = upn.value { details.upn = upn.text }
        if let number = admissionNumber.value { details.admissionNumber = number }
        if let id = misID.value { details.misID = id }
        if let surname = surname.value { details.surname = surname.kept }
        if let forename = forename.value { details.forename = forename.kept }
        if let surname = preferredSurname.value { details.preferredSurname = surname.kept }
        if let forename = preferredForename.value { details.preferredForename = forename.kept }
        if let born = born.value { details.born = born }
        if let sex = sex.value { details.sex = sex.rawValue }
        if let sen = sen.value { details.sen = sen.rawValue }
        if let status = enrolStatus.value { details.enrolStatus = status.rawValue }
        if let transport = transportRun.value { details.transportRun = transport.kept }
    }

    /// Where the pupil lives by the row; what it does not say is as it is known.
    func address(besides known: Address?) -> Address? {
        guard address.value != nil || postcode.value != nil else { return known }
        return Address(
            lines: address.value?.kept ?? known?.lines ?? "", postcode: postcode.value ?? known?.postcode
        ).tidied
    }
}

extension Address {
    /// On one line.
    var words: String {
        (lines.split(whereSeparator: \.isNewline).map(String.init) + [postcode ?? ""]).filter { !$0.isEmpty }
            .joined(separator: ", ")
    }
}

extension String {
    /// As much of a cell as is kept of any name or line.
    var kept: String { String(prefix(500)) }
}
