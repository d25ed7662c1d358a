import Attendance
import Foundation
import Store

extension Act.Kind {
    /// What was done, as a list of acts says it.
    var title: String {
        switch self {
        case .take: "Took a register"
        case .submit: "Submitted a register"
        case .close: "Register closed"
        case .lateCompletion: "Completed a register late"
        case .amend: "Amended marks"
        case .requestAmendment: "Asked for an amendment"
        case .arrive: "Noted an arrival"
        case .leaveSite: "Noted a leaving"
        case .plan: "Planned an absence"
        case .endPlan: "Ended a plan"
        case .report: "Logged a report"
        case .closure: "Closed the school"
        case .endClosure: "Ended a closure"
        case .undo: "Took an act back"
        case .importFile: "Imported a file"
        case .settle: "Settled a question"
        case .ask: "Raised a question"
        case .admit: "Put on roll"
        case .delete: "Taken off the roll"
        case .editPupil: "Changed a pupil's record"
        case .editContact: "Changed a contact"
        case .moveGroup: "Moved to another group"
        case .rollover: "Moved the school up a year"
        case .registers: "Arranged registers"
        case .cover: "Arranged cover"
        case .staff: "Changed the staff"
        case .calendar: "Added a calendar"
        case .policy: "Adopted a policy"
        case .signIn: "Sign-in"
        case .demo: "Made the demonstration"
        case .blankNote: "Blanked a note"
        case .purge: "Removed a year of registers"
        case .pupilAct: "Recorded what was done about a pupil"
        case .dropStep: "Dropped a step"
        case .doStep: "Did a step of the whole school"
        }
    }

    /// How an entry came to be, beside its history; nil when somebody took the register as usual.
    func howEntered(detail: String?) -> String? {
        switch self {
        case .close: "when the register closed"
        case .lateCompletion: "entered afterwards"
        case .importFile: detail.map { "from file \($0)" } ?? "from a file"
        case .arrive: "noted on arrival"
        case .settle: "a question settled"
        case .undo: "an act taken back"
        case .closure: "the school was closed"
        case .demo: "made up for the demonstration"
        default: nil
        }
    }
}

extension Act {
    /// The detail in words: acts on the roll keep theirs as JSON.
    var detailInWords: String? {
        guard let detail, !detail.isEmpty else { return nil }
        guard detail.hasPrefix("{"),
            let read = try? JSONDecoder().decode(RollFields.self, from: Data(detail.utf8))
        else { return Self.readable(detail) }
        let parts = [
            read.fields.map { $0.joined(separator: ", ") }, read.group, read.from.map { "from \($0)" },
            read.note,
        ].compactMap(\.self).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : Self.readable(parts.joined(separator: "; "))
    }

    /// Days as people write them, and a stretch of sessions no longer than it is:
    /// `2025-11-20 AM to 2025-11-20 PM` is `20 Nov 2025`.
    static func readable(_ text: String) -> String {
        let day = /\d{4}-\d\d-\d\d/
        let stretch = /(\d{4}-\d\d-\d\d) (AM|PM) to (\d{4}-\d\d-\d\d) (AM|PM)/
        let shorter = text.replacing(stretch) { found in
            let (first, half, last, end) = (found.1, found.2, found.3, found.4)
            if first == last { return half == end ? "\(first) \(half)" : "\(first)" }
            return half == "AM" && end == "PM"
                ? "\(first) to \(last)" : "\(first) \(half) to \(last) \(end)"
        }
        return shorter.replacing(day) { CalendarDate($0.output)?.shortWithYear ?? String($0.output) }
    }

    private struct RollFields: Decodable {
        var fields: [String]?
        var group: String?
        var from: String?
        var note: String?
    }
}
