public import Attendance
public import Store

/// Something that was done, as the list of acts shows it.
public struct ListedAct: Sendable {
    public var id: ActID
    public var act: Act
    /// Pupils it was about; with `hasMore`, not all of them were counted.
    public var pupilCount: Int
    /// The one pupil it was about.
    public var pupil: PupilSummary?
    /// Entries it made in registers; with `hasMore`, at least so many.
    public var entryCount: Int
    public var hasMore: Bool
    /// The act that took it back.
    public var takenBackBy: ActID?
    /// Whether whoever asks may take it back as one.
    public var mayBeTakenBack: Bool
}

/// One page of the list of acts, newest first.
public struct ActPage: Sendable {
    public var acts: [ListedAct]
    /// The next page holds what is older than this.
    public var older: ActID?
    /// Everybody who did something in the weeks before, for choosing among.
    public var names: [String]
}

/// One act with the entries it made.
public struct ActInFull: Sendable {
    public struct Entry: Sendable {
        public var pupil: PupilSummary?
        public var entry: MarkEntry
        /// What stood before it.
        public var before: AttendanceCode?
        /// What stands now, where somebody has changed it since.
        public var changedTo: AttendanceCode??
    }

    public var listed: ListedAct
    /// In the order they were made; at most `ActInFull.most`.
    public var entries: [Entry]
    public var pupils: [PupilSummary]

    /// A page is for reading: what a file brought in is in its own report.
    public static let most = 200
}

extension Office {
    /// What was done, newest first, as far as the reader may know why.
    ///
    /// Throws `OfficeError.notAllowed`.
    public func acts(_ wanted: ActsWanted, by person: SignedIn) async throws -> ActPage {
        try person.require(.seeActs)
        let today = self.today
        let end = wanted.until ?? now()
        return try await store.read { transaction in
            var asked = wanted
            asked.most += 1
            var found = try transaction.acts(asked, school: person.school)
            let hasMore = found.count > wanted.most
            if hasMore { found.removeLast() }
            return ActPage(
                acts: try Self.listed(found, on: today, to: person, transaction),
                older: hasMore ? found.last?.id : nil,
                names: try transaction.namesOfActing(
                    from: end + -60 * 86_400, to: end + 1, school: person.school))
        }
    }

    /// One act, and what it changed in the registers.
    ///
    /// Throws `OfficeError.notAllowed`, `.notFound`.
    public func act(_ id: ActID, by person: SignedIn) async throws -> ActInFull {
        try person.require(.seeActs)
        let today = self.today
        return try await store.read { transaction in
            let school = person.school
            guard let recorded = try transaction.act(id, school: school),
                var listed = try Self.listed([recorded], on: today, to: person, transaction).first
            else { throw OfficeError.notFound("There is no such act at this school.") }
            listed.entryCount = try transaction.entryCount(by: id, school: school)
            listed.hasMore = listed.entryCount > ActInFull.most
            let some = Set(try transaction.pupilsOfEntries(by: id, most: ActInFull.most, school: school))
            let about = try transaction.pupilsAbout(actsFrom: id, to: id, school: school)[id] ?? []
            let all = some.union(about).sorted().prefix(ActInFull.most)
            var pupils: [PupilID: PupilSummary] = [:]
            for pupil in all {
                pupils[pupil] = try transaction.pupilSummary(pupil, on: today, school: school)
            }
            let entries =
                listed.hasMore
                ? [] : try Self.entries(of: id, pupils, to: person, school: school, transaction)
            return ActInFull(
                listed: listed, entries: entries,
                pupils: pupils.values.sorted { $0.id < $1.id }.inNameOrder())
        }
    }

    private static func entries(
        of act: ActID, _ pupils: [PupilID: PupilSummary], to person: SignedIn, school: SchoolID,
        _ transaction: any Transaction
    ) throws -> [ActInFull.Entry] {
        try transaction.entries(by: act, school: school).map { entry in
            let day = entry.session.date
            let history = try transaction.entries(of: entry.pupil, in: day...day, school: school)
                .filter { $0.session == entry.session }
            var shown = entry
            if !person.may(.seeReasons) { shown.note = nil }
            let later = history.last.flatMap { $0.number > entry.number ? $0 : nil }
            return ActInFull.Entry(
                pupil: pupils[entry.pupil], entry: shown,
                before: history.last { $0.number < entry.number }?.code,
                changedTo: later.map { $0.code })
        }
    }

    private static func listed(
        _ found: [RecordedAct], on today: CalendarDate, to person: SignedIn, _ transaction: any Transaction
    ) throws -> [ListedAct] {
        guard let newest = found.first?.id, let oldest = found.last?.id else { return [] }
        let school = person.school
        let about = try transaction.pupilsAbout(actsFrom: oldest, to: newest, school: school)
        let undone = try transaction.takenBack(from: oldest, school: school)
        return try found.map { recorded in
            let most = ActInFull.most
            let entries = try transaction.pupilsOfEntries(by: recorded.id, most: most + 1, school: school)
            let pupils = Set(entries).union(about[recorded.id] ?? [])
            let kind = recorded.act.kind
            let takenBack = undone[recorded.id]
            var act = recorded.act
            if kind.tellsOfPupils, !person.may(.seeReasons) { (act.reason, act.detail) = (nil, nil) }
            return ListedAct(
                id: recorded.id, act: act, pupilCount: pupils.count,
                pupil: try pupils.count == 1
                    ? pupils.first.flatMap { try transaction.pupilSummary($0, on: today, school: school) }
                    : nil,
                entryCount: entries.count, hasMore: entries.count > most, takenBackBy: takenBack,
                mayBeTakenBack: person.may(.amend) && takenBack == nil && recorded.whyNotTakenBack == nil
                    && (kind.isPlanOrClosure || (kind.changesMarks && !entries.isEmpty)))
        }
    }
}

extension Act.Kind {
    /// The reason given may tell why a pupil was away.
    fileprivate var tellsOfPupils: Bool {
        switch self {
        case .amend, .requestAmendment, .plan, .endPlan, .report, .settle, .ask, .arrive, .leaveSite,
            .blankNote, .dropStep, .doStep:
            true
        default: false
        }
    }

    fileprivate var isPlanOrClosure: Bool { self == .plan || self == .closure }

    /// Of those that enter marks, the ones that are offered to be taken back as one.
    fileprivate var changesMarks: Bool {
        switch self {
        case .amend, .arrive, .leaveSite, .settle, .importFile: true
        default: false
        }
    }
}
