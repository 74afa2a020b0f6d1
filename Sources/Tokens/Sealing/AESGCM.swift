import COpenSSL
import Crypto

/// AES-256-GCM by the system's OpenSSL, straight from and into arrays.
///
/// - SeeAlso: NIST SP 800-38D.
enum AESGCM {
    /// The bytes of a nonce.
    static let nonceLength = 12
    /// The bytes of the tag behind a ciphertext.
    static let tagLength = 16

    /// Ciphertext and tag; nil if OpenSSL fails.
    static func seal(_ plaintext: [UInt8], key: SymmetricKey, nonce: [UInt8], context: String) -> [UInt8]? {
        var isSealed = false
        let sealed = [UInt8](unsafeUninitializedCapacity: plaintext.count + tagLength) { out, count in
            guard let start = out.baseAddress else { return }
            isSealed = plaintext.withUnsafeBufferPointer { plaintext in
                nonce.withUnsafeBufferPointer { nonce in
                    run(1, key, nonce, context, plaintext, into: start, tag: start + plaintext.count)
                }
            }
            count = isSealed ? plaintext.count + tagLength : 0
        }
        return isSealed ? sealed : nil
    }

    /// The plaintext of a nonce, a ciphertext and a tag, one behind the other; nil if the tag does not fit them, the key
    /// and the context.
    static func open(_ box: ArraySlice<UInt8>, key: SymmetricKey, context: String) -> [UInt8]? {
        let size = box.count - nonceLength - tagLength
        guard size >= 0 else { return nil }
        var isRight = false
        let plaintext = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { out, count in
            guard let start = out.baseAddress else { return }
            isRight = box.withUnsafeBufferPointer { box in
                let nonce = UnsafeBufferPointer(rebasing: box[..<nonceLength])
                let text = UnsafeBufferPointer(rebasing: box[nonceLength..<nonceLength + size])
                var tag = Array(box[(nonceLength + size)...])
                return run(0, key, nonce, context, text, into: start, tag: &tag)
            }
            count = isRight ? size : 0
        }
        return isRight ? plaintext : nil
    }

    private static func run(
        _ seals: Int32,
        _ key: SymmetricKey,
        _ nonce: UnsafeBufferPointer<UInt8>,
        _ context: String,
        _ text: UnsafeBufferPointer<UInt8>,
        into out: UnsafeMutablePointer<UInt8>,
        tag: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        var context = context
        return key.withUnsafeBytes { key in
            context.withUTF8 { context in
                latchkey_gcm(
                    Cipher.shared.pointer,
                    seals,
                    key.bindMemory(to: UInt8.self).baseAddress,
                    nonce.baseAddress,
                    context.baseAddress,
                    context.count,
                    text.baseAddress,
                    text.count,
                    out,
                    tag
                ) == 1
            }
        }
    }

    /// The cipher, looked up once; it is never freed.
    ///
    /// `@unchecked Sendable` is right: nothing changes a cipher that was fetched, and work with one keeps its state in a
    /// context of its own.
    private final class Cipher: @unchecked Sendable {
        static let shared = Cipher()
        let pointer = latchkey_aes_256_gcm()
    }
}
