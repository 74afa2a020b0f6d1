import COpenSSL
import Synchronization

/// What an asymmetric key is, as far as it decides which algorithms it fits.
enum KeyKind: Sendable, Equatable {
    case rsa(bits: Int)
    case p256
    case p384
    case p521
    case ed25519

    /// The JWK family.
    var family: KeyFamily {
        switch self {
        case .rsa: .rsa
        case .p256, .p384, .p521: .ec
        case .ed25519: .okp
        }
    }

    /// The `crv` of the JWK and OpenSSL's name of the curve; nil for RSA.
    var curve: (jwk: String, group: String)? {
        switch self {
        case .rsa: nil
        case .p256: ("P-256", "prime256v1")
        case .p384: ("P-384", "secp384r1")
        case .p521: ("P-521", "secp521r1")
        case .ed25519: ("Ed25519", "ED25519")
        }
    }

    /// The bytes of a coordinate on the curve; 0 where keys have none.
    var coordinateLength: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        case .rsa, .ed25519: 0
        }
    }

    /// Whether a key of this kind may be used with an algorithm.
    ///
    /// - SeeAlso: RFC 7518 §3.4 ties each ECDSA algorithm to one curve.
    func fits(_ algorithm: JWSAlgorithm) -> Bool {
        switch algorithm {
        case .es256: self == .p256
        case .es384: self == .p384
        case .es512: self == .p521
        default: family == algorithm.family
        }
    }
}

/// The owner of an `EVP_PKEY`, private or public, and of the contexts made ready for it.
///
/// `@unchecked Sendable` is right: an `EVP_PKEY` is safe for concurrent use as long as nobody changes it, the pointer is
/// private to this file's callers, who only read, sign and verify, and it is freed when the last of them is gone. OpenSSL
/// guards what it caches inside a key (provider exports, RSA blinding) with locks of its own.
/// - SeeAlso: openssl-threads(7).
final class KeyHandle: @unchecked Sendable {
    private struct Use: Hashable {
        let algorithm: JWSAlgorithm
        let verifies: Bool
    }

    let pointer: OpaquePointer
    let kind: KeyKind
    private let contexts = Mutex<[Use: SignatureContext]>([:])

    /// Takes ownership of a key; nil is OpenSSL's answer to bytes it cannot read.
    init(owning pointer: OpaquePointer?) throws(KeyError) {
        guard let pointer else {
            _ = OpenSSL.takeError()
            throw .malformed
        }
        do {
            kind = try Self.kind(of: pointer)
        } catch {
            EVP_PKEY_free(pointer)
            throw error
        }
        self.pointer = pointer
    }

    deinit { EVP_PKEY_free(pointer) }

    private static func kind(of key: OpaquePointer) throws(KeyError) -> KeyKind {
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA:
            let bits = Int(EVP_PKEY_get_bits(key))
            let exponent = number("e", of: key)
            guard (2048...8192).contains(bits), (1...8).contains(exponent.count), exponent != [1],
                exponent.last.map({ $0 & 1 == 1 }) == true
            else { throw .unacceptableSize }
            return .rsa(bits: bits)
        case EVP_PKEY_EC:
            var name = [CChar](repeating: 0, count: 64)
            var length = 0
            guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else {
                _ = OpenSSL.takeError()
                throw .unsupported
            }
            let group = String(decoding: name.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard let kind = [KeyKind.p256, .p384, .p521].first(where: { $0.curve?.group == group }) else {
                throw .unsupported
            }
            return kind
        case EVP_PKEY_ED25519: return .ed25519
        default: throw .unsupported
        }
    }

    /// A number of a key, big-endian; empty if it has none of that name.
    private static func number(_ name: String, of key: OpaquePointer, width: Int = 0) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
            count = max(0, Int(latchkey_key_number(key, name, Int32(width), buffer.baseAddress, buffer.count)))
        }
    }

    /// A number of the key (`n`, `e`, `qx`, `qy`), big-endian, padded to the curve's width if it is a coordinate.
    func number(_ name: String) -> [UInt8] { Self.number(name, of: pointer, width: kind.coordinateLength) }

    /// The 32 bytes of an Ed25519 public key.
    func rawPublicKey() throws(KeyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(pointer, &bytes, &count) == 1, count == bytes.count else {
            throw .failed(OpenSSL.takeError())
        }
        return bytes
    }

    /// The `SubjectPublicKeyInfo`.
    func spki() throws(KeyError) -> [UInt8] {
        try OpenSSL.bytes { i2d_PUBKEY(pointer, &$0) }
    }

    /// Signs with a private key.
    func sign(_ message: [UInt8], with algorithm: JWSAlgorithm) throws(KeyError) -> [UInt8] {
        let capacity = kind.coordinateLength > 0 ? 2 * kind.coordinateLength : Int(EVP_PKEY_get_size(pointer))
        return try context(algorithm, verifies: false).sign(message, capacity: capacity)
    }

    /// Whether a signature is that of the message; false too if the key does not fit the algorithm.
    func verify(_ message: [UInt8], _ signature: [UInt8], _ algorithm: JWSAlgorithm) -> Bool {
        guard let context = try? context(algorithm, verifies: true) else { return false }
        return context.verify(message, signature)
    }

    private func context(_ algorithm: JWSAlgorithm, verifies: Bool) throws(KeyError) -> SignatureContext {
        let use = Use(algorithm: algorithm, verifies: verifies)
        if let context = contexts.withLock({ $0[use] }) { return context }
        guard kind.fits(algorithm) else { throw .mismatch }
        // Two threads may both get here; either context will do, and the second stays.
        let context = try SignatureContext(pointer, kind: kind, algorithm: algorithm, verifies: verifies)
        contexts.withLock { $0[use] = context }
        return context
    }
}
