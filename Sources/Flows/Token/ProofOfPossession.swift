package import Applications
package import Kernel
package import OAuth
import Sessions
import Storage
package import Tokens
import Wire

/// Proofs of keys that come with requests for tokens.
///
/// - SeeAlso: RFC 9449 §5; Auth0: "Demonstrating Proof of Possession".
package struct ProofOfPossession: Sendable {
    /// The header that carries a proof.
    package static let header = "DPoP"
    /// The header that carries a nonce for the next proof.
    package static let nonceHeader = "DPoP-Nonce"

    private let nonces: DPoPNonce

    /// Proofs with nonces under a key of 32 random bytes, the same on every node.
    package init(nonceKey: [UInt8]) { nonces = DPoPNonce(key: nonceKey) }

    /// Checks the proof of a token request.
    ///
    /// A public client must use a nonce of ours: nothing else says that its proof was made just now.
    /// - Throws: `OAuthError` 400.
    package func check(
        _ header: String?,
        client: Client,
        host: RequestHost,
        path: String = "oauth/token",
        now: Instant
    ) throws(OAuthError) -> DPoPProof? {
        guard let header else {
            guard !client.signIn.requiresProofOfPossession || path != "oauth/token" else {
                throw OAuthError(400, .invalidDPoPProof, "The client must use DPoP")
            }
            return nil
        }
        let proof: DPoPProof
        do {
            proof = try DPoPProof(verifying: header, method: "POST", url: host.issuer + path, now: now)
        } catch { throw OAuthError(400, .invalidDPoPProof, error.reason) }
        let isNonceGood = proof.nonce.map { nonces.isValid($0, at: now) } ?? (client.authenticationMethod != .none)
        guard isNonceGood else {
            throw OAuthError(
                400,
                .useDPoPNonce,
                "Authorization server requires nonce in DPoP proof",
                headers: [nonce(at: now)]
            )
        }
        return proof
    }

    /// The header with the nonce of the moment.
    package func nonce(at now: Instant) -> (String, String) { (Self.nonceHeader, nonces.current(at: now)) }

    /// Whether a nonce is one of ours.
    package func accepts(_ nonce: String, at now: Instant) -> Bool { nonces.isValid(nonce, at: now) }
}

extension DPoPProof {
    /// Remembers the proof until it is too old to be used.
    ///
    /// - Throws: `OAuthError` 400 if it was used before.
    func spend(in transaction: any WriteTransaction, tenant: TenantID, now: Instant) throws {
        let ticket = Ticket(
            kind: .usedProof,
            hash: Ticket.hash(of: "\(jkt) \(jti)"),
            body: [:],
            createdAt: now,
            expiresAt: expiresAt
        )
        guard try transaction.insert(ticket, tenant: tenant) else {
            throw OAuthError(400, .invalidDPoPProof, "The DPoP proof was used before")
        }
    }
}
