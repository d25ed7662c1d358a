public import Attendance
public import Store

extension Office {
    /// What is waiting for a person of the office.
    public func openQuestions(by person: SignedIn) async throws -> [Question] {
        try person.require(.amend)
        return try await store.read { try $0.openQuestions(school: person.school) }
    }

    /// Settles a question about a mark by choosing what stands: a code, or nil to leave what does.
    ///
    /// A parked mark, a mark that a file and a person give differently, a request for an amendment, or a pupil
    /// seen in the room and reported ill. Whoever chooses is named in the entry.
    public func settle(
        _ id: QuestionID, code: String?, note: String? = nil, grantedOn: CalendarDate? = nil, answer: String,
        by person: SignedIn
    ) async throws {
        try person.require(.amend)
        let at = now()
        try await store.write(person.school) { transaction in
            guard let question = try transaction.question(id, school: person.school) else {
                throw OfficeError.notFound("There is no such question.")
            }
            guard question.settledBy == nil else {
                throw OfficeError.conflict("Somebody has settled this already: \(question.answer ?? "").")
            }
            if code != nil, question.session == nil {
                throw OfficeError.invalid(
                    "code",
                    "This question is not about a mark: say whose word stands, theirs or what is here.")
            }
            if let code, let pupil = question.pupil, let session = question.session {
                _ = try self.amend(
                    [Amendment(pupil: pupil, session: session, to: code, note: note, grantedOn: grantedOn)],
                    reason: answer.trimmedOfSpace.isEmpty ? question.reasonForEntry : answer.trimmedOfSpace,
                    kind: .settle,
                    by: person, at: at, transaction)
            }
            let act = try transaction.record(
                Act(
                    .settle, at: at, by: person.named, reason: answer.trimmedOfSpace, detail: "question \(id)"
                ),
                school: person.school)
            _ = try transaction.settle(
                id, answer: code.map { "\($0): \(answer)" } ?? answer, by: act, school: person.school)
        }
    }
}

extension Question {
    /// The reason an entry is given when nobody wrote another.
    var reasonForEntry: String {
        switch kind {
        case .parkedMark: "\(theirs ?? "?") in \(source ?? "a file")."
        case .markDiffers: "As in \(source ?? "a file")."
        case .amendmentRequest: detail
        default: detail.isEmpty ? kind.rawValue : detail
        }
    }
}

extension Office {
    /// One question; nil when there is none of that number at the person's school.
    public func question(_ id: QuestionID, by person: SignedIn) async throws -> Question? {
        try person.require(.amend)
        return try await store.read { try $0.question(id, school: person.school) }
    }
}
