/// A set of up to 128 things, each a bit.
struct Bits: Hashable, Sendable {
    private(set) var low: UInt64 = 0
    private(set) var high: UInt64 = 0

    init() {}

    init(_ choice: CodeChoice) { (low, high) = (choice.lowBits, choice.highBits) }

    /// Where names stand. Two may share a bit: what is absent may then look as if it were there, never the reverse.
    init(names: some Sequence<String>) { for name in names { insert(name: name) } }

    mutating func insert(_ bit: UInt8) {
        if bit < 64 { low |= 1 << UInt64(bit) } else { high |= 1 << UInt64(bit & 63) }
    }

    mutating func insert(name: String) {
        var hash: UInt32 = 2_166_136_261
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        insert(UInt8(truncatingIfNeeded: (hash >> 16 ^ hash) & 127))
    }

    mutating func formUnion(_ other: Bits) {
        low |= other.low
        high |= other.high
    }

    func contains(_ bit: UInt8) -> Bool {
        (bit < 64 ? low >> UInt64(bit) : high >> UInt64(bit & 63)) & 1 == 1
    }

    func meets(_ other: Bits) -> Bool { low & other.low | high & other.high != 0 }
}

extension Did {
    /// Its place among all.
    fileprivate var bit: UInt8 {
        switch self {
        case .call: 0
        case .text: 1
        case .email: 2
        case .visit: 3
        case .meeting: 4
        case .report: 5
        case .amend: 6
        case .sent: 7
        case .decide: 8
        case .arrive: 9
        case .leave: 10
        case .issue: 11
        case .record: 12
        case .requestLeave: 13
        }
    }
}

extension Bits {
    init(dids: some Sequence<Did>) { for did in dids { insert(did.bit) } }
}
/// What can be told of an act at a glance: its name and what was done in it.
struct ActGlance: Hashable, Sendable {
    var name = Bits()
    var did = Bits()

    init(_ act: PupilAct) {
        name.insert(name: act.what)
        did.insert(act.did.bit)
    }
}

/// What has been seen of a pupil, for needs.
struct Seen: Sendable {
    /// How many sessions bear each code, by its byte.
    private(set) var counts = [UInt16](repeating: 0, count: 128)
    /// The names of acts, and what was done in them.
    private(set) var names = Bits()
    private(set) var dids = Bits()
    /// Whether anything was ever taken back, and whether a receipt was noted.
    private(set) var hasWithdrawals = false
    private(set) var hasReceipts = false

    mutating func mark(from old: UInt8, to new: UInt8) {
        counts[Int(old & 127)] &-= 1
        counts[Int(new & 127)] &+= 1
    }

    mutating func begin(with codes: [UInt8]) {
        for byte in codes { counts[Int(byte & 127)] += 1 }
    }

    /// Each, by the number of the act.
    private(set) var acts: [ActGlance] = []
    /// The numbers of reports and records that speak of more than a day.
    private(set) var spokenOfLonger: [Int] = []

    mutating func add(_ act: PupilAct) {
        let glance = ActGlance(act)
        if act.did == .report || act.did == .record, act.until != nil || act.about.count > 1 {
            spokenOfLonger.append(acts.count)
        }
        acts.append(glance)
        names.formUnion(glance.name)
        dids.formUnion(glance.did)
        if act.isWithdrawal { hasWithdrawals = true }
        if act.isReceipt { hasReceipts = true }
    }

    func has(_ least: Int, of bits: Bits) -> Bool {
        var found = 0
        func add(_ word: UInt64, from first: Int) -> Bool {
            var word = word
            while word != 0 {
                found += Int(counts[first + word.trailingZeroBitCount])
                if found >= least { return true }
                word &= word - 1
            }
            return false
        }
        return add(bits.low, from: 0) || add(bits.high, from: 64)
    }
}

/// What can be told at a glance of a moment.
struct Glance {
    var today = Bits()
    var latest = Bits()
    var isUnexplained = false
}

extension PupilRun {
    func glance() -> Glance {
        var glance = Glance()
        let today = line.places(of: now.date)
        for place in today where place < known { glance.today.insert(codes[place]) }
        collectLatest(before: known, in: &glance.latest)
        // Of rules that leave the day's own marks out.
        if !today.isEmpty, today.lowerBound < known {
            collectLatest(before: today.lowerBound, in: &glance.latest)
        }
        var none = Bits()
        none.insert(AttendanceCode.noReasonYet.rawValue)
        glance.isUnexplained = !lapsed.isEmpty || glance.latest.meets(none)
        return glance
    }

    /// The states that processes are in, of whomever they are, by the names of both.
    func collectStates(_ regime: Regime) -> Bits {
        var states = Bits()
        for process in regime.processes { states.insert(name: "\(process.name)|\(process.first)") }
        for (key, state) in processStates {
            states.insert(name: "\(key.prefix { $0 != "|" })|\(state.name)")
        }
        return states
    }

    /// The codes of the last sessions, back to one that was possible: a run of anything ends or begins there.
    private func collectLatest(before end: Int, in bits: inout Bits) {
        for place in stride(from: end - 1, through: 0, by: -1) where codes[place] != 0 {
            bits.insert(codes[place])
            if CodeClass.isPossible(codes[place]) { return }
        }
    }

    func meets(_ need: Need, _ glance: Glance) -> Bool {
        switch need.kind {
        case .codes(let least): seen.has(least, of: need.bits)
        case .today: glance.today.meets(need.bits)
        case .latest: glance.latest.meets(need.bits)
        case .unexplained: glance.isUnexplained
        case .named: seen.names.meets(need.bits)
        case .did: seen.dids.meets(need.bits)
        case .state: statesAtAGlance.meets(need.bits)
        case .stepOpen: !openSteps.isEmpty
        case .months: need.bits.contains(UInt8(now.date.month))
        case .weekdays: need.bits.contains(UInt8(now.date.weekday.rawValue))
        }
    }

    /// Whether a condition cannot hold of the pupil whatever happens: it asks for another year group, another kind of
    /// school, a contact that is not there.
    func isRuledOut(_ condition: Condition) -> Bool {
        switch condition {
        case .all(let parts): parts.contains(where: isRuledOut)
        case .any(let parts): parts.allSatisfy(isRuledOut)
        case .none(let parts): parts.contains { $0.isOfFactsAlone && holds($0, Asked()) }
        default: condition.isOfFactsAlone && !holds(condition, Asked())
        }
    }
}

extension Condition {
    /// Whether it asks only for what is known of the pupil and the school from one day to the next.
    fileprivate var isOfFactsAlone: Bool {
        switch self {
        case .flags, .yearGroups, .keyStages, .schoolTypes, .contact, .contacts, .siblingsAtSchool, .plan,
            .valueSet, .valueIs:
            true
        default: false
        }
    }
}
