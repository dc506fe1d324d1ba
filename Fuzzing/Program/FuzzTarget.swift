/// Something that bytes of anybody's choosing must not break; a broken promise is a trap.
struct FuzzTarget: Sendable {
    var name: String
    var summary: String
    /// Bytes of the longest input that is worth its time; a longer script says more of the same.
    var longest: Int
    var run: @Sendable ([UInt8]) -> Void

    init(_ name: String, _ summary: String, longest: Int = 4_096, _ run: @escaping @Sendable ([UInt8]) -> Void) {
        self.name = name
        self.summary = summary
        self.longest = longest
        self.run = run
    }

    /// Parsers, then what rewrites and remembers.
    static let all: [FuzzTarget] = [
        .stun, .rtp, .rtcp, .feedback, .sdp, .attributes, .framing, .codecs, .control, .command, .plan, .passkey, .text, .document,
        .negotiation, .datagrams, .router, .slot, .stream, .echo, .congestion,
    ]
}

/// A promise of what is fuzzed.
func promise(_ isKept: Bool, _ words: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line) {
    // Not `precondition`, which says nothing in a release build.
    if !isKept { fatalError(words(), file: file, line: line) }
}
