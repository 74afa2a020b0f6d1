package import Kernel
package import Wire

/// What an authorization code stands for: everything `/oauth/token` needs to answer it.
///
/// It is the body of a ticket of kind `authorizationCode`; the code itself is kept nowhere.
package struct AuthorizationCode: Sendable, Equatable {
    /// How long a code lives, in seconds.
    package static let lifetime: Int64 = 60

    /// The client it was issued to.
    package var clientID: String
    /// The `redirect_uri` that was sent to `/authorize`; nil if none was.
    package var redirectURI: String?
    /// Who signed in.
    package var userID: String
    /// The session they signed in with.
    package var sessionID: String
    /// The connection they signed in at.
    package var connection: String
    /// The API asked for, as the request spelled it; nil for none.
    package var audience: String?
    /// The granted scopes, in order.
    package var scope: [String]
    /// The `nonce` of the request.
    package var nonce: String?
    /// The PKCE challenge.
    package var codeChallenge: String?
    /// How it was made: `S256` or `plain`.
    package var codeChallengeMethod: String?
    /// When the person last proved who they are.
    package var authenticatedAt: Instant
    /// Whether the ID token says when that was.
    package var showsAuthenticationTime: Bool
    /// The organization they signed in to.
    package var organizationID: String?
    /// The thumbprint of the DPoP key that must be used; nil for any or none.
    package var keyThumbprint: String?
    /// What the ID token says of the strength of the sign-in.
    package var acr: String?
    /// How they proved who they are.
    package var amr: [String]

    /// A code for somebody.
    package init(clientID: String, userID: String, sessionID: String, connection: String, authenticatedAt: Instant) {
        self.clientID = clientID
        self.userID = userID
        self.sessionID = sessionID
        self.connection = connection
        self.authenticatedAt = authenticatedAt
        scope = []
        showsAuthenticationTime = false
        amr = []
    }

    /// Reads the body of a ticket; nil if it is none of a code.
    package init?(_ body: JSONObject) {
        guard let clientID = body["client_id"]?.string, let userID = body["user_id"]?.string,
            let sessionID = body["session_id"]?.string, let authenticatedAt = body["auth_time"]?.integer
        else { return nil }
        self.init(
            clientID: clientID,
            userID: userID,
            sessionID: sessionID,
            connection: body["connection"]?.string ?? "",
            authenticatedAt: Instant(milliseconds: authenticatedAt)
        )
        redirectURI = body["redirect_uri"]?.string
        audience = body["audience"]?.string
        scope = body["scope"]?.strings ?? []
        nonce = body["nonce"]?.string
        codeChallenge = body["code_challenge"]?.string
        codeChallengeMethod = body["code_challenge_method"]?.string
        showsAuthenticationTime = body["shows_auth_time"]?.bool ?? false
        organizationID = body["organization_id"]?.string
        keyThumbprint = body["dpop_jkt"]?.string
        acr = body["acr"]?.string
        amr = body["amr"]?.strings ?? []
    }

    /// The body of a ticket.
    package var body: JSONObject {
        var body: JSONObject = [
            "client_id": .string(clientID), "user_id": .string(userID), "session_id": .string(sessionID),
            "connection": .string(connection), "auth_time": .integer(authenticatedAt.milliseconds),
            "scope": .array(scope.map(JSONValue.string)), "shows_auth_time": .bool(showsAuthenticationTime),
            "amr": .array(amr.map(JSONValue.string)),
        ]
        for (name, value) in [
            ("redirect_uri", redirectURI), ("audience", audience), ("nonce", nonce),
            ("code_challenge", codeChallenge), ("code_challenge_method", codeChallengeMethod),
            ("organization_id", organizationID), ("dpop_jkt", keyThumbprint), ("acr", acr),
        ] {
            if let value { body[name] = .string(value) }
        }
        return body
    }
}
