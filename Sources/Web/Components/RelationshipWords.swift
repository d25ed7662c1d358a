import Store

extension ContactLink {
    /// The relationship as people say it: files bring it as the letters of the Common Transfer File.
    var relationshipInWords: String? {
        guard let relationship, !relationship.isEmpty else { return nil }
        return Self.words[relationship] ?? relationship
    }

    /// What was written in a form as it is kept: the letters where the word is one of theirs, else what was written.
    static func relationship(written text: String) -> String {
        words.first { $0.value == text.lowercased() }?.key ?? text
    }

    private static let words = [
        "PAM": "mother", "PAF": "father", "STP": "step-parent", "FOP": "foster parent", "GPT": "grandparent",
        "CHM": "childminder", "SWR": "social worker", "REL": "other relative", "OTH": "other contact",
    ]
}
