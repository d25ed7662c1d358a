public import Attendance

/// The fields of a pupil's record that have a master each. The raw values are the columns of `pupils.csv`.
public enum PupilField: String, Hashable, Codable, Sendable, CaseIterable {
    case upn = "UPN"
    case admissionNumber = "AdmissionNumber"
    case misID = "MISID"
    case surname = "Surname"
    case forename = "Forename"
    case preferredSurname = "PreferredSurname"
    case preferredForename = "PreferredForename"
    case born = "DOB"
    case sex = "Sex"
    case sen = "SENprovision"
    case enrolStatus = "EnrolStatus"
    case transportRun = "TransportRun"
    /// Its lines and its postcode.
    case address = "Address"
    case yearGroup = "YearGroup"
    case registrationGroup = "RegGroup"
    case flags = "Flags"
    case entryDate = "EntryDate"
}

/// The fields of a contact's own. The raw values are columns of `contacts.csv`.
public enum ContactField: String, Hashable, Codable, Sendable, CaseIterable {
    case misID = "ContactID"
    case title = "Title"
    case forename = "Forename"
    case surname = "Surname"
    /// All of them, in their order.
    case phones = "Phone"
    case email = "Email"
    case language = "Language"
    case interpreter = "Interpreter"
    case address = "Address"
}

/// The fields of what a contact is to a pupil. The raw values are columns of `contacts.csv`; in the books each is
/// kept as `CONTACT:FIELD` under the pupil.
public enum ContactLinkField: String, Hashable, Codable, Sendable, CaseIterable {
    case priority = "Order"
    case relationship = "Relationship"
    case responsibility = "Responsibility"
    case livesWith = "LivesWith"
    case letters = "Letters"
    case mayCollect = "MayCollect"
    case courtOrder = "CourtOrder"

    /// The name the field has in the books.
    public func key(of contact: ContactID) -> String { "\(contact):\(rawValue)" }
}

extension PupilDetails {
    /// The fields in which another differs from this.
    public func differences(to other: PupilDetails) -> [PupilField] {
        var fields: [PupilField] = []
        func compare<T: Equatable>(_ field: PupilField, _ value: KeyPath<PupilDetails, T>) {
            if self[keyPath: value] != other[keyPath: value] { fields.append(field) }
        }
        compare(.upn, \.upn)
        compare(.admissionNumber, \.admissionNumber)
        compare(.misID, \.misID)
        compare(.surname, \.surname)
        compare(.forename, \.forename)
        compare(.preferredSurname, \.preferredSurname)
        compare(.preferredForename, \.preferredForename)
        compare(.born, \.born)
        compare(.sex, \.sex)
        compare(.sen, \.sen)
        compare(.enrolStatus, \.enrolStatus)
        compare(.transportRun, \.transportRun)
        return fields
    }
}

extension ContactDetails {
    /// The fields in which another differs from this.
    public func differences(to other: ContactDetails) -> [ContactField] {
        var fields: [ContactField] = []
        func compare<T: Equatable>(_ field: ContactField, _ value: KeyPath<ContactDetails, T>) {
            if self[keyPath: value] != other[keyPath: value] { fields.append(field) }
        }
        compare(.misID, \.misID)
        compare(.title, \.title)
        compare(.forename, \.forename)
        compare(.surname, \.surname)
        compare(.phones, \.phones)
        compare(.email, \.email)
        compare(.language, \.language)
        compare(.interpreter, \.needsInterpreter)
        compare(.address, \.address)
        return fields
    }
}

extension ContactLink {
    /// The fields in which another differs from this.
    public func differences(to other: ContactLink) -> [ContactLinkField] {
        var fields: [ContactLinkField] = []
        func compare<T: Equatable>(_ field: ContactLinkField, _ value: KeyPath<ContactLink, T>) {
            if self[keyPath: value] != other[keyPath: value] { fields.append(field) }
        }
        compare(.priority, \.priority)
        compare(.relationship, \.relationship)
        compare(.responsibility, \.hasResponsibility)
        compare(.livesWith, \.livesWith)
        compare(.letters, \.getsLetters)
        compare(.mayCollect, \.mayCollect)
        compare(.courtOrder, \.bars)
        return fields
    }
}
