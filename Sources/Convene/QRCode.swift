/// A QR code of some bytes (ISO/IEC 18004): byte mode, error correction M, versions 1 to 15.
package struct QRCode: Sendable {
    package let size: Int
    /// Row by row; `true` is dark.
    package private(set) var modules: [Bool]
    private var isFunction: [Bool]

    /// Of each version: codewords of error correction in a block, and how many blocks have how many of data.
    private static let blocks: [(correction: Int, groups: [(count: Int, data: Int)])] = [
        (10, [(1, 16)]), (16, [(1, 28)]), (26, [(1, 44)]), (18, [(2, 32)]), (24, [(2, 43)]), (16, [(4, 27)]),
        (18, [(4, 31)]), (22, [(2, 38), (2, 39)]), (22, [(3, 36), (2, 37)]), (26, [(4, 43), (1, 44)]),
        (30, [(1, 50), (4, 51)]), (22, [(6, 36), (2, 37)]), (22, [(8, 37), (1, 38)]), (24, [(4, 40), (5, 41)]),
        (24, [(5, 41), (5, 42)]),
    ]
    private static let alignments: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
        [6, 30, 54], [6, 32, 58], [6, 34, 62], [6, 26, 46, 66], [6, 26, 48, 70],
    ]

    /// `nil` when there are more bytes than version 15 holds.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let found = Self.blocks.indices.first { index in
            let capacity = Self.blocks[index].groups.reduce(0) { $0 + $1.count * $1.data }
            return bytes.count + (index < 9 ? 2 : 3) <= capacity
        }
        guard let index = found else { return nil }
        let version = index + 1
        size = 17 + 4 * version
        modules = [Bool](repeating: false, count: size * size)
        isFunction = modules
        drawFunctionPatterns(version)
        place(Self.codewords(bytes, version))
        let best = (0..<8).min { penalty(masked: $0, version) < penalty(masked: $1, version) } ?? 0
        apply(mask: best)
        drawFormat(best)
    }

    // MARK: Codewords

    private static func codewords(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
        let (correction, groups) = blocks[version - 1]
        let capacity = groups.reduce(0) { $0 + $1.count * $1.data }
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for shift in (0..<count).reversed() { bits.append(value >> shift & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, version < 10 ? 8 : 16)
        for byte in bytes { append(Int(byte), 8) }
        append(0, min(4, capacity * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var data = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var isOdd = true
        while data.count < capacity {
            data.append(isOdd ? 0xEC : 0x11)
            isOdd.toggle()
        }
        var parts: [[UInt8]] = [], start = 0
        for group in groups {
            for _ in 0..<group.count {
                parts.append(Array(data[start..<start + group.data]))
                start += group.data
            }
        }
        let checks = parts.map { GaloisField.remainder(of: $0, count: correction) }
        let longest = parts.map(\.count).max() ?? 0
        return (0..<longest).flatMap { index in parts.compactMap { index < $0.count ? $0[index] : nil } }
            + (0..<correction).flatMap { index in checks.map { $0[index] } }
    }

    // MARK: Modules

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        guard 0..<size ~= x, 0..<size ~= y else { return }
        modules[y * size + x] = isDark
        isFunction[y * size + x] = true
    }

    private mutating func drawFunctionPatterns(_ version: Int) {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
            for dy in -4...4 {
                for dx in -4...4 {
                    let distance = max(abs(dx), abs(dy))
                    set(x + dx, y + dy, distance != 2 && distance != 4)
                }
            }
        }
        let places = Self.alignments[version - 1]
        for (row, y) in places.enumerated() {
            for (column, x) in places.enumerated() {
                let last = places.count - 1
                if (row == 0 && (column == 0 || column == last)) || (row == last && column == 0) { continue }
                for dy in -2...2 {
                    for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
                }
            }
        }
        drawFormat(0)
        guard version >= 7 else { return }
        let bits = Self.checked(version, generator: 0x1F25, bits: 12)
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            set(size - 11 + index % 3, index / 3, isDark)
            set(index / 3, size - 11 + index % 3, isDark)
        }
    }

    private static func checked(_ value: Int, generator: Int, bits: Int) -> Int {
        var remainder = value
        for _ in 0..<bits { remainder = remainder << 1 ^ (remainder >> (bits - 1) & 1) * generator }
        return value << bits | remainder
    }

    /// Level M is 00, so that the data are the mask's number alone.
    private mutating func drawFormat(_ mask: Int) {
        let bits = Self.checked(mask, generator: 0x537, bits: 10) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0..<6 { set(8, index, bit(index)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for index in 9..<15 { set(14 - index, 8, bit(index)) }
        for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
        for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
        set(8, size - 8, true)
    }

    private mutating func place(_ codewords: [UInt8]) {
        var index = 0
        var right = size - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                for x in [right, right - 1] {
                    let goesUp = (right + 1) & 2 == 0
                    let y = goesUp ? size - 1 - step : step
                    guard !isFunction[y * size + x], index < codewords.count * 8 else { continue }
                    modules[y * size + x] = codewords[index / 8] >> (7 - index % 8) & 1 == 1
                    index += 1
                }
            }
            right -= 2
        }
    }

    private mutating func apply(mask: Int) {
        for y in 0..<size {
            for x in 0..<size where !isFunction[y * size + x] {
                let flips = switch mask {
                case 0: (x + y) % 2 == 0
                case 1: y % 2 == 0
                case 2: x % 3 == 0
                case 3: (x + y) % 3 == 0
                case 4: (x / 3 + y / 2) % 2 == 0
                case 5: x * y % 2 + x * y % 3 == 0
                case 6: (x * y % 2 + x * y % 3) % 2 == 0
                default: ((x + y) % 2 + x * y % 3) % 2 == 0
                }
                if flips { modules[y * size + x].toggle() }
            }
        }
    }

    /// Long runs, blocks of four, and too much of one colour: the rules by which the mask is chosen, but for the look of finders.
    private func penalty(masked mask: Int, _ version: Int) -> Int {
        var copy = self
        copy.apply(mask: mask)
        copy.drawFormat(mask)
        var points = 0
        func dark(_ x: Int, _ y: Int) -> Bool { copy.modules[y * size + x] }
        for line in 0..<size {
            for isRow in [true, false] {
                var run = 0, last: Bool?
                for index in 0..<size {
                    let now = isRow ? dark(index, line) : dark(line, index)
                    run = now == last ? run + 1 : 1
                    last = now
                    if run == 5 { points += 3 } else if run > 5 { points += 1 }
                }
            }
        }
        for y in 0..<size - 1 {
            for x in 0..<size - 1
            where dark(x, y) == dark(x + 1, y) && dark(x, y) == dark(x, y + 1) && dark(x, y) == dark(x + 1, y + 1) {
                points += 3
            }
        }
        let share = copy.modules.count { $0 } * 100 / copy.modules.count
        return points + abs(share - 50) / 5 * 10
    }

    /// A picture of it that can be printed at any size, with the quiet zone of four modules.
    package var svg: String {
        var path = ""
        for y in 0..<size {
            for x in 0..<size where modules[y * size + x] { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        let side = size + 8
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path d="\(path)"/></svg>
            """
    }
}

/// Arithmetic in GF(2^8) with the polynomial of QR codes, x^8 + x^4 + x^3 + x^2 + 1.
private enum GaloisField {
    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product: UInt8 = 0
        for shift in (0..<8).reversed() {
            product = product << 1 ^ (product >> 7) &* 0x1D
            if right >> shift & 1 == 1 { product ^= left }
        }
        return product
    }

    private static func generator(_ count: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: count - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            for index in 0..<count {
                result[index] = product(result[index], root)
                if index + 1 < count { result[index] ^= result[index + 1] }
            }
            root = product(root, 2)
        }
        return result
    }

    /// The Reed–Solomon codewords of one block.
    static func remainder(of data: [UInt8], count: Int) -> [UInt8] {
        let divisor = generator(count)
        var result = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in 0..<count { result[index] ^= product(divisor[index], factor) }
        }
        return result
    }
}
