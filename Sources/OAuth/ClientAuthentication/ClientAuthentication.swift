package import Applications
package import Kernel
import Tokens
import Wire

/// What is known of the client that a request names.
package struct ClientFacts: Sendable {
    /// The client.
    package let client: Client
    /// The public keys it may sign assertions with.
    package let credentials: [ClientCredential]

    /// What is known.
    package init(client: Client, credentials: [ClientCredential]) {
        self.client = client
        self.credentials = credentials
    }
}

/// A client that has proved who it is; what is left is to spend its assertion.
package struct AuthenticatedClient: Sendable {
    /// The client.
    package let client: Client
    /// The assertion it used, to be spent before anything is issued.
    package let assertion: Assertion?

    /// What makes an assertion one of a kind.
    package struct Assertion: Sendable, Equatable {
        /// Its `jti`.
        package let jti: String
        /// Until when it must be remembered.
        package let expiresAt: Instant
    }
}

/// Client authentication at the token endpoint and its siblings.
///
/// - SeeAlso: RFC 6749 §2.3; Auth0 Authentication API: client authentication methods.
package enum ClientAuthentication {
    /// Checks what a client presented against what is known of it.
    ///
    /// - Throws: `OAuthError` 401 `access_denied` "Unauthorized", whatever the reason.
    package static func authenticate(
        _ presented: PresentedAuthentication,
        facts: ClientFacts?,
        host: RequestHost,
        now: Instant
    ) throws(OAuthError) -> AuthenticatedClient {
        guard let facts else { throw .unauthorized("unknown client") }
        switch (presented, facts.client.authenticationMethod) {
        case (.assertion(let token, let clientID), .privateKeyJWT):
            guard clientID.map({ $0 == facts.client.id }) ?? true else {
                throw .unauthorized("client_id is not the issuer of the assertion")
            }
            let assertion = try AssertionRules(facts: facts, host: host, now: now).check(token)
            return AuthenticatedClient(client: facts.client, assertion: assertion)
        case (.post(_, let secret), let method) where method.usesSecret,
            (.basic(_, let secret), let method) where method.usesSecret:
            // Auth0 takes a secret in the body or in the header, whichever of the two is configured.
            guard let known = facts.client.secret, known.matches(secret.exposed) else {
                throw .unauthorized("wrong client secret")
            }
            return AuthenticatedClient(client: facts.client, assertion: nil)
        case (.none, .none), (.post, .none), (.basic, .none):
            return AuthenticatedClient(client: facts.client, assertion: nil)
        default:
            throw .unauthorized("the client must authenticate by \(facts.client.authenticationMethod.rawValue)")
        }
    }

    /// The client that a request names, before anything about it is believed; nil if an assertion cannot be read.
    package static func namedClient(_ presented: PresentedAuthentication) -> String? {
        switch presented {
        case .none(let clientID), .post(let clientID, _), .basic(let clientID, _): clientID
        case .assertion(_, let clientID?): clientID
        case .assertion(let token, nil):
            (try? JWT(parsing: token, maximumLength: AssertionRules.maximumLength))?.claims["iss"]?.string
        }
    }
}
