import COpenSSL

/// The digests that passwords were hashed with elsewhere; none is fit for new ones.
enum PasswordDigest: String, Sendable, CaseIterable {
    case md4, md5, ripemd160, sha1, sha224, sha256, sha384, sha512, whirlpool

    /// The digest of one of the names that OpenSSL and Node.js know it by.
    ///
    /// - Throws: `PasswordHashError.unsupported`.
    init(alias: String) throws(PasswordHashError) {
        var name = alias.lowercased()
        for prefix in ["rsa-", "ssl3-"] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
        for suffix in ["withrsaencryption", "withrsa"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        switch name {
        case "sha1-2": name = "sha1"
        case "ripemd", "rmd160": name = "ripemd160"
        default: break
        }
        guard let digest = PasswordDigest(rawValue: name), digest.isAvailable else {
            throw .unsupported("digest \(alias)")
        }
        self = digest
    }

    /// The bytes of a result.
    var length: Int {
        switch self {
        case .md4, .md5: 16
        case .ripemd160, .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512, .whirlpool: 64
        }
    }

    /// Whether the system's OpenSSL has it; two of them are only in its provider of old algorithms.
    var isAvailable: Bool {
        guard let digest = EVP_MD_fetch(DigestLibrary.shared.pointer, rawValue, nil) else {
            _ = OpenSSL.takeError()
            return false
        }
        EVP_MD_free(digest)
        return true
    }

    /// The digest of a message.
    ///
    /// - Throws: `PasswordHashError.failed`.
    func digest(_ message: [UInt8]) throws(PasswordHashError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count = 0
        let library = DigestLibrary.shared.pointer
        guard EVP_Q_digest(library, rawValue, nil, message, message.count, &output, &count) == 1 else {
            throw .failed(OpenSSL.takeError())
        }
        return Array(output[..<count])
    }

    /// The authentication code of a message.
    ///
    /// - Throws: `PasswordHashError.failed`.
    /// - SeeAlso: RFC 2104.
    func hmac(_ message: [UInt8], key: [UInt8]) throws(PasswordHashError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        let capacity = output.count
        var count = 0
        let library = DigestLibrary.shared.pointer
        let result = EVP_Q_mac(
            library,
            "HMAC",
            nil,
            rawValue,
            nil,
            key,
            key.count,
            message,
            message.count,
            &output,
            capacity,
            &count
        )
        guard result != nil else { throw .failed(OpenSSL.takeError()) }
        return Array(output[..<count])
    }

    /// A key derived from a password.
    ///
    /// - Throws: `PasswordHashError.failed`.
    /// - SeeAlso: RFC 8018 §5.2.
    func pbkdf2(
        _ password: [UInt8],
        salt: [UInt8],
        iterations: Int,
        length: Int
    ) throws(PasswordHashError) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: length)
        let library = DigestLibrary.shared.pointer
        let status = latchkey_pbkdf2(
            library,
            rawValue,
            password,
            password.count,
            salt,
            salt.count,
            UInt64(iterations),
            &key,
            length
        )
        guard status == 1 else { throw .failed(OpenSSL.takeError()) }
        return key
    }
}

/// The algorithms of OpenSSL with those it has retired, in a context of their own.
///
/// Apart from the default one, so that nothing else in the process, TLS for one, gets to see MD4.
/// `@unchecked Sendable` is right: a library context is made for use by many threads, the pointer never changes, and it
/// lives as long as the process.
/// - SeeAlso: OSSL_LIB_CTX(3); OSSL_PROVIDER-legacy(7).
private final class DigestLibrary: @unchecked Sendable {
    static let shared = DigestLibrary()

    let pointer: OpaquePointer?

    private init() {
        pointer = OSSL_LIB_CTX_new()
        for provider in ["default", "legacy"] where OSSL_PROVIDER_load(pointer, provider) == nil {
            // A system may come without the old ones: what needs them is then refused by name.
            _ = OpenSSL.takeError()
        }
    }
}
