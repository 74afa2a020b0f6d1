package import Applications
import Tokens
import Wire

/// What a request to `/authorize` must be like, once it is known where its answer goes.
package enum AuthorizeRules {
    /// What must be loaded before the rules.
    package struct Facts: Sendable {
        /// The client.
        package var client: Client
        /// The tenant's settings.
        package var settings: TenantSettings
        /// The API's audience: as asked for, or the tenant's default.
        package var audience: String?
        /// The API of that audience.
        package var resourceServer: ResourceServer?
        /// Whether the audience is the host's own `/userinfo`.
        package var isUserInfo: Bool
        /// What the request calls an organization, and which one that is.
        package var organization: (asked: String, found: Organization?)?
        /// The connection that the request names, if the client may use it.
        package var connection: Connection?
        /// Whether the request was pushed.
        package var isPushed: Bool
        /// Whether the request came in a signed object.
        package var isSigned: Bool

        /// What was loaded.
        package init(
            client: Client,
            settings: TenantSettings,
            audience: String?,
            resourceServer: ResourceServer?,
            isUserInfo: Bool,
            organization: (asked: String, found: Organization?)?,
            connection: Connection?,
            isPushed: Bool,
            isSigned: Bool
        ) {
            self.client = client
            self.settings = settings
            self.audience = audience
            self.resourceServer = resourceServer
            self.isUserInfo = isUserInfo
            self.organization = organization
            self.connection = connection
            self.isPushed = isPushed
            self.isSigned = isSigned
        }

        fileprivate var isFAPI2: Bool { client.signIn.isFAPI2 }
    }

    private typealias Rule = @Sendable (AuthorizeRequest, Facts) -> RedirectedError?

    /// The rules, in the order in which Auth0 answers: what the request is, what the client may, what it asks for.
    private static let rules: [Rule] = [
        responseType, responseMode, requestObject, pushed, grants, nonce, proofKey, prompt, age, scope, onlyKnown,
        audience, organization, connection, keyThumbprint,
    ]

    /// Checks a request.
    ///
    /// - Throws: the first refusal.
    package static func check(_ request: AuthorizeRequest, _ facts: Facts) throws(RedirectedError) {
        for rule in rules {
            if let refusal = rule(request, facts) { throw refusal }
        }
    }

    private static func responseType(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard let text = request["response_type"] else {
            return .invalidRequest("Missing required parameter: response_type")
        }
        guard request.responseTypes != nil else {
            return RedirectedError("unsupported_response_type", "Unsupported response type: \(text)")
        }
        return nil
    }

    /// Tokens never travel in a query; the refusal goes where they would have gone.
    ///
    /// - SeeAlso: OAuth 2.0 Multiple Response Type Encoding Practices §5.
    private static func responseMode(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard request["response_mode"] == ResponseTarget.Mode.query.rawValue, request.responseTypes != [.code] else {
            return nil
        }
        return .invalidRequest("response_mode query is not supported for this response_type")
    }

    /// An object that was not verified is never just ignored.
    private static func requestObject(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        if request["request"] != nil {
            return RedirectedError("request_not_supported", "Request objects must be signed")
        }
        if request["request_uri"] != nil {
            return RedirectedError("request_uri_not_supported", "The request_uri is not one of this server")
        }
        if facts.client.signIn.requiresSignedRequests, !facts.isSigned {
            return .invalidRequest("A signed request object is required for this client")
        }
        return nil
    }

    private static func pushed(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard !facts.isPushed else { return nil }
        if facts.client.signIn.complianceLevel?.hasPrefix("fapi") == true {
            return .invalidRequest("Pushed Authorization Requests are required by the configured compliance level")
        }
        if facts.client.signIn.requiresPushedRequests || facts.settings.requiresPushedAuthorizationRequests {
            return .invalidRequest("Pushed Authorization Requests are required")
        }
        return nil
    }

    private static func grants(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        let types = request.responseTypes ?? []
        let needed =
            (types.contains(.code) ? ["authorization_code"] : [])
            + (types.contains(.token) || types.contains(.idToken) ? ["implicit"] : [])
        for grant in needed where !facts.client.grantTypes.contains(grant) {
            return RedirectedError("unauthorized_client", "Grant type '\(grant)' not allowed for the client.")
        }
        if facts.client.isStrict || facts.isFAPI2, types != [.code] {
            return RedirectedError("unauthorized_client", "Only response_type code is allowed for this client")
        }
        return nil
    }

    private static func nonce(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard request.responseTypes?.contains(.idToken) == true, request["nonce"] == nil else { return nil }
        return .invalidRequest("Missing required parameter: nonce")
    }

    /// A client without a secret has nothing but the verifier to prove that a code was issued to it.
    ///
    /// - SeeAlso: RFC 9700 §2.1.1.
    private static func proofKey(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard let challenge = request["code_challenge"] else {
            let getsCode = request.responseTypes?.contains(.code) == true
            let isPublic = facts.client.authenticationMethod == .none
            let isNeeded = getsCode && (isPublic || facts.client.isStrict || facts.isFAPI2)
            guard isNeeded || request["code_challenge_method"] != nil else { return nil }
            return .invalidRequest("Missing required parameter: code_challenge")
        }
        do { _ = try CodeChallenge(challenge, method: request["code_challenge_method"]) } catch {
            return error == .method
                ? .invalidRequest("Unsupported code_challenge_method") : .invalidRequest("Invalid code_challenge")
        }
        let isPlain = (request["code_challenge_method"] ?? "plain") == "plain"
        if isPlain, facts.client.isStrict || facts.isFAPI2 {
            return .invalidRequest("code_challenge_method must be S256")
        }
        return nil
    }

    private static func prompt(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        request.prompts == nil ? .invalidRequest("Invalid prompt") : nil
    }

    private static func age(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard let text = request["max_age"] else { return nil }
        guard let age = Int64(text), age >= 0 else { return .invalidRequest("Invalid max_age") }
        return nil
    }

    private static func scope(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard request.scope.contains("online_access"), request.scope.contains("offline_access") else { return nil }
        return .invalidRequest("Cannot request both online_access and offline_access scopes")
    }

    private static let strictParameters: Set<String> = [
        "acr_values", "audience", "authorization_details", "client_id", "code_challenge", "code_challenge_method",
        "connection", "correlation_id", "display", "dpop_jkt", "login_hint", "max_age", "nonce", "prompt",
        "redirect_uri", "resource", "response_type", "scope", "state", "ui_locales",
    ]

    /// Clients that registered themselves get nothing that is not on the list.
    private static func onlyKnown(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard facts.client.isStrict else { return nil }
        let unknown = request.names.first { !strictParameters.contains($0) && !$0.hasPrefix("ext-") }
        return unknown.map { .invalidRequest("Parameter not allowed: \($0)") }
    }

    private static func audience(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        if let api = facts.resourceServer {
            // What comes straight to the browser is bound to no key.
            let isBound =
                request.responseTypes?.contains(.token) != true || !api.proofOfPossession.includes(facts.client)
            return isBound
                ? nil : .invalidRequest("The API must be called with DPoP-bound access tokens")
        }
        guard let audience = facts.audience, !facts.isUserInfo else { return nil }
        return RedirectedError("access_denied", "Service not found: \(audience)")
    }

    private static func organization(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard let organization = facts.organization else {
            if request["invitation"] != nil {
                return .invalidRequest("parameter organization is required for this client")
            }
            let asksFirst = facts.client.signIn.organizationRequireBehavior != "no_prompt"
            guard facts.client.organizationUsage == .require, !asksFirst else { return nil }
            return .invalidRequest("parameter organization is required for this client")
        }
        guard facts.client.organizationUsage != .deny else {
            return .invalidRequest("parameter organization is not allowed for this client")
        }
        guard organization.found != nil else {
            return .invalidRequest("parameter organization is invalid")
        }
        return nil
    }

    private static func connection(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard request["connection"] != nil, facts.connection == nil else { return nil }
        return .invalidRequest("the connection was not found")
    }

    /// - SeeAlso: RFC 9449 §10.
    private static func keyThumbprint(_ request: AuthorizeRequest, _ facts: Facts) -> RedirectedError? {
        guard let thumbprint = request["dpop_jkt"] else { return nil }
        let isThumbprint =
            thumbprint.utf8.count == 43
            && thumbprint.utf8.allSatisfy { byte in
                byte.isDigit || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
        return isThumbprint ? nil : .invalidRequest("Invalid dpop_jkt")
    }
}

extension Client {
    /// Whether it gets the strict rules of third-party clients: it registered itself, and nobody has relaxed them.
    package var isStrict: Bool { thirdPartySecurityMode.map { $0 == "strict" } ?? id.hasPrefix("tpc_") }

    /// Whether refusals are shown to the person and not sent on, because nobody vouches for where they would lead.
    ///
    /// - SeeAlso: RFC 9700 §4.11.2; Auth0 Management API: `redirection_policy`.
    package var showsRefusals: Bool { redirectionPolicy.map { $0 == "open_redirect_protection" } ?? isStrict }
}
