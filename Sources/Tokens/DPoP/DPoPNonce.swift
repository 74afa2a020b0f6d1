package import Kernel
import Wire

/// Nonces for DPoP proofs that nothing needs to remember: each is the code of a span of time under a key.
///
/// A nonce is accepted in the span it was made in and the one after, so it lives for one to two spans. All nodes with
/// the key make and accept the same ones.
/// - SeeAlso: RFC 9449 §8.
package struct DPoPNonce: Sendable {
    /// The length of a span unless said otherwise, in seconds.
    package static let defaultSpan: Int64 = 300
    /// Half of the code is as hard to guess as any nonce need be.
    private static let length = 16

    private let key: [UInt8]
    private let span: Int64

    /// Nonces under a key of 32 random bytes, with spans of so many seconds.
    package init(key: [UInt8], span: Int64 = defaultSpan) {
        self.key = key
        self.span = max(1, span)
    }

    /// The nonce to hand out.
    package func current(at now: Instant) -> String { nonce(of: index(now)) }

    /// Whether a nonce is the present one or the one before.
    package func isValid(_ nonce: String, at now: Instant) -> Bool {
        let candidate = Array(nonce.utf8)
        let index = index(now)
        return [index, index - 1].contains { equalInConstantTime(Array(self.nonce(of: $0).utf8), candidate) }
    }

    private func index(_ now: Instant) -> Int64 { now.seconds.floorDivided(by: span) }

    private func nonce(of index: Int64) -> String {
        Base64.encode(Array(Digest.hmacSHA256(Array("dpop nonce \(index)".utf8), key: key).prefix(Self.length)))
    }
}

extension DPoPNonce: CustomStringConvertible, CustomReflectable {
    package var description: String { "DPoP nonces of \(span) s ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
