/// Every single figure that the program takes from the law. A new one is a case here and an entry in
/// `Law/England/`; the reader refuses files that lack one of them or hold another.
public enum LawFigureName: String, Hashable, Sendable, CaseIterable {
    // Registers
    case registerOpenMinutes = "register-open-minutes"
    case registerSameLength = "register-same-length"
    case registerEntryRetention = "register-entry-retention"
    case registerCopyEvery = "register-copy-every"
    case registerCopyRetention = "register-copy-retention"
    case registersElectronic = "registers-electronic"
    case sessionsADay = "sessions-a-day"
    case schoolYearDays = "school-year-days"
    case noReasonSchoolDays = "no-reason-school-days"
    case noReasonWorkingDays = "no-reason-working-days"

    // Statistics
    case persistentAbsence = "persistent-absence"
    case severeAbsence = "severe-absence"

    // Penalty notices
    case penaltyThresholdSessions = "penalty-threshold-sessions"
    case penaltyThresholdWeeks = "penalty-threshold-weeks"
    case penaltyCountedCodes = "penalty-counted-codes"
    case penaltyFirstReduced = "penalty-first-reduced"
    case penaltyReducedDays = "penalty-reduced-days"
    case penaltyFirstFull = "penalty-first-full"
    case penaltyFullDays = "penalty-full-days"
    case penaltySecond = "penalty-second"
    case penaltyLimit = "penalty-limit"
    case penaltyLimitYears = "penalty-limit-years"
    case penaltyServedWorkingDays = "penalty-served-working-days"
    case publicPlaceReduced = "public-place-reduced"
    case publicPlaceReducedDays = "public-place-reduced-days"
    case publicPlaceFull = "public-place-full"
    case publicPlaceFullDays = "public-place-full-days"
    case publicPlaceSchoolDays = "public-place-school-days"
    case noticeToImproveLeast = "notice-to-improve-least"
    case noticeToImproveMost = "notice-to-improve-most"

    // Returns to the local authority
    case returnNewPupilDays = "return-new-pupil-days"
    case returnAttendanceDays = "return-attendance-days"
    case returnAttendanceCodes = "return-attendance-codes"
    case returnAttendanceEvery = "return-attendance-every"
    case returnSicknessDays = "return-sickness-days"

    // Deletion from the roll, exclusion, travel
    case notReturnedDays = "not-returned-days"
    case continuousAbsenceDays = "continuous-absence-days"
    case continuousAbsenceCodes = "continuous-absence-codes"
    case suspensionProvisionDay = "suspension-provision-day"
    case suspensionYearDays = "suspension-year-days"
    case mobileChildSessions = "mobile-child-sessions"
    case walkingMilesYounger = "walking-miles-younger"
    case walkingMilesOlder = "walking-miles-older"

    // Which rules bind which kinds of school
    case registersBind = "registers-bind"
    case leaveLimitsBind = "leave-limits-bind"
    case dailyDataBinds = "daily-data-binds"
    case penaltyNoticesFor = "penalty-notices-for"
    case schoolYearDaysBind = "school-year-days-bind"

    /// What it counts.
    public var unit: LawUnit {
        switch self {
        case .registerOpenMinutes: .minutes
        case .registerSameLength, .registersElectronic: .yesOrNo
        case .registerEntryRetention, .registerCopyRetention, .penaltyLimitYears: .years
        case .registerCopyEvery, .returnAttendanceEvery: .months
        case .sessionsADay, .penaltyThresholdSessions, .mobileChildSessions: .sessions
        case .schoolYearDays, .noReasonSchoolDays, .publicPlaceSchoolDays, .returnAttendanceDays,
            .returnSicknessDays, .notReturnedDays, .continuousAbsenceDays, .suspensionProvisionDay,
            .suspensionYearDays:
            .schoolDays
        case .noReasonWorkingDays, .penaltyServedWorkingDays: .workingDays
        case .persistentAbsence, .severeAbsence: .percent
        case .penaltyThresholdWeeks: .schoolWeeks
        case .penaltyCountedCodes, .returnAttendanceCodes, .continuousAbsenceCodes: .codes
        case .penaltyFirstReduced, .penaltyFirstFull, .penaltySecond, .publicPlaceReduced, .publicPlaceFull:
            .pence
        case .penaltyReducedDays, .penaltyFullDays, .publicPlaceReducedDays, .publicPlaceFullDays,
            .returnNewPupilDays:
            .calendarDays
        case .penaltyLimit: .notices
        case .noticeToImproveLeast, .noticeToImproveMost: .weeks
        case .walkingMilesYounger, .walkingMilesOlder: .miles
        case .registersBind, .leaveLimitsBind, .dailyDataBinds, .penaltyNoticesFor, .schoolYearDaysBind:
            .schoolKinds
        }
    }
}
