import ArgumentParser
import Basics
import Foundation
import Logging
import Native
import Web

/// `dienhong serve`: the control process.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the conferences of a data folder.")

    @OptionGroup var data: DataOptions

    @Option(help: "The TCP port of the pages; 0 takes a free one.")
    var port = 8080

    @Option(help: "The address that the pages listen on.")
    var host = "127.0.0.1"

    @Option(help: "The UDP port of the media process.")
    var mediaPort = 10_000

    @Option(help: "The TCP port of the media process, for networks that let no UDP through; 0 is none. (default: the UDP port's number)")
    var mediaTcpPort: Int?

    @Option(help: "The TCP port that halls are told, where something in front hands connections on to the other; 0 is the same.")
    var mediaTcpPublicPort = 0

    @Option(help: "An address under which halls reach the media process; may be given several times.")
    var mediaAddress: [String] = []

    @Option(help: "A TURN server for networks that let nothing else through, as turn:HOST:3478 or turns:HOST:443?transport=tcp; may be given several times.")
    var turn: [String] = []

    @Option(help: "A file with the secret that the TURN server shares with this one (coturn: static-auth-secret). (default: the environment's DIENHONG_TURN_SECRET)")
    var turnSecretFile: String?

    @Option(help: "Worker threads of the media process; 0 takes one for each core.")
    var workers = 0

    @Option(help: "Serve over TLS: chain.pem,key.pem, or the word generated for a self-signed certificate.")
    var tls: String?

    @Option(name: .customLong("public"), help: "The folder of the web client.")
    var publicFolder = "Public"

    @Flag(help: "Believe X-Forwarded-Proto: a proxy of yours stands in front.")
    var behindProxy = false

    @Flag(help: "Let the media process go on when this one is asked to stop.")
    var keepMedia = false

    @Option(help: "The mail server that takes invitations and reminders: smtp://user@host:587 (STARTTLS), smtps://user@host:465, or smtp+plain://host:25 on your own network; a password in the environment's DIENHONG_SMTP_PASSWORD.")
    var smtp: String?

    @Option(help: "Who vouches for the mail server's certificate, where the system does not know it: a file in PEM.")
    var smtpAuthorities: String?

    @Option(help: "Who mails are from, as secretariat@example.vn.")
    var mailFrom: String?

    @Option(help: "The address that people reach the server at, for mails and for passkeys.")
    var publicUrl: String?

    @OptionGroup var organisation: OpenIDArguments

    @Option(
        help: ArgumentHelp("Days that the follow-up's calendar is ahead of the machine's, to try what falls due.", visibility: .hidden))
    var daysAhead = 0.0

    @OptionGroup var parent: ParentOptions

    mutating func run() async throws {
        parent.watch()
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        raiseDescriptorLimit()
        ignoreBrokenPipe()
        let folder = try data.folder()
        let lock = try folder.lock()
        defer { try? lock.close() }

        var options = ControlServer.Options()
        options.web.host = host
        options.web.port = port
        options.web.publicFolder = publicFolder
        options.web.isBehindProxy = behindProxy
        options.web.certificate = try certificate(in: folder)
        options.web.relays = try relays()
        options.web.address = try address()
        options.keepsMedia = keepMedia
        options.mail = try mail()
        options.openID = try organisation.options()
        if daysAhead != 0 { options.calendar = { [daysAhead] in wallTime().advanced(bySeconds: Int(daysAhead * 86_400)) } }
        let logger = Logger(label: "dienhong")
        let arguments = ["media", "--socket", folder.mediaSocket, "--port", "\(mediaPort)"]
            + ["--tcp-port", "\(mediaTcpPort ?? mediaPort)", "--tcp-public-port", "\(mediaTcpPublicPort)"]
            + ["--workers", "\(workers)"]
            + mediaAddress.flatMap { ["--address", $0] }
        let server = try await ControlServer(folder, options: options, logger: logger) {
            let child = try Child(arguments)
            return { child.isRunning }
        }
        let (scheme, host) = (tls == nil ? "http" : "https", host)
        try await server.run { port in
            logger.info("serving \(scheme)://\(host):\(port)/")
        }
    }

    /// The secret comes by a way that neither a list of processes nor a shell's history tells.
    private func relays() throws -> Relays? {
        guard !turn.isEmpty else {
            guard turnSecretFile == nil else { throw StartFailure("--turn-secret-file needs --turn") }
            return nil
        }
        let secret: String
        if let turnSecretFile {
            guard let text = try? String(contentsOfFile: turnSecretFile, encoding: .utf8) else {
                throw StartFailure("\(turnSecretFile) cannot be read")
            }
            secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        } else if let text = ProcessInfo.processInfo.environment["DIENHONG_TURN_SECRET"] {
            secret = text
        } else {
            throw StartFailure("--turn needs a secret: --turn-secret-file, or DIENHONG_TURN_SECRET in the environment")
        }
        return try Relays(urls: turn, secret: secret)
    }

    private func address() throws -> String? {
        guard let publicUrl else { return nil }
        guard let address = URL(string: publicUrl), ["http", "https"].contains(address.scheme), let host = address.host() else {
            throw StartFailure("--public-url takes an address such as https://hoinghi.example.vn")
        }
        // As browsers write an origin: nothing after the host.
        return "\(address.scheme ?? "https")://\(host)\(address.port.map { ":\($0)" } ?? "")"
    }

    private func mail() throws -> MailOptions? {
        guard let smtp else { return nil }
        let password = ProcessInfo.processInfo.environment["DIENHONG_SMTP_PASSWORD"]
        guard let server = MailServer(smtp, password: password, authorities: smtpAuthorities) else {
            throw StartFailure("--smtp takes smtp://user@host:587, smtps://user@host:465 or smtp+plain://host:25, the last without a user")
        }
        guard let mailFrom, MailServer.isAddress(mailFrom) else {
            throw StartFailure("--smtp needs --mail-from, an address such as secretariat@example.vn")
        }
        return MailOptions(server: server, sender: mailFrom, address: publicUrl ?? "")
    }

    private func certificate(in folder: DataFolder) throws -> Certificate? {
        guard let tls else { return nil }
        do {
            if tls == "generated" {
                return try Certificate(generatedIn: folder.path, for: ["localhost", host], now: Date())
            }
            let files = tls.split(separator: ",").map(String.init)
            guard files.count == 2 else { throw StartFailure("--tls takes chain.pem,key.pem or the word generated") }
            return try Certificate(chain: files[0], key: files[1])
        } catch let failure as StartFailure {
            throw failure
        } catch {
            throw StartFailure("the certificate \(tls) cannot be used: \(error)")
        }
    }
}
