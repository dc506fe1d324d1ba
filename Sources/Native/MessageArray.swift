import Basics
import CSockets
import Glibc

/// The headers, vectors, addresses and control room that a batched socket call wants, allocated once.
@safe
struct MessageArray: ~Copyable {
    private static let controlBytes = Int(CSOCKETS_CONTROL_BYTES)

    let count: Int
    let headers: UnsafeMutablePointer<mmsghdr>
    private let vectors: UnsafeMutablePointer<iovec>
    private let addresses: UnsafeMutablePointer<sockaddr_in6>
    private let control: UnsafeMutableRawPointer

    init(count: Int) {
        self.count = count
        unsafe headers = .allocate(capacity: count)
        unsafe vectors = .allocate(capacity: count)
        unsafe addresses = .allocate(capacity: count)
        unsafe control = .allocate(byteCount: count * Self.controlBytes, alignment: 16)
        unsafe headers.initialize(repeating: mmsghdr(), count: count)
        unsafe vectors.initialize(repeating: iovec(), count: count)
        unsafe addresses.initialize(repeating: sockaddr_in6(), count: count)
        unsafe control.initializeMemory(as: UInt8.self, repeating: 0, count: count * Self.controlBytes)
        for index in 0..<count {
            unsafe headers[index].msg_hdr.msg_iov = vectors + index
            unsafe headers[index].msg_hdr.msg_iovlen = 1
            unsafe headers[index].msg_hdr.msg_name = UnsafeMutableRawPointer(addresses + index)
        }
    }

    deinit {
        unsafe headers.deallocate()
        unsafe vectors.deallocate()
        unsafe addresses.deallocate()
        unsafe control.deallocate()
    }

    /// Points one message at its bytes, with room for any source address and no control message.
    func prepare(_ index: Int, _ bytes: UnsafeMutablePointer<UInt8>, count: Int) {
        unsafe vectors[index].iov_base = UnsafeMutableRawPointer(bytes)
        unsafe vectors[index].iov_len = count
        unsafe headers[index].msg_hdr.msg_namelen = socklen_t(MemoryLayout<sockaddr_in6>.size)
        unsafe headers[index].msg_hdr.msg_control = nil
        unsafe headers[index].msg_hdr.msg_controllen = 0
    }

    /// Makes room for what the kernel says beside a message that is received.
    func listen(_ index: Int) {
        unsafe headers[index].msg_hdr.msg_control = control + index * Self.controlBytes
        unsafe headers[index].msg_hdr.msg_controllen = Self.controlBytes
    }

    /// When the kernel got a received datagram, in nanoseconds of the calendar; 0 when it does not say.
    func arrival(_ index: Int) -> Int64 {
        unsafe csockets_arrival(&headers[index].msg_hdr)
    }

    /// The size of the datagrams that the kernel joined into a received message; its whole length when it is one.
    func segment(_ index: Int) -> Int32 {
        let joined = unsafe csockets_joined(&headers[index].msg_hdr)
        return joined > 0 ? Int32(joined) : length(index)
    }

    func setSegment(_ index: Int, _ segment: UInt16) {
        unsafe csockets_set_segment(&headers[index].msg_hdr, control + index * Self.controlBytes, segment)
    }

    func setAddress(_ index: Int, _ address: TransportAddress, isIPv4: Bool) {
        let length = unsafe SocketAddress.write(address, UnsafeMutableRawPointer(addresses + index), isIPv4: isIPv4)
        unsafe headers[index].msg_hdr.msg_namelen = length
    }

    /// Whether a received message was longer than its room.
    func wasCut(_ index: Int) -> Bool {
        unsafe headers[index].msg_hdr.msg_flags & Int32(MSG_TRUNC) != 0
    }

    /// The bytes of a received message.
    func length(_ index: Int) -> Int32 {
        unsafe Int32(headers[index].msg_len)
    }

    func address(_ index: Int) -> TransportAddress? {
        unsafe SocketAddress.read(UnsafeRawPointer(addresses + index))
    }
}
