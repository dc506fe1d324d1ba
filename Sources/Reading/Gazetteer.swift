import Basics

/// The words that the grammar knows: phrases by what they mean, read from the files that a secretariat can extend.
package struct Gazetteer: Sendable {
    /// Why a file of phrases is refused.
    package struct Fault: Error, Equatable {
        package var file: String
        package var line: Int
        package var reason: Reason

        package enum Reason: Equatable, Sendable { case noSection, unknownSection(String), noWords, notText, tooMany }
    }

    /// A phrase found in a text.
    struct Match {
        /// One past its last token.
        var end: Int
        /// What stands after "=" in the file, or "".
        var meaning: String
    }

    private var words = HashIndex()
    private var edges = HashIndex()
    /// Which cues begin with a word.
    private var startsOf: [CueSet] = [[]]
    private var wordCount: UInt32 = 0
    /// Nodes of the tree of phrases: which cues end here, and with what meaning.
    private var endsAt: [CueSet] = [[]]
    private var meansAt: [CueSet] = [[]]
    private var meanings: [UInt64: String] = [:]
    private var phrases = 0
    /// What a one-word abbreviation is short for.
    private var spellings: [UInt64: [UInt64]] = [:]

    package init(_ files: [(name: String, text: String)]) throws(Fault) {
        for word in Word.allCases {
            for token in Self.tokens(word.text) { _ = number(token.hash) }
        }
        precondition(wordCount == UInt32(Word.allCases.count), "two words of the grammar are the same")
        var aliases: [(short: [Token], long: [Token])] = []
        // Aliases first: they multiply what is read after them.
        for pass in [true, false] {
            for (name, text) in files {
                var section: Cue?
                for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    let line = Self.trimmed(line)
                    guard !line.isEmpty, !line.hasPrefix("#") else { continue }
                    func fault(_ reason: Fault.Reason) -> Fault { Fault(file: name, line: index + 1, reason: reason) }
                    if line.hasPrefix("["), line.hasSuffix("]") {
                        let wanted = String(line.dropFirst().dropLast())
                        section = Cue.allCases.first { "\($0)" == wanted }
                        guard section != nil else { throw fault(.unknownSection(wanted)) }
                        continue
                    }
                    guard let section else { throw fault(.noSection) }
                    guard pass == (section == .alias) else { continue }
                    let parts = line.split(separator: "=", maxSplits: 1)
                    let phrase = Self.tokens(String(Self.trimmed(parts[0])))
                    guard !phrase.isEmpty else { throw fault(.noWords) }
                    let meaning = parts.count > 1 ? String(Self.trimmed(parts[1])) : ""
                    if section == .alias {
                        let long = Self.tokens(meaning)
                        aliases.append((phrase, long))
                        if phrase.count == 1 { spellings[phrase[0].hash] = long.map(\.hash) }
                        continue
                    }
                    phrases += 1
                    guard phrases <= Limits.readingPhrases else { throw fault(.tooMany) }
                    add(phrase.map(\.hash), section, meaning)
                    for alias in aliases {
                        let long = alias.long.map(\.hash), hashes = phrase.map(\.hash)
                        guard hashes.count > long.count else { continue }
                        for start in 0...(hashes.count - long.count) where Array(hashes[start..<(start + long.count)]) == long {
                            add(Array(hashes[..<start]) + alias.short.map(\.hash) + Array(hashes[(start + long.count)...]), section, meaning)
                        }
                    }
                }
            }
        }
    }

    /// The words that an abbreviation stands for; any other word stands for itself.
    func spelt(_ hash: UInt64) -> [UInt64] { spellings[hash] ?? [hash] }

    /// 0 for a word in no phrase.
    @inline(__always)
    func word(_ hash: UInt64) -> UInt32 { words[hash] }

    /// Which of several cues begin with a word.
    @inline(__always)
    func startsAny(_ cues: CueSet, _ word: UInt32) -> Bool { startsOf[Int(word)].intersects(cues) }

    @inline(__always)
    func starts(_ cue: Cue, _ word: UInt32) -> Bool { startsOf[Int(word)].contains(cue) }

    /// The longest phrase of `cue` that begins at `index`.
    @inline(__always)
    func match(_ cue: Cue, _ tokens: [Token], _ index: Int, _ limit: Int) -> Match? {
        guard index < limit, startsOf[Int(tokens[index].word)].contains(cue) else { return nil }
        return longest(cue, tokens, index, limit)
    }

    private func longest(_ cue: Cue, _ tokens: [Token], _ index: Int, _ limit: Int) -> Match? {
        var node: UInt32 = 0
        var end = index
        var best: (end: Int, node: UInt32)?
        while end < limit, tokens[end].word != 0 {
            node = edges[UInt64(node) << 32 | UInt64(tokens[end].word)]
            guard node != 0 else { break }
            end += 1
            if endsAt[Int(node)].contains(cue) { best = (end, node) }
        }
        guard let best else { return nil }
        guard meansAt[Int(best.node)].contains(cue) else { return Match(end: best.end, meaning: "") }
        return Match(end: best.end, meaning: meanings[UInt64(best.node) << 8 | UInt64(cue.rawValue)] ?? "")
    }

    private mutating func add(_ hashes: [UInt64], _ cue: Cue, _ meaning: String) {
        var node: UInt32 = 0
        for (position, hash) in hashes.enumerated() {
            let word = number(hash)
            if position == 0 { startsOf[Int(word)].insert(cue) }
            let edge = UInt64(node) << 32 | UInt64(word)
            var next = edges[edge]
            if next == 0 {
                next = UInt32(endsAt.count)
                endsAt.append([])
                meansAt.append([])
                edges.insert(edge, next)
            }
            node = next
        }
        endsAt[Int(node)].insert(cue)
        if !meaning.isEmpty {
            meansAt[Int(node)].insert(cue)
            meanings[UInt64(node) << 8 | UInt64(cue.rawValue)] = meaning
        }
    }

    /// The number of a word, which it gets now if it has none.
    private mutating func number(_ hash: UInt64) -> UInt32 {
        let known = words[hash]
        guard known == 0 else { return known }
        wordCount += 1
        words.insert(hash, wordCount)
        startsOf.append([])
        return wordCount
    }

    private static func tokens(_ phrase: String) -> [Token] {
        var tokenizer = Tokenizer(Array(phrase.utf8), gazetteer: nil)
        return tokenizer.run() ? tokenizer.tokens : []
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
