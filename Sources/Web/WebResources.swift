public import Foundation

/// Where the templates and assets are: beside the program in a release, in the build's own bundle otherwise.
public struct WebResources: Sendable {
    public let templates: URL
    public let assets: URL

    /// The folder that holds `Templates` and `Assets`.
    public init?(folder: URL) {
        templates = folder.appendingPathComponent("Templates")
        assets = folder.appendingPathComponent("Assets")
        guard FileManager.default.fileExists(atPath: templates.appendingPathComponent("layout.mustache").path)
        else { return nil }
    }

    /// Looks under `home` (`Web`, the release's layout; then the bundle as SwiftPM names it; then the sources), then in
    /// the bundle of the build. `home` is what `ROLLCALL_HOME` says, or the folder the program is in.
    ///
    /// Throws `ResourcesMissing` with the places looked in. SwiftPM's own accessor ends the program when the
    /// build folder has moved, so it is asked last and only if its folder is there.
    public static func locate(home: URL?) throws(ResourcesMissing) -> WebResources {
        var looked: [String] = []
        for folder in ["Web", "rollcall_Web.resources", "Sources/Web"] {
            guard let home else { break }
            let place = home.appendingPathComponent(folder)
            if let found = WebResources(folder: place) { return found }
            looked.append(place.path)
        }
        let beside = Bundle.main.bundleURL.appendingPathComponent("rollcall_Web.resources")
        if let found = WebResources(folder: beside) { return found }
        looked.append(beside.path)
        throw ResourcesMissing(looked: looked)
    }

    /// The description of the interface for programs, as `Assets/openapi.json` has it.
    func openAPI() throws -> [UInt8] {
        Array(try Data(contentsOf: assets.appendingPathComponent("openapi.json")))
    }
}

/// The templates are nowhere to be found; says where they were looked for.
public struct ResourcesMissing: Error, CustomStringConvertible {
    public var looked: [String]
    public var description: String {
        """
        Rollcall's pages are missing. Looked in: \(looked.joined(separator: ", ")).
        Set ROLLCALL_HOME to the folder that holds Web/Templates, or keep the program where `make release` put it.
        """
    }
}
