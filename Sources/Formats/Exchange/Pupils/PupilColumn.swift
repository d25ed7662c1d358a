/// The columns of a file of pupils.
enum PupilColumn: Int, ExchangeColumn {
    case upn, admissionNumber, misID, surname, forename, preferredSurname, preferredForename
    case fullName, surnameForename
    case born, sex, yearGroup, registrationGroup, entryDate, leavingDate, enrolStatus, sen, flags
    case address, postcode, transportRun
    case freeMeals, pupilPremium, lookedAfter, additionalLanguage, service, healthPlan, youngCarer, medical,
        boarder

    static let table = "pupils"

    static func missing(_ has: (PupilColumn) -> Bool, keys: [String]) -> [PupilColumn]? {
        let identity: [PupilColumn] = [.upn, .admissionNumber, .misID]
        return identity.contains(where: has) ? nil : identity
    }

    /// Contacts beside each pupil are read when the same file is imported as contacts.
    static func isWide(_ key: String) -> Bool { WideContact(key) != nil }

    var header: String {
        switch self {
        case .upn: "UPN"
        case .admissionNumber: "AdmissionNumber"
        case .misID: "PersonID"
        case .surname: "Surname"
        case .forename: "Forename"
        case .preferredSurname: "PreferredSurname"
        case .preferredForename: "PreferredForename"
        case .fullName: "Name"
        case .surnameForename: "Surname Forename"
        case .born: "DOB"
        case .sex: "Sex"
        case .yearGroup: "YearGroup"
        case .registrationGroup: "RegGroup"
        case .entryDate: "EntryDate"
        case .leavingDate: "LeavingDate"
        case .enrolStatus: "EnrolStatus"
        case .sen: "SENprovision"
        case .flags: "Flags"
        case .address: "Address"
        case .postcode: "Postcode"
        case .transportRun: "TransportRun"
        case .freeMeals: "FSM"
        case .pupilPremium: "Pupil Premium Indicator"
        case .lookedAfter: "Looked After"
        case .additionalLanguage: "EAL"
        case .service: "ServiceChild"
        case .healthPlan: "EHCP"
        case .youngCarer: "Young Carer"
        case .medical: "MedicalFlag"
        case .boarder: "Boarder"
        }
    }

    var aliases: [String] {
        switch self {
        case .upn: ["Unique Pupil Number", "UPN column", "Pupil UPN", "Student UPN"]
        case .admissionNumber: ["Adno", "Admission No", "Adm No", "Admission ID"]
        case .misID:
            [
                "Arbor Student ID", "Arbor ID", "Student ID", "Pupil ID", "primary_id", "ID", "MIS ID",
                "Globally Unique Student ID",
            ]
        case .surname: ["Legal Last Name", "Legal Surname", "Last name", "Pupil Surname", "Family name"]
        case .forename: ["Legal First Name", "Legal Forename", "First name", "Pupil Forename", "Given name"]
        case .preferredSurname: ["Preferred Last Name", "Chosen surname", "Chosen last name"]
        case .preferredForename: ["Preferred First Name", "Chosen name", "Chosen first name", "Known as"]
        case .fullName: ["Student", "Full Name", "Pupil", "Pupil Name", "Student Name"]
        case .surnameForename: ["Surname and Forename"]
        case .born: ["Date of Birth", "Birth date"]
        case .sex: ["Legal Sex", "Gender", "Gender Code"]
        case .yearGroup:
            [
                "Year group(s) this academic year", "NC Year(s) for today", "Year taught in Code", "NC Year",
                "NC Year Actual", "Year", "Curriculum Year",
            ]
        case .registrationGroup:
            [
                "Registration form", "Registration form(s) this academic year", "Registration group", "Reg",
                "TutorGroupName", "Tutor Group", "Form", "Form group", "Class", "Courses/classes",
            ]
        case .entryDate: ["Date of entry", "Start date", "Admission date", "Date of admission", "DOA"]
        case .leavingDate: ["Date of leaving", "End date", "DOL"]
        case .enrolStatus: ["Enrolment status", "Enrollment status", "Enrolment type"]
        case .sen: ["SEN status", "ProvisionName", "SEN provision type"]
        case .flags: []
        case .address: ["Home address", "Address block", "Full address"]
        case .postcode: ["Home postcode"]
        case .transportRun: ["Transport route", "Bus route"]
        case .freeMeals: ["Free school meals", "Eligible for free school meals", "FSM eligible", "FsmFlag"]
        case .pupilPremium: ["PremiumPupilFlag", "Pupil Premium", "Pupil Premium Flag"]
        case .lookedAfter: ["InCareFlag", "In care", "LAC"]
        case .additionalLanguage: ["EalFlag", "English as an additional language"]
        case .service: ["Service children", "ServiceChildFlag"]
        case .healthPlan: []
        case .youngCarer: ["YoungCarerFlag"]
        case .medical: ["Medical flag"]
        case .boarder: ["Boarder status"]
        }
    }
}
