import Kernel
import Wire

/// Logins that were begun: kept for ten minutes, taken once.
struct LoginStates: Sendable {
    /// How long somebody may take to sign in, in seconds.
    static let lifetime: Int64 = 600

    /// What is known of a login that was begun.
    struct Begun: Sendable {
        /// The name of the client it was begun for.
        let clientName: String
        /// Where to go afterwards.
        let redirect: String?
        /// The digest of the cookie of the browser that began it; nil where no cookie is asked for.
        let browserDigest: String?
        /// What the tenant is shown when the code is exchanged: whoever has the code alone can do nothing with it.
        let verifier: Secret
    }

    let store: any ExpiringStore
    let keys: SessionKeys

    /// What the tenant puts into the ID token of a login: a code from another login does not fit its state.
    ///
    /// - SeeAlso: OpenID Connect Core 1.0 §15.5.2.
    static func nonce(of state: String) -> String { SessionKeys.digest("nonce \(state)") }

    /// What the tenant is told of a verifier when a login begins: S256.
    ///
    /// - SeeAlso: RFC 7636 §4.2.
    static func challenge(of verifier: Secret) -> String { SessionKeys.digest(verifier.exposed) }

    /// Notes that a login was begun; false if that state is in use.
    ///
    /// - Throws: `StoreUnavailable`.
    func begin(_ state: String, _ begun: Begun) async throws -> Bool {
        var object: JSONObject = [
            "client": .string(begun.clientName), "verifier": .string(begun.verifier.exposed),
        ]
        if let redirect = begun.redirect { object["redirect"] = .string(redirect) }
        if let browser = begun.browserDigest { object["browser"] = .string(browser) }
        let bytes = JSONWriter.encode(object)
        return try await store.setIfAbsent(keys.login(state), to: bytes, endingAfter: Self.lifetime)
    }

    /// Takes a login that was begun; nil if there is none, or somebody has taken it.
    ///
    /// - Throws: `StoreUnavailable`.
    func take(_ state: String) async throws -> Begun? {
        guard let bytes = try await store.take(keys.login(state)), let object = (try? JSONReader.parse(bytes))?.object,
            let clientName = object["client"]?.string, let verifier = object["verifier"]?.string
        else { return nil }
        return Begun(
            clientName: clientName,
            redirect: object["redirect"]?.string,
            browserDigest: object["browser"]?.string,
            verifier: Secret(verifier)
        )
    }
}
