import Attendance
import Store
import Synchronization

/// Who is on one register in one session, and what is known of them before anybody takes it: no marks.
struct Roster: Sendable {
    let register: RegisterRow
    let pupils: [RegisterSheet.Pupil]
    /// `person:ID` and `role:NAME`.
    let takers: [String]
}

/// The rosters in memory. A register is opened and saved many times of a morning and its pupils are mostly the
/// same, so they are read once and kept while nothing of the school's roll, plans or rules has changed in the books;
/// the books have a new edition after each change, whichever program makes it.
final class RosterShelf: Sendable {
    private struct Place: Hashable {
        let register: RegisterID
        let session: Session
    }
    private struct Called: Hashable {
        let name: String
        let session: Session
    }
    private struct Kept {
        let edition: Int64
        let rollEdition: Int64
        var rosters: [Place: Roster] = [:]
        var named: [Called: RegisterRow] = [:]

        func isGood(for school: School) -> Bool {
            edition == school.edition && rollEdition == school.rollEdition
        }
    }

    private let schools = Mutex<[SchoolID: Kept]>([:])
    /// A large school has some hundred and fifty registers of a day; a term's worth is not to be kept.
    private static let most = 400

    func roster(of register: RegisterID, in session: Session, school: School) -> Roster? {
        schools.withLock { schools in
            guard let kept = schools[school.id], kept.isGood(for: school) else { return nil }
            return kept.rosters[Place(register: register, session: session)]
        }
    }

    func register(named name: String, in session: Session, school: School) -> RegisterRow? {
        schools.withLock { schools in
            guard let kept = schools[school.id], kept.isGood(for: school) else { return nil }
            return kept.named[Called(name: name, session: session)]
        }
    }

    func put(_ roster: Roster, in session: Session, school: School) {
        keep(school) { $0.rosters[Place(register: roster.register.id, session: session)] = roster }
    }

    func put(_ register: RegisterRow, in session: Session, school: School) {
        keep(school) { $0.named[Called(name: register.name, session: session)] = register }
    }

    private func keep(_ school: School, _ change: (inout Kept) -> Void) {
        schools.withLock { schools in
            let empty = Kept(edition: school.edition, rollEdition: school.rollEdition)
            var kept = schools.removeValue(forKey: school.id) ?? empty
            if !kept.isGood(for: school) || kept.rosters.count + kept.named.count >= Self.most {
                kept = empty
            }
            change(&kept)
            schools[school.id] = kept
        }
    }
}

extension Office {
    /// The register of that name in a session. Throws `OfficeError.notFound`.
    func register(
        named name: String, in session: Session, school: School, _ transaction: any Transaction
    ) throws -> RegisterRow {
        if let known = rosters.register(named: name, in: session, school: school) { return known }
        guard let register = try transaction.register(named: name, in: session, school: school.id) else {
            throw OfficeError.notFound(
                "There is no register \(name) in the \(session.half.name) of \(session.date).")
        }
        if !transaction.hasChangedRoll { rosters.put(register, in: session, school: school) }
        return register
    }

    func roster(
        of register: RegisterRow, in session: Session, school: School, _ transaction: any Transaction
    ) throws -> Roster {
        // Within a write that changes the roll, what is kept is of before it, and what is read may be undone.
        let mayKeep = !transaction.hasChangedRoll
        if mayKeep, let known = rosters.roster(of: register.id, in: session, school: school) { return known }
        let pupils = try transaction.sheet(of: register, in: session, school: school.id).map { line in
            let plan = try transaction.plans(of: line.pupil, from: session, to: session, school: school.id)
                .last { $0.covers(session) }
            return RegisterSheet.Pupil(
                line: line, planned: plan?.code, plannedNote: plan?.note,
                isReported: try transaction.isReported(line.pupil, in: session, school: school.id),
                times: school.times(for: session, yearGroup: line.yearGroup), isClosed: false,
                isExpected: school.isSession(session, line.yearGroup)
                    && school.closure(in: session, line.yearGroup) == nil)
        }
        let roster = Roster(
            register: register, pupils: pupils,
            takers: try transaction.takers(of: register.id, on: session.date, school: school.id))
        if mayKeep { rosters.put(roster, in: session, school: school) }
        return roster
    }
}
