import Attendance
import Store

/// A pupil's particulars from day to day, as far as the rules know them.
struct FactTimeline {
    let pupil: FigurePupil
    let flags: [DatedFlag]
    let contacts: [ContactLink]
    let siblings: Int
    /// Changes after it are left out.
    var end = CalendarDate(dayNumber: Int32.max / 2)

    init(pupil: FigurePupil, flags: [DatedFlag], contacts: [ContactLink], siblings: Int) {
        self.pupil = pupil
        self.flags = flags
        self.contacts = contacts
        self.siblings = siblings
    }

    func facts(on day: CalendarDate) -> PupilFacts {
        let spell = pupil.spells.last { $0.from <= day } ?? pupil.spells.first
        let held = flags.filter { $0.from <= day && $0.to.map { $0 >= day } ?? true }
        return PupilFacts(
            key: pupil.id.description, yearGroup: yearGroup(on: day), born: pupil.born, entry: spell?.from,
            leaving: spell?.to, flags: Set(held.map(\.flag)), contacts: contactFacts, siblings: siblings)
    }

    /// The group of the day's year; where it is not known, as many above or below as there are years between.
    private func yearGroup(on day: CalendarDate) -> YearGroup? {
        let year = AcademicYear(containing: day)
        if let known = pupil.yearGroups[year] { return known }
        guard
            let nearest = pupil.yearGroups.min(by: {
                (abs($0.key.start - year.start), $0.key) < (abs($1.key.start - year.start), $1.key)
            })
        else { return nil }
        return YearGroup(number: nearest.value.number + year.start - nearest.key.start)
    }

    private var contactFacts: [ContactFacts] {
        Self.recipients(of: contacts) { $0 }.map { link, recipient in
            ContactFacts(
                recipient, hasResponsibility: recipient != .socialWorker && link.hasResponsibility ?? false)
        }
    }

    /// Those who may be told, in the order in which they are tried, as steps name them. Where an order bars one,
    /// those after move up, so that somebody is called.
    static func recipients<Contact>(
        of contacts: [Contact], link: (Contact) -> ContactLink
    ) -> [(contact: Contact, recipient: Recipient)] {
        var all: [(contact: Contact, recipient: Recipient)] = []
        var last = 0
        var barred = 0
        for contact in contacts.sorted(by: {
            let (a, b) = (link($0), link($1))
            return (a.priority, a.relationship ?? "") < (b.priority, b.relationship ?? "")
        }) {
            let link = link(contact)
            if link.isSocialWorker {
                all.append((contact, .socialWorker))
                continue
            }
            guard link.mayBeTold else {
                barred += 1
                continue
            }
            last = max(link.priority - barred, last + 1)
            guard (1...9).contains(last) else { continue }
            all.append((contact, .priority(last)))
        }
        return all
    }

    /// What changes after a day, each at the end of the day before it holds.
    func changes(after start: CalendarDate) -> [Happening] {
        var days = Set<CalendarDate>()
        for flag in flags {
            days.insert(flag.from)
            if let to = flag.to { days.insert(to + 1) }
        }
        for spell in pupil.spells { days.insert(spell.from) }
        for year in pupil.yearGroups.keys { days.insert(year.firstDay) }
        var year = AcademicYear(containing: start).next
        while year.firstDay <= end {
            days.insert(year.firstDay)
            year = year.next
        }
        var last = facts(on: start)
        var changes: [Happening] = []
        for day in days.sorted() where start < day && day <= end {
            let facts = facts(on: day)
            guard facts != last else { continue }
            last = facts
            changes.append(
                Happening(at: Moment(day - 1, .endOfDay), order: Int64.max, what: .became(facts)))
        }
        return changes
    }
}
