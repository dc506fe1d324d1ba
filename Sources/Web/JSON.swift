import Foundation

/// A value as JSON text with its keys in order, so that equal values are equal bytes.
package func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
        preconditionFailure("our own values always have a JSON form")
    }
    return String(decoding: data, as: UTF8.self)
}
