import Crypto
package import Foundation
package import NIOSSL
import SwiftASN1
import X509

/// The certificate and key that pages are served with.
package struct Certificate: Sendable {
    package var chain: [NIOSSLCertificate]
    package var key: NIOSSLPrivateKey

    /// Reads a chain and its key from PEM files.
    package init(chain: String, key: String) throws {
        self.chain = try NIOSSLCertificate.fromPEMFile(chain)
        self.key = try NIOSSLPrivateKey(file: key, format: .pem)
    }

    /// The self-signed certificate kept in `folder`, made there at first use.
    package init(generatedIn folder: String, for names: [String], now: Date) throws {
        let chain = folder + "/certificate.pem"
        let key = folder + "/certificate-key.pem"
        let files = FileManager.default
        if !files.fileExists(atPath: chain) || !files.fileExists(atPath: key) {
            let made = try Self.generate(for: names, now: now)
            try writePrivately(made.key, to: key)
            try writePrivately(made.certificate, to: chain)
        }
        try self.init(chain: chain, key: key)
    }

    package var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }

    private static func generate(for names: [String], now: Date) throws -> (certificate: String, key: String) {
        let key = X509.Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName(names.first ?? "localhost") }
        let certificate = try X509.Certificate(
            version: .v3,
            serialNumber: X509.Certificate.SerialNumber(),
            publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-3_600),
            // Browsers refuse server certificates that live longer than 398 days.
            notValidAfter: now.addingTimeInterval(397 * 86_400),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try X509.Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                SubjectAlternativeNames(names.map(Self.alternative))
            },
            issuerPrivateKey: key
        )
        return (try certificate.serializeAsPEM().pemString, try key.serializeAsPEM().pemString)
    }

    private static func alternative(_ name: String) -> GeneralName {
        let octets = name.split(separator: ".").compactMap { UInt8($0) }
        return octets.count == 4 ? .ipAddress(ASN1OctetString(contentBytes: octets[...])) : .dnsName(name)
    }
}

/// Writes a file that only its owner reads, whole or not at all.
package func writePrivately(_ text: String, to path: String) throws {
    let files = FileManager.default
    let temporary = path + ".new"
    try? files.removeItem(atPath: temporary)
    guard files.createFile(atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: path])
    }
    let handle = try FileHandle(forWritingTo: URL(filePath: temporary))
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
    _ = try? files.removeItem(atPath: path)
    try files.moveItem(atPath: temporary, toPath: path)
}
