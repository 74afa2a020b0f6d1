import COpenSSL

/// A private key that signs, safe to share between threads.
package final class SigningKey: Sendable {
    let handle: KeyHandle
    /// The public half.
    package let publicKey: PublicKey

    private init(_ handle: KeyHandle) throws(KeyError) {
        self.handle = handle
        publicKey = try PublicKey(spki: try handle.spki())
    }

    /// Makes a new key: RSA of 2048 bits, P-256 or Ed25519.
    ///
    /// An RSA key takes some 100 ms of CPU: not on the pool that answers requests.
    /// - Throws: `KeyError.unsupported` for `oct`, which has no key pairs.
    package static func generate(family: KeyFamily) throws(KeyError) -> SigningKey {
        switch family {
        case .rsa: try SigningKey(KeyHandle(owning: latchkey_generate_rsa(2048)))
        case .ec: try generate(.p256)
        case .okp: try SigningKey(KeyHandle(owning: latchkey_generate_ed25519()))
        case .oct: throw .unsupported
        }
    }

    /// Makes a new key that an algorithm takes.
    ///
    /// - Throws: `KeyError.unsupported` for HMAC.
    package static func generate(for algorithm: JWSAlgorithm) throws(KeyError) -> SigningKey {
        switch algorithm {
        case .es384: try generate(.p384)
        case .es512: try generate(.p521)
        default: try generate(family: algorithm.family)
        }
    }

    private static func generate(_ kind: KeyKind) throws(KeyError) -> SigningKey {
        guard let curve = kind.curve else { throw .unsupported }
        return try SigningKey(KeyHandle(owning: latchkey_generate_ec(curve.group)))
    }

    /// Reads a PKCS #8 `PrivateKeyInfo`.
    ///
    /// - Throws: `KeyError`.
    /// - SeeAlso: RFC 5208 §5.
    package convenience init(pkcs8 der: [UInt8]) throws(KeyError) {
        try self.init(KeyHandle(owning: latchkey_private_key(der, der.count, 1)))
    }

    /// Reads PEM: PKCS #8, or the older forms of RSA and EC keys, never encrypted ones.
    ///
    /// - Throws: `KeyError`.
    package convenience init(pem text: String) throws(KeyError) {
        let wanted = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"]
        guard let block = PEM.blocks(in: text).first(where: { wanted.contains($0.label) }) else { throw .malformed }
        let isPKCS8: Int32 = block.label == "PRIVATE KEY" ? 1 : 0
        try self.init(KeyHandle(owning: latchkey_private_key(block.der, block.der.count, isPKCS8)))
    }

    /// The kind of key.
    package var family: KeyFamily { handle.kind.family }

    /// The key as a PKCS #8 `PrivateKeyInfo`, in the clear.
    package var pkcs8: [UInt8] {
        get throws(KeyError) { try OpenSSL.bytes { latchkey_pkcs8(handle.pointer, &$0) } }
    }

    /// The key as PEM, in the clear.
    package var pem: String {
        get throws(KeyError) { PEM.encode(try pkcs8, label: "PRIVATE KEY") }
    }

    /// The JWS signature of a message; ECDSA's is `r‖s`.
    ///
    /// - Throws: `KeyError.mismatch` if the key is not of the algorithm's kind.
    /// - SeeAlso: RFC 7518 §3.
    package func sign(_ message: [UInt8], with algorithm: JWSAlgorithm) throws(KeyError) -> [UInt8] {
        try handle.sign(message, with: algorithm)
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(family.rawValue) signing key ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
