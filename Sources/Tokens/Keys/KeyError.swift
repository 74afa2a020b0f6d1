/// Why a key cannot be made, read or used.
package enum KeyError: Error, Sendable, Equatable {
    /// Not a key in that form.
    case malformed
    /// A kind of key or a curve that no algorithm here uses.
    case unsupported
    /// An RSA key under 2048 bits, over 8192, or with an exponent that is not odd and at most 64 bits.
    case unacceptableSize
    /// The key is not of the kind the algorithm takes.
    case mismatch
    /// OpenSSL failed; its words are for the log.
    case failed(String)
}
