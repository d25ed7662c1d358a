internal import Attendance

/// The closed lists of a file's words, each in the forms that exports give them.
enum WordText {
    /// `true`, `yes`, `Y`, `T`, `1`, `on` and their opposites, in any case.
    static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "y", "t", "1", "on": true
        case "false", "no", "n", "f", "0", "off": false
        default: nil
        }
    }

    static func sex(_ text: String) -> Sex? {
        switch text.lowercased() {
        case "f", "female", "girl", "2": .female
        case "m", "male", "boy", "1": .male
        default: nil
        }
    }

    static func enrolStatus(_ text: String) -> EnrolStatus? {
        if let letter = EnrolStatus(rawValue: text.uppercased()) { return letter }
        switch HeaderKey.of(text) {
        case "current", "single", "singleregistration", "currentsingleregistration",
            "currentsingleregistrationatthisschool":
            return .current
        case "main", "maindual", "dualmain", "currentmain", "currentmaindualregistration", "currentmaindual":
            return .main
        case "subsidiary", "dualsubsidiary", "subsidiarydual", "currentsubsidiary",
            "currentsubsidiarydualregistration",
            "currentsubsidiarydual":
            return .subsidiary
        case "guest", "guestpupil", "guestpupilnotregisteredatthisschool": return .guest
        case "fe", "fecollege", "furthereducation": return .furtherEducation
        case "other", "otherprovider": return .other
        default: return nil
        }
    }

    /// The letters before 2014 (A, S: school action; P: school action plus) are today's SEN support and plan.
    static func senProvision(_ text: String) -> SENProvision? {
        switch HeaderKey.of(text) {
        case "n", "none", "no", "nosen", "nospecialeducationalneed", "nospecialeducationalneeds": .noNeed
        case "k", "sensupport", "support", "a", "p", "schoolaction", "schoolactionplus": .support
        case "e", "s", "ehc", "ehcp", "ehcplan", "educationhealthandcareplan", "educationhealthcareplan",
            "statement", "statemented":
            .plan
        default: nil
        }
    }

    /// The letters of the common transfer file for words that say the same; other text as it stands.
    static func relationship(_ text: String) -> String {
        let key = HeaderKey.of(text)
        if let letters = relationships[key] { return letters }
        return key.count == 3 && key == text.lowercased() ? text.uppercased() : text
    }

    private static let relationships: [String: String] = [
        "mother": "PAM", "mum": "PAM", "birthmother": "PAM",
        "father": "PAF", "dad": "PAF", "birthfather": "PAF",
        "stepparent": "STP", "stepmother": "STP", "stepfather": "STP",
        "fosterparent": "FOP", "fostermother": "FOP", "fosterfather": "FOP", "fostercarer": "FOP",
        "grandparent": "GPT", "grandmother": "GPT", "grandfather": "GPT",
        "childminder": "CHM", "socialworker": "SWR", "otherrelative": "REL", "other": "OTH",
    ]

    /// The words for the letters, as systems show them.
    static let relationshipWords: [String: String] = [
        "PAM": "Mother", "PAF": "Father", "STP": "Step Parent", "FOP": "Foster Parent", "GPT": "Grandparent",
        "CHM": "Childminder", "SWR": "Social Worker", "REL": "Other Relative", "OTH": "Other",
    ]

    /// Session, from `AM`, `Morning`, `AM Reg`, `Registration PM`, `Mon:AM`; nil for anything else.
    static func half(_ text: Span<UInt8>) -> Session.Half? {
        if text.count == 2, text[1] | 0x20 == UInt8(ascii: "m") {
            if text[0] | 0x20 == UInt8(ascii: "a") { return .am }
            if text[0] | 0x20 == UInt8(ascii: "p") { return .pm }
        }
        if text.count == 1 {
            switch text[0] | 0x20 {
            case UInt8(ascii: "a"): return .am
            case UInt8(ascii: "p"): return .pm
            default: return nil
            }
        }
        let words = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }.lowercased()
            .split { !$0.isLetter }
        var found: Set<Session.Half> = []
        for word in words {
            switch word {
            case "am", "morning", "amreg", "monam", "tueam", "wedam", "thuam", "friam": found.insert(.am)
            case "pm", "afternoon", "pmreg", "monpm", "tuepm", "wedpm", "thupm", "fripm":
                found.insert(.pm)
            default: break
            }
        }
        return found.count == 1 ? found.first : nil
    }

    /// Whether a period's name is that of a lesson: `P3`, `Period 3`, `3`, `Mon:2`, `Lesson 1`, `Tutor`.
    static func isLesson(_ text: String) -> Bool {
        text.contains(where: \.isNumber)
            || ["lesson", "tutor", "assembly", "lunch", "break"].contains { text.lowercased().contains($0) }
    }

    /// A telephone number as it would be dialled. Spreadsheets take the nought off the front of a number; no number
    /// here begins 7, 1 or 2 without it.
    static func phone(_ text: String) -> String {
        let digits = text.filter { $0 != " " }
        guard digits.utf8.count == 10, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let first = digits.first, "712".contains(first)
        else { return text }
        return "0" + text
    }

    /// Whether a spreadsheet has turned the number into `7.70E+09`, whose last digits are gone.
    static func isRuinedNumber(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "E")) && text.utf8.contains(UInt8(ascii: "+"))
            && text.utf8.allSatisfy { (48...57).contains($0) || "E+.".utf8.contains($0) }
    }
}
