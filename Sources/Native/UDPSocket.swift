package import Basics
import CSockets
import Glibc

/// How many datagrams of a batch the kernel took, and how many it had no room for.
package struct SendOutcome: Equatable, Sendable {
    package var sent = 0
    package var dropped = 0

    package init(sent: Int = 0, dropped: Int = 0) {
        self.sent = sent
        self.dropped = dropped
    }
}

/// Owns one non-blocking UDP socket that receives and sends in batches.
///
/// Bound to an IPv4 address it speaks IPv4 only; bound to `::` it speaks both, IPv4 as mapped addresses.
@safe
package struct UDPSocket: ~Copyable {
    /// A key frame to some hundred receivers goes out at once; the kernel may grant less.
    private static let bufferBytes: Int32 = 8 * 1024 * 1024

    package let descriptor: Int32
    package let localPort: UInt16
    /// Datagrams dropped because they were longer than any of ours can be.
    package private(set) var tooLong = 0

    private let isIPv4: Bool
    private let incoming: MessageArray
    private let outgoing: MessageArray
    /// Whether the kernel cuts runs into datagrams for us (`UDP_SEGMENT`); switched off for good when it cannot.
    package private(set) var segments: Bool
    private let stamps: Bool
    /// Whether the kernel may hand over datagrams of one sender joined (`UDP_GRO`).
    package let joins: Bool

    /// How a socket differs from that of a media worker.
    package struct Options: Sendable {
        /// How many datagrams one call to the kernel carries; a socket of one peer needs few.
        package var messages = Limits.datagramsPerReceive
        /// Whether to hand runs to the kernel whole; a browser sends packet by packet.
        package var segments = true
        /// Whether each received datagram tells when the kernel had it.
        package var stamps = false
        /// Whether to let the kernel join what comes from one sender, where it can; a batch must have room for that.
        package var joins = false

        package init() {}

        /// Joined ones are long, so that fewer are asked for at once.
        func messages(joins: Bool) -> Int { joins ? min(messages, Limits.joinedMessagesPerReceive) : messages }
    }

    package init(boundTo address: TransportAddress, options: Options = Options()) throws(SystemFailure) {
        precondition(1...Limits.datagramsPerReceive ~= options.messages, "not a number of messages")
        (descriptor, localPort) = try Self.open(address)
        isIPv4 = address.v4 != nil
        joins = Self.join(descriptor, options)
        // A condition written out here would make the optimiser (6.3) free this array once more.
        incoming = MessageArray(count: options.messages(joins: joins))
        outgoing = MessageArray(count: options.messages)
        segments = options.segments
        stamps = options.stamps
        if options.stamps { setOption(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, 1) }
    }

    package init(boundTo address: TransportAddress, messages: Int) throws(SystemFailure) {
        var options = Options()
        options.messages = messages
        try self.init(boundTo: address, options: options)
    }

    deinit {
        close(descriptor)
    }

    /// Lets the kernel join datagrams where that is wanted; `false` when it does not.
    private static func join(_ descriptor: Int32, _ options: Options) -> Bool {
        options.joins && setOption(descriptor, Int32(IPPROTO_UDP), UDP_GRO, 1)
    }

    private static func open(
        _ address: TransportAddress
    ) throws(SystemFailure) -> (descriptor: Int32, port: UInt16) {
        let isIPv4 = address.v4 != nil
        let descriptor = socket(isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue) | socketFlags, 0)
        guard descriptor >= 0 else { throw SystemFailure(errno: errno, action: "make a UDP socket") }
        if !isIPv4 { setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        growBuffer(descriptor, forced: SO_RCVBUFFORCE, allowed: SO_RCVBUF, bytes: bufferBytes)
        growBuffer(descriptor, forced: SO_SNDBUFFORCE, allowed: SO_SNDBUF, bytes: bufferBytes)
        do {
            return (descriptor, try bindSocket(descriptor, to: address, isIPv4: isIPv4, kind: "UDP"))
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Sends every datagram by itself from now on.
    mutating func stopSegmenting() { segments = false }

    /// A batch with room for what one receive may bring.
    package func makeBatch() -> ReceiveBatch {
        ReceiveBatch(capacity: joins ? Limits.joinedBatchBytes : Limits.receiveBatchBytes)
    }

    /// Shows in `batch` what it still holds, else what has arrived, at most `Limits.datagramsPerReceive`; returns how many.
    @discardableResult
    package mutating func receive(into batch: inout ReceiveBatch) throws(SystemFailure) -> Int {
        if batch.advance() { return batch.count }
        batch.clear()
        let room = batch.bytes.count / incoming.count
        precondition(!joins || room >= Limits.joinedBytes, "no room for what the kernel joins")
        var storage = batch.storage
        let (received, failure) = unsafe storage.withUnsafeMutableBufferPointer { arena in
            for index in 0..<incoming.count {
                unsafe incoming.prepare(
                    index, arena.baseAddress! + index * room, count: joins ? room : min(room, Limits.datagramBytes)
                )
                if stamps || joins { incoming.listen(index) }
            }
            let count = unsafe recvmmsg(descriptor, incoming.headers, UInt32(incoming.count), 0, nil)
            return (Int(count), errno)
        }
        guard received >= 0 else {
            // An answer that our last send was refused says nothing about this receive.
            if [EAGAIN, EINTR, ECONNREFUSED].contains(failure) { return 0 }
            throw SystemFailure(errno: failure, action: "receive datagrams")
        }
        for index in 0..<received {
            let segment = joins ? incoming.segment(index) : incoming.length(index)
            guard !incoming.wasCut(index), segment <= Limits.datagramBytes else {
                tooLong += 1
                continue
            }
            guard segment > 0, let source = incoming.address(index) else { continue }
            let message = ReceivedDatagram(
                offset: Int32(index * room), length: incoming.length(index), source: source,
                arrival: stamps ? incoming.arrival(index) : 0
            )
            batch.append(message, segment: segment)
        }
        return batch.count
    }

    /// Sends every run; what the kernel has no room for is dropped and counted, as the network would.
    package mutating func send(_ batch: borrowing PacketBatch) -> SendOutcome {
        var outcome = SendOutcome()
        let runs = batch.runs
        unsafe batch.bytes.withUnsafeBufferPointer { arena in
            var next = 0
            while next < runs.count {
                let count = segments
                    ? unsafe sendSegmented(runs, from: next, arena, &outcome)
                    : unsafe sendOneByOne(runs[next], arena, &outcome)
                next += count
            }
        }
        return outcome
    }

    /// Sends one datagram that is not in a batch; `false` when it was dropped.
    @discardableResult
    package mutating func send(_ datagram: [UInt8], to destination: TransportAddress) -> Bool {
        var batch = PacketBatch(capacity: datagram.count)
        var target = batch.stage(room: datagram.count)
        for index in datagram.indices { target[index] = datagram[index] }
        batch.commit(datagram.count, to: destination)
        batch.endRun(destination)
        return send(batch).dropped == 0
    }

    /// Hands runs to the kernel, a segmented message each; returns how many runs are dealt with.
    private mutating func sendSegmented(
        _ runs: Span<PacketBatch.Run>, from first: Int, _ arena: UnsafeBufferPointer<UInt8>,
        _ outcome: inout SendOutcome
    ) -> Int {
        let count = min(runs.count - first, outgoing.count)
        for index in 0..<count {
            let run = runs[first + index]
            unsafe outgoing.prepare(
                index, UnsafeMutablePointer(mutating: arena.baseAddress! + Int(run.offset)), count: Int(run.length)
            )
            outgoing.setAddress(index, run.destination, isIPv4: isIPv4)
            if run.length > run.segment { outgoing.setSegment(index, UInt16(run.segment)) }
        }
        var done = 0
        while done < count {
            let taken = unsafe sendmmsg(descriptor, outgoing.headers + done, UInt32(count - done), 0)
            let failure = errno
            if taken > 0 {
                for index in done..<done + Int(taken) { outcome.sent += runs[first + index].datagrams }
                done += Int(taken)
                continue
            }
            switch failure {
            case EINTR:
                continue
            case EINVAL, ENOPROTOOPT, EIO:
                let run = runs[first + done]
                guard run.length > run.segment else { break }
                // Only if the same bytes go out one by one was the segmentation at fault.
                let before = outcome.sent
                _ = unsafe sendOneByOne(run, arena, &outcome)
                done += 1
                if outcome.sent > before {
                    stopSegmenting()
                    return done
                }
                continue
            case EAGAIN, ENOBUFS:
                while done < count {
                    outcome.dropped += runs[first + done].datagrams
                    done += 1
                }
                continue
            default:
                break
            }
            // This destination cannot be reached; the others may be.
            outcome.dropped += runs[first + done].datagrams
            done += 1
        }
        return done
    }

    /// Sends each datagram of a run by itself; always deals with one run.
    private func sendOneByOne(
        _ run: PacketBatch.Run, _ arena: UnsafeBufferPointer<UInt8>, _ outcome: inout SendOutcome
    ) -> Int {
        var offset = Int(run.offset)
        let end = offset + Int(run.length)
        while offset < end {
            var count = 0
            while count < outgoing.count, offset < end {
                let length = min(Int(run.segment), end - offset)
                unsafe outgoing.prepare(
                    count, UnsafeMutablePointer(mutating: arena.baseAddress! + offset), count: length
                )
                outgoing.setAddress(count, run.destination, isIPv4: isIPv4)
                offset += length
                count += 1
            }
            var done = 0
            while done < count {
                let taken = unsafe Int(sendmmsg(descriptor, outgoing.headers + done, UInt32(count - done), 0))
                if taken > 0 {
                    outcome.sent += taken
                    done += taken
                } else if errno != EINTR {
                    outcome.dropped += 1
                    done += 1
                }
            }
        }
        return 1
    }
}

extension PacketBatch.Run {
    /// How many datagrams ride in this run.
    package var datagrams: Int { Int((length + segment - 1) / segment) }
}
