import Synchronization

/// Finds the lists of reasons that what was said belongs to. The same words are asked about at every look at a pupil's
/// rules, so what was found is remembered.
final class ReasonHearing: Sendable {
    private let lists: [ReasonList]
    /// The words of each list's reasons.
    private let words: [[[Substring]]]
    private let heard = Mutex<[String: [Int]]>([:])

    /// What is remembered is thrown away beyond this many different sayings.
    private static let most = 10_000

    init(_ lists: [ReasonList]) {
        self.lists = lists
        words = lists.map { $0.reasons.map(\.ownWords) }
    }

    /// The lists that name a reason as it stands, or else those of whose reasons all words stand in it together.
    func lists(for reason: String) -> [ReasonList] {
        guard !reason.isEmpty else { return [] }
        if let known = heard.withLock({ $0[reason] }) { return known.map { lists[$0] } }
        let found = find(reason.lowercased())
        heard.withLock {
            if $0.count >= Self.most { $0.removeAll() }
            $0[reason] = found
        }
        return found.map { lists[$0] }
    }

    private func find(_ said: String) -> [Int] {
        let exact = lists.indices.filter { lists[$0].reasons.contains(said) }
        if !exact.isEmpty { return exact }
        let own = said.ownWords
        return lists.indices.filter { words[$0].contains { own.contains(together: $0) } }
    }
}

extension String {
    fileprivate var ownWords: [Substring] { split { !$0.isLetter && !$0.isNumber } }
}

extension [Substring] {
    /// Whether other words stand among these, one after the other.
    fileprivate func contains(together wanted: [Substring]) -> Bool {
        guard !wanted.isEmpty, count >= wanted.count else { return false }
        return (0...count - wanted.count).contains { self[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
}
