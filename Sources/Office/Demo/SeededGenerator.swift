/// Chance that comes out the same every time: SplitMix64, and drawing done in whole numbers, so that no library or
/// processor changes what is drawn.
struct SeededGenerator {
    private var state: UInt64

    /// `labels` part streams from each other: what is drawn for one thing does not move what is drawn for the next.
    init(seed: UInt64, _ labels: String...) {
        // FNV-1a
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for label in labels {
            for byte in label.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            }
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
        }
        state = seed ^ hash
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 up to but not including `bound`, which is at least 1.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True so many times in a thousand.
    mutating func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

    /// True so many times in a million.
    mutating func rarely(_ perMillion: Int) -> Bool { below(1_000_000) < perMillion }

    /// One of a list that is not empty.
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    /// One of a list that is not empty, each as often as its weight says.
    mutating func pick<T>(weighted list: [(weight: Int, value: T)]) -> T {
        var left = below(list.reduce(0) { $0 + $1.weight })
        for (weight, value) in list {
            if left < weight { return value }
            left -= weight
        }
        return list[list.count - 1].value
    }

    /// How many it takes until a thing that happens `perMille` times in a thousand does not: 1 or more, at most
    /// `most`.
    mutating func run(_ perMille: Int, most: Int) -> Int {
        var length = 1
        while length < most, chance(perMille) { length += 1 }
        return length
    }

    mutating func shuffle<T>(_ list: inout [T]) {
        guard list.count > 1 else { return }
        for place in stride(from: list.count - 1, to: 0, by: -1) {
            list.swapAt(place, below(place + 1))
        }
    }

    func shuffled<T>(_ list: [T]) -> [T] {
        var generator = self
        var copy = list
        generator.shuffle(&copy)
        return copy
    }
}
