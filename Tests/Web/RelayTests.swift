import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Web

/// Credentials for halls that have to be relayed.
struct RelayTests {
    private let secret = "bi mat dung chung"
    private let noon = WallTime(milliseconds: 1_639_450_000_900)

    @Test func `a credential is the keyed hash of a name that says when it expires`() throws {
        let grant = try Relays(urls: ["turn:turn.example.vn:3478"], secret: secret).grant(to: "phien", at: noon)
        #expect(grant.seconds == 86_400)
        // printf 1639536400:phien | openssl dgst -sha1 -hmac 'bi mat dung chung' -binary | base64
        let server = try #require(grant.servers.first)
        #expect(server.urls == ["turn:turn.example.vn:3478"] && server.username == "1639536400:phien")
        #expect(server.credential == "cAw0H/VS63xEDj+YsC8WVs78Eng=")
    }

    @Test(arguments: [
        "stun:turn.example.vn", "turn:", "turn:a b", "turns:turn.example.vn:443?transport=sctp", "https://turn.example.vn",
        "turn:x@turn.example.vn",
    ])
    func `an address that no browser would take is refused at the start`(url: String) {
        #expect(throws: StartFailure.self) { try Relays(urls: [url], secret: secret) }
    }

    @Test(arguments: [
        "turn:turn.example.vn", "turn:203.0.113.7:3478?transport=udp", "turns:turn.example.vn:443?transport=tcp", "turn:[2001:db8::7]:3478",
    ])
    func `an address that browsers take is taken`(url: String) throws {
        #expect(try Relays(urls: [url], secret: secret).urls == [url])
    }

    @Test func `a secret that could be guessed is refused without being said`() throws {
        let failure = #expect(throws: StartFailure.self) { try Relays(urls: ["turn:turn.example.vn"], secret: "ngan") }
        #expect(failure?.description.contains("ngan") == false)
    }

    @Test func `without a relay a session is told that there is none`() async throws {
        try await withServer { client, folder in
            let hall = try await browser(.operator, of: hanoi, client, folder)
            try await client.execute(uri: hall.base + "api/relays", method: .get, headers: [.cookie: hall.cookie]) {
                #expect(String(buffer: $0.body) == "{\"seconds\":0,\"servers\":[]}")
            }
            #expect(try await status(.get, hall.base + "api/relays", client) == .unauthorized)
        }
    }
}
