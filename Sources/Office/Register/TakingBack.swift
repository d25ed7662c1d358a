public import Attendance
import Store

extension Office {
    /// Takes back what somebody has just saved in a register that is still open, as "everyone else is present" pressed
    /// too soon: by further entries, each pupil gets what stood before, unless it was changed since.
    ///
    /// Gives the pupils set back. Throws `OfficeError` for an act that is not this register's or not the person's own.
    public func takeBack(
        _ id: ActID, register name: String, in session: Session, by person: SignedIn
    ) async throws -> [PupilID] {
        let at = now()
        return try await store.write(person.school) { transaction in
            let school = try self.school(person.school, in: transaction)
            let register = try self.register(named: name, in: session, school: school, transaction)
            let moment = LondonClock.moment(at: at)
            let sheet = try self.sheet(register, in: session, school: school, at: moment, transaction)
            try person.requireMayOpen(sheet)
            guard !sheet.isClosed else {
                throw OfficeError.conflict(
                    "Register \(name) is closed. It can only be amended, with a reason.")
            }
            guard let original = try transaction.act(id, school: school.id)?.act,
                original.kind == .take || original.kind == .submit, original.by == person.named
            else { throw OfficeError.notFound("There is no such save of yours to take back.") }
            var back: [NewEntry] = []
            for entry in try transaction.entries(by: id, school: school.id) where entry.session == session {
                let history = try transaction.entries(
                    of: entry.pupil, in: session.date...session.date, school: school.id
                ).filter { $0.session == session }
                guard history.last?.number == entry.number else { continue }
                let before = history.last { $0.number < entry.number }
                back.append(
                    NewEntry(
                        pupil: entry.pupil, session: session, code: before?.code,
                        minutesLate: before?.minutesLate))
            }
            guard !back.isEmpty else { return [] }
            let act = try transaction.record(
                Act(
                    .undo, at: at, by: person.named, reason: "Takes back \(id).", detail: "\(name) \(session)"
                ),
                school: school.id)
            _ = try transaction.append(back, by: act, school: school.id)
            return back.map(\.pupil)
        }
    }
}
