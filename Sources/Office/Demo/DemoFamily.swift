import Attendance

/// The people children live with, and how, as the school may know it.
struct DemoFamily {
    enum Shape {
        case together, motherAlone, fatherAlone
        /// Two homes, the children mostly at the mother's.
        case apart
        case step, foster, grandparents
    }

    var stock: Int
    var surname: String
    /// The other parent's, where it differs.
    var otherSurname: String
    var shape: Shape
    var home: Int
    var otherHome: Int?
    var isPoor: Bool
    var isInNeed: Bool
    var isProtected: Bool
    /// The first contact's place, by what each is to the children; social workers besides.
    var links: [DemoSchool.ContactLink] = []
    var bornOn: [CalendarDate] = []
    /// Forenames that are taken in it.
    var forenames: Set<String> = []
    var isNewToEngland: Bool
}

extension DemoMaker {
    /// A family with nobody in it yet; its adults are put among the contacts.
    mutating func makeFamily() -> Int {
        let number = families.count
        var chance = generator("family", number)
        let stock = chance.pick(weighted: NameStock.all.indices.map { (NameStock.all[$0].share, $0) })
        let names = NameStock.all[stock]
        let surname = chance.pick(names.surnames)
        let shape: DemoFamily.Shape = chance.pick(weighted: [
            (600, .together), (180, .motherAlone), (12, .fatherAlone), (130, .apart), (50, .step),
            (13, .foster),
            (15, .grandparents),
        ])
        let isPoor = chance.chance(shape == .together ? 170 : 400)
        var family = DemoFamily(
            stock: stock, surname: surname,
            otherSurname: chance.chance(shape == .together ? 120 : 500)
                ? chance.pick(names.surnames) : surname,
            shape: shape, home: makeAddress(&chance), otherHome: nil, isPoor: isPoor,
            isInNeed: chance.chance(isPoor ? 60 : 12), isProtected: chance.chance(isPoor ? 18 : 3),
            isNewToEngland: names.language != nil && chance.chance(120))
        if shape == .apart { family.otherHome = makeAddress(&chance) }
        family.links = makeAdults(of: family, &chance)
        family.forenames = Set(family.links.map { school.contacts[$0.contact].forename })
        if number == 0 || [3, 7].contains(number % 97), shape == .apart || shape == .motherAlone {
            barByOrder(&family, number, &chance)
        }
        families.append(family)
        return number
    }

    private mutating func makeAddress(_ chance: inout SeededGenerator) -> Int {
        let street = chance.pick(Self.streets)
        let number = chance.within(1...148)
        let flat = chance.chance(110) ? "Flat \(chance.within(1...24)), " : ""
        let letters = Array("ABDEFGHJLNPQRSTUWXYZ")
        school.addresses.append(
            DemoSchool.Address(
                lines: "\(flat)\(number) \(street), \(DemoProfile.town)",
                // ZZ99 is nowhere: statisticians use it for addresses that are none.
                postcode: "ZZ99 \(chance.within(1...9))\(chance.pick(letters))\(chance.pick(letters))"))
        return school.addresses.count - 1
    }

    private mutating func makeAdults(
        of family: DemoFamily, _ chance: inout SeededGenerator
    ) -> [DemoSchool.ContactLink] {
        typealias Adult = (
            sex: String, relationship: String, isParent: Bool, livesThere: Bool, surname: String
        )
        let mother: Adult = ("F", "PAM", true, true, family.surname)
        let father: Adult = ("M", "PAF", true, true, family.otherSurname)
        var adults: [Adult]
        switch family.shape {
        case .together: adults = chance.chance(850) ? [mother, father] : [father, mother]
        case .motherAlone: adults = [mother]
        case .fatherAlone: adults = [father]
        case .apart: adults = [mother, ("M", "PAF", true, false, family.otherSurname)]
        case .step:
            adults = [mother, ("M", "STP", false, true, chance.pick(NameStock.english.surnames))]
        case .foster:
            let carers = chance.pick(NameStock.english.surnames)
            adults = [("F", "FOP", false, true, carers), ("M", "FOP", false, true, carers)]
        case .grandparents: adults = [("F", "GPT", true, true, family.surname)]
        }
        let lone = adults.count == 1
        if chance.chance(lone ? 700 : 350) {
            adults.append(
                (
                    "F", chance.chance(700) ? "GPT" : "REL", false, false,
                    chance.pick(NameStock.all[family.stock].surnames)
                ))
        }
        return adults.enumerated().map { place, adult in
            let isCarer = adult.relationship == "FOP"
            let contact = makeContact(
                stock: isCarer ? 0 : family.stock, sex: adult.sex, surname: adult.surname,
                address: adult.livesThere ? family.home : adult.isParent ? family.otherHome : nil,
                isNew: family.isNewToEngland, &chance)
            return DemoSchool.ContactLink(
                contact: contact, priority: place + 1, relationship: adult.relationship,
                hasResponsibility: adult.isParent, livesWith: adult.livesThere,
                getsLetters: adult.isParent || isCarer, mayCollect: true)
        }
    }

    private mutating func makeContact(
        stock: Int, sex: String, surname: String, address: Int?, isNew: Bool, _ chance: inout SeededGenerator
    ) -> Int {
        let number = school.contacts.count
        let names = NameStock.all[stock]
        let own = names.style == .single ? surname : names.surname(surname, sex: sex)
        let forename = names.style == .single ? surname : chance.pick(names.forenames(ofSex: sex))
        var phones = [Self.phone(number)]
        if chance.chance(300) { phones.append(Self.landline(number)) }
        if chance.chance(40) { phones.append("01632 960\(Self.padded(number % 1000, to: 3))") }
        let isInterpreted = names.language != nil && (isNew || chance.chance(120))
        school.contacts.append(
            DemoSchool.Contact(
                misID: "C\(Self.padded(10_001 + number, to: 5))",
                title: sex == "F"
                    ? chance.pick(["Mrs", "Ms", "Ms", "Miss", "Mrs", "Dr"])
                    : chance.pick(["Mr", "Mr", "Mr", "Mr", "Dr"]),
                forename: forename, surname: own, phones: phones,
                email: chance.chance(870)
                    ? "\(forename.asAddress).\(own.asAddress)\(number)@mail.example" : nil,
                address: address, language: names.language ?? "English", needsInterpreter: isInterpreted))
        return number
    }

    /// A court's order about one parent of a family apart: each order bars something else.
    private mutating func barByOrder(
        _ family: inout DemoFamily, _ number: Int, _ chance: inout SeededGenerator
    ) {
        guard
            let place = family.links.firstIndex(where: { $0.relationship == "PAF" })
                ?? family.links.indices.last
        else { return }
        let orders: [Set<OrderBar>] = [
            [.contact, .collection, .information], [.collection], [.contact, .collection],
        ]
        family.links[place].bars = orders[number % 3]
        family.links[place].mayCollect = false
        family.links[place].getsLetters = !family.links[place].bars.contains(.information)
        family.links[place].priority = family.links.count
        var next = 1
        for other in family.links.indices where other != place {
            family.links[other].priority = next
            next += 1
        }
    }

    /// Of the numbers that Ofcom keeps for drama. Mobiles first, since most parents have given one.
    static func phone(_ number: Int) -> String {
        number < 1000 ? "07700 900\(padded(number, to: 3))" : landline(number)
    }

    static func landline(_ number: Int) -> String {
        let areas = [
            "0113 496", "0114 496", "0115 496", "0116 496", "0117 496", "0118 496", "0121 496", "0151 496",
            "0161 496",
        ]
        return "\(areas[number / 1000 % areas.count]) 0\(padded(number % 1000, to: 3))"
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static let streets = [
        "Mill Lane", "Church Street", "Station Road", "Albert Street", "Moorside", "Weavers Row",
        "Canal Street",
        "Beech Avenue", "Park View", "Queen Street", "Hollins Lane", "Tenter Croft", "Quarry Bank",
        "St Anne's Close",
        "Spinners Way", "Heather Rise", "Victoria Terrace", "Lark Hill", "Packhorse Fold", "The Crescent",
    ]
}
