/// A column of a contact that stands beside the pupil: `Contact1Name`, `Contact 2 Mobile`.
struct WideContact: Hashable {
    enum Part: String, CaseIterable {
        case contactID = "id"
        case title, name, forename, surname, relationship
        case telephone, mobile, work, email, address, postcode
        case responsibility = "parentalresponsibility"
        case livesWith = "liveswith"
        case mayCollect = "maycollect"
        case letters
        case courtOrder = "courtorder"
    }

    /// From 1, which is called first.
    var number: Int
    var part: Part

    /// Nil when the header's key is of no such form.
    init?(_ key: String) {
        guard key.hasPrefix("contact") else { return nil }
        let rest = key.dropFirst("contact".count)
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits), (1...20).contains(number) else { return nil }
        let name = rest.dropFirst(digits.count)
        guard let part = Part(rawValue: String(name)) ?? Self.aliases[String(name)] else { return nil }
        self.number = number
        self.part = part
    }

    private static let aliases: [String: Part] = [
        "phone": .telephone, "telephone1": .telephone, "hometelephone": .telephone, "homephone": .telephone,
        "telephone2": .mobile, "mobilephone": .mobile, "mobiletelephone": .mobile,
        "telephone3": .work, "worktelephone": .work, "workphone": .work,
        "fullname": .name, "firstname": .forename, "lastname": .surname, "emailaddress": .email,
        "contactid": .contactID, "relation": .relationship, "responsibility": .responsibility,
        "pr": .responsibility, "canbecollectedby": .mayCollect, "maycollectpupil": .mayCollect,
    ]
}
