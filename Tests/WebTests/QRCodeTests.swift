import Testing

@testable import Web

@Suite struct QRCodes {
    @Test func theSquareGrowsWithTheText() throws {
        #expect(try #require(QRCode("14 bytes is it")).size == 21)
        #expect(try #require(QRCode("and 15 bytes is")).size == 25)
        #expect(try #require(QRCode(String(repeating: "a", count: 213))).size == 57)
        #expect(QRCode(String(repeating: "a", count: 214)) == nil)
    }

    @Test func threeCornersAreFinders() throws {
        let code = try #require(QRCode("otpauth://totp/Rollcall"))
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]

        for (x, y) in [(0, 0), (code.size - 7, 0), (0, code.size - 7)] {
            let seen = (y..<y + 7).map { row in
                String((x..<x + 7).map { code.modules[row][$0] ? "1" : "0" as Character })
            }
            #expect(seen == finder)
        }
    }
}
