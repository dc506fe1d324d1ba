// Lines are split at bytes, not at characters: a combining mark after a separator must not hide it.

/// The parts of `text` between spaces, none of them empty.
func fields(_ text: some StringProtocol) -> [Substring] {
    split(text, at: " ")
}

/// The parts of `text` between separators, none of them empty.
func split(_ text: some StringProtocol, at separator: Unicode.Scalar) -> [Substring] {
    Substring(text).utf8.split(separator: UInt8(ascii: separator)).map { Substring($0) }
}

/// `text` up to the first separator and what comes after it, `nil` without one.
func cut(_ text: some StringProtocol, at separator: Unicode.Scalar) -> (head: Substring, tail: Substring?) {
    let text = Substring(text)
    guard let index = text.utf8.firstIndex(of: UInt8(ascii: separator)) else { return (text, nil) }
    return (text[..<index], text[text.utf8.index(after: index)...])
}

/// `text` without spaces and tabs at either end.
func trimmed(_ text: Substring) -> Substring {
    var bytes = text.utf8
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return Substring(bytes)
}
