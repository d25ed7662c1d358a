/// An opaque number by which the books know something. It means nothing outside them and is never reused.
public protocol Identifier: RawRepresentable<Int64>, Hashable, Comparable, Sendable, Codable,
    LosslessStringConvertible
{
    init(rawValue: Int64)
}

extension Identifier {
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    public var description: String { String(rawValue) }
    /// Reads a whole number above nought; nil for anything else.
    public init?(_ text: String) {
        guard let number = Int64(text), number > 0 else { return nil }
        self.init(rawValue: number)
    }
}

/// A school in this installation.
public struct SchoolID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A pupil at one school; a pupil at two schools has an id at each.
public struct PupilID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A member of staff, or anyone else who signs in. Known across the installation's schools.
public struct PersonID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A parent or other person to be reached about one or more pupils of a school.
public struct ContactID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A registration group, class or other set of pupils whose membership is dated.
public struct GroupID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A register: a group, the sessions it is called for, and whoever may take it.
public struct RegisterID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// One thing that somebody did, with all that it changed.
public struct ActID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Something only a person can settle: a parked mark, two marks that differ, a note from a teacher.
public struct QuestionID: Identifier {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}
