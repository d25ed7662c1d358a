import Attendance
import Formats
import Store

extension PupilDetails {
    /// As rows of a file name the pupil.
    func reference(in group: String?) -> PupilReference {
        PupilReference(
            upn: upn.flatMap { UPN($0) }, admissionNumber: admissionNumber, misID: misID, surname: surname,
            forename: forename, born: born, registrationGroup: group)
    }
}

extension PupilRow {
    init(_ pupil: Pupil, on day: CalendarDate) {
        func known<T>(_ value: T?) -> Known<T> { value.map { .value($0) } ?? .blank }
        let details = pupil.details
        let stay = pupil.admissions.last
        let flags = pupil.flags(on: day)
        self.init(
            upn: known(details.upn.flatMap { UPN($0) }), admissionNumber: known(details.admissionNumber),
            misID: known(details.misID), surname: .value(details.surname), forename: .value(details.forename),
            preferredSurname: known(details.preferredSurname),
            preferredForename: known(details.preferredForename), born: known(details.born),
            sex: known(details.sex.flatMap { Sex(rawValue: $0) }), yearGroup: known(pupil.yearGroup(on: day)),
            registrationGroup: known(pupil.registrationGroup(in: Session(day, .pm))),
            entryDate: known(stay?.from), leavingDate: known(stay?.to ?? stay?.reportedLeaving),
            enrolStatus: known(details.enrolStatus.flatMap { EnrolStatus(rawValue: $0) }),
            sen: known(details.sen.flatMap { SENProvision(rawValue: $0) }),
            flags: Dictionary(uniqueKeysWithValues: PupilFlag.allCases.map { ($0, flags.contains($0)) }),
            address: known(pupil.address?.lines), postcode: known(pupil.address?.postcode),
            transportRun: known(details.transportRun))
    }
}

extension ContactRow {
    init(_ contact: PupilContact, of pupil: PupilReference) {
        func known<T>(_ value: T?) -> Known<T> { value.map { .value($0) } ?? .blank }
        let (details, link) = (contact.contact.details, contact.link)
        let phones: [Known<String>] = (0..<3).map {
            details.phones.indices.contains($0) ? .value(details.phones[$0]) : .blank
        }
        self.init(
            pupil: pupil, contactID: known(details.misID), order: .value(link.priority),
            title: known(details.title), forename: .value(details.forename), surname: .value(details.surname),
            relationship: known(link.relationship), responsibility: known(link.hasResponsibility),
            livesWith: known(link.livesWith), phones: phones, email: known(details.email),
            address: known(details.address?.lines), postcode: known(details.address?.postcode),
            language: known(details.language), interpreter: .value(details.needsInterpreter),
            letters: known(link.getsLetters), mayCollect: known(link.mayCollect),
            courtOrder: .value(link.bars.isEmpty ? .absent : .bars(link.bars)))
    }
}
