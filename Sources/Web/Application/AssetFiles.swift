import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The files of `Assets`, held in memory, at addresses that hold their own hash: a changed file has a new address,
/// so browsers may keep the old one for ever.
struct AssetFiles: RouterMiddleware {
    typealias Context = AppContext

    private struct File {
        var bytes: ByteBuffer
        var kind: String
        var tag: String
    }
    private let files: [String: File]
    private let addresses: [String: String]

    /// Reads every file under a folder whose ending is known; others are not served.
    init(folder: URL) throws {
        var files: [String: File] = [:]
        var addresses: [String: String] = [:]
        guard let names = FileManager.default.enumerator(atPath: folder.path) else {
            throw ResourcesMissing(looked: [folder.path])
        }
        for case let name as String in names {
            guard let kind = Self.kinds[String(name.split(separator: ".").last ?? "")] else { continue }
            let data = try Data(contentsOf: folder.appendingPathComponent(name))
            let hash = SHA256.hash(data: data).prefix(6).map {
                String(Int($0) + 0x100, radix: 16).dropFirst()
            }.joined()
            let address = "/assets/\(hash)/\(name)"
            files[address] = File(bytes: ByteBuffer(bytes: data), kind: kind, tag: "\"\(hash)\"")
            addresses[name] = address
        }
        self.files = files
        self.addresses = addresses
    }

    /// Where a file is served; nil when it is not there.
    func address(of name: String) -> String? { addresses[name] }

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path.hasPrefix("/assets/"), request.method == .get || request.method == .head else {
            return try await next(request, context)
        }
        guard let file = files[request.uri.path] else { throw HTTPError(.notFound) }
        var headers: HTTPFields = [
            .contentType: file.kind, .eTag: file.tag, .cacheControl: "public, max-age=31536000, immutable",
        ]
        if request.headers[.ifNoneMatch] == file.tag {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentLength] = String(file.bytes.readableBytes)
        let body = request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: file.bytes)
        return Response(status: .ok, headers: headers, body: body)
    }

    private static let kinds = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2",
    ]
}
