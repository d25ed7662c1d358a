public import Attendance

/// Whichever names of a pupil a row had. Who is meant is for the importer to find: by UPN, else admission number, else
/// the other system's id, else the name.
public struct PupilReference: Hashable, Sendable {
    public var upn: UPN?
    public var admissionNumber: String?
    /// The other system's id of the pupil, as SIMS's person id.
    public var misID: String?
    public var surname: String?
    public var forename: String?
    public var born: CalendarDate?
    public var registrationGroup: String?

    public init(
        upn: UPN? = nil, admissionNumber: String? = nil, misID: String? = nil, surname: String? = nil,
        forename: String? = nil, born: CalendarDate? = nil, registrationGroup: String? = nil
    ) {
        self.upn = upn
        self.admissionNumber = admissionNumber
        self.misID = misID
        self.surname = surname
        self.forename = forename
        self.born = born
        self.registrationGroup = registrationGroup
    }

    /// Whether it names somebody at all.
    public var isEmpty: Bool {
        upn == nil && admissionNumber == nil && misID == nil && surname == nil && forename == nil
    }

    /// `Ada Okafor`, in one, for a name that one cell held: where surname and forename part may be a guess, so that
    /// names are best compared whole. Nil when the row had no name.
    public var fullName: String? {
        let name = [forename, surname].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? nil : name
    }
}
