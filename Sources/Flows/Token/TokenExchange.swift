package import Applications
package import Kernel
package import OAuth
import Sessions
package import Storage
package import Tokens
package import Wire

/// A token request whose client is known: what every grant starts from.
package struct TokenExchange: Sendable {
    /// The request.
    package let request: TokenRequest
    /// The client, which has proved who it is.
    package let client: AuthenticatedClient
    /// The proof of a key that came with it; nil for bearer tokens.
    package let proof: DPoPProof?
    /// The host that was asked.
    package let host: RequestHost
    /// Where the request came from.
    package let origin: RequestOrigin
    /// When it came.
    package let now: Instant

    /// The value of a parameter that a grant cannot do without.
    ///
    /// - Throws: `OAuthError` 400.
    package func required(_ parameter: String) throws(OAuthError) -> String {
        guard let value = request[parameter] else { throw .missing(parameter) }
        return value
    }

    /// Refuses a bearer token of an API that wants its tokens bound to a key.
    ///
    /// - Throws: `OAuthError` 400.
    func checkProof(for api: ResourceServer?) throws(OAuthError) {
        guard proof == nil, let api, api.proofOfPossession.includes(client.client) else { return }
        throw OAuthError(400, .invalidDPoPProof, "The API must be called with DPoP-bound access tokens")
    }

    /// Spends what comes with any request and is good once: the client's assertion and the proof of the key.
    ///
    /// A request that breaks a rule must not come here, so that nobody burns what is not theirs.
    /// - Throws: `OAuthError`, which undoes the whole transaction.
    package func spend(in transaction: any WriteTransaction) throws {
        if let assertion = client.assertion {
            let isFirst = try transaction.spendAssertion(
                jti: assertion.jti,
                clientID: client.client.id,
                expiresAt: assertion.expiresAt,
                in: host.tenant
            )
            guard isFirst else { throw OAuthError.unauthorized("the client assertion was used before") }
        }
        if let proof { try proof.spend(in: transaction, tenant: host.tenant, now: now) }
    }

    /// Whether there is anything that `spend` would spend.
    var hasSomethingToSpend: Bool { client.assertion != nil || proof != nil }
}

extension TokenRequest {
    /// The API that it names: as `resource`, too, where the tenant says so.
    ///
    /// - SeeAlso: RFC 8707 §2.2; Auth0 Management API: `resource_parameter_profile`.
    func audience(_ settings: TenantSettings) -> String? {
        audience ?? (settings.resourceParameterProfile == .compatibility ? self["resource"] : nil)
    }
}

/// What a grant answers a request with, and what the tenant log says of it.
package struct TokenOutcome: Sendable {
    /// The answer.
    package let answer: TokenAnswer
    /// What is known of the token, for the log.
    package let subject: Subject
    /// How many refresh tokens had to go to make room for a new one.
    package let removedRefreshTokens: Int

    /// An outcome.
    package init(answer: TokenAnswer, subject: Subject, removedRefreshTokens: Int = 0) {
        self.answer = answer
        self.subject = subject
        self.removedRefreshTokens = removedRefreshTokens
    }

    /// What the log says of a token, or of one that was refused.
    package struct Subject: Sendable {
        /// The audience.
        package var audience: String?
        /// The scopes.
        package var scope: [String] = []
        /// The organization.
        package var organization: IssuePlan.OrganizationClaims?
        /// The user's id.
        package var userID: String?
        /// The user's name.
        package var userName: String?
        /// The connection the user signed in at.
        package var connection: String?
        /// What else there is to say.
        package var details: JSONObject?

        /// Nothing known yet.
        package init() {}
    }
}

/// A refusal that the tenant log should say more of than the caller is told.
package struct TokenRefusal: Error {
    /// What the caller is told.
    package let error: OAuthError
    /// What the log calls it, where that is not the grant's usual failure.
    package var type: LogEventType?
    /// What the log says.
    package var subject = TokenOutcome.Subject()

    /// A refusal.
    package init(_ error: OAuthError, type: LogEventType? = nil, subject: TokenOutcome.Subject = .init()) {
        self.error = error
        self.type = type
        self.subject = subject
    }
}
