/// One register for one session, as whoever takes it sees it.
///
/// Teachers project their screens. There is therefore nothing here that tells of health, exclusion or custody: no
/// flags, no reasons, and of an absence known beforehand only that the pupil is not expected.
struct RegisterView: Page {
    static let template = "register/show"
    static let parts = ["pupils": "register/pupils", "dock": "register/dock"]

    var frame: Frame
    /// `7B`.
    var register: String
    /// `Monday 8 September 2025`.
    var day: String
    /// `Morning` or `Afternoon`.
    var session: String
    /// Where the marks are sent.
    var action: String
    /// What the browser keeps unsent marks under: stable for this register, session and taker, and nobody's name.
    var storeKey: String
    /// `08:45`, or `08:45 to 09:00` when pupils' times differ.
    var opens: String
    var closes: String
    /// Over this many, the list is set in two columns on a wide screen.
    var isLong: Bool
    var pupils: [RegisterRow]
    var tally: Tally
    /// Says what may still be done; nil while the register is open and being taken.
    var notice: Notice?
    /// Marks may be entered.
    var isOpen: Bool
    var isSubmitted: Bool
    /// `Saved 08:52`, or nothing yet.
    var saved: String?
    /// Keys for the first choices, to be read by whoever uses the keyboard.
    var keys: [Key]

    struct Notice: Encodable, Sendable {
        /// `good`, `warn` or `info`.
        var kind: String
        var text: String
        var link: Link?
    }

    struct Key: Encodable, Sendable {
        var key: String
        var does: String
    }
}

/// How many are where: `27 present, 1 late, 1 not here, 2 not expected, 3 not marked`.
struct Tally: Codable, Sendable {
    var present: Int
    var late: Int
    var absent: Int
    var notExpected: Int
    var unmarked: Int

    init(present: Int, late: Int, absent: Int, notExpected: Int, unmarked: Int) {
        self.present = present
        self.late = late
        self.absent = absent
        self.notExpected = notExpected
        self.unmarked = unmarked
    }
}

/// One pupil of a register.
struct RegisterRow: Encodable, Sendable {
    /// The pupil's id with a letter before it, so that no form reader takes it for a place in a list: `p17`.
    var pupil: String
    var number: String
    var name: String
    /// `Not expected`, `Arrived 09:02`; nil when there is nothing to say.
    var said: String?
    /// The code that stood when the page was made, when it is one that the taker may see; else empty.
    var was: String
    /// The entry it stood by; `0` for none.
    var basedOn: String
    /// Not here on a plan or a reason already known: `unmarked` never counts it.
    var isNotExpected: Bool
    var choices: [RegisterChoice]
    /// Codes that the school lets teachers enter besides, in a list of their own.
    var more: More?
    var minutesLate: String
    var note: String
    var hasNote: Bool
    /// Somebody else changed the mark meanwhile.
    var conflict: Conflict?

    struct More: Encodable, Sendable {
        var codes: [Code]

        struct Code: Encodable, Sendable {
            var value: String
            var label: String
            var isChosen = false
        }
    }

    struct Conflict: Encodable, Sendable {
        /// `The office recorded Late at 08:52.`
        var text: String
        var theirs: String
        var theirEntry: String
    }
}

/// A code the taker may enter for a pupil.
struct RegisterChoice: Encodable, Sendable {
    var code: String
    var label: String
    /// `present`, `late`, `absent` or `other`.
    var kind: String
    var isChosen: Bool
}
