import Basics

/// What a file is, by its first bytes.
package enum DocumentFormat: String, Sendable {
    case text, hypertext, word, portable

    package init(_ bytes: [UInt8]) {
        if bytes.starts(with: "%PDF-".utf8) { self = .portable; return }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { self = .word; return }
        let start = bytes.prefix(2_048)
        let trimmed = start.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        let beginning = String(decoding: start, as: UTF8.self).lowercased()
        let isMarkup = trimmed.first == UInt8(ascii: "<")
        self = isMarkup && ["<html", "<!doctype html", "<body", "<article", "<div", "<p>", "<p "].contains(where: beginning.contains) ? .hypertext : .text
    }
}

/// The text of documents; PDFs and archives are taken apart outside, by programs made for it.
package enum DocumentText {
    package enum Failure: Error, Equatable { case tooLarge }

    /// `nil` for a PDF, and for a Word document that is still in its archive.
    package static func text(of bytes: [UInt8]) -> [UInt8]? {
        switch DocumentFormat(bytes) {
        case .text: return bytes
        case .hypertext: return hypertext(bytes)
        case .word, .portable: return nil
        }
    }

    /// Paragraphs of `word/document.xml` (ECMA-376 §17.3).
    package static func word(xml: [UInt8]) throws(Failure) -> [UInt8] {
        var markup = Markup(xml)
        var text: [UInt8] = []
        var isText = false
        while let piece = markup.next() {
            switch piece {
            case .tag("w:t", isEmpty: false): isText = true
            case .tag("/w:t", _): isText = false
            case .tag("/w:p", _), .tag("w:br", _), .tag("w:cr", _): text.append(0x0A)
            case .tag("w:tab", _), .tag("/w:tc", _): text.append(0x20)
            case .tag("w:deltext", _): isText = false
            case .tag: break
            case .text(let words): if isText { text += words }
            }
            guard text.count <= Limits.readingTextBytes else { throw .tooLarge }
        }
        return text
    }

    private static let raw: Set = ["script", "style", "noscript", "template", "svg", "textarea", "iframe", "title", "object", "video", "audio", "select"]
    private static let outside: Set = ["head", "nav", "footer", "aside", "form", "button", "figcaption"]
    private static let blocks: Set = [
        "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article", "header", "main", "blockquote",
        "figure", "hr", "dd", "dt", "pre", "img",
    ]

    /// What a reader of the page reads, block by block.
    package static func hypertext(_ bytes: [UInt8]) -> [UInt8] {
        var markup = Markup(bytes)
        var text: [UInt8] = []
        var skipped: String?
        var depth = 0
        func newline() { if let last = text.last, last != 0x0A { text.append(0x0A) } }
        while let piece = markup.next() {
            switch piece {
            case .text(let words):
                guard skipped == nil else { continue }
                for byte in words {
                    // Runs of spaces are one, as in a browser.
                    if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                        if let last = text.last, last != 0x20, last != 0x0A { text.append(0x20) }
                    } else {
                        text.append(byte)
                    }
                }
            case .tag(let name, let isEmpty):
                if let open = skipped {
                    if name == open, !isEmpty { depth += 1 }
                    if name == "/" + open { depth -= 1 }
                    if depth == 0 || depth > Limits.readingDepth { skipped = nil }
                    continue
                }
                if raw.contains(name), !isEmpty {
                    markup.skip(past: name)
                } else if outside.contains(name), !isEmpty {
                    (skipped, depth) = (name, 1)
                    newline()
                } else if blocks.contains(name) || name.hasPrefix("/") && blocks.contains(String(name.dropFirst())) {
                    newline()
                }
            }
        }
        return text
    }

    /// Joins the lines of a paragraph that a page's width broke.
    package static func unwrapped(_ bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        // Letters of Vietnamese have one to three bytes; a line is as wide as it has scalars.
        let counts = lines.map { line in line.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
        let widths = counts.filter { $0 > 20 }.sorted()
        let wide = widths.isEmpty ? 0 : widths[widths.count * 3 / 4]
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        for (index, line) in lines.enumerated() {
            text += line.filter { $0 != 0x0C && $0 != 0x0D }
            guard index + 1 < lines.count else { break }
            let last = line.last { $0 > 0x20 } ?? 0
            let endsSentence = [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(last)
            let next = lines[index + 1].drop { $0 <= 0x20 }
            let nextIsSmall = next.first.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") || $0 == UInt8(ascii: ",") } ?? false
            // A paragraph's last line is seldom full.
            let isFull = wide > 0 && counts[index] * 100 >= wide * (endsSentence ? 92 : 75)
            let joins = !next.isEmpty && !line.isEmpty && (nextIsSmall || isFull)
            text.append(joins ? 0x20 : 0x0A)
        }
        return text
    }
}
