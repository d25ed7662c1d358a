import Attendance
import Formats
import Store

extension ImportRun {
    /// Who takes which register, from when to when.
    func importRegisters(_ input: FileInput) throws {
        var reader = try RegisterReader(input)
        while let row = try reader.next() {
            do {
                let changes = try whole { try take(row) }
                if changes.isEmpty {
                    report.add(.unchanged, row: row.line)
                } else {
                    report.add(
                        changes.contains { $0.hasPrefix("new") } ? .added : .changed, row: row.line,
                        about: row.register, text: changes.joined(separator: "; "))
                }
            } catch let error as OfficeError {
                refuse(row.line, "\(row.register): \(error.words)", remedy: "Put the row right.")
            }
            tick(reader.bytesRead, of: reader.byteCount)
        }
        finish(reader.problems, as: .rollcall)
    }

    /// What the row changed, in words.
    private func take(_ row: Formats.RegisterRow) throws -> [String] {
        let from = row.from.value ?? thisYear.firstDay
        let group = try group(of: row, on: from)
        let person = try row.staffID.value.map { code in
            guard let member = try transaction.staffMember(code: code, on: today, school: schoolID) else {
                throw OfficeError.notFound("nobody on the staff has the code '\(code.prefix(40))'")
            }
            return member
        }
        var changes: [String] = []
        for half in row.halves {
            let known = try transaction.registers(of: group.id, on: from, school: schoolID).filter {
                $0.register.half == half && $0.to.map { $0 >= from } ?? true
            }
            // The register made with a registration group is the same one when it has the same name.
            let register: RegisterID
            if let found = known.first(where: {
                $0.name == row.register && $0.register.precedence != .instead
            }) {
                register = found.id
                if let room = row.room.value, room != found.register.room {
                    _ = try act()
                    try transaction.setRoom(room.kept, of: register, school: schoolID)
                    changes.append("\(half.name) in \(room)")
                }
            } else {
                let new = NewRegister(
                    name: row.register, halves: [half], group: group.id, room: row.room.value?.kept,
                    takers: person == nil ? [.role(.office)] : [], from: from)
                guard let made = try office.add(new, by: act(), school: schoolID, transaction).first else {
                    continue
                }
                register = made
                changes.append("new \(half.name) register of \(group.name)")
            }
            if let person, let words = try give(register, to: person, from: from, to: row.to.value) {
                changes.append("\(half.name) \(words)")
            }
        }
        return changes
    }

    private func give(
        _ register: RegisterID, to person: StaffMember, from: CalendarDate, to last: CalendarDate?
    ) throws -> String? {
        let stays = try transaction.allTakers(of: register, school: schoolID)
            .filter { $0.taker == .person(person.id) }
        if stays.contains(where: { $0.from == from && $0.to == last }) { return nil }
        let covers = stays.contains { stay in
            stay.from <= from
                && (stay.to == nil || last.map { end in stay.to.map { $0 >= end } ?? true } ?? false)
        }
        if covers, last == nil || stays.allSatisfy({ $0.from != from }) { return nil }
        try transaction.addTaker(
            .person(person.id), of: register, from: from, to: last, by: act(), school: schoolID)
        return "taken by \(person.name) from \(from)" + (last.map { " to \($0)" } ?? "")
    }

    /// The registration group or class that a register holds.
    private func group(of row: Formats.RegisterRow, on day: CalendarDate) throws -> PupilGroup {
        let name = row.group.value ?? row.register
        let year = AcademicYear(containing: day)
        if year.firstDay > day || school.calendars[year] == nil {
            throw OfficeError.invalid("From", "there is no calendar for \(day): add it first")
        }
        for kind in [PupilGroup.Kind.registration, .classGroup] {
            if let found = try transaction.group(named: name, kind: kind, in: year, school: schoolID) {
                return found
            }
        }
        throw OfficeError.notFound(
            "there is no registration group and no class '\(name.prefix(40))' in \(year): import pupils and "
                + "classes first")
    }
}
