import Basics
import Foundation

/// Hands mails to a mail server with curl, one process a mail; what is secret goes in by its standard input.
struct MailSender: Sendable {
    /// Why the server cannot be used at all, so that all that waits goes on waiting.
    enum Failure: Error, Equatable {
        /// curl is not installed.
        case missing
        /// What curl or the server answered (curl's exit status, the last SMTP reply).
        case unreachable(status: Int32, reply: String)
    }

    enum Fate: Equatable, Sendable {
        case taken
        /// The server will not have this one (RFC 5321 §4.2.1, a reply of 5xx).
        case refused(reply: String)
    }

    private let server: MailServer
    private let sender: String
    private let process = RestrainedProcess(seconds: Limits.mailSeconds, bytes: Limits.mailerBytes, fileBytes: Limits.mailerFileBytes)

    init(_ options: MailOptions) {
        server = options.server
        sender = options.sender
    }

    func send(_ mail: Mail) async throws(Failure) -> Fate {
        guard MailServer.isAddress(mail.to) else { return .refused(reply: "no address") }
        let file = FileManager.default.temporaryDirectory.appending(path: "dienhong-mail-\(UUID().uuidString)").path
        let message = Data(mail.message(from: sender, at: Date(), id: UUID().uuidString).utf8)
        guard FileManager.default.createFile(atPath: file, contents: message, attributes: [.posixPermissions: 0o600]) else {
            throw .unreachable(status: 0, reply: "no room")
        }
        defer { try? FileManager.default.removeItem(atPath: file) }
        do {
            _ = try await process.run("curl", ["--config", "-"], input: orders(for: mail, in: file))
            return .taken
        } catch .missing {
            throw .missing
        } catch .failed(let status, let reply) {
            if reply.hasPrefix("5"), status != Self.loginDenied { return .refused(reply: reply) }
            throw .unreachable(status: status, reply: reply)
        } catch {
            throw .unreachable(status: 0, reply: "no answer")
        }
    }

    /// What curl calls a user or a password that the server does not know.
    private static let loginDenied: Int32 = 67

    /// What curl is told (curl(1), `--config`): never as arguments, which everybody on the machine can read.
    private func orders(for mail: Mail, in file: String) -> String {
        let scheme = server.encryption == .tls ? "smtps" : "smtp"
        var orders = [
            ("url", "\(scheme)://\(server.host):\(server.port)/dien-hong"), ("mail-from", "<\(sender)>"), ("mail-rcpt", "<\(mail.to)>"),
            ("upload-file", file), ("max-time", "\(Limits.mailSeconds)"), ("connect-timeout", "15"), ("write-out", "%{response_code}"),
        ]
        if let user = server.user { orders.append(("user", "\(user):\(server.password ?? "")")) }
        if let authorities = server.authorities { orders.append(("cacert", authorities)) }
        let flags = ["silent"] + (server.encryption == .startTLS ? ["ssl-reqd"] : [])
        return (orders.map { "\($0) = \(Self.quoted($1))" } + flags).joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        let escapes: [Character: String] = ["\\": "\\\\", "\"": "\\\"", "\t": "\\t", "\n": "\\n", "\r": "\\r"]
        return "\"" + text.map { escapes[$0] ?? String($0) }.joined() + "\""
    }
}
