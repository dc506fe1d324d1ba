/// What happened to a datagram or packet; every case is counted under its own name.
package enum Disposition: String, CaseIterable, Sendable {
    case forwarded
}
