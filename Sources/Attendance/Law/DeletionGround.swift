/// A ground on which a pupil's name must be deleted from the admission register, and without which it must not.
///
/// Source: School Attendance (Pupil Registration) (England) Regulations 2024, reg 9.
public struct DeletionGround: Hashable, Sendable {
    /// `9(1)(a)`.
    public var id: String
    public var label: String
    /// What a person has to confirm before the deletion, a sentence each.
    public var conditions: [String]
    public var reference: LawReference

    public init(id: String, label: String, conditions: [String], reference: LawReference) {
        self.id = id
        self.label = label
        self.conditions = conditions
        self.reference = reference
    }
}
