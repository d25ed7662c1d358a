import Foundation
import Testing

@testable import Web

/// Writes every sample page into the folder named by ROLLCALL_SAMPLES, to be looked at and photographed.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ROLLCALL_SAMPLES"] != nil))
struct WriteSamples {
    @Test func everySampleIsWrittenAsAPage() throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = URL(fileURLWithPath: environment["ROLLCALL_SAMPLES"] ?? ".")
        let views = try Views(folder: TestResources.folder.templates)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for sample in Sample.all {
            let bytes = try views.bytes(sample.template, with: sample.value)
            try Data(bytes).write(to: folder.appendingPathComponent(sample.name + ".html"))
        }
    }
}

enum TestResources {
    /// The templates and assets under test: those that ROLLCALL_HOME names, else the build's.
    static let folder: WebResources = {
        let home = ProcessInfo.processInfo.environment["ROLLCALL_HOME"].map { URL(fileURLWithPath: $0) }
        do {
            return try WebResources.locate(home: home)
        } catch {
            fatalError("\(error)")
        }
    }()
}
