import Foundation
import Synchronization

/// Connections to one server, each with a thread of its own, so that waiting for the network or a lock never holds up
/// the requests being served.
///
/// Threads come as they are needed, up to a bound. Writes of one school go through one connection at a time, those that
/// wait sharing a commit: a school's burst then costs a few commits and leaves the other connections to others.
final class PostgresPool: Sendable {
    private let address: PostgresAddress
    private let size: Int
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    /// Fewer than the 64 parts of a transaction that PostgreSQL keeps at hand for everyone who reads.
    private static let mostInOneCommit = 60
    /// How long to wait before each further try to connect to a server that was there before, in seconds.
    private static let pauses = [0.1, 0.2, 0.4, 0.8, 1.6]

    private struct State {
        var reads: [WaitingWork] = []
        var installationWrites: [WaitingWork] = []
        var schoolWrites: [Int64: [WaitingWork]] = [:]
        /// Schools with writes that wait and none under way, longest waiting first.
        var schoolsWaiting: [Int64] = []
        var schoolsWriting: Set<Int64> = []
        var threads = 0
        var reading = 0
        var writing = 0
        var isClosed = false
        /// Another when connections made before are to be let go of: rights have changed.
        var generation = 0
        var hasConnected = false
        var isDown = false
        var whenClosed: [CheckedContinuation<Void, Never>] = []

        var waiting: Int { reads.count + installationWrites.count + schoolsWaiting.count }
    }

    private enum Task {
        case read(WaitingWork)
        case write(WaitingWork)
        case writes([WaitingWork], school: Int64)
    }

    init(_ address: PostgresAddress, size: Int) {
        self.address = address
        self.size = max(size, 2)
    }

    // MARK: Asking for work

    func read(_ work: WaitingWork) { add(work) { $0.reads.append($1) } }

    func write(_ work: WaitingWork) { add(work) { $0.installationWrites.append($1) } }

    func write(_ work: WaitingWork, school: Int64) {
        add(work) { state, work in
            if state.schoolWrites[school] == nil, !state.schoolsWriting.contains(school) {
                state.schoolsWaiting.append(school)
            }
            state.schoolWrites[school, default: []].append(work)
        }
    }

    private func add(_ work: WaitingWork, _ place: (inout State, WaitingWork) -> Void) {
        let (isClosed, needsThread) = state.withLock { state -> (Bool, Bool) in
            if state.isClosed { return (true, false) }
            place(&state, work)
            let idle = state.threads - state.reading - state.writing
            guard state.threads < size, state.waiting > idle else { return (false, false) }
            state.threads += 1
            return (false, true)
        }
        if isClosed { return work.finish(StoreError.unreachable("the books are closed")) }
        if needsThread { Thread.detachNewThread { self.serve() } }
        wake.signal()
    }

    /// Lets go of every connection, behind what still waits.
    func close() async {
        await withCheckedContinuation { continuation in
            let threads = state.withLock { state in
                state.isClosed = true
                if state.threads > 0 { state.whenClosed.append(continuation) }
                return state.threads
            }
            if threads == 0 { continuation.resume() }
            for _ in 0..<threads { wake.signal() }
        }
    }

    /// The same for whoever cannot wait.
    func abandon() {
        let threads = state.withLock { state in
            state.isClosed = true
            return state.threads
        }
        for _ in 0..<threads { wake.signal() }
    }

    // MARK: Working

    /// Has every thread connect anew before its next work.
    func renew() { state.withLock { $0.generation += 1 } }

    /// One thread's life.
    private func serve() {
        var connection: PostgresConnection?
        var generation = state.withLock { $0.generation }
        while true {
            wake.wait()
            while let task = take() {
                let wanted = state.withLock { $0.generation }
                if generation != wanted { connection = nil }
                generation = wanted
                perform(task, on: &connection)
                release(task)
            }
            if state.withLock({ $0.isClosed && $0.waiting == 0 && $0.schoolWrites.isEmpty }) { break }
        }
        connection = nil
        let (isLast, waiting) = state.withLock { state in
            state.threads -= 1
            return (state.threads == 0, state.whenClosed)
        }
        if isLast {
            for continuation in waiting { continuation.resume() }
        } else {
            wake.signal()
        }
    }

    /// The next thing that may be done now. Neither reads nor writes may take every connection.
    private func take() -> Task? {
        state.withLock { state in
            let most = size - max(1, size / 4)
            if state.writing < most {
                if !state.installationWrites.isEmpty {
                    state.writing += 1
                    return .write(state.installationWrites.removeFirst())
                }
                if !state.schoolsWaiting.isEmpty {
                    state.writing += 1
                    let school = state.schoolsWaiting.removeFirst()
                    let all = state.schoolWrites[school] ?? []
                    state.schoolsWriting.insert(school)
                    let rest = Array(all.dropFirst(Self.mostInOneCommit))
                    state.schoolWrites[school] = rest.isEmpty ? nil : rest
                    return .writes(Array(all.prefix(Self.mostInOneCommit)), school: school)
                }
            }
            guard state.reading < most, !state.reads.isEmpty else { return nil }
            state.reading += 1
            return .read(state.reads.removeFirst())
        }
    }

    private func release(_ task: Task) {
        state.withLock { state in
            switch task {
            case .read: state.reading -= 1
            case .write: state.writing -= 1
            case .writes(_, let school):
                state.writing -= 1
                state.schoolsWriting.remove(school)
                if state.schoolWrites[school] != nil { state.schoolsWaiting.append(school) }
            }
        }
    }

    private func perform(_ task: Task, on connection: inout PostgresConnection?) {
        switch task {
        case .read(let work):
            let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            transact([work], begin, locked: nil, isRead: true, on: &connection)
        case .write(let work):
            transact([work], "BEGIN ISOLATION LEVEL READ COMMITTED", locked: nil, on: &connection)
        case .writes(let works, let school):
            let begin = "BEGIN ISOLATION LEVEL READ COMMITTED; \(PostgresTransaction.lock(school))"
            transact(works, begin, locked: school, on: &connection)
        }
    }

    /// Runs works in one transaction, each whole or not at all, and answers those who wait.
    private func transact(
        _ works: [WaitingWork], _ begin: String, locked: Int64?, isRead: Bool = false,
        on slot: inout PostgresConnection?
    ) {
        do {
            let connection = try begun(begin, on: &slot)
            let transaction = PostgresTransaction(connection: connection, locked: locked)
            do {
                if works.count == 1 {
                    try works[0].attempt(transaction)
                } else {
                    try Self.attempt(works, in: transaction)
                }
                if isRead {
                    try connection.commitUnanswered()
                } else {
                    try connection.command("COMMIT")
                }
            } catch {
                if !connection.isBroken { try? connection.command("ROLLBACK") }
                throw error
            }
            for work in works { work.finish(nil) }
        } catch {
            if slot?.isBroken == true { slot = nil }
            for work in works { work.finish(error) }
        }
    }

    /// Several that share a commit: one that fails takes none of the others with it.
    private static func attempt(_ works: [WaitingWork], in transaction: PostgresTransaction) throws {
        let connection = transaction.connection
        var begin = "SAVEPOINT one_write"
        for work in works {
            try connection.command(begin)
            do {
                try work.attempt(transaction)
            } catch {
                if connection.isBroken { throw error }
                try connection.command("ROLLBACK TO one_write")
            }
            begin = "RELEASE one_write; SAVEPOINT one_write"
        }
    }

    // MARK: Connecting

    /// A connection with a transaction begun. One that broke while it lay idle is replaced: nothing was done on it.
    private func begun(_ begin: String, on slot: inout PostgresConnection?) throws -> PostgresConnection {
        if let connection = slot {
            do {
                try connection.command(begin)
                return connection
            } catch {
                if !connection.isBroken {
                    try? connection.command("ROLLBACK")
                    throw error
                }
                slot = nil
            }
        }
        let connection = try connect()
        slot = connection
        do {
            try connection.command(begin)
        } catch {
            if !connection.isBroken { try? connection.command("ROLLBACK") }
            throw error
        }
        return connection
    }

    /// Connects, trying again for some seconds where the server was there before: it may be starting anew. While it
    /// is known to be gone, each asks but once.
    private func connect() throws -> PostgresConnection {
        var pauses = state.withLock { $0.hasConnected && !$0.isDown ? Self.pauses : [] }[...]
        while true {
            do {
                let connection = try PostgresConnection(address, as: .program)
                state.withLock { state in
                    state.hasConnected = true
                    state.isDown = false
                }
                return connection
            } catch {
                guard error.mayPass, let pause = pauses.popFirst() else {
                    state.withLock { $0.isDown = true }
                    throw error.error
                }
                Thread.sleep(forTimeInterval: pause)
            }
        }
    }
}
