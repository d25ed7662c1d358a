import Attendance
import Formats
import Foundation
import Office
import Store
import Synchronization

/// What is asked of a trial: which policy, which days, what staff are taken to have done.
struct WhatIfQuestion: Sendable {
    var file: SourceFile
    /// `Ashgrove School`: as the file calls its own school.
    var title: String
    var days: ClosedRange<CalendarDate>
    var assumptions: Assumptions
}

/// How far a trial has come, told by those who play the pupils' time while others ask.
final class WhatIfProgress: Sendable {
    private let now = Mutex((done: 0, of: 0))

    func tell(_ done: Int, _ of: Int) {
        now.withLock { if done > $0.done { $0 = (done, of) } }
    }

    var told: (done: Int, of: Int) { now.withLock { $0 } }
}

/// Trials of policies that were asked for. They run one at a time in the background, so that no page waits for them,
/// and are kept in memory for some hours, a few at a time: nothing of them is written down.
actor WhatIfShelf {
    enum State: Sendable {
        case waiting
        case running
        case done(WhatIfAnswer)
        /// Each a sentence.
        case failed([String])
        case stopped

        var isOver: Bool {
            switch self {
            case .waiting, .running: false
            case .done, .failed, .stopped: true
            }
        }
    }

    struct Trial: Sendable {
        var id: String
        var school: SchoolID
        var by: String
        var at: Instant
        var question: WhatIfQuestion
        var state = State.waiting
        let progress = WhatIfProgress()
    }

    typealias Work = @Sendable (WhatIfQuestion, WhatIfProgress) async throws -> WhatIfAnswer

    private var trials: [Trial] = []
    private var tasks: [String: Task<Void, Never>] = [:]
    private var last: Task<Void, Never>?
    private let most: Int

    init(most: Int = 12) {
        self.most = most
    }

    /// Asks for a trial, and gives its name at once. Those of other schools and people come first if they asked first.
    func begin(
        _ question: WhatIfQuestion, by person: SignedIn, at now: Instant, work: @escaping Work
    ) -> String {
        forget(at: now)
        let trial = Trial(
            id: Seal.token(), school: person.school, by: person.name, at: now, question: question)
        trials.append(trial)
        while trials.count > most, let place = trials.firstIndex(where: \.state.isOver) {
            trials.remove(at: place)
        }
        let before = last
        let (id, progress) = (trial.id, trial.progress)
        // Below what pages ask for: they come first.
        let task = Task(priority: .utility) {
            await before?.value
            guard !Task.isCancelled else { return set(id, .stopped) }
            set(id, .running)
            do {
                set(id, .done(try await work(question, progress)))
            } catch is CancellationError {
                set(id, .stopped)
            } catch {
                set(id, .failed(Self.sentences(error)))
            }
            tasks[id] = nil
        }
        tasks[id] = task
        last = task
        return id
    }

    /// Of the school, those asked for last coming first.
    func all(of school: SchoolID, at now: Instant) -> [Trial] {
        forget(at: now)
        return trials.filter { $0.school == school }.reversed()
    }

    func trial(_ id: String, of school: SchoolID, at now: Instant) -> Trial? {
        forget(at: now)
        return trials.first { $0.id == id && $0.school == school }
    }

    func stop(_ id: String, of school: SchoolID) {
        guard let trial = trials.first(where: { $0.id == id && $0.school == school }), !trial.state.isOver
        else { return }
        tasks[id]?.cancel()
        set(id, .stopped)
    }

    private func set(_ id: String, _ state: State) {
        guard let place = trials.firstIndex(where: { $0.id == id }), !trials[place].state.isOver else {
            return
        }
        trials[place].state = state
    }

    private func forget(at now: Instant) {
        trials.removeAll { $0.state.isOver && now - $0.at > 6 * 3600 }
    }

    private static func sentences(_ error: any Error) -> [String] {
        switch error {
        case let problems as Problems: problems.all.prefix(20).map { "\($0.problem). \($0.remedy)" }
        case OfficeError.conflict(let text), OfficeError.notAllowed(let text), OfficeError.notFound(let text):
            [text]
        case OfficeError.invalid(let problems): problems.map(\.message)
        default: ["It could not be worked out. The server's log says what went wrong."]
        }
    }
}

/// The policies that come with the program, by their files' names.
struct PolicyLibrary: Sendable {
    struct Known: Sendable {
        var file: SourceFile
        var title: String
    }

    let folder: URL?

    init(folder: String?) {
        self.folder = folder.map { URL(fileURLWithPath: $0, isDirectory: true) }
    }

    /// In the order of their titles.
    func all() -> [Known] {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            return []
        }
        return names.filter { $0.hasSuffix(".yaml") }.compactMap { name in
            guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            else { return nil }
            return Known(file: SourceFile(name: name, text: text), title: Self.title(text) ?? name)
        }.sorted { ($0.title, $0.file.name) < ($1.title, $1.file.name) }
    }

    subscript(name: String) -> Known? { all().first { $0.file.name == name } }

    /// What the file calls its school, found without reading the whole of it.
    static func title(_ text: String) -> String? {
        var isInSchool = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.first.map({ $0 != " " && $0 != "#" }) ?? false { isInSchool = line.hasPrefix("school:") }
            let words = line.drop { $0 == " " }
            guard isInSchool, words.hasPrefix("name:") else { continue }
            let name = words.dropFirst("name:".count).drop { $0 == " " }
            return name.split(separator: "#").first.map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
            }
        }
        return nil
    }
}
