import Applications
import Kernel
import OAuth
import Tokens
import Wire

/// ID tokens that come back as hints: of whom a request speaks, or which session it ends.
enum IDTokenHint {
    /// The claims of a token that this tenant issued on this host, expired or not; nil for any other text.
    ///
    /// - SeeAlso: OpenID Connect RP-Initiated Logout 1.0 §2.
    static func claims(_ text: String, host: RequestHost, configuration: Configuration) async throws -> JSONObject? {
        guard let jwt = try? JWT(parsing: text), jwt.claims["iss"]?.string == host.issuer,
            jwt.claims["sub"]?.string != nil, let clientID = jwt.claims["aud"]?.string
        else { return nil }
        guard let algorithm = jwt.algorithm else { return nil }
        if algorithm.family == .oct {
            guard let client = try await configuration.client(clientID, host.tenant)?.client,
                client.authenticationMethod != .none, let secret = client.secret,
                jwt.isSigned(bySecret: Array(secret.exposed.utf8))
            else { return nil }
            return jwt.claims
        }
        guard let kid = jwt.kid, let key = try await configuration.keyRing(host.tenant).publishedKey(kid),
            jwt.isSigned(by: key.publicKey, algorithms: [.rs256, .ps256])
        else { return nil }
        return jwt.claims
    }
}
