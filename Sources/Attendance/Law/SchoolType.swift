/// Who runs a school, as far as the law treats schools differently.
public enum SchoolKind: String, Hashable, Sendable, CaseIterable {
    /// Maintained by the local authority, special schools and pupil referral units included.
    case maintained
    case nonMaintainedSpecial = "non-maintained-special"
    /// An academy or free school of any phase.
    case academy
    case independent
}

/// The type of a school as its policy file names it. A closed list.
public enum SchoolType: String, Hashable, Sendable, CaseIterable {
    case maintained
    case maintainedNursery = "maintained-nursery"
    case maintainedPrimary = "maintained-primary"
    case maintainedSecondary = "maintained-secondary"
    case maintainedAllThrough = "maintained-all-through"
    /// A community or foundation special school.
    case special
    case pupilReferralUnit = "pupil-referral-unit"
    case nonMaintainedSpecial = "non-maintained-special"
    case academy
    case academyPrimary = "academy-primary"
    case academySecondary = "academy-secondary"
    case academyAllThrough = "academy-all-through"
    case academySixteenToNineteen = "academy-16-19"
    case academySpecial = "academy-special"
    case academyAlternativeProvision = "academy-alternative-provision"
    case independent
    case independentSpecial = "independent-special"

    public var kind: SchoolKind {
        switch self {
        case .maintained, .maintainedNursery, .maintainedPrimary, .maintainedSecondary, .maintainedAllThrough,
            .special, .pupilReferralUnit:
            .maintained
        case .nonMaintainedSpecial: .nonMaintainedSpecial
        case .academy, .academyPrimary, .academySecondary, .academyAllThrough, .academySixteenToNineteen,
            .academySpecial, .academyAlternativeProvision:
            .academy
        case .independent, .independentSpecial: .independent
        }
    }

    /// For comparing with national figures: special schools are compared with special schools.
    public var isSpecial: Bool {
        switch self {
        case .special, .nonMaintainedSpecial, .academySpecial, .independentSpecial: true
        default: false
        }
    }

    /// `special academy`, as in a sentence.
    public var name: String {
        switch self {
        case .maintained: "maintained school"
        case .maintainedNursery: "maintained nursery school"
        case .maintainedPrimary: "maintained primary school"
        case .maintainedSecondary: "maintained secondary school"
        case .maintainedAllThrough: "maintained all-through school"
        case .special: "special school maintained by the local authority"
        case .pupilReferralUnit: "pupil referral unit"
        case .nonMaintainedSpecial: "non-maintained special school"
        case .academy: "academy"
        case .academyPrimary: "primary academy"
        case .academySecondary: "secondary academy"
        case .academyAllThrough: "all-through academy"
        case .academySixteenToNineteen: "16 to 19 academy"
        case .academySpecial: "special academy"
        case .academyAlternativeProvision: "alternative provision academy"
        case .independent: "independent school"
        case .independentSpecial: "independent special school"
        }
    }
}
