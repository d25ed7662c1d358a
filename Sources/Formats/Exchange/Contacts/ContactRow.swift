public import Attendance

/// What a file says of a court order about a contact.
public enum CourtOrder: Hashable, Sendable {
    /// There is none.
    case absent
    case bars(Set<OrderBar>)
    /// There is one and the file does not say what it bars, as SIMS's `Y`. Until a person has said, everything is.
    case unspecified
}

/// One contact of one pupil as a file has them. A contact of three children has three rows.
public struct ContactRow: Hashable, Sendable {
    /// The line it stands on, from 1; 0 for a row that was not read from a file.
    public var line: Int
    public var pupil: PupilReference
    /// The other system's id of the contact; one may stand for several pupils.
    public var contactID: Known<String>
    /// 1 is called first.
    public var order: Known<Int>
    public var title: Known<String>
    public var forename: Known<String>
    public var surname: Known<String>
    /// Three letters of the common transfer file (`PAM`, `SWR`), or the file's own words.
    public var relationship: Known<String>
    /// Parental responsibility.
    public var responsibility: Known<Bool>
    public var livesWith: Known<Bool>
    /// Three, in the order in which to try them.
    public var phones: [Known<String>]
    public var email: Known<String>
    /// Its lines parted by line feeds.
    public var address: Known<String>
    public var postcode: Known<String>
    public var language: Known<String>
    public var interpreter: Known<Bool>
    /// Is sent letters.
    public var letters: Known<Bool>
    public var mayCollect: Known<Bool>
    public var courtOrder: Known<CourtOrder>

    public init(
        line: Int = 0, pupil: PupilReference, contactID: Known<String> = .unknown,
        order: Known<Int> = .unknown,
        title: Known<String> = .unknown, forename: Known<String> = .unknown,
        surname: Known<String> = .unknown,
        relationship: Known<String> = .unknown, responsibility: Known<Bool> = .unknown,
        livesWith: Known<Bool> = .unknown, phones: [Known<String>] = [.unknown, .unknown, .unknown],
        email: Known<String> = .unknown, address: Known<String> = .unknown,
        postcode: Known<String> = .unknown,
        language: Known<String> = .unknown, interpreter: Known<Bool> = .unknown,
        letters: Known<Bool> = .unknown,
        mayCollect: Known<Bool> = .unknown, courtOrder: Known<CourtOrder> = .unknown
    ) {
        self.line = line
        self.pupil = pupil
        self.contactID = contactID
        self.order = order
        self.title = title
        self.forename = forename
        self.surname = surname
        self.relationship = relationship
        self.responsibility = responsibility
        self.livesWith = livesWith
        self.phones = phones
        self.email = email
        self.address = address
        self.postcode = postcode
        self.language = language
        self.interpreter = interpreter
        self.letters = letters
        self.mayCollect = mayCollect
        self.courtOrder = courtOrder
    }
}
