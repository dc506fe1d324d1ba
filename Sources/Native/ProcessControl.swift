import CSockets
import Glibc

/// Lets this process open as many descriptors as the system allows it; returns how many.
@discardableResult
package func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
    limit.rlim_cur = limit.rlim_max
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
}

/// Writing to somebody who left is an error to handle, not a reason to die.
package func ignoreBrokenPipe() {
    signal(SIGPIPE, SIG_IGN)
}

/// Has the kernel end this process when its parent ends.
package func dieWithParent() {
    _ = csockets_die_with_parent(SIGTERM)
}

/// How much memory this process has in the machine's memory, at most so far and now.
package func residentBytes() -> (peak: Int, current: Int) {
    var usage = rusage()
    unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
    return (usage.ru_maxrss * 1_024, currentResidentBytes())
}

/// The second field of /proc/self/statm counts pages (proc(5)).
private func currentResidentBytes() -> Int {
    let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = unsafe read(file, &text, text.count)
    let fields = text.prefix(max(count, 0)).split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
    return pages * sysconf(Int32(_SC_PAGESIZE))
}
