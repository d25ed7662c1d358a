import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Where pupils' time is played. A school's year takes seconds of every processor there is, so it is done on threads of
/// its own that give way to those that answer requests: a teacher's save is answered at once while it goes on.
final class PlayingThreads: TaskExecutor {
    static let shared = PlayingThreads(count: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    private let waiting = Mutex<[UnownedJob]>([])
    private let arrivals = DispatchSemaphore(value: 0)

    private init(count: Int) {
        for number in 1...max(1, count) {
            let thread = Thread { [self] in work() }
            thread.name = "playing \(number)"
            // The stack of a main thread: conditions may be nested.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        waiting.withLock { $0.append(job) }
        arrivals.signal()
    }

    private func work() -> Never {
        #if canImport(Glibc)
            // Linux counts niceness thread by thread; 0 is the calling one.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
        let executor = asUnownedTaskExecutor()
        while true {
            arrivals.wait()
            let job = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            job?.runSynchronously(on: executor)
        }
    }
}
