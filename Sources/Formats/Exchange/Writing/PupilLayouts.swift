internal import Attendance

extension ExchangeWriter where Row == PupilRow {
    /// A file of pupils.
    ///
    /// What a dialect does not carry is read back as unknown: Rollcall has no `misID`; SIMS, Arbor and Bromcom have
    /// no `transportRun`, and of the flags only free meals, pupil premium, looked after, additional language, service
    /// child and young carer, and a blank cell for a flag that is not known. A name in one cell keeps its parts by a
    /// comma.
    public init(as dialect: Dialect) {
        switch dialect {
        case .rollcall: self.init(.rollcallPupils)
        case .sims: self.init(.simsPupils)
        case .arbor: self.init(.arborPupils)
        case .bromcom: self.init(.bromcomPupils)
        }
    }
}

extension Layout<PupilRow> {
    fileprivate static let rollcallPupils = Layout(
        .rollcall, of: "Pupils",
        [
            Column("UPN") { $0.upn.map(\.text).text },
            Column("AdmissionNumber") { $0.admissionNumber.text },
            Column("Surname") { $0.surname.text },
            Column("Forename") { $0.forename.text },
            Column("PreferredSurname") { $0.preferredSurname.text },
            Column("PreferredForename") { $0.preferredForename.text },
            Column("DOB") { Dialect.rollcall.day($0.born) },
            Column("Sex") { $0.sex.map(\.rawValue).text },
            Column("YearGroup") { $0.yearGroup.map(\.description).text },
            Column("RegGroup") { $0.registrationGroup.text },
            Column("EntryDate") { Dialect.rollcall.day($0.entryDate) },
            Column("LeavingDate") { Dialect.rollcall.day($0.leavingDate) },
            Column("EnrolStatus") { $0.enrolStatus.map(\.rawValue).text },
            Column("SENprovision") { $0.sen.map(\.rawValue).text },
            Column("Flags") { row in
                PupilFlag.allCases.filter { row.flags[$0] == true }.map(\.rawValue).joined(separator: ";")
            },
            Column("Address") { $0.address.text },
            Column("Postcode") { $0.postcode.text },
            Column("TransportRun") { $0.transportRun.text },
        ])

    fileprivate static let simsPupils = Layout(
        .sims, of: "Pupil details",
        [
            Column("PersonID") { $0.misID.text },
            Column("Adno") { $0.admissionNumber.text },
            Column("UPN") { $0.upn.map(\.text).text },
            Column("FullName") { row in
                [row.surname.value, row.forename.value].compactMap(\.self).joined(separator: ", ")
            },
            Column("Preferred Surname") { $0.preferredSurname.text },
            Column("Preferred Forename") { $0.preferredForename.text },
            Column("Date of Birth") { Dialect.sims.day($0.born) },
            Column("Gender") { $0.sex.map(\.name).text },
            // SIMS sets single figures apart by two spaces.
            Column("Year") { row in
                row.yearGroup.map { (1...9).contains($0.number) ? "Year  \($0.number)" : $0.name }.text
            },
            Column("Reg") { $0.registrationGroup.text },
            Column("Date of Admission") { Dialect.sims.day($0.entryDate) },
            Column("Date of Leaving") { Dialect.sims.day($0.leavingDate) },
            Column("Enrolment Status") { $0.enrolStatus.map(\.rawValue).text },
            Column("SEN Status") { $0.sen.map(\.rawValue).text },
        ]
            + flags(
                .sims,
                [
                    ("FSM", .freeSchoolMeals), ("Pupil Premium Indicator", .pupilPremium),
                    ("Looked After", .lookedAfter),
                    ("EAL", .englishAsAdditionalLanguage), ("Service Child", .serviceChild),
                    ("Young Carer", .youngCarer),
                ]) + [
                Column("Home Address") { $0.address.text },
                Column("Home Postcode") { $0.postcode.text },
            ])

    fileprivate static let arborPupils = Layout(
        .arbor, of: "Students",
        [
            Column("Arbor Student ID") { $0.misID.text },
            Column("Legal First Name") { $0.forename.text },
            Column("Legal Last Name") { $0.surname.text },
            Column("Preferred First Name") { $0.preferredForename.text },
            Column("Preferred Last Name") { $0.preferredSurname.text },
            Column("UPN") { $0.upn.map(\.text).text },
            Column("Admission Number") { $0.admissionNumber.text },
            Column("Date of Birth") { Dialect.arbor.day($0.born) },
            Column("Sex") { $0.sex.map(\.name).text },
            Column("Year group(s) this academic year") { $0.yearGroup.map(\.name).text },
            Column("Registration form") { $0.registrationGroup.text },
            Column("Start date") { Dialect.arbor.day($0.entryDate) },
            Column("End date") { Dialect.arbor.day($0.leavingDate) },
            Column("Enrolment status") { row in
                row.enrolStatus.map { status in
                    switch status {
                    case .current: "Current (single registration)"
                    case .main: "Current main (dual registration)"
                    case .subsidiary: "Current subsidiary (dual registration)"
                    case .guest: "Guest pupil"
                    case .furtherEducation: "FE college"
                    case .other: "Other provider"
                    }
                }.text
            },
            Column("SEN status") { row in
                row.sen.map { sen in
                    switch sen {
                    case .noNeed: "No Special Educational Need"
                    case .support: "SEN Support"
                    case .plan: "Education, Health and Care Plan"
                    }
                }.text
            },
        ]
            + flags(
                .arbor,
                [
                    ("Free school meals", .freeSchoolMeals), ("Pupil Premium", .pupilPremium),
                    ("In care", .lookedAfter),
                    ("English as an additional language", .englishAsAdditionalLanguage),
                    ("Service children", .serviceChild), ("Young Carer", .youngCarer),
                ]) + [
                Column("Home address") { $0.address.text },
                Column("Home postcode") { $0.postcode.text },
            ])

    fileprivate static let bromcomPupils = Layout(
        .bromcom, of: "Students",
        [
            Column("StudentId") { $0.misID.text },
            Column("UPN") { $0.upn.map(\.text).text },
            Column("AdmissionNumber") { $0.admissionNumber.text },
            Column("FirstName") { $0.forename.text },
            Column("LastName") { $0.surname.text },
            Column("PreferredFirstName") { $0.preferredForename.text },
            Column("PreferredLastName") { $0.preferredSurname.text },
            Column("DateOfBirth") { Dialect.bromcom.day($0.born) },
            Column("GenderCode") { $0.sex.map(\.rawValue).text },
            Column("YearGroup") { row in
                row.yearGroup.map { $0.number > 0 ? "Year \($0.number)" : $0.description }.text
            },
            Column("TutorGroupName") { $0.registrationGroup.text },
            Column("StartDate") { Dialect.bromcom.day($0.entryDate) },
            Column("EndDate") { Dialect.bromcom.day($0.leavingDate) },
            Column("EnrolmentStatus") { $0.enrolStatus.map(\.rawValue).text },
            Column("ProvisionName") { row in
                row.sen.map { $0 == .noNeed ? "No SEN" : $0 == .support ? "SEN Support" : "EHC Plan" }.text
            },
        ]
            + flags(
                .bromcom,
                [
                    ("FsmFlag", .freeSchoolMeals), ("PremiumPupilFlag", .pupilPremium),
                    ("InCareFlag", .lookedAfter),
                    ("EalFlag", .englishAsAdditionalLanguage), ("ServiceChildFlag", .serviceChild),
                    ("YoungCarerFlag", .youngCarer),
                ]) + [
                Column("Address") { $0.address.text },
                Column("Postcode") { $0.postcode.text },
            ])

    private static func flags(_ dialect: Dialect, _ flags: [(header: String, flag: PupilFlag)]) -> [Column] {
        flags.map { header, flag in
            Column(header) { row in row.flags[flag].map { dialect.answer($0) } ?? "" }
        }
    }
}
