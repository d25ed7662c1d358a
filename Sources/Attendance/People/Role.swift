/// What a person is at a school, and so what they may do there. The raw value is what files, tokens and the
/// books hold; a policy maps its own titles to these.
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
    case teacher, tutor, office
    case attendanceOfficer = "attendance-officer"
    case attendanceLead = "attendance-lead"
    case ewo, senco, dsl
    case familySupport = "family-support"
    case headteacher
    case deputyHeadteacher = "deputy-headteacher"
    case assistantHeadteacher = "assistant-headteacher"
    case ceo, governor, trust
    case localAuthority = "local-authority"
    case contact, administrator
    /// Signed in for one day, for one register.
    case supplyTeacher = "supply-teacher"
    /// The screen in the entrance on which arrivals and leaving are noted.
    case arrivalsDesk = "arrivals-desk"

    /// As it is said of a person: `attendance lead`.
    public var title: String {
        switch self {
        case .ewo: "education welfare officer"
        case .senco: "SENDCO"
        case .dsl: "designated safeguarding lead"
        case .ceo: "chief executive"
        case .familySupport: "family support worker"
        default: rawValue.split(separator: "-").joined(separator: " ")
        }
    }
}
