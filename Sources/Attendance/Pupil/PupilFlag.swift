/// Something about a pupil's circumstances that a policy or a return asks for, from one day to another. The raw
/// values are those of `pupils.csv` and of policy files.
public enum PupilFlag: String, Hashable, Sendable, CaseIterable, Codable {
    case freeSchoolMeals = "fsm"
    case pupilPremium = "pp"
    case lookedAfter = "lac"
    case previouslyLookedAfter = "previously-lac"
    case childInNeed = "cin"
    case childProtection = "cp"
    case teamAroundFamily = "taf"
    case englishAsAdditionalLanguage = "eal"
    case youngCarer = "young-carer"
    case gypsyRomaTraveller = "grt"
    case serviceChild = "service"
    case ehcp
    case socialWorker = "social-worker"
    case youthOffendingTeam = "yot"
    case medical
    case boarder
    case travelsIndependently = "travels-independently"
    case significantRisk = "significant-risk"

    /// As staff say it.
    public var title: String {
        switch self {
        case .freeSchoolMeals: "free school meals"
        case .pupilPremium: "pupil premium"
        case .lookedAfter: "looked after"
        case .previouslyLookedAfter: "previously looked after"
        case .childInNeed: "child in need"
        case .childProtection: "child protection plan"
        case .teamAroundFamily: "team around the family"
        case .englishAsAdditionalLanguage: "English as an additional language"
        case .youngCarer: "young carer"
        case .gypsyRomaTraveller: "Gypsy, Roma or Traveller"
        case .serviceChild: "service child"
        case .ehcp: "education, health and care plan"
        case .socialWorker: "has a social worker"
        case .youthOffendingTeam: "known to the youth offending team"
        case .medical: "medical condition"
        case .boarder: "boarder"
        case .travelsIndependently: "travels independently"
        case .significantRisk: "at significant risk"
        }
    }
}
