import Foundation

/// One mail in plain text.
package struct Mail: Hashable, Sendable {
    package var to: String
    package var subject: String
    package var text: String

    package init(to: String, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }

    /// As it goes over the line (RFC 5322), its words in base64 so that no mark is lost and no line is too long.
    func message(from sender: String, at date: Date, id: String) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 7 * 3_600)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        let body = Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return [
            "From: \(sender)", "To: \(to)", "Subject: \(Self.encodedWords(subject))", "Date: \(format.string(from: date))",
            "Message-ID: <\(id)@\(sender.split(separator: "@").last ?? "dien-hong")>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated", "", body, "",
        ].joined(separator: "\r\n")
    }

    /// RFC 2047 §2: each at most 75 characters, whole letters in each.
    static func encodedWords(_ text: String) -> String {
        var words: [String] = [], part = ""
        for character in text {
            if part.utf8.count + String(character).utf8.count > 42 {
                words.append(part)
                part = ""
            }
            part.append(character)
        }
        return (words + [part]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
