internal import Attendance

/// The columns of a file of marks, one mark to a row; or of one week to a row, beside `MonAM` to `SunPM`.
enum MarkColumn: Int, ExchangeColumn {
    case upn, admissionNumber, misID, surname, forename, name, surnameForename, born, registrationGroup
    case date, week, session, code, subCode, minutesLate, arrival, comment

    static let table = "marks"

    static func missing(_ has: (MarkColumn) -> Bool, keys: [String]) -> [MarkColumn]? {
        let pupil: [MarkColumn] = [.upn, .admissionNumber, .misID, .surname, .name, .surnameForename]
        guard pupil.contains(where: has) else { return pupil }
        if keys.contains(where: isWide) {
            // Some systems call the week's Monday the date.
            return has(.week) || has(.date) ? nil : [.week]
        }
        if !has(.date) { return [.date] }
        return has(.code) ? nil : [.code]
    }

    static func isWide(_ key: String) -> Bool { weekPlace(key) != nil }

    /// The place in a week of sessions that a key such as `monam` or `fridaypm` names: 0 for Monday morning.
    static func weekPlace(_ key: String) -> Int? {
        let half: Int
        switch key.suffix(2) {
        case "am": half = 0
        case "pm": half = 1
        default: return nil
        }
        let day = key.dropLast(2)
        guard day.count >= 3,
            let weekday = Weekday.allCases.first(where: { $0.name.lowercased().hasPrefix(day) })
        else { return nil }
        return (weekday.rawValue - 1) * 2 + half
    }

    var header: String {
        switch self {
        case .upn: "UPN"
        case .admissionNumber: "AdmissionNumber"
        case .misID: "PersonID"
        case .surname: "Surname"
        case .forename: "Forename"
        case .name: "Name"
        case .surnameForename: "Surname Forename"
        case .born: "DOB"
        case .registrationGroup: "RegGroup"
        case .date: "Date"
        case .week: "WeekCommencing"
        case .session: "Session"
        case .code: "Code"
        case .subCode: "SubCode"
        case .minutesLate: "MinutesLate"
        case .arrival: "Arrival"
        case .comment: "Comment"
        }
    }

    var aliases: [String] {
        switch self {
        case .upn: ["Unique Pupil Number", "UPN column", "Pupil UPN", "Student UPN"]
        case .admissionNumber: ["Adno", "Admission No", "Adm No"]
        case .misID:
            [
                "Arbor Student ID", "Arbor ID", "Student ID", "Pupil ID", "primary_id", "MIS ID",
                "Globally Unique Student ID", "ID",
            ]
        case .surname: ["Legal Last Name", "Legal Surname", "Last name", "Pupil Surname"]
        case .forename: ["Legal First Name", "Legal Forename", "First name", "Pupil Forename"]
        case .name: ["Student", "Full Name", "Pupil", "Pupil Name", "Student Name"]
        case .surnameForename: ["Surname and Forename"]
        case .born: ["Date of Birth"]
        case .registrationGroup:
            [
                "Registration form", "Registration group", "Reg", "TutorGroupName", "Tutor Group", "Form",
                "BaseGroupID",
            ]
        case .date:
            [
                "AttendanceDate", "Mark date", "Session date", "Event date", "CalendarStartDate",
                "Attendance Day",
            ]
        case .week: ["Week beginning", "Week start", "WeekStartDate", "Week commencing date", "W/C"]
        case .session: ["SessionName", "PeriodDisplayName", "AM/PM", "Period", "Roll Call", "Lesson/Event"]
        case .code:
            ["Mark", "AttendanceMark", "Attendance code", "Attendance mark code", "Mark code", "Marks"]
        case .subCode: ["Mark sub code", "Sub mark"]
        case .minutesLate: ["MinsLate", "Minutes late", "Late minutes", "Mins late"]
        case .arrival: ["Arrival time", "Arrived", "Arrived at", "Time of arrival", "Time in"]
        case .comment: ["Comments", "AttendanceComment", "Note", "Notes", "Record note"]
        }
    }
}
