import Attendance

extension DemoMaker {
    /// Places of those whom the day's work names.
    enum Post: Int, CaseIterable {
        case headteacher, attendanceLead, assistantHead, dsl, senco, attendanceOfficer, office, receptionist,
            admissions,
            ewo, familySupport, governor, administrator

        var position: String {
            switch self {
            case .headteacher: "Headteacher"
            case .attendanceLead: "Deputy Headteacher, Attendance Lead"
            case .assistantHead: "Assistant Headteacher"
            case .dsl: "Designated Safeguarding Lead"
            case .senco: "SENDCO"
            case .attendanceOfficer: "Attendance Officer"
            case .office: "Office Manager"
            case .receptionist: "Receptionist"
            case .admissions: "Admissions Secretary"
            case .ewo: "Education Welfare Officer"
            case .familySupport: "Family Support Worker"
            case .governor: "Governor"
            case .administrator: "Network Manager"
            }
        }

        var roles: [Role] {
            switch self {
            case .headteacher: [.headteacher]
            case .attendanceLead: [.deputyHeadteacher, .attendanceLead]
            case .assistantHead: [.assistantHeadteacher]
            case .dsl: [.dsl]
            case .senco: [.senco]
            case .attendanceOfficer: [.attendanceOfficer, .office]
            case .office, .receptionist, .admissions: [.office]
            case .ewo: [.ewo]
            case .familySupport: [.familySupport]
            case .governor: [.governor]
            case .administrator: [.administrator]
            }
        }
    }

    /// The office and the leadership, and as many teachers as there are groups to take.
    mutating func employ() {
        var chance = generator("staff")
        var seen: Set<String> = []
        for post in Post.allCases {
            addStaff(post.position, post.roles, &chance, &seen)
        }
        // The governors' address is their own, and the network manager is known by it: as plain as the others.
        let tutors = yearGroups.reduce(0) { $0 + formCount($1, in: school.year) }
        for number in 0..<tutors {
            let isHead = number % 6 == 3
            addStaff(isHead ? "Head of Year" : "Teacher and Tutor", [.teacher, .tutor], &chance, &seen)
        }
        for _ in 0..<max(4, request.pupils / 50) {
            addStaff("Teacher", [.teacher], &chance, &seen)
        }
    }

    private mutating func addStaff(
        _ position: String, _ roles: [Role], _ chance: inout SeededGenerator, _ seen: inout Set<String>
    ) {
        let number = school.staff.count
        let sex = chance.chance(620) ? "F" : "M"
        let names = NameStock.all[chance.chance(720) ? 0 : chance.below(NameStock.all.count)]
        let surname = names.surname(chance.pick(names.surnames), sex: sex)
        let forename = chance.pick(names.forenames(ofSex: sex))
        var address = "\(forename.prefix(1).description.asAddress).\(surname.asAddress)"
        if !seen.insert(address).inserted {
            address += "\(number)"
            seen.insert(address)
        }
        school.staff.append(
            DemoSchool.StaffMember(
                code: staffCode(forename, surname, number),
                title: sex == "F"
                    ? chance.pick(["Mrs", "Ms", "Miss", "Dr"]) : chance.pick(["Mr", "Mr", "Mr", "Dr"]),
                forename: forename, surname: surname, position: position,
                email: "\(address)@\(request.profile.slug).example", roles: roles))
    }

    /// Initials and a number, as `JSM014`.
    private func staffCode(_ forename: String, _ surname: String, _ number: Int) -> String {
        let initials = forename.asAddress.prefix(1) + surname.asAddress.prefix(2)
        return "\(initials.uppercased())\(Self.padded(number + 1, to: 3))"
    }

    func formCount(_ yearGroup: YearGroup, in year: AcademicYear) -> Int {
        let pupils = school.pupils.filter { $0.yearGroups[year] == yearGroup }.count
        return pupils == 0 ? 0 : (pupils + 29) / 30
    }

    /// The teachers who are tutors, in the order of the groups they have now.
    var tutors: Range<Int> {
        let first = Post.allCases.count
        return first..<(first + yearGroups.reduce(0) { $0 + formCount($1, in: school.year) })
    }

    /// Those who teach without a tutor group.
    var subjectTeachers: Range<Int> { tutors.upperBound..<school.staff.count }
}
