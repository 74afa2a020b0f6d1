import Crypto
import FoundationEssentials
package import Wire

/// Why a text is no JWT that can be looked at.
package enum JWTError: Error, Sendable, Equatable {
    /// Longer than the limit.
    case tooLong
    /// Not three segments.
    case segments
    /// A segment is not base64url without padding.
    case encoding
    /// The header is not a JSON object.
    case header
    /// The claims are not a JSON object.
    case claims
    /// The header has `crit`: an extension that must be understood, and none is.
    case critical
}

/// A JWT in compact serialisation, taken apart and not yet believed.
///
/// - SeeAlso: RFC 7519 §7.2; RFC 8725.
package struct JWT: Sendable {
    /// The longest text read unless said otherwise, in bytes.
    package static let defaultMaximumLength = 16_384

    /// The JOSE header.
    package let header: JSONObject
    /// The claims.
    package let claims: JSONObject
    /// What is signed: header and claims, encoded, and the dot between.
    package let signingInput: [UInt8]
    /// The signature; empty in a token that has none.
    package let signature: [UInt8]

    /// Takes a text apart.
    ///
    /// - Throws: `JWTError`.
    package init(parsing text: String, maximumLength: Int = defaultMaximumLength) throws(JWTError) {
        guard text.utf8.count <= maximumLength else { throw .tooLong }
        let bytes = Array(text.utf8)
        let segments = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard segments.count == 3 else { throw .segments }
        guard !bytes.contains(UInt8(ascii: "=")), let headerBytes = Base64.decode(segments[0]),
            let claimsBytes = Base64.decode(segments[1]), let signature = Base64.decode(segments[2])
        else { throw .encoding }
        guard let header = Self.object(headerBytes) else { throw .header }
        guard !header.contains("crit") else { throw .critical }
        guard let claims = Self.object(claimsBytes) else { throw .claims }
        self.header = header
        self.claims = claims
        self.signature = signature
        signingInput = Array(bytes[..<segments[1].endIndex])
    }

    private static func object(_ bytes: [UInt8]) -> JSONObject? {
        guard case .object(let object)? = try? JSONReader.parse(bytes) else { return nil }
        return object
    }

    /// The algorithm the header names; nil if it is none that is known here, `none` among them.
    package var algorithm: JWSAlgorithm? { header["alg"]?.string.flatMap(JWSAlgorithm.init) }

    /// The key id the header names.
    package var kid: String? { header["kid"]?.string }

    /// The type the header names.
    package var typ: String? { header["typ"]?.string }

    /// Whether the token is signed by a key with one of these algorithms.
    ///
    /// The key alone decides: keys the header carries or points to (`jwk`, `x5c`, `jku`, `x5u`) are never looked at, and
    /// HMAC is refused, whatever the set says, so that no public key serves as a secret.
    /// - SeeAlso: RFC 8725 §3.1, §3.10.
    package func isSigned(by key: PublicKey, algorithms: Set<JWSAlgorithm>) -> Bool {
        guard let algorithm, algorithms.contains(algorithm), algorithm.family != .oct else { return false }
        return key.verify(signingInput, signature: signature, algorithm: algorithm)
    }

    /// Whether the token carries the code of a shared secret with one of these algorithms, compared in constant time.
    ///
    /// Algorithms other than HMAC are refused whatever the set says, and so is an empty secret.
    package func isSigned(bySecret secret: [UInt8], algorithms: Set<JWSAlgorithm> = [.hs256]) -> Bool {
        guard let algorithm, algorithms.contains(algorithm), !secret.isEmpty,
            let code = Digest.hmac(signingInput, key: SymmetricKey(data: secret), algorithm: algorithm)
        else { return false }
        return equalInConstantTime(code, signature)
    }
}

extension JWT: CustomStringConvertible, CustomReflectable {
    // A token is a credential as long as it lives: its parts stay out of logs.
    package var description: String { "JWT \(algorithm?.rawValue ?? "unsigned") \(kid ?? "without kid") ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
