import Attendance
import Formats
import Store

/// Finds the pupil whom a row of a file means.
///
/// By UPN, else admission number, else the other system's id; as a last resort by name together with registration
/// group or date of birth, and only where that is one pupil.
struct PupilFinder {
    private(set) var details: [PupilID: PupilDetails]
    private var byUPN: [String: PupilID] = [:]
    private var byAdmissionNumber: [String: PupilID] = [:]
    private var byMISID: [String: PupilID] = [:]
    private var byName: [String: [PupilID]] = [:]
    private let stays: [PupilID: [GroupStay]]

    init(_ transaction: any Transaction, school: SchoolID) throws {
        details = [:]
        stays = try transaction.registrationGroups(school: school)
        for (pupil, particulars) in try transaction.allDetails(school: school) { add(pupil, particulars) }
    }

    mutating func add(_ pupil: PupilID, _ particulars: PupilDetails) {
        if let old = details[pupil] { forget(pupil, old) }
        details[pupil] = particulars
        if let upn = particulars.upn { byUPN[upn] = pupil }
        if let number = particulars.admissionNumber { byAdmissionNumber[number] = pupil }
        if let id = particulars.misID { byMISID[id] = pupil }
        for name in Self.names(of: particulars) { byName[name, default: []].append(pupil) }
    }

    private mutating func forget(_ pupil: PupilID, _ old: PupilDetails) {
        if let upn = old.upn { byUPN[upn] = nil }
        if let number = old.admissionNumber { byAdmissionNumber[number] = nil }
        if let id = old.misID { byMISID[id] = nil }
        for name in Self.names(of: old) { byName[name]?.removeAll { $0 == pupil } }
    }

    func pupil(upn: String) -> PupilID? { byUPN[upn] }
    func pupil(admissionNumber: String) -> PupilID? { byAdmissionNumber[admissionNumber] }
    func pupil(misID: String) -> PupilID? { byMISID[misID] }

    /// As lists show the pupil: `Okafor, Ada`.
    func name(of pupil: PupilID) -> String {
        guard let particulars = details[pupil] else { return "pupil \(pupil)" }
        let surname = particulars.preferredSurname ?? particulars.surname
        let forename = particulars.preferredForename ?? particulars.forename
        return forename.isEmpty ? surname : "\(surname), \(forename)"
    }

    /// Nil when nobody is meant for certain.
    func find(_ reference: PupilReference) -> PupilID? {
        if let upn = reference.upn?.text, let pupil = byUPN[upn] { return pupil }
        let known = [
            reference.admissionNumber.flatMap { byAdmissionNumber[$0] },
            reference.misID.flatMap { byMISID[$0] },
        ].compactMap(\.self)
        if let pupil = known.first {
            return known.allSatisfy { $0 == pupil } && mayBe(pupil, reference) ? pupil : nil
        }
        guard reference.upn == nil, reference.admissionNumber == nil else { return nil }
        return findByName(reference)
    }

    /// Whether a pupil found by another number may have the UPN that the file gives: their own is not known yet, or
    /// temporary.
    func mayBe(_ pupil: PupilID, _ reference: PupilReference) -> Bool {
        guard let given = reference.upn, let own = details[pupil]?.upn, own != given.text else { return true }
        return UPN(own)?.isTemporary ?? true || given.isTemporary
    }

    private func findByName(_ reference: PupilReference) -> PupilID? {
        guard let name = reference.fullName?.plainName, !name.isEmpty,
            reference.registrationGroup != nil || reference.born != nil
        else { return nil }
        let found = Set(byName[name] ?? []).filter { pupil in
            if let born = reference.born, details[pupil]?.born != born { return false }
            if let group = reference.registrationGroup {
                return stays[pupil]?.contains { $0.group == group } ?? false
            }
            return true
        }
        return found.count == 1 ? found.first : nil
    }

    private static func names(of particulars: PupilDetails) -> Set<String> {
        let forenames = [particulars.forename, particulars.preferredForename ?? particulars.forename]
        let surnames = [particulars.surname, particulars.preferredSurname ?? particulars.surname]
        return Set(forenames.flatMap { forename in surnames.map { "\(forename) \($0)".plainName } })
    }
}

extension PupilReference {
    /// As a message names whoever is meant: the number the row gives, or else the name.
    var words: String {
        if let upn { return "the UPN \(upn)" }
        if let admissionNumber { return "the admission number '\(admissionNumber.prefix(40))'" }
        if let misID { return "the id '\(misID.prefix(40))'" }
        return "the name '\((fullName ?? "").prefix(80))'"
    }
}
