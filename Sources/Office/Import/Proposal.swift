public import Attendance
import Foundation
public import Store

/// What taking a file's word in a question would do. Kept with the question, so that choosing it does it.
enum Proposal: Hashable, Codable, Sendable {
    /// One field of a pupil's record, as text; nil leaves it blank.
    case field(PupilField, String?)
    case address(Address?)
    case contact(ContactProposal)

    /// As it is kept.
    var text: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }

    init?(_ text: String?) {
        guard let text, let read = try? JSONDecoder().decode(Proposal.self, from: Data(text.utf8)) else {
            return nil
        }
        self = read
    }
}

/// What a file says of a contact: of those here who it may be, the fields it gives, and what they are to the pupil.
struct ContactProposal: Hashable, Codable, Sendable {
    struct Candidate: Hashable, Codable, Sendable {
        var id: Int64
        var name: String
    }

    /// One, where it is known who is meant.
    var candidates: [Candidate]
    var fields: [ContactField] = []
    var details: ContactDetails?
    var linkFields: [ContactLinkField] = []
    /// Nil where nothing is said of what they are to the pupil.
    var link: ContactLink?
    /// It may be somebody who is not here yet.
    var mayBeNew = false
}

/// A way in which a question from a file can be settled besides leaving what stands.
public struct TheirWord: Hashable, Sendable {
    /// Whom they mean, where the question is who a contact is; nil for somebody new, and for every other question.
    public var contact: ContactID?
    /// As a button says it: `Take 8C`, `It is Ngozi Okafor`.
    public var label: String
}

extension Question {
    /// How a question that a file raised may be settled by taking its word; empty where nothing follows by itself, or
    /// the question is about a mark.
    public var theirWord: [TheirWord] {
        guard session == nil else { return [] }
        if kind == .groupChange { return theirs.map { [TheirWord(label: "Move to \($0)")] } ?? [] }
        switch Proposal(proposal) {
        case nil: return []
        case .contact(let contact) where contact.mayBeNew:
            return contact.candidates.map {
                TheirWord(contact: ContactID(rawValue: $0.id), label: "It is \($0.name) (\($0.id))")
            } + [TheirWord(label: "Somebody else: add them")]
        default: return [TheirWord(label: theirs.map { "Take ‘\($0.prefix(60))’" } ?? "Leave it blank")]
        }
    }
}
