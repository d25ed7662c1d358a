/// Pupils read before, by the bytes of the cells that name them: a file of marks names each some 380 times.
struct PupilMemory {
    private struct Kept {
        var bytes: [UInt8] = []
        var pupil = PupilReference()
    }

    /// The places of the columns that name a pupil.
    private let places: [Int]
    private var kept = [Kept](repeating: Kept(), count: 4096)

    init(places: [Int]) {
        self.places = places
    }

    /// Where the row's pupil is kept, if anywhere.
    func slot(of row: CSVRow) -> Int {
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in places {
            for index in row.range(of: place) { hash = (hash ^ UInt64(row.bytes[index])) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return Int(truncatingIfNeeded: (hash ^ hash >> 29) & 4095)
    }

    /// Nil when another pupil, or none, is kept there.
    func pupil(in slot: Int, of row: CSVRow) -> PupilReference? {
        let bytes = kept[slot].bytes
        var index = 0
        for place in places {
            let range = row.range(of: place)
            guard index + range.count < bytes.count else { return nil }
            for byte in range {
                guard bytes[index] == row.bytes[byte] else { return nil }
                index += 1
            }
            guard bytes[index] == 0xFF else { return nil }
            index += 1
        }
        return index == bytes.count && index > 0 ? kept[slot].pupil : nil
    }

    mutating func keep(_ pupil: PupilReference, in slot: Int, of row: CSVRow) {
        var bytes: [UInt8] = []
        for place in places {
            bytes.append(contentsOf: row.bytes[row.range(of: place)])
            bytes.append(0xFF)
        }
        kept[slot] = Kept(bytes: bytes, pupil: pupil)
    }
}
