import Basics

/// Bytes written as hexadecimal digits with any spacing.
func bytes(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

extension SeededGenerator {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func number<Value: FixedWidthInteger>() -> Value {
        Value.random(in: Value.min...Value.max, using: &self)
    }

    /// What a lossy and hostile network makes of `original`.
    mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var result = original
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            guard !result.isEmpty else { return bytes(3) }
            let position = Int.random(in: result.indices, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0: result[position] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: result[position] = number()
            case 2: result[position] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &self) ?? 0
            case 3: result.removeSubrange(position...)
            case 4: result.insert(contentsOf: bytes(Int.random(in: 1...5, using: &self)), at: position)
            default: result.remove(at: position)
            }
        }
        return result
    }
}
