public import Attendance

/// Reads a file of contacts, row by row; of a file with the contacts beside each pupil, contact by contact.
public struct ContactReader: ~Copyable {
    private var table: Table<ContactColumn>
    /// The wide columns' places, a list for each contact's number.
    private let wide: [(number: Int, places: [WideContact.Part: Int])]
    /// Contacts of the row read last that are not yet given; the last is next.
    private var waiting: [ContactRow] = []

    /// Opens the file and finds its header.
    /// - Parameter dialect: whose export it is; nil to tell by the header.
    /// - Throws: a ``Problem`` when the file cannot be read, or has no header or not the columns needed.
    public init(_ input: FileInput, as dialect: Dialect? = nil) throws(Problem) {
        let table = try Table<ContactColumn>(input, as: dialect)
        var wide: [Int: [WideContact.Part: Int]] = [:]
        for (place, key) in table.keys.enumerated() {
            guard let column = WideContact(key) else { continue }
            wide[column.number, default: [:]][column.part] = place
        }
        self.wide = wide.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.table = table
    }

    public var dialect: Dialect { table.dialect }
    /// Everything found wrong so far; complete once ``next()`` has given nil.
    public var problems: ProblemLog { table.problems }
    /// For a progress bar; `byteCount` is 0 when it is not known.
    public var byteCount: Int { table.byteCount }
    public var bytesRead: Int { table.bytesRead }

    /// The next sound row; nil at the end. Rows with errors are in ``problems`` and are not given.
    /// - Throws: a ``Problem`` when the disk does not answer.
    public mutating func next() throws(Problem) -> ContactRow? {
        while true {
            if let row = waiting.popLast() { return row }
            guard try table.next() else { return nil }
            let pupil = self.pupil()
            let rows = wide.isEmpty ? [read(of: pupil)] : readWide(of: pupil)
            if table.rowIsSound() { waiting = rows.reversed() }
        }
    }

    private mutating func pupil() -> PupilReference {
        var pupil = PupilReference()
        pupil.upn = table.upn(.upn).value
        pupil.admissionNumber = table.text(.admissionNumber).value
        pupil.misID = table.text(.misID).value
        pupil.surname = table.text(.pupilSurname).value
        pupil.forename = table.text(.pupilForename).value
        if let text = table.text(.pupilName).value, pupil.surname == nil {
            let name = NameText(text, order: .forenameFirst)
            (pupil.surname, pupil.forename) = (name.surname, name.forename)
        }
        // Beside a pupil's own contacts, in a file of pupils, the names without "Pupil" are the pupil's.
        if !wide.isEmpty, pupil.surname == nil {
            pupil.surname = table.text(.surname).value
            pupil.forename = table.text(.forename).value
        }
        pupil.born = table.date(.pupilBorn).value
        pupil.registrationGroup = table.text(.registrationGroup).value
        if pupil.isEmpty, !table.rowHasErrors {
            table.add(
                .upn, "the row does not say whose contact it is",
                remedy: "Give the pupil's UPN, or the admission number where there is none.")
        }
        return pupil
    }

    private mutating func read(of pupil: PupilReference) -> ContactRow {
        var row = ContactRow(line: table.row.line, pupil: pupil)
        row.contactID = table.text(.contactID)
        row.order = table.word(.order, remedy: "Write 1 for who is called first, then 2, 3 …", Self.order)
        row.title = table.text(.title)
        row.forename = table.text(.forename)
        row.surname = table.text(.surname)
        if row.surname.isUnknown, let text = table.text(.name).value {
            setName(text, of: &row, whereTitle: row.title)
        }
        if row.surname.value == nil, row.forename.value == nil, row.contactID.value == nil {
            table.add(
                .surname, "the contact has no name",
                remedy: "Give a surname, or at least what they are called.")
        }
        row.relationship = table.text(.relationship).map(WordText.relationship)
        row.responsibility = table.boolean(.responsibility)
        row.livesWith = table.boolean(.livesWith)
        row.phones = [.phone, .phone2, .phone3].map { table.phone(at: table.place($0)) }
        row.email = email(at: table.place(.email))
        row.address = table.lines(.address)
        row.postcode = table.text(.postcode)
        row.language = table.text(.language)
        row.interpreter = table.boolean(.interpreter)
        row.letters = table.boolean(.letters)
        row.mayCollect = table.boolean(.mayCollect)
        row.courtOrder = courtOrder(at: table.place(.courtOrder))
        return row
    }

    private mutating func readWide(of pupil: PupilReference) -> [ContactRow] {
        var rows: [ContactRow] = []
        for (number, places) in wide {
            func place(_ part: WideContact.Part) -> Int { places[part] ?? -1 }
            if places.values.allSatisfy({ table.row.isBlank($0) }) { continue }
            var row = ContactRow(line: table.row.line, pupil: pupil)
            row.contactID = table.text(at: place(.contactID))
            row.order = .value(number)
            row.title = table.text(at: place(.title))
            row.forename = table.text(at: place(.forename))
            row.surname = table.text(at: place(.surname))
            if let text = table.text(at: place(.name)).value, row.surname.value == nil {
                setName(text, of: &row, whereTitle: row.title)
            }
            if row.surname.value == nil, row.forename.value == nil, row.contactID.value == nil {
                table.add(
                    at: places.values.min() ?? -1, "contact \(number) has particulars and no name",
                    remedy: "Give the contact's name, or leave all of contact \(number) blank.")
            }
            row.relationship = table.text(at: place(.relationship)).map(WordText.relationship)
            row.responsibility = table.boolean(at: place(.responsibility), "parental responsibility")
            row.livesWith = table.boolean(at: place(.livesWith), "lives with")
            row.phones = [.mobile, .telephone, .work].map { table.phone(at: place($0)) }
            if places[.mobile] == nil { row.phones.swapAt(0, 1) }
            row.email = email(at: place(.email))
            row.address = table.text(at: place(.address))
            row.postcode = table.text(at: place(.postcode))
            row.letters = table.boolean(at: place(.letters), "letters")
            row.mayCollect = table.boolean(at: place(.mayCollect), "may collect")
            row.courtOrder = courtOrder(at: place(.courtOrder))
            rows.append(row)
        }
        return rows
    }

    private func setName(_ text: String, of row: inout ContactRow, whereTitle title: Known<String>) {
        let name = NameText(text, order: .forenameFirst)
        row.surname = .value(name.surname)
        row.forename = name.forename.isEmpty ? .blank : .value(name.forename)
        if title.value == nil, !name.title.isEmpty { row.title = .value(name.title) }
    }

    private static func order(_ text: String) -> Int? {
        guard let order = Int(text), (1...99).contains(order) else { return nil }
        return order
    }

    private mutating func email(at place: Int) -> Known<String> {
        let text = table.text(at: place)
        guard let address = text.value else { return text }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !address.contains(" ") { return text }
        table.add(
            .warning, at: place, "'\(address.prefix(60))' is not an email address",
            remedy: "It is left out. Write it as name@example.org.")
        return .blank
    }

    private mutating func courtOrder(at place: Int) -> Known<CourtOrder> {
        let text = table.text(at: place)
        guard let list = text.value else { return text.map { _ in .absent } }
        if let isThere = WordText.boolean(list) {
            guard isThere else { return .value(.absent) }
            table.add(
                .warning, at: place, "there is a court order, and the file does not say what it bars",
                remedy:
                    "Until somebody enters what it bars, the contact is not called, written to or told anything."
            )
            return .value(.unspecified)
        }
        if HeaderKey.of(list) == "none" { return .value(.absent) }
        var bars: Set<OrderBar> = []
        for word in list.split(whereSeparator: { ";|,".contains($0) }) {
            let name = word.lowercased().filter { !$0.isWhitespace }
            guard let bar = OrderBar(rawValue: name) else {
                table.add(
                    at: place, "'\(name.prefix(40))' is nothing that an order bars here",
                    remedy: "Write contact, collection, information, or several of them parted by ';'.")
                return .blank
            }
            bars.insert(bar)
        }
        return .value(.bars(bars))
    }
}
