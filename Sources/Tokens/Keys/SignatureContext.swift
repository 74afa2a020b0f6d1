import COpenSSL

/// An `EVP_MD_CTX` made ready for one key and algorithm, of which every signature and verification takes a copy.
///
/// `@unchecked Sendable` is right: the context is complete when `init` returns and nothing changes it after. Copying reads
/// it (`EVP_MD_CTX_copy_ex` takes a const pointer) and counts references to key, digest and signature atomically; each
/// operation runs on its own copy.
final class SignatureContext: @unchecked Sendable {
    private let pointer: OpaquePointer
    /// The bytes of each of the two numbers of an ECDSA signature; 0 for other schemes.
    private let width: Int32

    /// A context that signs or verifies with a key; the key must fit the algorithm.
    init(_ key: OpaquePointer, kind: KeyKind, algorithm: JWSAlgorithm, verifies: Bool) throws(KeyError) {
        guard
            let pointer = latchkey_signature_context(
                key,
                algorithm.digestName,
                algorithm.isPSS ? 1 : 0,
                verifies ? 1 : 0
            )
        else { throw .failed(OpenSSL.takeError()) }
        self.pointer = pointer
        width = Int32(kind.coordinateLength)
    }

    deinit { EVP_MD_CTX_free(pointer) }

    /// The signature of a message, at most `capacity` bytes.
    func sign(_ message: [UInt8], capacity: Int) throws(KeyError) -> [UInt8] {
        let signature = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = latchkey_sign(pointer, width, message, message.count, buffer.baseAddress, capacity)
        }
        guard !signature.isEmpty else { throw .failed(OpenSSL.takeError()) }
        return signature
    }

    /// Whether a signature is that of the message.
    func verify(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
        latchkey_verify(pointer, width, message, message.count, signature, signature.count) == 1
    }
}
