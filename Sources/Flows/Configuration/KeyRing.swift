package import Applications
import Kernel
import Synchronization
package import Tokens

/// A tenant's signing keys, ready to sign and to verify.
package final class KeyRing: Sendable {
    /// One key that is published.
    package struct PublishedKey: Sendable {
        /// Its id.
        package let kid: String
        /// What it verifies with.
        package let publicKey: PublicKey
        /// Where it stands in rotation.
        package let status: SigningKeyRecord.Status
        /// Its family.
        package let family: KeyFamily
        /// Its certificate, DER.
        package let certificate: [UInt8]
    }

    private struct SignerKey: Hashable {
        let algorithm: JWSAlgorithm
        let type: String
    }

    /// The keys that verify: current, next and previous, newest first; revoked ones are gone.
    package let published: [PublishedKey]
    private let current: [KeyFamily: (kid: String, key: SigningKey)]
    private let signers = Mutex<[SignerKey: JWTSigner]>([:])

    /// A ring of a tenant's keys.
    ///
    /// - Throws: `StoreError.corrupt` when a stored key cannot be read.
    package init(_ records: [SigningKeyRecord]) throws {
        var current: [KeyFamily: (kid: String, key: SigningKey)] = [:]
        var published: [PublishedKey] = []
        for record in records where record.status != .revoked {
            guard let family = KeyFamily(rawValue: record.family) else {
                throw StoreError.corrupt("signing key \(record.kid) has an unknown family")
            }
            let key = try SigningKey(pkcs8: record.privateKey)
            if record.status == .current { current[family] = (record.kid, key) }
            published.append(
                PublishedKey(
                    kid: record.kid,
                    publicKey: key.publicKey,
                    status: record.status,
                    family: family,
                    certificate: record.certificate
                )
            )
        }
        self.current = current
        self.published = published
    }

    /// What signs with an algorithm now; nil if the tenant has no key for it.
    ///
    /// - Parameters:
    ///   - algorithm: An asymmetric algorithm.
    ///   - type: The `typ` of the header.
    /// - Throws: `KeyError.mismatch` for an algorithm that no key of its family fits.
    package func signer(_ algorithm: JWSAlgorithm, type: String) throws -> JWTSigner? {
        let signerKey = SignerKey(algorithm: algorithm, type: type)
        return try signers.withLock { signers in
            if let signer = signers[signerKey] { return signer }
            guard let (kid, key) = current[algorithm.family] else { return nil }
            let signer = try JWTSigner(key: key, algorithm: algorithm, kid: kid, typ: type)
            signers[signerKey] = signer
            return signer
        }
    }

    /// The key of an id, if it verifies.
    package func publishedKey(_ kid: String) -> PublishedKey? { published.first { $0.kid == kid } }
}
