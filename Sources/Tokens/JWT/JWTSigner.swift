import Crypto
import Wire

/// Signs tokens with one key: the header is encoded once, each token costs one buffer and the signature.
package struct JWTSigner: Sendable {
    private enum Key: Sendable {
        case asymmetric(SigningKey)
        case secret(SymmetricKey)
    }

    /// The algorithm.
    package let algorithm: JWSAlgorithm
    /// The key's id, if the header names one.
    package let kid: String?
    private let key: Key
    /// The header segment and the dot after it.
    private let prefix: [UInt8]

    /// Signs with a private key.
    ///
    /// - Throws: `KeyError.mismatch` if the key is not of the algorithm's kind.
    package init(key: SigningKey, algorithm: JWSAlgorithm, kid: String?, typ: String? = "JWT") throws(KeyError) {
        guard key.publicKey.fits(algorithm) else { throw .mismatch }
        self.init(.asymmetric(key), algorithm, kid, typ)
    }

    /// Signs with a shared secret.
    ///
    /// - Throws: `KeyError.mismatch` if the algorithm is not HMAC, `.unacceptableSize` if the secret is empty.
    package init(
        secret: [UInt8],
        algorithm: JWSAlgorithm,
        kid: String? = nil,
        typ: String? = "JWT"
    ) throws(KeyError) {
        guard algorithm.family == .oct else { throw .mismatch }
        guard !secret.isEmpty else { throw .unacceptableSize }
        self.init(.secret(SymmetricKey(data: secret)), algorithm, kid, typ)
    }

    private init(_ key: Key, _ algorithm: JWSAlgorithm, _ kid: String?, _ typ: String?) {
        self.key = key
        self.algorithm = algorithm
        self.kid = kid
        var header = JSONWriter(capacity: 96)
        header.beginObject()
        header.member("alg", algorithm.rawValue)
        if let typ { header.member("typ", typ) }
        if let kid { header.member("kid", kid) }
        header.endObject()
        var prefix: [UInt8] = []
        Base64.append(header.bytes, to: &prefix)
        prefix.append(UInt8(ascii: "."))
        self.prefix = prefix
    }

    /// The compact serialisation of a token with these claims, the bytes of a JSON object.
    ///
    /// - Throws: `KeyError.failed`.
    /// - SeeAlso: RFC 7515 §3.1.
    package func token(claims: [UInt8]) throws(KeyError) -> [UInt8] {
        var token: [UInt8] = []
        // 704 is the length of an RSA-4096 signature and its dot; a longer one only grows the buffer.
        token.reserveCapacity(prefix.count + claims.count * 4 / 3 + 704)
        token.append(contentsOf: prefix)
        Base64.append(claims, to: &token)
        let signature = try sign(token)
        token.append(UInt8(ascii: "."))
        Base64.append(signature, to: &token)
        return token
    }

    /// The token as text.
    ///
    /// - Throws: `KeyError.failed`.
    package func tokenText(claims: [UInt8]) throws(KeyError) -> String {
        String(decoding: try token(claims: claims), as: UTF8.self)
    }

    private func sign(_ message: [UInt8]) throws(KeyError) -> [UInt8] {
        switch key {
        case .asymmetric(let key): return try key.sign(message, with: algorithm)
        case .secret(let secret):
            guard let code = Digest.hmac(message, key: secret, algorithm: algorithm) else { throw .mismatch }
            return code
        }
    }
}

extension JWTSigner: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(algorithm.rawValue) signer \(kid ?? "without kid") ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
