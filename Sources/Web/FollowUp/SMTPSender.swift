import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// A mail server that takes our mail: `smtp://host:25` on the same machine or network, `smtps://user@host:465` anywhere.
package struct SMTPServer: Hashable, Sendable {
    var host: String
    var port: Int
    var isEncrypted: Bool
    var user: String?
    var password: String?

    /// `nil` for an address that is none; a password is never sent in plain text.
    package init?(_ text: String, password: String? = nil) {
        guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty else { return nil }
        switch url.scheme {
        case "smtp": isEncrypted = false
        case "smtps": isEncrypted = true
        default: return nil
        }
        self.host = host
        port = url.port ?? (isEncrypted ? 465 : 25)
        user = url.user
        self.password = password
        guard url.password == nil, isEncrypted || user == nil, url.path.isEmpty || url.path == "/" else { return nil }
    }
}

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

/// Hands mails to a mail server (RFC 5321), all of a day over one connection.
package struct SMTPSender: Sendable {
    package struct Refused: Error, CustomStringConvertible {
        package var description: String
    }

    private let server: SMTPServer
    private let sender: String

    package init(_ server: SMTPServer, from sender: String) {
        self.server = server
        self.sender = sender
    }

    /// Throws when the server cannot be reached; says how many of the mails it took.
    package func send(_ mails: [Mail]) async throws -> Int {
        let server = server
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(15))
            .connect(host: server.host, port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if server.isEncrypted {
                        let context = try NIOSSLContext(configuration: .makeClientConfiguration())
                        try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: server.host))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        // A server that says nothing for long is given up: its connection ends under whoever waits for it.
        let patience = channel.channel.eventLoop.scheduleTask(in: .seconds(120)) { channel.channel.close(promise: nil) }
        defer { patience.cancel() }
        return try await channel.executeThenClose { inbound, outbound in
            var talk = Talk(replies: inbound.makeAsyncIterator(), outbound: outbound)
            try await talk.expect(220)
            try await talk.say("EHLO dien-hong", 250)
            if let user = server.user {
                let secret = Data("\0\(user)\0\(server.password ?? "")".utf8).base64EncodedString()
                try await talk.say("AUTH PLAIN \(secret)", 235)
            }
            var taken = 0
            for mail in mails where try await talk.deliver(mail, from: sender) { taken += 1 }
            try? await talk.say("QUIT", 221)
            return taken
        }
    }

    private struct Talk {
        var replies: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        var received = ""

        /// Whether the server took this one; another may still be taken.
        mutating func deliver(_ mail: Mail, from sender: String) async throws -> Bool {
            do {
                try await say("MAIL FROM:<\(sender)>", 250)
                try await say("RCPT TO:<\(mail.to)>", 250)
                try await say("DATA", 354)
                // A line that begins with a dot gets another (RFC 5321 §4.5.2); base64 has none, but heads might.
                let text = mail.message(from: sender, at: Date(), id: UUID().uuidString)
                    .components(separatedBy: "\r\n").map { $0.hasPrefix(".") ? "." + $0 : $0 }.joined(separator: "\r\n")
                try await say(text + ".", 250)
                return true
            } catch is Refused {
                try await say("RSET", 250)
                return false
            }
        }

        mutating func say(_ line: String, _ code: Int) async throws {
            try await outbound.write(ByteBuffer(string: line + "\r\n"))
            try await expect(code)
        }

        mutating func expect(_ code: Int) async throws {
            while true {
                while let end = received.range(of: "\r\n") {
                    let line = String(received[..<end.lowerBound])
                    received.removeSubrange(..<end.upperBound)
                    // All lines of one reply but the last have a hyphen after the number.
                    if line.dropFirst(3).first == "-" { continue }
                    guard line.hasPrefix("\(code)") else { throw Refused(description: line) }
                    return
                }
                guard received.utf8.count < 64 * 1024, let more = try await replies.next(isolation: #isolation) else {
                    throw SMTPSender.Gone()
                }
                received += String(buffer: more)
            }
        }
    }

    /// The server has gone away, or says what no server says.
    struct Gone: Error {}
}
