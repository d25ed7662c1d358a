import Attendance
import Foundation
import Office

/// Files that were brought and whose report is being read. They are kept in memory for half an hour, a few at a time,
/// and never written to disk: what becomes of a file is in the books.
actor ImportShelf {
    struct Brought: Sendable {
        var id: String
        var school: SchoolID
        var person: PersonID?
        var bytes: [UInt8]
        var name: String
        var kind: ImportKind
        /// Nil: found out from the file.
        var dialect: String?
        var at: Instant
        var report: ImportReport
    }

    private var files: [Brought] = []
    private let most: Int
    private let room: Int

    init(most: Int = 8, room: Int = 160 << 20) {
        self.most = most
        self.room = room
    }

    func put(_ file: Brought) {
        forget(at: file.at)
        files.removeAll { $0.id == file.id }
        files.append(file)
        while files.count > most || (files.count > 1 && files.map(\.bytes.count).reduce(0, +) > room) {
            files.removeFirst()
        }
    }

    /// Only for whoever brought it.
    func file(_ id: String, of person: SignedIn, at now: Instant) -> Brought? {
        forget(at: now)
        return files.first { $0.id == id && $0.school == person.school && $0.person == person.person }
    }

    /// After it was applied the report is enough.
    func applied(_ id: String, _ report: ImportReport) {
        guard let place = files.firstIndex(where: { $0.id == id }) else { return }
        files[place].report = report
        files[place].bytes = []
    }

    private func forget(at now: Instant) {
        files.removeAll { now - $0.at > 1800 }
    }
}
