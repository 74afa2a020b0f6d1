import Wire

/// What signing people in needs to know of a client: where it may be answered, and what it asks of a request.
package struct ClientSignIn: Sendable {
    /// Where responses may be sent, as registered.
    package let callbacks: [String]
    /// Where signing out may lead.
    package let allowedLogoutURLs: [String]
    /// The origins that may receive a response by message.
    package let webOrigins: [String]
    /// The origins that may sign people in with a page of their own.
    package let allowedOrigins: [String]
    /// Whether they may at all.
    package let allowsCrossOriginAuthentication: Bool
    /// Where to begin a sign-in that did not begin at the client.
    package let initiateLoginURI: String?
    /// Its picture.
    package let logoURI: String?
    /// Its terms and its policy, shown beside its name.
    package let documents: (policy: String?, terms: String?)
    /// What people are asked first when an organization takes part.
    package let organizationRequireBehavior: String
    /// Whether plain requests are refused.
    package let requiresPushedRequests: Bool
    /// Whether requests must be signed.
    package let requiresSignedRequests: Bool
    /// Whether tokens must be bound to a key.
    package let requiresProofOfPossession: Bool
    /// Which profile it must keep to; nil for none.
    package let complianceLevel: String?
    /// How long a pushed request is kept, in seconds.
    package let pushedRequestLifetime: Int64
    /// Where to tell it that a session has ended.
    package let backChannelLogoutURLs: [String]
    /// Which ends of sessions it wants to hear of; nil for all.
    package let backChannelInitiators: Set<String>?
    /// The credentials whose keys its request objects may be signed with.
    package let requestObjectCredentialIDs: [String]

    init(_ body: JSONObject) {
        callbacks = body["callbacks"]?.strings ?? []
        allowedLogoutURLs = body["allowed_logout_urls"]?.strings ?? []
        webOrigins = body["web_origins"]?.strings ?? []
        allowedOrigins = body["allowed_origins"]?.strings ?? []
        allowsCrossOriginAuthentication =
            body["cross_origin_authentication"]?.bool ?? body["cross_origin_auth"]?.bool ?? false
        initiateLoginURI = Self.text(body["initiate_login_uri"])
        logoURI = Self.text(body["logo_uri"])
        documents = (Self.text(body["policy_uri"]), Self.text(body["tos_uri"]))
        organizationRequireBehavior = body["organization_require_behavior"]?.string ?? "no_prompt"
        requiresPushedRequests = body["require_pushed_authorization_requests"]?.bool ?? false
        let signed = body["signed_request_object"]
        requiresSignedRequests = signed?["required"]?.bool ?? false
        requestObjectCredentialIDs = (signed?["credentials"]?.array ?? []).compactMap { $0["id"]?.string }
        requiresProofOfPossession = body["require_proof_of_possession"]?.bool ?? false
        complianceLevel = Self.text(body["compliance_level"])
        pushedRequestLifetime = body["par_request_expiry"]?.integer ?? 30
        let logout = body["oidc_logout"] ?? body["oidc_backchannel_logout"]
        backChannelLogoutURLs = (logout?["backchannel_logout_urls"]?.strings ?? []).filter { !$0.isEmpty }
        let initiators = logout?["backchannel_logout_initiators"]
        backChannelInitiators =
            initiators?["mode"]?.string == "custom"
            ? Set(initiators?["selected_initiators"]?.strings ?? []).union(["rp-logout", "idp-logout"]) : nil
    }

    /// Whether the rules of the FAPI 2.0 security profile hold for it.
    ///
    /// - SeeAlso: FAPI 2.0 Security Profile §5.3.
    package var isFAPI2: Bool { complianceLevel?.hasPrefix("fapi2") == true }

    /// Whether it wants to hear of sessions that ended for a reason.
    package func hearsOfLogout(by initiator: String) -> Bool { backChannelInitiators?.contains(initiator) ?? true }

    private static func text(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty else { return nil }
        return text
    }
}
