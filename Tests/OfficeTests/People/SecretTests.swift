import Testing

@testable import Office

@Suite struct SecretTests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
    ])
    func base32IsThatOfTheStandard(_ text: String, _ encoded: String) {
        #expect(Secret.base32(Array(text.utf8)) == encoded)
        #expect(Secret.bytes(base32: encoded) == Array(text.utf8))
    }

    @Test func codesReadTheSameHoweverTheyAreTyped() {
        let code = Secret.code(characters: 8)
        #expect(code.count == 9 && code.dropFirst(4).first == "-")
        let normal = Secret.normal(code: code)
        #expect(normal.count == 8)
        #expect(Secret.normal(code: " \(code.lowercased()) ") == normal)
        #expect(Secret.normal(code: code.filter { $0 != "-" }) == normal)
    }

    @Test func tokensAreLongAndNeverTheSame() {
        let tokens = Set((0..<100).map { _ in Secret.token() })
        #expect(tokens.count == 100)
        #expect(tokens.allSatisfy { $0.count == 43 })
    }

    @Test func aPasswordsHashIsReadBackAsItWasWritten() async throws {
        let hash = try await PasswordHash.make("three plain words")
        let read = try #require(PasswordHash(hash.description))
        #expect(read == hash)
        #expect(try await read.matches("three plain words"))
        #expect(try await !read.matches("three plain word"))
        #expect(hash.description.hasPrefix("$scrypt$ln=14,r=8,p=5$"))
    }

    /// RFC 7914, section 12, second vector.
    @Test func aHashOfTheStandardsOwnParametersIsCheckedWithThem() async throws {
        let hash = PasswordHash(
            cost: PasswordHash.Cost(log2Rounds: 10, blockSize: 8, parallelism: 16), salt: Array("NaCl".utf8),
            key: [
                0xfd, 0xba, 0xbe, 0x1c, 0x9d, 0x34, 0x72, 0x00, 0x78, 0x56, 0xe7, 0x19, 0x0d, 0x01, 0xe9,
                0xfe,
                0x7c, 0x6a, 0xd7, 0xcb, 0xc8, 0x23, 0x78, 0x30, 0xe7, 0x73, 0x76, 0x63, 0x4b, 0x37, 0x31,
                0x62,
            ])
        #expect(try await hash.matches("password"))
    }

    @Test(arguments: [
        "", "three plain words", "$scrypt$", "$scrypt$ln=14,r=8,p=5$AAAA$AAAA",
        "$scrypt$ln=40,r=8,p=5$AAAA$x",
        "$bcrypt$ln=14,r=8,p=5$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func aTextThatIsNoHashIsNotReadAsOne(_ text: String) {
        #expect(PasswordHash(text) == nil)
    }
}
