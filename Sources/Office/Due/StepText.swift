import Attendance

/// Steps and findings as they leave the program: the JSON of docs/interface.md, and the rows of a table.
public struct StepText: Sendable {
    private let words: ReasonWriting

    public init(_ words: ReasonWriting) {
        self.words = words
    }

    public static let columns = ["due", "pupil", "do", "what", "to", "by", "rule", "clauses", "because"]

    public func row(_ due: DueStep) -> [String] {
        let step = due.step
        return [
            step.due.description, due.name.isEmpty ? "the school" : due.name, step.kind.rawValue, step.what,
            step.to?.text ?? "", step.by?.text ?? "", step.rule,
            Self.clauses(step.clauses, step.citation).joined(separator: " "),
            step.because.map(words.sentence).joined(separator: " "),
        ]
    }

    public func json(_ steps: [DueStep]) -> [UInt8] {
        var text = JSONText()
        text.array { text in for step in steps { text.object { write(step, to: &$0) } } }
        return text.utf8
    }

    private func write(_ due: DueStep, to text: inout JSONText) {
        let step = due.step
        text.member("scope", step.scope.rawValue)
        Self.write(due.pupil, upn: due.upn, to: &text)
        text.member("do", step.kind.rawValue)
        text.member("what", step.what)
        text.member("to", step.to?.text)
        text.member("by", step.by?.text)
        text.member("due", step.due.description)
        text.member("rule", step.rule)
        text.array("clauses") { for clause in Self.clauses(step.clauses, step.citation) { $0.item(clause) } }
        text.array("because") { words.write(step.because, named: due.named, to: &$0) }
        text.member("key", step.key)
        text.member("raised", step.raised.description)
        text.member("decidedBy", step.decidedBy?.text)
        text.member("session", step.session?.description)
        text.member("code", step.code?.text)
        text.array("content") { for thing in step.content { $0.item(thing) } }
        text.array("enclosed") { for thing in step.enclosed { $0.item(thing) } }
    }

    public static let findingColumns = ["pupil", "rule", "answer", "clauses", "because"]

    public func rows(_ findings: PupilFindings) -> [[String]] {
        findings.findings.map { finding in
            [
                findings.name, finding.rule, finding.answer.rawValue,
                Self.clauses(finding.clauses, finding.citation).joined(separator: " "),
                (finding.because.map(words.sentence) + [finding.exception].filter { !$0.isEmpty })
                    .joined(separator: " "),
            ]
        }
    }

    public func json(_ all: [PupilFindings]) -> [UInt8] {
        var text = JSONText()
        text.array { text in
            for findings in all {
                for finding in findings.findings {
                    text.object { text in
                        Self.write(findings.pupil, upn: findings.upn, to: &text)
                        text.member("rule", finding.rule)
                        text.member("answer", finding.answer.rawValue)
                        text.array("clauses") {
                            for clause in Self.clauses(finding.clauses, finding.citation) { $0.item(clause) }
                        }
                        text.array("because") { words.write(finding.because, named: [], to: &$0) }
                        text.member("exception", finding.exception.isEmpty ? nil : finding.exception)
                        text.member("label", finding.label)
                    }
                }
            }
        }
        return text.utf8
    }

    private static func write(_ pupil: PupilID?, upn: String?, to text: inout JSONText) {
        guard let pupil else { return text.member("pupil", String?.none) }
        text.object("pupil") { text in
            text.member("id", pupil.description)
            text.member("upn", upn)
        }
    }

    /// Of the policy, and of the law by its citation.
    static func clauses(_ clauses: [ClauseID], _ citation: String) -> [String] {
        let law = citation.isEmpty ? [] : ["LAW:\(citation)"]
        return clauses.map(\.text) + law.filter { !clauses.map(\.text).contains($0) }
    }
}
