import COpenSSL

/// An RSA key that symmetric keys are sent to the server under.
///
/// The sender makes an AES-256 key for this one message, encrypts it to the RSA key with OAEP (SHA-256) and wraps what is
/// to be sent with it: `CKM_RSA_AES_KEY_WRAP`.
/// - SeeAlso: PKCS #11 v3.0 §2.1.21; RFC 8017 §7.1; RFC 5649.
package final class WrappingKey: Sendable {
    private let handle: KeyHandle

    /// The name of the scheme in PKCS #11.
    package static let algorithm = "CKM_RSA_AES_KEY_WRAP"

    private init(_ handle: KeyHandle) { self.handle = handle }

    /// Makes a key of 3072 bits.
    ///
    /// This takes some 300 ms of CPU.
    package static func generate() throws(KeyError) -> WrappingKey {
        try WrappingKey(KeyHandle(owning: latchkey_generate_rsa(3072)))
    }

    /// Reads a PKCS #8 `PrivateKeyInfo`.
    ///
    /// - Throws: `KeyError`.
    package convenience init(pkcs8 der: [UInt8]) throws(KeyError) {
        try self.init(KeyHandle(owning: latchkey_private_key(der, der.count, 1)))
    }

    /// The key as a PKCS #8 `PrivateKeyInfo`, in the clear.
    package var pkcs8: [UInt8] {
        get throws(KeyError) { try OpenSSL.bytes { latchkey_pkcs8(handle.pointer, &$0) } }
    }

    /// The public half as PEM.
    package var publicKeyPEM: String {
        get throws(KeyError) { PEM.encode(try handle.spki(), label: "PUBLIC KEY") }
    }

    /// The key that was sent.
    ///
    /// - Throws: `KeyError.malformed` for whatever is not a key of 128, 192 or 256 bits wrapped for this one.
    package func unwrap(_ wrapped: [UInt8]) throws(KeyError) -> [UInt8] {
        let length = Int(EVP_PKEY_get_size(handle.pointer))
        guard wrapped.count > length, wrapped.count <= length + 64 else { throw .malformed }
        let message = try decrypt(Array(wrapped[..<length]))
        guard message.count == 32 else { throw .malformed }
        let key = try Self.unwrap(Array(wrapped[length...]), with: message)
        guard [16, 24, 32].contains(key.count) else { throw .malformed }
        return key
    }

    private func decrypt(_ bytes: [UInt8]) throws(KeyError) -> [UInt8] {
        guard let context = EVP_PKEY_CTX_new(handle.pointer, nil) else { throw .failed(OpenSSL.takeError()) }
        defer { EVP_PKEY_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(handle.pointer)))
        var count = output.count
        guard EVP_PKEY_decrypt_init(context) == 1,
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1,
            EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) == 1,
            EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1,
            EVP_PKEY_decrypt(context, &output, &count, bytes, bytes.count) == 1
        else {
            _ = OpenSSL.takeError()
            throw .malformed
        }
        return Array(output[..<count])
    }

    private static func unwrap(_ bytes: [UInt8], with key: [UInt8]) throws(KeyError) -> [UInt8] {
        guard let context = EVP_CIPHER_CTX_new() else { throw .failed(OpenSSL.takeError()) }
        defer { EVP_CIPHER_CTX_free(context) }
        // OpenSSL has key wrapping behind a flag, since it is no cipher for messages.
        EVP_CIPHER_CTX_set_flags(context, Int32(EVP_CIPHER_CTX_FLAG_WRAP_ALLOW))
        var output = [UInt8](repeating: 0, count: bytes.count + 16)
        var count: Int32 = 0
        guard EVP_DecryptInit_ex(context, EVP_aes_256_wrap_pad(), nil, key, nil) == 1,
            EVP_DecryptUpdate(context, &output, &count, bytes, Int32(bytes.count)) == 1, count > 0
        else {
            _ = OpenSSL.takeError()
            throw .malformed
        }
        return Array(output[..<Int(count)])
    }
}

extension WrappingKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "wrapping key ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
