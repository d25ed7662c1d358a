import Synchronization

/// A piece of work that waits for its turn, and somebody for it: `attempt` runs its body, `finish` answers, with an
/// error if the transaction as a whole failed.
struct WaitingWork: Sendable {
    let attempt: @Sendable (any Transaction) throws -> Void
    let finish: @Sendable ((any Error)?) -> Void

    /// What the body comes to once the work has been done by whoever `add` gives it to. An error of the body's own
    /// goes before one of the transaction.
    static func outcome<T: Sendable>(
        of body: @escaping @Sendable (any Transaction) throws -> T, _ add: (WaitingWork) -> Void
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let outcome = Mutex<Result<T, any Error>?>(nil)
            add(
                WaitingWork(
                    attempt: { transaction in
                        do {
                            let value = try body(transaction)
                            outcome.withLock { $0 = .success(value) }
                        } catch {
                            outcome.withLock { $0 = .failure(error) }
                            throw error
                        }
                    },
                    finish: { failure in
                        switch (outcome.withLock { $0 }, failure) {
                        case (.failure(let error), _): continuation.resume(throwing: error)
                        case (_, let failure?): continuation.resume(throwing: failure)
                        case (.success(let value), nil): continuation.resume(returning: value)
                        case (nil, nil):
                            continuation.resume(throwing: StoreError.statement("a write was not run"))
                        }
                    }))
        }
    }
}
