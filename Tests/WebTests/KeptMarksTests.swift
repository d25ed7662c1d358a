import Attendance
import Office
import Store
import Testing

@testable import Web

/// What the browser keeps marks under that could not be sent: one person's, on a computer that many use.
@Suite struct KeptMarksTests {
    /// The key on the page of 8B's morning register, as this person is given it.
    private func key(
        for person: PersonID?, _ name: String, secret: String = "a secret of at least thirty-two bytes",
        _ school: WebSchool
    ) async throws -> String {
        let session = Session(school.office.today, .am)
        let sheet = try await school.office.sheet(
            named: "8B", in: session, by: school.signedIn("office"))
        let person = SignedIn(
            person: person, name: name, position: "teacher", roles: [.teacher], school: school.id)
        return RegisterView(
            sheet, codes: TakerCodes(policy: nil, law: school.office.law, session: session), by: person,
            now: school.office.moment, frame: .sample("/registers"), seal: Seal(secret: Array(secret.utf8))
        ).storeKey
    }

    @Test func `two supply teachers on one register do not share it, and each finds it again`() async throws {
        let school = try await WebSchool()
        let tundes = try await key(for: nil, "Tunde Osei", school)
        #expect(try await key(for: nil, "Jo Marsh", school) != tundes)
        #expect(try await key(for: nil, "Tunde Osei", school) == tundes)
    }

    @Test func `no name stands in it, nor can one be tried by who has not the server's secret`() async throws
    {
        let school = try await WebSchool()
        let tundes = try await key(for: nil, "Tunde Osei", school)
        for word in ["Tunde", "Osei"] { #expect(!tundes.contains(word)) }
        #expect(
            try await key(for: nil, "Tunde Osei", secret: "another of at least thirty-two bytes", school)
                != tundes)
    }

    @Test func `staff of one name do not share it, and a change of name loses nothing`() async throws {
        let school = try await WebSchool()
        let teacher = try school.signedIn("teacher").person
        let other = try school.signedIn("other").person
        let theirs = try await key(for: teacher, "Ms R Lee", school)
        #expect(try await key(for: other, "Ms R Lee", school) != theirs)
        #expect(try await key(for: nil, "Ms R Lee", school) != theirs)
        #expect(try await key(for: teacher, "Ms R Osei", school) == theirs)
    }
}
