import Attendance
import Synchronization

/// How often one address may try to sign in: a few at once, then one every so many seconds. What one account may
/// try is the books' to say; this keeps a single machine from trying many accounts, or keeping the server busy.
final class SignInLimit: Sendable {
    private struct Bucket {
        var left: Double
        var at: Instant
    }
    private let buckets = Mutex<[String: Bucket]>([:])
    private let burst: Double
    private let perSecond: Double

    init(burst: Int = 20, perMinute: Int = 20) {
        self.burst = Double(burst)
        perSecond = Double(perMinute) / 60
    }

    /// Whether another try is allowed; counts it if so.
    func allows(_ address: String, at now: Instant) -> Bool {
        buckets.withLock { buckets in
            if buckets.count > 10_000 { buckets = buckets.filter { now - $0.value.at < 3600 } }
            var bucket = buckets[address] ?? Bucket(left: burst, at: now)
            let since = Double(max(0, now - bucket.at))
            bucket = Bucket(left: min(burst, bucket.left + since * perSecond), at: now)
            defer { buckets[address] = bucket }
            guard bucket.left >= 1 else { return false }
            bucket.left -= 1
            return true
        }
    }
}
