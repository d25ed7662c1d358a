import Attendance
import Hummingbird
import Office

/// Makes what every page has round it.
struct Frames: Sendable {
    let assets: Frame.Assets
    let settings: WebSettings
    let now: @Sendable () -> Instant

    func frame(_ visit: Visit, at place: Place? = nil) -> Frame {
        Frame(
            school: visit.school?.name ?? settings.name,
            isFictional: visit.school?.isFictional ?? !settings.demoSignIns.isEmpty,
            now: LondonClock.moment(at: now()).inWords, theme: visit.theme,
            themes: Frame.Theme.choices(chosen: visit.theme), assets: assets, csrf: visit.csrf,
            nav: visit.person.map { person in
                Place.allCases.filter { $0.isOpen(to: person) }.map {
                    Frame.Place(href: $0.rawValue, label: $0.label, isCurrent: $0 == place)
                }
            } ?? [],
            person: visit.person.map {
                Frame.Person(name: $0.name, initials: Self.initials(of: $0.name), position: $0.position)
            },
            flash: visit.flash)
    }

    /// The first letters of the first and last name, titles left out.
    static func initials(of name: String) -> String {
        let titles: Set<String> = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Rev", "Sir", "Dame", "Fr"]
        let words = name.split(separator: " ").filter { !titles.contains(String($0)) }
        let letters = words.count > 1 ? [words[0], words[words.count - 1]] : words.map { $0 }
        return letters.compactMap(\.first).map { $0.uppercased() }.joined()
    }
}

/// A place in the main navigation: its address, its name, and who finds it there.
enum Place: String, CaseIterable, Sendable {
    case today = "/today"
    case registers = "/registers"
    case roll = "/pupils"
    case figures = "/figures"
    case staff = "/staff"
    case calendar = "/calendar"
    case imports = "/imports"
    case acts = "/acts"

    var label: String {
        switch self {
        case .today: "Today"
        case .registers: "Registers"
        case .roll: "Roll"
        case .figures: "Figures"
        case .staff: "Staff"
        case .calendar: "Calendar"
        case .imports: "Import"
        case .acts: "History"
        }
    }

    func isOpen(to person: SignedIn) -> Bool {
        let needed: [Permission] =
            switch self {
            case .today: SeesToday.permissions
            case .registers: TakesRegisters.permissions
            case .roll: SeesRoll.permissions
            case .figures: SeesFigures.permissions
            case .staff: ManagesStaff.permissions
            case .calendar: CalendarPages.LooksAtCalendar.permissions
            case .imports: ImportsFiles.permissions
            case .acts: ActsPages.SeesActs.permissions
            }
        return needed.contains(where: person.may)
    }

    /// Where somebody begins: the first place open to them.
    static func start(of person: SignedIn) -> String {
        allCases.first { $0.isOpen(to: person) }?.rawValue ?? "/settings"
    }
}
