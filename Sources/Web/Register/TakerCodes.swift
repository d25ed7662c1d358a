import Attendance

/// The codes that whoever takes a register chooses from, and what of a code may be seen on a projected screen.
struct TakerCodes: Sendable {
    struct Choice: Sendable {
        var code: AttendanceCode
        var label: String
        var kind: String
    }
    /// Side by side, one tap each.
    let choices: [Choice]
    /// The rest of what the school lets teachers enter.
    let more: [Choice]

    init(policy: Policy?, law: Law, session: Session) {
        let usual: [AttendanceCode] = [.present(session.half), .late, .noReasonYet]
        let allowed = policy?.teacherCodes(under: law, for: session) ?? usual
        let labels: [AttendanceCode: (String, String)] = [
            .present(session.half): ("Present", "present"), .late: ("Late", "late"),
            .noReasonYet: ("Not here", "absent"),
        ]
        choices = usual.filter { allowed.contains($0) }.map { code in
            let (label, kind) = labels[code] ?? (code.text, "other")
            return Choice(code: code, label: label, kind: kind)
        }
        more = allowed.filter { !usual.contains($0) }.map { code in
            let name = law.codes.rule(for: code, on: session.date)?.name ?? ""
            return Choice(code: code, label: "\(code.text)  \(name)", kind: "other")
        }
    }

    /// The code as the screen may show it; empty for one that would tell why somebody is away, and for none.
    func shown(_ code: AttendanceCode?) -> String {
        guard let code, choices.contains(where: { $0.code == code }) else { return "" }
        return code.text
    }

    /// Whether a standing code reads as `Not expected`.
    static func isNotExpected(_ code: AttendanceCode) -> Bool {
        code.sessionClass != .present && code != .noReasonYet && code != .lateAfterClose
    }
}
