extension RTPHeader {
    /// Where the data of the header extension element `id` lies in `packet` (RFC 8285 §4.2, §4.3).
    package func extensionElement(_ id: UInt8, in packet: Span<UInt8>) -> Range<Int>? {
        let end = min(extensionOffset + extensionLength, packet.count)
        if extensionProfile == Self.oneByteProfile {
            return oneByteElement(id, in: packet, end: end)
        }
        if extensionProfile & 0xFFF0 == Self.twoByteProfile {
            return twoByteElement(id, in: packet, end: end)
        }
        return nil
    }

    private func oneByteElement(_ id: UInt8, in packet: Span<UInt8>, end: Int) -> Range<Int>? {
        guard 1...14 ~= id else { return nil }
        var position = extensionOffset
        while position < end {
            let head = packet[position]
            position += 1
            if head == 0 { continue }
            // 15 ends the elements, and so does padding that claims a length.
            guard 1...14 ~= head >> 4 else { return nil }
            let next = position + Int(head & 0x0F) + 1
            guard next <= end else { return nil }
            if head >> 4 == id { return position..<next }
            position = next
        }
        return nil
    }

    private func twoByteElement(_ id: UInt8, in packet: Span<UInt8>, end: Int) -> Range<Int>? {
        guard id != 0 else { return nil }
        var position = extensionOffset
        while position < end {
            let head = packet[position]
            position += 1
            if head == 0 { continue }
            guard position < end else { return nil }
            let next = position + 1 + Int(packet[position])
            guard next <= end else { return nil }
            if head == id { return position + 1..<next }
            position = next
        }
        return nil
    }

    static let oneByteProfile: UInt16 = 0xBEDE
    static let twoByteProfile: UInt16 = 0x1000
}
