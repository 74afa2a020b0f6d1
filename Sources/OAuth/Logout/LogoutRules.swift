package import Applications

/// Where signing out may lead, and whether people are asked first.
///
/// - SeeAlso: OpenID Connect RP-Initiated Logout 1.0; Auth0 Authentication API: "Logout".
package enum LogoutRules {
    /// A request to `/v2/logout`: where it leads; nil for nowhere.
    ///
    /// - Throws: `DisplayedError` for a place that is not registered.
    package static func destination(
        returnTo: String?,
        client: Client?,
        settings: TenantSettings
    ) throws(DisplayedError) -> String? {
        let registered = client?.signIn.allowedLogoutURLs ?? settings.allowedLogoutURLs
        guard let returnTo else {
            return client?.signIn.allowedLogoutURLs.first { RedirectURI($0) != nil && !$0.contains("*") }
        }
        guard RedirectURI.isLogoutURL(returnTo, allowedBy: registered) else {
            throw DisplayedError(
                400,
                "invalid_request",
                "The \"returnTo\" querystring parameter \"\(returnTo)\" is not defined as a valid URL in \"Allowed "
                    + "Logout URLs\"."
            )
        }
        return returnTo
    }

    /// What a request to `/oidc/logout` says of itself, its hint verified.
    package struct Request: Sendable {
        /// Where to go afterwards.
        package var redirectURI: String?
        /// What goes back as it came.
        package var state: String?
        /// The client that `client_id` names.
        package var clientID: String?
        /// `logout_hint`: a session.
        package var logoutHint: String?
        /// The `aud` of the ID token.
        package var hintedClientID: String?
        /// Its `sid`.
        package var hintedSessionID: String?
        /// Its `sub`.
        package var hintedUserID: String?

        /// Nothing.
        package init() {}
    }

    /// What follows from a request.
    package struct Plan: Sendable, Equatable {
        /// Where to go afterwards; nil for the page that says that it is done.
        package let destination: String?
        /// Whether people are asked first.
        package let asksFirst: Bool
    }

    /// Checks a request.
    ///
    /// - Parameters:
    ///   - client: The client that the hint or `client_id` names.
    ///   - sessionID: The session of the browser.
    ///   - userID: Whose session it is; hints without a session speak of somebody, and nothing is proved without it.
    /// - Throws: `DisplayedError`; nothing that is wrong is ever redirected.
    package static func plan(
        _ request: Request,
        client: Client?,
        settings: TenantSettings,
        sessionID: String?,
        userID: String? = nil
    ) throws(DisplayedError) -> Plan {
        if let one = request.clientID, let other = request.hintedClientID, one != other {
            throw DisplayedError(400, "invalid_request", "client_id does not match the id_token_hint")
        }
        if let one = request.logoutHint, let other = request.hintedSessionID, one != other {
            throw DisplayedError(400, "invalid_request", "logout_hint does not match the id_token_hint")
        }
        let destination = try destination(request, client: client, settings: settings)
        guard let sessionID, settings.confirmsLogout else { return Plan(destination: destination, asksFirst: false) }
        let hint = request.hintedSessionID ?? request.logoutHint
        let isSame = hint.map { $0 == sessionID } ?? (userID != nil && userID == request.hintedUserID)
        return Plan(destination: destination, asksFirst: request.hintedClientID == nil || !isSame)
    }

    private static func destination(
        _ request: Request,
        client: Client?,
        settings: TenantSettings
    ) throws(DisplayedError) -> String? {
        guard let text = request.redirectURI else { return nil }
        let registered = client?.signIn.allowedLogoutURLs ?? settings.allowedLogoutURLs
        guard let uri = RedirectURI(text),
            registered.contains(where: { uri.isAllowed(by: $0, organization: nil, isNative: false) })
        else {
            throw DisplayedError(
                400,
                "invalid_request",
                "The \"post_logout_redirect_uri\" parameter \"\(text)\" is not defined as a valid URL in \"Allowed "
                    + "Logout URLs\"."
            )
        }
        return uri.adding(request.state.map { [("state", $0)] } ?? [], toFragment: false)
    }
}
