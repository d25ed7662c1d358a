import Attendance
import Store

/// What an act on the roll says besides who and when: which fields changed, never what they changed to, since an
/// act is kept for as long as the register is and a court order or a health flag is nobody's reading there.
enum RollDetail {
    static func text(
        fields: [String] = [], contact: ContactID? = nil, group: String? = nil, from: String? = nil,
        note: String? = nil
    ) -> String {
        var json = JSONText()
        json.object { json in
            if let contact { json.member("contact", contact.rawValue) }
            if !fields.isEmpty {
                json.array("fields") { json in
                    for field in fields { json.item(field) }
                }
            }
            if let group { json.member("group", group) }
            if let from { json.member("from", from) }
            if let note { json.member("note", note) }
        }
        return json.string
    }
}

extension Transaction {
    /// Records an act on pupils' records, listed with each of them.
    func record(
        _ kind: Act.Kind, at instant: Instant, by signedIn: SignedIn, reason: String? = nil, detail: String,
        about pupils: [PupilID]
    ) throws -> RecordedAct {
        let act = try record(
            Act(kind, at: instant, by: signedIn.named, reason: reason, detail: detail),
            school: signedIn.school)
        try note(act, about: pupils, school: signedIn.school)
        return act
    }

    /// The pupil's particulars, or `OfficeError.notFound`: an id of another school's, or a made-up one.
    func requireDetails(of pupil: PupilID, school: SchoolID) throws -> PupilDetails {
        guard let details = try details(of: pupil, school: school) else {
            throw OfficeError.notFound("There is no such pupil at this school.")
        }
        return details
    }
}
