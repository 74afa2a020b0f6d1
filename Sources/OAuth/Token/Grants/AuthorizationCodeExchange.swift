package import Applications
package import Sessions

/// The authorization-code grant: a client proves that a code was issued to it, and that it asked for it.
///
/// - SeeAlso: RFC 6749 §4.1.3; RFC 7636 §4.6; Auth0 Authentication API: "Authorization Code Flow".
package enum AuthorizationCodeExchange {
    /// The grant's name.
    package static let name = "authorization_code"

    /// The code is unknown, expired, used, or another client's; the answer does not tell which.
    package static func invalid(_ detail: String) -> OAuthError {
        OAuthError(403, .invalidGrant, "Invalid authorization code", detail: detail)
    }

    /// Checks a request against the code it names.
    ///
    /// - Parameter keyThumbprint: The key that the client has proved to hold; nil for none.
    /// - Throws: `OAuthError` 403.
    package static func check(
        _ code: AuthorizationCode,
        _ request: TokenRequest,
        client: Client,
        keyThumbprint: String?
    ) throws(OAuthError) {
        guard code.clientID == client.id else { throw invalid("the code was issued to another client") }
        try checkRedirectURI(code.redirectURI, sent: request["redirect_uri"])
        try checkVerifier(code, request["code_verifier"])
        if let bound = code.keyThumbprint, bound != keyThumbprint { throw invalid("the code is bound to another key") }
    }

    /// A URI that was named at `/authorize` must be named again; the answer tells no more of either than its origin.
    private static func checkRedirectURI(_ expected: String?, sent: String?) throws(OAuthError) {
        guard let expected, sent != expected else { return }
        throw OAuthError(
            403,
            .unauthorizedClient,
            "The redirect URI is wrong. You sent \(origin(sent)), and we expected \(origin(expected))"
        )
    }

    private static func origin(_ uri: String?) -> String { uri.flatMap(RedirectURI.init)?.origin ?? "null" }

    /// A verifier without a challenge is refused as well: the challenge may have been taken out on its way.
    ///
    /// - SeeAlso: RFC 9700 §2.1.1.
    private static func checkVerifier(_ code: AuthorizationCode, _ verifier: String?) throws(OAuthError) {
        let isGood: Bool
        if let challenge = code.codeChallenge {
            guard let challenge = try? CodeChallenge(challenge, method: code.codeChallengeMethod) else {
                throw invalid("the code has no usable challenge")
            }
            isGood = verifier.map(challenge.isAnswered) ?? false
        } else {
            isGood = verifier == nil
        }
        guard isGood else { throw OAuthError(403, .invalidGrant, "Failed to verify code verifier") }
    }
}
