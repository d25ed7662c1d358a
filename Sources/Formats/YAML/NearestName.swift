/// Finds the name that somebody probably meant.
enum NearestName {
    /// The known name that takes the fewest keystrokes to reach; nil when none is near.
    static func of(_ written: String, among known: some Sequence<String>) -> String? {
        let wanted = Array(plain(written).prefix(64))
        var best: (name: String, distance: Int)?
        for name in known {
            let found = Array(plain(name).prefix(64))
            let limit = max(1, min(wanted.count, found.count) / 3)
            let distance = distance(wanted, found)
            if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    /// Words run together in other ways are the same name: `in_force_from`, `inForceFrom`.
    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    }

    /// Insertions, deletions, replacements and swaps of neighbours between two names.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var earlier = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in a.indices {
            var current = [i + 1]
            for j in b.indices {
                var cost = min(
                    previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, earlier[j - 1] + 1) }
                current.append(cost)
            }
            (earlier, previous) = (previous, current)
        }
        return previous[b.count]
    }
}
