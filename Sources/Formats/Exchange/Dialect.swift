/// Whose way of writing a file it is.
///
/// A dialect decides what stands in a file that is written, and how a name in one cell is cut when it is read;
/// headers of all dialects are understood in every file, since a school names its own reports as it likes.
public enum Dialect: String, Hashable, Sendable, CaseIterable {
    /// The format of `docs/interface.md`.
    case rollcall
    case sims, arbor, bromcom

    /// As it is named to people: `SIMS`.
    public var name: String {
        switch self {
        case .rollcall: "Rollcall"
        case .sims: "SIMS"
        case .arbor: "Arbor"
        case .bromcom: "Bromcom"
        }
    }

    /// The dialect whose telling headers are most among these; Rollcall's own when none is.
    /// - Parameter keys: headers as ``HeaderKey`` leaves them.
    static func detected(in keys: some Collection<String>) -> Dialect {
        var best = (dialect: Dialect.rollcall, count: 0)
        for (dialect, telling) in tellingHeaders {
            let count = keys.count { key in telling.contains { key == $0 } }
            if count > best.count { best = (dialect, count) }
        }
        return best.dialect
    }

    private static let tellingHeaders: [(Dialect, Set<String>)] = [
        (
            .sims,
            [
                "adno", "personid", "primaryid", "surnameforename", "yeartaughtincode", "attendancedate",
                "sessionname", "attendancemark", "minslate", "ncyearsfortoday", "pupilname",
                "contactpriority",
            ]
        ),
        (
            .arbor,
            [
                "arborstudentid", "arborid", "legalfirstname", "legallastname", "legalsex",
                "registrationform",
                "registrationformsthisacademicyear", "yeargroupsthisacademicyear", "senstatus", "rollcall",
                "globallyuniquestudentid", "guardian", "guardianid", "student", "courseclasses",
            ]
        ),
        (
            .bromcom,
            [
                "studentid", "tutorgroupname", "perioddisplayname", "calendarstartdate", "premiumpupilflag",
                "gendercode", "provisionname", "attendancecomment", "preferredlastname", "ealflag",
                "incareflag",
                "weekcommencing", "everfsm6flag", "contact1name", "monam", "tuepm",
            ]
        ),
    ]
}

/// A header without what varies: case, spaces and punctuation.
enum HeaderKey {
    static func of(_ header: some StringProtocol) -> String {
        String(decoding: header.utf8.compactMap(plain), as: UTF8.self)
    }

    private static func plain(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }
}
