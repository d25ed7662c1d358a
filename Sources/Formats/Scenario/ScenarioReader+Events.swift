import Attendance

/// What people did.
extension ScenarioParts {
    func event(_ node: YAMLNode) -> ScenarioEvent? {
        guard case .mapping(let pairs) = node.content else {
            report.error(
                at: node, "An event should be a group, not \(node.kind).",
                "Write {at: 2025-11-13T10:05, did: call, to: priority-1, outcome: no-answer}.")
            return nil
        }
        guard let written = pairs.first(where: { $0.key.scalar == "did" })?.value else {
            report.error(at: node, "The event has no 'did'.", "Add did: with what was done.")
            return nil
        }
        guard
            let did = report.choice(
                written, "something that people do", among: Did.allCases.map(\.rawValue),
                as: Did.init(rawValue:))
        else { return nil }
        let keys = EventKeys(did)
        let more = pairs.compactMap(\.key.scalar).filter(keys.takes)
        guard
            let group = YAMLGroup(
                node, "an event of '\(did.rawValue)'", keys: keys.known + more, report: report)
        else { return nil }
        guard let at = group.required("at", { moment($0, "the moment") }) else { return nil }
        var act = PupilAct(at: at, did: did)
        var sessions = [Session]()
        for (key, value) in pairs {
            guard let key = key.scalar, !["at", "did", "refused"].contains(key), group[key] != nil else {
                continue
            }
            fill(&act, &sessions, key, value)
        }
        if did == .amend {
            if act.code == nil, group["to"] == nil { _ = group.required("to") }
            if sessions.isEmpty, act.about.isEmpty { _ = group.required("session") }
        }
        let acts = sessions.isEmpty ? [act] : sessions.map { session in withSession(session, act, group) }
        return ScenarioEvent(
            place: Self.place(node), acts: acts, refusal: group["refused"].flatMap { refusal($0) })
    }

    private func withSession(_ session: Session, _ act: PupilAct, _ group: YAMLGroup) -> PupilAct {
        var act = act
        act.session = session
        if act.code == .presentAM { act.code = .present(session.half) }
        return act
    }

    private func refusal(_ node: YAMLNode) -> ScenarioEvent.Refusal? {
        if node.scalar == "any" { return .any }
        let clauses = report.listOfSome(node, "the clauses").compactMap { clause($0) }
        return clauses.isEmpty ? nil : .citing(clauses)
    }

    /// Puts what stands under a key where rules look for it.
    private func fill(_ act: inout PupilAct, _ sessions: inout [Session], _ key: String, _ value: YAMLNode) {
        switch key {
        case "what": act.what = report.text(value, "the name") ?? ""
        case "outcome":
            act.outcome =
                report.choice(value, "an outcome", among: EventKeys.outcomes) {
                    EventKeys.outcomes.contains($0) ? $0 : nil
                } ?? ""
        case "answer": act.answer = report.text(value, "the answer").map { _ in value.joined } ?? ""
        case "reason": act.reason = report.text(value, "the reason") ?? ""
        case "by": fillBy(&act, value)
        case "for": act.to = recipient(value, "somebody an act is for") ?? act.to
        case "about": fillAbout(&act, &sessions, value)
        case "session", "sessions":
            sessions += report.listOfSome(value, "the sessions").compactMap { session($0) }
        case "received":
            act.received = value.scalar.flatMap { Moment($0) }?.date ?? report.date(value, "the day")
        case "until": act.until = report.date(value, "the last day")
        case "code": act.code = code(value, on: act.at.date)
        case "from", "to": fillEnd(&act, isFrom: key == "from", value)
        case "says":
            for node in report.listOfSome(value, "what is said") {
                if let name = report.text(node, "what is said") { act.details[name] = "yes" }
            }
        default: act.details[key] = value.joined
        }
    }

    /// A parent asks for leave; staff act by their role.
    private func fillBy(_ act: inout PupilAct, _ value: YAMLNode) {
        // A parent does it; an authority or a role does it in its own name.
        if let text = value.scalar, let who = Recipient(text), who.priority != nil || text == "parents" {
            act.to = act.to ?? who
            act.by = RoleName(.contact)
            return
        }
        guard let role = role(value) else { return }
        act.by = role.text.hasPrefix("staff:") ? RoleName(String(role.text.dropFirst(6))) : role
    }

    private func fillAbout(_ act: inout PupilAct, _ sessions: inout [Session], _ value: YAMLNode) {
        let nodes = report.listOfSome(value, "the days")
        for node in nodes {
            if let session = node.scalar.flatMap({ Session($0) }) {
                if !act.about.contains(session.date) { act.about.append(session.date) }
                if act.did == .amend {
                    sessions.append(session)
                } else if nodes.count == 1 {
                    // Several are spoken of by their days.
                    act.session = act.session ?? session
                }
            } else if let day = report.date(node, "the day it is about") {
                act.about.append(day)
            }
        }
    }

    /// `from` and `to` are people or days, and of an amendment codes.
    private func fillEnd(_ act: inout PupilAct, isFrom: Bool, _ value: YAMLNode) {
        if let text = value.scalar, let day = CalendarDate(text) {
            if isFrom { act.from = day } else { act.until = day }
            return
        }
        switch act.did {
        case .amend where isFrom: act.details["from"] = value.joined
        case .amend: act.code = code(value, on: act.at.date)
        case .decide, .requestLeave, .leave, .arrive:
            _ = report.date(value, isFrom ? "the first day" : "the last day")
        default: act.to = recipient(value, "somebody an act is done with") ?? act.to
        }
    }

    func code(_ node: YAMLNode, on day: CalendarDate) -> AttendanceCode? {
        guard let text = report.text(node, "a code") else { return nil }
        if let code = AttendanceCode(text, on: day) { return code }
        report.error(
            at: node, "'\(report.short(text))' is not a code.",
            "Write a code of the register, such as N; put # and \\ in single quotes.")
        return nil
    }
}

/// What may be said of an act, by its kind.
struct EventKeys {
    /// Known for this kind.
    let known: [String]
    /// What is recorded or issued says whatever else the thing needs.
    private let isOpen: Bool

    init(_ did: Did) {
        let own =
            switch did {
            case .call, .text, .email: ["to", "outcome", "what", "about", "reason"]
            case .visit, .meeting:
                [
                    "to", "outcome", "what", "about", "reason", "targets", "review-date", "parents-present",
                    "minutes",
                ]
            case .report: ["from", "about", "reason", "by-channel", "until", "expected-return", "what"]
            case .amend: ["session", "sessions", "about", "to", "from", "reason"]
            case .sent:
                ["what", "to", "for", "received", "about", "until", "by-channel", "date", "reason"]
            case .decide:
                ["what", "answer", "reason", "from", "to", "for", "about", "session", "sessions", "code"]
            case .arrive: ["session", "reason", "minutes"]
            case .leave: ["permission", "reason", "until", "session"]
            case .requestLeave:
                [
                    "from", "to", "reason", "says", "about", "until", "licence", "document", "critically-ill",
                    "evidence",
                ]
            case .issue:
                ["what", "for", "to", "from", "until", "about", "reason", "received", "session", "sessions"]
            case .record:
                [
                    "what", "about", "for", "to", "from", "until", "answer", "received", "session",
                    "sessions", "code", "reason", "outcome", "ground", "says",
                ]
            }
        known = ["at", "did", "by", "refused", "note"] + own
        isOpen = did == .record || did == .issue
    }

    /// Whether a key that is not known may stand here: a slip in a known one may not.
    func takes(_ key: String) -> Bool {
        isOpen && !known.contains(key) && NearestName.of(key, among: known) == nil
            && key.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    }

    static let outcomes = [
        "no-answer", "voicemail", "reached", "refused", "wrong-number", "held", "not-held", "seen",
        "not-seen",
        "located-not-returning",
    ]
}
