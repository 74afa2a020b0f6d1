package import Wire

/// Auth0's codes of tenant log events, those that this server writes.
///
/// - SeeAlso: Auth0: "Log Event Type Codes".
package enum LogEventType: String, Sendable, CaseIterable {
    /// Client-credentials exchange succeeded.
    case clientCredentialsSucceeded = "seccft"
    /// Client-credentials exchange failed.
    case clientCredentialsFailed = "feccft"
    /// A management operation succeeded.
    case managementSucceeded = "sapi"
    /// A management operation failed.
    case managementFailed = "fapi"
    /// A rate limit was exceeded.
    case rateLimitExceeded = "api_limit"
    /// Four fifths of a rate limit are used.
    case rateLimitWarning = "api_limit_warning"
}

/// One tenant log event, before it has its id.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/logs`.
package struct LogEvent: Sendable {
    /// The tenant whose log this is.
    package var tenant: TenantID
    /// When it happened.
    package var date: Instant
    /// What happened.
    package var type: LogEventType
    /// A sentence; the text of the error for failures.
    package var description: String?
    /// The client that acted.
    package var clientID: String?
    /// Its name.
    package var clientName: String?
    /// The address the request came from.
    package var ip: String?
    /// The `User-Agent` header as sent.
    package var userAgent: String?
    /// The host the request was for.
    package var hostname: String?
    /// The API the token is for.
    package var audience: String?
    /// The scopes, separated by spaces.
    package var scope: String?
    /// The user, for flows that have one.
    package var userID: String?
    /// The user's name.
    package var userName: String?
    /// The connection's name.
    package var connection: String?
    /// The organization's id.
    package var organizationID: String?
    /// The organization's name.
    package var organizationName: String?
    /// What else there is to say.
    package var details: JSONObject?
    /// The decoded `Auth0-Client` telemetry header.
    package var auth0Client: JSONValue?
    /// The id of the request that caused it.
    package var correlationID: String?

    /// An event of which tenant, time and type are known.
    package init(tenant: TenantID, date: Instant, type: LogEventType, description: String? = nil) {
        self.tenant = tenant
        self.date = date
        self.type = type
        self.description = description
    }
}
