public import Attendance
import Formats
public import Store
import Synchronization

/// The schools in memory, each good for one edition.
final class SchoolShelf: Sendable {
    private let schools = Mutex<[SchoolID: School]>([:])

    func school(_ id: SchoolID, edition: Int64) -> School? {
        schools.withLock { $0[id] }.flatMap { $0.edition == edition ? $0 : nil }
    }

    func put(_ school: School) {
        schools.withLock { $0[school.id] = school }
    }
}

extension Office {
    /// A school with its rules, as the books have them within a transaction.
    public func school(_ id: SchoolID, in transaction: any Transaction) throws -> School {
        guard let row = try transaction.school(id) else {
            throw OfficeError.notFound("There is no such school.")
        }
        if var known = shelf.school(id, edition: row.edition) {
            known.rollEdition = row.rollEdition
            return known
        }
        var calendars = SchoolCalendars()
        for text in try transaction.calendars(school: id) {
            let (calendar, problems) = CalendarReader.read(file: text.fileName, text: text.body)
            guard let calendar else { throw OfficeError.conflict(Self.unreadable(text.fileName, problems)) }
            calendars.put(calendar)
        }
        let policies = try transaction.policies(school: id).map { text in
            let (policy, problems) = PolicyReader.read(
                file: text.fileName, text: text.body, law: law, clauses: clauses)
            guard let policy else { throw OfficeError.conflict(Self.unreadable(text.fileName, problems)) }
            return AdoptedPolicy(
                from: text.from ?? policy.inForceFrom.value, policy: policy, fileName: text.fileName)
        }
        let closures = try transaction.closures(school: id)
        for closure in closures where closure.code == .plannedClosure { calendars.add(planned: closure) }
        let school = School(
            id: id, slug: row.slug, name: row.name, edition: row.edition, rollEdition: row.rollEdition,
            isFictional: row.isFictional,
            calendars: calendars, policies: policies, closures: closures, law: law)
        shelf.put(school)
        return school
    }

    public func school(_ id: SchoolID) async throws -> School {
        try await store.read { try school(id, in: $0) }
    }

    private static func unreadable(_ file: String, _ problems: [Problem]) -> String {
        "\(file), as it was adopted, cannot be read any more: \(problems.first?.description ?? "unknown")"
    }

    /// Adds a school with its first policy and calendars.
    ///
    /// Throws the files' problems as `Problems`, `OfficeError.conflict` when the slug is taken.
    public func createSchool(
        slug: String, policy: SourceFile, calendars: [SourceFile], isFictional: Bool = false, by: NamedPerson
    ) async throws -> SchoolID {
        let (read, problems) = PolicyReader.read(
            file: policy.name, text: policy.text, law: law, clauses: clauses)
        guard let read else { throw Problems(problems) }
        let years = try calendars.map { file in
            let (calendar, problems) = CalendarReader.read(file: file.name, text: file.text)
            guard let calendar else { throw Problems(problems) }
            return (file, calendar.year)
        }
        let at = now()
        return try await store.writeInstallation { transaction in
            if try transaction.school(slug: slug) != nil {
                throw OfficeError.conflict("There is a school '\(slug)' already: choose another --id.")
            }
            let id = try transaction.addSchool(slug: slug, name: read.school.name, isFictional: isFictional)
            _ = try transaction.record(Act(.policy, at: at, by: by, detail: policy.name), school: id)
            try transaction.adoptPolicy(
                policy.text, fileName: policy.name, sha256: policy.sha256, from: read.inForceFrom.value,
                at: at,
                school: id)
            for (file, year) in years {
                try transaction.addCalendar(file.text, fileName: file.name, year: year, at: at, school: id)
            }
            return id
        }
    }

    /// Adopts a new version of the policy, in force from a day; the versions before it are kept.
    public func adoptPolicy(
        _ file: SourceFile, from day: CalendarDate, school: SchoolID, by: NamedPerson
    ) async throws {
        let (read, problems) = PolicyReader.read(
            file: file.name, text: file.text, law: law, clauses: clauses)
        guard read != nil else { throw Problems(problems) }
        let at = now()
        try await store.write(school) { transaction in
            _ = try transaction.record(
                Act(.policy, at: at, by: by, detail: "\(file.name) from \(day)"), school: school)
            try transaction.adoptPolicy(
                file.text, fileName: file.name, sha256: file.sha256, from: day, at: at, school: school)
        }
    }

    /// Adds a calendar, or a new version of one year's.
    public func addCalendar(_ file: SourceFile, school: SchoolID, by: NamedPerson) async throws {
        let (calendar, problems) = CalendarReader.read(file: file.name, text: file.text)
        guard let calendar else { throw Problems(problems) }
        let at = now()
        try await store.write(school) { transaction in
            _ = try transaction.record(Act(.calendar, at: at, by: by, detail: file.name), school: school)
            try transaction.addCalendar(
                file.text, fileName: file.name, year: calendar.year, at: at, school: school)
        }
    }
}

/// A file as it was given to us.
public struct SourceFile: Hashable, Sendable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// 64 hexadecimal digits.
    public var sha256: String { Secret.hash(text) }
}

/// What is wrong in a file, all of it.
public struct Problems: Error, Hashable, Sendable {
    public var all: [Problem]

    public init(_ all: [Problem]) {
        self.all = all
    }
}

extension SchoolCalendars {
    /// Adds a closure that was planned here, as a staggered start is, to the calendars of files: like theirs, it
    /// leaves no session to be marked.
    mutating func add(planned closure: UnexpectedClosure) {
        for year in years {
            var closures = year.closures
            for day in closure.from.date...closure.to.date where AcademicYear(containing: day) == year.year {
                for half in Session.Half.allCases {
                    let session = Session(day, half)
                    guard closure.from <= session, session <= closure.to else { continue }
                    closures.append(
                        Closure(
                            date: day, reason: closure.reason,
                            yearGroups: closure.yearGroups.isEmpty ? nil : closure.yearGroups, half: half))
                }
            }
            guard closures.count > year.closures.count else { continue }
            if let changed = try? SchoolCalendar(year: year.year, terms: year.terms, closures: closures) {
                put(changed)
            }
        }
    }
}
