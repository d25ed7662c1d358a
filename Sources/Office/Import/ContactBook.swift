import Attendance
import Formats
import Store

/// The contacts here, and whom a row of a file means among them.
struct ContactBook {
    private(set) var details: [ContactID: ContactDetails] = [:]
    var links: [PupilID: [ContactID: ContactLink]]
    private var byMISID: [String: ContactID] = [:]
    private var byName: [String: [ContactID]] = [:]

    enum Match: Equatable {
        case one(ContactID)
        case nobody
        /// May be one of these: a person says.
        case unclear([ContactID])
    }

    init(_ transaction: any Transaction, school: SchoolID) throws {
        links = try transaction.allContactLinks(school: school)
        for contact in try transaction.allContacts(school: school) { add(contact.id, contact.details) }
    }

    mutating func add(_ contact: ContactID, _ new: ContactDetails) {
        if let old = details[contact] { byName[old.plainName]?.removeAll { $0 == contact } }
        details[contact] = new
        if let id = new.misID { byMISID[id] = contact }
        byName[new.plainName, default: []].append(contact)
    }

    /// By the other system's id; or else the same person where the name and a telephone or email agree. A namesake of
    /// this pupil's of whom neither agrees, or one at the same address, is a question.
    /// - Parameter isPhoneOurs: whether the office has changed how a contact is reached.
    func match(_ row: ContactRow, of pupil: PupilID, isPhoneOurs: (ContactID) -> Bool) -> Match {
        if let id = row.contactID.value, let contact = byMISID[id] { return .one(contact) }
        let name = "\(row.surname.value ?? "") \(row.forename.value ?? "")".plainName
        // Another id of the same system is another person.
        let namesakes = (byName[name] ?? []).filter {
            row.contactID.value == nil || details[$0]?.misID == nil
        }
        let phones = Set(row.phones.compactMap(\.value).map(Self.digits))
        let email = row.email.value?.lowercased()
        let same = namesakes.filter { contact in
            guard let known = details[contact] else { return false }
            return !phones.isDisjoint(with: known.phones.map(Self.digits))
                || (email != nil && known.email == email)
        }
        if same.count == 1, let contact = same.first { return .one(contact) }
        if same.count > 1 {
            let linked = same.filter { links[pupil]?[$0] != nil }
            if linked.count == 1, let contact = linked.first { return .one(contact) }
            return .unclear(same)
        }
        let linked = namesakes.filter { links[pupil]?[$0] != nil }
        if linked.count == 1, let contact = linked.first, let known = details[contact] {
            let saysNothing = phones.isEmpty && email == nil
            let knowsNothing = known.phones.isEmpty && known.email == nil
            if saysNothing || (knowsNothing && known.misID != nil) || isPhoneOurs(contact) {
                return .one(contact)
            }
        }
        if !linked.isEmpty { return .unclear(linked) }
        let neighbours = namesakes.filter { contact in
            guard let lines = row.address.value, let home = details[contact]?.address else { return false }
            return home.lines.plainName == lines.plainName
        }
        return neighbours.isEmpty ? .nobody : .unclear(neighbours)
    }

    /// A telephone number's digits, `+44` as `0`.
    static func digits(_ number: String) -> String {
        let digits = number.filter { ("0"..."9").contains($0) }
        if number.contains("+44") || digits.hasPrefix("0044"), let at = digits.firstRange(of: "44") {
            let rest = digits[at.upperBound...]
            return rest.hasPrefix("0") ? String(rest) : "0" + rest
        }
        return digits
    }
}

extension ContactRow {
    /// `Mrs Ngozi Okafor`.
    var name: String {
        let parts = [title.value, forename.value, surname.value].compactMap(\.self)
        return parts.isEmpty ? contactID.value ?? "" : parts.joined(separator: " ")
    }

    var fieldsGiven: [ContactField] {
        var fields: [ContactField] = []
        if contactID.value != nil { fields.append(.misID) }
        if title.value != nil { fields.append(.title) }
        if forename.value != nil { fields.append(.forename) }
        if surname.value != nil { fields.append(.surname) }
        if phones.contains(where: { $0.value != nil }) { fields.append(.phones) }
        if email.value != nil { fields.append(.email) }
        if language.value != nil { fields.append(.language) }
        if interpreter.value != nil { fields.append(.interpreter) }
        if address.value != nil || postcode.value != nil { fields.append(.address) }
        return fields
    }

    var linkFieldsGiven: [ContactLinkField] {
        var fields: [ContactLinkField] = []
        if order.value != nil { fields.append(.priority) }
        if relationship.value != nil { fields.append(.relationship) }
        if responsibility.value != nil { fields.append(.responsibility) }
        if livesWith.value != nil { fields.append(.livesWith) }
        if letters.value != nil { fields.append(.letters) }
        if mayCollect.value != nil { fields.append(.mayCollect) }
        if courtOrder.value != nil { fields.append(.courtOrder) }
        return fields
    }

    /// Puts what the row says into particulars; what it leaves blank, or has no column for, stays.
    func fill(_ details: inout ContactDetails) {
        if let id = contactID.value { details.misID = id.kept }
        if let title = title.value { details.title = title.kept }
        if let forename = forename.value { details.forename = forename.kept }
        if let surname = surname.value { details.surname = surname.kept }
        var numbers: [String] = []
        for place in 0..<max(phones.count, details.phones.count) {
            let theirs = place < phones.count ? phones[place].value?.kept : nil
            guard let number = theirs ?? (place < details.phones.count ? details.phones[place] : nil) else {
                continue
            }
            if !numbers.contains(where: { ContactBook.digits($0) == ContactBook.digits(number) }) {
                numbers.append(number)
            }
        }
        details.phones = numbers
        if let email = email.value { details.email = email.kept }
        if let language = language.value { details.language = language.kept }
        if let interpreter = interpreter.value { details.needsInterpreter = interpreter }
        if address.value != nil || postcode.value != nil {
            details.address = Address(
                lines: address.value?.kept ?? details.address?.lines ?? "",
                postcode: postcode.value ?? details.address?.postcode)
        }
    }

    /// The same of what the contact is to the pupil.
    func fill(_ link: inout ContactLink) {
        if let order = order.value { link.priority = order }
        if let relationship = relationship.value { link.relationship = relationship.kept }
        if let answer = responsibility.value { link.hasResponsibility = answer }
        if let answer = livesWith.value { link.livesWith = answer }
        if let answer = letters.value { link.getsLetters = answer }
        if let answer = mayCollect.value { link.mayCollect = answer }
        switch courtOrder.value {
        case nil: break
        case .absent: link.bars = []
        case .bars(let bars): link.bars = bars
        // What was said of the order before holds; until somebody has said, it bars everything.
        case .unspecified: if link.bars.isEmpty { link.bars = Set(OrderBar.allCases) }
        }
    }
}

extension ContactDetails {
    mutating func take(_ field: ContactField, from other: ContactDetails) {
        switch field {
        case .misID: misID = other.misID
        case .title: title = other.title
        case .forename: forename = other.forename
        case .surname: surname = other.surname
        case .phones: phones = other.phones
        case .email: email = other.email
        case .language: language = other.language
        case .interpreter: needsInterpreter = other.needsInterpreter
        case .address: address = other.address
        }
    }

    func words(_ field: ContactField) -> String {
        switch field {
        case .misID: misID ?? ""
        case .title: title ?? ""
        case .forename: forename
        case .surname: surname
        case .phones: phones.joined(separator: ", ")
        case .email: email ?? ""
        case .language: language ?? ""
        case .interpreter: needsInterpreter ? "true" : "false"
        case .address: address?.words ?? ""
        }
    }
}

extension ContactLink {
    mutating func take(_ field: ContactLinkField, from other: ContactLink) {
        switch field {
        case .priority: priority = other.priority
        case .relationship: relationship = other.relationship
        case .responsibility: hasResponsibility = other.hasResponsibility
        case .livesWith: livesWith = other.livesWith
        case .letters: getsLetters = other.getsLetters
        case .mayCollect: mayCollect = other.mayCollect
        case .courtOrder: bars = other.bars
        }
    }

    func words(_ field: ContactLinkField) -> String {
        func answer(_ value: Bool?) -> String { value.map { $0 ? "true" : "false" } ?? "" }
        return switch field {
        case .priority: "\(priority)"
        case .relationship: relationship ?? ""
        case .responsibility: answer(hasResponsibility)
        case .livesWith: answer(livesWith)
        case .letters: answer(getsLetters)
        case .mayCollect: answer(mayCollect)
        case .courtOrder: bars.map(\.rawValue).sorted().joined(separator: ";")
        }
    }
}
