import Crypto
import FoundationEssentials
import Kernel
import Wire

/// Why a sealed value does not open.
package enum SealingError: Error, Sendable, Equatable {
    /// A master key is 32 bytes.
    case keyLength
    /// Not a sealed value, or one cut short.
    case malformed
    /// Sealed under another key or for another context, or changed since; these cannot be told apart.
    case wrongKey
    /// The value cannot be sealed.
    case failed
}

/// Seals secrets at rest with AES-256-GCM under the master key.
///
/// Each value is bound to a context that says where it is kept, such as `client_secret:tenant:id`, so that a sealed value
/// put into another row does not open there. Nonces are random: at most 2³² values under one master key.
/// - SeeAlso: NIST SP 800-38D §8.3.
package struct Sealer: Sendable {
    /// What every sealed text begins with.
    package static let textPrefix = "sealed:v1:"
    /// What sealed bytes begin with.
    private static let version: UInt8 = 1
    private static let checkContext = "master key check"
    private static let checkText = "latchkey"

    private let key: SymmetricKey

    /// A sealer under a master key of 32 bytes.
    ///
    /// - Throws: `SealingError.keyLength`.
    package init(masterKey: [UInt8]) throws(SealingError) {
        guard masterKey.count == 32 else { throw .keyLength }
        key = SymmetricKey(data: masterKey)
    }

    /// Seals bytes: a version byte, nonce, ciphertext and tag.
    ///
    /// - Throws: `SealingError.failed`.
    package func seal(_ plaintext: [UInt8], context: String) throws(SealingError) -> [UInt8] {
        [Self.version] + (try box(plaintext, context))
    }

    /// Opens sealed bytes.
    ///
    /// - Throws: `SealingError`.
    package func open(_ sealed: [UInt8], context: String) throws(SealingError) -> [UInt8] {
        guard sealed.first == Self.version else { throw .malformed }
        return try unbox(sealed[1...], context)
    }

    /// Seals a text: `sealed:v1:` and the base64url of nonce, ciphertext and tag.
    ///
    /// - Throws: `SealingError.failed`.
    package func sealText(_ text: String, context: String) throws(SealingError) -> String {
        Self.textPrefix + Base64.encode(try box(Array(text.utf8), context))
    }

    /// Opens a sealed text.
    ///
    /// - Throws: `SealingError`.
    package func openText(_ sealed: String, context: String) throws(SealingError) -> String {
        guard Self.isSealed(sealed), let box = Base64.decode(sealed.utf8.dropFirst(Self.textPrefix.utf8.count)) else {
            throw .malformed
        }
        guard let text = String(validating: try unbox(box[...], context), as: UTF8.self) else { throw .malformed }
        return text
    }

    /// Whether a text has the form of a sealed one.
    package static func isSealed(_ text: String) -> Bool { text.utf8.starts(with: textPrefix.utf8) }

    /// A value to keep beside the data, by which a wrong master key is noticed before anything is sealed under it.
    ///
    /// - Throws: `SealingError.failed`.
    package func keyCheck() throws(SealingError) -> String {
        try sealText(Self.checkText, context: Self.checkContext)
    }

    /// Checks that this is the master key a check value was made with.
    ///
    /// - Throws: `SealingError.wrongKey`, or `.malformed` for what is no check value.
    package func verify(check: String) throws(SealingError) {
        guard try openText(check, context: Self.checkContext) == Self.checkText else { throw .malformed }
    }

    /// A key of 32 bytes for another purpose, the same for every server under the master key.
    ///
    /// - SeeAlso: RFC 5869.
    package func derivedKey(for purpose: String) -> [UInt8] {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key,
            info: Array("latchkey \(purpose)".utf8),
            outputByteCount: 32
        )
        return derived.withUnsafeBytes { Array($0) }
    }

    /// Nonce, ciphertext and tag.
    private func box(_ plaintext: [UInt8], _ context: String) throws(SealingError) -> [UInt8] {
        let nonce = RandomSource.system.bytes(AESGCM.nonceLength)
        guard let sealed = AESGCM.seal(plaintext, key: key, nonce: nonce, context: context) else { throw .failed }
        return nonce + sealed
    }

    private func unbox(_ box: ArraySlice<UInt8>, _ context: String) throws(SealingError) -> [UInt8] {
        guard box.count >= AESGCM.nonceLength + AESGCM.tagLength else { throw .malformed }
        guard let plaintext = AESGCM.open(box, key: key, context: context) else { throw .wrongKey }
        return plaintext
    }
}

extension Sealer: CustomStringConvertible, CustomReflectable {
    package var description: String { "sealer ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
