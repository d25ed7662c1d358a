import Attendance
import Office
import Store

/// What the register's script is told after a save: what stands now for each pupil it sent.
struct RegisterAnswer: Encodable, Sendable {
    struct Saved: Encodable, Sendable {
        var pupil: String
        /// As the screen may show it; empty for one it may not.
        var code: String
        var entry: String
        var said: String?
    }
    struct Conflict: Encodable, Sendable {
        var pupil: String
        var code: String
        var entry: String
        var text: String
    }
    struct Refused: Encodable, Sendable {
        var pupil: String
        var text: String
    }

    var saved: [Saved] = []
    var conflicts: [Conflict] = []
    var refused: [Refused] = []
    var savedAt: String
    /// By which the save can be taken back.
    var act: String?
    var text: String?
    /// Where to go after submitting.
    var next: String?

    /// What stands for these, as after a save was taken back.
    init(standing pupils: [PupilID], _ sheet: RegisterSheet, codes: TakerCodes, now: Moment) {
        let lines = Dictionary(
            sheet.pupils.map { ($0.line.pupil, $0) }, uniquingKeysWith: { first, _ in first })
        savedAt = now.time.description
        saved = pupils.compactMap { pupil in
            lines[pupil].map {
                Saved(
                    pupil: RegisterRow.key(pupil), code: codes.shown($0.line.code),
                    entry: "\($0.line.entry ?? 0)", said: RegisterRow.said($0))
            }
        }
    }

    init(_ taking: Taking, _ form: RegisterForm, _ sheet: RegisterSheet, codes: TakerCodes, now: Moment) {
        // A fill that came too late for somebody is no quarrel: what stands is shown.
        let filled = Set(form.fills.compactMap(\.pupil))
        let settled = taking.conflicts.filter { filled.contains($0.pupil) }.map(\.pupil)
        let done = taking.stored.map(\.pupil) + taking.unchanged.map(\.pupil) + settled
        self.init(standing: done, sheet, codes: codes, now: now)
        conflicts = taking.conflicts.filter { !filled.contains($0.pupil) }.map {
            Conflict(
                pupil: RegisterRow.key($0.pupil), code: codes.shown($0.code), entry: "\($0.entry)",
                text: Self.text($0, codes))
        }
        refused = taking.refused.compactMap { refused in
            refused.pupil.map { Refused(pupil: RegisterRow.key($0), text: refused.because) }
        }
        act = taking.act?.description
        if !refused.isEmpty { text = "Not everything could be saved; see the pupils." }
        if taking.isSubmitted, conflicts.isEmpty, refused.isEmpty { next = RegisterAddress(sheet).path }
    }

    /// `The desk recorded Late meanwhile.`
    static func text(_ conflict: Taking.Conflict, _ codes: TakerCodes) -> String {
        let who =
            switch Act.Kind(rawValue: conflict.by) {
            case .arrive: "The desk"
            case .take, .submit: "Somebody else taking this register"
            default: "The office"
            }
        guard let code = conflict.code else { return "\(who) took the mark away meanwhile." }
        guard let choice = codes.choices.first(where: { $0.code == code }) else {
            return code == .lateAfterClose
                ? "\(who) recorded Late, after the register closed, meanwhile."
                : "\(who) recorded meanwhile that this pupil is not expected."
        }
        return "\(who) recorded \(choice.label) meanwhile."
    }
}
