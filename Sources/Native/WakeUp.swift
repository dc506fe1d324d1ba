import CSockets
import Glibc

/// Wakes a thread that waits in a `Poller`; add `descriptor` to it for reading (eventfd(2)).
package struct WakeUp: ~Copyable, Sendable {
    package let descriptor: Int32

    package init() throws(SystemFailure) {
        let made = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        descriptor = made
        guard made >= 0 else { throw SystemFailure(errno: errno, action: "make a wake-up descriptor") }
    }

    deinit {
        close(descriptor)
    }

    /// May be called from any thread; several wakes before one `clear` are one.
    package func wake() {
        var one: UInt64 = 1
        unsafe write(descriptor, &one, 8)
    }

    /// Makes the descriptor quiet until the next wake.
    package func clear() {
        var count: UInt64 = 0
        unsafe read(descriptor, &count, 8)
    }
}
