import Accounts
import Basics
import Crypto
import CryptoExtras
import Foundation
package import Journal

/// Makes and checks passwords' hashes, few at a time: each takes tens of megabytes, which strangers may ask for.
package actor PasswordWork {
    /// The cost of scrypt (RFC 7914): 32 megabytes and a tenth of a second.
    package struct Cost: Sendable {
        package var rounds = 1 << 15
        package var blockSize = 8
        package var parallelism = 3

        package init() {}
    }

    private let cost: Cost
    private var free = Limits.passwordsAtOnce
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init(_ cost: Cost = Cost()) {
        self.cost = cost
    }

    package func hash(_ password: String) async throws -> PasswordHash {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        var made = PasswordHash(
            salt: salt, hash: [], rounds: cost.rounds, blockSize: cost.blockSize, parallelism: cost.parallelism)
        made.hash = try await derive(password, made)
        return made
    }

    /// Whether the password is the one; for an account without a password, as much work for the same answer.
    package func isRight(_ password: String, _ stored: PasswordHash?) async throws -> Bool {
        let compared = stored ?? PasswordHash(
            salt: [UInt8](repeating: 0, count: 16), hash: [], rounds: cost.rounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism)
        let derived = try await derive(String(password.prefix(Limits.passwordLetters.upperBound)), compared)
        return equalInConstantTime(derived, compared.hash) && stored != nil
    }

    private func derive(_ password: String, _ how: PasswordHash) async throws -> [UInt8] {
        try await enter()
        defer { leave() }
        // One password may be typed in two ways that look the same.
        let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        return try await blocking {
            let key = try KDF.Scrypt.deriveKey(
                from: bytes, salt: how.salt, outputByteCount: 32, rounds: how.rounds, blockSize: how.blockSize,
                parallelism: how.parallelism)
            // The key itself does not leave its box without pointers; what it signs says as much.
            return Array(HMAC<SHA256>.authenticationCode(for: Array("dien-hong password".utf8), using: key))
        }
    }

    private func enter() async throws(Problem) {
        guard free == 0 else {
            free -= 1
            return
        }
        guard waiting.count < Limits.waitingPasswords else { throw .busy }
        // Who leaves hands its place on.
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
