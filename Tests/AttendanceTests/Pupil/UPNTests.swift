import Attendance
import Testing

@Suite struct UPNTests {
    @Test(arguments: ["B801200005001", "Q999100125001", "R674123101121", "V80120002501A", "F80120002501Z"])
    func numbersFromPublicMaterialPassTheirCheck(_ text: String) throws {
        let upn = try #require(UPN(text))

        #expect(upn.hasRightCheckLetter)
        #expect(upn.isTemporary == (text.hasSuffix("A") || text.hasSuffix("Z")))
    }

    /// Help pages of two vendors give Q for this number; the sum is 266, and 266 mod 23 is 13, which is P.
    @Test func theVendorsWorkedExampleIsWrong() throws {
        let printed = try #require(UPN("Q207000016049"))

        #expect(!printed.hasRightCheckLetter)
        #expect(printed.expectedCheckLetter == "P")
        #expect(UPN("P207000016049")?.hasRightCheckLetter == true)
    }

    @Test func anyOtherLetterFailsTheCheck() {
        for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" {
            #expect(UPN("\(letter)801200005001")?.hasRightCheckLetter == (letter == "B"), "\(letter)")
        }
    }

    @Test(arguments: [
        "", "B80120000500", "B8012000050011", "I801200005001", "O801200005001", "S801200005001",
        "8B01200005001", "B80120000500I", "B8012000A5001", "B801 200005001", "Ｂ801200005001", "B80120000500٣",
    ])
    func whatIsMalformedIsNone(_ text: String) {
        #expect(UPN(text) == nil)
    }

    @Test func caseAndSpacesAroundAreForgiven() {
        #expect(UPN(" b801200005001  ")?.text == "B801200005001")
    }

    @Test func oneIsMadeWithItsCheckLetter() {
        #expect(
            UPN.make(la: 999, establishment: 1001, year: 2025, serial: 1)?.text == "Q999100125001")
        #expect(UPN.make(la: 1000, establishment: 1001, year: 2025, serial: 1) == nil)
        #expect(UPN.make(la: 999, establishment: 1001, year: 2025, serial: 1000) == nil)
        #expect(UPN.make(la: 1, establishment: 2, year: 2003, serial: 4)?.text.dropFirst() == "001000203004")
    }

    @Test func everyNumberMadePassesItsCheck() {
        for serial in 0...999 {
            #expect(
                UPN.make(la: 999, establishment: 1001, year: 2019, serial: serial)?.hasRightCheckLetter
                    == true)
        }
    }
}
