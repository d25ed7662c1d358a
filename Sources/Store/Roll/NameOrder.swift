import Attendance

/// Where a name stands in a list: by surname, then forename. Capitals and accents make no difference, so that ul-Haq
/// comes before Underwood and Şahin before Scott, as people look them up, and in both databases alike.
public struct NameOrder: Comparable, Sendable {
    private let surname: String
    private let forename: String

    public init(surname: String, forename: String) {
        self.surname = surname.plainName
        self.forename = forename.plainName
    }

    /// `Surname, Forename`.
    public init(listName: String) {
        let parts = listName.split(separator: ", ", maxSplits: 1)
        self.init(surname: String(parts.first ?? ""), forename: parts.count > 1 ? String(parts[1]) : "")
    }

    public static func < (a: NameOrder, b: NameOrder) -> Bool {
        (a.surname, a.forename) < (b.surname, b.forename)
    }
}

extension Sequence {
    /// In the order of names; those of one name stay in the order they had.
    public func inNameOrder(_ name: (Element) -> NameOrder) -> [Element] {
        map { (name($0), $0) }.enumerated().sorted {
            $0.element.0 == $1.element.0 ? $0.offset < $1.offset : $0.element.0 < $1.element.0
        }.map(\.element.1)
    }
}

extension Sequence where Element == PupilSummary {
    /// By surname, then forename.
    public func inNameOrder() -> [PupilSummary] {
        inNameOrder { NameOrder(surname: $0.surname, forename: $0.forename) }
    }
}

extension Sequence where Element == RosterLine {
    func inNameOrder() -> [RosterLine] {
        inNameOrder { NameOrder(surname: $0.surname, forename: $0.forename) }
    }
}

extension Sequence where Element == SheetLine {
    func inNameOrder() -> [SheetLine] {
        inNameOrder { NameOrder(surname: $0.surname, forename: $0.forename) }
    }
}
