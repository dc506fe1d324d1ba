/// A response of the control server, its body as far as it has come.
struct HTTPResponse: Equatable, Sendable {
    var status: Int
    /// In the order they came, names in lower case.
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The cookies that the response sets, without their attributes.
    var cookies: [(name: String, value: String, path: String)] {
        fields.filter { $0.name == "set-cookie" }.compactMap { field in
            let parts = field.value.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { return nil }
            let path = parts.first { $0.lowercased().hasPrefix("path=") }?.dropFirst(5) ?? "/"
            return (String(pair[..<equals]), String(pair[pair.index(after: equals)...]), String(path))
        }
    }

    static func == (left: HTTPResponse, right: HTTPResponse) -> Bool {
        left.status == right.status && left.body == right.body
            && left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
    }
}

/// A request as bytes, over a connection that stays open (RFC 9112 §3).
func httpRequest(
    _ method: String, _ path: String, host: String, fields: [(String, String)] = [], body: [UInt8] = []
) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nUser-Agent: dienhong-sites\r\n"
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + body
}
