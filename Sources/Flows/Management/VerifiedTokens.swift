import Kernel
import Synchronization
import Tokens

/// Management tokens whose signature was found right: a script calls a thousand times with one.
///
/// What is kept spares reading and verifying alone. Whoever finds a token here still asks whether its key is the tenant's,
/// whether it has expired and whether it is for the host.
final class VerifiedTokens: Sendable {
    /// What a token says.
    struct Token: Sendable {
        let kid: String
        let key: PublicKey
        /// Seconds since 1970; nil if it does not say.
        let expiry: Int64?
        let audiences: [String]
        let principal: ManagementPrincipal
    }

    /// A token with all scopes takes some 30 kB.
    private static let capacity = 64
    /// Bytes at the end of a header, of the token's signature, that tell it from others.
    private static let keyLength = 43

    private let kept = Mutex<[String: (header: Secret, token: Token)]>([:])

    /// The token of an `Authorization` header, if it was kept.
    func find(_ header: String) -> Token? {
        guard let found = kept.withLock({ $0[Self.key(header)] }), found.header.exposed == header else { return nil }
        return found.token
    }

    /// Keeps the token of a header, in the place of any other when there are too many.
    func keep(_ token: Token, _ header: String) {
        kept.withLock { kept in
            if kept.count >= Self.capacity, let other = kept.keys.first { kept[other] = nil }
            kept[Self.key(header)] = (Secret(header), token)
        }
    }

    private static func key(_ header: String) -> String {
        String(decoding: header.utf8.suffix(keyLength), as: UTF8.self)
    }
}
