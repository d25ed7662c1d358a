import Attendance
import Store

/// Who is on one register in one session, and what is known of them before anybody takes it: no marks.
struct Roster: Sendable {
    /// A pupil, as whoever takes the register finds them.
    struct Pupil: Sendable {
        let line: RosterLine
        let planned: AttendanceCode?
        let plannedNote: String?
        let isReported: Bool
        let times: RegisterTimes?
        let isExpected: Bool
    }

    let register: RegisterRow
    let pupils: [Pupil]
    let places: RosterPlaces
    /// `person:ID` and `role:NAME`.
    let takers: [String]
}

/// Where each pupil is on a roster.
struct RosterPlaces: Sendable {
    let byID: [PupilID: Int]
    let byUPN: [String: Int]

    init(_ pupils: [Roster.Pupil]) {
        byID = Dictionary(pupils.indices.map { (pupils[$0].line.pupil, $0) }) { first, _ in first }
        byUPN = Dictionary(pupils.indices.compactMap { place in pupils[place].line.upn.map { ($0, place) } })
        {
            first, _ in first
        }
    }
}

/// One register in one session.
struct RosterPlace: Hashable {
    let register: RegisterID
    let session: Session
}

/// A register as people call it, in one session.
struct RegisterCalled: Hashable {
    let name: String
    let session: Session
}

/// A large school has some hundred and fifty registers of a day; a term's worth is not to be kept.
typealias Rosters = RollShelf<RosterPlace, Roster>
typealias RegistersCalled = RollShelf<RegisterCalled, RegisterRow>

extension Office {
    /// The register of that name in a session. Throws `OfficeError.notFound`.
    func register(
        named name: String, in session: Session, school: School, _ transaction: any Transaction
    ) throws -> RegisterRow {
        let called = RegisterCalled(name: name, session: session)
        if let known = registersCalled.known(called, school) { return known }
        guard let register = try transaction.register(named: name, in: session, school: school.id) else {
            throw OfficeError.notFound(
                "There is no register \(name) in the \(session.half.name) of \(session.date).")
        }
        if !transaction.hasChangedRoll { registersCalled.put(register, at: called, school) }
        return register
    }

    func roster(
        of register: RegisterRow, in session: Session, school: School, _ transaction: any Transaction
    ) throws -> Roster {
        let place = RosterPlace(register: register.id, session: session)
        // Within a write that changes the roll, what is kept is of before it, and what is read may be undone.
        let mayKeep = !transaction.hasChangedRoll
        if mayKeep, let known = rosters.known(place, school) { return known }
        let pupils = try transaction.roster(of: register, in: session, school: school.id).map { line in
            let plan = try transaction.plans(of: line.pupil, from: session, to: session, school: school.id)
                .last { $0.covers(session) }
            return Roster.Pupil(
                line: line, planned: plan?.code, plannedNote: plan?.note,
                isReported: try transaction.isReported(line.pupil, in: session, school: school.id),
                times: school.times(for: session, yearGroup: line.yearGroup),
                isExpected: school.isSession(session, line.yearGroup)
                    && school.closure(in: session, line.yearGroup) == nil)
        }
        let roster = Roster(
            register: register, pupils: pupils, places: RosterPlaces(pupils),
            takers: try transaction.takers(of: register.id, on: session.date, school: school.id))
        if mayKeep { rosters.put(roster, at: place, school) }
        return roster
    }
}
