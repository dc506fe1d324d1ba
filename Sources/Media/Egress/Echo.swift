import Basics

/// The last sound that was sent, sealed, to go out once more beside the next: nobody asks for sound again, but it is small,
/// and a packet that comes twice is thrown away by whoever has it (RFC 3711 §3.3.2).
struct Echo: Sendable {
    private var bytes: ContiguousArray<UInt8> = []

    init() {}

    var length: Int { bytes.count }

    mutating func keep(_ datagram: borrowing MutableSpan<UInt8>, length: Int) {
        bytes.removeAll(keepingCapacity: true)
        for index in 0..<length { bytes.append(datagram[index]) }
    }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    @_lifetime(datagram: copy datagram)
    func copy(into datagram: inout MutableSpan<UInt8>) {
        for index in bytes.indices { datagram[index] = bytes[index] }
    }
}
