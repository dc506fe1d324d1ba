/// Why bytes are not what they claim to be; read by counters.
package enum Malformed: Error, Equatable, Sendable {
    case truncated, badVersion, badLength, badValue, tooLong
}
