public import Attendance
public import Store

/// One group's figures as somebody may see them.
public struct SeenFigures: Sendable {
    /// One for each of the question's groupings.
    public var key: [String]
    /// For a group of one pupil: who it is.
    public var pupil: FigurePupil?
    /// Nil where the group is so small that its figures would tell of single pupils.
    public var figures: Figures?
}

/// A part of the school: a year group, a registration group.
public struct FigurePart: Hashable, Sendable {
    public var grouping: FigureGrouping
    public var key: String

    public init(_ grouping: FigureGrouping, _ key: String) {
        self.grouping = grouping
        self.key = key
    }
}

extension Office {
    /// The fewest pupils whose figures are shown to somebody who sees no pupil's own.
    public static let fewestShown = 5

    /// Figures as far as a person may see them, of the whole school or of a part of it: each pupil's own sessions
    /// while they were in that part. Governors and trusts see groups, never a pupil, and no group of fewer than
    /// five; where one alone is withheld so is the next smallest, as it could be had by taking away.
    ///
    /// Throws `OfficeError.notAllowed`, and `OfficeError.invalid` when the calendars do not cover the days.
    public func figures(
        _ question: FigureQuestion, of part: FigurePart? = nil, by person: SignedIn
    ) async throws -> [SeenFigures] {
        try person.require(question.by.contains(.pupil) ? .seeFigures : .seeAggregates)
        if question.by.contains(where: \.isFlag) { try person.require(.seeFlags) }
        var asked = question
        if let part { asked.by.insert(part.grouping, at: 0) }
        let groups = try await figures(asked, school: person.school)
        var seen = groups.compactMap { group -> SeenFigures? in
            guard let part else {
                return SeenFigures(key: group.key, pupil: group.pupil, figures: group.figures)
            }
            guard group.key.first == part.key else { return nil }
            return SeenFigures(
                key: Array(group.key.dropFirst()), pupil: group.pupil, figures: group.figures)
        }
        if person.seesOnlyAggregates { Self.withhold(&seen, isByDay: question.by.contains(.day)) }
        return seen
    }

    private static func withhold(_ groups: inout [SeenFigures], isByDay: Bool) {
        let sizes = groups.map { $0.figures?.pupils ?? 0 }
        var withheld = Set(groups.indices.filter { sizes[$0] < fewestShown })
        if withheld.count == 1, !isByDay,
            let next = groups.indices.filter({ !withheld.contains($0) }).min(by: { sizes[$0] < sizes[$1] })
        {
            withheld.insert(next)
        }
        for index in withheld { groups[index].figures = nil }
    }
}

extension FigureGrouping {
    fileprivate var isFlag: Bool {
        if case .flag = self { true } else { false }
    }
}
