import Foundation
import Testing

@testable import Web

/// Mails as they go over the line, and to whom.
struct MailTests {
    @Test func `a mail keeps every mark, and its lines are short`() {
        let mail = Mail(to: "a@example.vn", subject: "Nhắc việc: " + String(repeating: "ễ", count: 40), text: "Quá hạn\r\n.chấm")
        let message = mail.message(from: "nhac@example.vn", at: Date(timeIntervalSince1970: 0), id: "1")
        #expect(message.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 128 } })
        #expect(message.contains("Date: Thu, 01 Jan 1970 07:00:00 +0700\r\n") && message.contains("Message-ID: <1@example.vn>"))
        let body = message.components(separatedBy: "\r\n\r\n")[1].replacing("\r\n", with: "")
        #expect(Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) } == mail.text)
    }

    @Test(arguments: [
        ("smtp+plain://localhost", 25), ("smtps://mail.example.vn", 465), ("smtps://user@mail.example.vn:10465", 10_465), ("smtp://user@mail.example.vn", 587),
        ("smtp+plain://user@mail.example.vn", nil),
        ("smtps://user:secret@mail.example.vn", nil), ("http://mail.example.vn", nil), ("mail.example.vn", nil), ("", nil),
    ] as [(String, Int?)])
    func `a mail server's address has no secret, and a user only where it is encrypted`(text: String, port: Int?) {
        #expect(MailServer(text)?.port == port)
    }

    @Test(arguments: [
        ("a@example.vn", true), ("van.thu+2026@quang-tri.gov.vn", true), ("a", false), ("a@", false), ("@b", false), ("a@b@c", false),
        ("a@example.vn\nurl = file:///etc/passwd", false), ("a\"@example.vn", false), ("<a@example.vn>", false), ("a b@example.vn", false), ("ă@example.vn", false),
    ])
    func `an address is one word that curl cannot take for an order`(text: String, isAddress: Bool) {
        #expect(MailServer.isAddress(text) == isAddress)
    }
}
