package import Kernel

/// A tenant's signing key as storage keeps it.
///
/// The private key is sealed at rest and in the clear here.
package struct SigningKeyRecord: Sendable {
    /// Where a key stands in rotation.
    package enum Status: String, Sendable, CaseIterable {
        /// Signs now.
        case current
        /// Signs after the next rotation; published so that verifiers have it in time.
        case next
        /// Signed before; still verifies.
        case previous
        /// Neither signs nor verifies.
        case revoked
    }

    /// The key's id, as tokens name it.
    package let kid: String
    /// The JWA family the key is for: `RSA`, `EC` (P-256) or `OKP` (Ed25519).
    package let family: String
    /// Where it stands in rotation.
    package var status: Status
    /// The private key, PKCS #8 DER.
    package let privateKey: [UInt8]
    /// The self-signed certificate, DER.
    package let certificate: [UInt8]
    /// When it was made.
    package let createdAt: Instant
    /// When it became current.
    package var currentSince: Instant?
    /// When it ceased to be.
    package var currentUntil: Instant?
    /// When it was revoked.
    package var revokedAt: Instant?

    /// A key.
    package init(
        kid: String,
        family: String,
        status: Status,
        privateKey: [UInt8],
        certificate: [UInt8],
        createdAt: Instant,
        currentSince: Instant? = nil,
        currentUntil: Instant? = nil,
        revokedAt: Instant? = nil
    ) {
        self.kid = kid
        self.family = family
        self.status = status
        self.privateKey = privateKey
        self.certificate = certificate
        self.createdAt = createdAt
        self.currentSince = currentSince
        self.currentUntil = currentUntil
        self.revokedAt = revokedAt
    }
}

extension SigningKeyRecord: CustomStringConvertible {
    package var description: String { "signing key \(kid) (\(family), \(status.rawValue)) ‹redacted›" }
}

/// Reading signing keys, inside a transaction.
package protocol SigningKeyReading {
    /// The keys of a tenant, newest first.
    func signingKeys(in tenant: TenantID) throws -> [SigningKeyRecord]
}

/// Changing signing keys, inside a transaction.
///
/// Each change reaches the change feed when it commits.
package protocol SigningKeyWriting: SigningKeyReading {
    /// Adds a key.
    func insert(_ key: SigningKeyRecord, tenant: TenantID) throws
    /// Changes the status and moments of a key; the rest stays.
    func update(_ key: SigningKeyRecord, tenant: TenantID) throws
}
