import Hummingbird
import NIOCore
import Testing

@testable import Web

/// Forms with a file in them, as browsers send them.
@Suite struct MultipartForms {
    private static func read(_ text: String, boundary: String = "edge") throws -> MultipartForm {
        try MultipartForm(ByteBuffer(string: text), boundary: boundary)
    }

    private static func part(_ disposition: String, _ content: String, more: String = "") -> String {
        "--edge\r\nContent-Disposition: form-data; \(disposition)\r\n\(more)\r\n\(content)\r\n"
    }

    @Test func `fields and the chosen file are read, the file byte for byte`() throws {
        let content = "UPN,Surname\r\n,Brontë\r\n--edg\r\n\r\n--not the edge"
        let form = try Self.read(
            Self.part("name=\"kind\"", "pupils")
                + Self.part("name=\"file\"; filename=\"a.csv\"", content, more: "Content-Type: text/csv\r\n")
                + "--edge--\r\n")
        #expect(form.fields.map(\.name) == ["kind"] && form.fields.map(\.value) == ["pupils"])
        let file = try #require(form.files.first)
        #expect(form.files.count == 1 && file.field == "file" && file.name == "a.csv")
        #expect(file.bytes == Array(content.utf8))
    }

    @Test func `bytes that are no text stay as they are`() throws {
        let bytes = (0...255).map { UInt8($0) }
        var body = ByteBuffer(
            string: "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n")
        body.writeBytes(bytes)
        body.writeString("\r\n--edge--")
        #expect(try MultipartForm(body, boundary: "edge").files.first?.bytes == bytes)
    }

    @Test func `a field of files left empty is no file, an empty file that was chosen is one`() throws {
        let none = try Self.read(Self.part("name=\"file\"; filename=\"\"", "") + "--edge--")
        #expect(none.files.isEmpty && none.fields.isEmpty)
        let empty = try Self.read(Self.part("name=\"file\"; filename=\"empty.csv\"", "") + "--edge--")
        #expect(empty.files.map(\.name) == ["empty.csv"])
    }

    @Test func `names with quotation marks, letters and path separators are read whole`() throws {
        let form = try Self.read(
            Self.part("name=\"file\"; filename=\"C:\\Élèves %22a%22; b.csv\"", "x") + "--edge--")
        #expect(form.files.map(\.name) == ["C:\\Élèves \"a\"; b.csv"])
    }

    @Test(arguments: [
        "", "--edge", "--edge\r\n", "--other\r\n", "\r\n--edge--",
        // Cut off in the file, in the last line, and in a head.
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nUPN,Sur",
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nUPN\r\n--edge",
        "--edge\r\nContent-Disposition: form-data; name=\"file\"\r\n",
        // A part without a name, and one in an encoding nobody sends.
        "--edge\r\nContent-Type: text/csv\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--edge--",
    ])
    func `what is not whole is refused`(_ text: String) {
        #expect(throws: HTTPError.self) { try Self.read(text) }
    }

    @Test func `a head without an end is not searched for one through a whole file`() {
        let long =
            "--edge\r\nX: " + String(repeating: "a", count: 9000)
            + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--edge--"
        #expect(throws: HTTPError.self) { try Self.read(long) }
    }

    @Test func `a form has so many parts and no more`() throws {
        let most = String(repeating: Self.part("name=\"a\"", "b"), count: 200)
        #expect(try Self.read(most + "--edge--").fields.count == 200)
        #expect(throws: HTTPError.self) { try Self.read(most + Self.part("name=\"a\"", "b") + "--edge--") }
    }

    @Test(
        arguments: [
            ("multipart/form-data; boundary=----WebKitFormBoundaryAbC123", "----WebKitFormBoundaryAbC123"),
            ("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", "a b"),
            ("multipart/form-data; BOUNDARY=x", "x"),
            ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
            ("multipart/mixed; boundary=x", nil),
            ("text/csv; boundary=x", nil), ("multipart/form-data; boundary=a\u{7f}", nil),
            (
                "multipart/form-data; boundary=" + String(repeating: "x", count: 70),
                String(repeating: "x", count: 70)
            ),
            ("multipart/form-data; boundary=" + String(repeating: "x", count: 71), nil),
        ] as [(String, String?)])
    func `the boundary is what the content type names, if it is allowed`(_ type: String, _ boundary: String?)
    {
        #expect(MultipartForm.boundary(of: type) == boundary)
    }
}
