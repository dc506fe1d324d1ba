/// Tags and text of XML or HTML, one after another; it never fails, it only finds less.
struct Markup {
    enum Piece: Equatable {
        /// Lower case; a slash begins the name of an end tag.
        case tag(String, isEmpty: Bool)
        case text([UInt8])
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Piece? {
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "<"), let tag = tag() { return tag }
        var text: [UInt8] = []
        repeat {
            if bytes[index] == UInt8(ascii: "&"), let (scalar, next) = reference(index) {
                text += Array(String(Character(scalar)).utf8)
                index = next
            } else {
                text.append(bytes[index])
                index += 1
            }
        } while index < bytes.count && bytes[index] != UInt8(ascii: "<")
        return .text(text)
    }

    /// Skips everything up to the end tag of `name`, whose content is no markup ("script").
    mutating func skip(past name: String) {
        let end = Array("</\(name)".utf8)
        while index + end.count <= bytes.count {
            if bytes[index] == end[0], bytes[index + 1] == end[1],
               zip(bytes[index..<(index + end.count)], end).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) { return }
            index += 1
        }
        index = bytes.count
    }

    private mutating func tag() -> Piece? {
        let start = index + 1
        guard start < bytes.count else { return nil }
        if bytes[start] == UInt8(ascii: "!") || bytes[start] == UInt8(ascii: "?") {
            let isComment = start + 2 < bytes.count && bytes[start + 1] == UInt8(ascii: "-") && bytes[start + 2] == UInt8(ascii: "-")
            var end = start
            while end < bytes.count, !(bytes[end] == UInt8(ascii: ">") && (!isComment || end >= start + 4 && bytes[end - 1] == UInt8(ascii: "-")
                && bytes[end - 2] == UInt8(ascii: "-"))) { end += 1 }
            index = min(end + 1, bytes.count)
            return .tag("!", isEmpty: true)
        }
        let isEnd = bytes[start] == UInt8(ascii: "/")
        var end = isEnd ? start + 1 : start
        guard end < bytes.count, bytes[end] | 0x20 >= UInt8(ascii: "a"), bytes[end] | 0x20 <= UInt8(ascii: "z") else { return nil }
        var name = isEnd ? "/" : ""
        while end < bytes.count, name.utf8.count < 32 {
            let byte = bytes[end]
            let isLetter = byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
            guard isLetter || byte == UInt8(ascii: ":") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") else { break }
            name.unicodeScalars.append(Unicode.Scalar(isLetter ? byte | 0x20 : byte))
            end += 1
        }
        var quote: UInt8?
        var isEmpty = false
        while end < bytes.count {
            let byte = bytes[end]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                isEmpty = bytes[end - 1] == UInt8(ascii: "/")
                break
            }
            end += 1
        }
        index = min(end + 1, bytes.count)
        return .tag(name, isEmpty: isEmpty)
    }

    private static let named: [String: UInt32] = [
        "amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39, "nbsp": 160, "ndash": 8_211, "mdash": 8_212, "lsquo": 8_216, "rsquo": 8_217, "ldquo": 8_220,
        "rdquo": 8_221, "hellip": 8_230, "bull": 8_226, "laquo": 171, "raquo": 187, "middot": 183, "copy": 169, "shy": 173,
        "agrave": 224, "aacute": 225, "acirc": 226, "atilde": 227, "egrave": 232, "eacute": 233, "ecirc": 234, "igrave": 236, "iacute": 237,
        "ograve": 242, "oacute": 243, "ocirc": 244, "otilde": 245, "ugrave": 249, "uacute": 250, "yacute": 253,
        "Agrave": 192, "Aacute": 193, "Acirc": 194, "Atilde": 195, "Egrave": 200, "Eacute": 201, "Ecirc": 202, "Igrave": 204, "Iacute": 205,
        "Ograve": 210, "Oacute": 211, "Ocirc": 212, "Otilde": 213, "Ugrave": 217, "Uacute": 218, "Yacute": 221,
    ]

    private func reference(_ start: Int) -> (Unicode.Scalar, Int)? {
        var end = start + 1
        while end < bytes.count, end - start <= 10, bytes[end] != UInt8(ascii: ";") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: ";"), end > start + 1 else { return nil }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        let value: UInt32?
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            value = UInt32(name.dropFirst(2), radix: 16)
        } else if name.hasPrefix("#") {
            value = UInt32(name.dropFirst())
        } else {
            value = Self.named[name]
        }
        guard let value, value != 0, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, end + 1)
    }
}
