import COpenSSL

/// A public key that verifies signatures, safe to share between threads.
package final class PublicKey: Sendable {
    let handle: KeyHandle
    /// The key as a `SubjectPublicKeyInfo`, DER.
    package let spkiDER: [UInt8]

    init(_ handle: KeyHandle) throws(KeyError) {
        self.handle = handle
        spkiDER = try handle.spki()
    }

    /// Reads a `SubjectPublicKeyInfo`.
    ///
    /// - Throws: `KeyError`.
    /// - SeeAlso: RFC 5280 §4.1.2.7.
    package convenience init(spki der: [UInt8]) throws(KeyError) {
        try self.init(KeyHandle(owning: latchkey_public_key(der, der.count, 0)))
    }

    /// Reads a PKCS #1 `RSAPublicKey`.
    ///
    /// - Throws: `KeyError`.
    /// - SeeAlso: RFC 8017 appendix A.1.1.
    package convenience init(pkcs1 der: [UInt8]) throws(KeyError) {
        try self.init(KeyHandle(owning: latchkey_public_key(der, der.count, 1)))
    }

    /// Reads the key of an X.509 certificate, whose signature and validity are not looked at.
    ///
    /// - Throws: `KeyError`.
    package convenience init(certificate der: [UInt8]) throws(KeyError) {
        try self.init(KeyHandle(owning: latchkey_certificate_key(der, der.count)))
    }

    /// Reads DER that is a `SubjectPublicKeyInfo`, a certificate or an `RSAPublicKey`.
    ///
    /// - Throws: `KeyError`.
    package convenience init(der: [UInt8]) throws(KeyError) {
        let key = latchkey_public_key(der, der.count, 0) ?? latchkey_certificate_key(der, der.count)
        // What the first readings complained of is no failure of the last.
        if key == nil { _ = OpenSSL.takeError() }
        try self.init(KeyHandle(owning: key ?? latchkey_public_key(der, der.count, 1)))
    }

    /// Reads PEM: a public key, a PKCS #1 RSA public key or a certificate.
    ///
    /// - Throws: `KeyError`.
    package convenience init(pem text: String) throws(KeyError) {
        let labels = ["PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE", "X509 CERTIFICATE"]
        guard let block = PEM.blocks(in: text).first(where: { labels.contains($0.label) }) else { throw .malformed }
        switch block.label {
        case "PUBLIC KEY": try self.init(spki: block.der)
        case "RSA PUBLIC KEY": try self.init(pkcs1: block.der)
        default: try self.init(certificate: block.der)
        }
    }

    /// The kind of key.
    package var family: KeyFamily { handle.kind.family }

    /// The size of an RSA modulus in bits; nil for other keys.
    package var modulusBits: Int? { if case .rsa(let bits) = handle.kind { bits } else { nil } }

    /// The key as PEM.
    package var pem: String { PEM.encode(spkiDER, label: "PUBLIC KEY") }

    /// Whether the key is of the kind, and on the curve, that an algorithm takes.
    package func fits(_ algorithm: JWSAlgorithm) -> Bool { handle.kind.fits(algorithm) }

    /// Whether a JWS signature over a message is by this key; false for whatever is not.
    package func verify(_ message: [UInt8], signature: [UInt8], algorithm: JWSAlgorithm) -> Bool {
        handle.verify(message, signature, algorithm)
    }
}

extension PublicKey: Equatable {
    package static func == (one: PublicKey, other: PublicKey) -> Bool { one.spkiDER == other.spkiDER }
}
