import CSockets
import Glibc

/// The kernel's random numbers, good for keys and secrets.
package struct SystemEntropy: RandomNumberGenerator, Sendable {
    package init() {}

    package mutating func next() -> UInt64 {
        var value: UInt64 = 0
        unsafe withUnsafeMutableBytes(of: &value) { unsafe fillFromKernel($0) }
        return value
    }
}

/// `count` bytes from the kernel.
package func randomBytes(_ count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        unsafe fillFromKernel(UnsafeMutableRawBufferPointer(buffer))
        filled = count
    }
}

private func fillFromKernel(_ target: UnsafeMutableRawBufferPointer) {
    var filled = 0
    while filled < target.count {
        let count = unsafe getrandom(target.baseAddress! + filled, target.count - filled, 0)
        precondition(count > 0 || errno == EINTR, "the kernel has no random numbers")
        filled += max(count, 0)
    }
}
