package import Wire

/// Auth0's codes of tenant log events, those that this server writes.
///
/// - SeeAlso: Auth0: "Log Event Type Codes".
package enum LogEventType: String, Sendable, CaseIterable {
    /// Client-credentials exchange succeeded.
    case clientCredentialsSucceeded = "seccft"
    /// Client-credentials exchange failed.
    case clientCredentialsFailed = "feccft"
    /// Exchange of a code succeeded.
    case codeExchangeSucceeded = "seacft"
    /// Exchange of a code failed.
    case codeExchangeFailed = "feacft"
    /// Exchange of a refresh token succeeded.
    case refreshSucceeded = "sertft"
    /// Exchange of a refresh token failed.
    case refreshFailed = "fertft"
    /// A refresh token was used again after its exchange.
    case refreshTokenReused = "ferrt"
    /// Exchange of a password succeeded.
    case passwordExchangeSucceeded = "sepft"
    /// Exchange of a password failed.
    case passwordExchangeFailed = "fepft"
    /// A password grant's name and password were right.
    case credentialsValidated = "scv"
    /// A refresh token was revoked.
    case refreshTokenRevoked = "srrt"
    /// Refresh tokens beyond what a user may have with a client were removed.
    case resourceCleanup = "resource_cleanup"
    /// A management operation succeeded.
    case managementSucceeded = "sapi"
    /// A management operation failed.
    case managementFailed = "fapi"
    /// A sign-in succeeded.
    case loginSucceeded = "s"
    /// A sign-in failed.
    case loginFailed = "f"
    /// A sign-in failed: wrong password.
    case wrongPassword = "fp"
    /// A sign-in failed: no such user.
    case wrongUsername = "fu"
    /// A silent sign-in succeeded.
    case silentSucceeded = "ssa"
    /// A silent sign-in failed.
    case silentFailed = "fsa"
    /// A cross-origin sign-in succeeded.
    case crossOriginSucceeded = "scoa"
    /// A cross-origin sign-in failed.
    case crossOriginFailed = "fcoa"
    /// Embedded login from an origin that the client does not name.
    case originRefused = "fco"
    /// An account was blocked after too many failures.
    case accountBlocked = "limit_wc"
    /// An address was stopped after too many failures.
    case addressBlocked = "limit_mu"
    /// A user was stopped who signed in too often from one address.
    case userThrottled = "limit_sul"
    /// Blocks of an account were lifted.
    case accountUnblocked = "ublkdu"
    /// A sign-up succeeded.
    case signupSucceeded = "ss"
    /// A sign-up failed.
    case signupFailed = "fs"
    /// A verification mail was asked for.
    case verificationRequested = "svr"
    /// A verification mail could not be sent.
    case verificationRequestFailed = "fvr"
    /// An address was verified.
    case verificationSucceeded = "sv"
    /// An address was not verified.
    case verificationFailed = "fv"
    /// A change of password was asked for.
    case passwordChangeRequested = "scpr"
    /// A change of password could not be asked for.
    case passwordChangeRequestFailed = "fcpr"
    /// A password was changed.
    case passwordChanged = "scp"
    /// A password was not changed.
    case passwordChangeFailed = "fcp"
    /// A user's address was changed.
    case emailChanged = "sce"
    /// A user's number was changed.
    case phoneNumberChanged = "scpn"
    /// A user's name was changed.
    case usernameChanged = "scu"
    /// A user was deleted.
    case userDeleted = "sdu"
    /// Users were imported from a file.
    case usersImported = "sui"
    /// Users could not be imported from a file.
    case usersImportFailed = "fui"
    /// A mail was given up.
    case notificationFailed = "fn"
    /// Somebody signed out.
    case logoutSucceeded = "slo"
    /// Signing out failed.
    case logoutFailed = "flo"
    /// A client was told that somebody signed out.
    case backChannelLogoutSucceeded = "oidc_backchannel_logout_succeeded"
    /// A client could not be told that somebody signed out.
    case backChannelLogoutFailed = "oidc_backchannel_logout_failed"
    /// An invitation was accepted.
    case invitationAccepted = "si"
    /// An invitation was not accepted.
    case invitationFailed = "fi"
    /// Somebody became a member of an organization by signing in.
    case memberAdded = "organization_member_added"
    /// A pushed authorization request failed.
    case pushedRequestFailed = "fpar"
    /// Somebody began to enrol a second factor.
    case enrollmentStarted = "gd_start_enroll"
    /// Somebody has enrolled a second factor.
    case enrollmentCompleted = "gd_enrollment_complete"
    /// A second factor was removed from a user.
    case factorRemoved = "gd_unenroll"
    /// The settings of second factors were changed.
    case factorsConfigured = "gd_tenant_update"
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
    /// The address of the person; that of the request where nothing else is known.
    package var ip: String?
    /// The address the request came from, where the event tells the two apart.
    package var clientIP: String?
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
    /// The connection's id.
    package var connectionID: String?
    /// The strategy of the connection, and what kind it is: `auth0` and `database`.
    package var strategy: (name: String, type: String)?
    /// The organization's id.
    package var organizationID: String?
    /// The organization's name.
    package var organizationName: String?
    /// What else there is to say.
    package var details: JSONObject?
    /// The decoded `Auth0-Client` telemetry header.
    package var auth0Client: JSONValue?
    /// The id of the request that caused it, or the one that the application gave it.
    package var correlationID: String?

    /// An event of which tenant, time and type are known.
    package init(tenant: TenantID, date: Instant, type: LogEventType, description: String? = nil) {
        self.tenant = tenant
        self.date = date
        self.type = type
        self.description = description
    }
}
