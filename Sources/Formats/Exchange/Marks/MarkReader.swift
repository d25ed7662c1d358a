public import Attendance

/// Reads a file of marks, mark by mark, whether it has one to a row or one week to a row.
public struct MarkReader: ~Copyable {
    private var table: Table<MarkColumn>
    private let codes: MarkCodeText
    /// The columns of a week and their place in it; empty where each row is one mark.
    private let week: [(place: Int, offset: Int)]
    /// Marks of the row read last that are not yet given; the last is next.
    private var waiting: [MarkRow] = []
    private var pupils: PupilMemory

    /// Opens the file and finds its header.
    /// - Parameters:
    ///   - codes: the law's table of codes, by which a code is taken or parked.
    ///   - dialect: whose export it is; nil to tell by the header.
    /// - Throws: a ``Problem`` when the file cannot be read, or has no header or not the columns needed.
    public init(_ input: FileInput, codes: CodeSet, as dialect: Dialect? = nil) throws(Problem) {
        let table = try Table<MarkColumn>(input, as: dialect)
        week = table.keys.enumerated().compactMap { place, key in
            MarkColumn.weekPlace(key).map { (place, $0) }
        }
        self.codes = MarkCodeText(codes)
        let naming: [MarkColumn] = [
            .upn, .admissionNumber, .misID, .surname, .forename, .name, .surnameForename, .born,
            .registrationGroup,
        ]
        pupils = PupilMemory(places: naming.map { table.place($0) }.filter { $0 >= 0 })
        self.table = table
    }

    public var dialect: Dialect { table.dialect }
    /// Everything found wrong so far; complete once ``next()`` has given nil.
    public var problems: ProblemLog { table.problems }
    /// For a progress bar; `byteCount` is 0 when it is not known.
    public var byteCount: Int { table.byteCount }
    public var bytesRead: Int { table.bytesRead }

    /// The next sound mark; nil at the end. Rows with errors are in ``problems`` and are not given.
    /// - Throws: a ``Problem`` when the disk does not answer.
    public mutating func next() throws(Problem) -> MarkRow? {
        while true {
            if let mark = waiting.popLast() { return mark }
            guard try table.next() else { return nil }
            if !week.isEmpty {
                readWeek()
            } else if let mark = readMark(), table.rowIsSound() {
                return mark
            }
        }
    }

    // MARK: One mark to a row

    /// Nil when the row is passed over or has no day.
    private mutating func readMark() -> MarkRow? {
        let pupil = self.pupil()
        let moment = table.moment(.date)
        if case .blank = moment, table.row.isBlank(table.place(.date)) {
            table.add(.date, "the row has no day", remedy: "Write the session's day as 2025-09-03.")
        }
        switch half(moment.value?.time) {
        case .lesson: return nil
        case .none:
            _ = table.rowIsSound()
            return nil
        case .half(let half):
            guard let date = moment.value?.date else {
                _ = table.rowIsSound()
                return nil
            }
            return mark(of: pupil, in: Session(date, half))
        }
    }

    private mutating func mark(of pupil: PupilReference, in session: Session) -> MarkRow? {
        let (line, column) = table.row.place(of: table.place(.code))
        guard let mark = fileMark(at: table.place(.code), in: session) else {
            _ = table.rowIsSound()
            return nil
        }
        var row = MarkRow(line: line, column: column, pupil: pupil, session: session, mark: mark)
        readLateness(into: &row)
        row.comment = table.text(.comment)
        return row
    }

    private enum Place { case half(Session.Half), lesson, none }

    /// The session's half: by its own column, or else by the time of the date's.
    private mutating func half(_ time: TimeOfDay?) -> Place {
        guard table.has(.session), !table.row.isBlank(table.place(.session)) else {
            if !table.has(.session), let time { return .half(time.hour < 12 ? .am : .pm) }
            table.add(.session, "the row does not say which session", remedy: "Write AM or PM.")
            return .none
        }
        let range = table.row.range(of: table.place(.session))
        if let half = WordText.half(table.row.bytes.span.extracting(range)) { return .half(half) }
        let text = table.shown(.session)
        if table.dialect != .rollcall, WordText.isLesson(text) {
            let (line, column) = table.row.place(of: table.place(.session))
            table.notices.note(.lessons, line: line, column: column, example: text)
            return .lesson
        }
        table.add(.session, "'\(text)' is not a session", remedy: "Write AM or PM.")
        return .none
    }

    private mutating func readLateness(into row: inout MarkRow) {
        row.minutesLate = .unknown
        if table.has(.arrival) {
            row.arrival = .blank
            if let text = table.text(.arrival).value {
                row.arrival = time(text).map { .value($0) } ?? .blank
                if row.arrival.value == nil {
                    table.add(
                        .warning, at: table.place(.arrival), "'\(text.prefix(40))' is not a time of arrival",
                        remedy: "It is left out. Write it as 09:05.")
                }
            }
        }
        guard table.has(.minutesLate) else { return }
        row.minutesLate = .blank
        guard let text = table.text(.minutesLate).value else { return }
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(digits.count).lowercased().filter { $0.isLetter || $0 == ":" }
        if let minutes = Int(digits), (0...720).contains(minutes),
            ["", "m", "min", "mins", "minutes"].contains(unit)
        {
            row.minutesLate = .value(minutes)
        } else if let time = time(text) {
            row.arrival = .value(time)
        } else {
            table.add(
                .warning, at: table.place(.minutesLate), "'\(text.prefix(40))' is not a number of minutes",
                remedy: "It is left out. Write whole minutes after the register opened.")
        }
    }

    /// A time by itself, with seconds, or after a day.
    private func time(_ text: String) -> TimeOfDay? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 3, let time = TimeOfDay("\(parts[0]):\(parts[1])") { return time }
        return TimeOfDay(text) ?? DateText.read(text.utf8.span)?.time
    }

    // MARK: One week to a row

    private mutating func readWeek() {
        let pupil = self.pupil()
        let column: MarkColumn = table.has(.week) ? .week : .date
        let monday = table.date(column)
        if let monday = monday.value, monday.weekday != .monday {
            table.add(
                column, "\(monday) is a \(monday.weekday.name)",
                remedy: "Give the Monday with which the week begins.")
        } else if case .blank = monday, table.row.isBlank(table.place(column)) {
            table.add(column, "the row does not say which week", remedy: "Give its Monday, as 2025-09-01.")
        }
        guard table.rowIsSound(), let monday = monday.value else { return }
        for (place, offset) in week.reversed() {
            let session = Session(monday + offset / 2, offset % 2 == 0 ? .am : .pm)
            let (line, column) = table.row.place(of: place)
            guard let mark = fileMark(at: place, in: session) else { continue }
            waiting.append(MarkRow(line: line, column: column, pupil: pupil, session: session, mark: mark))
        }
        table.keepCellProblems()
    }

    // MARK: Parts

    private mutating func fileMark(at place: Int, in session: Session) -> FileMark? {
        let range = table.row.range(of: place)
        var reading = codes.read(table.row.bytes.span.extracting(range), for: session)
        if table.has(.subCode), let sub = table.text(.subCode).value, sub != "0" {
            let joined = codes.read(table.row.text(place) + sub, for: session)
            if joined.mark != nil { reading = joined }
        }
        if reading.isLookAlike || reading.isTurned {
            let (line, column) = table.row.place(of: place)
            if reading.isTurned { table.notices.note(.slashes, line: line, column: column) }
            if reading.isLookAlike {
                table.notices.note(.lookAlikes, line: line, column: column, example: table.row.text(place))
            }
        }
        if reading.mark == nil {
            table.add(
                at: place, "'\(table.row.text(place).prefix(40))' is not a code",
                remedy:
                    "Write a code of the register, as / \\ L I N C1 Y2; leave it blank, or -, for no mark.")
        }
        return reading.mark
    }

    private mutating func pupil() -> PupilReference {
        let slot = pupils.slot(of: table.row)
        if let known = pupils.pupil(in: slot, of: table.row) { return known }
        var pupil = PupilReference()
        pupil.upn = table.upn(.upn).value
        pupil.admissionNumber = table.text(.admissionNumber).value
        pupil.misID = table.text(.misID).value
        pupil.surname = table.text(.surname).value
        pupil.forename = table.text(.forename).value
        if pupil.surname == nil, table.has(.name) || table.has(.surnameForename) { readName(into: &pupil) }
        pupil.born = table.date(.born).value
        pupil.registrationGroup = table.text(.registrationGroup).value
        if pupil.isEmpty, !table.rowHasErrors {
            table.add(
                .upn, "the row does not say whose mark it is",
                remedy: "Give the pupil's UPN, or the admission number where there is none.")
        }
        if !table.rowHasErrors { pupils.keep(pupil, in: slot, of: table.row) }
        return pupil
    }

    private func readName(into pupil: inout PupilReference) {
        let name: NameText
        if let text = table.text(.surnameForename).value {
            name = NameText(text, order: .surnameFirst)
        } else if let text = table.text(.name).value {
            name = NameText(text, order: .forenameFirst)
        } else {
            return
        }
        (pupil.surname, pupil.forename) = (name.surname, name.forename)
    }
}
