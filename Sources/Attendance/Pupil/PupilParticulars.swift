/// A pupil's sex, as the admission register records it (2024 Regulations, reg 8) and as the school census codes it.
public enum Sex: String, Hashable, Sendable, CaseIterable, Codable {
    case female = "F"
    case male = "M"

    /// `Female`.
    public var name: String { self == .female ? "Female" : "Male" }
}

/// How a pupil is enrolled, by the letters of the common transfer file and the school census.
public enum EnrolStatus: String, Hashable, Sendable, CaseIterable, Codable {
    /// Registered at this school only.
    case current = "C"
    /// Dual registered; this is the main school.
    case main = "M"
    /// Dual registered; another school is the main one.
    case subsidiary = "S"
    /// At this school for some sessions, registered elsewhere.
    case guest = "G"
    /// In further education, for a school's sixth form shared with a college.
    case furtherEducation = "F"
    case other = "O"
}

/// What provision a pupil's special educational needs have, by the letters of the school census.
public enum SENProvision: String, Hashable, Sendable, CaseIterable, Codable {
    /// No special educational need.
    case noNeed = "N"
    /// SEN support.
    case support = "K"
    /// Education, health and care plan.
    case plan = "E"
}
