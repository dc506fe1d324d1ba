import CFuzzer

/// `Fuzz --list`, or `Fuzz NAME` and what libFuzzer takes; `bin/fuzz` calls it.
@main
struct Fuzz {
    /// What the callback runs, which cannot carry it.
    nonisolated(unsafe) static var selected: FuzzTarget?

    static func main() {
        guard let name = CommandLine.arguments.dropFirst().first, name != "--list" else {
            for target in FuzzTarget.all { print("\(target.name)\t\(target.longest)\t\(target.summary)") }
            return
        }
        guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
            fatalError("no fuzzer is called \(name); --list names them")
        }
        unsafe selected = target
        // libFuzzer takes what begins with "-" for its options, and the rest for folders.
        var count = CommandLine.argc - 1
        unsafe CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
        _ = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
            unsafe Fuzz.selected?.run(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
    }
}
