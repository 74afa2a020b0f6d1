package import Wire

/// A refusal of an OAuth endpoint: what goes on the wire, and what stays in the log.
///
/// - SeeAlso: RFC 6749 §5.2; Auth0 Authentication API: error envelope `{error, error_description, error_uri}`.
package struct OAuthError: Error, Sendable {
    /// The codes of the `error` member.
    package enum Code: String, Sendable {
        case accessDenied = "access_denied"
        case invalidClientMetadata = "invalid_client_metadata"
        case invalidDPoPProof = "invalid_dpop_proof"
        case invalidGrant = "invalid_grant"
        case invalidRedirectURI = "invalid_redirect_uri"
        case invalidRequest = "invalid_request"
        case invalidScope = "invalid_scope"
        case passwordLeaked = "password_leaked"
        case serverError = "server_error"
        case tooManyAttempts = "too_many_attempts"
        case tooManyRequests = "too_many_requests"
        case unauthorized
        case unauthorizedClient = "unauthorized_client"
        case unsupportedGrantType = "unsupported_grant_type"
        case useDPoPNonce = "use_dpop_nonce"
    }

    /// The HTTP status.
    package let status: Int
    /// The `error` member.
    package let code: Code
    /// The `error_description` member.
    package let description: String
    /// The `error_uri` member.
    package let uri: String?
    /// Why it really failed, for the log alone.
    package let detail: String?

    /// Headers that go with it, such as `Retry-After`.
    package let headers: [(String, String)]

    /// A refusal.
    package init(
        _ status: Int,
        _ code: Code,
        _ description: String,
        uri: String? = nil,
        detail: String? = nil,
        headers: [(String, String)] = []
    ) {
        self.status = status
        self.code = code
        self.description = description
        self.uri = uri
        self.detail = detail
        self.headers = headers
    }

    /// The envelope.
    package var body: JSONObject {
        var body: JSONObject = ["error": .string(code.rawValue), "error_description": .string(description)]
        if let uri { body["error_uri"] = .string(uri) }
        return body
    }
}

extension OAuthError: Equatable {
    /// Refusals are equal when the caller cannot tell them apart.
    package static func == (one: OAuthError, other: OAuthError) -> Bool {
        one.status == other.status && one.code == other.code && one.description == other.description
            && one.uri == other.uri
    }
}

extension OAuthError {
    /// The client is unknown or did not prove who it is; the answer does not tell which.
    package static func unauthorized(_ detail: String) -> OAuthError {
        OAuthError(401, .accessDenied, "Unauthorized", detail: detail)
    }

    /// A parameter that must be there is not.
    package static func missing(_ parameter: String) -> OAuthError {
        OAuthError(400, .invalidRequest, "Missing required parameter: \(parameter)")
    }

    /// The request cannot be understood.
    package static func malformed(_ description: String) -> OAuthError {
        OAuthError(400, .invalidRequest, description)
    }

    /// The client may not use a grant.
    package static func grantNotAllowed(_ grant: String) -> OAuthError {
        OAuthError(
            403,
            .unauthorizedClient,
            "Grant type '\(grant)' not allowed for the client.",
            uri: "https://auth0.com/docs/clients/client-grant-types"
        )
    }
}
