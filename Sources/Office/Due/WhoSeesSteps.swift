import Attendance
import Store

/// Who sees which steps, rules and reasons. Least is shown: to teachers and tutors what the policy asks of them, and
/// what follows from rates of attendance alone; to those who see pupils' flags the rest; and what is for those who look
/// after pupils' safety to them, to whoever is to do it, and to those who lead on attendance or the school.
extension SignedIn {
    private var ownRoles: Set<RoleName> { Set(roles.map { RoleName($0) }) }

    private func isAsked(_ by: RoleName?, _ decidedBy: RoleName?) -> Bool {
        !ownRoles.isDisjoint(with: [by, decidedBy].compactMap(\.self))
    }

    /// Why something holds: flags, and codes that tell of health or custody, are for those who may see them.
    func maySee(_ reason: Reason) -> Bool {
        switch reason {
        case .flag: may(.seeFlags)
        case .attendance, .absence, .change, .unexplained, .age: true
        case .sessions(_, let choice, _, _, _, _), .sessionsInAny(_, let choice, _, _, _, _),
            .days(_, _, let choice, _, _, _), .run(_, let choice, _):
            maySee(choice)
        case .session(_, let code): maySee(code)
        case .acts, .since, .state, .leave: may(.seeReasons)
        }
    }

    /// A class of codes tells of no single one.
    private func maySee(_ choice: CodeChoice) -> Bool {
        CodeChoice.classes.contains { $0.choice == choice } || choice.codes.allSatisfy { maySee($0) }
    }

    private func maySee(
        by: RoleName?, decidedBy: RoleName?, isConfidential: Bool, code: AttendanceCode?
    ) -> Bool {
        if let code, !maySee(code) { return false }
        if isAsked(by, decidedBy) { return true }
        return may(.seeFlags) && (!isConfidential || may(.seeSensitiveCodes))
    }

    func maySee(_ step: WrittenStep) -> Bool {
        let step = Step(step)
        return maySee(
            by: step.holder, decidedBy: step.decidedBy, isConfidential: step.isConfidential, code: step.code)
    }

    /// A step as far as the person may see it; nil where it is not for them.
    func seen(_ due: DueStep) -> DueStep? {
        let step = due.step
        guard
            maySee(
                by: step.holder, decidedBy: step.decidedBy, isConfidential: step.isConfidential,
                code: step.code)
        else { return nil }
        var seen = due
        seen.step.because = step.because.filter { maySee($0) }
        seen.named = due.named.map { named in
            var named = named
            named.because = named.because.filter { maySee($0) }
            return named
        }
        return seen
    }

    /// A rule as far as the person may see it; nil where it is not for them.
    func seen(_ rule: Standing.OfRule) -> Standing.OfRule? {
        var seen = rule
        seen.finding.because = rule.finding.because.filter { maySee($0) }
        seen.edges = rule.edges.filter { edge in
            guard case .count(_, _, let choice, _, _, _, _) = edge else { return true }
            return maySee(choice)
        }
        if may(.seeFlags) {
            let isKept = rule.isConfidential && !may(.seeSensitiveCodes)
            return isKept && ownRoles.isDisjoint(with: rule.staff) ? nil : seen
        }
        guard !rule.isOfParents, !rule.isConfidential else { return nil }
        if rule.staff.isSubset(of: ownRoles), rule.isOfRatesAlone || !rule.staff.isEmpty {
            return !rule.finding.exception.isEmpty ? nil : seen
        }
        // How far it is to a rate is arithmetic on figures they see; what follows from it is not theirs.
        guard rule.isOfRatesAlone else { return nil }
        seen.title = ""
        seen.finding.rule = ""
        seen.finding.answer = .notMet
        seen.finding.clauses = []
        seen.finding.citation = ""
        seen.finding.because = []
        seen.finding.exception = ""
        seen.finding.label = nil
        return seen
    }
}

extension Step {
    /// As it was written down, without its reasons.
    init(_ written: WrittenStep) {
        self.init(
            key: written.key, scope: written.scope, kind: written.kind, what: written.what, to: written.to,
            by: written.by, decidedBy: written.decidedBy, raised: written.raised, due: written.due,
            rule: written.rule, clauses: written.clauses, citation: written.citation,
            session: written.session, code: written.code, content: written.content,
            enclosed: written.enclosed)
    }
}
