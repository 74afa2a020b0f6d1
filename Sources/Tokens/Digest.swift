import Crypto
import FoundationEssentials

/// Digests and message authentication codes of whole messages.
package enum Digest {
    /// SHA-256.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// SHA-384.
    package static func sha384(_ bytes: [UInt8]) -> [UInt8] { Array(SHA384.hash(data: bytes)) }

    /// SHA-512.
    package static func sha512(_ bytes: [UInt8]) -> [UInt8] { Array(SHA512.hash(data: bytes)) }

    /// SHA-1, for certificate thumbprints and old password hashes alone.
    package static func sha1(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.SHA1.hash(data: bytes)) }

    /// MD5, for avatar addresses and old password hashes alone.
    package static func md5(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }

    /// HMAC with SHA-256.
    ///
    /// - SeeAlso: RFC 2104.
    package static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
    }

    /// The code of a JWS algorithm of the HMAC family; nil for other algorithms.
    static func hmac(_ bytes: [UInt8], key: SymmetricKey, algorithm: JWSAlgorithm) -> [UInt8]? {
        switch algorithm {
        case .hs256: Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        case .hs384: Array(HMAC<SHA384>.authenticationCode(for: bytes, using: key))
        case .hs512: Array(HMAC<SHA512>.authenticationCode(for: bytes, using: key))
        default: nil
        }
    }
}
