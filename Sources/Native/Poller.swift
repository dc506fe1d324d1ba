import Basics
import CSockets
import Glibc

/// Waits until one of several descriptors has something to read or room to write (epoll(7)).
@safe
package struct Poller: ~Copyable {
    package struct Interest: OptionSet, Sendable {
        package let rawValue: UInt32

        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        package static let reading = Interest(rawValue: EPOLLIN.rawValue)
        package static let writing = Interest(rawValue: EPOLLOUT.rawValue)
    }

    /// What happened on the descriptor that was added under `token`.
    package struct Event: Equatable, Sendable {
        package var token: UInt64
        package var readable: Bool
        package var writable: Bool
        /// The other side is gone or the descriptor is broken; reading says which.
        package var hungUp: Bool
    }

    /// Events of one wait; what does not fit comes with the next.
    private static let eventsPerWait = 64

    private let descriptor: Int32
    private let events: UnsafeMutablePointer<epoll_event>

    package init() throws(SystemFailure) {
        let made = epoll_create1(Int32(EPOLL_CLOEXEC))
        unsafe events = .allocate(capacity: Self.eventsPerWait)
        descriptor = made
        guard made >= 0 else { throw SystemFailure(errno: errno, action: "make a poller") }
    }

    deinit {
        unsafe events.deallocate()
        close(descriptor)
    }

    package func add(_ target: Int32, token: UInt64, for interest: Interest = .reading) throws(SystemFailure) {
        try control(EPOLL_CTL_ADD, target, token, interest, "watch a descriptor")
    }

    package func change(_ target: Int32, token: UInt64, to interest: Interest) throws(SystemFailure) {
        try control(EPOLL_CTL_MOD, target, token, interest, "watch a descriptor otherwise")
    }

    /// Stops watching; closing a descriptor does so too.
    package func remove(_ target: Int32) {
        epoll_ctl(descriptor, EPOLL_CTL_DEL, target, nil)
    }

    /// Waits for events, at most `timeout` (`nil`: for ever); returns them, none after the time or a signal.
    package func wait(atMost timeout: Duration?) throws(SystemFailure) -> [Event] {
        let milliseconds: Int32 = timeout.map { Self.roundedUp($0) } ?? -1
        let count = unsafe epoll_wait(descriptor, events, Int32(Self.eventsPerWait), milliseconds)
        guard count >= 0 else {
            if errno == EINTR { return [] }
            throw SystemFailure(errno: errno, action: "wait for descriptors")
        }
        return (0..<Int(count)).map { index in
            let (what, token) = unsafe (events[index].events, events[index].data.u64)
            return Event(
                token: token,
                readable: what & EPOLLIN.rawValue != 0,
                writable: what & EPOLLOUT.rawValue != 0,
                hungUp: what & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
            )
        }
    }

    /// Up, because waking before a deadline only means waiting again.
    private static func roundedUp(_ duration: Duration) -> Int32 {
        let milliseconds = (duration.nanoseconds + 999_999) / 1_000_000
        return Int32(min(max(milliseconds, 0), Int64(Int32.max)))
    }

    private func control(
        _ operation: Int32, _ target: Int32, _ token: UInt64, _ interest: Interest, _ action: String
    ) throws(SystemFailure) {
        var event = unsafe epoll_event(events: interest.rawValue, data: epoll_data_t(u64: token))
        guard unsafe epoll_ctl(descriptor, operation, target, &event) == 0 else {
            throw SystemFailure(errno: errno, action: action)
        }
    }
}
