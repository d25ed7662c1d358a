/// What a court order bars a contact from. The raw values are those of `contacts.csv`.
public enum OrderBar: String, Hashable, Sendable, CaseIterable, Codable {
    /// Having contact with the pupil.
    case contact
    /// Collecting the pupil from school.
    case collection
    /// Being told about the pupil: no letter, text or call about attendance.
    case information
}
