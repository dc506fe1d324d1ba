import Testing

@testable import LoadClient

struct HTTPTests {
    private static let text = "HTTP/1.1 303 See Other\r\nLocation: /s/7/join\r\nSet-Cookie: session=abc; Path=/s/7/; "
        + "HttpOnly; SameSite=Strict\r\nset-cookie: link=def; path=/l/1/\r\nContent-Length: 5\r\n\r\nhello"
        + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"
        + "HTTP/1.1 204 No Content\r\n\r\n"

    @Test(arguments: 1...40)
    func `responses are read whatever pieces they come in`(size: Int) throws {
        let bytes = Array(Self.text.utf8)
        var parser = HTTPResponseParser()
        var responses: [HTTPResponse] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            parser.feed(Array(bytes[start..<min(start + size, bytes.count)]))
            while let output = try parser.next() {
                switch output {
                case .head(let head): responses.append(head)
                case .body(let piece): responses[responses.count - 1].body += piece
                case .end: break
                }
            }
        }
        #expect(responses.map(\.status) == [303, 200, 204])
        #expect(responses.map { String(decoding: $0.body, as: UTF8.self) } == ["hello", "abc0123456789", ""])
        #expect(responses[0]["location"] == "/s/7/join")
        #expect(responses[0].cookies.map(\.name) == ["session", "link"])
        #expect(responses[0].cookies.map(\.value) == ["abc", "def"])
        #expect(responses[0].cookies.map(\.path) == ["/s/7/", "/l/1/"])
    }

    @Test(arguments: ["SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"])
    func `what is not HTTP is refused`(text: String) {
        var parser = HTTPResponseParser()
        parser.feed(Array(text.utf8))
        #expect(throws: HTTPResponseParser.Problem.malformed) { try parser.next() }
    }

    @Test(arguments: 1...20)
    func `an event stream is read whatever pieces it comes in`(size: Int) {
        let text = ": hello\n\nevent: journal\nid: 4\ndata: {\"a\":\ndata: 1}\n\r\nevent: x\r\n\r\ndata:y\r\rdata: unfinished\n"
        let bytes = Array(text.utf8)
        var parser = EventStreamParser()
        var events: [StreamedEvent] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += parser.feed(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(events == [
            StreamedEvent(id: "4", type: "journal", data: "{\"a\":\n1}"),
            StreamedEvent(id: nil, type: "message", data: "y"),
        ])
    }

    @Test func `a link is taken apart`() throws {
        let url = try SiteURL("http://localhost:8080/l/a/b?c")
        #expect(url.host == "localhost")
        #expect(url.port == 8080)
        #expect(url.path == "/l/a/b?c")
        #expect(url.authority == "localhost:8080")
        #expect(try SiteURL("http://[::1]:81/x").authority == "[::1]:81")
        #expect(try SiteURL("http://[::1]:81/x").host == "::1")
        #expect(try SiteURL("http://a").path == "/")
        #expect(throws: SiteURL.Problem.self) { try SiteURL("https://a/l/x") }
    }

    @Test func `each request is sent once, after the answer to the one before`() {
        var queue = RequestQueue<Int>()
        #expect(queue.finish() == nil)
        queue.append(1, [1])
        #expect(queue.next() == [1])
        queue.append(2, [2])
        #expect(queue.next() == nil)
        #expect(queue.finish() == 1)
        #expect(queue.next() == [2])
        #expect(queue.next() == nil)
        queue.append(3, [3])
        #expect(queue.fail() == [2, 3])
        #expect(queue.isEmpty)
        #expect(queue.next() == nil)
    }

    @Test func `a cookie goes only to the paths it was set for`() {
        var jar = CookieJar()
        jar.take(from: HTTPResponse(status: 303, fields: [
            ("set-cookie", "session=a; Path=/s/1/; HttpOnly"), ("set-cookie", "browser=b; Path=/l/9/"),
        ]))
        #expect(jar.field(for: "/s/1/api/state").map(\.1) == ["session=a"])
        #expect(jar.field(for: "/l/9/x").map(\.1) == ["browser=b"])
        #expect(jar.field(for: "/s/2/").isEmpty)
        jar.take(from: HTTPResponse(status: 303, fields: [("set-cookie", "session=c; Path=/s/1/")]))
        #expect(jar.field(for: "/s/1/").map(\.1) == ["session=c"])
    }
}
