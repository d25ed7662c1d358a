public import Attendance

/// One pupil as a file has them.
public struct PupilRow: Hashable, Sendable {
    /// The line it stands on, from 1; 0 for a row that was not read from a file.
    public var line: Int
    public var upn: Known<UPN>
    public var admissionNumber: Known<String>
    /// The other system's id of the pupil.
    public var misID: Known<String>
    public var surname: Known<String>
    public var forename: Known<String>
    public var preferredSurname: Known<String>
    public var preferredForename: Known<String>
    public var born: Known<CalendarDate>
    public var sex: Known<Sex>
    /// Blank also when the pupil follows no national curriculum year (`X`).
    public var yearGroup: Known<YearGroup>
    public var registrationGroup: Known<String>
    public var entryDate: Known<CalendarDate>
    /// What the other system says; a lawful deletion needs its ground, which a person records.
    public var leavingDate: Known<CalendarDate>
    public var enrolStatus: Known<EnrolStatus>
    public var sen: Known<SENProvision>
    /// Flags of which the file says that they hold or that they do not. From a list of flags that is not blank, all
    /// are known; from columns of their own, those with yes or no.
    public var flags: [PupilFlag: Bool]
    /// Its lines parted by line feeds.
    public var address: Known<String>
    public var postcode: Known<String>
    public var transportRun: Known<String>

    public init(
        line: Int = 0, upn: Known<UPN> = .unknown, admissionNumber: Known<String> = .unknown,
        misID: Known<String> = .unknown, surname: Known<String> = .unknown,
        forename: Known<String> = .unknown,
        preferredSurname: Known<String> = .unknown, preferredForename: Known<String> = .unknown,
        born: Known<CalendarDate> = .unknown, sex: Known<Sex> = .unknown,
        yearGroup: Known<YearGroup> = .unknown, registrationGroup: Known<String> = .unknown,
        entryDate: Known<CalendarDate> = .unknown, leavingDate: Known<CalendarDate> = .unknown,
        enrolStatus: Known<EnrolStatus> = .unknown, sen: Known<SENProvision> = .unknown,
        flags: [PupilFlag: Bool] = [:], address: Known<String> = .unknown, postcode: Known<String> = .unknown,
        transportRun: Known<String> = .unknown
    ) {
        self.line = line
        self.upn = upn
        self.admissionNumber = admissionNumber
        self.misID = misID
        self.surname = surname
        self.forename = forename
        self.preferredSurname = preferredSurname
        self.preferredForename = preferredForename
        self.born = born
        self.sex = sex
        self.yearGroup = yearGroup
        self.registrationGroup = registrationGroup
        self.entryDate = entryDate
        self.leavingDate = leavingDate
        self.enrolStatus = enrolStatus
        self.sen = sen
        self.flags = flags
        self.address = address
        self.postcode = postcode
        self.transportRun = transportRun
    }

    /// The row's names for the pupil.
    public var reference: PupilReference {
        PupilReference(
            upn: upn.value, admissionNumber: admissionNumber.value, misID: misID.value,
            surname: surname.value,
            forename: forename.value, born: born.value, registrationGroup: registrationGroup.value)
    }
}
