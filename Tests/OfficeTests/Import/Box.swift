import Synchronization

/// Gathers a file that is written piece by piece.
final class Box: Sendable {
    private let held = Mutex<[UInt8]>([])

    func add(_ bytes: [UInt8]) { held.withLock { $0 += bytes } }
    var bytes: [UInt8] { held.withLock { $0 } }
}
