public import Attendance
import Formats
import Store

extension Office {
    /// The columns of a copy of the attendance register.
    static let registerCopyHeader = [
        "Entry", "UPN", "Surname", "Forename", "Date", "Session", "Code", "MinutesLate", "Note", "MadeAt",
        "By",
        "Position", "Reason",
    ]

    /// A copy of the attendance register for some days: every entry, the first and those that amended it, each with
    /// when it was made, by whom and why. Gives how many there are.
    public func copyRegister(
        in days: ClosedRange<CalendarDate>, by person: SignedIn,
        write: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws -> Int {
        try person.require(.exportFiles)
        let school = person.school
        return try await store.read { transaction in
            var writer = CSVWriter()
            writer.row(Self.registerCopyHeader)
            var count = 0
            try transaction.registerLines(in: days, school: school) { line in
                let act = line.act.act
                writer.row([
                    "\(line.number)", line.upn ?? "", line.surname, line.forename, "\(line.session.date)",
                    line.session.half.name, line.code?.text ?? "", line.minutesLate.map { "\($0)" } ?? "",
                    line.note ?? "", "\(LondonClock.moment(at: act.at))", act.by.name, act.by.position,
                    act.reason ?? "",
                ])
                count += 1
                if count % 1024 == 0 { try write(writer.take()) }
            }
            try write(writer.take())
            return count
        }
    }

    /// Signs the chains as they now end, and gives every head that was signed, a line each.
    public func signedHeadLines(school: SchoolID) async throws -> [String] {
        try await signHeads(school: school)
        return try await store.read { try $0.signedHeads(school: school) }.map(\.line)
    }
}
