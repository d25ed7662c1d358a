/// A QR code of up to 213 bytes: byte mode, error correction M, versions 1 to 10 (ISO/IEC 18004).
struct QRCode: Sendable {
    /// Modules on a side, without the quiet border.
    let size: Int
    /// By row, then column; true is dark.
    private(set) var modules: [[Bool]]
    private var isFunction: [[Bool]]

    /// Nil when the text is too long.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let version = (1...10).first(where: { Self.capacity(of: $0) >= bytes.count }) else {
            return nil
        }
        size = 17 + 4 * version
        modules = Array(repeating: Array(repeating: false, count: size), count: size)
        isFunction = modules
        drawFunctionPatterns(version)
        drawData(Self.codewords(bytes, version))
        // Any mask reads well enough for an eye of a phone; the best is the one with the least penalty.
        let plain = modules
        var best: (penalty: Int, modules: [[Bool]])?
        for mask in 0..<8 {
            modules = plain
            apply(mask)
            drawFormat(mask)
            let penalty = self.penalty
            if penalty < best?.penalty ?? .max { best = (penalty, modules) }
        }
        if let best { modules = best.modules }
    }

    /// For the page: one path, with the quiet border of four modules.
    var picture: QRPicture {
        var path = ""
        for (y, row) in modules.enumerated() {
            var x = 0
            while x < size {
                guard row[x] else {
                    x += 1
                    continue
                }
                let start = x
                while x < size, row[x] { x += 1 }
                path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z"
            }
        }
        return QRPicture(size: "\(size + 8)", path: path)
    }

    // MARK: - Bits

    /// Of each version at level M: error-correction bytes of a block, blocks of the first kind and their data
    /// bytes, blocks of the second kind (one byte longer).
    private static let blocks: [(correction: Int, first: Int, data: Int, second: Int)] = [
        (10, 1, 16, 0), (16, 1, 28, 0), (26, 1, 44, 0), (18, 2, 32, 0), (24, 2, 43, 0), (16, 4, 27, 0),
        (18, 4, 31, 0), (22, 2, 38, 2), (22, 3, 36, 2), (26, 4, 43, 1),
    ]

    private static func dataBytes(_ version: Int) -> Int {
        let block = blocks[version - 1]
        return block.first * block.data + block.second * (block.data + 1)
    }

    private static func capacity(of version: Int) -> Int { dataBytes(version) - (version < 10 ? 2 : 3) }

    private static func codewords(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, version < 10 ? 8 : 16)
        for byte in bytes { append(Int(byte), 8) }
        let total = dataBytes(version)
        append(0, min(4, total * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var data = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var filler: UInt8 = 0xEC
        while data.count < total {
            data.append(filler)
            filler ^= 0xEC ^ 0x11
        }
        return interleaved(data, blocks[version - 1])
    }

    private static func interleaved(
        _ data: [UInt8], _ shape: (correction: Int, first: Int, data: Int, second: Int)
    ) -> [UInt8] {
        var parts: [[UInt8]] = []
        var start = 0
        for block in 0..<(shape.first + shape.second) {
            let length = shape.data + (block < shape.first ? 0 : 1)
            parts.append(Array(data[start..<start + length]))
            start += length
        }
        let corrections = parts.map { correction(of: $0, shape.correction) }
        var all: [UInt8] = []
        for index in 0...shape.data { for part in parts where index < part.count { all.append(part[index]) } }
        for index in 0..<shape.correction { for part in corrections { all.append(part[index]) } }
        return all
    }

    /// Reed and Solomon's remainder over GF(256) with 0x11D.
    private static func correction(of data: [UInt8], _ degree: Int) -> [UInt8] {
        var divisor = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                divisor[index] = product(divisor[index], root)
                if index + 1 < degree { divisor[index] ^= divisor[index + 1] }
            }
            root = product(root, 2)
        }
        var remainder = [UInt8](repeating: 0, count: degree)
        for byte in data {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for index in 0..<degree { remainder[index] ^= product(divisor[index], factor) }
        }
        return remainder
    }

    private static func product(_ x: UInt8, _ y: UInt8) -> UInt8 {
        var result = 0
        for bit in (0..<8).reversed() {
            result = result << 1 ^ (result >> 7) * 0x11D
            result ^= Int(y >> bit & 1) * Int(x)
        }
        return UInt8(result)
    }

    // MARK: - Drawing

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        modules[y][x] = isDark
        isFunction[y][x] = true
    }

    private mutating func drawFunctionPatterns(_ version: Int) {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x, y) }
        let places = Self.alignment[version - 1]
        for x in places {
            for y in places where !isFunction[y][x] {
                for dy in -2...2 {
                    for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
                }
            }
        }
        drawFormat(0)
        if version >= 7 { drawVersion(version) }
    }

    private static let alignment = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ]

    private mutating func drawFinder(_ x: Int, _ y: Int) {
        for dy in -4...4 {
            for dx in -4...4 {
                let (px, py) = (x + dx, y + dy)
                guard (0..<size).contains(px), (0..<size).contains(py) else { continue }
                let distance = max(abs(dx), abs(dy))
                set(px, py, distance != 2 && distance != 4)
            }
        }
    }

    /// Level M is 00; ten bits of BCH code with 0x537, masked with 0x5412.
    private mutating func drawFormat(_ mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { set(8, index, bit(index)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for index in 9..<15 { set(14 - index, 8, bit(index)) }
        for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
        for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
        set(8, size - 8, true)
    }

    /// Twelve bits of BCH code with 0x1F25.
    private mutating func drawVersion(_ version: Int) {
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for index in 0..<18 {
            let (a, b) = (size - 11 + index % 3, index / 3)
            set(a, b, bits >> index & 1 == 1)
            set(b, a, bits >> index & 1 == 1)
        }
    }

    /// Two columns at a time from the right, up and down in turn, round the function patterns.
    private mutating func drawData(_ codewords: [UInt8]) {
        var bit = 0
        var right = size - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            let goesUp = (right + 1) & 2 == 0
            for step in 0..<size {
                let y = goesUp ? size - 1 - step : step
                for x in [right, right - 1] where !isFunction[y][x] && bit < codewords.count * 8 {
                    modules[y][x] = codewords[bit >> 3] >> (7 - bit & 7) & 1 == 1
                    bit += 1
                }
            }
            right -= 2
        }
    }

    private mutating func apply(_ mask: Int) {
        for y in 0..<size {
            for x in 0..<size where !isFunction[y][x] {
                let inverts =
                    switch mask {
                    case 0: (x + y) % 2 == 0
                    case 1: y % 2 == 0
                    case 2: x % 3 == 0
                    case 3: (x + y) % 3 == 0
                    case 4: (x / 3 + y / 2) % 2 == 0
                    case 5: x * y % 2 + x * y % 3 == 0
                    case 6: (x * y % 2 + x * y % 3) % 2 == 0
                    default: ((x + y) % 2 + x * y % 3) % 2 == 0
                    }
                if inverts { modules[y][x].toggle() }
            }
        }
    }

    /// Runs of five and more, blocks of four, and how far from half is dark; patterns like a finder are left out.
    private var penalty: Int {
        var penalty = 0
        for index in 0..<size {
            for line in [modules[index], modules.map { $0[index] }] {
                var run = 1
                for place in 1..<size {
                    run = line[place] == line[place - 1] ? run + 1 : 1
                    if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
                }
            }
        }
        for y in 1..<size {
            for x in 1..<size {
                let here = modules[y][x]
                if modules[y - 1][x] == here, modules[y][x - 1] == here, modules[y - 1][x - 1] == here {
                    penalty += 3
                }
            }
        }
        let dark = modules.reduce(0) { $0 + $1.count { $0 } }
        return penalty + abs(dark * 20 - size * size * 10) / (size * size) * 10
    }
}
