import Kernel
import Tokens
import Wire

/// The names under which a gateway keeps things: apart by kind, and by `SESSION_SCOPE` from other gateways.
struct SessionKeys: Sendable {
    private let prefix: String

    init(scope: String) { prefix = "latchkey-gateway:\(scope):" }

    /// Where a session is: by the digest of its id or access token, so that whoever reads the store cannot use it.
    func session(_ id: Secret) -> String { "\(prefix)session:\(Self.digest(id.exposed))" }

    /// What the gateway that renews a session holds meanwhile.
    func renewal(ofSessionAt key: String) -> String { "\(key):renewal" }

    /// Where a login that was begun is.
    func login(_ state: String) -> String { "\(prefix)login:\(Self.digest(state))" }

    /// Where some of the active users are.
    func activeUsers(_ shard: Int) -> String { "\(prefix)active:\(shard)" }

    /// SHA-256 in base64url.
    static func digest(_ text: String) -> String { Base64.encode(Digest.sha256(Array(text.utf8))) }
}
