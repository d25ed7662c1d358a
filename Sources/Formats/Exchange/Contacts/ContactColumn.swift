/// The columns of a file of contacts. `Surname` and `Forename` are the contact's; a pupil's own have `Pupil` before.
enum ContactColumn: Int, ExchangeColumn {
    case upn, admissionNumber, misID, pupilName, pupilSurname, pupilForename, pupilBorn, registrationGroup
    case contactID, order, title, forename, surname, name, relationship, responsibility, livesWith
    case phone, phone2, phone3, email, address, postcode, language, interpreter, letters, mayCollect,
        courtOrder

    static let table = "contacts"

    static func isWide(_ key: String) -> Bool { WideContact(key) != nil }

    static func missing(_ has: (ContactColumn) -> Bool, keys: [String]) -> [ContactColumn]? {
        let pupil: [ContactColumn] = [.upn, .admissionNumber, .misID, .pupilName, .pupilSurname]
        guard pupil.contains(where: has) else { return pupil }
        let contact: [ContactColumn] = [.surname, .name, .contactID]
        return contact.contains(where: has) || keys.contains { isWide($0) } ? nil : contact
    }

    var header: String {
        switch self {
        case .upn: "UPN"
        case .admissionNumber: "AdmissionNumber"
        case .misID: "PersonID"
        case .pupilName: "Pupil Name"
        case .pupilSurname: "Pupil Surname"
        case .pupilForename: "Pupil Forename"
        case .pupilBorn: "Pupil DOB"
        case .registrationGroup: "RegGroup"
        case .contactID: "ContactID"
        case .order: "Order"
        case .title: "Title"
        case .forename: "Forename"
        case .surname: "Surname"
        case .name: "Contact Name"
        case .relationship: "Relationship"
        case .responsibility: "Responsibility"
        case .livesWith: "LivesWith"
        case .phone: "Phone"
        case .phone2: "Phone2"
        case .phone3: "Phone3"
        case .email: "Email"
        case .address: "Address"
        case .postcode: "Postcode"
        case .language: "Language"
        case .interpreter: "Interpreter"
        case .letters: "Letters"
        case .mayCollect: "MayCollect"
        case .courtOrder: "CourtOrder"
        }
    }

    var aliases: [String] {
        switch self {
        case .upn: ["Unique Pupil Number", "UPN column", "Pupil UPN", "Student UPN"]
        case .admissionNumber: ["Adno", "Admission No", "Adm No"]
        case .misID:
            [
                "Arbor Student ID", "Arbor ID", "Student ID", "Pupil ID", "primary_id",
                "Globally Unique Student ID",
            ]
        case .pupilName: ["Student", "Pupil", "Student Name", "Student Full Name"]
        case .pupilSurname: ["Student Last Name", "Student Surname", "Legal Last Name", "Legal Surname"]
        case .pupilForename: ["Student First Name", "Student Forename", "Legal First Name", "Legal Forename"]
        case .pupilBorn: ["Date of Birth", "DOB", "Student Date of Birth"]
        case .registrationGroup:
            [
                "Registration form", "Registration group", "Reg", "TutorGroupName", "Tutor Group", "Form",
                "Class",
            ]
        case .contactID: ["Guardian ID", "Contact Person ID", "Arbor Guardian ID"]
        case .order: ["Contact Priority", "Priority", "Contact Order", "Emergency contact priority"]
        case .title: ["Contact Title", "Guardian Title"]
        case .forename: ["Contact Forename", "Contact First Name", "Guardian First Name", "First name"]
        case .surname: ["Contact Surname", "Contact Last Name", "Guardian Last Name", "Last name"]
        case .name: ["Guardian", "Guardian Name", "Contact", "Name", "Full Name", "Contact Full Name"]
        case .relationship:
            ["Relation", "Contact Relationship", "Relationship to student", "Guardian relationship type"]
        case .responsibility:
            ["Parental Responsibility", "Parental Resp", "Is legal guardian", "Legal guardian"]
        case .livesWith: ["Lives with pupil", "Lives with student", "Same address"]
        case .phone:
            ["Mobile", "Telephone", "Mobile phone", "Mobile telephone", "Contact Telephone", "Phone1"]
        case .phone2: ["Home phone", "Home telephone", "Home", "Telephone2"]
        case .phone3: ["Work phone", "Work telephone", "Work", "Telephone3"]
        case .email: ["Email address", "Contact Email", "Primary email", "Home email"]
        case .address: ["Home address", "Contact Address", "Address block"]
        case .postcode: ["Contact Postcode", "Home postcode"]
        case .language: ["First language", "Home language"]
        case .interpreter: ["Needs interpreter", "Interpreter needed"]
        case .letters: ["Correspondence", "Receives letters", "Mail"]
        case .mayCollect: ["Is authorised to collect", "Authorised to collect", "Can collect"]
        case .courtOrder: ["Court orders"]
        }
    }
}
