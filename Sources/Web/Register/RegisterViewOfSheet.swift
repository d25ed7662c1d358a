import Attendance
import Office
import Store

extension RegisterRow {
    init(_ pupil: RegisterSheet.Pupil, place: Int, codes: TakerCodes) {
        let line = pupil.line
        let shown = codes.shown(line.code)
        self.pupil = Self.key(line.pupil)
        number = "\(place + 1)"
        name = line.name
        was = shown
        basedOn = line.entry.map { "\($0)" } ?? "0"
        isNotExpected = Self.isNotExpected(pupil)
        said = Self.said(pupil)
        choices = codes.choices.map {
            RegisterChoice(
                code: $0.code.text, label: $0.label, kind: $0.kind, isChosen: $0.code.text == shown)
        }
        more =
            codes.more.isEmpty
            ? nil : More(codes: codes.more.map { .init(value: $0.code.text, label: $0.label) })
        minutesLate = line.code == .late ? line.minutesLate.map { "\($0)" } ?? "" : ""
        note = ""
        hasNote = false
        conflict = nil
    }

    /// The page made again with the taker's own mark, not yet taken, based on what it was made from.
    mutating func keep(_ mine: TakenMark) {
        for place in choices.indices { choices[place].isChosen = choices[place].code == mine.code }
        if var more {
            for place in more.codes.indices {
                more.codes[place].isChosen = more.codes[place].value == mine.code
            }
            self.more = more
        }
        was = ""
        basedOn = mine.basedOn.map { "\($0)" } ?? "0"
        minutesLate = mine.minutesLate.map { "\($0)" } ?? ""
        note = mine.note ?? ""
        hasNote = !note.isEmpty
    }

    /// `p17`: the id with a letter before it.
    static func key(_ pupil: PupilID) -> String { "p\(pupil)" }

    static func pupil(of key: String) -> PupilID? {
        key.hasPrefix("p") ? PupilID(String(key.dropFirst())) : nil
    }

    static func isNotExpected(_ pupil: RegisterSheet.Pupil) -> Bool {
        guard pupil.isExpected else { return true }
        guard let code = pupil.line.code else { return pupil.planned != nil || pupil.isReported }
        return TakerCodes.isNotExpected(code)
    }

    /// What may be said of a pupil where a class can read it.
    static func said(_ pupil: RegisterSheet.Pupil) -> String? {
        if isNotExpected(pupil) { return "Not expected" }
        let line = pupil.line
        if line.code == .lateAfterClose { return "Late, after the register closed" }
        if line.code == .late, line.madeBy == .arrive, let opens = pupil.times?.opens,
            let time = TimeOfDay(minutes: opens.minutes + (line.minutesLate ?? 0))
        {
            return "Arrived at \(time)"
        }
        return nil
    }
}

extension Tally {
    init(_ pupils: [RegisterSheet.Pupil]) {
        self.init(present: 0, late: 0, absent: 0, notExpected: 0, unmarked: 0)
        for pupil in pupils {
            switch pupil.line.code {
            case .late, .lateAfterClose: late += 1
            case .noReasonYet: absent += 1
            case let code? where code.sessionClass == .present: present += 1
            default:
                if RegisterRow.isNotExpected(pupil) { notExpected += 1 } else { unmarked += 1 }
            }
        }
    }

    /// `27 present, 2 not expected, 1 not here`, those that are none left out.
    var inWords: String {
        [
            (present, "present"), (late, "late"), (absent, "not here"), (notExpected, "not expected"),
            (unmarked, "not marked"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}

extension RegisterView {
    init(
        _ sheet: RegisterSheet, codes: TakerCodes, by person: SignedIn, now: Moment, frame: Frame, seal: Seal
    ) {
        self.frame = frame
        register = sheet.register.name
        day = sheet.session.date.inWords
        session = sheet.session.half.inWords
        let address = RegisterAddress(sheet)
        action = address.path + "/marks"
        // Whoever signs in next on the same computer does not send these marks in their own name. Supply teachers are
        // told apart in the books by their names alone, which are not left lying in a browser.
        let taker = person.person.map { "\($0)" } ?? seal.mark(of: person.name, for: "taker")
        storeKey =
            "\(person.school)-\(taker)-\(sheet.register.id)-\(sheet.session.date)-\(sheet.session.half.slug)"
        opens = Self.times(sheet.pupils.compactMap(\.times?.opens))
        closes = Self.times(sheet.pupils.compactMap(\.times?.closes))
        isLong = sheet.pupils.count > 12
        pupils = sheet.pupils.enumerated().map { RegisterRow($0.element, place: $0.offset, codes: codes) }
        tally = Tally(sheet.pupils)
        isOpen = sheet.isOpen(on: now.date)
        isSubmitted = sheet.isSubmitted
        notice = Notice(sheet, address, by: person, now: now)
        saved = nil
        keys =
            [Key(key: "↑ ↓", does: "next pupil")]
            + codes.choices.enumerated().map {
                Key(key: "\($0.element.code.text) or \($0.offset + 1)", does: $0.element.label.lowercased())
            }
            + [Key(key: "*", does: "everyone else is present"), Key(key: "Enter", does: "save now")]
    }

    /// `08:45`, or the first and last of them.
    private static func times(_ times: [TimeOfDay]) -> String {
        guard let first = times.min(), let last = times.max() else { return "not set" }
        return first == last ? first.description : "\(first) to \(last)"
    }
}

extension RegisterView.Notice {
    /// What may still be done with the register; nil while it is simply open.
    fileprivate init?(_ sheet: RegisterSheet, _ address: RegisterAddress, by person: SignedIn, now: Moment) {
        let today = now.date
        func time(_ instant: Instant?) -> String {
            instant.map { LondonClock.moment(at: $0).seen(from: today) } ?? "an unknown time"
        }
        if sheet.expected.isEmpty {
            self.init(kind: "info", text: "No session is held for this register.", link: nil)
        } else if sheet.session.date > today {
            self.init(kind: "info", text: "This register has not come yet.", link: nil)
        } else if sheet.isClosed, sheet.isSubmitted {
            let how = sheet.taken?.enteredAfterwards == true ? "Entered afterwards" : "Submitted"
            self.init(
                kind: "good",
                text:
                    "\(how) at \(time(sheet.taken?.submittedAt)) by \(sheet.taken?.takenBy ?? "somebody"), and closed.",
                link: person.may(.requestAmendment)
                    ? Link(href: address.path + "/requests", label: "Ask for a change") : nil)
        } else if sheet.isClosed {
            self.init(
                kind: "warn", text: "This register closed without being taken. Its pupils have no marks.",
                link: Link(href: address.path + "/late", label: "Complete it late"))
        } else if sheet.isSubmitted {
            let closes = sheet.closes.map { " until \($0)" } ?? ""
            self.init(
                kind: "good",
                text: "Submitted at \(time(sheet.taken?.submittedAt)). Marks may still be changed\(closes).",
                link: nil)
        } else {
            return nil
        }
    }
}

extension RegisterSheet {
    /// Marks may be entered as the class sits there.
    func isOpen(on today: CalendarDate) -> Bool {
        session.date == today && !isClosed && !expected.isEmpty
    }
}

/// Where one register of one session is found.
struct RegisterAddress: Sendable {
    var name: String
    var session: Session

    init(_ sheet: RegisterSheet) {
        name = sheet.register.name
        session = sheet.session
    }

    init(name: String, session: Session) {
        self.name = name
        self.session = session
    }

    var path: String { "/registers/\(session.date)/\(session.half.slug)/\(name.encodedWhole)" }
}

extension String {
    /// As one part of a path: slashes too are encoded.
    fileprivate var encodedWhole: String {
        percentEncoded.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
    }
}
