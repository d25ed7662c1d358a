import Attendance
import Formats
import Store

extension ImportRun {
    /// Which pupils are in which class, from when to when.
    func importClasses(_ input: FileInput) throws {
        var reader = try ClassReader(input)
        let finder = try PupilFinder(transaction, school: schoolID)
        let admissions = try transaction.allAdmissions(school: schoolID)
        while let row = try reader.next() {
            defer { tick(reader.bytesRead, of: reader.byteCount) }
            guard let pupil = finder.find(row.pupil) else {
                refuse(
                    row.line, "no pupil here has \(row.pupil.words)",
                    remedy: "Import the pupils first, or put the number right.")
                continue
            }
            guard let stay = admissions[pupil]?.last else {
                refuse(
                    row.line, "\(finder.name(of: pupil)) was never on the roll",
                    remedy: "Put the pupil on the roll first.")
                continue
            }
            do {
                try whole { try take(row, pupil, stay, about: "\(row.name), \(finder.name(of: pupil))") }
            } catch let error as OfficeError {
                refuse(
                    row.line, "\(row.name): \(error.words)", remedy: "Put the class, or the register, right.")
            }
        }
        finish(reader.problems, as: .rollcall)
    }

    private func take(_ row: ClassRow, _ pupil: PupilID, _ stay: Admission, about: String) throws {
        let day = row.from.value ?? max(min(thisYear.firstDay, row.to.value ?? today), stay.from)
        let year = AcademicYear(containing: day)
        let from = Session(max(day, stay.from), .am)
        let to = row.to.value.map { Session($0, .pm) }
        if let to, to < from {
            return report.add(.blank, row: row.line, about: about, text: "over before the pupil came")
        }
        let known = try transaction.group(named: row.name, kind: .classGroup, in: year, school: schoolID)
        if let known {
            let stays = try transaction.memberships(of: pupil, school: schoolID).filter {
                $0.group.id == known.id && ($0.to.map { $0 >= from } ?? true)
            }
            if let stay = stays.first(where: { $0.contains(from) }),
                row.from.value == nil || stay.from == from
            {
                guard let to, stay.to != to else { return report.add(.unchanged, row: row.line) }
                _ = try act()
                try transaction.join(known.id, pupil, from: stay.from, to: to, school: schoolID)
                return report.add(.changed, row: row.line, about: about, text: "to \(to.date)")
            }
            if let stay = stays.first, to.map({ $0 >= stay.from }) ?? true {
                return report.add(
                    .differs, row: row.line, about: about,
                    text: "in the class from \(stay.from.date) here stands; the file has \(from.date)")
            }
        }
        _ = try act()
        let group =
            try known?.id
            ?? transaction.addGroup(named: row.name.kept, kind: .classGroup, year: year, school: schoolID)
        try transaction.join(group, pupil, from: from, to: to, school: schoolID)
        try transaction.requireOneRegister(each: pupil, from: from.date, school: schoolID)
        report.add(.added, row: row.line, about: about, text: "from \(from.date)")
    }
}
