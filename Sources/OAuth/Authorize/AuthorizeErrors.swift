package import Wire

/// Why a request cannot be answered to the application at all: it is shown to the person as a page.
///
/// - SeeAlso: RFC 6749 §4.1.2.1: "the authorization server … MUST NOT automatically redirect".
package struct DisplayedError: Error, Sendable, Equatable {
    /// The HTTP status.
    package let status: Int
    /// The OAuth code.
    package let code: String
    /// What is wrong, in a few words.
    package let title: String
    /// What is wrong, in a sentence; the tenant log has it too.
    package let text: String
    /// What the application's developers can do; nil for nothing.
    package let hint: String?

    /// An error.
    package init(_ status: Int, _ code: String, title: String = "", _ text: String, hint: String? = nil) {
        self.status = status
        self.code = code
        self.title = title
        self.text = text
        self.hint = hint
    }

    /// A parameter that must be there is not.
    package static func missing(_ parameter: String) -> DisplayedError {
        DisplayedError(400, "invalid_request", "Missing required parameter: \(parameter)")
    }

    /// No client has the id.
    package static func unknownClient(_ id: String) -> DisplayedError {
        DisplayedError(400, "invalid_request", "Unknown client: \(id)")
    }

    /// The page belongs to no sign-in, to one that is over, or to another browser.
    package static let invalidState = DisplayedError(
        400,
        "invalid_request",
        title: "Invalid state",
        "You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some "
            + "issue with cookies, since we couldn't find your session. Try logging in again from the application."
    )
}

/// Why a request is refused, as the application is told.
package struct RedirectedError: Error, Sendable, Equatable {
    /// The OAuth code.
    package let code: String
    /// The sentence.
    package let description: String

    /// An error.
    package init(_ code: String, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Somebody must sign in and may not be asked to.
    package static let loginRequired = RedirectedError("login_required", "Login required")
    /// Somebody must agree and may not be asked to.
    package static let consentRequired = RedirectedError("consent_required", "Consent required")
    /// Somebody must choose and may not be asked to.
    package static let interactionRequired = RedirectedError("interaction_required", "Interaction required")
    /// Somebody did not agree.
    package static let notAuthorized = RedirectedError("access_denied", "User did not authorize the request")
    /// An administrator has blocked the user.
    package static let blocked = RedirectedError("unauthorized", "user is blocked")
    /// The request cannot be understood.
    package static func invalidRequest(_ description: String) -> RedirectedError {
        RedirectedError("invalid_request", description)
    }
}

/// Where and how a response goes; only the check of the redirect URI makes one.
package struct ResponseTarget: Sendable, Equatable {
    /// How a response travels.
    package enum Mode: String, Sendable, CaseIterable {
        case query, fragment
        case formPost = "form_post"
        case webMessage = "web_message"
    }

    /// The URI, which was checked.
    package let redirectURI: RedirectURI
    /// How it travels.
    package let mode: Mode
    /// What goes back as it came.
    package let state: String?
    /// The issuer, for clients that are told it.
    package let issuer: String?
    /// The origin that a message goes to.
    package var messageOrigin: String { redirectURI.origin }

    init(redirectURI: RedirectURI, mode: Mode, state: String?, issuer: String?) {
        self.redirectURI = redirectURI
        self.mode = mode
        self.state = state
        self.issuer = issuer
    }

    /// A response with these parameters.
    package func response(_ parameters: [(name: String, value: String)]) -> AuthorizationResponse {
        var all = parameters
        if let state { all.append(("state", state)) }
        if let issuer { all.append(("iss", issuer)) }
        return AuthorizationResponse(target: self, parameters: all)
    }

    /// A response that refuses.
    package func response(_ error: RedirectedError) -> AuthorizationResponse {
        response([("error", error.code), ("error_description", error.description)])
    }
}

/// What goes back to the application.
package struct AuthorizationResponse: Sendable {
    /// Where to.
    package let target: ResponseTarget
    /// The parameters, in order.
    package let parameters: [(name: String, value: String)]

    /// The address to redirect to, for the modes that redirect.
    package var location: String {
        target.redirectURI.adding(parameters, toFragment: target.mode == .fragment)
    }

    /// The parameters as a message holds them: `expires_in` is a number there.
    package var message: JSONObject {
        JSONObject(
            parameters.map { parameter in
                let number = parameter.name == "expires_in" ? Int64(parameter.value) : nil
                return (parameter.name, number.map(JSONValue.integer) ?? .string(parameter.value))
            }
        )
    }
}
