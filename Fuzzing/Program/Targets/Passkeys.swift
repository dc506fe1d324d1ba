import Accounts

extension FuzzTarget {
    static let passkey = FuzzTarget("passkey", "what authenticators send: a key that is read is read again from the bytes that are kept") { bytes in
        _ = try? PasskeyKey(cose: bytes)
        for read in [try? AuthenticatorData(bytes), try? AuthenticatorData(attestation: bytes)] {
            guard let read else { continue }
            promise(read.relyingParty.count == 32, "a name's hash of another length")
            guard let credential = read.credential else { continue }
            promise(1...1_023 ~= credential.id.count && credential.id.count + credential.cose.count < bytes.count, "more than was sent")
            promise((try? PasskeyKey(cose: credential.cose)) == credential.key, "another key")
        }
    }
}
