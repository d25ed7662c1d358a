public import Attendance
public import Store

/// Registers, the on-site list and contacts of a day, for the hours in which there is no server.
public struct PaperSet: Sendable {
    /// A register of the day, with both halves where it is called in both.
    public struct Register: Sendable {
        public var name: String
        public var room: String?
        /// `Ms R Achebe`, `office`.
        public var takers: [String]
        public var halves: [Session.Half: RegisterSheet]
        /// By surname.
        public var pupils: [SheetLine]
    }
    /// Somebody who is on site as far as is known, or may be.
    public struct OnSite: Sendable {
        public var line: SheetLine
        /// Their register, under which they stand in the yard.
        public var register: String
        /// False until a register or the desk says so.
        public var isSeen: Bool
    }

    public var day: CalendarDate
    public var registers: [Register]
    public var onSite: [OnSite]
    public var contacts: [PupilID: [PupilContact]]
}

extension Office {
    /// Everything of a day that a school needs on paper. The on-site list holds whoever was seen, and whoever nothing
    /// is known of yet: at a fire nobody is left off for want of a mark.
    public func paperSet(on day: CalendarDate, by person: SignedIn) async throws -> PaperSet {
        try person.require(.takeAnyRegister)
        try person.require(.seeOnSite)
        let moment = self.moment
        let contacts = try await contacts(onRoll: day, by: person)
        return try await store.read { transaction in
            let school = try self.school(person.school, in: transaction)
            var registers: [PaperSet.Register] = []
            var onSite: [PaperSet.OnSite] = []
            let now = day == moment.date && moment.time.hour >= 13 ? Session.Half.pm : .am
            for half in Session.Half.allCases {
                let session = Session(day, half)
                for row in try transaction.registers(in: session, school: school.id) {
                    let sheet = try self.sheet(
                        row, in: session, school: school, at: moment, transaction)
                    if sheet.pupils.isEmpty { continue }
                    if half == now { onSite += self.onSite(sheet) }
                    try self.add(sheet, to: &registers, transaction)
                }
            }
            return PaperSet(
                day: day, registers: registers.sorted { $0.name < $1.name }, onSite: onSite,
                contacts: contacts)
        }
    }

    /// Both halves of a register on one sheet, where the same pupils are on it.
    private func add(
        _ sheet: RegisterSheet, to registers: inout [PaperSet.Register], _ transaction: any Transaction
    ) throws {
        let lines = sheet.pupils.map(\.line)
        let ids = Set(lines.map(\.pupil))
        if let known = registers.firstIndex(where: {
            $0.name == sheet.register.name && $0.halves[sheet.session.half] == nil
                && Set($0.pupils.map(\.pupil)) == ids
        }) {
            registers[known].halves[sheet.session.half] = sheet
            return
        }
        let takers = try sheet.takers.compactMap { text -> String? in
            switch Taker(text) {
            case .person(let id):
                try transaction.person(id).map {
                    [$0.title, $0.name].compactMap(\.self).joined(separator: " ")
                }
            case .role(let role): role.title
            case nil: nil
            }
        }
        registers.append(
            PaperSet.Register(
                name: sheet.register.name, room: sheet.register.room, takers: takers,
                halves: [sheet.session.half: sheet], pupils: lines))
    }

    private func onSite(_ sheet: RegisterSheet) -> [PaperSet.OnSite] {
        sheet.pupils.compactMap { pupil in
            guard pupil.isExpected else { return nil }
            guard let code = pupil.line.code ?? pupil.planned else {
                return PaperSet.OnSite(line: pupil.line, register: sheet.register.name, isSeen: false)
            }
            guard let rule = law.codes.rule(for: code, on: sheet.session.date),
                rule.onSiteForMark || rule.onSiteAfterArrival
            else { return nil }
            return PaperSet.OnSite(
                line: pupil.line, register: sheet.register.name, isSeen: pupil.line.code != nil)
        }
    }
}
