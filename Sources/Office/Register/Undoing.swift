public import Attendance
import Store

/// What taking an act back came to.
public struct TakenBack: Hashable, Sendable {
    /// Sessions that have again what stood before.
    public var setBack: Int
    /// Sessions left as they are, having been changed since.
    public var left: Int
    /// Registers that an import had marked as taken in the other system, and that nobody has taken now.
    public var registers: Int
}

extension Office {
    /// Takes back an import of marks, a closure, a plan for many or an amendment, as one act, by further entries:
    /// each session gets back what stood before, unless somebody has changed it since.
    ///
    /// Throws `OfficeError.conflict` for an act of another kind, saying how that is put right, and for one of which
    /// nothing is left to take back.
    @discardableResult
    public func undo(_ id: ActID, by person: SignedIn) async throws -> TakenBack {
        try person.require(.amend)
        let at = now()
        return try await store.write(person.school) { transaction in
            guard let original = try transaction.act(id, school: person.school) else {
                throw OfficeError.notFound("There is no act \(id).")
            }
            if let refusal = original.whyNotTakenBack { throw OfficeError.conflict(refusal) }
            let entries = try transaction.entriesWithWhatStoodBefore(id, school: person.school)
            let act = try transaction.record(
                Act(
                    .undo, at: at, by: person.named,
                    reason: "Takes back \(original.act.kind.rawValue) \(id).",
                    detail: id.description),
                school: person.school)
            let back = entries.filter { $0.stands && !$0.changedNothing }.map(\.before)
            let left = entries.count { !$0.stands }
            _ = try transaction.append(back, by: act, school: person.school)
            let plans = try transaction.endPlans(madeBy: id, by: act, school: person.school)
            let closures = try transaction.endClosures(madeBy: id, by: act, school: person.school)
            var registers = 0
            if original.act.kind == .importFile {
                registers = try transaction.forgetImportedRegisters(
                    without: Set(back.map(\.session)), school: person.school)
            }
            if back.isEmpty && plans == 0 && closures == 0 {
                throw OfficeError.conflict(
                    left > 0
                        ? "Nothing of act \(id) is left to take back: every mark it made has been changed since."
                        : "Act \(id) (\(original.act.kind.rawValue)) changed no marks, plans or closures that still stand."
                )
            }
            return TakenBack(setBack: back.count, left: left, registers: registers)
        }
    }
}

extension RecordedAct {
    /// Why an act is not taken back as one, and what to do in its place; nil for those that are.
    var whyNotTakenBack: String? {
        switch act.kind {
        case .importFile where act.detail != "marks":
            "Act \(id) imported \(act.detail ?? "a file"), and only an import of marks is taken back as one. Correct "
                + "the file and import it again, or change the records one by one."
        case .rollover:
            "Act \(id) moved the school up a year, which is not taken back as one: registers may have been called "
                + "in the new groups since. Move pupils, and give registers back to their takers, one by one."
        case .take, .submit, .lateCompletion, .close:
            "Act \(id) took or closed a register. While it is open, whoever took it takes that back on the register's "
                + "own page; afterwards its marks are amended, with a reason."
        case .undo:
            "Act \(id) took another act back. Do that again in its place: import the file, or enter the closure, "
                + "once more."
        case .demo:
            "Act \(id) made the demonstration. For another one, start with an empty folder."
        default: nil
        }
    }
}
