internal import Attendance

extension ExchangeWriter where Row == StaffRow {
    /// A file of staff, in Rollcall's own form.
    public init() {
        self.init(
            Layout(
                .rollcall, of: "Staff",
                [
                    .init("StaffID") { $0.staffID.text },
                    .init("Title") { $0.title.text },
                    .init("Forename") { $0.forename.text },
                    .init("Surname") { $0.surname.text },
                    .init("Position") { $0.position.text },
                    .init("Email") { $0.email.text },
                    .init("Roles") { ($0.roles.value ?? []).map(\.rawValue).joined(separator: ";") },
                ]))
    }
}

extension ExchangeWriter where Row == RegisterRow {
    /// A file of who takes which register, in Rollcall's own form.
    public init() {
        self.init(
            Layout(
                .rollcall, of: "Registers",
                [
                    .init("Register") { $0.register },
                    .init("Session") { $0.halves.count == 1 ? $0.halves[0].name : "" },
                    .init("StaffID") { $0.staffID.text },
                    .init("From") { Dialect.rollcall.day($0.from) },
                    .init("To") { Dialect.rollcall.day($0.to) },
                    .init("Room") { $0.room.text },
                    .init("Group") { $0.group.text },
                ]))
    }
}

extension ExchangeWriter where Row == ClassRow {
    /// A file of who is in which class, in Rollcall's own form.
    public init() {
        self.init(
            Layout(
                .rollcall, of: "Classes",
                [
                    .init("Class") { $0.name },
                    .init("UPN") { $0.pupil.upn?.text ?? "" },
                    .init("AdmissionNumber") { $0.pupil.admissionNumber ?? "" },
                    .init("From") { Dialect.rollcall.day($0.from) },
                    .init("To") { Dialect.rollcall.day($0.to) },
                ]))
    }
}
